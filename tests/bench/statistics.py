"""Figures: what was measured, beside the bar it must reach and the limit it was measured against."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from statistics import median

__all__ = ["Bar", "Figure", "median", "missed", "percentile", "table"]


@dataclass(frozen=True)
class Bar:
    """What a figure must reach: ``at_least`` or ``at_most``."""

    at_least: float | None = None
    at_most: float | None = None

    def met(self, value: float) -> bool:
        if math.isnan(value):
            return False
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        if self.at_least is not None:
            return f"≥ {self.at_least:g}"
        return f"≤ {self.at_most:g}" if self.at_most is not None else "–"


@dataclass(frozen=True)
class Figure:
    """One measured number. ``beside`` says what the machine itself can do, measured in the same run."""

    key: str
    value: float
    bar: Bar = Bar()
    beside: str = ""
    runs: tuple[float, ...] = ()

    @property
    def met(self) -> bool:
        return self.bar.met(self.value)

    def named(self, key: str) -> "Figure":
        return replace(self, key=key)

    def as_json(self) -> dict[str, object]:
        return asdict(self) | {"met": self.met}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of all do not exceed; not a number where there are none."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else math.nan


def missed(figures: Iterable[Figure]) -> list[str]:
    return [figure.key for figure in figures if not figure.met]


def table(figures: Iterable[Figure]) -> str:
    """The figures as Markdown, ready for the README."""
    rows = ["| What | Measured | Must be | Beside |", "| --- | --- | --- | --- |"]
    for figure in figures:
        mark = "" if figure.met else " **missed**"
        rows.append(f"| `{figure.key}` | {shown(figure.value)}{mark} | {figure.bar} | {figure.beside} |")
    return "\n".join(rows)


def shown(value: float) -> str:
    """Three digits that mean something; more would be noise."""
    if math.isnan(value):
        return "none"
    digits = 0 if value == 0 else 2 - math.floor(math.log10(abs(value)))
    return f"{round(value, digits):,.{max(0, digits)}f}"
