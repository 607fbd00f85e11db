"""The citizen says whether we may ask how it goes, and comes back with the old code when help is needed again."""

from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from app import follow_ups
from app.dossier import Dossier
from app.follow_up import actions
from app.follow_up.forms import ComingForm, ConsentForm
from app.models import Staff
from app.portal import Portal
from app.rules.answers import Danger, State
from app.rules.danger_words import danger_words_in
from app.web.forms import Errors, Form, bind
from app.web.language import TEXTS, mark
from app.web.own_decisions import own_held
from app.web.pages import go, language_of, page
from app.web.presence import help_lines, who_reads
from app.web.request import Now, OwnVisit, ThisPortal, TypedForm, Writing
from app.web.typed_again import form_again

router = APIRouter()
AGAIN = mark("Jeg har brug for hjælp igen.")


@router.get("/min-side/opfoelgning")
def back_to_follow_up(request: Request) -> Response:
    """Where the form's own address leads when it is fetched: by a reload, or by the link to another language."""
    return go(request, "own_page")


@router.post("/min-side/opfoelgning")
def answer_follow_up(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Yes or no, as often as one changes one's mind. What is neither changes nothing."""
    asked = bind(ConsentForm, form).value
    if asked:
        dossier = own_held(session, visit.case)
        follow_ups.answer(session, portal, visit.case, dossier.row, asked.follow_up == "yes", now=now)
    return go(request, "own_page")


@router.get("/min-side/igen")
def come_again(request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, now: Now) -> Response:
    """Who can be called this minute, and the few questions that only today can answer (D2, D3)."""
    dossier = own_held(session, visit.case)
    if State(dossier.row.state).open:
        return go(request, "own_page")
    return come_again_page(request, portal, session, dossier, Form(), Errors(), now=now)


@router.post("/min-side/igen")
def open_again(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Open the same inquiry again. Pressed twice, it is opened once."""
    dossier = own_held(session, visit.case)
    if State(dossier.row.state).open:
        return go(request, "own_page")
    bound = bind(ComingForm, form)
    if bound.value is None:
        return come_again_page(request, portal, session, dossier, form, bound.errors, now=now, status=422)
    said = TEXTS[language_of(request)].gettext(AGAIN)
    actions.come_back(session, portal, dossier, bound.value.coming, said, now=now)
    ask = danger_words_in(bound.value.words) and bound.value.danger is not Danger.YES
    return go(request, "urgent" if ask else "own_page")


def come_again_page(
    request: Request,
    portal: Portal,
    session: Writing,
    dossier: Dossier,
    form: Form,
    errors: Errors,
    *,
    now: datetime,
    status: int = 200,
) -> Response:
    centre, language = portal.catalogue.centres[dossier.row.centre], language_of(request)
    before = actions.contact_before(session, dossier.row)
    staff = session.get(Staff, before) if before else None
    context = {
        "dossier": dossier,
        "before": staff.name.split()[0] if staff and staff.active else "",
        "lines": help_lines(portal.catalogue, now, language, centre=centre),
        "reads": who_reads(centre, now, language),
        "form": form_again(form),
        "errors": errors,
    }
    return page(request, "follow_up/citizen/come_again.html", context, status=status)
