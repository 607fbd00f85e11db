"""Answers as they were given, in words: for the check page, for 'what we hold', and for the desk."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from app.catalogue import Catalogue
from app.catalogue.loading import ELSEWHERE
from app.rules.answers import Answers, ForWhom, SafeContact
from app.rules.plain_text import phone_shown
from app.rules.questions import Step
from app.web.language import TEXTS, mark
from app.web.words import words


@dataclass(frozen=True)
class Told:
    """One question with its answer. ``value`` is '' where nothing was told."""

    step: Step
    label: str
    value: str = field(repr=False)
    url: str = ""


LABELS: dict[Step, str] = {
    Step.FOR_WHOM: mark("Hvem det handler om"),
    Step.PLACE: mark("Hvor du bor"),
    Step.CENTRE: mark("Hvem der læser det"),
    Step.RELATION: mark("Hvem den anden er for dig"),
    Step.WORKPLACE: mark("Hvor du arbejder"),
    Step.OWN_WORDS: mark("Med dine egne ord"),
    Step.TOPICS: mark("Det fylder mest"),
    Step.SUBSTANCE: mark("Det handler om"),
    Step.WISH: mark("Du vil gerne have"),
    Step.AGE: mark("Alder"),
    Step.DANGER: mark("Fare lige nu"),
    Step.HOME: mark("Gravid eller børn hjemme"),
    Step.CONTACT: mark("Sådan må vi kende dig"),
    Step.NICKNAME: mark("Kaldenavn"),
    Step.NAME: mark("Navn"),
    Step.SAFE: mark("Sikker telefon eller e-mail"),
    Step.CARD: mark("Sådan må vi ringe"),
}


def told(answers: Answers, steps: tuple[Step, ...], catalogue: Catalogue, language: str) -> list[Told]:
    """Every question the person met, with its answer."""
    _ = TEXTS[language].gettext
    return [Told(step, _(LABELS[step]), value_of(step, answers, catalogue, language)) for step in steps]


def value_of(step: Step, answers: Answers, catalogue: Catalogue, language: str) -> str:  # noqa: PLR0911 - one a step
    """One answer in words; '' where nothing was told."""
    match step:
        case Step.PLACE:
            return place_name(answers.municipality, catalogue, language)
        case Step.CENTRE:
            return catalogue.centres[answers.centre].name if answers.centre else ""
        case Step.OWN_WORDS:
            return answers.own_words or ""
        case Step.TOPICS:
            return ", ".join(f"{place}. {words(topic, language)}" for place, topic in enumerate(answers.topics, 1))
        case Step.HOME:
            return ". ".join(home_words(answers, language))
        case Step.NICKNAME:
            return answers.contact.nickname or ""
        case Step.NAME:
            return answers.contact.name or ""
        case Step.SAFE:
            return ", ".join(reach(answers.contact.safe))
        case Step.CARD:
            return ". ".join(card_words(answers.contact.safe, language))
        case _:
            return in_words(choice_of(step, answers), language)


def choice_of(step: Step, answers: Answers) -> Enum | None:
    """The choice behind the questions that have one."""
    choices: dict[Step, Enum | None] = {
        Step.FOR_WHOM: answers.for_whom,
        Step.RELATION: answers.relation,
        Step.WORKPLACE: answers.workplace,
        Step.SUBSTANCE: answers.substance,
        Step.WISH: answers.wish,
        Step.AGE: answers.age,
        Step.DANGER: answers.danger,
        Step.CONTACT: answers.contact_choice,
    }
    return choices[step]


def in_words(choice: Enum | None, language: str) -> str:
    return words(choice, language) if choice is not None else ""


def place_name(municipality: str | None, catalogue: Catalogue, language: str) -> str:
    if municipality == ELSEWHERE:
        return TEXTS[language].gettext(mark("Et andet sted"))
    return catalogue.municipalities.get(municipality or "", "")


def home_words(answers: Answers, language: str) -> Iterator[str]:
    yield from (words(each, language) for each in answers.home)
    if answers.hypothetical:
        yield TEXTS[language].gettext(mark("Spørger uden at sige, hvem det er"))


def reach(safe: SafeContact) -> list[str]:
    return [each for each in (phone_shown(safe.phone) if safe.phone else None, safe.email) if each]


def card_words(safe: SafeContact, language: str) -> Iterator[str]:
    """The safe-contact card in short sentences."""
    _ = TEXTS[language].gettext
    yield from (words(each, language) for each in safe.times)
    if safe.may_leave_message is not None:
        yield _(mark("Læg gerne besked")) if safe.may_leave_message else _(mark("Læg ikke besked"))
    if safe.if_another_answers:
        yield words(safe.if_another_answers, language)
    if safe.code_word:
        yield _(mark("Ordet er »%(word)s«")) % {"word": safe.code_word}


def about(answers: Answers, language: str) -> str:
    """'Mig selv · alkohol', as a queue row says it. A relative is 'Pårørende', a professional 'Fagperson'."""
    _ = TEXTS[language].gettext
    who = {
        ForWhom.SELF: mark("Mig selv"),
        ForWhom.RELATIVE: mark("Pårørende"),
        ForWhom.PROFESSIONAL: mark("Fagperson"),
    }[answers.for_whom]
    substance = in_words(answers.substance, language)
    return f"{_(who)} · {substance.lower()}" if substance else _(who)
