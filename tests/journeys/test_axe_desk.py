"""No violation of WCAG 2.2 A or AA on any page of the desk, in any state, on any screen, in any light."""

from tests.journeys.gallery import Eye, Wall


def test_the_desk(wall: Wall, eye: Eye) -> None:
    desk = [sheet for sheet in wall.sheets if sheet.at_desk]
    eye.looks_at(sorted(desk, key=lambda sheet: sheet.language))  # Danish first: it has the longer words
    assert eye.looked_at > 60
