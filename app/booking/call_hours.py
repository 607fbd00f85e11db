"""When a call can be promised: while the centre is open, and in the hours the safe-contact card allows (N4)."""

from datetime import date, datetime, timedelta

from app.appointments.calendar import CentreCalendar
from app.catalogue import Centre
from app.rules.answers import ContactTime, SafeContact
from app.rules.danish_days import danish_day, part_of_day
from app.rules.minutes import local_minute, minute_of, moment_of

COMING_DAYS = 7
LEAST = 30  # minutes that must be left of a part of the day: a promise of five minutes is none
QUARTER = 15

CallHours = dict[date, tuple[ContactTime, ...]]


def call_hours(calendar: CentreCalendar, centre: Centre, safe: SafeContact, now: datetime) -> CallHours:
    """The days from today on which somebody can call, each with its parts."""
    days = (danish_day(now) + timedelta(days=ahead) for ahead in range(COMING_DAYS + 1))
    found = {day: parts_of(calendar, centre, safe, day, now) for day in days}
    return {day: parts for day, parts in found.items() if parts}


def parts_of(
    calendar: CentreCalendar, centre: Centre, safe: SafeContact, day: date, now: datetime
) -> tuple[ContactTime, ...]:
    left: dict[ContactTime, int] = {}
    for begins, ends in open_spans(calendar, centre, day):
        for minute in range(max(begins, minute_of(now)), ends, QUARTER):
            part = part_of_day(moment_of(minute))
            if part is not None:
                left[part] = left.get(part, 0) + QUARTER
    allowed = safe.times or tuple(ContactTime)
    return tuple(part for part in ContactTime if part in allowed and left.get(part, 0) >= LEAST)


def open_spans(calendar: CentreCalendar, centre: Centre, day: date) -> list[tuple[int, int]]:
    """When the centre is open, in minutes: by its calendar, or by the hours it reads where it has none."""
    if calendar.hours.rules:
        return [(each.begins, each.ends) for each in calendar.hours.windows(None, day)]
    if day in centre.closed_dates(day.year):
        return []
    spans = centre.reading.hours.week[day.weekday()]
    return [(local_minute(day, each.opens), local_minute(day, each.closes)) for each in spans]
