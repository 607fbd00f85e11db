"""A questionnaire in words: its texts in the reader's language, and each answer as a person would say it."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from app.rules.branching import submitted
from app.rules.comparing import equal
from app.rules.danish_days import danish_moment
from app.rules.filling import Filling, Told
from app.rules.form_pages import Pages
from app.rules.questionnaire import Amount, Coded, Item, Passed, Questionnaire, Texts, Value
from app.web.language import FIRST, TEXTS, mark
from app.web.words import HARD_SPACE, short_day, words

YES, NO = mark("Ja"), mark("Nej")
NOT_SAID = ""


class Row(NamedTuple):
    """A question with its answer, for the component ``answers``."""

    label: str
    value: str
    url: str = ""


def say(texts: Texts, language: str) -> str:
    """A text in the reader's language, else in Danish, else in whatever language there is. '' where it says nothing."""
    return texts.get(language) or texts.get(FIRST) or next(iter(texts.values()), "")


def spoken_in(form: Questionnaire, language: str) -> str:
    """The language in which a form is shown to a reader, where it is not the reader's own; '' where it is."""
    if language in form.languages or not form.languages:
        return ""
    return FIRST if FIRST in form.languages else form.languages[0]


def asked_in_words(item: Item, language: str) -> str:
    """The question itself. One without words has at least its number in the form."""
    said = say(item.text, language)
    return f"{item.prefix} {said}".strip() or item.link_id


def value_in_words(item: Item, value: Value, language: str) -> str:
    """One answer: a choice's own words, a number with the reader's comma, a day as it is spoken."""
    _ = TEXTS[language].gettext
    chosen = next((each for each in item.options if equal(each.value, value)), None)
    if chosen:
        return say(chosen.text, language)
    match value:
        case bool():
            return _(YES) if value else _(NO)
        case Amount():
            return f"{number_in_words(value.number, language)} {value.unit}".strip()
        case int() | Decimal():
            return number_in_words(value, language)
        case datetime():
            return f"{short_year(value, language)} {danish_moment(value):%H.%M}"
        case date():
            return short_year(value, language)
        case time():
            return f"{value:%H.%M}" if language == FIRST else f"{value:%H:%M}"
        case Coded():
            return value.display or value.code
        case _:
            return value


def number_in_words(number: Decimal | int, language: str) -> str:
    said = f"{number:f}" if isinstance(number, Decimal) else str(number)
    return said.replace(".", ",") if language == FIRST else said


def short_year(day: date, language: str) -> str:
    """'den 24. november 1985'."""
    return f"{short_day(day, language)}{HARD_SPACE}{day.year}"


def told_in_words(item: Item, told: Told, language: str) -> str:
    """Every answer on a line of its own, or why there is none. '' where nothing was told."""
    if isinstance(told, Passed):
        return words(told, language)
    return "\n".join(value_in_words(item, each, language) for each in told) if told else NOT_SAID


def told_rows(form: Questionnaire, filling: Filling, language: str) -> list[Row]:
    """What was sent, question by question: answers that count, and those that were passed over."""
    counted = submitted(form, filling.answers)
    return [
        Row(asked_in_words(each, language), told_in_words(each, told, language))
        for each in Pages(form, filling).questions
        if (told := counted.get(each.link_id) or filling.passed.get(each.link_id))
    ]
