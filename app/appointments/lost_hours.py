"""The hours of a week, and those it loses to closed days and to absence: why times run short."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.appointments.calendar import Bookable, CentreCalendar
from app.rules.open_hours import ExceptionKind, Hours
from app.rules.promise_watch import Week
from app.rules.services import Mode

MISSED_FOR = timedelta(days=28)  # somebody who has left is missed as long as their hours are not somebody else's


def week_of(calendar: CentreCalendar, mode: Mode, days: Sequence[date]) -> Week:
    """Minutes, all counsellors together: those that are open, and those that would be, were nothing closed."""
    hours = calendar.hours
    nobody_away = tuple(
        each for each in hours.exceptions if each.owner is None or each.kind is not ExceptionKind.CLOSED
    )
    never_closed = tuple(each for each in nobody_away if each.kind is not ExceptionKind.CLOSED)
    usual = Hours(hours.rules, never_closed, frozenset())
    without_absence = replace(hours, exceptions=nobody_away)
    missed = [each for each in calendar.counsellors if each.last_day is None or each.last_day + MISSED_FOR >= days[0]]
    here = {day: [each for each in missed if each.there_on(day)] for day in days}
    all_open = sum(minutes(usual, missed, day, mode) for day in days)
    nobody_ill = sum(minutes(without_absence, missed, day, mode) for day in days)
    really = sum(minutes(hours, here[day], day, mode) for day in days)
    return Week(open=really, closed=all_open - nobody_ill, absent=nobody_ill - really)


def minutes(hours: Hours, counsellors: Sequence[Bookable], day: date, mode: Mode) -> int:
    return sum(
        window.ends - window.begins
        for each in counsellors
        for window in hours.bookable(each.id, day)
        if mode in window.modes
    )
