"""Scores: sums of what was chosen, with their bands. What is missing stays missing, and no sum is made up (A2).

A clinical number is computed here, in plain arithmetic, and nowhere else (questionnaires §1.4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from app.rules.branching import enabled, submitted
from app.rules.comparing import equal
from app.rules.flags import Flag
from app.rules.questionnaire import Answers, Item, Questionnaire, Texts, Value


class Sex(StrEnum):
    WOMAN = "woman"
    MAN = "man"


class Missing(StrEnum):
    """What to do when an answer is missing: give no sum, or the mean of the others in its place."""

    REFUSE = "refuse"
    PRORATE = "prorate"


@dataclass(frozen=True, kw_only=True)
class Band:
    """What a score from ``least`` to ``most``, both included, is called. ``sex``: only for them."""

    least: Decimal
    most: Decimal
    text: Texts
    sex: Sex | None = None


@dataclass(frozen=True, kw_only=True)
class FlagRule:
    """A flag that is raised when anything chosen at an item counts ``at_least`` this. A yes counts 1."""

    flag: Flag
    item: str
    at_least: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Score:
    """A sum of weights.

    ``times`` makes it another scale (WHO-5: 4), and ``most`` is the most it can be on that scale. ``may_miss``: how
    many a prorated sum may lack. ``unasked``: what a question counts for that the form's own branching left out
    (AUDIT after 'never': 0); ``None`` makes it a missing one.
    """

    key: str
    name: Texts
    items: tuple[str, ...]
    most: Decimal
    times: Decimal = Decimal(1)
    missing: Missing = Missing.REFUSE
    may_miss: int = 0
    unasked: Decimal | None = None
    bands: tuple[Band, ...] = ()
    higher_is_better: bool = False


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A score for one person. ``total`` is ``None`` when too much is missing. Without a sex, the bands of both."""

    score: Score
    total: Decimal | None
    missing: tuple[str, ...]
    bands: tuple[Band, ...]


def scored(form: Questionnaire, score: Score, answers: Answers, *, sex: Sex | None = None) -> Scored:
    """One score, from the answers that count."""
    asked, given = enabled(form, answers), submitted(form, answers)
    weights = {
        link_id: score.unasked if link_id not in asked else weight(form.by_id[link_id], given.get(link_id, ()))
        for link_id in score.items
    }
    known = [each for each in weights.values() if each is not None]
    missing = tuple(link_id for link_id, each in weights.items() if each is None)
    total = summed(score, known, len(missing))
    return Scored(score=score, total=total, missing=missing, bands=() if total is None else bands(score, total, sex))


def summed(score: Score, known: list[Decimal], missing: int) -> Decimal | None:
    """The sum on the score's scale. A prorated one is rounded to a whole sum first, half a point up."""
    if not missing:
        return sum(known, Decimal(0)) * score.times
    if score.missing is Missing.REFUSE or missing > score.may_miss or not known:
        return None
    whole = sum(known, Decimal(0)) * len(score.items) / len(known)
    return whole.quantize(Decimal(1), ROUND_HALF_UP) * score.times


def bands(score: Score, total: Decimal, sex: Sex | None) -> tuple[Band, ...]:
    """The bands that a total lies in: those for everybody, and those for this sex, or for both when it is unknown."""
    return tuple(
        each
        for each in score.bands
        if each.least <= total <= each.most and (sex is None or each.sex is None or each.sex is sex)
    )


def weight(item: Item, values: tuple[Value, ...]) -> Decimal | None:
    """What an item counts for: all that was chosen, or the number itself. ``None`` when it was not answered, and when
    something was chosen or written that has no weight: a sum is not made up."""
    weights = [weight_of(item, each) for each in values]
    known = [each for each in weights if each is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(weights) else None


def weight_of(item: Item, value: Value) -> Decimal | None:
    """What one answer counts for. A yes counts 1 and a no 0."""
    if item.options:
        return next((each.weight for each in item.options if equal(each.value, value)), None)
    return Decimal(value) if isinstance(value, int | Decimal) else None


def flags(form: Questionnaire, rules: tuple[FlagRule, ...], answers: Answers) -> tuple[Flag, ...]:
    """The flags that were raised, each once, in the order of their importance. One answer among several is enough."""
    given = submitted(form, answers)
    raised = {
        rule.flag
        for rule in rules
        if any(_raises(rule, form.by_id[rule.item], each) for each in given.get(rule.item, ()))
    }
    return tuple(flag for flag in Flag if flag in raised)


def _raises(rule: FlagRule, item: Item, value: Value) -> bool:
    counted = weight_of(item, value)
    return counted is not None and counted >= rule.at_least


def standing_flags(told: Iterable[tuple[Questionnaire, tuple[FlagRule, ...], Answers]]) -> tuple[Flag, ...]:
    """What stands after several questionnaires, the oldest first: at each question the last answer counts. What was
    not answered again is not taken back."""
    raised: dict[tuple[str, FlagRule], bool] = {}
    for form, rules, answers in told:
        given = submitted(form, answers)
        for rule in rules:
            if values := given.get(rule.item):
                raised[form.key, rule] = any(_raises(rule, form.by_id[rule.item], each) for each in values)
    standing = {rule.flag for (_, rule), holds in raised.items() if holds}
    return tuple(flag for flag in Flag if flag in standing)
