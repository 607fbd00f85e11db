"""Who waits and since when, and who is looking at what."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app import timeline
from app.desk import LATELY
from app.models import Event, Inquiry, Message, Staff
from app.rules.answers import Channel
from app.timeline import What

LOOKING = timedelta(minutes=3)  # how long after opening it somebody is taken to be reading
LOOKS = (What.OPENED, What.OPENED_WITH_REASON)


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


def others_looking(session: Session, staff: Staff, rows: Iterable[Inquiry], *, now: datetime) -> dict[UUID, str]:
    """The colleague who opened each inquiry a moment ago, by first name; the last one, where there are more."""
    newest = timeline.newest(session)
    seen = (
        select(Event.inquiry_id, Staff.name)
        .join(Staff, Staff.id == Event.staff_id)
        .where(
            Event.seq > newest - LATELY,
            Event.happened_at > now - LOOKING,
            Event.what.in_(LOOKS),
            Event.inquiry_id.in_([row.id for row in rows]),
            Event.staff_id != staff.id,
        )
        .order_by(Event.seq)
    )
    return {inquiry_id: name.split()[0] for inquiry_id, name in session.execute(seen) if inquiry_id}
