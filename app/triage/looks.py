"""Who waits and since when, who has looked at what, and what colleagues are called."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Event, Inquiry, Message, Staff
from app.rules.answers import Channel
from app.timeline import What

GRANT = timedelta(minutes=15)  # how long a reason opens an inquiry that is not yours


def waits_since(session: Session, rows: Iterable[Inquiry]) -> dict[UUID, datetime]:
    """Since when each citizen waits for an answer. Who was answered, or was met in person, does not wait."""
    by_id = {row.id: row for row in rows}
    last = (
        select(Message.inquiry_id, func.max(Message.number).label("number"))
        .where(Message.inquiry_id.in_(by_id))
        .group_by(Message.inquiry_id)
        .subquery()
    )
    same = and_(Message.inquiry_id == last.c.inquiry_id, Message.number == last.c.number)
    spoken = {
        inquiry_id: (staff_id, sent_at)
        for inquiry_id, staff_id, sent_at in session.execute(
            select(Message.inquiry_id, Message.staff_id, Message.sent_at).join(last, same)
        )
    }
    waiting = {id_: sent_at for id_, (staff_id, sent_at) in spoken.items() if staff_id is None}
    unanswered = {
        id_: row.received_at for id_, row in by_id.items() if id_ not in spoken and row.channel == Channel.WEB
    }
    return unanswered | waiting


def opened_lately(session: Session, staff: Staff, inquiry_id: UUID, *, now: datetime) -> bool:
    """Whether this person gave a reason for opening this inquiry a short while ago."""
    return _did_lately(session, staff, inquiry_id, What.OPENED_WITH_REASON, now=now)


def number_shown_lately(session: Session, staff: Staff, inquiry_id: UUID, *, now: datetime) -> bool:
    """Whether this person gave a reason for seeing the telephone number outside its hours."""
    return _did_lately(session, staff, inquiry_id, What.NUMBER_SHOWN, now=now)


def _did_lately(session: Session, staff: Staff, inquiry_id: UUID, what: What, *, now: datetime) -> bool:
    done = select(Event.seq).where(
        Event.inquiry_id == inquiry_id,
        Event.staff_id == staff.id,
        Event.what == what,
        Event.happened_at > now - GRANT,
    )
    return session.scalar(done.limit(1)) is not None


def names(session: Session, staff_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Colleagues' names by id."""
    wanted = {each for each in staff_ids if each}
    found = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {row.id: row.name for row in found}
