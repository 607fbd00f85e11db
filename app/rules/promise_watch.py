"""Whether somebody who writes has a time within a week: today, and on each day of the six weeks to come (B1).

A week is 7 times 24 hours from when they write. Everything is counted in minutes since 1970.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil
from statistics import mean, pstdev

from app.rules.slots import Slot
from app.rules.talks import Talk

DAY = 24 * 60  # minutes
PROMISED = 7 * DAY
LATE = 5 * DAY  # from here on there is nothing left to give
DAYS_AHEAD = 42


class Level(StrEnum):
    """How the promise stands. The order is from well to badly."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Cause(StrEnum):
    """Why times run short."""

    NOTHING_OPEN = "nothing_open"  # no hours for it at all
    CLOSED_DAYS = "closed_days"
    ABSENCE = "absence"
    GROWTH = "growth"  # the hours are there, and are taken


class Remedy(StrEnum):
    """What helps, the cheapest first."""

    PHONE = "phone"
    DROP_IN = "drop_in"
    EXTRA_TIMES = "extra_times"
    ANOTHER_CENTRE = "another_centre"


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What meets somebody who writes on a day. ``earliest`` is a minute; ``room`` counts the talks of their week."""

    day: date
    level: Level
    earliest: int | None
    room: int


@dataclass(frozen=True, kw_only=True)
class Week:
    """The week from a day on, in minutes: open for one kind of talk, and lost to closed days and to absence."""

    open: int
    closed: int
    absent: int


@dataclass(frozen=True, kw_only=True)
class Shortage:
    """That times run short, from a day on, why, and what helps."""

    level: Level
    first_day: date
    cause: Cause
    remedy: Remedy


def talks_to_hold(found: Iterable[Slot], talk: Talk) -> list[int]:
    """When each talk could begin that can still be held one after the other, in order. Two beginnings half an hour
    apart with the same counsellor are one talk of an hour; two ways of meeting are one talk as well.

    Rooms and cars are not shared out: where they are scarce, this is the most there can be.
    """
    takes = talk.before + talk.minutes + talk.after
    free_from: dict[int, int] = {}
    begins = []
    for slot in sorted(set(found)):
        if slot.begins >= free_from.get(slot.counsellor, slot.begins):
            free_from[slot.counsellor] = slot.begins + takes
            begins.append(slot.begins)
    return begins


def demand(weekly: Sequence[int]) -> int:
    """How many first talks a week may bring: the mean of the weeks behind us and one standard deviation."""
    return ceil(mean(weekly) + pstdev(weekly)) if weekly else 0


def outlook(begins: Sequence[int], *, day: date, at: int, wanted: int) -> Outlook:
    """How it stands for somebody who writes at a minute of a day. ``begins`` is in order; ``wanted`` is a week's
    demand. Red: nothing within a week. Amber: nothing for five days, or less than the week may bring."""
    first = bisect_left(begins, at)
    room = bisect_left(begins, at + PROMISED) - first
    earliest = begins[first] if first < len(begins) else None
    if room == 0:
        level = Level.RED
    elif begins[first] - at > LATE or room < wanted:
        level = Level.AMBER
    else:
        level = Level.GREEN
    return Outlook(day=day, level=level, earliest=earliest, room=room)


def worst(outlooks: Iterable[Outlook]) -> Outlook | None:
    """The first of the days on which it stands worst; ``None`` when all is well."""
    order = list(Level)
    bad = [each for each in outlooks if each.level is not Level.GREEN]
    return min(bad, key=lambda each: (-order.index(each.level), each.day), default=None)


def cause_of(week: Week) -> Cause:
    """Why a week runs short: what took most of its hours; when nothing did, more people came than there is room for."""
    if week.open + week.closed + week.absent == 0:
        return Cause.NOTHING_OPEN
    if week.closed + week.absent == 0:
        return Cause.GROWTH
    return Cause.CLOSED_DAYS if week.closed >= week.absent else Cause.ABSENCE


def remedy_for(*, phone_is_well: bool, drop_in: bool, somebody_there: bool) -> Remedy:
    """What costs least: a talk by telephone, a door that is open anyway, more hours, and only then another centre."""
    if phone_is_well:
        return Remedy.PHONE
    if drop_in:
        return Remedy.DROP_IN
    return Remedy.EXTRA_TIMES if somebody_there else Remedy.ANOTHER_CENTRE


def is_worse(level: Level, than: Level) -> bool:
    order = list(Level)
    return order.index(level) > order.index(than)
