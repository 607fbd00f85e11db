"""What the calendar's pages say again and again: ways to meet, days, hours and reasons, short enough for a box."""

from collections.abc import Iterable
from datetime import date, datetime, time

from babel.dates import format_date, get_day_names

from app.rules.danish_days import danish_moment
from app.rules.services import Mode
from app.web.language import TEXTS, mark
from app.web.words import HARD_SPACE, clock_time

# A way to meet in one word. Nothing is said of the usual one: somebody comes to us.
SHORT = {
    Mode.IN_PERSON: mark("fremmøde"),
    Mode.PHONE: mark("telefon"),
    Mode.ONLINE: mark("video"),
    Mode.WE_COME: mark("kører ud"),
}
# Why somebody is away or a day is closed: one of a few words, for an illness is nobody else's business.
REASONS = {
    "holiday": mark("Ferie"),
    "course": mark("Kursus"),
    "meeting": mark("Møde"),
    "absence": mark("Fravær"),
    "other": mark("Andet"),
}


def short_mode(mode: Mode, language: str) -> str:
    return TEXTS[language].gettext(SHORT[mode])


def modes_said(modes: Iterable[Mode], language: str) -> str:
    """'' for all of them, else each in a word."""
    found = [mode for mode in Mode if mode in set(modes)]
    if len(found) == len(Mode):
        return ""
    return ", ".join(short_mode(mode, language) for mode in found)


def reason_said(reason: str, language: str) -> str:
    return TEXTS[language].gettext(REASONS.get(reason, REASONS["other"]))


def weekday_name(weekday: int, language: str) -> str:
    return str(get_day_names("wide", locale=language)[weekday])


def hours_said(begins: datetime, ends: datetime, language: str) -> str:
    """'10–12', '9.30–10.15'."""
    until = "24" if danish_moment(ends).time() == time(0) else clock_time(ends, language)
    return f"{clock_time(begins, language)}–{until}"


def wall_hours(opens: time, closes: time, language: str) -> str:
    """The same for hours that hold every week."""
    return f"{wall_time(opens, language)}–{wall_time(closes, language, end=True)}"


def wall_time(at: time, language: str, *, end: bool = False) -> str:
    hour = 24 if end and at == time(0) else at.hour
    if language != "da":
        return f"{hour:02}:{at.minute:02}"
    return f"{hour}.{at.minute:02}" if at.minute else str(hour)


def days_said(first: date, last: date, language: str) -> str:
    """'23.–27. november', '30. november–4. december', '24. november'."""
    month = format_date(last, "MMMM", locale=language)
    dot = "." if language == "da" else ""
    end = f"{last.day}{dot}{HARD_SPACE}{month}"
    if first == last:
        return end
    if first.month == last.month and first.year == last.year:
        return f"{first.day}{dot}–{end}"
    return f"{first.day}{dot}{HARD_SPACE}{format_date(first, 'MMMM', locale=language)}–{end}"


def dated(day: date, language: str) -> str:
    """'24. november 2026'."""
    return f"{days_said(day, day, language)} {day.year}"


def span_said(first: date, last: date, language: str) -> str:
    """The same for some days, with the year where it is needed."""
    if first.year == last.year:
        return f"{days_said(first, last, language)} {last.year}"
    return f"{dated(first, language)}–{dated(last, language)}"
