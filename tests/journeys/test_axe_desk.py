"""No violation of WCAG 2.2 A or AA on any page of the desk, in any state, on any screen, in any light."""

import pytest

from tests.journeys.gallery import Eye, Wall


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_desk(wall: Wall, eye: Eye, language: str) -> None:
    eye.looks_at(sheet for sheet in wall.sheets if sheet.at_desk and sheet.language == language)
    assert eye.looked_at > 20
