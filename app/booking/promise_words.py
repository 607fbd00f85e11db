"""What the desk is told about the promise: how it stands on the days and in the weeks to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from babel.dates import format_date
from sqlalchemy.orm import Session

from app.appointments import week_strip
from app.appointments.watch import Watched
from app.appointments.week_strip import DayState, StripDay, WeekStrip
from app.catalogue import Centre
from app.rules.answers import ForWhom
from app.rules.danish_days import danish_day
from app.rules.promise_watch import Level, Outlook, worst
from app.web.language import TEXTS, mark
from app.web.service_terms import MODES

AUDIENCES = {
    ForWhom.SELF: mark("Borgere"),
    ForWhom.RELATIVE: mark("Pårørende"),
    ForWhom.PROFESSIONAL: mark("Fagfolk"),
}
LEVELS = {Level.GREEN: mark("Nok"), Level.AMBER: mark("Knapt"), Level.RED: mark("Ingen")}
STATES = {
    DayState.ENOUGH: mark("%(number)s ledige"),
    DayState.FEW: mark("Knapt: %(number)s"),
    DayState.NONE: mark("Ingen"),
    DayState.CLOSED: mark("Lukket"),
}
# The shape beside the words, and the cell's colour.
MARKS = {Level.GREEN: "ok", Level.AMBER: "few", Level.RED: "none"}
STATE_MARKS = {DayState.ENOUGH: "ok", DayState.FEW: "few", DayState.NONE: "none", DayState.CLOSED: "closed"}


@dataclass(frozen=True)
class Cell:
    """``mark`` is a drawing and a colour, ``said`` the words beside it, ``when`` the days it is about."""

    mark: str
    said: str
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class StripShown:
    room: int
    waiting: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One way of meeting: a cell for each week."""

    mode: str
    cells: tuple[Cell, ...]


def strip_shown(session: Session, centre: Centre, *, now: datetime, language: str) -> StripShown | None:
    """The promise's line above the week, in words; ``None`` for a centre that keeps no calendar here."""
    strip = week_strip.week_strip(session, centre, now=now)
    return strip_said(strip, danish_day(now), language) if strip else None


def strip_said(strip: WeekStrip, today: date, language: str) -> StripShown:
    cells = tuple(
        Cell(
            STATE_MARKS[day.state], said(STATES[day.state], language) % {"number": day.room}, days(day, today, language)
        )
        for day in strip.days
    )
    return StripShown(room=strip.room, waiting=strip.waiting, cells=cells)


def days(cell: StripDay, today: date, language: str) -> str:
    """'I dag 24. nov.', 'Onsdag 25. nov.', 'Weekend 28.–29.'."""
    first, last = cell.first, cell.last
    if first != last:
        return said(mark("Weekend %(first)s–%(last)s"), language) % {
            "first": day_number(first, language),
            "last": day_number(last, language),
        }
    short = format_date(first, "d. MMM" if language == "da" else "d MMM", locale=language)
    if first == today:
        return said(mark("I dag %(day)s"), language) % {"day": short}
    name = format_date(first, "EEEE", locale=language)
    return f"{name[:1].upper()}{name[1:]} {short}"


def day_number(day: date, language: str) -> str:
    return f"{day.day}." if language == "da" else str(day.day)


def lines(found: Iterable[Watched], language: str) -> dict[str, list[Line]]:
    """Who it is for, and each way of meeting them, week by week as in the calendar."""
    shown: dict[str, list[Line]] = {}
    for each in found:
        cells = tuple(Cell(MARKS[level], said(LEVELS[level], language)) for level in weekly(each.days).values())
        line = Line(mode=said(MODES[each.mode], language), cells=cells)
        shown.setdefault(said(AUDIENCES[each.audience], language), []).append(line)
    return shown


def weekly(outlooks: Iterable[Outlook]) -> dict[int, Level]:
    """The worst of each calendar week, by its number."""
    weeks = groupby(outlooks, key=lambda each: each.day.isocalendar().week)
    return {number: found.level if (found := worst(week)) else Level.GREEN for number, week in weeks}


def said(text: str, language: str) -> str:
    return TEXTS[language].gettext(text)
