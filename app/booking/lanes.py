"""Who stands beside whom: every span of a day gets a lane, so that nothing in the week covers anything else."""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

Id = TypeVar("Id", bound=Hashable)
SHARES = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60)  # what a day can be divided into: the style sheet has sixty columns
MOST = SHARES[-1]


class Lane(NamedTuple):
    """The ``number``-th of ``of`` equal parts of a day's width, counted from 0."""

    number: int
    of: int


def lanes(spans: Iterable[tuple[Id, int, int]], *, least: int = 1) -> dict[Id, Lane]:
    """A lane for each ``(id, begins, ends)``; two that touch the same minute never share one.

    Spans that hang together in time are divided alike, into at least ``least`` parts, so that an hour with one
    talk looks as an hour with two.
    """
    found: dict[Id, Lane] = {}
    for together in clusters(sorted(spans, key=lambda each: (each[1], -each[2]))):
        numbers = lane_numbers(together)
        of = share(max(least, max(numbers.values()) + 1))
        found |= {each: Lane(number, of) for each, number in numbers.items()}
    return found


def clusters(spans: Sequence[tuple[Id, int, int]]) -> Iterable[list[tuple[Id, int, int]]]:
    """Spans that overlap, directly or through others."""
    together: list[tuple[Id, int, int]] = []
    until = 0
    for each in spans:
        if together and each[1] >= until:
            yield together
            together = []
        until = max(until, each[2]) if together else each[2]
        together.append(each)
    if together:
        yield together


def lane_numbers(spans: Sequence[tuple[Id, int, int]]) -> dict[Id, int]:
    """The first lane that is free when each begins. Beyond ``MOST`` they share the last: sixty side by side are a blur
    anyway, and the list beneath still says each of them."""
    free_from: list[int] = []
    numbers: dict[Id, int] = {}
    for each, begins, ends in spans:
        number = next((lane for lane, free in enumerate(free_from) if free <= begins), len(free_from))
        if number == len(free_from):
            free_from.append(ends)
        free_from[number] = ends
        numbers[each] = min(number, MOST - 1)
    return numbers


def share(count: int) -> int:
    return next(each for each in SHARES if each >= min(count, MOST))
