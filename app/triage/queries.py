"""The queue, read: which inquiries, in which order, and how many of each.

The order is urgency, then the nearest date. It is the database's, so that a long queue can be read in parts.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, case, func, literal, literal_column, or_, tuple_
from sqlalchemy.orm import Session

from app.desk import own_centre
from app.models import Inquiry, Staff
from app.models.base import Moment
from app.rules.answers import Channel, State
from app.rules.urgency import SOON_DAYS, Urgency
from app.timeline import SearchedBy

PAGE = 200
FAR = date.max

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
        return bool(self.named)

    @property
    def named(self) -> tuple[SearchedBy, ...]:
        """The filters that are set, by name."""
        set_ones = (
            (SearchedBy.CHANNEL, self.channel),
            (SearchedBy.URGENCY, self.urgency),
            (SearchedBy.STATE, self.state),
        )
        return tuple(name for name, value in set_ones if value)


def searched_by(tab: Tab, filters: Filters) -> tuple[SearchedBy, ...]:
    """What makes a look a search: a filter, or a part that reaches past what waits and what is one's own."""
    wide = {Tab.ALL: (SearchedBy.ALL,), Tab.CLOSED: (SearchedBy.CLOSED,)}
    return (*wide.get(tab, ()), *filters.named)


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


def queue(session: Session, staff: Staff, tab: Tab, filters: Filters, *, after: UUID | None, today: date) -> Listed:
    """A part of the queue, at most ``PAGE`` rows, beginning after one that was seen."""
    query = filtered(own_centre(staff).where(*in_tab(tab, staff, today)), filters, today)
    seen = session.scalar(own_centre(staff).where(Inquiry.id == after)) if after else None
    if tab is Tab.CLOSED:
        query = query.order_by(Inquiry.closed_on.desc(), Inquiry.id)
        if seen and seen.closed_on:
            same_day = and_(Inquiry.closed_on == seen.closed_on, Inquiry.id > seen.id)
            query = query.where(or_(Inquiry.closed_on < seen.closed_on, same_day))
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
