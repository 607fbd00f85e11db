"""What somebody told at home, as a counsellor reads it before the first talk (A2).

What is urgent first, then the person's own goals, then how much each part of life weighs, then numbers. It is always
said who told it, and it is never a diagnosis.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from app.known_sets import KnownSet
from app.rules.filling import Provenance
from app.rules.questionnaire import Item, Questionnaire
from app.rules.scoring import Scored, weight
from app.web.answer_words import asked_in_words, number_in_words, say, told_in_words
from app.web.language import TEXTS, mark
from app.web.words import spoken_moment, words

BY_ITSELF = mark("Udfyldt selv, hjemme. Det er borgerens egne ord og egen vurdering.")
BY_US = {
    Provenance.COUNTER: mark("Udfyldt sammen med %(who)s ved skranken."),
    Provenance.INTERVIEW: mark("Udfyldt sammen med %(who)s i en samtale."),
}
FOR_SEX = mark("%(band)s (%(sex)s)")
MOST_WEIGHT = 4  # of an area of life: 0 to 4, by the person alone


@dataclass(frozen=True)
class ScoreLine:
    """One number with what it may mean. ``bands`` are those of both sexes where the sex was not told."""

    name: str
    total: str
    most: str
    bands: list[str]
    missing: int


@dataclass(frozen=True)
class AreaLine:
    """One part of life: how much it weighs and how much help is wanted, 0 to 4 each, in words too."""

    name: str
    burden: str
    burden_of: int
    wish: str
    wish_of: int


@dataclass(frozen=True)
class GoalLine:
    label: str
    value: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class SetLine:
    """One set on the inquiry page."""

    key: str
    title: str
    when: str
    how: str
    by_itself: bool
    flags: list[str]
    goals: list[GoalLine] = field(repr=False)
    areas: list[AreaLine] = field(repr=False)
    scores: list[ScoreLine] = field(repr=False)
    told: int
    of: int
    added: int
    earlier: str


def summary(sets: list[KnownSet], names: Mapping[UUID, str], *, now: datetime, language: str) -> list[SetLine]:
    """Every sent set that stands for itself, the latest first. ``names``: colleagues' names by id."""
    sent = [each for each in sets if each.set.sent and each.set.row.beside_id is None]
    sent.sort(key=lambda each: each.set.row.sent_at or now)
    lines = [set_line(each, sets, sent[:at], names, now=now, language=language) for at, each in enumerate(sent)]
    return list(reversed(lines))


def set_line(
    one: KnownSet,
    sets: list[KnownSet],
    before: list[KnownSet],
    names: Mapping[UUID, str],
    *,
    now: datetime,
    language: str,
) -> SetLine:
    pages, row, form = one.pages, one.set.row, one.instrument.form
    same = [each for each in before if each.filling.key == one.filling.key]
    return SetLine(
        key=one.set.key,
        title=say(form.title, language) or TEXTS[language].gettext(mark("Spørgeskema")),
        when=spoken_moment(row.sent_at, now, language) if row.sent_at else "",
        how=how(one, names, language),
        by_itself=one.filling.provenance is Provenance.SELF,
        flags=[words(each, language) for each in one.flags],
        goals=list(goals(one, language)),
        areas=list(areas(one, language)),
        scores=[score_line(each, language) for each in one.scores],
        told=pages.told_in(pages.questions),
        of=len(pages.questions),
        added=sum(each.set.row.beside_id == row.id and each.set.sent for each in sets),
        earlier=same[-1].set.key if same else "",
    )


def how(one: KnownSet, names: Mapping[UUID, str], language: str) -> str:
    """Who wrote it down, and where."""
    _ = TEXTS[language].gettext
    said = BY_US.get(one.filling.provenance)
    if said is None:
        return _(BY_ITSELF)
    staff_id = one.set.row.staff_id
    return _(said) % {"who": names.get(staff_id, _(mark("en kollega"))) if staff_id else _(mark("en kollega"))}


def goals(one: KnownSet, language: str) -> Iterator[GoalLine]:
    for item in named(one.instrument.form, one.instrument.goals):
        if (told := one.filling.answers.get(item.link_id)) and item.link_id in one.pages.asked:
            yield GoalLine(asked_in_words(item, language), told_in_words(item, told, language))


def areas(one: KnownSet, language: str) -> Iterator[AreaLine]:
    """In the form's order, but what was passed over in both is left out."""
    form = one.instrument.form
    pairs = zip(named(form, one.instrument.burdens), named(form, one.instrument.wishes), strict=True)
    for burden, wish in pairs:
        said = [number_of(one, burden), number_of(one, wish)]
        if any(each is not None for each in said):
            parent = form.parents[burden.link_id]
            name = say(form.by_id[parent].text, language) if parent else asked_in_words(burden, language)
            texts = [told_in_words(each, one.filling.answers.get(each.link_id), language) for each in (burden, wish)]
            yield AreaLine(name, texts[0], said[0] or 0, texts[1], said[1] or 0)


def number_of(one: KnownSet, item: Item) -> int | None:
    counted = weight(item, one.filling.answers.get(item.link_id, ()))
    return None if counted is None else min(int(counted), MOST_WEIGHT)


def named(form: Questionnaire, link_ids: tuple[str, ...]) -> list[Item]:
    return [form.by_id[each] for each in link_ids]


def score_line(told: Scored, language: str) -> ScoreLine:
    total = "" if told.total is None else number_in_words(told.total, language)
    name, most = say(told.score.name, language), number_in_words(Decimal(told.score.most), language)
    return ScoreLine(
        name, total, most, [band_words(told, each, language) for each in range(len(told.bands))], len(told.missing)
    )


def band_words(told: Scored, at: int, language: str) -> str:
    """What a number is called; for whom, where it is not the same for everybody."""
    band = told.bands[at]
    said = say(band.text, language)
    if band.sex is None:
        return said
    return TEXTS[language].gettext(FOR_SEX) % {"band": said, "sex": words(band.sex, language).lower()}
