"""What the centres offer and promise: reviewed data from ``catalogue/``, loaded and checked once at the start."""

from app.catalogue.documents import CatalogueFault, Fault
from app.catalogue.loading import load_catalogue
from app.catalogue.values import Catalogue, Centre, HelpLine, Hours, LineState, Stated

__all__ = [
    "Catalogue",
    "CatalogueFault",
    "Centre",
    "Fault",
    "HelpLine",
    "Hours",
    "LineState",
    "Stated",
    "load_catalogue",
]
