"""The inquiry behind a visit, read."""

from sqlalchemy.orm import Session

from app.dossier import Dossier, find
from app.web.request import NoVisit, Visit


def own(session: Session, visit: Visit) -> Dossier:
    """The visitor's inquiry. Raises ``NoVisit`` when it is forgotten."""
    dossier = find(session, visit.case)
    if dossier is None:
        raise NoVisit
    return dossier
