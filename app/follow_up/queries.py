"""Who is to be followed up: now, and in the days to come, with how many there are of each."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models import FollowUp, Inquiry, Staff
from app.rules.follow_up import FollowUpState

SOON = timedelta(days=30)
MOST_ROWS = 200
PLANNED = FollowUp.state == FollowUpState.PLANNED


class Part(StrEnum):
    """The list's parts; the value is its place in the address."""

    DUE = "nu"
    COMING = "kommer"
    DONE = "klaret"


@dataclass(frozen=True)
class Listed:
    row: FollowUp
    inquiry: Inquiry
    contact_person: str | None


def in_part(part: Part, today: date) -> tuple[ColumnElement[bool], ...]:
    match part:
        case Part.DUE:
            return (PLANNED, FollowUp.due_on <= today)
        case Part.COMING:
            return (PLANNED, FollowUp.due_on > today, FollowUp.due_on <= today + SOON)
        case Part.DONE:
            return (FollowUp.done_on >= today - SOON,)


def listed(session: Session, centre: str, part: Part, today: date) -> list[Listed]:
    """One part, what has waited longest first; what is done, the latest first."""
    order = FollowUp.done_on.desc() if part is Part.DONE else FollowUp.due_on
    found = session.execute(
        select(FollowUp, Inquiry, Staff.name)
        .join(Inquiry, Inquiry.id == FollowUp.inquiry_id)
        .outerjoin(Staff, Staff.id == Inquiry.assigned_to)
        .where(Inquiry.centre == centre, *in_part(part, today))
        .order_by(order, FollowUp.id)
        .limit(MOST_ROWS)
    )
    return [Listed(row, inquiry, name) for row, inquiry, name in found]


def counts(session: Session, centre: str, today: date) -> dict[Part, int]:
    """How many there are in each part, in one read."""
    per_part = (func.count().filter(*in_part(part, today)) for part in Part)
    joined = select(*per_part).select_from(FollowUp).join(Inquiry, Inquiry.id == FollowUp.inquiry_id)
    found = session.execute(joined.where(Inquiry.centre == centre)).one()
    return dict(zip(Part, found, strict=True))


def held(session: Session, inquiry_id: UUID, follow_up_id: UUID) -> FollowUp | None:
    """One of the inquiry's follow-ups, held until the transaction ends."""
    own = (FollowUp.id == follow_up_id, FollowUp.inquiry_id == inquiry_id)
    return session.scalar(select(FollowUp).where(*own).with_for_update())
