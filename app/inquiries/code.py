"""The one page that shows the access code, and the way on from it."""

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.dossier import Dossier, find
from app.inquiries.views import what_happens
from app.portal import Portal
from app.vault import browser
from app.vault.browser import CodeToShow
from app.vault.codes import grouped
from app.web import cookies
from app.web.language import mark
from app.web.pages import go, language_of, page
from app.web.request import Now, Reading, ThisPortal, TypedForm

router = APIRouter()
NOT_TICKED = mark("Sæt et kryds, når du har skrevet koden ned.")


@router.get("/kode")
def code(request: Request, portal: ThisPortal, session: Reading, now: Now) -> Response:
    """Show the code, for ten minutes at most, in the browser that sent the inquiry."""
    waiting = waiting_code(request, portal, now=now)
    if waiting is None:
        return go(request, "sign_in_with_code")
    dossier = find(session, waiting.case)
    if dossier is None:  # the keys were stored and the inquiry was not: the draft is still there to be sent
        return go(request, "check")
    drop_sent_draft(portal, request.cookies.get(cookies.DRAFT, ""))
    return code_page(request, portal, waiting, dossier)


@router.post("/kode")
def written_down(request: Request, portal: ThisPortal, session: Reading, form: TypedForm, now: Now) -> Response:
    """The code is kept: forget it here, and open the citizen's own page."""
    waiting = waiting_code(request, portal, now=now)
    dossier = find(session, waiting.case) if waiting else None
    if waiting is None or dossier is None:
        return go(request, "sign_in_with_code")
    if "written_down" not in form:
        return code_page(request, portal, waiting, dossier, errors={"written_down": NOT_TICKED}, status=422)
    with portal.vault.keystore.writing() as keystore:
        session_token = browser.begin_session(keystore, waiting.case, now=now)
        browser.drop_code(keystore, request.cookies.get(cookies.DRAFT, ""))
    response = go(request, "own_page")
    cookies.give(response, cookies.CITIZEN, session_token)
    cookies.take(response, cookies.DRAFT)
    return response


def waiting_code(request: Request, portal: Portal, *, now: datetime) -> CodeToShow | None:
    with portal.vault.keystore.reading() as keystore:
        return browser.code_to_show(keystore, request.cookies.get(cookies.DRAFT, ""), now=now)


def code_page(
    request: Request,
    portal: Portal,
    waiting: CodeToShow,
    dossier: Dossier,
    *,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    reader = portal.catalogue.centres[dossier.row.centre]
    context = {
        "code": grouped(waiting.code),
        "reference": dossier.row.reference,
        "what_happens": what_happens(dossier, reader, now=portal.now(), language=language_of(request)),
        "errors": errors or {},
    }
    return page(request, "inquiries/citizen/code.html", context, status=status)


def drop_sent_draft(portal: Portal, token: str) -> None:
    """The inquiry is proved to be stored, so the draft has done its work."""
    with portal.vault.keystore.writing() as keystore:
        browser.drop_draft(keystore, token)
