"""One question a page: shown, answered or passed over, saved, and on to the next (A2)."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from app.known_sets import KnownSet
from app.questionnaires import actions, views
from app.questionnaires.actions import Kept
from app.questionnaires.fields import field_view
from app.questionnaires.forms import Place, Sent, SetKey, read_page
from app.questionnaires.queries import own_dossier, own_set
from app.rules.answers import State
from app.rules.form_pages import plan
from app.rules.questionnaire import Item
from app.web.answer_words import asked_in_words, told_in_words
from app.web.pages import go, language_of, page
from app.web.request import OwnVisit, Reading, ThisPortal, TypedForm, Writing, there

router = APIRouter()
CHECK = "check"
WHY = {Kept.TOO_LATE: "sent", Kept.CLOSED: "closed", Kept.NOT_ASKED: "not_asked"}  # not_counted.html has words for each


@router.get("/min-side/skemaer/{set_key}/{place}")
def form_question(
    request: Request,
    set_key: SetKey,
    place: Place,
    portal: ThisPortal,
    session: Reading,
    visit: OwnVisit,
    then: Annotated[str, Query()] = "",
) -> Response:
    own = there(own_set(session, portal, visit.case, set_key))
    item = there(item_at(own, place))
    if own.set.sent or item not in own.pages.questions:
        return to_overview(request, own)
    return question_page(request, own, item, None, then=then)


@router.post("/min-side/skemaer/{set_key}/{place}")
def answer_form_question(
    request: Request,
    set_key: SetKey,
    place: Place,
    portal: ThisPortal,
    session: Writing,
    visit: OwnVisit,
    form: TypedForm,
) -> Response:
    """Save what was answered. Nothing is lost without being shown: another device's answer, or one that came too late,
    stands on a page of its own beside what was typed here."""
    own = there(own_set(session, portal, visit.case, set_key, to_change=True))
    item = there(item_at(own, place))
    sent = read_page(item, form, language_of(request))
    if sent.version != own.instrument.form.version:
        return lost_page(request, own, item, sent, "version")
    if sent.fault:
        return fault_page(request, own, item, sent)
    state = State(own_dossier(session, visit.case).row.state)
    kept, after = actions.answer(own, visit.case, state, item.link_id, sent.told, seen=sent.revision, mine=sent.mine)
    if kept is Kept.CLASHES:
        return two_answers_page(request, own, item, sent)
    if kept is not Kept.STORED:
        return lost_page(request, after, item, sent, WHY[kept])
    return on(request, after, item, sent)


def item_at(own: KnownSet, place: int) -> Item | None:
    """The question at a place of the form. What nobody is ever asked has no page."""
    planned = plan(own.instrument.form)
    item = planned.order[place - 1] if place <= len(planned.order) else None
    return item if item in planned.questions else None


def on(request: Request, own: KnownSet, item: Item, sent: Sent) -> RedirectResponse:
    """To another field for the same question, back to the check, or to the next question of this part."""
    set_key = own.set.key
    if sent.back_to_check and not sent.more:
        return go(request, "check_answers", set_key=set_key)
    if item not in own.pages.questions:
        return to_overview(request, own)
    following = item if sent.more else own.pages.beside(item, 1)
    if following:
        return go(request, "form_question", set_key=set_key, place=views.place_of(own, following))
    return go(request, "check_answers", set_key=set_key) if len(own.pages.parts) == 1 else to_overview(request, own)


def question_page(request: Request, own: KnownSet, item: Item, sent: Sent | None, *, then: str) -> Response:
    context = views.question_context(request, own, item, sent, then=CHECK if then == CHECK else "")
    return page(request, "questionnaires/citizen/form_question.html", context, status=422 if sent else 200)


def fault_page(request: Request, own: KnownSet, item: Item, sent: Sent) -> Response:
    """The question again with what was typed; or, where it is no longer asked, only what was typed."""
    if own.set.sent:
        return lost_page(request, own, item, sent, "sent")
    if item not in own.pages.questions:
        return lost_page(request, own, item, sent, "not_asked")
    return question_page(request, own, item, sent, then=CHECK if sent.back_to_check else "")


def two_answers_page(request: Request, own: KnownSet, item: Item, sent: Sent) -> Response:
    language = language_of(request)
    context = {
        **views.common(own, language),
        "question": asked_in_words(item, language),
        "at": views.place_of(own, item),
        "mine": told_in_words(item, sent.told, language),
        "theirs": told_in_words(item, own.filling.told(item.link_id), language),
        "typed": sent.typed,
        "passed": "" if isinstance(sent.told, tuple) else sent.told,
        "then": CHECK if sent.back_to_check else "",
        "on": on(request, own, item, sent).headers["location"],
    }
    return page(request, "questionnaires/citizen/two_answers.html", context, status=409)


def lost_page(request: Request, own: KnownSet, item: Item, sent: Sent, why: str) -> Response:
    """What was answered here does not count, and why: so that it can be said elsewhere."""
    language = language_of(request)
    typed = [*(text for key, text in field_view(item, sent.typed, language).options if key in sent.typed.choice)]
    context = {
        **views.common(own, language),
        "question": asked_in_words(item, language),
        "mine": told_in_words(item, sent.told, language) or "\n".join([*typed, *sent.typed.own]).strip(),
        "why": why,
    }
    return page(request, "questionnaires/citizen/not_counted.html", context, status=409)


def to_overview(request: Request, own: KnownSet) -> RedirectResponse:
    return go(request, "questionnaire", set_key=own.set.key)
