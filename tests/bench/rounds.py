"""Several rounds of the same, taken by turns, and their medians: the machine is never twice the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Pace:
    """How long and how often. ``quick`` is for finding out, not for telling."""

    quick: bool = False

    @property
    def rounds(self) -> int:
        return 1 if self.quick else 3

    @property
    def seconds(self) -> float:
        return 1.0 if self.quick else 2.5

    @property
    def burst(self) -> int:
        return 500

    @property
    def sizes(self) -> tuple[int, ...]:
        return (1_000, 20_000) if self.quick else (1_000, 100_000, 1_000_000)


@dataclass
class Rounds:
    """What was measured, by name, a number a round."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    def take(self, pace: Pace, measures: Mapping[str, Callable[[], float]]) -> "Rounds":
        """Each measure once a round, so that a slow minute falls on all of them."""
        for _ in range(pace.rounds):
            for name, measure in measures.items():
                self.taken.setdefault(name, []).append(measure())
        return self

    def __getitem__(self, name: str) -> float:
        return median(self.taken[name])

    def all(self, name: str) -> tuple[float, ...]:
        return tuple(round(value, 3) for value in self.taken[name])

    def ratio(self, one: str, other: str) -> float:
        """The median of each round's own ratio."""
        return median(a / b for a, b in zip(self.taken[one], self.taken[other], strict=True))

    def ratios(self, one: str, other: str) -> tuple[float, ...]:
        return tuple(round(a / b, 3) for a, b in zip(self.taken[one], self.taken[other], strict=True))
