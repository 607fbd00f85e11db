"""The clocks: which dates a person is promised, by law or by the centre, and how long is left.

Calendar days, counted from the Danish date of the inquiry; due on day + N, "senest den …" (design §5).
A clock is stored when it is promised, so an edited policy never moves a promise already given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.rules import law
from app.rules.answers import AgeBand, ForWhom, Substance, Wish
from app.rules.centre_policy import CentrePolicy
from app.rules.law import LawText

PROMISE = "centre"  # the basis of what no law demands: the centre's own word


class ClockKind(StrEnum):
    """What is counted. The order is the order on the screen."""

    OPEN_COUNSELLING = "open_counselling"
    TREATMENT_ALCOHOL = "treatment_alcohol"
    TREATMENT_DRUGS = "treatment_drugs"
    TREATMENT_DRUGS_ANONYMOUS = "treatment_drugs_anonymous"  # a target, never a guarantee
    TREATMENT_UNSPECIFIED = "treatment_unspecified"  # treatment is wished, for what was not told
    DOCTOR = "doctor"
    INTEGRATED_TREATMENT = "integrated_treatment"  # the region's duty, not the centre's
    COMPLAINT = "complaint"  # the citizen's deadline, not the centre's


TREATMENT_KINDS = frozenset(
    {
        ClockKind.TREATMENT_ALCOHOL,
        ClockKind.TREATMENT_DRUGS,
        ClockKind.TREATMENT_DRUGS_ANONYMOUS,
        ClockKind.TREATMENT_UNSPECIFIED,
        ClockKind.DOCTOR,
    }
)


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One promise. ``due_on`` is ``None`` where there is neither law nor target, and the screen says so.

    ``basis`` is a key in ``law.LAWS`` or ``PROMISE``. ``is_target``: the centre aims at it, nobody may claim it.
    ``running`` is false once the citizen no longer wants it, and while it is paused. ``met_on`` is the day on which
    what was promised begins, once that is decided: the promise is kept, and runs no more.
    """

    kind: ClockKind
    starts_on: date
    due_on: date | None
    basis: str
    is_law: bool
    is_target: bool
    running: bool = True
    met_on: date | None = None

    @property
    def promised(self) -> bool:
        """Whether somebody may hold the centre to ``due_on``."""
        return self.due_on is not None and not self.is_target


class DayNumber(NamedTuple):
    """'dag 11 af 14'. Day 0 is the day the wish was sent."""

    day: int
    of: int


def promised_clocks(
    *,
    for_whom: ForWhom,
    wish: Wish | None,
    substance: Substance | None,
    named: bool,
    age: AgeBand | None,
    hypothetical: bool,
    sent_on: date,
    policy: CentrePolicy,
) -> tuple[Clock, ...]:
    """The clocks that start on ``sent_on`` for what this person has told (B1, B2, B7, C1, N1).

    Every inquiry has open counselling, a relative's and a professional's too; one that says
    'I ask without saying who we are' has none (N7). Only a person's own wish for treatment starts the others.
    """
    del age  # under 18 the duty and the clock hold just the same (C1); it is asked for so that nobody adds a limit
    if hypothetical:
        return ()
    counselling = _centre_promise(ClockKind.OPEN_COUNSELLING, sent_on, policy.open_counselling_days)
    if for_whom is not ForWhom.SELF or wish is not Wish.TREATMENT:
        return (counselling,)
    return (counselling, *_treatment_clocks(substance, named, sent_on, policy))


def _treatment_clocks(
    substance: Substance | None, named: bool, wished_on: date, policy: CentrePolicy
) -> Iterable[Clock]:
    days = policy.treatment_days
    if substance in (None, Substance.OTHER):
        # Not told is not held against anybody. With a name, both laws give 14 days. Without one only
        # alcohol's does, so we may aim but not promise; the day of the wish is kept for when it is told.
        due_days = days if named else policy.anonymous_drug_target_days
        yield _clock(ClockKind.TREATMENT_UNSPECIFIED, wished_on, due_days, is_target=not named)
    if substance in (Substance.ALCOHOL, Substance.BOTH):
        yield _clock(ClockKind.TREATMENT_ALCOHOL, wished_on, days, by=law.ALCOHOL_TREATMENT, is_law=True)
    if substance in (Substance.DRUGS, Substance.BOTH):
        if named:
            yield _clock(ClockKind.TREATMENT_DRUGS, wished_on, days, by=law.DRUG_TREATMENT, is_law=True)
        else:
            target, by = policy.anonymous_drug_target_days, law.ANONYMOUS_DRUG_TREATMENT
            yield _clock(ClockKind.TREATMENT_DRUGS_ANONYMOUS, wished_on, target, by=by, is_target=True)
        if policy.doctor_days is not None:
            yield _centre_promise(ClockKind.DOCTOR, wished_on, policy.doctor_days)


def integrated_treatment_clock(received_by_region_on: date) -> Clock:
    """The region's clock for mental illness and substances together, from the day it got our referral (E4)."""
    by = law.INTEGRATED_TREATMENT
    return _clock(ClockKind.INTEGRATED_TREATMENT, received_by_region_on, by.days, by=by, is_law=True)


def complaint_clock(decision_received_on: date, policy: CentrePolicy) -> Clock | None:
    """The last day a complaint can be sent (C9); ``None`` where the centre's standard states no number of days."""
    if policy.complaint_days is None:
        return None
    return _clock(ClockKind.COMPLAINT, decision_received_on, policy.complaint_days, by=law.COMPLAINT, is_law=True)


def _centre_promise(kind: ClockKind, starts_on: date, days: int) -> Clock:
    return _clock(kind, starts_on, days)


def _clock(
    kind: ClockKind,
    starts_on: date,
    days: int | None,
    *,
    by: LawText | None = None,
    is_law: bool = False,
    is_target: bool = False,
) -> Clock:
    due_on = None if days is None else starts_on + timedelta(days=days)
    basis = by.key if by else PROMISE
    return Clock(kind=kind, starts_on=starts_on, due_on=due_on, basis=basis, is_law=is_law, is_target=is_target)


def days_left(clock: Clock, today: date) -> int | None:
    """Whole days until it is due: 0 on the last day, negative once it is broken, ``None`` without a date."""
    return None if clock.due_on is None else (clock.due_on - today).days


def day_number(clock: Clock, today: date) -> DayNumber | None:
    """How far the clock has come, and of how many days; ``None`` without a date (N1)."""
    if clock.due_on is None:
        return None
    return DayNumber((today - clock.starts_on).days, (clock.due_on - clock.starts_on).days)


def nearest_due(clocks: Iterable[Clock], today: date) -> Clock | None:
    """The started, running clock of the centre's own that is due first; a broken one is nearer than any other.

    On the same day law comes before promise, and promise before target.
    """
    counted = [clock for clock in clocks if clock.running and clock.starts_on <= today and _ours(clock)]
    dated = [(clock.due_on, clock.is_target, not clock.is_law, clock) for clock in counted if clock.due_on]
    return min(dated, key=lambda each: each[:3])[3] if dated else None


def _ours(clock: Clock) -> bool:
    return clock.kind not in (ClockKind.COMPLAINT, ClockKind.INTEGRATED_TREATMENT)
