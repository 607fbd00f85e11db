"""Which questions a person meets, in which order, and what comes next.

One list for each of the three who ask. A step is answered, skipped, or not yet met; going back
to change one answer leads straight to the check page again when everything else is done.
"""

from dataclasses import replace
from enum import StrEnum

from app.rules.answers import Answers, Contact, ForWhom, Rung, SafeContact


class Step(StrEnum):
    """One question a page. The value is its place in the address: neutral, because addresses are seen."""

    FOR_WHOM = "hvem"
    PLACE = "sted"
    CENTRE = "hvor"
    RELATION = "relation"
    WORKPLACE = "sted-for-arbejde"
    OWN_WORDS = "ord"
    TOPICS = "fylder"
    SUBSTANCE = "om"
    WISH = "oensker"
    AGE = "alder"
    DANGER = "lige-nu"
    HOME = "hjemme"
    CONTACT = "kontakt"
    NICKNAME = "kaldenavn"
    NAME = "navn"
    SAFE = "sikker"
    CARD = "kort"


NEVER_SKIPPED = frozenset({Step.FOR_WHOM, Step.CENTRE})
BEFORE_CONTACT = {
    ForWhom.SELF: (
        Step.OWN_WORDS,
        Step.TOPICS,
        Step.SUBSTANCE,
        Step.WISH,
        Step.AGE,
        Step.DANGER,
        Step.HOME,
    ),
    ForWhom.RELATIVE: (
        Step.RELATION,
        Step.OWN_WORDS,
        Step.SUBSTANCE,
        Step.WISH,
        Step.AGE,
        Step.DANGER,
        Step.HOME,
    ),
    # A professional is never asked anything that could name the citizen.
    ForWhom.PROFESSIONAL: (
        Step.WORKPLACE,
        Step.OWN_WORDS,
        Step.SUBSTANCE,
        Step.AGE,
        Step.DANGER,
        Step.HOME,
    ),
}


def steps(answers: Answers, *, place_decides: bool) -> tuple[Step, ...]:
    """The person's questions in order, as far as their answers say.

    ``place_decides``: whether where they live already points to one centre.
    """
    where = (Step.PLACE,) if place_decides else (Step.PLACE, Step.CENTRE)
    return (Step.FOR_WHOM, *where, *BEFORE_CONTACT[answers.for_whom], *contact_steps(answers))


def contact_steps(answers: Answers) -> tuple[Step, ...]:
    """How we may reach them. Who asks without saying who anybody is, is not asked (N7)."""
    if answers.hypothetical:
        return ()
    match answers.contact_choice:
        case Rung.NICKNAME:
            return (Step.CONTACT, Step.NICKNAME)
        case Rung.SAFE_CONTACT:
            return (Step.CONTACT, Step.SAFE, *card_steps(answers))
        case Rung.NAME:
            return (Step.CONTACT, Step.NAME, Step.SAFE, *card_steps(answers))
        case _:
            return (Step.CONTACT,)


def card_steps(answers: Answers) -> tuple[Step, ...]:
    """The safe-contact card is about telephones; there is nothing to agree on without one."""
    return (Step.CARD,) if answers.contact.safe.phone else ()


def next_step(answers: Answers, *, place_decides: bool) -> Step | None:
    """The first question not yet met; ``None`` when it is time to check the answers."""
    met = frozenset(answers.answered)
    return next((step for step in steps(answers, place_decides=place_decides) if step not in met), None)


def step_before(step: Step, answers: Answers, *, place_decides: bool) -> Step | None:
    """Where Back leads; ``None`` from the first question."""
    order = steps(answers, place_decides=place_decides)
    place = order.index(step) if step in order else 0
    return order[place - 1] if place else None


def met(answers: Answers, step: Step) -> Answers:
    """The same answers with one more question answered or skipped."""
    return answers if step in answers.answered else replace(answers, answered=(*answers.answered, step))


def tidied(answers: Answers) -> Answers:
    """Answers to questions that are no longer asked are dropped, so that nothing is sent unseen."""
    kept = answers
    asked = frozenset(BEFORE_CONTACT[kept.for_whom])
    if Step.TOPICS not in asked:
        kept = replace(kept, topics=())
    if Step.WISH not in asked:
        kept = replace(kept, wish=None)
    if Step.RELATION not in asked:
        kept = replace(kept, relation=None)
    if Step.WORKPLACE not in asked:
        kept = replace(kept, workplace=None)
    return replace(kept, contact=contact_chosen(kept))


def contact_chosen(answers: Answers) -> Contact:
    """Only what belongs to the rung they chose."""
    contact = answers.contact
    if answers.hypothetical:
        return Contact()
    match answers.contact_choice:
        case Rung.NAME:
            return replace(contact, nickname=None)
        case Rung.SAFE_CONTACT:
            return Contact(safe=contact.safe)
        case Rung.NICKNAME:
            return Contact(nickname=contact.nickname)
        case _:
            return Contact(safe=SafeContact())
