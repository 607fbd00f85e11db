"""Why a centre may not offer a service as it is written down: what no answer can reach, and what the law forbids."""

from collections.abc import Iterable, Iterator
from itertools import product

from app.rules.answers import Answers, ForWhom, Home, Relation, Substance
from app.rules.centre_policy import CentrePolicy
from app.rules.eligibility import decide
from app.rules.facts import Facts
from app.rules.law import ALCOHOL_TREATMENT, ANONYMOUS_DRUG_TREATMENT
from app.rules.service_limits import ages_for, ages_in
from app.rules.service_reasons import Verdict
from app.rules.services import (
    LEAST_INTRUSIVE,
    MOST_INTRUSIVE,
    OLDEST,
    Anonymity,
    Condition,
    Service,
    ServiceKind,
)


def service_faults(service: Service, policy: CentrePolicy) -> list[str]:
    """One line each: ``field: what is wrong and what to write``. Empty when the service may be offered."""
    faults = [*_wrong_numbers(service), *_wrong_ages(service, policy)]
    if service.kind is ServiceKind.ADVICE:
        faults += _closed_advice(service)
    else:
        faults += [*_wrong_group(service), *_less_than_the_law(service)]
    if not faults and not reachable(service, policy):
        faults.append("key: nobody's answers can open this service; change its ages or its conditions")
    return faults


def offer_faults(services: Iterable[Service]) -> list[str]:
    """What the services lack together: whoever asks meets at least one that nothing closes (A5, B12)."""
    talked_to = {each for service in services if service.kind is ServiceKind.ADVICE for each in service.audience}
    return [
        f"no service of kind 'advice' is for '{each}'; add one, so that nobody meets a closed door"
        for each in ForWhom
        if each not in talked_to
    ]


def reachable(service: Service, policy: CentrePolicy) -> bool:
    """Whether somebody, who tells everything, finds the service open."""
    people = _people(service, policy)
    return any(decide(answers, service, policy, facts).verdict is Verdict.OPEN for answers, facts in people)


def _people(service: Service, policy: CentrePolicy) -> Iterator[tuple[Answers, Facts]]:
    """Everybody that could matter: who asks, each substance, both ends of the ages, ill or well. All else holds."""
    for for_whom, substance, years, ill in product(
        service.audience, service.substances, ages_for(service, policy), (True, False)
    ):
        answers = Answers(for_whom=for_whom, substance=substance, home=(Home.CHILDREN,), relation=Relation.PARENT)
        facts = Facts(
            years=years,
            social_problems=False,
            mental_illness=ill,
            job_or_education=True,
            at_home_or_shelter=True,
            often_at_drop_in=True,
        )
        yield answers, facts


def _wrong_numbers(service: Service) -> Iterator[str]:
    if not LEAST_INTRUSIVE <= service.intrusiveness <= MOST_INTRUSIVE:
        yield f"intrusiveness: {service.intrusiveness} is not on the scale; write 1 to 9"
    if service.talks and not 1 <= service.talks[0] <= service.talks[1]:
        yield "talks: write the least and the most, such as [3, 5]"
    above = service.youngest or 0
    if service.offered_under is not None and not above < service.offered_under <= OLDEST:
        yield f"offered_under: nobody under {service.offered_under} may have it; write a number above {above}"


def _wrong_ages(service: Service, policy: CentrePolicy) -> Iterator[str]:
    for field, age in (("youngest", service.youngest), ("oldest", service.oldest)):
        if age is not None and not 0 <= age <= OLDEST:
            yield f"{field}: {age} is no age; write a number from 0 to {OLDEST}"
            return
    own, group = ages_for(service, policy), ages_in(service.group_of)
    if own.oldest < own.youngest:
        yield f"oldest: {own.oldest} is below the youngest age {own.youngest}; swap them, or leave one out"
    elif service.kind.is_treatment and own.youngest < (policy.youngest_age or 0):
        yield f"youngest: the centre is for {policy.youngest_age} and over; raise this age, or lower [ages.youngest]"
    elif service.youngest is not None and service.youngest < group.youngest:
        yield f"youngest: {own.youngest} overlaps the group under {group.youngest}; write {group.youngest}"
    elif service.oldest is not None and service.oldest > group.oldest:
        yield f"oldest: {own.oldest} overlaps the group from {group.oldest + 1}; write {group.oldest}"


_OPEN_TO_ALL: dict[str, object] = {
    "youngest": None,
    "oldest": None,
    "group_of": None,
    "conditions": (),
    "substances": (Substance.ALCOHOL, Substance.DRUGS),
    "shared_by": (),
}


def _closed_advice(service: Service) -> Iterator[str]:
    """Advice that turned somebody away would be a dead end for everybody else who is turned away."""
    for field, open_to_all in _OPEN_TO_ALL.items():
        if getattr(service, field) != open_to_all:
            yield f"{field}: advice is open to all; leave it out"
    if service.anonymous is Anonymity.NO:
        yield 'anonymous: advice can be had without a name; write "yes"'


def _wrong_group(service: Service) -> Iterator[str]:
    if service.kind is ServiceKind.GROUP and service.group_of is None:
        yield 'group_of: a group says who sits together (A15); write "all_ages", "under_30" or "from_30"'


def _less_than_the_law(service: Service) -> Iterator[str]:
    if not service.kind.is_treatment:
        return
    without_a_name = service.anonymous in (Anonymity.YES, Anonymity.FOR_ALCOHOL)
    if Substance.ALCOHOL in service.substances and service.anonymous is not None and not without_a_name:
        law = ALCOHOL_TREATMENT.paragraph
        yield f'anonymous: {law} gives treatment of alcohol without a name; write "yes" or "for_alcohol"'
    conditioned = {Condition.NO_SOCIAL_HELP, Condition.NO_SOCIAL_PROBLEMS} & set(service.conditions)
    free_of_name = service.anonymous in (Anonymity.YES, Anonymity.DECIDED)
    if Substance.DRUGS in service.substances and free_of_name and not conditioned:
        law = ANONYMOUS_DRUG_TREATMENT.paragraph
        yield f'conditions: {law} asks that there are no other social problems; add "no_social_help"'
