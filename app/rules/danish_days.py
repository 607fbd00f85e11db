"""Danish days: what date, what hour and what part of the day it is where the promises are kept."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from app.rules.answers import ContactTime

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

# The hours behind the safe-contact card's choices (N4), in the citizen's own day.
_PARTS = ((8, 12, ContactTime.MORNING), (12, 16, ContactTime.AFTERNOON), (16, 20, ContactTime.EVENING))


def danish_day(moment: datetime) -> date:
    """The Danish date of an aware moment: 23:30 UTC is already tomorrow. Every clock counts from it (B1)."""
    return danish_moment(moment).date()


def danish_moment(moment: datetime) -> datetime:
    """The same moment on a Danish wall clock. Raises ``ValueError`` for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone: a naive one would be read differently on every machine.")
    return moment.astimezone(COPENHAGEN)


def part_of_day(moment: datetime) -> ContactTime | None:
    """The part of the Danish day in which a call may be safe; ``None`` before 8 and from 20 (N4)."""
    hour = danish_moment(moment).hour
    return next((part for first, end, part in _PARTS if first <= hour < end), None)


def to_the_minute(moment: datetime) -> datetime:
    """Nobody needs the second, and it could tell two people apart."""
    return moment.replace(second=0, microsecond=0)
