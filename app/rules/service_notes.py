"""What is good to know about a service that nothing closes: who decides, whose name it takes, and who else is there."""

from collections.abc import Iterator

from app.rules.answers import Answers, ForWhom, Substance
from app.rules.centre_policy import CentrePolicy
from app.rules.facts import Ages
from app.rules.service_reasons import ServiceReason, WayOn, Why
from app.rules.services import YOUNG_UNTIL, Access, Anonymity, GroupOf, Service, ServiceKind

ADULT = 18


def notes(answers: Answers, service: Service, policy: CentrePolicy, told: Ages | None) -> Iterator[ServiceReason]:
    """What to know beforehand. None of it opens or closes anything."""
    if service.access is Access.MUST:
        yield ServiceReason(why=Why.PART_OF_EVERY_COURSE)
    if service.access is Access.CAN_IF_GRANTED:
        yield ServiceReason(why=Why.NEEDS_VISITATION)
    if service.beside_treatment:
        yield ServiceReason(why=Why.BESIDE_TREATMENT)
    if service.supplement:
        yield ServiceReason(why=Why.IS_SUPPLEMENT)
    yield from _notes_on_names(answers, service)
    if told:
        yield from _notes_on_age(answers, service, policy, told)


def _notes_on_age(answers: Answers, service: Service, policy: CentrePolicy, told: Ages) -> Iterator[ServiceReason]:
    about_oneself = answers.for_whom is ForWhom.SELF
    if about_oneself and service.offered_under is not None and told.oldest < service.offered_under:
        yield ServiceReason(why=Why.OFFERED_TO_THE_YOUNG, oldest=service.offered_under)
    if about_oneself and service.group_of is GroupOf.ALL_AGES and told.oldest <= YOUNG_UNTIL:
        yield ServiceReason(why=Why.MIXED_AGES)
    needs_consent = service.kind.is_treatment or service.kind is ServiceKind.HOUSING
    if about_oneself and needs_consent and told.oldest < ADULT:
        yield ServiceReason(why=Why.CONSENT_UNDER_18)
    if not service.kind.is_treatment and told.oldest < (policy.youngest_age or 0):
        way_on = WayOn.YOUNG_PEOPLE
        yield ServiceReason(why=Why.HELP_FOR_THE_YOUNG, way_on=way_on, youngest=policy.youngest_age)


def _notes_on_names(answers: Answers, service: Service) -> Iterator[ServiceReason]:
    """Whether it takes a name. That no name was told closes nothing: it can be told later, by one's own choice (C2)."""
    if service.anonymous is Anonymity.DECIDED:
        yield ServiceReason(why=Why.ANONYMOUS_DECIDED)
    if answers.contact.named:
        if service.anonymous is Anonymity.DECIDED:
            yield ServiceReason(why=Why.NAME_ALREADY_TOLD)
    elif service.anonymous is Anonymity.YES or (
        service.anonymous is Anonymity.FOR_ALCOHOL and answers.substance is Substance.ALCOHOL
    ):
        yield ServiceReason(why=Why.ANONYMOUS_POSSIBLE)
    elif service.anonymous is Anonymity.NO or (
        service.anonymous is Anonymity.FOR_ALCOHOL and answers.substance is Substance.DRUGS
    ):
        yield ServiceReason(why=Why.NAME_NEEDED)
    elif service.anonymous is Anonymity.FOR_ALCOHOL:
        yield ServiceReason(why=Why.ANONYMOUS_FOR_ALCOHOL)
