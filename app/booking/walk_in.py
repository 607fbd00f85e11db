"""When one may just come by: by the calendar's rules, or by the catalogue's hours where the calendar has none."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.appointments.calendar import CentreCalendar
from app.catalogue import Centre
from app.rules.danish_days import danish_day
from app.rules.minutes import day_minutes, local_minute, moment_of
from app.rules.open_hours import RuleKind
from app.rules.opening import MIDNIGHT
from app.web.language import TEXTS, mark
from app.web.words import clock_time

COMING_DAYS = 7


@dataclass(frozen=True)
class OpenDoor:
    """The door is open from one moment until another."""

    begins: datetime
    ends: datetime


def open_doors(calendar: CentreCalendar, centre: Centre, day: date) -> list[OpenDoor]:
    """When anybody may walk in on a day."""
    if any(rule.kind is RuleKind.DROP_IN for rule in calendar.hours.rules):
        return [OpenDoor(moment_of(each.begins), moment_of(each.ends)) for each in calendar.drop_in_on(day)]
    if centre.drop_in is None or day in centre.closed_dates(day.year) or calendar.is_closed(day):
        return []
    return [
        OpenDoor(
            moment_of(local_minute(day, span.opens)),
            moment_of(day_minutes(day)[1] if span.closes == MIDNIGHT else local_minute(day, span.closes)),
        )
        for span in centre.drop_in.hours.week[day.weekday()]
    ]


def open_now(calendar: CentreCalendar, centre: Centre, now: datetime) -> OpenDoor | None:
    doors = open_doors(calendar, centre, danish_day(now))
    return next((each for each in doors if each.begins <= now < each.ends), None)


def still_open(calendar: CentreCalendar, centre: Centre, day: date, now: datetime) -> list[OpenDoor]:
    """What is left of a day's hours."""
    return [each for each in open_doors(calendar, centre, day) if each.ends > now]


def coming_days(calendar: CentreCalendar, centre: Centre, now: datetime) -> list[tuple[date, list[OpenDoor]]]:
    """The next days on which one may come by."""
    days = [danish_day(now) + timedelta(days=ahead) for ahead in range(COMING_DAYS)]
    return [(day, doors) for day in days if (doors := still_open(calendar, centre, day, now))]


def hours_said(doors: list[OpenDoor], language: str) -> str:
    """'fra 10 til 12 og fra 15 til 18'."""
    _ = TEXTS[language].gettext
    said = [
        _(mark("fra %(from)s til %(to)s"))
        % {"from": clock_time(each.begins, language), "to": clock_time(each.ends, language)}
        for each in doors
    ]
    return _(mark(" og ")).join(said)
