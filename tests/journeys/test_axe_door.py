"""No violation of WCAG 2.2 A or AA on any page of the door, in any state, on any screen, in any light."""

import pytest

from tests.journeys.gallery import Eye, Wall

QUESTIONS = frozenset({"question", "answer"})


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_questions(wall: Wall, eye: Eye, language: str) -> None:
    eye.looks_at(sheet for sheet in wall.sheets if sheet.route in QUESTIONS and sheet.language == language)
    assert eye.looks > 100


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_but_the_questions(wall: Wall, eye: Eye, language: str) -> None:
    door = (sheet for sheet in wall.sheets if not sheet.at_desk and sheet.route not in QUESTIONS)
    eye.looks_at(sheet for sheet in door if sheet.language == language)
    assert eye.looks > 100
