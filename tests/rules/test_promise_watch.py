"""When the promise of a week is in danger, why, and what helps: decided from minutes alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.rules.promise_watch import (
    DAY,
    Cause,
    Level,
    Outlook,
    Remedy,
    Week,
    cause_of,
    demand,
    is_worse,
    outlook,
    remedy_for,
    talks_to_hold,
    worst,
)
from app.rules.services import Mode
from app.rules.slots import Slot
from tests.rules.calendar_days import FIRST_TALK

TODAY = date(2026, 11, 24)
METTE, JENS = 1, 2
TALK = replace(FIRST_TALK, minutes=45, after=15, every=30)


def seen(*begins: int, at: int = 0, wanted: int = 0) -> Outlook:
    return outlook(begins, day=TODAY, at=at, wanted=wanted)


@pytest.mark.parametrize(
    ("earliest", "level"),
    [
        (0, Level.GREEN),
        (5 * DAY, Level.GREEN),
        (5 * DAY + 1, Level.AMBER),
        (7 * DAY - 1, Level.AMBER),
        (7 * DAY, Level.RED),
        (30 * DAY, Level.RED),
    ],
)
def test_a_wait_of_five_days_is_well_and_of_seven_is_not(earliest: int, level: Level) -> None:
    found = seen(earliest)
    assert (found.level, found.earliest, found.day) == (level, earliest, TODAY)


def test_the_wait_is_counted_from_when_they_write() -> None:
    assert seen(100 * DAY + 60, at=100 * DAY).level is Level.GREEN
    assert seen(106 * DAY, at=100 * DAY).level is Level.AMBER


def test_nothing_at_all_is_red() -> None:
    assert seen() == Outlook(day=TODAY, level=Level.RED, earliest=None, room=0)


def test_what_is_before_somebody_writes_is_nothing_to_them() -> None:
    assert seen(10, 20, at=20) == Outlook(day=TODAY, level=Level.GREEN, earliest=20, room=1)
    assert seen(10, 20, at=21).earliest is None


def test_room_is_counted_over_seven_times_24_hours() -> None:
    assert seen(100, 200, 7 * DAY + 99, 7 * DAY + 100, at=100).room == 3


@pytest.mark.parametrize(("wanted", "level"), [(2, Level.GREEN), (3, Level.AMBER)])
def test_less_room_than_the_week_may_bring_is_amber(wanted: int, level: Level) -> None:
    assert seen(0, 60, wanted=wanted).level is level


@pytest.mark.parametrize(
    ("weekly", "wanted"),
    [([], 0), ([0] * 8, 0), ([4] * 8, 4), ([3, 5], 5), ([0, 8], 8), ([1, 2], 2), ([0, 0, 0, 1], 1)],
)
def test_demand_is_the_mean_and_one_standard_deviation(weekly: list[int], wanted: int) -> None:
    assert demand(weekly) == wanted


def slots_at(*begins: int, who: int = METTE, mode: Mode = Mode.PHONE) -> list[Slot]:
    return [Slot(each, mode, who) for each in begins]


def test_two_beginnings_within_one_talk_are_one_talk() -> None:
    assert talks_to_hold(slots_at(0, 30, 60, 90, 120), TALK) == [0, 60, 120]
    assert talks_to_hold(slots_at(90, 0, 59, 60), TALK) == [0, 60]
    assert talks_to_hold(slots_at(0, 30, 60), replace(TALK, before=30)) == [0]
    assert talks_to_hold(slots_at(0, 45), replace(TALK, after=0)) == [0, 45]


def test_two_counsellors_are_two_talks_and_two_ways_of_meeting_are_one() -> None:
    both = [*slots_at(0, 30), *slots_at(30, 60, who=JENS)]
    assert talks_to_hold(both, TALK) == [0, 30]
    ways = [*slots_at(0), *slots_at(0, mode=Mode.ONLINE)]
    assert talks_to_hold(ways, TALK) == [0]
    assert talks_to_hold([], TALK) == []


def day(number: int, level: Level) -> Outlook:
    return Outlook(day=TODAY + timedelta(days=number), level=level, earliest=None, room=0)


def test_the_worst_is_the_first_of_the_reddest_days() -> None:
    green, amber, red = Level.GREEN, Level.AMBER, Level.RED
    assert worst([]) is None
    assert worst([day(0, green), day(1, green)]) is None
    assert worst([day(0, green), day(1, amber), day(2, amber)]) == day(1, amber)
    assert worst([day(0, amber), day(3, red), day(2, red)]) == day(2, red)


@pytest.mark.parametrize(
    ("week", "cause"),
    [
        (Week(open=0, closed=0, absent=0), Cause.NOTHING_OPEN),
        (Week(open=60, closed=0, absent=0), Cause.GROWTH),
        (Week(open=60, closed=60, absent=0), Cause.CLOSED_DAYS),
        (Week(open=0, closed=60, absent=0), Cause.CLOSED_DAYS),
        (Week(open=0, closed=60, absent=60), Cause.CLOSED_DAYS),
        (Week(open=0, closed=60, absent=61), Cause.ABSENCE),
        (Week(open=60, closed=0, absent=1), Cause.ABSENCE),
    ],
)
def test_the_cause_is_what_took_most_hours(week: Week, cause: Cause) -> None:
    assert cause_of(week) is cause


@pytest.mark.parametrize(
    ("phone", "drop_in", "there", "remedy"),
    [
        (True, True, True, Remedy.PHONE),
        (True, False, False, Remedy.PHONE),
        (False, True, True, Remedy.DROP_IN),
        (False, False, True, Remedy.EXTRA_TIMES),
        (False, False, False, Remedy.ANOTHER_CENTRE),
    ],
)
def test_the_remedy_is_the_cheapest(phone: bool, drop_in: bool, there: bool, remedy: Remedy) -> None:
    assert remedy_for(phone_is_well=phone, drop_in=drop_in, somebody_there=there) is remedy


def test_red_is_worse_than_amber_and_nothing_is_worse_than_itself() -> None:
    assert is_worse(Level.RED, Level.AMBER)
    assert is_worse(Level.AMBER, Level.GREEN)
    assert not is_worse(Level.AMBER, Level.RED)
    assert not is_worse(Level.RED, Level.RED)
