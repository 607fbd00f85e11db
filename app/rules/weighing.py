"""What a proposal has to weigh: whether less would do (C12), and whether one plan should hold several efforts (C8)."""

from collections.abc import Iterable

from app.rules.answers import Answers, ForWhom, Substance, Topic
from app.rules.eligibility import Match, Verdict
from app.rules.services import Service

MOST_AREAS_ALONE = 2  # with more life areas than this, one plan for all of them is offered
_SUBSTANCES = frozenset({Topic.ALCOHOL, Topic.DRUGS})


def less_intrusive(matches: Iterable[Match], chosen: Service) -> tuple[Service, ...]:
    """What is open to this person and asks less of a life: the reason must say why it is not enough (C12)."""
    if not chosen.kind.is_treatment:
        return ()
    found = [each.service for each in matches if each.decision.verdict is Verdict.OPEN]
    return tuple(each for each in found if each.kind.is_treatment and each.intrusiveness < chosen.intrusiveness)


def areas_for_a_plan(answers: Answers) -> tuple[Topic, ...]:
    """The life areas that one plan for all of them could hold together, in the citizen's order (C8); else none."""
    areas = tuple(topic for topic in answers.topics if topic not in _SUBSTANCES)
    about_substances = bool(_SUBSTANCES & set(answers.topics)) or answers.substance in (
        Substance.ALCOHOL,
        Substance.DRUGS,
        Substance.BOTH,
    )
    counted = len(areas) + about_substances
    return areas if answers.for_whom is ForWhom.SELF and counted > MOST_AREAS_ALONE else ()
