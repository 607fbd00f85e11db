"""Reading ``help_lines.toml``: who can be called, when, and how surely we know it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.catalogue.documents import Document
from app.catalogue.values import HelpLine
from app.catalogue.week import WEEKDAYS, read_week
from app.catalogue.wording import read_translations
from app.rules.opening import OpeningHours

_KEYS = (
    "key",
    "name",
    "number",
    "what",
    "hours",
    "always",
    "closed_on_holidays",
    "municipalities",
    "source",
    "checked",
    "verified",
    "note",
)


def read_lines(document: Document) -> tuple[HelpLine, ...]:
    """The help lines in the order of the file. Every fault is noted in the document."""
    document.unknown_keys((), {"line"})
    tables = document.content.get("line", [])
    if not isinstance(tables, list):
        document.fault(("line",), "write each help line under a header of its own: [[line]]")
        return ()
    lines = [_read_line(document, ("line", str(at)), table) for at, table in enumerate(tables)]
    found = [line for line in lines if line]
    keys = [line.key for line in found]
    for at, line in enumerate(found):
        if line.key in keys[:at]:
            document.fault(("line", str(at), "key"), f"the key '{line.key}' is used twice; give each line its own")
    return tuple(found)


def _read_line(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> HelpLine | None:
    before = len(document.faults)
    _check(document, path, table)
    what = read_translations(document, (*path, "what"), table.get("what"))
    hours = _read_hours(document, path, table)
    if len(document.faults) > before:
        return None
    return HelpLine(
        key=table["key"],
        name=table["name"],
        number=table["number"],
        what=what,
        hours=hours,
        closed_on_holidays=table.get("closed_on_holidays") is True,
        municipalities=tuple(table.get("municipalities", ())),
        source=table["source"],
        checked=table["checked"],
        verified=table.get("verified") is True,
        note=table.get("note"),
    )


def _check(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> None:
    for key in table:
        if key not in _KEYS:
            document.fault((*path, key), f"'{key}' is unknown on a help line; remove it")
    for key in ("key", "name", "number", "source"):
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            document.fault((*path, key), f'a help line needs {key} = "…"')
    for key in ("always", "closed_on_holidays", "verified"):
        if not isinstance(table.get(key, False), bool):
            document.fault((*path, key), f"'{key}' must be true or false")
    if not isinstance(table.get("note", ""), str):
        document.fault((*path, "note"), "'note' must be a text")
    places = table.get("municipalities", [])
    if not isinstance(places, list) or not all(isinstance(place, str) for place in places):
        document.fault((*path, "municipalities"), 'municipalities are a list of keys, such as ["ishoej"]')
    if type(table.get("checked")) is not date:
        document.fault((*path, "checked"), "'checked' must be a date such as 2026-11-22")


def _read_hours(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> OpeningHours | None:
    if table.get("always") is True:
        return OpeningHours(always=True)
    hours = table.get("hours")
    if hours is None:
        return None
    if not isinstance(hours, dict) or any(day not in WEEKDAYS for day in hours):
        document.fault((*path, "hours"), f"hours are a table with the days {', '.join(WEEKDAYS)}")
        return None
    return read_week(document, (*path, "hours"), hours)
