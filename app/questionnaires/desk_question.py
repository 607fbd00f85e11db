"""One question as a counsellor meets it: asked aloud and written down, or added to."""

from typing import Annotated

from fastapi import Path, Request
from starlette.responses import Response

from app.known_sets import KnownSet
from app.models import Inquiry
from app.questionnaires.fields import field_view, typed_of
from app.questionnaires.forms import Sent
from app.questionnaires.views import form_title, place_of
from app.rules.form_pages import plan
from app.rules.questionnaire import Item, Passed
from app.web.answer_words import asked_in_words, told_in_words
from app.web.pages import language_of, page

Place = Annotated[int, Path(ge=1, le=9_999)]


def item_at(own: KnownSet, place: int) -> Item | None:
    """The question at a place, when it is asked."""
    planned = plan(own.instrument.form)
    item = planned.order[place - 1] if place <= len(planned.order) else None
    return item if item in own.pages.questions else None


def question_page(
    request: Request, row: Inquiry, own: KnownSet, item: Item, sent: Sent | None, *, beside: bool
) -> Response:
    language = language_of(request)
    told = own.filling.told(item.link_id)
    field = field_view(item, sent.typed if sent else typed_of(item, None if beside else told, language), language)
    context = {
        "row": row,
        "set_key": own.set.key,
        "title": form_title(own, language),
        "place": place_of(own, item),
        "question": asked_in_words(item, language),
        "field": field,
        "told": told_in_words(item, told, language),
        "passed": told if isinstance(told, Passed) else None,
        "errors": {("choice" if field.options else "own"): sent.fault} if sent else {},
    }
    template = "ask_beside" if beside else "ask_with_citizen"
    return page(request, f"questionnaires/staff/{template}.html", context, status=422 if sent else 200)
