"""Delete everything now: one clear question, and then it is gone."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.own_page import actions
from app.own_page.sign_in import leaving
from app.web.language import mark
from app.web.pages import go, page
from app.web.request import Now, OwnVisit, ThisPortal, TypedForm, Writing

router = APIRouter()
NOT_SURE = mark("Sæt et kryds, hvis du vil slette det hele.")


@router.get("/min-side/slet")
def delete_all(request: Request, _: OwnVisit) -> Response:
    return page(request, "own_page/citizen/delete_all.html")


@router.post("/min-side/slet")
def forget_me(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """The keys first, then the rows, then the cookie. Nobody can bring it back."""
    if "sure" not in form:
        return page(request, "own_page/citizen/delete_all.html", {"errors": {"sure": NOT_SURE}}, status=422)
    actions.forget(session, portal, visit.case, now=now)
    return leaving(go(request, "goodbye"))


@router.get("/slettet")
def goodbye(request: Request) -> Response:
    """Gone, and what honestly remains."""
    return page(request, "own_page/citizen/goodbye.html")
