"""An inquiry's answers as staff reach them: their own centre's, with a reason where it is not theirs, and logged."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app import timeline
from app.desk import obstacle_to_read, reachable, unlocked
from app.dossier import Dossier
from app.known_sets import KnownSet, known_set
from app.models import Staff
from app.portal import Portal
from app.rules.answers import State
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.triage import Role, obstacle_to_note
from app.timeline import What
from app.web.request import there


def opened_case(session: Session, portal: Portal, staff: Staff, inquiry_id: UUID, *, now: datetime) -> Dossier:
    """The inquiry, its row held. A 404 for what is not one's own centre's; ``NotAllowed`` without a reason."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    require(obstacle_to_read(session, staff, row, now=now))
    return there(unlocked(portal.vault, row))


def read_set(session: Session, portal: Portal, staff: Staff, dossier: Dossier, key: str, *, now: datetime) -> KnownSet:
    """A sent set, and the event that says who read it. What the citizen has not sent is theirs alone."""
    found = there(known_set(session, portal, dossier.case, key))
    there(found if found.set.sent else None)
    timeline.record(session, What.ANSWERS_OPENED, now=now, inquiry_id=dossier.row.id, staff_id=staff.id)
    return found


def writing_case(session: Session, portal: Portal, staff: Staff, inquiry_id: UUID, *, now: datetime) -> Dossier:
    """The inquiry, for whoever may write about it. Raises ``NotAllowed`` for everybody else."""
    dossier = opened_case(session, portal, staff, inquiry_id, now=now)
    require(obstacle_to_write(staff, dossier))
    return dossier


def readable_case(
    session: Session, portal: Portal, staff: Staff, inquiry_id: UUID, *, now: datetime, to_write: bool = False
) -> Dossier | None:
    """For a page that is fetched: ``None`` where a rule is in the way, and then the inquiry's own page says why."""
    try:
        find = writing_case if to_write else opened_case
        return find(session, portal, staff, inquiry_id, now=now)
    except NotAllowed:
        return None


def obstacle_to_write(staff: Staff, dossier: Dossier) -> Obstacle | None:
    """Why this person may not write answers: as for a note."""
    row = dossier.row
    return obstacle_to_note(
        role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=State(row.state)
    )
