"""The one page that shows the access code, and the way on from it."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.appointments.own import anything_to_choose
from app.dossier import Dossier, find
from app.forgetting import forget_inquiry
from app.inquiries.drafts import find_draft
from app.inquiries.sent import Sent, sent_from, waiting_code
from app.inquiries.views import what_happens
from app.portal import Portal
from app.timeline import Actor
from app.vault import browser
from app.vault.browser import CodeToShow
from app.vault.codes import grouped
from app.web import cookies
from app.web.language import mark
from app.web.own_forms import may_fill_in
from app.web.pages import go, language_of, page
from app.web.request import Now, Reading, ThisPortal, TypedForm, Writing

router = APIRouter()
NOT_TICKED = mark("Sæt et kryds, når du har skrevet koden ned.")


@router.get("/kode")
def code(request: Request, portal: ThisPortal, session: Reading, now: Now) -> Response:
    """Show the code, for ten minutes at most, in the browser that sent the inquiry."""
    sent = sent_from(request, portal, now=now)
    waiting = sent.waiting if sent else None
    dossier = find(session, waiting.case) if waiting else None
    if waiting is None or dossier is None:
        return no_code(request, portal, sent, now=now)
    with portal.vault.keystore.writing() as keystore:
        browser.put_on_screen(keystore, request.cookies[cookies.DRAFT], now=now)
    return code_page(request, session, waiting, dossier)


@router.post("/kode")
def written_down(request: Request, portal: ThisPortal, session: Reading, form: TypedForm, now: Now) -> Response:
    """The code is kept: forget it here, and go on to a time where there is one, else to the citizen's own page."""
    waiting = waiting_code(request, portal, now=now)
    dossier = find(session, waiting.case) if waiting else None
    if waiting is None or dossier is None:
        return go(request, "code")  # which says why there is none
    if "written_down" not in form:
        return code_page(request, session, waiting, dossier, errors={"written_down": NOT_TICKED}, status=422)
    with portal.vault.keystore.writing() as keystore:
        session_token = browser.begin_session(keystore, waiting.case, now=now)
        browser.drop_code(keystore, request.cookies[cookies.DRAFT])
        browser.drop_draft(keystore, request.cookies[cookies.DRAFT])  # gone already, where the code was seen
    response = go(request, "times" if has_times(session, portal, dossier, now=now) else "own_page")
    cookies.give(response, cookies.CITIZEN, session_token)
    cookies.take(response, cookies.DRAFT)
    return response


def has_times(session: Session, portal: Portal, dossier: Dossier, *, now: datetime) -> bool:
    """Whether the centre has a free time or an open door to show somebody who has just written."""
    centre = portal.catalogue.centres[dossier.row.centre]
    return anything_to_choose(session, centre, centre.talk_for(dossier.answers.for_whom).talk, now=now)


@router.get("/kode/slet")
def ask_take_back(request: Request, portal: ThisPortal, now: Now) -> Response:
    """'Delete' was pressed on what has been sent: say so, and ask once."""
    if waiting_code(request, portal, now=now) is None:
        return go(request, "code")
    return page(request, "inquiries/citizen/ask_take_back.html")


@router.post("/kode/slet")
def take_back(request: Request, portal: ThisPortal, session: Writing, now: Now) -> Response:
    """Delete what was sent, for ever. That it is this browser's own, its waiting code proves."""
    waiting = waiting_code(request, portal, now=now)
    if waiting is None:
        return go(request, "code")
    forget_inquiry(session, portal, waiting.case.inquiry_id, actor=Actor.CITIZEN, now=now)
    response = go(request, "goodbye")
    cookies.take(response, cookies.DRAFT)
    return response


def no_code(request: Request, portal: Portal, sent: Sent | None, *, now: datetime) -> Response:
    """Why there is no code to show, as far as it is known here, and the ways on."""
    if sent is None and find_draft(request, portal, now=now):
        return go(request, "check")  # not sent, or only half: it is still there to be sent
    if not request.cookies.get(cookies.DRAFT):
        return go(request, "sign_in_with_code")
    centres = portal.catalogue.centres
    context = {"sent": sent, "call": [centres[sent.centre]] if sent else list(centres.values())}
    return page(request, "inquiries/citizen/no_code.html", context)


def code_page(
    request: Request,
    session: Session,
    waiting: CodeToShow,
    dossier: Dossier,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    portal: Portal = request.app.state.portal
    reader, language = portal.catalogue.centres[dossier.row.centre], language_of(request)
    asks = bool(may_fill_in(session, portal, dossier))
    context = {
        "code": grouped(waiting.code),
        "reference": dossier.row.reference,
        "what_happens": what_happens(dossier, reader, asks=asks, now=portal.now(), language=language),
        "errors": errors or {},
    }
    return page(request, "inquiries/citizen/code.html", context, status=status)
