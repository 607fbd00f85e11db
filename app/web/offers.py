"""A centre's services in words: what each is, whether it is open to this person, and every reason."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.catalogue import Catalogue, Centre, Offer
from app.rules.answers import Answers, ForWhom
from app.rules.eligibility import Match, Verdict, matching
from app.rules.service_reasons import ServiceReason, Why
from app.web.language import TEXTS, mark
from app.web.service_terms import VERDICTS_TO_STAFF, term
from app.web.service_words import reason_words, reason_words_for_staff

LOOKS = {Verdict.OPEN: "yes", Verdict.NEED_TO_KNOW: "maybe", Verdict.NOT_OPEN: "no"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One service as it is shown. ``look`` is yes, maybe or no; ``facts`` are how it is given.
    ``must_offer``: everybody this young has to be offered it (B11)."""

    name: str
    about: str
    look: str
    verdict: str
    reasons: list[str]
    facts: list[str]
    must_offer: bool = False


@dataclass(frozen=True)
class Group:
    """Services with the same answer, under one heading."""

    heading: str
    look: str
    services: list[Shown]


def offers_shown(
    catalogue: Catalogue, centre: Centre, answers: Answers, language: str, *, everybody: bool = False
) -> list[Group]:
    """All services, open first, the least intrusive first (C12). For ``everybody`` nobody is ruled out by who asks."""
    found = matches_for_everybody(centre) if everybody else matching(answers, centre.services, centre.policy)
    groups = []
    for verdict in Verdict:
        matches = [match for match in found if match.decision.verdict is verdict]
        if matches:
            said = [shown(catalogue, centre, match, language) for match in matches]
            groups.append(Group(term(verdict, language), LOOKS[verdict], said))
    return groups


def matches_for_everybody(centre: Centre) -> list[Match]:
    """Who has told nothing may be anybody: each service is shown as it is to the one it is for."""
    best: dict[str, Match] = {}
    for who in ForWhom:
        for match in matching(replace(Answers(), for_whom=who), centre.services, centre.policy):
            known = best.get(match.service.key)
            if known is None or match.decision.verdict < known.decision.verdict:
                best[match.service.key] = match
    return sorted(best.values(), key=lambda each: (each.decision.verdict, each.service.intrusiveness, each.service.key))


def offers_for_staff(catalogue: Catalogue, centre: Centre, answers: Answers, language: str) -> list[Shown]:
    """The desk's list on the inquiry: what fits, what must be asked, and last what is for others."""
    found = matching(answers, centre.services, centre.policy)
    return [shown(catalogue, centre, match, language, staff=True) for match in found]


def shown(catalogue: Catalogue, centre: Centre, match: Match, language: str, *, staff: bool = False) -> Shown:
    offer, verdict = centre.offer(match.service.key), match.decision.verdict
    in_words = TEXTS[language].gettext(VERDICTS_TO_STAFF[verdict]) if staff else term(verdict, language)
    return Shown(
        name=offer.name_in(language),
        about=offer.about_in(language),
        look=LOOKS[verdict],
        verdict=in_words,
        reasons=[whole(each, catalogue, language, staff=staff) for each in worth_saying(match)],
        facts=list(facts(offer, language)),
        must_offer=any(reason.why is Why.OFFERED_TO_THE_YOUNG for reason in match.decision.reasons),
    )


def worth_saying(match: Match) -> list[ServiceReason]:
    """Every reason but the one that is true of all, that it is for the one who asks. It stands when it is alone."""
    reasons = list(match.decision.reasons)
    said = [reason for reason in reasons if reason.why is not Why.FOR_YOU]
    return said or reasons


def whole(reason: ServiceReason, catalogue: Catalogue, language: str, *, staff: bool) -> str:
    """A reason, and where a no leads."""
    say = reason_words_for_staff if staff else reason_words
    said = say(reason, places=catalogue.places, language=language)
    return f"{said.sentence} {said.way_on}".rstrip()


def facts(offer: Offer, language: str) -> Iterator[str]:
    """How it is given, what it costs, and how one gets there."""
    service, _ = offer.service, TEXTS[language].gettext
    yield from (term(mode, language) for mode in service.modes)
    if service.talks:
        least, most = service.talks
        yield _(mark("%(least)s til %(most)s samtaler")) % {"least": least, "most": most}
    yield from (term(each, language) for each in (service.price, service.transport) if each)
    if service.gift_cards:
        yield _(mark("Du får et gavekort, når du møder op"))
