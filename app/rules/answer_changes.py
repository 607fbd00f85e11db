"""What is otherwise in one set of answers than in another of the same questionnaire (D6)."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.rules.branching import submitted
from app.rules.filling import Filling, Told
from app.rules.form_pages import plan
from app.rules.questionnaire import Item, Questionnaire


@dataclass(frozen=True)
class Change:
    """One question: how it was answered then, and how it is answered now. ``None`` where it was not asked or told."""

    item: Item
    before: Told
    after: Told


def changes(before: tuple[Questionnaire, Filling], after: tuple[Questionnaire, Filling]) -> Iterator[Change]:
    """Every question that was answered in another way, in the newer form's order, and last what it no longer asks."""
    then, now = counted(*before), counted(*after)
    newer = plan(after[0]).questions
    known = {each.link_id for each in newer}
    gone = (each for each in plan(before[0]).questions if each.link_id not in known)
    for item in (*newer, *gone):
        old, new = then.get(item.link_id), now.get(item.link_id)
        if (old or None) != (new or None):
            yield Change(item, old, new)


def counted(form: Questionnaire, filling: Filling) -> dict[str, Told]:
    """What counts: answers to questions that are asked, and why others have none."""
    answers = submitted(form, filling.answers)
    return {**{link_id: why for link_id, why in filling.passed.items() if link_id in form.by_id}, **answers}
