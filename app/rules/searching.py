"""What somebody at the desk typed into the search field: which kinds of thing it can be, the likeliest first."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.rules.plain_text import TextFault, email_address, phone_number

SHORTEST_TEXT = 3
_REFERENCE = re.compile(r"(?:(\d{2})\s?[-\u2010-\u2015]\s?)?(\d{4,8})", re.ASCII)
# Sixteen letters and digits in groups, at least two of them digits: nobody's name and no sentence.
_CODE = re.compile(r"(?=(?:[^\d]*\d){2})[A-Za-z0-9]{4}(?:[\s.\-\u2010-\u2015]*[A-Za-z0-9]{4}){3}", re.ASCII)
_PHONE = re.compile(r"[+\d\s.\-()/]{8,}", re.ASCII)
_BLANK = re.compile(r"\s+")


class Kind(StrEnum):
    """What can be searched by (N12): the name alone goes on the timeline, never what was typed."""

    REFERENCE = "reference"
    CODE = "code"
    PHONE = "phone"
    EMAIL = "email"
    TEXT = "text"


@dataclass(frozen=True)
class Sought:
    """One way to read what was typed. ``value`` is in the form in which it is kept."""

    kind: Kind
    value: str


def readings(typed: str) -> tuple[Sought, ...]:
    """Every way to read it, in the order to try them; nothing for too little. ``typed`` is one clean line.

    '26-4711' is a reference, '4711' the end of one, eight digits a telephone number before they are a reference.
    """
    line = _BLANK.sub(" ", typed).strip()
    if _CODE.fullmatch(line):
        return (Sought(Kind.CODE, line),)
    if "@" in line:
        address = _email(line)
        return (Sought(Kind.EMAIL, address),) if address else _text(line)
    found = [Sought(Kind.PHONE, number)] if (number := _phone(line)) else []
    if reference := _REFERENCE.fullmatch(line):
        year, digits = reference.groups()
        found.append(Sought(Kind.REFERENCE, f"{year}-{digits}" if year else digits))
        found.sort(key=lambda each: (each.kind is Kind.REFERENCE) != (year is not None))
    return tuple(found) or _text(line)


def mentions(told: str, sought: str) -> bool:
    """Whether a text holds every word that is sought, whatever the case."""
    there = told.casefold()
    return all(word in there for word in sought.casefold().split())


def _text(line: str) -> tuple[Sought, ...]:
    return (Sought(Kind.TEXT, line),) if len(line) >= SHORTEST_TEXT else ()


def _email(line: str) -> str | None:
    try:
        return email_address(line)
    except TextFault:
        return None


def _phone(line: str) -> str | None:
    try:
        return phone_number(line) if _PHONE.fullmatch(line) else None
    except TextFault:
        return None
