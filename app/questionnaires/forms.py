"""What a question's page sends: an answer, or why there is none, with what to say where something is wrong."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import Path

from app.rules.filling import Told
from app.rules.questionnaire import Item, Passed
from app.rules.typed_answers import Typed, Wrong, WrongAnswer, read_answers
from app.web.answer_words import number_in_words, short_year
from app.web.forms import Form
from app.web.language import TEXTS, mark
from app.web.typed_again import typed_again

WORDS = {
    Wrong.NOTHING_CHOSEN: mark("Vælg et svar. Vil du ikke svare, så vælg en af knapperne under spørgsmålet."),
    Wrong.NOTHING_WRITTEN: mark("Skriv et svar. Vil du ikke svare, så vælg en af knapperne under spørgsmålet."),
    Wrong.NOT_AN_OPTION: mark("Vælg et af svarene på listen."),
    Wrong.ONE_ONLY: mark("Vælg kun ét svar."),
    Wrong.AT_MOST: mark("Du kan give højst %(limit)s svar her."),
    Wrong.NOTHING_BESIDE: mark("Et af dine svar passer ikke sammen med de andre. Fjern det ene eller de andre."),
    Wrong.TOO_LONG: mark("Det er for langt. Der er plads til %(limit)s tegn."),
    Wrong.TOO_SHORT: mark("Skriv mindst %(limit)s tegn."),
    Wrong.NOT_TEXT: mark("Der er tegn, vi ikke kan læse. Skriv det igen med almindelige bogstaver."),
    Wrong.NOT_A_NUMBER: mark("Skriv et tal, for eksempel 12."),
    Wrong.NOT_WHOLE: mark("Skriv et helt tal uden komma."),
    Wrong.TOO_EXACT: mark("Skriv højst %(limit)s cifre efter kommaet."),
    Wrong.TOO_LITTLE: mark("Skriv et tal, der er mindst %(limit)s."),
    Wrong.TOO_MUCH: mark("Skriv et tal, der er højst %(limit)s."),
    Wrong.NOT_A_UNIT: mark("Vælg, hvad tallet er målt i."),
    Wrong.NOT_A_DAY: mark("Skriv dag, måned og år med tal, for eksempel 24-11-2026."),
    Wrong.TOO_EARLY: mark("Skriv en dato, der ikke er før %(limit)s."),
    Wrong.TOO_LATE: mark("Skriv en dato, der ikke er efter %(limit)s."),
    Wrong.NOT_AN_HOUR: mark("Skriv klokkeslættet med tal, for eksempel 14.30."),
}
SetKey = Annotated[str, Path(pattern=r"^[0-9]{6}$")]  # which of the citizen's sets an address names
Place = Annotated[int, Path(ge=1, le=9_999)]  # where a question stands in its form
FIELDS = ("choice", "own", "unit")
MOST_DIGITS = 9  # of a revision: more is no number of ours


@dataclass(frozen=True, kw_only=True)
class Sent:
    """One page as it was sent. ``fault`` says in the reader's words what to put right; then nothing is ``told``.

    ``revision`` is which state of the answers the page was made from.
    """

    typed: Typed
    told: Told
    revision: int
    version: str
    back_to_check: bool
    more: bool  # another line for one more answer
    mine: bool  # of two answers from two devices, this one
    fault: str = ""


def read_page(item: Item, form: Form, language: str) -> Sent:
    """The page's fields, whatever was sent in them. Raises nothing."""
    typed = Typed(*(tuple(form.texts(name)) for name in FIELDS))
    told, fault = read_told(item, form, typed, language)
    return Sent(
        typed=Typed(*(tuple(map(typed_again, each)) for each in (typed.choice, typed.own, typed.unit))),
        told=told,
        revision=revision_in(form),
        version=form.text("version"),
        back_to_check=form.text("then") == "check",
        more="more" in form,
        mine=form.text("keep") == "mine",
        fault=fault,
    )


def read_told(item: Item, form: Form, typed: Typed, language: str) -> tuple[Told, str]:
    passed = form.text("pass")
    if passed:
        return (Passed(passed), "") if passed in list(Passed) else (None, fault_in_words(Wrong.NOT_AN_OPTION, language))
    try:
        return read_answers(item, typed), ""
    except WrongAnswer as wrong:
        return None, fault_in_words(wrong.wrong, language, wrong.limit)


def fault_in_words(wrong: Wrong, language: str, limit: Decimal | date | int | None = None) -> str:
    said = ""
    if isinstance(limit, date):
        said = short_year(limit, language)
    elif limit is not None:
        said = number_in_words(limit, language)
    return TEXTS[language].gettext(WORDS[wrong]) % {"limit": said}


def revision_in(form: Form) -> int:
    """Which state a page was made from. What is no number of ours is older than everything: both answers are shown."""
    sent = form.text("revision")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= MOST_DIGITS else -1
