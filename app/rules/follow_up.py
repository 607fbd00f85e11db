"""Follow-ups: when somebody hears how it goes, only with the citizen's yes, and felt as support (C7, B9, D4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.rules.answers import State
from app.rules.centre_policy import CentrePolicy
from app.rules.obstacle import Obstacle
from app.rules.retention import forget_on, months_after
from app.rules.triage import Role

TRY_AGAIN = timedelta(days=7)
MOST_TRIES = 3  # then it rests: who does not answer three times has answered
GRACE_MONTHS = 1  # kept so long after the last follow-up, so that there is time to call


class FollowUpKind(StrEnum):
    PLAN_REVIEW = "plan_review"
    AFTER_START = "after_start"
    AFTER_END = "after_end"


class FollowUpState(StrEnum):
    PLANNED = "planned"
    DONE = "done"
    UNREACHED = "unreached"
    DECLINED = "declined"  # the citizen said no to this one
    CALLED_OFF = "called_off"  # no longer needed: the yes was taken back, it ended, or they are back


class FollowedUp(StrEnum):
    """How it went, as the desk writes it down."""

    DONE = "done"
    UNREACHED = "unreached"
    DECLINED = "declined"


@dataclass(frozen=True, kw_only=True)
class FollowUpPlan:
    """What is agreed about follow-ups. ``yes`` is ``None`` until the citizen has been asked."""

    yes: bool | None = None
    answered_on: date | None = None
    by_citizen: bool = False
    began_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, order=True)
class Due:
    on: date
    kind: FollowUpKind


def has_follow_up(policy: CentrePolicy) -> bool:
    """Whether the centre follows up at all: where its standard names no days, nobody is asked."""
    return bool(policy.plan_review_months or policy.follow_up_days_after_start or policy.follow_up_months_after_end)


def on_a_weekday(day: date, *, earlier: bool = False) -> date:
    """Nobody is called on a Saturday or a Sunday: the Monday after, or the Friday before where the day is the last."""
    past_friday = day.weekday() - 4
    if past_friday <= 0:
        return day
    return day - timedelta(days=past_friday) if earlier else day + timedelta(days=3 - past_friday)


def planned(plan: FollowUpPlan, policy: CentrePolicy, *, today: date) -> tuple[Due, ...]:
    """Every follow-up that is still ahead, the nearest first. Without a yes there is none."""
    if not plan.yes:
        return ()
    return tuple(each for each in would_be_planned(plan, policy) if each.on >= today)


def would_be_planned(plan: FollowUpPlan, policy: CentrePolicy) -> tuple[Due, ...]:
    """What a yes would mean, so that it can be said before anybody is asked."""
    if plan.ended_on:
        days = (on_a_weekday(months_after(plan.ended_on, each)) for each in policy.follow_up_months_after_end)
        return tuple(sorted(Due(day, FollowUpKind.AFTER_END) for day in days))
    if plan.began_on is None:
        return ()
    found = [
        Due(on_a_weekday(plan.began_on + timedelta(days=days)), FollowUpKind.AFTER_START)
        for days in policy.follow_up_days_after_start
    ]
    if review := next_review(plan.began_on, policy):
        found.append(Due(review, FollowUpKind.PLAN_REVIEW))
    return tuple(sorted(found))


def next_review(done_on: date, policy: CentrePolicy) -> date | None:
    """When the plan is looked at again, counted from the day it was (B9: at least every so many months)."""
    if policy.plan_review_months is None:
        return None
    return on_a_weekday(months_after(done_on, policy.plan_review_months), earlier=True)


def next_try(tried_on: date, tries: int) -> date | None:
    """When to try again after nobody was reached; ``None`` when it has been tried often enough."""
    return tried_on + TRY_AGAIN if tries < MOST_TRIES else None


def kept_until(closed_on: date, policy: CentrePolicy, follow_ups: Iterable[Due], *, today: date | None = None) -> date:
    """The day a closed inquiry is forgotten: a follow-up that was said yes to keeps it until it is over.

    When nothing is planned any more and the usual day is gone by ``today``, a month is left to read it.
    """
    last = max((each.on for each in follow_ups), default=None)
    usual = forget_on(closed_on, policy)
    if last:
        return max(usual, months_after(last, GRACE_MONTHS))
    return months_after(today, GRACE_MONTHS) if today and usual <= today else usual


def obstacle_to_follow_up(*, role: Role) -> Obstacle | None:
    """Why this person may not write down how a follow-up went: any colleague of the centre may."""
    return Obstacle.ROLE_OPENS_NOTHING if role is Role.ADMINISTRATOR else None


def obstacle_to_return(*, state: State) -> Obstacle | None:
    """Why 'I need help again' cannot be said: it is not closed, so it can be written there and then (D2)."""
    return Obstacle.STILL_OPEN if state.open else None
