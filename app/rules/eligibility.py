"""Which services are open to a person, as far as they have told: each with every reason, and where a no leads.

What was not told never counts against anybody: it is asked for, or it makes no difference. Advice is open to all,
whatever is told. The centre decides about treatment; this says what the law and the standards say before it does.
"""

from collections.abc import Iterable

from app.rules.answers import Answers, ForWhom, Substance
from app.rules.centre_policy import CentrePolicy
from app.rules.facts import NOTHING_MORE, Facts, ages_told
from app.rules.service_limits import age_reasons, condition_reasons, elsewhere_reasons, place_reasons, substance_reasons
from app.rules.service_notes import notes
from app.rules.service_reasons import SAYS_NO, Decision, Match, ServiceReason, Verdict, WayOn, Why, decided
from app.rules.services import OUTPATIENT, Service, ServiceKind

__all__ = ["Decision", "Facts", "Match", "ServiceReason", "Verdict", "WayOn", "Why", "decide", "free_choice"]
__all__ += ["matching", "to_be_offered"]


def matching(
    answers: Answers, services: Iterable[Service], policy: CentrePolicy, facts: Facts = NOTHING_MORE
) -> tuple[Match, ...]:
    """Every service with its decision: open first, the least intrusive first (C12), then what must be asked, then no.

    Among equals a supplement stands last (A18); the key decides the rest, so the order is total and always the same.
    """
    matches = [Match(service=each, decision=decide(answers, each, policy, facts)) for each in services]
    return tuple(sorted(matches, key=_place))


def _place(match: Match) -> tuple[int, int, bool, str]:
    service = match.service
    return (match.decision.verdict, service.intrusiveness, service.supplement, service.key)


def to_be_offered(
    answers: Answers, services: Iterable[Service], policy: CentrePolicy, facts: Facts = NOTHING_MORE
) -> tuple[Match, ...]:
    """What staff must not forget to offer this person: MOVE to everybody under 30 whom it can be for (B11)."""
    found = matching(answers, services, policy, facts)
    return tuple(each for each in found if each.decision.says(Why.OFFERED_TO_THE_YOUNG))


def decide(answers: Answers, service: Service, policy: CentrePolicy, facts: Facts = NOTHING_MORE) -> Decision:
    """Whether one service is open to this person, with every reason and never only the first (A8, B3, B7, C3, C6)."""
    if answers.for_whom not in service.audience:
        return decided([ServiceReason(why=_NOT_FOR[answers.for_whom], way_on=WayOn.OWN_SERVICES)])
    told = ages_told(answers, facts)
    reasons = [ServiceReason(why=Why.FOR_YOU)]
    if service.kind is ServiceKind.ADVICE:  # nothing closes it (A5, C2)
        reasons += elsewhere_reasons(answers, policy, facts)
    else:
        reasons += age_reasons(service, policy, told)
        reasons += substance_reasons(answers, service)
        reasons += place_reasons(answers, service, policy, facts)
        reasons += condition_reasons(answers, service, facts)
    if not any(reason.why in SAYS_NO for reason in reasons):
        reasons += notes(answers, service, policy, told)
    return decided(reasons)


_NOT_FOR = {
    ForWhom.SELF: Why.NOT_FOR_SELF,
    ForWhom.RELATIVE: Why.NOT_FOR_RELATIVES,
    ForWhom.PROFESSIONAL: Why.NOT_FOR_WORK,
}


def free_choice(service: Service, other: Service, *, substance: Substance | None = None) -> Decision:
    """Whether somebody who was granted ``service`` may have ``other`` instead, wherever it is given (C6, B7).

    Treatment of drugs may be chosen within the same kind only. Outpatient treatment of alcohol may be chosen freely in
    the whole country. ``substance`` is what it is about for this person, ``None`` when they have not told.
    """
    shared = set(service.substances) & set(other.substances)
    about = {substance} & shared or shared
    nationwide = Substance.ALCOHOL in about and {service.kind, other.kind} <= OUTPATIENT
    reasons = [ServiceReason(why=Why.MUST_BE_APPROVED)]
    if not shared or (substance in _ONE_SUBSTANCE and substance not in shared):
        reasons.append(ServiceReason(why=Why.OTHER_SUBSTANCE, way_on=WayOn.OTHER_SERVICES))
    if nationwide:
        reasons.append(ServiceReason(why=Why.ALCOHOL_NATIONWIDE))
    if not (service.kind.is_treatment and other.kind.is_treatment):
        reasons.append(ServiceReason(why=Why.NO_FREE_CHOICE, way_on=WayOn.ADVICE))
    elif service.kind is other.kind:
        reasons.append(ServiceReason(why=Why.SAME_KIND_GRANTED))
    elif not nationwide or (substance is Substance.BOTH and Substance.DRUGS in about):
        reasons.append(ServiceReason(why=Why.OTHER_KIND_GRANTED, way_on=WayOn.ADVICE))
    elif Substance.DRUGS in about:
        reasons.append(ServiceReason(why=Why.ASK_SUBSTANCE))
    return decided(reasons)


_ONE_SUBSTANCE = (Substance.ALCOHOL, Substance.DRUGS)
