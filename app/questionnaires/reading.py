"""What the desk's pages of answers show: every question with what was told and added, changes, and curves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.known_sets import KnownSet
from app.questionnaires.queries import same_form, totals
from app.questionnaires.views import form_title, part_title, place_of
from app.rules.answer_changes import changes
from app.rules.branching import submitted
from app.rules.questionnaire import Item
from app.web.answer_summary import how, score_line
from app.web.answer_words import asked_in_words, say, told_in_words
from app.web.curves import curve
from app.web.language import TEXTS, mark
from app.web.words import short_day

COLLEAGUE = mark("en kollega")


@dataclass(frozen=True)
class QuestionRow:
    """One question as it was answered. ``added``: (who, what) beside it."""

    place: int
    label: str
    value: str = field(repr=False)
    added: list[tuple[str, str]] = field(repr=False)


def read_context(one: KnownSet, sets: list[KnownSet], names: Mapping[UUID, str], language: str) -> dict[str, Any]:
    beside = [each for each in sets if each.set.row.beside_id == one.set.row.id and each.set.sent]
    same = same_form(sets, one.filling.key)
    return {
        "set_key": one.set.key,
        "title": form_title(one, language),
        "how": how(one, names, language),
        "sent_at": one.set.row.sent_at,
        "may_export": one.filling.may_export,
        "parts": [
            (part_title(one, part, language), [row(one, each, beside, names, language) for each in questions])
            for part, questions in one.pages.parts
        ],
        "scores": [score_line(each, language) for each in one.scores],
        "curves": [
            drawn
            for each in one.instrument.scores
            if (
                drawn := curve(
                    each.key, say(each.name, language), [*totals(same, each)], most=each.most, language=language
                )
            )
        ],
        "others": [
            (each.set.key, short_day(each.set.row.sent_at, language))
            for each in same
            if each.set.key != one.set.key and each.set.row.sent_at
        ],
    }


def row(one: KnownSet, item: Item, beside: list[KnownSet], names: Mapping[UUID, str], language: str) -> QuestionRow:
    counted = submitted(one.instrument.form, one.filling.answers)
    told = counted.get(item.link_id) or one.filling.passed.get(item.link_id)
    added = [
        (name_of(each, names, language), told_in_words(item, said, language))
        for each in beside
        if (said := each.filling.told(item.link_id))
    ]
    return QuestionRow(place_of(one, item), asked_in_words(item, language), told_in_words(item, told, language), added)


def name_of(one: KnownSet, names: Mapping[UUID, str], language: str) -> str:
    staff_id = one.set.row.staff_id
    return (names.get(staff_id) if staff_id else None) or TEXTS[language].gettext(COLLEAGUE)


def changed_rows(before: KnownSet, after: KnownSet, language: str) -> list[tuple[str, str, str]]:
    """(the question, then, now), for every question that was answered in another way."""
    pairs = ((each.instrument.form, each.filling) for each in (before, after))
    return [
        (
            asked_in_words(each.item, language),
            told_in_words(each.item, each.before, language),
            told_in_words(each.item, each.after, language),
        )
        for each in changes(*pairs)
    ]
