"""Free times: what is offered can be had, and what can be had is offered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.catalogue.values import _closed_dates
from app.rules.minutes import day_minutes
from app.rules.open_hours import ExceptionKind, Hours, RuleKind, Window
from app.rules.services import Mode
from app.rules.slots import Needs, Slot, cells_of, cells_taken, fits, held_for_first, slots
from app.rules.talks import CELL_MINUTES, Talk
from tests.rules.calendar_days import FIRST_TALK, METTE, at, every_day, exception, hours, rule, wall

TUESDAY = date(2026, 11, 24)
NO_NEEDS = Needs({})
JENS, ROOM_1, ROOM_2 = 2, 11, 12
PHONE_TALK = replace(FIRST_TALK, modes=(Mode.PHONE,))


def offered(
    found: Hours,
    day: date,
    talk: Talk = PHONE_TALK,
    *,
    taken: dict[int, int] | None = None,
    needs: Needs = NO_NEEDS,
    now: int | None = None,
    until: int | None = None,
    notice: int | None = None,
) -> list[Slot]:
    begins, ends = day_minutes(day)
    base = (begins - 24 * 60) // CELL_MINUTES
    windows = {METTE: found.bookable(METTE, day)}
    return list(
        slots(
            talk, windows, taken or {}, needs, base=base, now=begins if now is None else now,
            until=ends if until is None else until, notice=notice,
        )
    )  # fmt: skip


def times(found: Sequence[Slot]) -> list[str]:
    return [wall(each.begins) for each in found]


def mask(day: date, first: int, last: int) -> int:
    """What is taken between two minutes of a day, as ``slots`` wants it from ``offered``."""
    base = (day_minutes(day)[0] - 24 * 60) // CELL_MINUTES
    return sum(1 << (cell - base) for cell in range(first // CELL_MINUTES, last // CELL_MINUTES))


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 10, 25), date(2027, 3, 27), date(2027, 3, 28)])
def test_a_working_day_has_eight_times_also_when_the_clocks_change(day: date) -> None:
    found = times(offered(hours(every_day(8, 16)), day))
    assert found == [f"{hour:02}:00" for hour in range(8, 16)]


def test_the_night_the_clocks_change_has_five_times_or_seven() -> None:
    spring = times(offered(hours(every_day(0, 6)), date(2027, 3, 28)))
    autumn = times(offered(hours(every_day(0, 6)), date(2026, 10, 25)))
    assert spring == ["00:00", "01:00", "03:00", "04:00", "05:00"]
    assert autumn == ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00", "05:00"]
    assert len(set(offered(hours(every_day(0, 6)), date(2026, 10, 25)))) == 7


def test_there_is_no_time_in_the_hour_that_does_not_exist() -> None:
    assert offered(hours(every_day(2, 3)), date(2027, 3, 28)) == []


def open_days(found: Hours, first: date, last: date) -> list[date]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if offered(found, day)]


def test_easter_2027_has_no_times_from_maundy_thursday_to_easter_monday() -> None:
    found = hours(every_day(8, 16), closed_dates=_closed_dates((), 2027))
    week = open_days(found, date(2027, 3, 22), date(2027, 3, 31))
    closed = {date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 28), date(2027, 3, 29)}
    assert {date(2027, 3, 22) + timedelta(days=number) for number in range(10)} - set(week) == closed


def test_christmas_has_no_times_on_the_days_the_centre_has_chosen() -> None:
    own = ((12, 24), (12, 31))
    found = hours(every_day(8, 16), closed_dates=_closed_dates(own, 2026))
    week = open_days(found, date(2026, 12, 23), date(2027, 1, 2))
    assert [day.day for day in week] == [23, 27, 28, 29, 30, 2]


def test_a_closed_day_that_is_opened_for_two_hours_has_two_times() -> None:
    extra = exception(ExceptionKind.EXTRA, TUESDAY, owner=None, opens=time(10), closes=time(12))
    assert times(offered(hours([rule(8, 16)], [extra], [TUESDAY]), TUESDAY)) == ["10:00", "11:00"]


def test_other_hours_give_other_times() -> None:
    instead = exception(ExceptionKind.REPLACE, TUESDAY, opens=time(17), closes=time(19))
    assert times(offered(hours([rule(8, 16)], [instead]), TUESDAY)) == ["17:00", "18:00"]


def test_somebody_who_is_away_has_no_times() -> None:
    assert offered(hours([rule(8, 16)], [exception(ExceptionKind.CLOSED, TUESDAY)]), TUESDAY) == []


def test_meetings_and_drop_in_are_cut_out() -> None:
    rules = [rule(8, 14), rule(9, 10, kind=RuleKind.MEETING), rule(12, 13, kind=RuleKind.DROP_IN)]
    assert times(offered(hours(rules), TUESDAY)) == ["08:00", "10:00", "11:00", "13:00"]


def test_the_last_time_ends_when_the_hours_do() -> None:
    longer = replace(PHONE_TALK, minutes=45, every=30)
    assert times(offered(hours([rule(8, 10)]), TUESDAY, longer)) == ["08:00", "08:30", "09:00"]
    assert times(offered(hours([rule(8, 9)]), TUESDAY)) == ["08:00"]
    assert offered(hours([rule(8, 9)]), TUESDAY, replace(PHONE_TALK, minutes=65)) == []


def test_a_talk_that_would_end_a_minute_late_is_not_offered() -> None:
    almost = {METTE: [Window(600, 659, frozenset(Mode))]}
    assert list(slots(PHONE_TALK, almost, {}, NO_NEEDS, base=0, now=0, until=10_000)) == []
    assert not fits(PHONE_TALK, almost[METTE], 600, Mode.PHONE, now=0)


def test_what_is_kept_free_around_a_talk_may_lie_outside_the_hours() -> None:
    talk = replace(PHONE_TALK, before=15, after=15)
    assert times(offered(hours([rule(8, 10)]), TUESDAY, talk)) == ["08:00", "09:00"]


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        ((9, 0), (10, 0), ["08:00", "10:00", "11:00"]),
        ((9, 55), (10, 5), ["08:00", "11:00"]),
        ((7, 0), (8, 0), ["08:00", "09:00", "10:00", "11:00"]),
        ((12, 0), (13, 0), ["08:00", "09:00", "10:00", "11:00"]),
        ((8, 0), (8, 5), ["09:00", "10:00", "11:00"]),
        ((11, 55), (12, 0), ["08:00", "09:00", "10:00"]),
    ],
)
def test_what_is_taken_is_not_offered(first: tuple[int, int], last: tuple[int, int], left: list[str]) -> None:
    taken = {METTE: mask(TUESDAY, at(TUESDAY, *first), at(TUESDAY, *last))}
    assert times(offered(hours([rule(8, 12)]), TUESDAY, taken=taken)) == left


def test_what_is_taken_of_a_colleague_is_no_bar() -> None:
    taken = {JENS: mask(TUESDAY, at(TUESDAY, 8), at(TUESDAY, 12))}
    assert len(offered(hours([rule(8, 12)]), TUESDAY, taken=taken)) == 4


def test_the_minutes_around_a_talk_must_be_free_as_well() -> None:
    taken = {METTE: mask(TUESDAY, at(TUESDAY, 10), at(TUESDAY, 11))}
    after = replace(PHONE_TALK, after=15)
    before = replace(PHONE_TALK, before=15)
    assert times(offered(hours([rule(8, 14)]), TUESDAY, after, taken=taken)) == ["08:00", "11:00", "12:00", "13:00"]
    assert times(offered(hours([rule(8, 14)]), TUESDAY, before, taken=taken)) == ["08:00", "09:00", "12:00", "13:00"]


def test_a_time_keeps_its_notice_to_the_minute() -> None:
    talk = replace(PHONE_TALK, notice_minutes=60)
    just, late = at(TUESDAY, 8), at(TUESDAY, 8) + 1
    assert times(offered(hours([rule(8, 11)]), TUESDAY, talk, now=just)) == ["09:00", "10:00"]
    assert times(offered(hours([rule(8, 11)]), TUESDAY, talk, now=late)) == ["10:00"]
    assert times(offered(hours([rule(8, 11)]), TUESDAY, talk, now=just, notice=0)) == ["08:00", "09:00", "10:00"]
    assert times(offered(hours([rule(8, 11)]), TUESDAY, talk, now=just, notice=90)) == ["10:00"]


def test_no_time_begins_at_the_end_or_later() -> None:
    found = hours([rule(8, 12)])
    assert times(offered(found, TUESDAY, until=at(TUESDAY, 10))) == ["08:00", "09:00"]
    assert times(offered(found, TUESDAY, until=at(TUESDAY, 10) + 1)) == ["08:00", "09:00", "10:00"]


def test_only_the_talks_own_ways_of_meeting_are_offered_where_they_are_open() -> None:
    both = offered(hours([rule(8, 9)]), TUESDAY, FIRST_TALK)
    assert [each.mode for each in both] == [Mode.IN_PERSON, Mode.PHONE]
    phone = hours([rule(8, 9, modes=frozenset({Mode.PHONE, Mode.ONLINE})), rule(9, 10, modes=frozenset({Mode.ONLINE}))])
    assert [(each.mode, wall(each.begins)) for each in offered(phone, TUESDAY, FIRST_TALK)] == [(Mode.PHONE, "08:00")]


def test_hours_that_are_not_for_this_talk_do_not_hide_later_ones() -> None:
    found = hours([rule(8, 9, modes=frozenset({Mode.ONLINE})), rule(9, 10, modes=frozenset({Mode.PHONE}))])
    assert times(offered(found, TUESDAY)) == ["09:00"]


def test_a_talk_in_person_needs_a_room_that_is_free() -> None:
    needs = Needs({Mode.IN_PERSON: (ROOM_1, ROOM_2)})
    busy = mask(TUESDAY, at(TUESDAY, 8), at(TUESDAY, 9))
    one, both = {ROOM_1: busy}, {ROOM_1: busy, ROOM_2: busy}
    found = hours([rule(8, 9)])
    assert [each.mode for each in offered(found, TUESDAY, FIRST_TALK, taken=one, needs=needs)] == [
        Mode.IN_PERSON, Mode.PHONE,
    ]  # fmt: skip
    assert [each.mode for each in offered(found, TUESDAY, FIRST_TALK, taken=both, needs=needs)] == [Mode.PHONE]


def test_which_room_is_the_first_that_is_free() -> None:
    needs = Needs({Mode.IN_PERSON: (ROOM_1, ROOM_2)})
    assert needs.free_one(Mode.IN_PERSON, 0b11, {}) == (True, ROOM_1)
    assert needs.free_one(Mode.IN_PERSON, 0b11, {ROOM_1: 0b10}) == (True, ROOM_2)
    assert needs.free_one(Mode.IN_PERSON, 0b01, {ROOM_1: 0b10}) == (True, ROOM_1)
    assert needs.free_one(Mode.IN_PERSON, 0b11, {ROOM_1: 0b10, ROOM_2: 0b01}) == (False, None)
    assert needs.free_one(Mode.PHONE, 0b11, {ROOM_1: 0b11}) == (True, None)


def test_times_for_first_talks_are_released_a_day_before() -> None:
    other = replace(PHONE_TALK, first=False)
    kept = hours([rule(8, 12, first_talks_only=True)])
    now = at(TUESDAY - timedelta(days=1), 10)
    assert times(offered(kept, TUESDAY, other, now=now)) == ["08:00", "09:00", "10:00"]
    assert times(offered(kept, TUESDAY, other, now=now + 1)) == ["08:00", "09:00", "10:00"]
    assert times(offered(kept, TUESDAY, other, now=now - 1)) == ["08:00", "09:00"]
    assert len(offered(kept, TUESDAY, PHONE_TALK, now=now)) == 4
    assert len(offered(hours([rule(8, 12)]), TUESDAY, other, now=now)) == 4


def test_only_kept_hours_are_held_for_first_talks() -> None:
    other, begins = replace(PHONE_TALK, first=False), 10_000
    kept, anybodys = Window(0, 1, frozenset(Mode), True), Window(0, 1, frozenset(Mode))
    assert held_for_first(other, kept, begins, begins - 24 * 60 - 1)
    assert not held_for_first(other, kept, begins, begins - 24 * 60)
    assert not held_for_first(PHONE_TALK, kept, begins, 0)
    assert not held_for_first(other, anybodys, begins, 0)


def test_each_counsellor_has_their_own_times() -> None:
    windows = {METTE: [Window(600, 660, frozenset(Mode))], JENS: [Window(660, 720, frozenset(Mode))]}
    found = list(slots(PHONE_TALK, windows, {}, NO_NEEDS, base=0, now=0, until=10_000))
    assert found == [Slot(600, Mode.PHONE, METTE), Slot(660, Mode.PHONE, JENS)]


def test_of_whom_nothing_is_known_nothing_is_taken() -> None:
    windows = {METTE: [Window(0, 60, frozenset(Mode))]}
    assert list(slots(PHONE_TALK, windows, {}, NO_NEEDS, base=0, now=0, until=60)) == [Slot(0, Mode.PHONE, METTE)]


WINDOW = [Window(600, 720, frozenset({Mode.PHONE}))]


@pytest.mark.parametrize(
    ("begins", "mode", "why", "allowed"),
    [
        (600, Mode.PHONE, "the first", True),
        (660, Mode.PHONE, "the last", True),
        (630, Mode.PHONE, "no beginning", False),
        (540, Mode.PHONE, "before the hours", False),
        (720, Mode.PHONE, "after the hours", False),
        (600, Mode.IN_PERSON, "not open that way", False),
        (600, Mode.WE_COME, "not given that way", False),
    ],
)
def test_a_form_is_checked_against_the_hours(begins: int, mode: Mode, why: str, allowed: bool) -> None:
    assert fits(FIRST_TALK, WINDOW, begins, mode, now=0) is allowed, why


def test_a_form_is_checked_against_notice_and_horizon() -> None:
    talk = replace(FIRST_TALK, notice_minutes=60, horizon_days=1)
    assert fits(talk, WINDOW, 600, Mode.PHONE, now=540)
    assert not fits(talk, WINDOW, 600, Mode.PHONE, now=541)
    assert fits(talk, WINDOW, 600, Mode.PHONE, now=541, notice=59)
    assert fits(talk, WINDOW, 600, Mode.PHONE, now=600, notice=0)
    assert not fits(talk, WINDOW, 600, Mode.PHONE, now=601, notice=0)
    assert not fits(talk, WINDOW, 600, Mode.PHONE, now=600 - 24 * 60)
    assert fits(talk, WINDOW, 600, Mode.PHONE, now=601 - 24 * 60)
    assert fits(talk, WINDOW, 600, Mode.PHONE, now=600 - 24 * 60, horizon=24 * 60 + 1)
    assert not fits(talk, WINDOW, 600, Mode.PHONE, now=500, horizon=100)


def test_a_form_is_checked_against_what_is_kept_for_first_talks() -> None:
    kept = [Window(9_000, 9_120, frozenset(Mode), True)]
    other = replace(FIRST_TALK, first=False)
    assert not fits(other, kept, 9_000, Mode.PHONE, now=9_000 - 24 * 60 - 1)
    assert fits(other, kept, 9_000, Mode.PHONE, now=9_000 - 24 * 60)


def test_any_of_the_hours_will_do() -> None:
    two = [Window(0, 60, frozenset({Mode.PHONE})), *WINDOW]
    assert fits(FIRST_TALK, two, 600, Mode.PHONE, now=0)
    assert not fits(FIRST_TALK, [], 600, Mode.PHONE, now=0)


@pytest.mark.parametrize(("minutes", "cells"), [(0, 0), (1, 1), (5, 1), (6, 2), (45, 9), (60, 12)])
def test_a_started_cell_is_taken(minutes: int, cells: int) -> None:
    assert cells_of(minutes) == cells


def test_a_talk_takes_its_cells_and_those_around_it() -> None:
    talk = replace(FIRST_TALK, minutes=45, before=10, after=15)
    assert cells_taken(talk, 600) == range(118, 132)
    assert cells_taken(FIRST_TALK, 600) == range(120, 132)


fives = some.integers(0, 24).map(lambda number: number * 5)
talks = some.builds(
    Talk,
    key=some.just("talk"),
    minutes=some.sampled_from((15, 30, 45, 60)),
    before=some.sampled_from((0, 10, 15)),
    after=some.sampled_from((0, 15)),
    every=some.sampled_from((5, 15, 30, 60)),
    modes=some.sampled_from(((Mode.PHONE,), (Mode.IN_PERSON, Mode.PHONE))),
    audience=some.just(()),
    notice_minutes=some.sampled_from((0, 60, 24 * 60)),
    horizon_days=some.just(7),
    first=some.booleans(),
)
windows_of_a_day = some.lists(
    some.builds(
        lambda begins, long, modes, first: Window(10_000 + begins, 10_000 + begins + long, modes, first),
        fives,
        fives,
        some.sampled_from((frozenset(Mode), frozenset({Mode.PHONE}))),
        some.booleans(),
    ),
    max_size=3,
)
taken_of_a_day = some.fixed_dictionaries({who: some.integers(0, 2**60 - 1) for who in (METTE, ROOM_1)})


@settings(deadline=None)
@given(talks, windows_of_a_day, taken_of_a_day, some.integers(8_000, 10_060))
def test_what_is_offered_is_free_and_fits_and_nothing_that_is_and_does_is_left_out(
    talk: Talk, windows: list[Window], taken: dict[int, int], now: int
) -> None:
    base, until = 10_000 // CELL_MINUTES - 12, now + 7 * 24 * 60
    needs = Needs({Mode.IN_PERSON: (ROOM_1,)})
    found = set(slots(talk, {METTE: windows}, taken, needs, base=base, now=now, until=until))
    for begins in range(9_960, 10_300, 5):
        cells = [cell - base for cell in cells_taken(talk, begins)]
        for mode in Mode:
            free = not any(taken[METTE] >> cell & 1 for cell in cells)
            room = mode is not Mode.IN_PERSON or not any(taken[ROOM_1] >> cell & 1 for cell in cells)
            may = fits(talk, windows, begins, mode, now=now)
            assert (Slot(begins, mode, METTE) in found) == (free and room and may), (begins, mode)
    assert all(any(each.begins <= slot.begins < each.ends for each in windows) for slot in found)
