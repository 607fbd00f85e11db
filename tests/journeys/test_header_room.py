"""The header holds the name, 'close my page' and the way out beside each other: in every language, at every width."""

from itertools import combinations

import pytest

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, Visitor, Visitors

WIDTHS = (320, 360, 480, 767, 768, 800, 1024, 1280, 1440)
BOXES = """() => [".ig-brand", ".ig-header__side", ".ig-exit__link"].flatMap(name => {
  const box = document.querySelector(name)?.getBoundingClientRect();
  return box && box.width ? [[name, box.left, box.top, box.right, box.bottom]] : [];
})"""
Box = tuple[str, float, float, float, float]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_nothing_in_the_header_lies_over_anything_else(visitors: Visitors, served: Served, prefix: str) -> None:
    nadia = visitors.at(served, DESKTOP)
    doing.write(nadia, prefix=prefix)
    doing.send(nadia)
    doing.write_down(nadia)
    nadia.goes(f"{prefix}/min-side")
    for width in WIDTHS:
        boxes = in_header(nadia, width)
        assert len(boxes) == (3 if width >= 768 else 2), width
        for one, other in combinations(boxes, 2):
            assert not overlap(one, other), f"{width}: {one} and {other}"


def in_header(visitor: Visitor, width: int) -> list[Box]:
    visitor.page.set_viewport_size({"width": width, "height": 800})
    return [tuple(box) for box in visitor.page.evaluate(BOXES)]


def overlap(one: Box, other: Box) -> bool:
    _, left, top, right, bottom = one
    _, other_left, other_top, other_right, other_bottom = other
    return left < other_right and other_left < right and top < other_bottom and other_top < bottom
