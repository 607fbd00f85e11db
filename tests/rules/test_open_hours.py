"""When somebody can be met: weekly hours on the wall clock, and every way in which a day may differ."""

from datetime import date, time, timedelta

import pytest

from app.rules.minutes import day_minutes
from app.rules.open_hours import ExceptionKind, Hours, RuleKind, Window
from app.rules.services import Mode
from tests.rules.calendar_days import METTE, SINCE, at, every_day, exception, hours, rule, spans

TUESDAY = date(2026, 11, 24)
CLOSED, EXTRA, REPLACE = ExceptionKind.CLOSED, ExceptionKind.EXTRA, ExceptionKind.REPLACE
PHONE = frozenset({Mode.PHONE})


def bookable(found: Hours, day: date = TUESDAY) -> list[tuple[str, str]]:
    return spans(found.bookable(METTE, day))


def test_weekly_hours_hold_on_their_weekday_only() -> None:
    found = hours([rule(9, 15)])
    assert bookable(found) == [("09:00", "15:00")]
    assert bookable(found, TUESDAY + timedelta(days=1)) == []
    assert bookable(found, TUESDAY - timedelta(days=1)) == []
    assert bookable(found, TUESDAY + timedelta(days=7)) == [("09:00", "15:00")]


def test_weekly_hours_hold_from_their_first_day_to_their_last() -> None:
    first, last = TUESDAY, TUESDAY + timedelta(days=14)
    found = hours([rule(9, 15, valid_from=first, valid_to=last)])
    days = [TUESDAY + timedelta(days=number) for number in (-7, 0, 7, 14, 21)]
    assert [bool(bookable(found, day)) for day in days] == [False, True, True, True, False]


def test_what_belongs_to_somebody_else_is_not_theirs() -> None:
    assert bookable(hours([rule(9, 15, owner=2)])) == []


def test_nobody_is_met_outside_the_centres_hours() -> None:
    centre = [rule(10, 14, owner=None)]
    assert bookable(hours([*centre, rule(9, 15)], centre_open=False)) == [("10:00", "14:00")]
    assert bookable(hours([*centre, rule(11, 12)], centre_open=False)) == [("11:00", "12:00")]
    assert bookable(hours([*centre, rule(14, 16)], centre_open=False)) == []
    assert bookable(hours([*centre, rule(7, 10)], centre_open=False)) == []
    assert bookable(hours([rule(9, 15)], centre_open=False)) == []


def test_a_centre_open_twice_a_day_opens_twice() -> None:
    centre = [rule(8, 11, owner=None), rule(13, 17, owner=None)]
    assert bookable(hours([*centre, rule(9, 15)], centre_open=False)) == [("09:00", "11:00"), ("13:00", "15:00")]


def test_only_ways_of_meeting_that_both_have_are_open() -> None:
    found = hours([rule(8, 16, owner=None, modes=PHONE), rule(9, 15)], centre_open=False)
    assert [each.modes for each in found.bookable(METTE, TUESDAY)] == [PHONE]
    nothing = hours([rule(8, 16, owner=None, modes=PHONE), rule(9, 15, modes={Mode.ONLINE})], centre_open=False)
    assert nothing.bookable(METTE, TUESDAY) == []


def test_hours_kept_for_first_talks_stay_so_whoever_keeps_them() -> None:
    own = hours([rule(9, 15, first_talks_only=True)])
    centre = hours([rule(8, 16, owner=None, first_talks_only=True), rule(9, 15)], centre_open=False)
    neither = hours([rule(9, 15)])
    kept = [found.bookable(METTE, TUESDAY)[0].first_talks_only for found in (own, centre, neither)]
    assert kept == [True, True, False]


def test_hours_end_at_midnight_where_they_are_said_to() -> None:
    found = hours([rule(20, 24)])
    assert found.bookable(METTE, TUESDAY)[0].ends == day_minutes(TUESDAY)[1]


def test_hours_that_end_before_they_begin_open_nothing() -> None:
    assert bookable(hours([rule(15, 9)])) == []
    assert bookable(hours([rule(9, 9)])) == []


def test_hours_that_open_nothing_are_not_there_at_all() -> None:
    assert hours([rule(9, 9)]).windows(METTE, TUESDAY) == []


def test_hours_of_one_length_stand_in_the_order_of_their_rules() -> None:
    found = hours([rule(9, 15), rule(9, 15, modes=PHONE), rule(8, 9), rule(9, 10)])
    assert [(each.modes == PHONE, *spans([each])) for each in found.windows(METTE, TUESDAY)] == [
        (False, ("08:00", "09:00")),
        (False, ("09:00", "10:00")),
        (False, ("09:00", "15:00")),
        (True, ("09:00", "15:00")),
    ]


def test_a_meeting_at_either_end_leaves_the_rest_and_no_crumb() -> None:
    rules = [rule(9, 15), rule(9, 10, kind=RuleKind.MEETING), rule(14, 15, kind=RuleKind.MEETING)]
    assert bookable(hours(rules)) == [("10:00", "14:00")]


def test_half_written_hours_are_the_whole_day() -> None:
    assert bookable(hours([rule(9, 15)], [exception(CLOSED, TUESDAY, opens=time(12))])) == []
    assert bookable(hours([rule(9, 15)], [exception(CLOSED, TUESDAY, closes=time(12))])) == []


def test_absence_takes_the_whole_day_or_some_hours_of_it() -> None:
    assert bookable(hours([rule(9, 15)], [exception(CLOSED, TUESDAY)])) == []
    lunch = exception(CLOSED, TUESDAY, opens=time(12), closes=time(13))
    assert bookable(hours([rule(9, 15)], [lunch])) == [("09:00", "12:00"), ("13:00", "15:00")]
    late = exception(CLOSED, TUESDAY, opens=time(8), closes=time(10))
    assert bookable(hours([rule(9, 15)], [late])) == [("10:00", "15:00")]
    early = exception(CLOSED, TUESDAY, opens=time(14), closes=time(18))
    assert bookable(hours([rule(9, 15)], [early])) == [("09:00", "14:00")]
    around = exception(CLOSED, TUESDAY, opens=time(15), closes=time(16))
    assert bookable(hours([rule(9, 15)], [around])) == [("09:00", "15:00")]
    before = exception(CLOSED, TUESDAY, opens=time(8), closes=time(9))
    assert bookable(hours([rule(9, 15)], [before])) == [("09:00", "15:00")]


def test_absence_holds_from_its_first_day_to_its_last_and_for_its_owner() -> None:
    away = exception(CLOSED, TUESDAY, TUESDAY + timedelta(days=1))
    found = hours(every_day(9, 15), [away])
    days = [TUESDAY + timedelta(days=number) for number in (-1, 0, 1, 2)]
    assert [bool(bookable(found, day)) for day in days] == [True, False, False, True]
    assert bookable(hours([rule(9, 15)], [exception(CLOSED, TUESDAY, owner=2)])) == [("09:00", "15:00")]


def test_two_absences_take_both() -> None:
    away = [exception(CLOSED, TUESDAY, opens=time(hour), closes=time(hour + 1)) for hour in (10, 13)]
    assert bookable(hours([rule(9, 15)], away)) == [("09:00", "10:00"), ("11:00", "13:00"), ("14:00", "15:00")]


def test_a_day_the_centre_closes_is_closed_for_everybody() -> None:
    assert bookable(hours([rule(9, 15)], [exception(CLOSED, TUESDAY, owner=None)])) == []
    afternoon = exception(CLOSED, TUESDAY, owner=None, opens=time(12), closes=time(0))
    assert bookable(hours([rule(9, 15)], [afternoon])) == [("09:00", "12:00")]


def test_a_public_holiday_is_closed_unless_the_centre_opens_it() -> None:
    closed = hours([rule(9, 15)], closed_dates=[TUESDAY])
    assert bookable(closed) == []
    extra = exception(EXTRA, TUESDAY, owner=None, opens=time(10), closes=time(12))
    assert bookable(hours([rule(9, 15)], [extra], [TUESDAY])) == [("10:00", "12:00")]
    instead = exception(REPLACE, TUESDAY, owner=None, opens=time(13), closes=time(14))
    assert bookable(hours([rule(9, 15)], [instead], [TUESDAY])) == [("13:00", "14:00")]
    half = exception(CLOSED, TUESDAY, owner=None, opens=time(10), closes=time(12))
    assert bookable(hours([rule(9, 15)], [half], [TUESDAY])) == []
    whole = exception(EXTRA, TUESDAY, owner=None)  # without hours it opens nothing
    assert bookable(hours([rule(9, 15)], [whole], [TUESDAY])) == []


def test_a_counsellors_extra_hours_do_not_open_a_holiday() -> None:
    extra = exception(EXTRA, TUESDAY, opens=time(10), closes=time(12))
    assert bookable(hours([rule(9, 15)], [extra], [TUESDAY])) == []


def test_extra_hours_come_beside_the_rules_in_order() -> None:
    extra = exception(EXTRA, TUESDAY, opens=time(7), closes=time(8), modes=PHONE)
    found = hours([rule(9, 15)], [extra])
    assert bookable(found) == [("07:00", "08:00"), ("09:00", "15:00")]
    assert found.bookable(METTE, TUESDAY)[0].modes == PHONE
    assert bookable(found, TUESDAY + timedelta(days=7)) == [("09:00", "15:00")]


def test_hours_instead_take_the_rules_place() -> None:
    instead = exception(REPLACE, TUESDAY, opens=time(12), closes=time(18))
    extra = exception(EXTRA, TUESDAY, opens=time(19), closes=time(20))
    assert bookable(hours([rule(9, 15)], [instead])) == [("12:00", "18:00")]
    assert bookable(hours([rule(9, 15)], [instead, extra])) == [("12:00", "18:00"), ("19:00", "20:00")]


def test_an_exception_is_to_one_kind_of_hours() -> None:
    other = exception(REPLACE, TUESDAY, opens=time(12), closes=time(18), rule=RuleKind.DROP_IN)
    assert bookable(hours([rule(9, 11)], [other])) == [("09:00", "11:00")]
    away = exception(CLOSED, TUESDAY, rule=RuleKind.DROP_IN)  # closed is closed, whatever it was written beside
    assert bookable(hours([rule(9, 11)], [away])) == []


@pytest.mark.parametrize(
    ("kind", "owner"), [(RuleKind.MEETING, METTE), (RuleKind.MEETING, None), (RuleKind.DROP_IN, METTE)]
)
def test_meetings_and_own_drop_in_cannot_be_booked(kind: RuleKind, owner: int | None) -> None:
    found = hours([rule(9, 15), rule(11, 12, kind=kind, owner=owner)])
    assert bookable(found) == [("09:00", "11:00"), ("12:00", "15:00")]


def test_the_centres_drop_in_is_received_by_somebody_else() -> None:
    found = hours(
        [rule(9, 15), rule(11, 12, kind=RuleKind.DROP_IN, owner=None), rule(9, 10, owner=2, kind=RuleKind.MEETING)]
    )
    assert bookable(found) == [("09:00", "15:00")]


def test_a_meeting_that_is_called_off_can_be_booked() -> None:
    meeting = rule(11, 12, kind=RuleKind.MEETING)
    off = exception(CLOSED, TUESDAY, owner=METTE, opens=time(11), closes=time(12), rule=RuleKind.MEETING)
    extra = exception(EXTRA, TUESDAY, opens=time(13), closes=time(14), rule=RuleKind.MEETING)
    assert bookable(hours([rule(9, 15), meeting], [extra])) == [
        ("09:00", "11:00"),
        ("12:00", "13:00"),
        ("14:00", "15:00"),
    ]
    assert bookable(hours([rule(9, 15)], [off])) == [("09:00", "11:00"), ("12:00", "15:00")]


def test_anybody_may_walk_in_when_the_centre_or_somebody_receives() -> None:
    found = hours(
        [
            rule(13, 16, kind=RuleKind.DROP_IN, owner=None),
            rule(10, 12, kind=RuleKind.DROP_IN),
            rule(11, 13, kind=RuleKind.DROP_IN, owner=2),
            rule(18, 19, kind=RuleKind.DROP_IN, owner=3),
        ]
    )
    assert spans(found.drop_in(TUESDAY, [METTE, 2])) == [("10:00", "16:00")]
    assert spans(found.drop_in(TUESDAY, [METTE])) == [("10:00", "12:00"), ("13:00", "16:00")]
    assert spans(found.drop_in(TUESDAY, [])) == [("13:00", "16:00")]
    assert spans(found.drop_in(TUESDAY, [2, 3])) == [("11:00", "16:00"), ("18:00", "19:00")]
    assert found.drop_in(TUESDAY + timedelta(days=1), [METTE, 2, 3]) == []


def test_one_open_door_within_another_is_one() -> None:
    found = hours([rule(9, 17, kind=RuleKind.DROP_IN, owner=None), rule(10, 12, kind=RuleKind.DROP_IN, modes=PHONE)])
    (window,) = found.drop_in(TUESDAY, [METTE])
    assert spans([window]) == [("09:00", "17:00")]
    assert window.modes == frozenset(Mode)


def test_open_doors_that_are_one_are_open_in_every_way() -> None:
    found = hours([rule(9, 11, kind=RuleKind.DROP_IN, modes=PHONE), rule(11, 12, kind=RuleKind.DROP_IN, owner=2)])
    (window,) = found.drop_in(TUESDAY, [METTE, 2])
    assert spans([window]) == [("09:00", "12:00")]
    assert window.modes == frozenset(Mode)


def test_nobody_walks_in_on_a_closed_day() -> None:
    rules = [rule(13, 16, kind=RuleKind.DROP_IN, owner=None), rule(10, 12, kind=RuleKind.DROP_IN)]
    assert hours(rules, closed_dates=[TUESDAY]).drop_in(TUESDAY, [METTE]) == []
    assert hours(rules, [exception(CLOSED, TUESDAY, owner=None)]).drop_in(TUESDAY, [METTE]) == []
    away = hours(rules, [exception(CLOSED, TUESDAY)])
    assert spans(away.drop_in(TUESDAY, [METTE])) == [("13:00", "16:00")]
    morning = exception(CLOSED, TUESDAY, owner=None, opens=time(8), closes=time(9))
    assert spans(hours(rules, [morning]).drop_in(TUESDAY, [METTE])) == [("10:00", "12:00"), ("13:00", "16:00")]
    yesterday = exception(CLOSED, TUESDAY - timedelta(days=1), owner=None)
    assert spans(hours(rules, [yesterday]).drop_in(TUESDAY, [METTE])) == [("10:00", "12:00"), ("13:00", "16:00")]


def test_a_whole_day_has_no_hours() -> None:
    assert exception(CLOSED, TUESDAY).whole_day
    assert exception(CLOSED, TUESDAY, opens=time(8)).whole_day
    assert exception(CLOSED, TUESDAY, closes=time(8)).whole_day
    assert not exception(CLOSED, TUESDAY, opens=time(8), closes=time(9)).whole_day


def test_rules_are_about_every_way_of_meeting_unless_they_say_so() -> None:
    assert rule(9, 15).modes == frozenset(Mode)
    assert exception(EXTRA, TUESDAY).modes == frozenset(Mode)
    assert exception(EXTRA, TUESDAY).rule is RuleKind.BOOKABLE
    assert rule(9, 15).valid_to is None
    assert rule(9, 15).valid_from == SINCE
    assert Window(0, 1, PHONE).first_talks_only is False


@pytest.mark.parametrize("day", [date(2026, 10, 24), date(2026, 10, 25), date(2027, 3, 27), date(2027, 3, 28)])
def test_a_working_day_is_eight_hours_also_when_the_clocks_change(day: date) -> None:
    (window,) = hours(every_day(8, 16)).bookable(METTE, day)
    assert window.ends - window.begins == 8 * 60
    assert spans([window]) == [("08:00", "16:00")]


@pytest.mark.parametrize(("day", "long"), [(date(2027, 3, 28), 5), (date(2026, 10, 25), 7), (date(2026, 10, 24), 6)])
def test_a_night_loses_or_wins_an_hour(day: date, long: int) -> None:
    (window,) = hours(every_day(0, 6)).bookable(METTE, day)
    assert window.ends - window.begins == long * 60


def test_the_hour_that_does_not_exist_is_never_open() -> None:
    spring = date(2027, 3, 28)
    assert hours(every_day(2, 3)).bookable(METTE, spring) == []
    (around,) = hours(every_day(1, 4)).bookable(METTE, spring)
    assert (around.begins, around.ends) == (at(spring, 1), at(spring, 4))
    assert around.ends - around.begins == 120
