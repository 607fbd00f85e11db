"""No violation of WCAG 2.2 A or AA on any page of the door, in any state, on any screen, in any light."""

from tests.journeys.gallery import QUESTIONS, Eye, Wall


def test_the_door(wall: Wall, eye: Eye) -> None:
    door = [sheet for sheet in wall.sheets if not sheet.at_desk and sheet.route not in QUESTIONS]
    eye.looks_at(sorted(door, key=lambda sheet: sheet.language))  # Danish first: it has the longer words
    assert eye.looked_at > 100


def test_the_component_page_is_looked_at_in_both_directions(wall: Wall) -> None:
    directions = {sheet.page.all("html")[0].get("dir") for sheet in wall.sheets if sheet.route == "components"}
    assert directions == {"ltr", "rtl"}
