"""Every way a request can go wrong becomes a page that says what to do."""

import logging
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.database import StoreAway
from app.rules.obstacle import NotAllowed
from app.vault.codes import Busy
from app.vault.fields import CannotOpen
from app.vault.keys import KeyMissing
from app.web.cookies import CITIZEN, DRAFT
from app.web.forms import Form, FormTooBig, typed_texts
from app.web.language import mark
from app.web.limits import TooOften
from app.web.pages import address, go, page
from app.web.protection import SAFE_METHODS, Doubt, NotBelieved, same_origin
from app.web.request import AlreadySent, NoDraft, NoStaff, NoVisit, by_itself
from app.web.trace import fault_line
from app.web.typed_again import form_again
from app.web.words import WORDS

log = logging.getLogger("indgang")
NEW_CODE_WRITTEN = "/min-side/ny-kode/skrevet"

# Free text that is given back when it could not be taken in, by field.
WORTH_KEEPING = {
    "message": mark("Din besked"),
    "own_words": mark("Dine egne ord"),
    "own": mark("Dit svar"),
    "note": mark("Din note"),
    "reason": mark("Din grund"),
}


@dataclass(frozen=True)
class Refusal:
    """What a refused request is told. ``call`` puts the phone number on the page, ``code`` the way to the code.

    ``at_desk`` is what staff are told instead. ``gone`` is the cookie that leads nowhere any more.
    """

    status: int
    heading: str
    text: str
    call: bool = False
    code: bool = False
    at_desk: str = ""
    gone: str = ""


NOT_FOUND = Refusal(
    404,
    mark("Siden findes ikke"),
    mark("Måske er adressen skrevet forkert. Begynd fra forsiden."),
    at_desk=mark("Måske er adressen skrevet forkert, eller også har borgeren slettet alt. Begynd fra køen."),
)
NOT_SO = Refusal(405, mark("Det kan siden ikke"), mark("Begynd et af stederne her på siden."))
TOO_BIG = Refusal(413, mark("Det er for meget på én gang"), mark("Gør teksten kortere, og send den igen."))
# Never 'go back': where scripts run, a whole visit is one place in the browser's history.
NOT_READABLE = Refusal(
    400,
    mark("Vi kunne ikke læse det, du sendte"),
    mark("Åbn siden igen, og prøv en gang til. Det, du sendte nu, er ikke gemt."),
)
OLD_FORM = Refusal(
    403,
    mark("Siden var blevet for gammel"),
    mark("Åbn siden igen, og send en gang til. Det, du sendte nu, er ikke gemt."),
)
FOREIGN = Refusal(
    403,
    mark("Vi tog ikke imod det"),
    mark("Det så ikke ud til at komme fra vores egen side. Det, du sendte nu, er ikke gemt."),
)
AWAY = Refusal(
    503,
    mark("Vi kan ikke gemme noget lige nu"),
    mark("Det, du skrev, er ikke sendt. Prøv igen om lidt, eller ring til os."),
    call=True,
)
BUSY = Refusal(503, mark("Der er travlt lige nu"), mark("Vent et øjeblik, og prøv igen. Du kan også ringe."), call=True)
TOO_OFTEN = Refusal(
    429, mark("Vent et minut, og prøv igen"), mark("Der er kommet mange forsøg på kort tid. Du kan også ringe."), True
)
BROKEN = Refusal(500, mark("Noget gik galt hos os"), mark("Prøv igen om lidt, eller ring til os."), call=True)
NO_VISIT = Refusal(
    401,
    mark("Din side er lukket"),
    mark("Den lukker efter et kvarter, eller når koden bliver skiftet, eller alt bliver slettet. Log ind igen."),
    gone=CITIZEN,
)
# Pressed twice, the first press may have made the code count: so it is never said outright that it does not.
NO_NEW_CODE = Refusal(
    401,
    mark("Din side er lukket"),
    mark(
        "Den lukker efter et kvarter, eller når koden bliver skiftet et andet sted. "
        "Koden, du lige så, gælder måske ikke. Prøv den. Åbner den ikke noget, så brug den anden."
    ),
    gone=CITIZEN,
)
NO_STAFF = Refusal(
    401,
    mark("Du er logget ud"),
    mark("Siden lukker af sig selv efter en halv time uden brug. Log ind igen, og sæt din tekst ind."),
)
NO_DRAFT = Refusal(
    401,
    mark("Din kladde er væk"),
    mark("Den bliver slettet, når du lukker eller forlader siden. Det, du skrev nu, er ikke sendt. Begynd igen."),
    gone=DRAFT,
)
ALREADY_SENT = Refusal(
    409,
    mark("Det er allerede sendt"),
    mark("Dit sidste svar kom ikke med. Se din kode først. Så kan du skrive resten til os som en besked."),
    code=True,
    gone=DRAFT,
)
WAYS_ON = ((DRAFT, "continue_writing", mark("Skriv videre på din kladde")), (CITIZEN, "own_page", mark("Til min side")))


def refuse(request: Request, refusal: Refusal) -> Response:
    """The refusal's page, with whatever text was typed when our own page sent it."""
    form: Form | None = getattr(request.state, "form", None)
    portal = request.app.state.portal
    trusted = request.method == "POST" and same_origin(request, portal.settings.origins)
    kept = typed_texts(form_again(form), names=WORTH_KEEPING) if form and trusted else {}
    at_desk = portal.settings.opens_desk and (
        not portal.settings.opens_door or request.url.path.startswith("/personale")
    )  # a page may only link to routes that this process has
    context = {
        "refusal": refusal,
        "said": refusal.at_desk if at_desk and refusal.at_desk else refusal.text,
        "kept": kept,
        "at_desk": at_desk,
        "ways_on": [way for way in WAYS_ON if way[0] in request.cookies and way[0] != refusal.gone],
        "centres": portal.catalogue.centres.values(),
    }
    response = page(request, "layouts/refused.html", context, status=refusal.status)
    if refusal.status in (429, 503):
        response.headers["Retry-After"] = "60"
    return response


def not_allowed(request: Request, error: NotAllowed) -> Response:
    said = WORDS[type(error.obstacle), error.obstacle]
    return refuse(request, Refusal(409, mark("Det kan ikke lade sig gøre"), said))


def http_status(request: Request, error: HTTPException) -> Response:
    known = {404: NOT_FOUND, 405: NOT_SO, 413: TOO_BIG, 503: AWAY}
    response = refuse(request, known.get(error.status_code, NOT_READABLE))
    response.headers.update({name: value for name, value in (error.headers or {}).items() if name == "Allow"})
    return response


def not_believed(request: Request, error: NotBelieved) -> Response:
    return refuse(request, OLD_FORM if error.doubt is Doubt.TOKEN else FOREIGN)


def no_visit(request: Request, _: NoVisit) -> Response:
    """Reading: on to the code. Sending: keep what was typed on the page."""
    if request.method == "GET":
        return go(request, "sign_in_with_code")
    return refuse(request, NO_NEW_CODE if request.url.path == NEW_CODE_WRITTEN else NO_VISIT)


def no_staff(request: Request, _: NoStaff) -> Response:
    """Reading: on to the sign-in. Sending: keep what was typed on the page. An open page goes to the sign-in whole."""
    if by_itself(request):
        return Response(status_code=204, headers={"HX-Redirect": address(request, "sign_in")})
    return go(request, "sign_in") if request.method == "GET" else refuse(request, NO_STAFF)


def no_draft(request: Request, _: NoDraft) -> Response:
    return go(request, "front") if request.method == "GET" else refuse(request, NO_DRAFT)


def already_sent(request: Request, _: AlreadySent) -> Response:
    """Reading: on to the code. Sending: what was typed now is not lost, and not said to be sent."""
    return go(request, "code") if request.method in SAFE_METHODS else refuse(request, ALREADY_SENT)


def fault(request: Request, error: Exception) -> Response:
    log.error("fault %s", fault_line(error))
    return refuse(request, BROKEN)


def store_away(request: Request, error: Exception) -> Response:
    log.error("store away %s", fault_line(error))
    return refuse(request, AWAY)


def install(app: FastAPI) -> None:
    """Register every handler. ``trace`` answers for what is not here."""
    app.add_exception_handler(NotAllowed, not_allowed)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, http_status)  # type: ignore[arg-type]
    app.add_exception_handler(NotBelieved, not_believed)  # type: ignore[arg-type]
    app.add_exception_handler(NoVisit, no_visit)  # type: ignore[arg-type]
    app.add_exception_handler(NoStaff, no_staff)  # type: ignore[arg-type]
    app.add_exception_handler(NoDraft, no_draft)  # type: ignore[arg-type]
    app.add_exception_handler(AlreadySent, already_sent)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, lambda request, _: refuse(request, NOT_FOUND))
    app.add_exception_handler(FormTooBig, lambda request, _: refuse(request, TOO_BIG))
    app.add_exception_handler(Busy, lambda request, _: refuse(request, BUSY))
    app.add_exception_handler(TooOften, lambda request, _: refuse(request, TOO_OFTEN))
    for broken in (CannotOpen, KeyMissing):
        app.add_exception_handler(broken, fault)
    for away in StoreAway:
        app.add_exception_handler(away, store_away)
