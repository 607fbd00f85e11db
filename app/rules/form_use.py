"""Who decides what a centre asks, and what a questionnaire from a file is like to fill in (A2)."""

from app.rules.obstacle import Obstacle
from app.rules.questionnaire import Questionnaire, walk
from app.rules.triage import Role

WORDS_A_MINUTE = 150
SECONDS_AN_ANSWER = 6


def obstacle_to_choose_forms(*, role: Role) -> Obstacle | None:
    """Why this person may not say what the centre asks. Counsellors see it; a leader decides."""
    return None if role is Role.LEADER else Obstacle.LEADER_CHOOSES_FORMS


def minutes_to_fill_in(form: Questionnaire, language: str) -> int:
    """About how many whole minutes it takes to read everything aloud to oneself and answer. At least one."""
    items = [each for each in walk(form.items) if not each.hidden]
    texts = (
        text
        for item in items
        for texts in (item.text, item.help, *(each.text for each in item.options))
        if (text := texts.get(language))
    )
    words = sum(len(text.split()) for text in texts)
    seconds = 60 * words / WORDS_A_MINUTE + SECONDS_AN_ANSWER * sum(each.kind.asks for each in items)
    return max(1, round(seconds / 60))
