"""A clock stands still only for a reason from the closed list, and by exactly those days (B2, C6, N1)."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.clock_changes import Pause, PauseReason, with_pauses
from app.rules.clocks import Clock, ClockKind, days_left, promised_clocks
from tests.rules.policies import TUESDAY, told

FREE_CHOICE, WAIT = PauseReason.FREE_CHOICE, PauseReason.CITIZEN_ASKS_TO_WAIT
COUNSELLING, TREATMENT = promised_clocks(**told(), sent_on=TUESDAY)


def day(number: int) -> date:
    return TUESDAY + timedelta(days=number)


def pause(begins: int, ends: int | None, reason: PauseReason = WAIT) -> Pause:
    return Pause(reason=reason, starts_on=day(begins), ends_on=None if ends is None else day(ends), by="Mette")


@pytest.mark.parametrize(
    ("pauses", "today", "due", "running"),
    [
        pytest.param([], 5, 14, True, id="N1 no pause moves nothing"),
        pytest.param([pause(3, 8)], 10, 19, True, id="N1 five days of waiting move it five days"),
        pytest.param([pause(3, 3)], 10, 14, True, id="N1 a pause that ended the day it began moves nothing"),
        pytest.param([pause(3, None)], 3, 14, False, id="N1 an open pause stands still from its first day"),
        pytest.param([pause(3, None)], 8, 19, False, id="N1 an open pause moves it a day a day"),
        pytest.param([pause(3, 8)], 7, 18, False, id="N1 on the pause's last day it still stands"),
        pytest.param([pause(3, 8)], 8, 19, True, id="N1 on the day it ends the clock runs"),
        pytest.param([pause(3, 8)], 2, 14, True, id="N1 a pause to come has moved nothing yet"),
        pytest.param([pause(3, 8), pause(10, 12)], 20, 21, True, id="N1 two pauses add up"),
        pytest.param([pause(10, 12), pause(3, 8)], 20, 21, True, id="N1 in any order"),
        pytest.param([pause(3, 8), pause(5, 10)], 20, 21, True, id="N1 days that overlap count once"),
        pytest.param([pause(3, 10), pause(5, 6)], 20, 21, True, id="N1 a pause inside another adds nothing"),
        pytest.param([pause(-5, 2)], 5, 16, True, id="N1 days before the clock began do not count"),
        pytest.param([pause(14, 16)], 20, 16, True, id="N1 on the last day one may still ask to wait"),
        pytest.param([pause(15, 20)], 25, 14, True, id="B2 a pause after the last day mends no broken promise"),
        pytest.param([pause(15, None)], 25, 14, False, id="B2 and stands still all the same"),
        pytest.param([pause(3, 8), pause(18, 20)], 25, 21, True, id="N1 within the days a pause has given"),
        pytest.param([pause(3, 8, FREE_CHOICE)], 10, 19, True, id="C6 free choice of another place"),
        pytest.param([pause(3, None, FREE_CHOICE)], 5, 16, False, id="C6 while the choice lasts"),
    ],
)
def test_a_pause_moves_the_date(pauses: list[Pause], today: int, due: int, running: bool) -> None:
    moved = with_pauses(TREATMENT, pauses, day(today))
    assert (moved.due_on, moved.running) == (day(due), running)


def test_c6_free_choice_pauses_treatment_only() -> None:
    assert with_pauses(COUNSELLING, [pause(1, 5, FREE_CHOICE)], day(6)) == COUNSELLING


def test_the_citizen_may_ask_to_wait_with_the_first_talk() -> None:
    assert with_pauses(COUNSELLING, [pause(1, 5)], day(6)).due_on == day(11)


def test_a_stopped_clock_is_not_started_by_a_pause_that_ends() -> None:
    stopped = Clock(**{**TREATMENT.__dict__, "running": False})
    assert not with_pauses(stopped, [pause(1, 2)], day(5)).running


def test_a_clock_without_a_date_stands_still_and_gets_none() -> None:
    undated = Clock(**{**TREATMENT.__dict__, "kind": ClockKind.TREATMENT_DRUGS_ANONYMOUS, "due_on": None})
    moved = with_pauses(undated, [pause(1, None)], day(5))
    assert (moved.due_on, moved.running) == (None, False)


def test_c6_free_choice_pauses_treatment_only_and_other_pauses_still_count() -> None:
    moved = with_pauses(COUNSELLING, [pause(1, 3, FREE_CHOICE), pause(2, 4)], day(6))
    assert moved.due_on == day(9)


def test_no_answer_is_no_reason_to_pause() -> None:
    assert set(PauseReason) == {FREE_CHOICE, WAIT}


def test_a_pause_cannot_end_before_it_began() -> None:
    with pytest.raises(ValueError, match=r"^A pause ends on the day it began, or later\.$"):
        pause(3, 2)


def test_the_days_left_stand_still_while_the_clock_does() -> None:
    left = {days_left(with_pauses(TREATMENT, [pause(4, None)], day(today)), day(today)) for today in range(4, 40)}
    assert left == {10}


spans = some.lists(some.tuples(some.integers(-5, 40), some.integers(0, 20)), max_size=5)


@settings(deadline=None)
@given(spans=spans, today=some.integers(0, 80))
def test_a_pause_never_brings_a_date_nearer_nor_moves_it_more_than_its_days(
    spans: list[tuple[int, int]], today: int
) -> None:
    pauses = [pause(begins, begins + length) for begins, length in spans]
    moved = with_pauses(TREATMENT, pauses, day(today))
    assert moved.due_on is not None
    paused = {begins + step for begins, length in spans for step in range(length)}
    assert day(14) <= moved.due_on <= day(14 + len([each for each in paused if 0 <= each < today]))
