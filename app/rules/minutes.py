"""Moments as whole minutes since 1970 in UTC, for counting with.

A minute that is skipped in spring never was, one that comes twice in autumn is two minutes, and no two moments are ever
mixed up.
"""

from datetime import UTC, date, datetime, time, timedelta

from app.rules.danish_days import COPENHAGEN


def minute_of(moment: datetime) -> int:
    """Whole minutes since 1970. Raises ``ValueError`` for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return int(moment.timestamp()) // 60


def moment_of(minute: int) -> datetime:
    return datetime.fromtimestamp(minute * 60, UTC)


def local_minute(day: date, at: time) -> int:
    """A Danish wall-clock time. One that comes twice means the first, one that is skipped the hour after."""
    return minute_of(datetime.combine(day, at, tzinfo=COPENHAGEN))


def day_minutes(day: date) -> tuple[int, int]:
    """When a Danish day begins and ends: 23, 24 or 25 hours."""
    return local_minute(day, time(0)), local_minute(day + timedelta(days=1), time(0))
