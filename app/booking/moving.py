"""Why an appointment must be moved: what has changed in the calendar since it was made."""

from dataclasses import dataclass

from app.appointments.calendar import CentreCalendar
from app.models import Appointment
from app.rules.danish_days import danish_day
from app.rules.minutes import minute_of
from app.rules.open_hours import ExceptionKind, span_on
from app.rules.services import Mode
from app.web.language import TEXTS, mark

GONE = mark("%(name)s er her ikke mere den dag.")
CLOSED = mark("Stedet er lukket den dag.")
AWAY = mark("%(name)s er her ikke den tid.")
OTHER_WAY = mark("Den måde at mødes på er ikke mulig den tid.")
OUTSIDE = mark("Tiden ligger uden for %(name)ss tider nu.")
OUTSIDE_S = mark("Tiden ligger uden for %(name)s' tider nu.")


@dataclass(frozen=True, kw_only=True)
class ToMove:
    """One appointment that no longer fits, and why."""

    row: Appointment
    why: str


def why_out(calendar: CentreCalendar, row: Appointment, language: str) -> str:
    """The first thing that is in the way, as one sentence."""
    _ = TEXTS[language].gettext
    day, person = danish_day(row.starts_at), calendar.resources[row.counsellor_id]
    name = {"name": person.first_name}
    extra = calendar.resources.get(row.extra_id) if row.extra_id else None
    if not person.there_on(day):
        return _(GONE) % name
    if extra and not extra.there_on(day):
        return _(GONE) % {"name": extra.name}
    if calendar.is_closed(day):
        return _(CLOSED)
    if away(calendar, row):
        return _(AWAY) % name
    begins, ends = minute_of(row.starts_at), minute_of(row.ends_at)
    open_then = [each for each in calendar.windows(day, [person])[person.id] if each.begins <= begins]
    if any(ends <= each.ends and Mode(row.mode) not in each.modes for each in open_then):
        return _(OTHER_WAY)
    return _(OUTSIDE_S if person.first_name.endswith("s") else OUTSIDE) % name


def away(calendar: CentreCalendar, row: Appointment) -> bool:
    """Whether somebody wrote down that the counsellor is not there, for the day or for those hours."""
    day, begins, ends = danish_day(row.starts_at), minute_of(row.starts_at), minute_of(row.ends_at)
    mine = [
        each
        for each in calendar.hours.exceptions
        if each.owner == row.counsellor_id and each.kind is ExceptionKind.CLOSED and each.holds_on(day)
    ]
    spans = (span_on(day, each) for each in mine)
    return any(first < ends and begins < last for first, last in spans)
