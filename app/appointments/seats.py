"""The seats of a group meeting. The count and its limit are one statement, so that nobody is one too many (booking §2).

Whoever changes a meeting's places holds its row first: then the line, the offers and the count say the same.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import GroupPlace, GroupSession
from app.rules.appointments import PlaceState

SITTING = (PlaceState.BOOKED, PlaceState.OFFERED)


def held_meeting(session: Session, centre: str, session_id: UUID) -> GroupSession | None:
    """A centre's own meeting, its row held until the transaction ends; nothing when it is somewhere else."""
    query = select(GroupSession).where(GroupSession.id == session_id, GroupSession.centre == centre)
    return session.scalar(query.with_for_update(key_share=True).execution_options(populate_existing=True))


def take_seat(session: Session, meeting: GroupSession) -> bool:
    """One more seat is taken, if there was one. Held by nobody else's row lock, this alone keeps the limit."""
    session.flush()
    taken = session.execute(
        update(GroupSession)
        .where(
            GroupSession.id == meeting.id,
            GroupSession.taken < GroupSession.capacity,
            GroupSession.cancelled.is_(False),
        )
        .values(taken=GroupSession.taken + 1)
        .returning(GroupSession.taken)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(meeting)
    return taken is not None


def give_back(session: Session, meeting: GroupSession) -> None:
    """One seat is free again."""
    session.flush()
    session.execute(
        update(GroupSession)
        .where(GroupSession.id == meeting.id, GroupSession.taken > 0)
        .values(taken=GroupSession.taken - 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(meeting)


def place_of(session: Session, meeting: GroupSession, inquiry_id: UUID) -> GroupPlace | None:
    """Somebody's place in a meeting, whatever has become of it."""
    query = select(GroupPlace).where(GroupPlace.session_id == meeting.id, GroupPlace.inquiry_id == inquiry_id)
    return session.scalar(query.execution_options(populate_existing=True))


def set_place(
    session: Session,
    meeting: GroupSession,
    inquiry_id: UUID,
    state: PlaceState,
    *,
    held_until: datetime | None = None,
) -> GroupPlace:
    """Give somebody the seat that was just taken. Who had a place once has the same one again."""
    place = place_of(session, meeting, inquiry_id)
    if place is None:
        place = GroupPlace(id=uuid4(), uid=uuid4(), session_id=meeting.id, inquiry_id=inquiry_id, sequence=0)
        session.add(place)
    elif place.state == PlaceState.CANCELLED:
        place.sequence += 1
    place.state, place.held_until = state, held_until
    session.flush()
    return place


def end_place(session: Session, meeting: GroupSession, place: GroupPlace) -> None:
    """A place that is no longer anybody's: its seat is free from this moment."""
    place.state, place.held_until = PlaceState.CANCELLED, None
    place.sequence += 1
    give_back(session, meeting)


def sitting(session: Session, meeting: GroupSession) -> list[GroupPlace]:
    """The places that are taken or offered."""
    query = select(GroupPlace).where(GroupPlace.session_id == meeting.id, GroupPlace.state.in_(SITTING))
    return list(session.scalars(query.order_by(GroupPlace.id).execution_options(populate_existing=True)))
