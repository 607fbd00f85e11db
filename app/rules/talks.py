"""A talk that can be booked: how long it takes, how it is given, for whom, and how soon it may be had."""

from dataclasses import dataclass
from datetime import timedelta

from app.rules.answers import ForWhom
from app.rules.services import Mode

CELL_MINUTES = 5  # a calendar's smallest piece: everything that takes time begins and ends on one
EVENING_FROM = 16  # o'clock: from here on a time is marked as an evening time
INTERPRETER_NOTICE = timedelta(days=2)  # an interpreter has to be found first


@dataclass(frozen=True, kw_only=True)
class Talk:
    """One kind of talk at one centre. ``minutes`` is the talk itself; ``before`` and ``after`` are minutes that are
    kept free around it and shown to nobody. ``every`` is the minutes between two beginnings.

    ``first``: a first talk, which the promise of open counselling counts (B1). ``audience`` is empty for a talk that
    only staff book.
    """

    key: str
    minutes: int
    before: int
    after: int
    every: int
    modes: tuple[Mode, ...]
    audience: tuple[ForWhom, ...]
    notice_minutes: int
    horizon_days: int
    first: bool


def talk_faults(talk: Talk) -> list[str]:
    """Why a talk cannot be booked as it is written, one line each: ``field: what to write``."""
    faults = []
    for field in ("minutes", "before", "after", "every"):
        number, least = getattr(talk, field), 0 if field in ("before", "after") else CELL_MINUTES
        if number < least or number % CELL_MINUTES or number > 8 * 60:
            faults.append(f"{field}: write whole {CELL_MINUTES} minutes, from {least} to 480")
    if not 0 <= talk.notice_minutes <= 7 * 24 * 60:
        faults.append("notice_minutes: write 0 to 10080; a notice longer than a week would break the promise")
    if not 1 <= talk.horizon_days <= 365:
        faults.append("horizon_days: write 1 to 365")
    if not talk.modes:
        faults.append("modes: write at least one way to meet")
    return faults
