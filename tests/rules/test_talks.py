"""A talk that is written wrong is found when the catalogue is read, with what to write instead."""

from dataclasses import replace
from typing import Any

import pytest

from app.rules.talks import talk_faults
from tests.rules.calendar_days import FIRST_TALK


def faults(**changed: Any) -> list[str]:
    return talk_faults(replace(FIRST_TALK, **changed))


@pytest.mark.parametrize(
    "well",
    [
        {},
        {"minutes": 5, "every": 5},
        {"minutes": 480, "every": 480, "before": 480, "after": 480},
        {"before": 0, "after": 0},
        {"before": 5, "after": 5},
        {"notice_minutes": 0},
        {"notice_minutes": 7 * 24 * 60},
        {"horizon_days": 1},
        {"horizon_days": 365},
    ],
)
def test_what_is_right_has_no_fault(well: dict[str, int]) -> None:
    assert faults(**well) == []


@pytest.mark.parametrize("field", ["minutes", "every"])
@pytest.mark.parametrize("number", [-5, 0, 4, 7, 481, 485])
def test_a_talk_takes_whole_five_minutes_up_to_eight_hours(field: str, number: int) -> None:
    assert faults(**{field: number}) == [f"{field}: write whole 5 minutes, from 5 to 480"]


@pytest.mark.parametrize("field", ["before", "after"])
@pytest.mark.parametrize("number", [-5, 3, 481, 485])
def test_what_is_kept_free_is_whole_five_minutes_too(field: str, number: int) -> None:
    assert faults(**{field: number}) == [f"{field}: write whole 5 minutes, from 0 to 480"]


@pytest.mark.parametrize("notice", [-1, 7 * 24 * 60 + 1])
def test_a_notice_may_not_break_the_promise(notice: int) -> None:
    assert faults(notice_minutes=notice) == [
        "notice_minutes: write 0 to 10080; a notice longer than a week would break the promise"
    ]


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_horizon_is_a_day_to_a_year(days: int) -> None:
    assert faults(horizon_days=days) == ["horizon_days: write 1 to 365"]


def test_a_talk_is_given_in_some_way() -> None:
    assert faults(modes=()) == ["modes: write at least one way to meet"]


def test_every_fault_is_told_in_order() -> None:
    found = faults(minutes=0, before=-5, after=1, every=0, notice_minutes=-1, horizon_days=0, modes=())
    assert [each.partition(":")[0] for each in found] == [
        "minutes", "before", "after", "every", "notice_minutes", "horizon_days", "modes",
    ]  # fmt: skip
