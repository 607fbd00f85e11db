"""A curve over time, ready to be drawn: places in an SVG of a fixed size, and the same as rows of a table (D6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.web.answer_words import number_in_words
from app.web.words import short_day

WIDTH, HEIGHT = 400, 220  # small, so that its words can be read on a phone
LEFT, RIGHT, TOP, BOTTOM = 48, 16, 26, 18
LINES = 4  # how many parts the height is divided into


@dataclass(frozen=True)
class Point:
    """One score on one day. ``x`` and ``y`` are places in the drawing."""

    day: str
    said: str
    x: int
    y: int


@dataclass(frozen=True)
class Level:
    """A line across the drawing, with its number."""

    y: int
    said: str


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Everything that ``components/curve.html`` needs. ``name`` is what was counted, and tells apart two on a page."""

    key: str
    name: str
    points: tuple[Point, ...]
    levels: tuple[Level, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def line(self) -> str:
        return " ".join(f"{each.x},{each.y}" for each in self.points)


def curve(key: str, name: str, scores: Sequence[tuple[date, Decimal]], *, most: Decimal, language: str) -> Curve | None:
    """The scores of one questionnaire, the oldest first; ``None`` for fewer than two, which are no curve."""
    if len(scores) < 2:
        return None
    first, last = scores[0][0], scores[-1][0]
    span = (last - first).days
    points = []
    for number, (day, total) in enumerate(scores):
        along = (day - first).days / span if span else number / (len(scores) - 1)
        x = LEFT + round(along * (WIDTH - LEFT - RIGHT))
        points.append(Point(short_day(day, language), number_in_words(total, language), x, _height(total, most)))
    levels = [most * step / LINES for step in range(LINES + 1)]
    return Curve(
        key=key,
        name=name,
        points=tuple(points),
        levels=tuple(Level(_height(each, most), number_in_words(each.normalize(), language)) for each in levels),
    )


def _height(total: Decimal, most: Decimal) -> int:
    part = float(total / most) if most else 0.0
    return round(HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM))
