"""Questionnaires that a citizen fills in at home: which there are, where they stand, beginning and giving up (A2)."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.known_sets import KnownSet
from app.questionnaires import actions, answering, queries, sending, views
from app.questionnaires.forms import SetKey
from app.questionnaires.queries import own_dossier, own_set
from app.rules.answers import State
from app.rules.own_deeds import obstacle_to_answer
from app.web.answer_words import say
from app.web.forms import FAULTS
from app.web.pages import go, language_of, page
from app.web.presence import who_reads
from app.web.request import Now, OwnVisit, Reading, ThisPortal, TypedForm, Writing, there

router = APIRouter()


@router.get("/min-side/skemaer")
def questionnaires(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """What may be filled in at home, with its minutes and its purpose; what is begun; and what was sent."""
    dossier, language = own_dossier(session, visit.case), language_of(request)
    context = {
        "shelf": queries.shelf(session, portal, dossier),
        "say": lambda texts: say(texts, language),
        "may_answer": obstacle_to_answer(state=State(dossier.row.state)) is None,
        "reads": who_reads(portal.catalogue.centres[dossier.row.centre], now, language),
    }
    return page(request, "questionnaires/citizen/questionnaires.html", context)


@router.post("/min-side/skemaer")
def begin_questionnaire(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Begin one, or go on with it when it is begun already, here or on another device."""
    dossier = own_dossier(session, visit.case, to_change=True)
    begun = actions.start(session, portal, dossier, form.text("form"), earlier=None, now=now)
    return go(request, "questionnaire", set_key=begun.key)


@router.get("/min-side/skemaer/{set_key}")
def questionnaire(
    request: Request, set_key: SetKey, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now
) -> Response:
    """Where it stands: its parts in any order, how far each is, and the way to send it."""
    own = there(own_set(session, portal, visit.case, set_key))
    if own.set.sent:
        return go(request, "sent_answers", set_key=set_key)
    dossier, language = own_dossier(session, visit.case), language_of(request)
    pages = own.pages
    context = {
        **views.common(own, language),
        "intro": say(own.instrument.intro, language),
        "minutes": own.instrument.minutes,
        "parts": views.part_views(request, own),
        "told": pages.told_in(pages.questions),
        "of": len(pages.questions),
        "on": views.question_address(request, own, pages.first_open(pages.questions)) if pages.questions else "",
        "reads": who_reads(portal.catalogue.centres[dossier.row.centre], now, language),
    }
    return page(request, "questionnaires/citizen/questionnaire.html", context)


@router.get("/min-side/skemaer/{set_key}/igen")
def fill_again(request: Request, set_key: SetKey, portal: ThisPortal, session: Reading, visit: OwnVisit) -> Response:
    """Ask whether to begin with the answers from last time (D2)."""
    return again_page(request, there(own_set(session, portal, visit.case, set_key)))


@router.post("/min-side/skemaer/{set_key}/igen")
def begin_again(
    request: Request,
    set_key: SetKey,
    portal: ThisPortal,
    session: Writing,
    visit: OwnVisit,
    form: TypedForm,
    now: Now,
) -> Response:
    """Earlier answers are used only by a yes. What is counted begins empty."""
    dossier = own_dossier(session, visit.case, to_change=True)
    earlier = there(own_set(session, portal, visit.case, set_key))
    asks = actions.may_be_reused(earlier.instrument)
    if asks and form.text("reuse") not in ("yes", "no"):
        return again_page(request, earlier, fault=FAULTS["literal_error"])
    reused = earlier if asks and form.text("reuse") == "yes" else None
    begun = actions.start(session, portal, dossier, earlier.filling.key, earlier=reused, now=now)
    return go(request, "questionnaire", set_key=begun.key)


@router.get("/min-side/skemaer/{set_key}/slet")
def ask_drop_answers(
    request: Request, set_key: SetKey, portal: ThisPortal, session: Reading, visit: OwnVisit
) -> Response:
    own = there(own_set(session, portal, visit.case, set_key))
    if own.set.sent:
        return go(request, "sent_answers", set_key=set_key)
    return page(request, "questionnaires/citizen/ask_drop_answers.html", views.common(own, language_of(request)))


@router.post("/min-side/skemaer/{set_key}/slet")
def drop_answers(request: Request, set_key: SetKey, portal: ThisPortal, session: Writing, visit: OwnVisit) -> Response:
    """Take away what was begun. Gone already, or sent: the list of questionnaires says which."""
    own = own_set(session, portal, visit.case, set_key, to_change=True)
    if own:
        actions.drop(session, own)
    return go(request, "questionnaires")


def again_page(request: Request, own: KnownSet, *, fault: str = "") -> Response:
    context = {
        **views.common(own, language_of(request)),
        "asks": actions.may_be_reused(own.instrument),
        "errors": {"reuse": fault} if fault else {},
    }
    return page(request, "questionnaires/citizen/fill_again.html", context, status=422 if fault else 200)


for each in (sending, answering):
    router.include_router(each.router)
