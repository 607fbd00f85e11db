"""Who waits and since when, who has looked at what, and what colleagues are called."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Inquiry, Message
from app.rules.answers import Channel


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
