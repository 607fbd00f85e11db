"""What may close a service: age, substance, where one lives, and the conditions that some services have.

Each limit says no only to what was told. A no names where it leads; what was not told is asked for.
"""

from collections.abc import Iterator

from app.rules.answers import Answers, Home, Relation, Substance
from app.rules.centre_policy import CentrePolicy
from app.rules.facts import ANY_AGE, ELSEWHERE, Ages, Facts, home_told
from app.rules.service_reasons import ServiceReason, WayOn, Why
from app.rules.services import OLDEST, OUTPATIENT, YOUNG_UNTIL, Condition, GroupOf, Service


def ages_for(service: Service, policy: CentrePolicy) -> Ages:
    """The ages a service is for. The centre's youngest age holds for treatment that says nothing of its own (B3).

    The centre's oldest age is only the supervision's approval, and turns nobody away.
    """
    youngest = service.youngest
    if youngest is None:
        youngest = (policy.youngest_age or 0) if service.kind.is_treatment else 0
    return Ages(youngest, OLDEST if service.oldest is None else service.oldest)


def ages_in(group: GroupOf | None) -> Ages:
    """The ages that sit together in a group (A15)."""
    if group is GroupOf.UNDER_30:
        return Ages(0, YOUNG_UNTIL)
    return Ages(YOUNG_UNTIL + 1, OLDEST) if group is GroupOf.FROM_30 else ANY_AGE


def age_reasons(service: Service, policy: CentrePolicy, told: Ages | None) -> Iterator[ServiceReason]:
    """Too young or too old, in the wrong group, or an age we would need to know (B3, C1, A15)."""
    own, group = ages_for(service, policy), ages_in(service.group_of)
    limits = Ages(max(own.youngest, group.youngest), min(own.oldest, group.oldest))
    if limits == ANY_AGE:
        return
    youngest, oldest = limits.youngest or None, None if limits.oldest == OLDEST else limits.oldest
    if told is None:
        yield ServiceReason(why=Why.ASK_AGE, youngest=youngest, oldest=oldest)
        return
    noes = [*_too_young_or_old(own, policy, told), *_in_the_wrong_group(group, told)]
    for why, way_on in noes:
        yield ServiceReason(why=why, way_on=way_on, youngest=youngest, oldest=oldest)
    if not noes:
        inside = limits.youngest <= told.youngest and told.oldest <= limits.oldest
        yield ServiceReason(why=Why.RIGHT_AGE if inside else Why.ASK_AGE, youngest=youngest, oldest=oldest)


def _too_young_or_old(own: Ages, policy: CentrePolicy, told: Ages) -> Iterator[tuple[Why, WayOn]]:
    if told.oldest < own.youngest:
        below_the_centre = told.oldest < (policy.youngest_age or 0)
        yield Why.TOO_YOUNG, WayOn.YOUNG_PEOPLE if below_the_centre else WayOn.OTHER_AGES
    if told.youngest > own.oldest:
        yield Why.TOO_OLD, WayOn.OTHER_AGES


def _in_the_wrong_group(group: Ages, told: Ages) -> Iterator[tuple[Why, WayOn]]:
    if told.youngest > group.oldest:
        yield Why.GROUP_OF_THE_YOUNG, WayOn.ONE_TO_ONE
    if told.oldest < group.youngest:
        yield Why.GROUP_OF_THE_GROWN, WayOn.ONE_TO_ONE


def substance_reasons(answers: Answers, service: Service) -> Iterator[ServiceReason]:
    """Whether it is about what the person told. 'Something else' is asked again, not refused (A10)."""
    told = answers.substance
    if told is Substance.BOTH or told in service.substances:
        yield ServiceReason(why=Why.RIGHT_SUBSTANCE)
    elif told in (Substance.ALCOHOL, Substance.DRUGS):
        yield ServiceReason(why=Why.OTHER_SUBSTANCE, way_on=WayOn.OTHER_SERVICES)
    elif len(service.substances) == 1 or (told is Substance.OTHER and service.kind.is_treatment):
        yield ServiceReason(why=Why.ASK_SUBSTANCE)


def place_reasons(answers: Answers, service: Service, policy: CentrePolicy, facts: Facts) -> Iterator[ServiceReason]:
    """Treatment is each municipality's duty to its own. Not told is not asked: living elsewhere is never a no alone."""
    home = home_told(answers, facts)
    if not service.kind.is_local:
        yield from elsewhere_reasons(answers, policy, facts)
    elif home in (service.shared_by or policy.municipalities):
        yield ServiceReason(why=Why.LIVES_HERE)
    elif home == ELSEWHERE and service.shared_by:
        yield ServiceReason(why=Why.ASK_WHICH_PLACE, places=service.shared_by)
    elif home is not None:
        yield from _from_elsewhere(answers, service, facts)


def elsewhere_reasons(answers: Answers, policy: CentrePolicy, facts: Facts) -> Iterator[ServiceReason]:
    """That somebody lives elsewhere, where it only means that we can help them home as well (A5)."""
    home = home_told(answers, facts)
    if home is not None and home not in policy.municipalities:
        yield ServiceReason(why=Why.LIVES_ELSEWHERE, way_on=WayOn.OWN_MUNICIPALITY)


def _from_elsewhere(answers: Answers, service: Service, facts: Facts) -> Iterator[ServiceReason]:
    """Alcohol may be treated anywhere in the country (B7); for the rest one's own municipality decides first (C6)."""
    about = {answers.substance} & set(service.substances) or set(service.substances)
    if Substance.ALCOHOL in about and service.kind in OUTPATIENT:
        yield ServiceReason(why=Why.ALCOHOL_NATIONWIDE)
        if Substance.DRUGS in about and answers.substance is Substance.BOTH:
            yield ServiceReason(why=Why.LIVES_ELSEWHERE, way_on=WayOn.OWN_MUNICIPALITY)
        elif Substance.DRUGS in about:
            yield ServiceReason(why=Why.ASK_SUBSTANCE)
    elif facts.granted is None:
        yield ServiceReason(why=Why.ASK_GRANTED, way_on=WayOn.OWN_MUNICIPALITY)
    elif facts.granted is service.kind:
        yield ServiceReason(why=Why.SAME_KIND_GRANTED)
    else:
        yield ServiceReason(why=Why.OTHER_KIND_GRANTED, way_on=WayOn.OWN_MUNICIPALITY)


# Where it leads when a condition does not hold: always to help that can be had without it.
_INSTEAD = {
    Condition.NO_SOCIAL_HELP: WayOn.WITH_A_NAME,
    Condition.NO_SOCIAL_PROBLEMS: WayOn.WITH_A_NAME,
    Condition.NO_MENTAL_ILLNESS: WayOn.WITH_A_NAME,
    Condition.JOB_OR_EDUCATION: WayOn.WITH_A_NAME,
}


def condition_reasons(answers: Answers, service: Service, facts: Facts) -> Iterator[ServiceReason]:
    """Each condition as met, not met, or not asked yet (C3, C5, B5, E4)."""
    for condition in service.conditions:
        holds = _holds(condition, answers, facts)
        if holds is None:
            yield ServiceReason(why=Why.CONDITION_ASKED, condition=condition)
        elif holds:
            yield ServiceReason(why=Why.CONDITION_MET, condition=condition)
        else:
            way_on = _INSTEAD.get(condition, WayOn.OWN_SERVICES)
            yield ServiceReason(why=Why.CONDITION_UNMET, condition=condition, way_on=way_on)


def _holds(condition: Condition, answers: Answers, facts: Facts) -> bool | None:
    match condition:
        case Condition.NO_SOCIAL_HELP:  # who has no such problems gets no help with them, and need not be asked twice
            return _not(False if facts.social_help is None and facts.social_problems is False else facts.social_help)
        case Condition.NO_SOCIAL_PROBLEMS:  # and who gets help with them has them
            return _not(facts.social_problems if facts.social_problems is not None else (facts.social_help or None))
        case Condition.NO_MENTAL_ILLNESS:
            return _not(facts.mental_illness)
        case Condition.MENTAL_ILLNESS:
            return facts.mental_illness
        case Condition.JOB_OR_EDUCATION:
            return facts.job_or_education
        case Condition.PREGNANT_OR_CHILDREN:
            return bool(set(answers.home) - {Home.NEITHER}) if answers.home else None
        case Condition.OTHER_IS_ADULT:
            return True if answers.relation is Relation.PARENT else facts.other_is_adult
        case Condition.AT_HOME_OR_SHELTER:
            return facts.at_home_or_shelter
        case Condition.OFTEN_AT_DROP_IN:
            return facts.often_at_drop_in


def _not(told: bool | None) -> bool | None:
    return None if told is None else not told
