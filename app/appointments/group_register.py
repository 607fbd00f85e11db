"""Who came to a group meeting: its places by number, and what staff write down afterwards."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments.telling import by_whom, tell_all
from app.models import GroupPlace, GroupSession, Inquiry
from app.rules.appointments import Attendance, PlaceState
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.timeline import What

BECOMES = {Attendance.CAME: PlaceState.ATTENDED, Attendance.STAYED_AWAY: PlaceState.NO_SHOW}
TOLD = {Attendance.CAME: What.CAME, Attendance.STAYED_AWAY: What.STAYED_AWAY}
NOT_HERE = (PlaceState.OFFERED, PlaceState.CANCELLED)


def write_down_place(
    session: Session,
    meeting: GroupSession,
    place: GroupPlace,
    attendance: Attendance,
    *,
    staff_id: UUID,
    now: datetime,
) -> None:
    """Write down who came. It may be put right afterwards; no penalty follows from any of it."""
    if place.state in NOT_HERE or attendance not in BECOMES:
        raise NotAllowed(Obstacle.NO_SUCH_APPOINTMENT)
    require(Obstacle.NOT_YET if meeting.starts_at > now else None)
    if place.state == BECOMES[attendance]:
        return
    place.state = BECOMES[attendance]
    tell_all(session, [by_whom(TOLD[attendance], place.inquiry_id, staff_id)], now=now)


def places(session: Session, meeting: GroupSession) -> list[tuple[GroupPlace, str]]:
    """A meeting's places with their inquiries' reference numbers, for staff. No names: those who need one open it."""
    query = (
        select(GroupPlace, Inquiry.reference)
        .join(Inquiry, Inquiry.id == GroupPlace.inquiry_id)
        .where(GroupPlace.session_id == meeting.id, GroupPlace.state != PlaceState.CANCELLED)
        .order_by(Inquiry.reference)
    )
    return [(place, reference) for place, reference in session.execute(query)]
