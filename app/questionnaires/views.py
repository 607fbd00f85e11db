"""What the pages of a questionnaire show: a question with its surroundings, the parts, and the answers."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.known_sets import KnownSet
from app.questionnaires.fields import field_view, typed_of
from app.questionnaires.forms import Sent
from app.rules.flags import Flag
from app.rules.form_pages import Part, plan
from app.rules.questionnaire import Item, Passed
from app.web.answer_words import (
    Row,
    asked_in_words,
    say,
    spoken_in,
    told_in_words,
)
from app.web.language import TEXTS, mark
from app.web.pages import address, language_of


@dataclass(frozen=True)
class PartView:
    """One row of the list of parts."""

    title: str
    told: int
    of: int
    url: str

    @property
    def state(self) -> str:
        return "done" if self.told == self.of else "now" if self.told else "todo"


def question_context(request: Request, own: KnownSet, item: Item, sent: Sent | None, *, then: str) -> dict[str, Any]:
    """Everything on a question's page; ``sent`` is what was typed there and must be put right."""
    language, pages = language_of(request), own.pages
    page = pages.page(item)
    part, questions = pages.part_of(item)
    told = own.filling.told(item.link_id) or item.initial
    before = pages.beside(item, -1)
    field = field_view(item, sent.typed if sent else typed_of(item, told, language), language)
    return {
        **common(own, language),
        "page": page,
        "question": asked_in_words(item, language),
        "field": field,
        "around": list(dict.fromkeys(filter(None, (say(each, language) for each in page.around)))),
        "above": [read_only(own, each, language) for each in page.above],
        "below": [read_only(own, each, language) for each in page.below],
        "passed": told if isinstance(told, Passed) else None,
        "number": questions.index(item) + 1,
        "of": len(questions),
        "part": part,
        "back": place_of(own, before) if before else None,
        "many_parts": len(pages.parts) > 1,
        "then": then,
        "errors": {("choice" if field.options else "own"): sent.fault} if sent else {},
    }


def common(own: KnownSet, language: str) -> dict[str, Any]:
    return {
        "own": own,
        "set_key": own.set.key,
        "revision": own.set.row.revision,
        "version": own.instrument.form.version,
        "title": form_title(own, language),
        "form_language": spoken_in(own.instrument.form, language),
        "in_danger": Flag.SUICIDAL in own.flags,
    }


def form_title(own: KnownSet, language: str) -> str:
    return say(own.instrument.form.title, language) or TEXTS[language].gettext(mark("Spørgeskema"))


def place_of(own: KnownSet, item: Item) -> int:
    return plan(own.instrument.form).places[item.link_id]


def read_only(own: KnownSet, item: Item, language: str) -> str:
    """What is only to be read: words, or an answer that the form gives by itself."""
    said = say(item.text, language)
    told = told_in_words(item, own.filling.answers.get(item.link_id), language) if item.kind.asks else ""
    return f"{said} {told}".strip()


def part_views(request: Request, own: KnownSet) -> list[PartView]:
    language, pages = language_of(request), own.pages
    return [
        PartView(
            part_title(own, part, language),
            pages.told_in(questions),
            len(questions),
            question_address(request, own, pages.first_open(questions)),
        )
        for part, questions in pages.parts
    ]


def part_title(own: KnownSet, part: Part, language: str) -> str:
    return say(part.title, language) or form_title(own, language)


def question_address(request: Request, own: KnownSet, item: Item) -> str:
    return address(request, "form_question", set_key=own.set.key, place=place_of(own, item))


def check_parts(request: Request, own: KnownSet) -> list[tuple[str, list[Row]]]:
    """Every question that is asked, with its answer and the way to change it."""
    language, pages = language_of(request), own.pages
    return [
        (
            part_title(own, part, language),
            [
                Row(
                    asked_in_words(item, language),
                    told_in_words(item, own.filling.told(item.link_id), language),
                    f"{question_address(request, own, item)}?then=check",
                )
                for item in questions
            ],
        )
        for part, questions in pages.parts
    ]
