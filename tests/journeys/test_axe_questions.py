"""No violation of WCAG 2.2 A or AA on any question, however it is answered, on any screen, in any light."""

import pytest

from tests.journeys.gallery import QUESTIONS, Eye, Wall


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_questions(wall: Wall, eye: Eye, language: str) -> None:
    eye.looks_at(sheet for sheet in wall.sheets if sheet.route in QUESTIONS and sheet.language == language)
    assert eye.looked_at > 20
