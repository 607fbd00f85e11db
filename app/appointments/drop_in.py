"""When anybody may come without a time, as the calendar says it: its own rules, closed days and other hours applied."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments.calendar import CentreCalendar, read_calendar
from app.catalogue import Centre
from app.models import OpenRule
from app.rules.danish_days import danish_day, danish_moment
from app.rules.minutes import moment_of
from app.rules.open_hours import RuleKind
from app.rules.opening import Opening, OpeningHours, Span

DAYS_AHEAD = 60  # nothing that opens later than this is worth telling


@dataclass(frozen=True, kw_only=True)
class DropIn:
    """How the open door stands now, and this week's hours from Monday to Sunday as they really are."""

    opening: Opening
    hours: OpeningHours


def drop_in(session: Session, centre: Centre, *, now: datetime) -> DropIn | None:
    """The open door of a centre that keeps its drop-in hours in the calendar; ``None`` for one that does not, whose
    hours stand in its catalogue."""
    kept = select(OpenRule.id).where(OpenRule.centre == centre.key, OpenRule.kind == RuleKind.DROP_IN)
    if session.scalar(kept.limit(1)) is None:
        return None
    today = danish_day(now)
    monday = today - timedelta(days=today.weekday())
    calendar = read_calendar(session, centre, first=monday, days=DAYS_AHEAD)
    week = tuple(spans(calendar, monday + timedelta(days=each)) for each in range(7))
    return DropIn(opening=state(calendar, today, now), hours=OpeningHours(week=week))


def state(calendar: CentreCalendar, today: date, now: datetime) -> Opening:
    """Open until when, or open again from when."""
    for begins, ends in periods(calendar, today):
        if begins <= now < ends:
            return Opening(open_now=True, until=danish_moment(ends))
        if now < begins:
            return Opening(open_now=False, opens_at=danish_moment(begins))
    return Opening(open_now=False)


def periods(calendar: CentreCalendar, first: date) -> Iterator[tuple[datetime, datetime]]:
    for ahead in range(DAYS_AHEAD):
        for each in calendar.drop_in_on(first + timedelta(days=ahead)):
            yield moment_of(each.begins), moment_of(each.ends)


def spans(calendar: CentreCalendar, day: date) -> tuple[Span, ...]:
    """One day's hours on the wall clock."""
    return tuple(
        Span(danish_moment(moment_of(each.begins)).time(), danish_moment(moment_of(each.ends)).time())
        for each in calendar.drop_in_on(day)
    )
