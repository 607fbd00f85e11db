"""The meeting's agenda, what was decided at one, who takes part, and who decides in the leader's place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.catalogue import Centre
from app.models import AgendaItem, DecisionLetter, Deputy, Inquiry, MeetingParticipant, Staff
from app.rules.triage import Role
from app.rules.visitation import ItemState, meeting_on_or_after

MOST_ITEMS = 200
EARLIER = 8  # meetings to look back on
CONTACT = aliased(Staff)


@dataclass(frozen=True)
class OnAgenda:
    """One inquiry that waits, with the names of who put it forward and of the contact person."""

    item: AgendaItem
    inquiry: Inquiry
    put_by: str
    contact_person: str | None
    carried_over: bool


@dataclass(frozen=True)
class DecidedThen:
    letter: DecisionLetter
    inquiry: Inquiry
    by: str


@dataclass(frozen=True)
class InPlace:
    """Somebody who decides in the leader's place."""

    deputy: Deputy
    name: str


def next_meeting(centre: Centre, today: date) -> date | None:
    """The coming meeting's day; ``None`` where the centre names no weekday."""
    weekday = centre.policy.visitation_weekday
    return None if weekday is None else meeting_on_or_after(today, weekday, centre.closed_dates(today.year))


def agenda(session: Session, centre: str, meeting_on: date) -> list[OnAgenda]:
    """What waits for a meeting: first what other meetings have left over, then by the nearest promise."""
    found = session.execute(
        select(AgendaItem, Inquiry, Staff.name, CONTACT.name)
        .join(Inquiry, Inquiry.id == AgendaItem.inquiry_id)
        .join(Staff, Staff.id == AgendaItem.put_by)
        .outerjoin(CONTACT, CONTACT.id == Inquiry.assigned_to)
        .where(
            Inquiry.centre == centre,
            AgendaItem.state == ItemState.WAITING,
            AgendaItem.meeting_on <= meeting_on,
        )
        .limit(MOST_ITEMS)
    )
    listed = [OnAgenda(item, row, by, contact, item.meeting_on < meeting_on) for item, row, by, contact in found]
    return sorted(listed, key=lambda each: (each.inquiry.due_on or date.max, each.item.meeting_on, each.item.id))


def decided_at(session: Session, centre: str, meeting_on: date) -> list[DecidedThen]:
    found = session.execute(
        select(DecisionLetter, Inquiry, Staff.name)
        .join(Inquiry, Inquiry.id == DecisionLetter.inquiry_id)
        .join(Staff, Staff.id == DecisionLetter.decided_by)
        .where(Inquiry.centre == centre, DecisionLetter.centre == centre, DecisionLetter.meeting_on == meeting_on)
        .order_by(DecisionLetter.decided_at, DecisionLetter.id)
    )
    return [DecidedThen(letter, row, name) for letter, row, name in found]


def earlier_meetings(session: Session, centre: str, before: date) -> list[date]:
    """The last meetings at which something was decided, the newest first."""
    days = (
        select(DecisionLetter.meeting_on)
        .where(DecisionLetter.centre == centre, DecisionLetter.meeting_on < before)
        .distinct()
        .order_by(DecisionLetter.meeting_on.desc())
        .limit(EARLIER)
    )
    return list(session.scalars(days))


def participants(session: Session, centre: str, meeting_on: date) -> Sequence[MeetingParticipant]:
    return session.scalars(
        select(MeetingParticipant)
        .where(MeetingParticipant.centre == centre, MeetingParticipant.meeting_on == meeting_on)
        .order_by(MeetingParticipant.id)
    ).all()


def deputies(session: Session, centre: str, today: date) -> list[InPlace]:
    """Everybody who stands in for a leader today or later."""
    found = session.execute(
        select(Deputy, Staff.name)
        .join(Staff, Staff.id == Deputy.staff_id)
        .where(Deputy.centre == centre, Deputy.last_day >= today, Staff.active.is_(True))
        .order_by(Deputy.first_day, Deputy.id)
    )
    return [InPlace(deputy, name) for deputy, name in found]


def leaders(session: Session, centre: str) -> list[str]:
    """Whoever may decide by their role: any of them, so that one who is away stops nothing."""
    active = (Staff.centre == centre, Staff.role == Role.LEADER, Staff.active.is_(True))
    return list(session.scalars(select(Staff.name).where(*active).order_by(Staff.name)))


def colleagues(session: Session, centre: str) -> list[tuple[UUID, str]]:
    """Who can be put in a leader's place."""
    may = (Staff.centre == centre, Staff.role == Role.COUNSELLOR, Staff.active.is_(True))
    found = session.execute(select(Staff.id, Staff.name).where(*may).order_by(Staff.name))
    return [(row.id, row.name) for row in found]


def counts(session: Session, centre: str, today: date, meeting_on: date) -> tuple[int, int]:
    """How many wait, and for how many of them the nearest date is before the meeting or within a week of it."""
    waiting = agenda(session, centre, meeting_on)
    close = meeting_on + timedelta(days=7)
    return len(waiting), sum(1 for each in waiting if each.inquiry.due_on and each.inquiry.due_on <= close)
