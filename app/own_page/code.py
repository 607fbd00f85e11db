"""Another code: once it is written down, the old one is dead, and so is every other open browser (N2)."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.own_page import actions
from app.vault import browser
from app.vault.codes import grouped
from app.web import cookies
from app.web.language import mark
from app.web.pages import go, page
from app.web.request import Now, OwnVisit, ThisPortal, TypedForm

router = APIRouter()
NOT_TICKED = mark("Sæt et kryds, når du har skrevet koden ned.")


@router.get("/min-side/ny-kode")
def new_code(request: Request, portal: ThisPortal, visit: OwnVisit, now: Now) -> Response:
    """What a new code does; or the new code itself, for ten minutes at most, in the browser that asked for it."""
    with portal.vault.keystore.reading() as keystore:
        waiting = browser.code_to_show(keystore, visit.token, now=now)
    if waiting is None:
        return page(request, "own_page/citizen/new_code.html", {"too_late": False})
    return page(request, "own_page/citizen/shown_code.html", {"code": grouped(waiting.code)})


@router.post("/min-side/ny-kode")
def offer_code(request: Request, portal: ThisPortal, visit: OwnVisit, now: Now) -> Response:
    """Make a new code and show it. It counts when it is written down, so that a lost page locks nobody out."""
    portal.vault.offer_code(visit.case, portal.vault.mint(), token=visit.token, now=now)
    return go(request, "new_code")


@router.get("/min-side/ny-kode/skrevet")
def back_to_new_code(request: Request) -> Response:
    """Where the form's own address leads when it is fetched."""
    return go(request, "new_code")


@router.post("/min-side/ny-kode/skrevet")
def change_code(request: Request, portal: ThisPortal, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """It is written down: from now on the new code counts, and the old one opens nothing."""
    with portal.vault.keystore.reading() as keystore:
        waiting = browser.code_to_show(keystore, visit.token, now=now)
    if waiting is None:
        return page(request, "own_page/citizen/new_code.html", {"too_late": True}, status=409)
    if "written_down" not in form:
        context = {"code": grouped(waiting.code), "errors": {"written_down": NOT_TICKED}}
        return page(request, "own_page/citizen/shown_code.html", context, status=422)
    token = actions.change_code(portal, visit.case, portal.vault.minted_again(waiting.code), now=now)
    response = go(request, "own_page")
    cookies.give(response, cookies.CITIZEN, token)
    return response
