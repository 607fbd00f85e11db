"""The queue, read: which inquiries, in which order, how many of each, and who has looked at what.

The order is urgency, then the nearest date. It is the database's, so that a long queue can be read in parts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, literal_column, select, tuple_
from sqlalchemy.orm import Session

from app.desk import own_centre
from app.models import Event, Inquiry, Message, Staff
from app.models.base import Moment
from app.rules.answers import Channel, State
from app.rules.urgency import SOON_DAYS, Urgency
from app.timeline import What

PAGE = 200
FAR = date.max
GRANT = timedelta(minutes=15)  # how long a reason opens an inquiry that is not yours
SEEN_STEP = timedelta(minutes=1)
LATELY = 200  # events to look back over: they are numbered, so this is one short read at the chain's end

# The state as a literal: SQLite uses its partial index only then.
OPEN = Inquiry.state != literal_column("'closed'")


class Tab(StrEnum):
    """The queue's parts; the value is its place in the address."""

    WAITING = "venter"
    MINE = "mine"
    REPLIES = "nye-svar"
    DUE = "frist"
    ALL = "alle"
    CLOSED = "afsluttede"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What of a tab to show. ``None`` is everything."""

    channel: Channel | None = None
    urgency: Urgency | None = None
    state: State | None = None

    @property
    def any(self) -> bool:
        return any((self.channel, self.urgency, self.state))


@dataclass(frozen=True)
class Listed:
    """A page of the queue: rows with their contact person's name, and whether there are more."""

    rows: list[tuple[Inquiry, str | None]]
    more: bool


def soon(today: date) -> ColumnElement[bool]:
    """Three days left or fewer, or none."""
    return Inquiry.due_on <= today + timedelta(days=SOON_DAYS)


def urgency_now(today: date) -> ColumnElement[int]:
    """What the person's answers say, raised to 'soon' when the nearest date is close."""
    close = and_(Inquiry.urgency > int(Urgency.SOON), soon(today))
    return case((close, literal_column(str(int(Urgency.SOON)))), else_=Inquiry.urgency)


def place(row: Inquiry, today: date) -> tuple[int, date, datetime, UUID]:
    """Where a row stands: the same as ``order`` says in the database."""
    close = row.due_on is not None and row.due_on <= today + timedelta(days=SOON_DAYS)
    urgency = min(row.urgency, Urgency.SOON) if close else row.urgency
    return (int(urgency), row.due_on or FAR, row.received_at, row.id)


def order(today: date) -> tuple[Any, ...]:
    return (urgency_now(today), func.coalesce(Inquiry.due_on, literal(FAR, Date)), Inquiry.received_at, Inquiry.id)


def before_or_after(row: Inquiry, today: date) -> tuple[Any, Any]:
    """Both sides of a comparison between every row's place and this one's."""
    urgency, due_on, received_at, row_id = place(row, today)
    here = tuple_(literal(urgency), literal(due_on, Date), literal(received_at, Moment), literal(row_id))
    return tuple_(*order(today)), here


def in_tab(tab: Tab, staff: Staff, today: date) -> tuple[ColumnElement[bool], ...]:
    match tab:
        case Tab.WAITING:
            return (OPEN, Inquiry.assigned_to.is_(None))
        case Tab.MINE:
            return (OPEN, Inquiry.assigned_to == staff.id)
        case Tab.REPLIES:
            return (OPEN, Inquiry.assigned_to == staff.id, Inquiry.unread_by_staff.is_(True))
        case Tab.DUE:
            return (OPEN, soon(today))
        case Tab.ALL:
            return (OPEN,)
        case Tab.CLOSED:
            return (Inquiry.state == State.CLOSED,)


def queue(
    session: Session, staff: Staff, tab: Tab, filters: Filters, *, after: UUID | None, today: date
) -> Listed:
    """A part of the queue, at most ``PAGE`` rows, beginning after one that was seen."""
    query = filtered(own_centre(staff).where(*in_tab(tab, staff, today)), filters, today)
    seen = session.scalar(own_centre(staff).where(Inquiry.id == after)) if after else None
    if tab is Tab.CLOSED:
        query = query.order_by(Inquiry.closed_on.desc(), Inquiry.id)
        if seen and seen.closed_on:
            query = query.where(tuple_(Inquiry.closed_on, seen.id) <= tuple_(literal(seen.closed_on, Date), Inquiry.id))
            query = query.where(Inquiry.id != seen.id)
    else:
        query = query.order_by(*order(today))
        if seen:
            place_of_each, here = before_or_after(seen, today)
            query = query.where(place_of_each > here)
    named = query.add_columns(Staff.name).outerjoin(Staff, Staff.id == Inquiry.assigned_to).limit(PAGE + 1)
    rows = [(row, name) for row, name in session.execute(named)]
    return Listed(rows[:PAGE], len(rows) > PAGE)


def filtered(query: Select[Any], filters: Filters, today: date) -> Select[Any]:
    if filters.channel:
        query = query.where(Inquiry.channel == filters.channel)
    if filters.urgency:
        query = query.where(urgency_now(today) == int(filters.urgency))
    if filters.state:
        query = query.where(Inquiry.state == filters.state)
    return query


def counts(session: Session, staff: Staff, today: date) -> dict[Tab, int]:
    """How many lie in each part, in one read over the open ones and one over the closed."""
    open_tabs = [tab for tab in Tab if tab is not Tab.CLOSED]
    per_tab = (func.count().filter(*in_tab(tab, staff, today)) for tab in open_tabs)
    found = session.execute(own_centre(staff).where(OPEN).with_only_columns(*per_tab)).one()
    closed = own_centre(staff).where(Inquiry.state == State.CLOSED).with_only_columns(func.count())
    return {**dict(zip(open_tabs, found, strict=True)), Tab.CLOSED: session.scalar(closed) or 0}


def skips_somebody(session: Session, staff: Staff, row: Inquiry, today: date) -> bool:
    """Whether somebody who stands before this row still waits for a contact person."""
    place_of_each, here = before_or_after(row, today)
    ahead = own_centre(staff).where(OPEN, Inquiry.assigned_to.is_(None), place_of_each < here)
    return session.scalar(ahead.with_only_columns(Inquiry.id).limit(1)) is not None


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
    unanswered = {id_: row.received_at for id_, row in by_id.items() if id_ not in spoken and row.channel == Channel.WEB}
    return unanswered | waiting


def opened_lately(session: Session, staff: Staff, inquiry_id: UUID, *, now: datetime) -> bool:
    """Whether this person gave a reason for opening this inquiry a short while ago."""
    given = select(Event.seq).where(
        Event.inquiry_id == inquiry_id,
        Event.staff_id == staff.id,
        Event.what == What.OPENED_WITH_REASON,
        Event.happened_at > now - GRANT,
    )
    return session.scalar(given.limit(1)) is not None


def looked_lately(session: Session, staff: Staff, what: What, *, now: datetime) -> bool:
    """Whether this person's look at the queue is in the chain already, less than a minute old."""
    newest = session.scalar(select(func.max(Event.seq))) or 0
    seen = select(Event.seq).where(
        Event.seq > newest - LATELY,
        Event.staff_id == staff.id,
        Event.what == what,
        Event.happened_at > now - SEEN_STEP,
    )
    return session.scalar(seen.limit(1)) is not None


def names(session: Session, staff_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Colleagues' names by id."""
    wanted = {each for each in staff_ids if each}
    return dict(session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted))).tuples().all())
