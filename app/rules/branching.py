"""Which items are asked, by what was answered so far, and what of the answers counts."""

from graphlib import CycleError

from app.rules.comparing import is_met
from app.rules.questionnaire import Answers, Item, Questionnaire, Value, walk


def enabled(form: Questionnaire, answers: Answers) -> frozenset[str]:
    """The items that are asked, by what was answered so far. What is not asked counts as not answered, for the others
    too; an item inside one that is not asked is not asked either. Raises ``CycleError`` for a circle (see ``loop``)."""
    on: set[str] = set()
    for link_id in form.settling_order:
        item, parent = form.by_id[link_id], form.parents[link_id]
        if parent is not None and parent not in on:
            continue
        met = (is_met(each, answers.get(each.question, ()) if each.question in on else ()) for each in item.conditions)
        if not item.conditions or (all(met) if item.all_conditions else any(met)):
            on.add(link_id)
    return frozenset(on)


def submitted(form: Questionnaire, answers: Answers) -> dict[str, tuple[Value, ...]]:
    """What is sent and counted: the answers to questions that are asked, in the form's order."""
    asked = enabled(form, answers)
    return {
        link_id: answers[link_id]
        for link_id, item in form.by_id.items()
        if link_id in asked and item.kind.asks and answers.get(link_id)
    }


def questions(form: Questionnaire, answers: Answers) -> list[Item]:
    """The questions that are asked now, one a page, in order. What is never shown is not among them."""
    asked = enabled(form, answers)
    return [each for each in walk(form.items) if each.link_id in asked and each.kind.asks and not unseen(form, each)]


def unseen(form: Questionnaire, item: Item) -> bool:
    """Whether it, or anything around it, is kept from everybody's eyes."""
    if item.hidden:
        return True
    parent = form.parents[item.link_id]
    return parent is not None and unseen(form, form.by_id[parent])


def prefilled(form: Questionnaire) -> dict[str, tuple[Value, ...]]:
    """What the form itself has answered, where nobody else can: questions that are never shown, or only to be read."""
    return {
        item.link_id: item.initial
        for item in walk(form.items)
        if item.initial and item.kind.asks and (item.read_only or unseen(form, item))
    }


def loop(form: Questionnaire) -> tuple[str, ...]:
    """The items of a circle, where each is asked depending on the next; empty when there is none."""
    try:
        form.settling_order  # noqa: B018  (worked out once, and kept with the form)
    except CycleError as error:
        circle: list[str] = error.args[1]
        return tuple(reversed(circle))[1:]
    return ()
