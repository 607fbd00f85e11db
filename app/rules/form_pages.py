"""A questionnaire as pages: one question each, in parts that can be taken in any order (A2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.rules.branching import enabled, unseen
from app.rules.filling import Filling
from app.rules.questionnaire import Item, ItemKind, Questionnaire, Texts, walk


@dataclass(frozen=True)
class Part:
    """Questions that belong together: a life area. ``title`` is empty where the form gives none."""

    number: int
    title: Texts
    link_ids: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One question with what stands around it. ``place`` is where the item stands in the form, and its address."""

    place: int
    item: Item
    part: Part
    around: tuple[Texts, ...]  # the headings it stands under, the outermost first
    above: tuple[Item, ...]
    below: tuple[Item, ...]


@dataclass(frozen=True)
class Pages:
    """The pages of one form as one person meets them: with their own answers, and no others."""

    form: Questionnaire
    filling: Filling

    @cached_property
    def asked(self) -> frozenset[str]:
        return enabled(self.form, self.filling.answers)

    @cached_property
    def questions(self) -> tuple[Item, ...]:
        """Those that the person is asked now. What the form answers by itself is not among them."""
        return tuple(item for item in plan(self.form).questions if item.link_id in self.asked)

    @cached_property
    def parts(self) -> tuple[tuple[Part, tuple[Item, ...]], ...]:
        """The parts that have anything to ask, each with its questions."""
        found = (
            (part, tuple(each for each in self.questions if each.link_id in part.link_ids))
            for part in plan(self.form).parts
        )
        return tuple((part, questions) for part, questions in found if questions)

    def is_told(self, item: Item) -> bool:
        return self.filling.told(item.link_id) is not None

    def told_in(self, questions: tuple[Item, ...]) -> int:
        return sum(map(self.is_told, questions))

    def part_of(self, item: Item) -> tuple[Part, tuple[Item, ...]]:
        return next((part, questions) for part, questions in self.parts if item.link_id in part.link_ids)

    def first_open(self, questions: tuple[Item, ...]) -> Item:
        """Where to go on: the first that is not told, or the first of all."""
        return next((each for each in questions if not self.is_told(each)), questions[0])

    def beside(self, item: Item, step: int) -> Item | None:
        """The question before or after it in its part."""
        _, questions = self.part_of(item)
        at = questions.index(item) + step
        return questions[at] if 0 <= at < len(questions) else None

    def page(self, item: Item) -> Page:
        part, _ = self.part_of(item)
        found = plan(self.form)
        here = found.places[item.link_id]
        others = [found.places[each.link_id] for each in self.questions]
        before = max((each for each in others if each < here), default=0)
        is_last = here == others[-1]
        inside = {each.link_id for each in item.items if each.kind is ItemKind.DISPLAY and not each.conditions}
        return Page(
            place=here,
            item=item,
            part=part,
            around=tuple(self._headings(item)),
            above=tuple(each for each in self._told_between(before, here) if not self._belongs_to_a_question(each)),
            below=tuple(
                each
                for each in self._told_between(here, len(found.order) + 1)
                if each.link_id in inside or (is_last and not self._belongs_to_a_question(each))
            ),
        )

    def _told_between(self, start: int, end: int) -> Iterator[Item]:
        """What is only to be read, between two places in the form."""
        read = plan(self.form).only_read & self.asked
        for each in plan(self.form).order[start : end - 1]:
            if each.link_id in read and (each.kind is ItemKind.DISPLAY or self.filling.answers.get(each.link_id)):
                yield each

    def _belongs_to_a_question(self, item: Item) -> bool:
        parent = self.form.parents[item.link_id]
        return parent is not None and not item.conditions and self.form.by_id[parent].kind.asks

    def _headings(self, item: Item) -> Iterator[Texts]:
        above = []
        parent = self.form.parents[item.link_id]
        while parent is not None:
            above.append(self.form.by_id[parent])
            parent = self.form.parents[parent]
        yield from (each.text for each in reversed(above) if each.text and each.kind is ItemKind.GROUP)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What of a form's pages is the same for everybody. ``places`` begin with 1."""

    order: tuple[Item, ...]
    places: dict[str, int]
    questions: tuple[Item, ...]
    only_read: frozenset[str]
    parts: tuple[Part, ...]


def plan(form: Questionnaire) -> Plan:
    """Worked out once, and kept with the form as its own cached properties are."""
    found: Plan | None = vars(form).get("_plan")
    if found is None:
        found = vars(form)["_plan"] = _planned(form)
    return found


def _planned(form: Questionnaire) -> Plan:
    order = tuple(walk(form.items))
    seen = [each for each in order if not unseen(form, each)]
    return Plan(
        order=order,
        places={each.link_id: number for number, each in enumerate(order, start=1)},
        questions=tuple(each for each in seen if each.kind.asks and not each.read_only),
        only_read=frozenset(
            each.link_id for each in seen if each.kind is ItemKind.DISPLAY or (each.kind.asks and each.read_only)
        ),
        parts=tuple(_parts(form)),
    )


def _parts(form: Questionnaire) -> Iterator[Part]:
    """Each outermost group is a part, and so are questions in a row that stand in none."""
    outermost = form.items
    while len(outermost) == 1 and outermost[0].kind is ItemKind.GROUP:
        outermost = outermost[0].items
    loose: list[Item] = []
    number = 0
    for item in (*outermost, None):
        if item is not None and item.kind is not ItemKind.GROUP:
            loose.append(item)
            continue
        if loose:
            number += 1
            yield Part(number, {}, _ids(tuple(loose)))
            loose = []
        if item is not None:
            number += 1
            yield Part(number, item.text, _ids((item,)))


def _ids(items: tuple[Item, ...]) -> frozenset[str]:
    return frozenset(each.link_id for each in walk(items))
