"""Follow-up's rules: the standards' own days, only with a yes, and kept no longer than they need."""

from dataclasses import replace
from datetime import date

import pytest

from app.rules.answers import State
from app.rules.follow_up import (
    Due,
    FollowUpKind,
    FollowUpPlan,
    has_follow_up,
    kept_until,
    next_review,
    next_try,
    obstacle_to_follow_up,
    obstacle_to_return,
    planned,
    would_be_planned,
)
from app.rules.obstacle import Obstacle
from app.rules.triage import Role
from tests.rules import policies

BEGAN = date(2026, 12, 1)
HADERSLEV = replace(policies.HADERSLEV, plan_review_months=3, follow_up_months_after_end=(1, 6))
ISHOEJ = replace(policies.ISHOEJ, follow_up_days_after_start=(42, 180), follow_up_months_after_end=(3, 9))
KOEBENHAVN = policies.EAGER


def days(plan: FollowUpPlan, policy: object, today: date = BEGAN) -> list[tuple[str, date]]:
    return [(each.kind, each.on) for each in planned(plan, policy, today=today)]  # type: ignore[arg-type]


def test_without_a_yes_there_is_nothing() -> None:
    for yes in (None, False):
        assert planned(FollowUpPlan(yes=yes, began_on=BEGAN), ISHOEJ, today=BEGAN) == ()
    assert len(would_be_planned(FollowUpPlan(began_on=BEGAN), ISHOEJ)) == 2, "so that it can be said before the yes"


def test_each_standard_has_its_own_days() -> None:
    began = FollowUpPlan(yes=True, began_on=BEGAN)
    assert days(began, HADERSLEV) == [("plan_review", date(2027, 3, 1))]
    assert days(began, ISHOEJ) == [("after_start", date(2027, 1, 12)), ("after_start", date(2027, 5, 31))], (
        "never on a Sunday"
    )
    ended = FollowUpPlan(yes=True, began_on=BEGAN, ended_on=date(2027, 1, 31))
    assert days(ended, HADERSLEV) == [("after_end", date(2027, 3, 1)), ("after_end", date(2027, 8, 2))]
    assert days(ended, ISHOEJ) == [("after_end", date(2027, 4, 30)), ("after_end", date(2027, 11, 1))]
    assert not has_follow_up(KOEBENHAVN)
    assert days(began, KOEBENHAVN) == []


def test_what_is_past_is_not_planned_again() -> None:
    began = FollowUpPlan(yes=True, began_on=BEGAN)
    assert days(began, ISHOEJ, date(2027, 1, 13)) == [("after_start", date(2027, 5, 31))]


def test_nothing_begun_is_nothing_to_follow_up() -> None:
    assert planned(FollowUpPlan(yes=True), HADERSLEV, today=BEGAN) == ()


def test_a_plan_is_looked_at_again_and_three_tries_are_enough() -> None:
    assert next_review(date(2027, 3, 5), HADERSLEV) == date(2027, 6, 4), "at the latest, so the Friday before"
    assert next_review(date(2027, 3, 5), ISHOEJ) is None
    assert next_try(BEGAN, 1) == date(2026, 12, 8)
    assert next_try(BEGAN, 2) == date(2026, 12, 8)
    assert next_try(BEGAN, 3) is None


@pytest.mark.parametrize(
    ("last", "expected"),
    [(None, date(2027, 3, 1)), (date(2027, 1, 1), date(2027, 3, 1)), (date(2027, 6, 1), date(2027, 7, 1))],
)
def test_it_is_kept_until_the_last_one_is_over_and_else_as_usual(last: date | None, expected: date) -> None:
    dues = [Due(last, FollowUpKind.AFTER_END)] if last else []
    assert kept_until(BEGAN, HADERSLEV, dues) == expected


def test_a_month_is_left_when_the_last_one_is_over_and_the_usual_day_is_gone() -> None:
    assert kept_until(BEGAN, HADERSLEV, [], today=date(2027, 6, 10)) == date(2027, 7, 10)
    assert kept_until(BEGAN, HADERSLEV, [], today=date(2027, 2, 20)) == date(2027, 3, 1), "not longer than usual"


def test_who_may() -> None:
    assert obstacle_to_follow_up(role=Role.ADMINISTRATOR) is Obstacle.ROLE_OPENS_NOTHING
    assert obstacle_to_follow_up(role=Role.COUNSELLOR) is None
    assert obstacle_to_return(state=State.CLOSED) is None
    assert obstacle_to_return(state=State.DECIDED) is Obstacle.STILL_OPEN
