"""'Det haster mere nu': who can be called this minute, and one question that the counsellors see at once (N8, N11)."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.own_page import actions
from app.own_page.forms import UrgentForm
from app.web.forms import FAULTS, bind
from app.web.own_page import own_context, seen
from app.web.pages import go, language_of, page
from app.web.presence import help_lines
from app.web.request import Now, OwnVisit, Reading, TypedForm, Visit, Writing

router = APIRouter()


@router.get("/min-side/haster")
def urgent(request: Request, session: Reading, visit: OwnVisit) -> Response:
    return urgent_page(request, session, visit)


@router.post("/min-side/haster")
def more_urgent(request: Request, session: Writing, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """Nothing is begun again: the same inquiry stands further up from now on."""
    bound = bind(UrgentForm, form)
    if bound.value is None:
        return urgent_page(request, session, visit, fault=FAULTS["enum"])
    actions.say_more_urgent(session, visit.case, bound.value.danger, now=now)
    return go(request, "own_page")


def urgent_page(request: Request, session: Session, visit: Visit, *, fault: str = "") -> Response:
    portal = request.app.state.portal
    view, centre = seen(session, portal, visit)
    context = {
        **own_context(request, portal, view, centre),
        "just_wrote": view.just_wrote(portal.now()),
        "lines": help_lines(portal.catalogue, portal.now(), language_of(request), centre=centre),
        "errors": {"danger": fault} if fault else {},
    }
    return page(request, "own_page/citizen/urgent.html", context, status=422 if fault else 200)
