"""How soon somebody needs an answer, from their own answers, with every reason visible (A7, N13).

The order of the queue is the sum of the reasons shown in a row, and of nothing else. A person may always override it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

from app.rules.answers import Answers, Danger, Home
from app.rules.clocks import Clock, days_left, nearest_due
from app.rules.flags import Flag

SOON_DAYS = 3  # this many days left on a clock, or fewer, makes it urgent


class Urgency(IntEnum):
    """The smaller, the sooner."""

    ACUTE = 1
    SOON = 2
    ROUTINE = 3


class Reason(StrEnum):
    """Why somebody stands where they stand. The row says each of them in words."""

    DANGER = "danger"
    SUICIDAL = "suicidal"
    DANGER_UNSURE = "danger_unsure"
    OVERDUE = "overdue"
    FEW_DAYS_LEFT = "few_days_left"
    WITHDRAWAL = "withdrawal"
    PREGNANT = "pregnant"
    CHILDREN_AT_HOME = "children_at_home"
    UNDER_18 = "under_18"
    BACK = "back"
    INJECTING = "injecting"
    WAITED = "waited"


# Points. Danger outweighs everything else together, and thoughts of not living all but that. A broken promise
# outweighs one about to break; a person who may be in danger outweighs both. Waiting only decides between equals.
# ``_weights`` gives the two that grow.
_POINTS = {
    Reason.DANGER: 10_000,
    Reason.SUICIDAL: 5_000,
    Reason.DANGER_UNSURE: 500,
    Reason.OVERDUE: 300,
    Reason.FEW_DAYS_LEFT: 160,
    Reason.WITHDRAWAL: 155,
    Reason.PREGNANT: 150,
    Reason.CHILDREN_AT_HOME: 140,
    Reason.UNDER_18: 120,
    Reason.BACK: 110,
    Reason.INJECTING: 100,
    Reason.WAITED: 2,
}
_PER_DAY_CLOSER = 20
_WAITED_DAYS_COUNTED = 20


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """How urgent, and why: ``reasons`` the heaviest first, ``weight`` their sum in points."""

    urgency: Urgency
    reasons: tuple[Reason, ...]
    weight: int


def assess(
    answers: Answers, *, promised: tuple[Clock, ...], today: date, last_citizen_activity: date | None = None
) -> Assessment:
    """How urgent an inquiry is ``today``. What was not told weighs nothing.

    ``last_citizen_activity`` is the Danish date of the citizen's last unanswered word, ``None`` when nothing waits.
    It counts in whole days, so that rows do not change places while somebody reads them.
    """
    weights = {
        **_weights_of_answers(answers),
        **_weights_of_clocks(promised, today),
        **_weights_of_waiting(today, last_citizen_activity),
    }
    order = list(Reason)
    reasons = sorted(weights, key=lambda reason: (-weights[reason], order.index(reason)))
    return Assessment(urgency=_urgency(set(weights)), reasons=tuple(reasons), weight=sum(weights.values()))


def _urgency(reasons: set[Reason]) -> Urgency:
    if reasons & {Reason.DANGER, Reason.SUICIDAL}:
        return Urgency.ACUTE
    return Urgency.SOON if reasons - {Reason.WAITED} else Urgency.ROUTINE


def _weights_of_answers(answers: Answers) -> dict[Reason, int]:
    told = {
        Reason.DANGER: answers.danger is Danger.YES,
        Reason.DANGER_UNSURE: answers.danger is Danger.UNSURE,
        Reason.SUICIDAL: Flag.SUICIDAL in answers.flags,
        Reason.WITHDRAWAL: Flag.WITHDRAWAL in answers.flags,
        Reason.INJECTING: Flag.INJECTING in answers.flags,
        Reason.PREGNANT: Home.PREGNANT in answers.home,
        Reason.CHILDREN_AT_HOME: Home.CHILDREN in answers.home or Flag.CHILDREN_AT_HOME in answers.flags,
        Reason.UNDER_18: answers.age is not None and answers.age.under_18,
        Reason.BACK: answers.back is not None,
    }
    return {reason: _POINTS[reason] for reason, holds in told.items() if holds}


def _weights_of_clocks(promised: tuple[Clock, ...], today: date) -> dict[Reason, int]:
    nearest = nearest_due(promised, today)
    left = days_left(nearest, today) if nearest else None
    if left is None or left > SOON_DAYS:
        return {}
    if left < 0:
        return {Reason.OVERDUE: _POINTS[Reason.OVERDUE]}
    return {Reason.FEW_DAYS_LEFT: _POINTS[Reason.FEW_DAYS_LEFT] + _PER_DAY_CLOSER * (SOON_DAYS - left)}


def _weights_of_waiting(today: date, last_citizen_activity: date | None) -> dict[Reason, int]:
    days = (today - last_citizen_activity).days if last_citizen_activity else 0
    return {Reason.WAITED: _POINTS[Reason.WAITED] * min(days, _WAITED_DAYS_COUNTED)} if days > 0 else {}


def queue_key(
    assessment: Assessment, *, due_on: date | None, received_at: datetime, reference: str
) -> tuple[int, int, date, datetime, str]:
    """Sorts the queue: urgency, then the sum of reasons, then nearest date, then who came first.

    The reference decides the rest, so the order is total and the same on every screen.
    """
    return (assessment.urgency, -assessment.weight, due_on or date.max, received_at, reference)
