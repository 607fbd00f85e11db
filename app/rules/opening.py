"""When somebody is there: open now, until when, open next, and when a message will be read.

Opening hours are wall-clock times in Denmark. They are compared as moments, so the nights when the clocks
change neither open a door an hour early nor hide an hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from app.rules.danish_days import COPENHAGEN, danish_day, danish_moment

MIDNIGHT = time(0)
_HORIZON_DAYS = 60  # nothing that opens later than this is worth telling


class Span(NamedTuple):
    """Open from ``opens`` until ``closes`` on one day. Closing at ``time(0)`` means the end of the day."""

    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class OpeningHours:
    """A week from Monday to Sunday, each day with any number of spans, in order.

    ``always`` needs no week and holds on closed dates too. Raises ``ValueError`` for a week that makes no sense.
    """

    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    always: bool = False

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise ValueError("A week has seven days, Monday first.")
        for spans in self.week:
            if any(span.closes != MIDNIGHT and span.closes <= span.opens for span in spans):
                raise ValueError("A span closes after it opens; one past midnight is written as two.")
            for earlier, later in pairwise(spans):
                if earlier.closes == MIDNIGHT or later.opens < earlier.closes:
                    raise ValueError("The spans of a day stand in order and do not overlap.")


@dataclass(frozen=True, kw_only=True)
class Opening:
    """How a door stands. ``until``: it closes (``None`` when it never does, or is closed). ``opens_at``: it opens
    next (``None`` when open, or when it does not open in the coming 60 days). Both on the Danish wall clock."""

    open_now: bool
    until: datetime | None = None
    opens_at: datetime | None = None


def state_at(hours: OpeningHours, moment: datetime, closed_dates: frozenset[date]) -> Opening:
    """How the door stands at an aware ``moment``. ``closed_dates`` reach as far ahead as the answer should (N8)."""
    if hours.always:
        return Opening(open_now=True)
    for begins, ends in _periods(hours, danish_day(moment), closed_dates):
        if begins <= moment < ends:
            return Opening(open_now=True, until=danish_moment(ends))
        if moment < begins:
            return Opening(open_now=False, opens_at=danish_moment(begins))
    return Opening(open_now=False)


def when_read(hours: OpeningHours, moment: datetime, closed_dates: frozenset[date]) -> date | None:
    """The day on which something written now is read; ``None`` when nobody reads in the coming 60 days."""
    now = state_at(hours, moment, closed_dates)
    if now.open_now:
        return danish_day(moment)
    return now.opens_at.date() if now.opens_at else None


def reply_by(hours: OpeningHours, moment: datetime, closed_dates: frozenset[date], *, working_days: int) -> date | None:
    """The last day for an answer to something written now: so many working days after the day it is read."""
    read = when_read(hours, moment, closed_dates)
    if read is None:
        return None
    return reduce(lambda day, _: next_working_day(day, closed_dates), range(working_days), read)


def next_working_day(day: date, closed_dates: frozenset[date]) -> date:
    """The first Monday to Friday after ``day`` that is no closed date."""
    following = day + timedelta(days=1)
    while following.weekday() >= 5 or following in closed_dates:
        following += timedelta(days=1)
    return following


def _periods(hours: OpeningHours, first: date, closed_dates: frozenset[date]) -> Iterator[tuple[datetime, datetime]]:
    """Open periods from the start of ``first`` as UTC moments. One that goes on past midnight is one period."""
    pending: tuple[datetime, datetime] | None = None
    for begins, ends in _spans_as_moments(hours, first, closed_dates):
        if pending and pending[1] == begins:
            pending = (pending[0], ends)
            continue
        if pending:
            yield pending
        pending = (begins, ends)
    if pending:
        yield pending


def _spans_as_moments(
    hours: OpeningHours, first: date, closed_dates: frozenset[date]
) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(_HORIZON_DAYS):
        day = first + timedelta(days=ahead)
        if day in closed_dates:
            continue
        for span in hours.week[day.weekday()]:
            end_day = day + timedelta(days=1) if span.closes == MIDNIGHT else day
            begins, ends = _moment(day, span.opens), _moment(end_day, span.closes)
            if begins < ends:  # a span that ends with the hour skipped in spring never was
                yield begins, ends


def _moment(day: date, at: time) -> datetime:
    """A Danish wall-clock time as a moment. An hour that comes twice means the first, one that is skipped the next."""
    return datetime.combine(day, at, tzinfo=COPENHAGEN).astimezone(UTC)
