"""What may be done with an appointment, and until when. No rule punishes anybody."""

from datetime import UTC, datetime, timedelta

import pytest

from app.rules.answers import State
from app.rules.appointments import (
    Agreed,
    AppointmentState,
    obstacle_to_book,
    obstacle_to_change,
    obstacle_to_write_down,
    offer_until,
)
from app.rules.obstacle import Obstacle

NOW = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.mark.parametrize("state", State)
def test_a_time_can_be_had_while_the_inquiry_is_open(state: State) -> None:
    wanted = Obstacle.ALREADY_CLOSED if state is State.CLOSED else None
    assert obstacle_to_book(state=state) is wanted


@pytest.mark.parametrize("state", AppointmentState)
def test_only_what_is_booked_can_be_moved_or_called_off(state: AppointmentState) -> None:
    wanted = None if state is AppointmentState.BOOKED else Obstacle.NO_SUCH_APPOINTMENT
    assert obstacle_to_change(state=state, starts_at=NOW + HOUR, now=NOW) is wanted


def test_it_can_be_moved_until_the_minute_it_begins() -> None:
    booked = AppointmentState.BOOKED
    assert obstacle_to_change(state=booked, starts_at=NOW + MINUTE, now=NOW) is None
    assert obstacle_to_change(state=booked, starts_at=NOW, now=NOW) is Obstacle.ALREADY_BEGUN
    assert obstacle_to_change(state=booked, starts_at=NOW - MINUTE, now=NOW) is Obstacle.ALREADY_BEGUN


@pytest.mark.parametrize("state", AppointmentState)
def test_how_it_went_can_be_written_and_put_right(state: AppointmentState) -> None:
    gone = state in (AppointmentState.HELD, AppointmentState.CANCELLED)
    wanted = Obstacle.NO_SUCH_APPOINTMENT if gone else None
    assert obstacle_to_write_down(state=state, starts_at=NOW - HOUR, now=NOW) is wanted


def test_how_it_went_is_written_from_the_minute_it_begins() -> None:
    booked = AppointmentState.BOOKED
    assert obstacle_to_write_down(state=booked, starts_at=NOW, now=NOW) is None
    assert obstacle_to_write_down(state=booked, starts_at=NOW + MINUTE, now=NOW) is Obstacle.NOT_YET


@pytest.mark.parametrize(
    ("ahead", "kept"),
    [
        (timedelta(days=6), timedelta(hours=24)),
        (timedelta(hours=48, minutes=1), timedelta(hours=24)),
        (timedelta(hours=48), timedelta(hours=2)),
        (timedelta(hours=2, minutes=1), timedelta(hours=2)),
        (timedelta(hours=2), None),
        (timedelta(minutes=5), None),
        (timedelta(minutes=-5), None),
    ],
)
def test_an_offer_lasts_a_day_or_two_hours_and_never_until_it_begins(ahead: timedelta, kept: timedelta | None) -> None:
    wanted = None if kept is None else NOW + kept
    assert offer_until(NOW + ahead, NOW) == wanted


def test_nothing_is_agreed_until_somebody_says_it() -> None:
    assert Agreed() == Agreed(where=None, interpreter=None, note=None, why=None)
