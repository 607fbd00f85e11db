"""A questionnaire as a value: its items, when each is asked, and what counts as an answer.

The same for what we wrote ourselves and for what was imported (questionnaires §1). Texts are by language.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from typing import NamedTuple

Texts = Mapping[str, str]  # language -> text


class ItemKind(StrEnum):
    """What is asked for. A group holds others, a display only tells."""

    GROUP = "group"
    DISPLAY = "display"
    YES_NO = "yes_no"
    CHOICE = "choice"
    OPEN_CHOICE = "open_choice"  # one of these, or words of one's own
    STRING = "string"
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    QUANTITY = "quantity"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date_time"

    @property
    def asks(self) -> bool:
        return self not in (ItemKind.GROUP, ItemKind.DISPLAY)


class Operator(StrEnum):
    EXISTS = "exists"
    EQUAL = "="
    UNEQUAL = "!="
    MORE = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


class Passed(StrEnum):
    """Why a question has no answer, said by the person. Each is as good as an answer."""

    SKIPPED = "skipped"
    AT_THE_TALK = "at_the_talk"
    RATHER_NOT = "rather_not"


class Coded(NamedTuple):
    """A choice's meaning. Where there is no code, the words are the meaning."""

    code: str = ""
    system: str = ""
    display: str = ""

    def same_as(self, other: "Coded") -> bool:
        if self.code or other.code:
            return self.code == other.code and (not self.system or not other.system or self.system == other.system)
        return self.display == other.display


class Amount(NamedTuple):
    """A number with its unit."""

    number: Decimal
    unit: str = ""


Value = bool | int | Decimal | str | date | datetime | time | Coded | Amount
Answers = Mapping[str, tuple[Value, ...]]  # an item's link id -> what was answered; several where it repeats


@dataclass(frozen=True, kw_only=True)
class Condition:
    """An item is asked when another's answer is so. ``comparing.is_met`` says when that is."""

    question: str
    operator: Operator
    value: Value


@dataclass(frozen=True, kw_only=True)
class Option:
    """One of the answers to choose between. ``key`` is what a form sends. ``weight`` is what it counts for."""

    key: str
    value: Coded | str | int | date | time
    text: Texts
    weight: Decimal | None = None
    exclusive: bool = False  # 'none of these'


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item. Limits are ``None`` where there are none; ``most`` is how many answers it takes."""

    link_id: str
    kind: ItemKind
    text: Texts
    prefix: str = ""
    help: Texts = field(default_factory=dict)
    required: bool = False
    most: int | None = 1
    read_only: bool = False
    hidden: bool = False
    max_length: int | None = None
    min_length: int | None = None
    least_value: Decimal | date | None = None
    most_value: Decimal | date | None = None
    decimals: int | None = None
    options: tuple[Option, ...] = ()
    open_label: Texts = field(default_factory=dict)
    units: tuple[str, ...] = ()
    initial: tuple[Value, ...] = ()
    conditions: tuple[Condition, ...] = ()
    all_conditions: bool = True
    items: tuple["Item", ...] = ()

    def option(self, key: str) -> Option | None:
        return next((each for each in self.options if each.key == key), None)


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """A frozen form. ``version`` is the hash of its content: an answer belongs to one version for ever."""

    key: str
    version: str
    title: Texts
    languages: tuple[str, ...]
    items: tuple[Item, ...]
    source: str = ""
    copyright: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        return {item.link_id: item for item in walk(self.items)}

    @cached_property
    def parents(self) -> Mapping[str, str | None]:
        return dict(family(self.items, None))

    @cached_property
    def needs(self) -> Mapping[str, frozenset[str]]:
        """For each item, the items that must be settled before it can be said whether it is asked."""
        needs = {}
        for item in walk(self.items):
            named = {self.parents[item.link_id], *(condition.question for condition in item.conditions)}
            needs[item.link_id] = frozenset(each for each in named if each is not None and each in self.by_id)
        return needs

    @cached_property
    def settling_order(self) -> tuple[str, ...]:
        """Every item after those it needs. Raises ``graphlib.CycleError`` for a circle."""
        return tuple(TopologicalSorter(self.needs).static_order())


def walk(items: tuple[Item, ...]) -> Iterator[Item]:
    """Every item in the order in which it is read."""
    for item in items:
        yield item
        yield from walk(item.items)


def family(items: tuple[Item, ...], parent: str | None) -> Iterator[tuple[str, str | None]]:
    for item in items:
        yield item.link_id, parent
        yield from family(item.items, item.link_id)
