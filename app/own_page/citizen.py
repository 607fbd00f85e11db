"""The citizen's own page: where it stands, what we hold, and the ways on from it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.correspondence import mark_read_by_citizen
from app.dossier import find
from app.own_page import actions, code, farewell, ladder, queries, sign_in, urgency
from app.own_page.forms import WishForm
from app.rules.services import Mode
from app.web.forms import bind
from app.web.own_decisions import own_decisions
from app.web.own_page import show_own_page
from app.web.pages import go, language_of, page
from app.web.request import NoVisit, Now, OwnVisit, Reading, ThisPortal, TypedForm, Writing
from app.web.service_terms import term

router = APIRouter()
for each in (sign_in, ladder, urgency, code, farewell):
    router.include_router(each.router)


@router.get("/min-side")
def own_page(request: Request, portal: ThisPortal, visit: OwnVisit) -> Response:
    """Show it all; what is new is marked as new this once, and as read from now on."""
    with portal.data.reading() as reading:
        response = show_own_page(request, reading, visit)
        new = queries.has_new_answers(reading, visit.inquiry_id)
    if new:  # after the reading has ended: nobody holds one connection while waiting for another
        with portal.data.writing() as writing:
            mark_read_by_citizen(writing, visit.inquiry_id)
    return response


@router.get("/min-side/det-ved-vi")
def what_we_hold(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """Every answer, who has opened it, and when it is forgotten (N12)."""
    dossier = find(session, visit.case)
    if dossier is None:
        raise NoVisit
    language = language_of(request)
    held = queries.what_we_hold(session, portal, dossier, now=now, language=language)
    ways = {mode: term(mode, language) for mode in Mode}
    more = own_decisions(session, portal, dossier, language=language)
    context = {**more, "held": held, "dossier": dossier, "ways": ways}
    return page(request, "own_page/citizen/what_we_hold.html", context)


@router.get("/min-side/oenske")
@router.get("/log-ud")
def back_to_own_page(request: Request) -> Response:
    """Where a form's own address leads when it is fetched: by a reload, or by the link to another language."""
    return go(request, "own_page")


@router.post("/min-side/oenske")
def change_wish(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """A wish for treatment starts its clock today; a wish for advice alone stops it (N1)."""
    bound = bind(WishForm, form)
    if bound.value is None:
        return show_own_page(request, session, visit, errors={"": bound.errors["wish"]}, status=422)
    actions.change_wish(session, portal, visit.case, bound.value.wish, now=now)
    return go(request, "own_page")
