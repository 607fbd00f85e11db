"""Reading opening hours: a centre's ``opening.toml``, and the hours of a help line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from app.catalogue.documents import Document
from app.catalogue.values import Hours
from app.rules.opening import MIDNIGHT, OpeningHours, Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ABOUT = ("assumed", "note", "source")
_SPAN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
_DAY = re.compile(r"(\d\d)-(\d\d)")
_LEAP_YEAR = 2024  # so that 29 February is a day


@dataclass(frozen=True, kw_only=True)
class OpeningFile:
    """What stood in one ``opening.toml``. ``reading`` is ``None`` when it is missing or cannot be understood."""

    reading: Hours | None
    telephone: Hours | None
    drop_in: Hours | None
    closed_days: tuple[tuple[int, int], ...]


def read_opening(document: Document) -> OpeningFile:
    """Read and check a centre's hours. Only the reading hours are required: every page says them."""
    document.unknown_keys((), {"reading", "telephone", "drop_in", "closed"})
    if "reading" not in document.content:
        document.fault(("reading",), "[reading] is missing; say when staff read what is written")
    return OpeningFile(
        reading=_read_hours(document, "reading"),
        telephone=_read_hours(document, "telephone"),
        drop_in=_read_hours(document, "drop_in"),
        closed_days=_read_closed_days(document),
    )


def _read_hours(document: Document, name: str) -> Hours | None:
    if name not in document.content:
        return None
    path = (name,)
    document.unknown_keys(path, {*WEEKDAYS, *_ABOUT})
    table = document.table(path)
    _check_stated(document, path, table)
    hours = read_week(document, path, table)
    return Hours(hours=hours, assumed=table.get("assumed") is True, note=table.get("note")) if hours else None


def _check_stated(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> None:
    stated, assumed, noted = (
        isinstance(table.get(key), kind) for key, kind in (("source", str), ("assumed", bool), ("note", str))
    )
    if stated == assumed or (assumed and not noted) or table.get("assumed") is False:
        document.fault(path, f'[{path[0]}] needs a source = "…", or assumed = true with a note that says why')


def read_week(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> OpeningHours | None:
    """The hours in a table with weekdays as keys. A day that is not there is closed."""
    try:
        return OpeningHours(week=tuple(_spans(table.get(day, [])) for day in WEEKDAYS))
    except ValueError as error:
        day = next((day for day in WEEKDAYS if not _is_a_day(table.get(day, []))), WEEKDAYS[0])
        document.fault((*path, day), f'{day}: {error} Write hours such as ["08:00-12:00", "13:00-16:00"]')
        return None


def _is_a_day(value: Any) -> bool:
    try:
        OpeningHours(week=(_spans(value), *((),) * 6))
    except ValueError:
        return False
    return True


def _spans(value: Any) -> tuple[Span, ...]:
    if not isinstance(value, list):
        raise ValueError("The hours of a day are a list.")
    return tuple(map(_span, value))


def _span(value: Any) -> Span:
    found = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if not found:
        raise ValueError(f"{value!r} is no span of hours.")
    opens, closes = (int(found[1]), int(found[2])), (int(found[3]), int(found[4]))
    return Span(time(*opens), MIDNIGHT if closes == (24, 0) else time(*closes))


def _read_closed_days(document: Document) -> tuple[tuple[int, int], ...]:
    document.unknown_keys(("closed",), {"days", *_ABOUT})
    table = document.table(("closed",))
    if table:
        _check_stated(document, ("closed",), table)
    days = table.get("days", [])
    found = []
    for day in days if isinstance(days, list) else [days]:
        match = _DAY.fullmatch(day) if isinstance(day, str) else None
        try:
            if match is None:
                raise ValueError
            date(_LEAP_YEAR, int(match[1]), int(match[2]))
            found.append((int(match[1]), int(match[2])))
        except ValueError:
            document.fault(("closed", "days"), f'{day!r} is no day of the year; write month and day, such as "12-24"')
    return tuple(found)
