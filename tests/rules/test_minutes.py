"""Minutes since 1970: what the wall clock skips or repeats cannot mix anybody up."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.rules.danish_days import COPENHAGEN
from app.rules.minutes import day_minutes, local_minute, minute_of, moment_of

SPRING, AUTUMN = date(2027, 3, 28), date(2026, 10, 25)


def test_minutes_are_counted_from_1970() -> None:
    assert minute_of(datetime(1970, 1, 1, 0, 1, tzinfo=UTC)) == 1
    assert minute_of(datetime(1970, 1, 1, 0, 1, 59, 999999, tzinfo=UTC)) == 1
    assert moment_of(1) == datetime(1970, 1, 1, 0, 1, tzinfo=UTC)


def test_a_moment_and_its_minute_are_the_same() -> None:
    moment = datetime(2026, 11, 24, 14, 30, tzinfo=COPENHAGEN)
    assert moment_of(minute_of(moment)) == moment
    assert moment_of(minute_of(moment)).tzinfo is UTC


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^A moment needs a time zone\.$"):
        minute_of(datetime(2026, 11, 24, 14, 30))  # noqa: DTZ001


def test_a_wall_clock_time_is_an_hour_earlier_in_summer() -> None:
    assert moment_of(local_minute(date(2026, 1, 5), time(9))) == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert moment_of(local_minute(date(2026, 7, 6), time(9))) == datetime(2026, 7, 6, 7, tzinfo=UTC)


def test_a_skipped_time_is_the_hour_after() -> None:
    assert local_minute(SPRING, time(2, 30)) == local_minute(SPRING, time(3, 30))


def test_a_repeated_time_is_the_first() -> None:
    assert moment_of(local_minute(AUTUMN, time(2, 30))) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert local_minute(AUTUMN, time(3)) - local_minute(AUTUMN, time(2)) == 120


@pytest.mark.parametrize(("day", "long"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 11, 24), 24)])
def test_a_day_has_23_24_or_25_hours_and_ends_where_the_next_begins(day: date, long: int) -> None:
    begins, ends = day_minutes(day)
    assert ends - begins == long * 60
    assert ends == day_minutes(day + timedelta(days=1))[0]
