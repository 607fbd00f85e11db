"""In with the code, and out again."""

from datetime import datetime
from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.own_page import actions
from app.portal import Portal
from app.vault.cases import OpenCase
from app.vault.codes import read_code
from app.web import cookies
from app.web.code_line import TheCodeLine
from app.web.language import mark
from app.web.limits import WRONG_CODES, WRONG_CODES_ALL, Limits
from app.web.pages import go, page
from app.web.request import Network, Now, TheLimits, ThisPortal, TypedForm
from app.web.typed_again import typed_again

router = APIRouter()

NOTHING_TYPED = mark("Skriv din kode i feltet.")
SLIP = mark("Der er en tastefejl i koden. Den har 16 tegn. Se dem efter ét ad gangen.")
# The same words whether the code is unknown, changed, expired or forgotten: they must not tell which.
OPENS_NOTHING = mark("Koden åbner ikke noget. Måske er den skiftet, eller også er det hele slettet.")
CLEAR_ALL = '"cache", "cookies", "storage"'


@router.get("/log-ind")
def sign_in_with_code(request: Request) -> Response:
    return sign_in_page(request)


@router.post("/log-ind")
async def open_with_code(
    request: Request,
    portal: ThisPortal,
    line: TheCodeLine,
    form: TypedForm,
    now: Now,
    limits: TheLimits,
    network: Network,
) -> Response:
    """Open the own page. A slip of the finger costs nothing, and a right code never does (security 2.2, row 14)."""
    typed = form.text("code")
    if read_code(typed) is None:
        return await run_sync(partial(sign_in_page, request, typed, fault=SLIP if typed.strip() else NOTHING_TYPED))
    require_some_left(limits, network, now=now)
    case = await line.in_turn(partial(try_code, portal, typed, limits, network, now))
    token = await run_sync(begin_visit, request, portal, case, now) if case else None
    if token is None:
        return await run_sync(partial(sign_in_page, request, typed, fault=OPENS_NOTHING))
    response = go(request, "own_page")
    cookies.give(response, cookies.CITIZEN, token)
    return response


def try_code(portal: Portal, typed: str, limits: Limits, network: str, now: datetime) -> OpenCase | None:
    """Ask once more before the work is done: of those who waited in line, others may have used up what was left."""
    require_some_left(limits, network, now=now)
    case = portal.vault.open_with_code(typed)
    if case is None:
        spend(limits, network, now=now)
    return case


def begin_visit(request: Request, portal: Portal, case: OpenCase, now: datetime) -> str | None:
    """The whole transaction, in one thread; committed when this returns."""
    with portal.data.writing() as session:
        return actions.sign_in(session, portal, case, instead_of=request.cookies.get(cookies.CITIZEN), now=now)


@router.post("/log-ud")
def sign_out_citizen(request: Request, portal: ThisPortal) -> Response:
    """Close the visit, here and on the server. Works as well when it had ended by itself."""
    if token := request.cookies.get(cookies.CITIZEN):
        actions.sign_out(portal, token)
    return leaving(go(request, "signed_out"))


@router.get("/lukket")
def signed_out(request: Request) -> Response:
    return page(request, "own_page/citizen/signed_out.html")


def leaving(response: Response) -> Response:
    """The same answer, taking with it whatever the browser held of this visit."""
    cookies.take(response, cookies.CITIZEN)
    response.headers["Clear-Site-Data"] = CLEAR_ALL
    return response


def sign_in_page(request: Request, typed: str = "", *, fault: str = "") -> Response:
    """The field for the code, with what was typed kept in it."""
    context = {"typed": typed_again(typed), "errors": {"code": fault} if fault else {}}
    status, untouched = 422 if fault else 200, not (typed or fault)
    return page(request, "own_page/citizen/sign_in.html", context, status=status, same_for_all=untouched)


def require_some_left(limits: Limits, network: str, *, now: datetime) -> None:
    """Raises ``TooOften`` before any work is done for somebody who guesses."""
    limits.require_some_left(WRONG_CODES, "code", network, now=now)
    limits.require_some_left(WRONG_CODES_ALL, "code", "everybody", now=now)


def spend(limits: Limits, network: str, *, now: datetime) -> None:
    limits.spend(WRONG_CODES, "code", network, now=now)
    limits.spend(WRONG_CODES_ALL, "code", "everybody", now=now)
