"""Times and dates as people type them: '9', '9.30', '24.11.2026'. What cannot be one is said in words."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.rules.keeping_hours import is_never_sure, on_the_cell
from app.web.forms import FAULTS, clean
from app.web.language import mark

CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?", re.ASCII)
DANISH_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2020, 2099

FAULTS |= {
    "clock": mark("Skriv tiden som 9 eller 9.30."),
    "five_minutes": mark("Skriv tiden i hele 5 minutter."),
    "unsure_hour": mark("Timen mellem 2 og 3 om natten findes ikke hver dag. Vælg en anden tid."),
    "ends_first": mark("Slut skal være efter start."),
    "both_times": mark("Skriv både fra og til, eller lad begge stå tomme for hele dagen."),
    "hours_needed": mark("Skriv fra og til."),
    "day": mark("Skriv datoen som 24.11.2026."),
    "days_turned": mark("Sidste dag skal være efter første dag."),
    "days_too_many": mark("Det er mere end et år. Skriv en kortere tid."),
    "no_weekday": mark("Vælg mindst én dag."),
    "no_mode": mark("Vælg mindst én måde at mødes på."),
    "name_needed": mark("Skriv et navn."),
    "pick_one": mark("Vælg en fra listen."),
}


def fault(kind: str) -> PydanticCustomError:
    return PydanticCustomError(kind, "field")


def clock(value: Any) -> time:
    found = CLOCK.fullmatch(str(value).strip())
    if not found:
        raise fault("clock")
    hour, minute = int(found[1]), int(found[2] or 0)
    if (hour, minute) == (24, 0):
        return time(0)
    if hour > 23 or minute > 59:
        raise fault("clock")
    at = time(hour, minute)
    if not on_the_cell(at):
        raise fault("five_minutes")
    if is_never_sure(at):
        raise fault("unsure_hour")
    return at


def day(value: Any) -> date:
    """A date as a date field sends it, or as a Dane writes it."""
    text = str(value).strip()
    found = DANISH_DATE.fullmatch(text)
    try:
        read = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        raise fault("day") from None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise fault("day")
    return read


def or_nothing(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None or str(value).strip() == "" else read(value)


def short_name(value: Any) -> str:
    return clean(value, max_chars=60)


Clock = Annotated[time, BeforeValidator(clock), Field(validate_default=True)]
MaybeClock = Annotated[time | None, BeforeValidator(or_nothing(clock))]
Day = Annotated[date, BeforeValidator(day), Field(validate_default=True)]
MaybeDay = Annotated[date | None, BeforeValidator(or_nothing(day))]
ShortName = Annotated[str, BeforeValidator(short_name), Field(validate_default=True)]
