"""What the centres offer and promise: reviewed data from ``catalogue/``, loaded and checked once at the start."""

from app.catalogue.documents import CatalogueFault, Fault
from app.catalogue.loading import load_catalogue
from app.catalogue.offers import Door, Offer, Stated
from app.catalogue.values import Catalogue, Centre, HelpLine, Hours, LineState

__all__ = [
    "Catalogue",
    "CatalogueFault",
    "Centre",
    "Door",
    "Fault",
    "HelpLine",
    "Hours",
    "LineState",
    "Offer",
    "Stated",
    "load_catalogue",
]
