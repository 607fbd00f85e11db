"""When an inquiry, an abandoned one and a draft are forgotten (N12, D2)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.rules.danish_days import COPENHAGEN
from app.rules.retention import abandoned_on, draft_gone_at, forget_on
from tests.rules.policies import HADERSLEV


@pytest.mark.parametrize(
    ("closed_on", "months", "forgotten"),
    [
        pytest.param(date(2026, 11, 24), 3, date(2027, 2, 24), id="N12 three months later, over a new year"),
        pytest.param(date(2026, 11, 30), 3, date(2027, 2, 28), id="N12 30 November: the last of February"),
        pytest.param(date(2027, 11, 30), 3, date(2028, 2, 29), id="N12 30 November before a leap year: 29 February"),
        pytest.param(date(2028, 2, 29), 12, date(2029, 2, 28), id="N12 29 February and a year: 28 February"),
        pytest.param(date(2028, 2, 29), 48, date(2032, 2, 29), id="N12 29 February and four years: 29 February"),
        pytest.param(date(2026, 8, 31), 1, date(2026, 9, 30), id="N12 31 August and a month: 30 September"),
        pytest.param(date(2026, 12, 31), 1, date(2027, 1, 31), id="N12 New Year's Eve and a month"),
        pytest.param(date(2026, 1, 15), 11, date(2026, 12, 15), id="N12 eleven months stay in the year"),
        pytest.param(date(2026, 12, 1), 12, date(2027, 12, 1), id="N12 December and a year: December"),
    ],
)
def test_a_closed_inquiry_is_forgotten(closed_on: date, months: int, forgotten: date) -> None:
    assert forget_on(closed_on, replace(HADERSLEV, retention_months=months)) == forgotten


def test_d2_an_open_inquiry_that_nobody_writes_in_counts_as_left() -> None:
    assert abandoned_on(date(2026, 8, 31), HADERSLEV) == date(2027, 2, 28)


def test_d2_a_new_word_moves_the_day() -> None:
    assert abandoned_on(date(2026, 9, 1), HADERSLEV) > abandoned_on(date(2026, 8, 31), HADERSLEV)


def test_a_draft_is_gone_after_seven_days() -> None:
    assert draft_gone_at(datetime(2026, 11, 24, 12, 40, tzinfo=UTC)) == datetime(2026, 12, 1, 12, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    "saved", [datetime(2027, 3, 27, 12, tzinfo=COPENHAGEN), datetime(2026, 10, 24, 12, tzinfo=COPENHAGEN)]
)
def test_a_change_of_the_clocks_takes_no_hour_from_a_draft(saved: datetime) -> None:
    assert draft_gone_at(saved) - saved.astimezone(UTC) == timedelta(days=7)
