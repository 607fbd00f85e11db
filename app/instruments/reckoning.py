"""Whether what is counted can be counted: every score and flag held against the form it stands on."""

from collections.abc import Iterator
from decimal import Decimal

from app.rules.questionnaire import Item, ItemKind, Questionnaire
from app.rules.scoring import Band, FlagRule, Missing, Score, Sex

KeyPath = tuple[str, ...]


def reckoning_faults(
    form: Questionnaire, scores: tuple[Score, ...], flags: tuple[FlagRule, ...]
) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong, with the place in the file that says it."""
    for at, score in enumerate(scores):
        path = ("score", str(at))
        if score.key in [each.key for each in scores[:at]]:
            yield (*path, "key"), f"the key '{score.key}' is used twice; give each score its own"
        yield from _score_faults(form, score, path)
    for at, rule in enumerate(flags):
        item = form.by_id.get(rule.item)
        if item is None:
            yield ("flag", str(at), "item"), f"'{rule.item}' is no item of the form; take a link id from it"
        elif _most(item) < rule.at_least:
            yield ("flag", str(at)), f"nothing at '{rule.item}' counts {rule.at_least}; give a choice its weight"


def _score_faults(form: Questionnaire, score: Score, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    unknown = [each for each in score.items if each not in form.by_id]
    for each in unknown:
        yield (*path, "items"), f"'{each}' is no item of the form; take a link id from it"
    if unknown:
        return
    items = [form.by_id[each] for each in score.items]
    for item in items:
        if any(each.weight is None for each in item.options) or (item.kind.asks and not _counts(item)):
            yield (*path, "items"), f"'{item.link_id}' has choices without a weight; give each its ordinalValue"
    most = sum(map(_most, items), Decimal(0)) * score.times
    if most != score.most:
        yield (*path, "most"), f"the most it can be is {most}; write that, or mend the weights"
    if (score.missing is Missing.PRORATE) != (score.may_miss > 0):
        yield (*path, "may_miss"), "'may_miss' goes with missing = \"prorate\"; write both or neither"
    for sex in Sex:
        yield from _band_faults(score, sex, path)


def _band_faults(score: Score, sex: Sex, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every total lies in exactly one band, for a woman and for a man."""
    bands = sorted((each for each in score.bands if each.sex in (None, sex)), key=lambda each: each.least)
    if not bands:
        return
    if bands[0].least != 0 or bands[-1].most != score.most or any(map(_gap, bands, bands[1:])):
        yield path, f"the bands for a {sex} must reach from 0 to {score.most}, each beginning where the last ended"


def _gap(one: Band, following: Band) -> bool:
    return following.least != one.most + 1 or one.least > one.most


def _counts(item: Item) -> bool:
    return bool(item.options) or item.kind in (ItemKind.YES_NO, ItemKind.INTEGER, ItemKind.DECIMAL)


def _most(item: Item) -> Decimal:
    """The most one item can count: all of several choices, the greatest of one, 1 for a yes."""
    weights = [each.weight for each in item.options if each.weight is not None]
    if weights:
        return max(weights) if item.most == 1 else sum(weights, Decimal(0))
    if item.kind is ItemKind.YES_NO:
        return Decimal(1)
    return item.most_value if isinstance(item.most_value, Decimal) else Decimal(0)
