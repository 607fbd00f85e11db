"""What of a file is looked at before anything is read: its size, its depth, its characters, and what it forbids."""

from collections.abc import Iterator
from typing import Any

from app.instruments.options import MOST_OPTIONS
from app.instruments.report import Report, Said
from app.instruments.texts import dicts

DEEPEST = 10  # groups inside groups
DEEPEST_PART = 60  # anything inside anything
MOST_ITEMS = 1_000
LONGEST_TEXT = 10_000
Part = tuple[Any, int, int, str]  # what it is, how deep among the items and at all, and in which item


def is_bearable(document: dict[str, Any], report: Report) -> bool:
    """Whether a file can be read at all, without anything in it costing more than it should."""
    items = 0
    for here, depth, part_depth, inside in parts(document):
        if depth > DEEPEST or part_depth > DEEPEST_PART:
            report.refuse(Said.TOO_DEEP, what=DEEPEST)
            return False
        if isinstance(here, dict):
            items += "linkId" in here
            if len(dicts(here.get("answerOption"))) > MOST_OPTIONS:
                report.refuse(Said.TOO_MANY_OPTIONS, inside, MOST_OPTIONS)
            if here.get("modifierExtension"):
                report.refuse(Said.MODIFIER, inside)
            if not all(map(is_text, here)):
                report.refuse(Said.BAD_CHARACTERS, inside)
        elif isinstance(here, str):
            if len(here) > LONGEST_TEXT:
                report.refuse(Said.TOO_LONG, inside, here[:40])
            if not is_text(here):
                report.refuse(Said.BAD_CHARACTERS, inside)
    if items > MOST_ITEMS:
        report.refuse(Said.TOO_MANY_ITEMS, what=MOST_ITEMS)
    return not report.refused


def parts(document: dict[str, Any]) -> Iterator[Part]:
    """Every part of a file, without a call for each: a file may be deeper than Python calls.

    FHIR's own rendering of the file is left out. Nobody is shown it.
    """
    stack: list[Part] = [(document, 0, 0, "")]
    while stack:
        here, depth, part_depth, around = stack.pop()
        inside = str(here.get("linkId", around))[:80] if isinstance(here, dict) else around
        yield here, depth, part_depth, inside
        if part_depth > DEEPEST_PART:
            continue
        if isinstance(here, dict):
            narrative = "text" if "resourceType" in here else ""
            stack += [
                (value, depth + (key == "item"), part_depth + 1, inside)
                for key, value in here.items()
                if key != narrative
            ]
        elif isinstance(here, list):
            stack += [(value, depth, part_depth + 1, inside) for value in here]


def is_text(value: str) -> bool:
    """Whether it holds nothing that no database and no page can hold: half characters, and the end of everything."""
    return "\0" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
