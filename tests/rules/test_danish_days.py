"""Which Danish day it is, through both changes of the clocks (B1, N1, N4)."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.rules.answers import ContactTime
from app.rules.danish_days import danish_day, danish_moment, part_of_day


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param(datetime(2026, 11, 24, 12, 40, tzinfo=UTC), date(2026, 11, 24), id="B1 noon is the same day"),
        pytest.param(datetime(2026, 11, 24, 22, 59, tzinfo=UTC), date(2026, 11, 24), id="B1 winter, 22:59 UTC: today"),
        pytest.param(
            datetime(2026, 11, 24, 23, 0, tzinfo=UTC), date(2026, 11, 25), id="B1 winter, 23:00 UTC: tomorrow"
        ),
        pytest.param(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), date(2026, 11, 25), id="B1 23:30 UTC is tomorrow"),
        pytest.param(datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1), id="B1 summer, 21:59 UTC: today"),
        pytest.param(datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2), id="B1 summer, 22:00 UTC: tomorrow"),
        pytest.param(datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1), id="B1 23:30 UTC is next year"),
        pytest.param(datetime(2028, 2, 28, 23, 30, tzinfo=UTC), date(2028, 2, 29), id="B1 23:30 UTC is 29 February"),
        pytest.param(
            datetime(2027, 3, 27, 23, 30, tzinfo=UTC), date(2027, 3, 28), id="N1 the night summer time begins"
        ),
        pytest.param(
            datetime(2027, 3, 28, 22, 30, tzinfo=UTC), date(2027, 3, 29), id="N1 the evening after: an hour earlier"
        ),
        pytest.param(
            datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25), id="N1 the night summer time ends"
        ),
        pytest.param(
            datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 25), id="N1 the evening after: an hour later"
        ),
        pytest.param(
            datetime(2026, 11, 24, 18, 0, tzinfo=timezone(timedelta(hours=-8))), date(2026, 11, 25), id="B1 sent abroad"
        ),
    ],
)
def test_the_danish_day_of_a_moment(moment: datetime, day: date) -> None:
    assert danish_day(moment) == day


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^A moment needs a time zone: a naive one would be read differently on every machine\.$"
    ):
        danish_day(datetime(2026, 11, 24, 12, 40))  # noqa: DTZ001 - that is the point


def test_the_hour_that_comes_twice_is_two_moments_on_one_wall_clock() -> None:
    first, second = (danish_moment(datetime(2026, 10, 25, hour, 30, tzinfo=UTC)) for hour in (0, 1))
    assert (first.hour, second.hour) == (2, 2)
    assert (first.fold, second.fold) == (0, 1)


@pytest.mark.parametrize(
    ("hour", "minute", "part"),
    [
        pytest.param(7, 59, None, id="N4 before eight nobody calls"),
        pytest.param(8, 0, ContactTime.MORNING, id="N4 eight is morning"),
        pytest.param(11, 59, ContactTime.MORNING, id="N4 one minute to twelve is morning"),
        pytest.param(12, 0, ContactTime.AFTERNOON, id="N4 twelve is afternoon"),
        pytest.param(15, 59, ContactTime.AFTERNOON, id="N4 one minute to four is afternoon"),
        pytest.param(16, 0, ContactTime.EVENING, id="N4 four is evening"),
        pytest.param(19, 59, ContactTime.EVENING, id="N4 one minute to eight is evening"),
        pytest.param(20, 0, None, id="N4 from eight nobody calls"),
        pytest.param(0, 0, None, id="N4 nobody calls at midnight"),
    ],
)
def test_the_part_of_the_day_on_the_safe_contact_card(hour: int, minute: int, part: ContactTime | None) -> None:
    winter = datetime(2026, 11, 24, hour, minute, tzinfo=timezone(timedelta(hours=1)))
    assert part_of_day(winter) is part


def test_the_part_of_the_day_follows_summer_time() -> None:
    assert part_of_day(datetime(2026, 7, 1, 6, 0, tzinfo=UTC)) is ContactTime.MORNING
    assert part_of_day(datetime(2026, 11, 24, 6, 0, tzinfo=UTC)) is None
