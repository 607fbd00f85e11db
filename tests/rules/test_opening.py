"""Open now, until when, open next, and when a message is read (N8, A13), through holidays and changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.danish_days import COPENHAGEN
from app.rules.opening import (
    MIDNIGHT,
    Opening,
    OpeningHours,
    Span,
    next_working_day,
    reply_by,
    state_at,
    when_read,
)

OFFICE = Span(time(8), time(16))
WEEKDAYS = OpeningHours(week=((OFFICE,),) * 5 + ((),) * 2)
SPLIT = OpeningHours(week=((Span(time(10), time(12)), Span(time(13), time(16))), *((),) * 6))
EVENINGS = OpeningHours(week=((Span(time(18), time(23)),),) * 7)
NIGHT = OpeningHours(week=((Span(time(0), time(2)), Span(time(22), MIDNIGHT)),) * 7)
ALWAYS = OpeningHours(always=True)
NEVER = OpeningHours()
TOO_SHORT = r"A span closes after it opens; one past midnight is written as two\."
OUT_OF_ORDER = r"The spans of a day stand in order and do not overlap\."
NONE: frozenset[date] = frozenset()
# Easter 2027: Maundy Thursday, Good Friday, Easter Monday (25, 26 and 29 March); the clocks change on the 28th.
EASTER = frozenset({date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 28), date(2027, 3, 29)})
CHRISTMAS = frozenset(
    {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 31), date(2027, 1, 1)}
)


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=COPENHAGEN)


def open_until(moment: datetime | None) -> Opening:
    return Opening(open_now=True, until=moment)


def closed_until(moment: datetime | None) -> Opening:
    return Opening(open_now=False, opens_at=moment)


@pytest.mark.parametrize(
    ("hours", "moment", "closed", "expected"),
    [
        pytest.param(
            WEEKDAYS, at(2026, 11, 24, 13, 40), NONE, open_until(at(2026, 11, 24, 16)), id="N8 open until four"
        ),
        pytest.param(
            WEEKDAYS, at(2026, 11, 24, 8), NONE, open_until(at(2026, 11, 24, 16)), id="N8 opens on the minute"
        ),
        pytest.param(
            WEEKDAYS, at(2026, 11, 24, 7, 59), NONE, closed_until(at(2026, 11, 24, 8)), id="N8 a minute early"
        ),
        pytest.param(
            WEEKDAYS, at(2026, 11, 24, 16), NONE, closed_until(at(2026, 11, 25, 8)), id="N8 closes on the minute"
        ),
        pytest.param(
            WEEKDAYS, at(2026, 11, 27, 17), NONE, closed_until(at(2026, 11, 30, 8)), id="N8 Friday evening: Monday"
        ),
        pytest.param(WEEKDAYS, at(2026, 11, 29, 12), NONE, closed_until(at(2026, 11, 30, 8)), id="N8 Sunday: Monday"),
        pytest.param(
            SPLIT, at(2026, 11, 23, 12, 30), NONE, closed_until(at(2026, 11, 23, 13)), id="N8 closed for lunch"
        ),
        pytest.param(SPLIT, at(2026, 11, 23, 11), NONE, open_until(at(2026, 11, 23, 12)), id="N8 until lunch"),
        pytest.param(SPLIT, at(2026, 11, 23, 16), NONE, closed_until(at(2026, 11, 30, 10)), id="N8 a week ahead"),
        pytest.param(
            EVENINGS, at(2026, 11, 24, 13, 40), NONE, closed_until(at(2026, 11, 24, 18)), id="N8 opens at six"
        ),
        pytest.param(
            NIGHT, at(2026, 11, 24, 23), NONE, open_until(at(2026, 11, 25, 2)), id="N8 past midnight is one night"
        ),
        pytest.param(NIGHT, at(2026, 11, 25, 1), NONE, open_until(at(2026, 11, 25, 2)), id="N8 after midnight"),
        pytest.param(NIGHT, at(2026, 11, 25, 2), NONE, closed_until(at(2026, 11, 25, 22)), id="N8 the night is over"),
        pytest.param(ALWAYS, at(2026, 12, 25, 3), CHRISTMAS, open_until(None), id="N8 112 is open at Christmas"),
        pytest.param(NEVER, at(2026, 11, 24, 12), NONE, closed_until(None), id="N8 one that never opens"),
        pytest.param(
            WEEKDAYS, at(2026, 12, 23, 17), CHRISTMAS, closed_until(at(2026, 12, 28, 8)), id="N8 over Christmas"
        ),
        pytest.param(
            WEEKDAYS, at(2026, 12, 24, 10), CHRISTMAS, closed_until(at(2026, 12, 28, 8)), id="N8 Christmas Eve"
        ),
        pytest.param(WEEKDAYS, at(2026, 12, 30, 17), CHRISTMAS, closed_until(at(2027, 1, 4, 8)), id="N8 over New Year"),
        pytest.param(WEEKDAYS, at(2027, 3, 24, 17), EASTER, closed_until(at(2027, 3, 30, 8)), id="N8 over Easter"),
        pytest.param(
            WEEKDAYS,
            datetime(2026, 11, 24, 6, 30, tzinfo=UTC),
            NONE,
            closed_until(at(2026, 11, 24, 8)),
            id="N8 UTC, winter",
        ),
        pytest.param(
            WEEKDAYS, datetime(2026, 7, 1, 6, 30, tzinfo=UTC), NONE, open_until(at(2026, 7, 1, 16)), id="N8 UTC, summer"
        ),
        pytest.param(
            WEEKDAYS,
            datetime(2026, 11, 29, 23, 30, tzinfo=UTC),
            NONE,
            closed_until(at(2026, 11, 30, 8)),
            id="N8 23:30 UTC",
        ),
    ],
)
def test_how_a_door_stands(hours: OpeningHours, moment: datetime, closed: frozenset[date], expected: Opening) -> None:
    assert state_at(hours, moment, closed) == expected


EARLY = OpeningHours(week=((Span(time(1), time(5)),),) * 7)
IN_THE_GAP = OpeningHours(week=(*((),) * 6, (Span(time(2, 15), time(3)),)))


@pytest.mark.parametrize(
    ("moment", "open_now"),
    [
        pytest.param(datetime(2027, 3, 27, 23, 59, tzinfo=UTC), False, id="spring: 00:59, closed"),
        pytest.param(datetime(2027, 3, 28, 0, 0, tzinfo=UTC), True, id="spring: 01:00, opens"),
        pytest.param(datetime(2027, 3, 28, 1, 0, tzinfo=UTC), True, id="spring: 03:00, open through the missing hour"),
        pytest.param(datetime(2027, 3, 28, 2, 59, tzinfo=UTC), True, id="spring: 04:59, open"),
        pytest.param(datetime(2027, 3, 28, 3, 0, tzinfo=UTC), False, id="spring: 05:00, closes"),
        pytest.param(datetime(2026, 10, 24, 22, 59, tzinfo=UTC), False, id="autumn: 00:59, closed"),
        pytest.param(datetime(2026, 10, 24, 23, 0, tzinfo=UTC), True, id="autumn: 01:00, opens"),
        pytest.param(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), True, id="autumn: 02:30 the first time"),
        pytest.param(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), True, id="autumn: 02:30 the second time"),
        pytest.param(datetime(2026, 10, 25, 3, 59, tzinfo=UTC), True, id="autumn: 04:59, open"),
        pytest.param(datetime(2026, 10, 25, 4, 0, tzinfo=UTC), False, id="autumn: 05:00, closes"),
    ],
)
def test_the_nights_when_the_clocks_change(moment: datetime, open_now: bool) -> None:
    assert state_at(EARLY, moment, NONE).open_now is open_now


def test_a_span_that_ends_with_the_missing_hour_never_was() -> None:
    assert state_at(IN_THE_GAP, datetime(2027, 3, 28, 0, 30, tzinfo=UTC), NONE) == closed_until(at(2027, 4, 4, 2, 15))


@pytest.mark.parametrize(
    ("moment", "closed", "read", "answered"),
    [
        pytest.param(
            at(2026, 11, 24, 13, 40), NONE, date(2026, 11, 24), date(2026, 11, 25), id="A13 today, answer tomorrow"
        ),
        pytest.param(at(2026, 11, 24, 15, 59), NONE, date(2026, 11, 24), date(2026, 11, 25), id="A13 a minute to four"),
        pytest.param(at(2026, 11, 24, 16), NONE, date(2026, 11, 25), date(2026, 11, 26), id="A13 at four: tomorrow"),
        pytest.param(at(2026, 11, 24, 6), NONE, date(2026, 11, 24), date(2026, 11, 25), id="A13 early: today"),
        pytest.param(
            at(2026, 11, 27, 10), NONE, date(2026, 11, 27), date(2026, 11, 30), id="A13 Friday: answer on Monday"
        ),
        pytest.param(
            at(2026, 11, 27, 20), NONE, date(2026, 11, 30), date(2026, 12, 1), id="A13 Friday evening: Monday"
        ),
        pytest.param(at(2027, 3, 24, 10), EASTER, date(2027, 3, 24), date(2027, 3, 30), id="A13 before Easter"),
        pytest.param(at(2027, 3, 26, 10), EASTER, date(2027, 3, 30), date(2027, 3, 31), id="A13 on Good Friday"),
        pytest.param(at(2026, 12, 30, 17), CHRISTMAS, date(2027, 1, 4), date(2027, 1, 5), id="A13 before New Year"),
        pytest.param(
            datetime(2026, 11, 24, 23, 30, tzinfo=UTC), NONE, date(2026, 11, 25), date(2026, 11, 26), id="A13 23:30 UTC"
        ),
    ],
)
def test_when_it_is_read_and_answered(moment: datetime, closed: frozenset[date], read: date, answered: date) -> None:
    assert when_read(WEEKDAYS, moment, closed) == read
    assert reply_by(WEEKDAYS, moment, closed, working_days=1) == answered


def test_an_always_open_line_reads_at_once() -> None:
    assert when_read(ALWAYS, at(2026, 12, 25, 3), CHRISTMAS) == date(2026, 12, 25)


def test_nobody_reads_and_so_no_day_is_promised() -> None:
    assert when_read(NEVER, at(2026, 11, 24, 12), NONE) is None
    assert reply_by(NEVER, at(2026, 11, 24, 12), NONE, working_days=1) is None


@pytest.mark.parametrize(("closed_days", "opens"), [(59, date(2027, 1, 22)), (60, None)])
def test_what_opens_more_than_sixty_days_ahead_is_not_told(closed_days: int, opens: date | None) -> None:
    every_day = OpeningHours(week=((OFFICE,),) * 7)
    closed = frozenset(date(2026, 11, 24) + timedelta(days=ahead) for ahead in range(closed_days))
    assert when_read(every_day, at(2026, 11, 24, 12), closed) == opens


def test_two_spans_that_meet_are_one() -> None:
    hours = OpeningHours(week=((Span(time(8), time(12)), Span(time(12), time(16))),) * 7)
    assert state_at(hours, at(2026, 11, 24, 9), NONE) == open_until(at(2026, 11, 24, 16))


def test_after_two_spans_that_meet_the_next_day_is_told() -> None:
    hours = OpeningHours(week=((Span(time(8), time(12)), Span(time(12), time(16))),) * 7)
    assert state_at(hours, at(2026, 11, 24, 17), NONE) == closed_until(at(2026, 11, 25, 8))


def test_an_hour_that_is_skipped_whole_opens_nothing() -> None:
    missing = OpeningHours(week=(*((),) * 6, (Span(time(2), time(3)),)))
    assert state_at(missing, datetime(2027, 3, 28, 0, 30, tzinfo=UTC), NONE) == closed_until(at(2027, 4, 4, 2))


def test_five_working_days_are_a_week() -> None:
    assert reply_by(WEEKDAYS, at(2026, 11, 24, 12), NONE, working_days=5) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        pytest.param(date(2026, 11, 24), date(2026, 11, 25), id="Tuesday: Wednesday"),
        pytest.param(date(2026, 11, 27), date(2026, 11, 30), id="Friday: Monday"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 30), id="Saturday: Monday"),
        pytest.param(date(2027, 3, 24), date(2027, 3, 30), id="before Easter: Tuesday after"),
        pytest.param(date(2028, 2, 28), date(2028, 2, 29), id="28 February: 29 February"),
    ],
)
def test_the_next_working_day(day: date, following: date) -> None:
    assert next_working_day(day, EASTER) == following


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        pytest.param((Span(time(16), time(8)),), TOO_SHORT, id="closes before it opens"),
        pytest.param((Span(time(8), time(8)),), TOO_SHORT, id="open for no time"),
        pytest.param((Span(time(10), time(12)), Span(time(11), time(13))), OUT_OF_ORDER, id="two that overlap"),
        pytest.param((Span(time(13), time(16)), Span(time(10), time(12))), OUT_OF_ORDER, id="in the wrong order"),
        pytest.param((Span(time(20), MIDNIGHT), Span(time(22), time(23))), OUT_OF_ORDER, id="one after midnight"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(spans: tuple[Span, ...], said: str) -> None:
    """The words are shown to whoever edits the catalogue."""
    with pytest.raises(ValueError, match=f"^{said}$"):
        OpeningHours(week=(spans, *((),) * 6))


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match=r"^A week has seven days, Monday first\.$"):
        OpeningHours(week=((),) * 6)


@settings(deadline=None)
@given(
    minutes=some.integers(0, 60 * 24 * 365),
    hours=some.sampled_from([WEEKDAYS, SPLIT, EVENINGS, NIGHT, EARLY]),
    closed=some.sampled_from([NONE, EASTER, CHRISTMAS]),
)
def test_what_is_said_holds_at_the_moment_it_names(minutes: int, hours: OpeningHours, closed: frozenset[date]) -> None:
    moment = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    now = state_at(hours, moment, closed)
    turn = now.until or now.opens_at
    assert turn is not None
    assert turn > moment
    assert state_at(hours, turn, closed).open_now is not now.open_now
    just_before = turn.astimezone(UTC) - timedelta(seconds=1)
    assert state_at(hours, just_before, closed).open_now is now.open_now
