"""The citizen's own goals, in their own words: what they answered at home about what they hope for (A9, D5)."""

from sqlalchemy.orm import Session

from app.answer_sets import sets_of
from app.portal import Portal
from app.questionnaires_in_use import by_version
from app.rules.questionnaire import Coded, Item, Value
from app.vault.cases import OpenCase

PREPARATION = "forberedelse"  # the portal's own form; its link ids are part of it
GOALS = ("h4", "c6", "d8", "h1")  # a good day in half a year; alcohol; drugs; what to help with first


def goals(session: Session, portal: Portal, case: OpenCase, language: str) -> list[tuple[str, str]]:
    """Question and answer, from the newest set that was sent. Nothing where nothing was said."""
    sent = [each for each in sets_of(session, case) if each.sent and each.filling.key == PREPARATION]
    if not sent:
        return []
    filling = sent[-1].filling
    instrument = by_version(session, portal, filling.version)
    if instrument is None:
        return []
    items = ((link_id, instrument.form.by_id.get(link_id)) for link_id in GOALS)
    return [
        (item.text.get(language, ""), "; ".join(said(item, value, language) for value in filling.answers[link_id]))
        for link_id, item in items
        if item is not None and filling.answers.get(link_id)
    ]


def said(item: Item, value: Value, language: str) -> str:
    """A choice in the form's words, and what was written as it was written."""
    if not isinstance(value, Coded):
        return str(value)
    option = next((each for each in item.options if isinstance(each.value, Coded) and each.value.same_as(value)), None)
    return option.text.get(language, value.display) if option else value.display
