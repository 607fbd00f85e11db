"""No violation of WCAG 2.2 A or AA on any question, however it is answered, on any screen, in any light."""

from tests.journeys.gallery import QUESTIONS, Eye, Wall


def test_the_questions(wall: Wall, eye: Eye) -> None:
    questions = [sheet for sheet in wall.sheets if sheet.route in QUESTIONS]
    eye.looks_at(sorted(questions, key=lambda sheet: sheet.language))  # Danish first: it has the longer words
    assert eye.looked_at > 20
