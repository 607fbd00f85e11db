"""A staff member signs in with password and one-time code, is known from then on, and signs out."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.accounts import actions, pace, queries
from app.accounts.forms import WRONG, SignInForm, faults
from app.models import Staff
from app.portal import Portal
from app.web import cookies
from app.web.forms import Errors, Form, bind
from app.web.pages import go, page
from app.web.request import Colleague, Network, NoStaff, Now, TheLimits, ThisPortal, TypedForm, Writing, by_itself
from app.web.typed_again import typed_again

sign_in_router = APIRouter()
router = APIRouter()

LEAVE_NOTHING = '"cache", "cookies", "storage"'


def signed_in(request: Request, portal: ThisPortal, now: Now) -> Staff:
    """Stands before every page of the desk. Raises ``NoStaff``."""
    token = request.cookies.get(cookies.STAFF)
    if not token:
        raise NoStaff
    with portal.data.reading() as session:
        found = queries.signed_in(session, token, now=now)
    if found is None:
        raise NoStaff
    request.state.still_signed_in = lambda: _still_signed_in(portal, token)
    if found.worth_writing and not by_itself(request):
        with portal.data.writing() as session:
            actions.touch_session(session, token, now=now)
    request.state.staff = found.staff
    return found.staff


def _still_signed_in(portal: Portal, token: str) -> bool:
    with portal.data.reading() as session:
        return queries.signed_in(session, token, now=portal.now()) is not None


@sign_in_router.get("/log-ind")
def sign_in(request: Request) -> Response:
    return sign_in_page(request, Form(), Errors())


@sign_in_router.post("/log-ind")
def show_who_you_are(
    request: Request,
    portal: ThisPortal,
    session: Writing,
    form: TypedForm,
    limits: TheLimits,
    network: Network,
    now: Now,
) -> Response:
    """Password and one-time code, always both. Every failure gets the same answer."""
    bound = bind(SignInForm, form)
    if bound.value is None:
        return sign_in_page(request, form, faults(bound), status=422)
    pace.require_some_left(limits, bound.value.email, network, now=now)
    token = actions.sign_in(session, portal, bound.value, old_token=request.cookies.get(cookies.STAFF), now=now)
    if token is None:
        pace.count_failure(limits, bound.value.email, network, now=now)
        return sign_in_page(request, form, Errors({"": WRONG}), status=422)
    response = go(request, "queue")
    cookies.give(response, cookies.STAFF, token)
    return response


@sign_in_router.post("/log-ud")
def sign_out(request: Request, session: Writing, now: Now) -> Response:
    """End the session, here and on the server. Works also when it has ended already."""
    if token := request.cookies.get(cookies.STAFF):
        actions.sign_out(session, token, now=now)
    response = go(request, "sign_in")
    cookies.take(response, cookies.STAFF)
    response.headers["Clear-Site-Data"] = LEAVE_NOTHING
    return response


@router.get("/din-rolle")
def role(request: Request, staff: Colleague) -> Response:
    """What a role is for. An administrator lands here, because it opens no inquiry."""
    return page(request, "accounts/staff/role.html", {"role": staff.role})


def sign_in_page(request: Request, form: Form, errors: Errors, *, status: int = 200) -> Response:
    """The form with the e-mail kept. What is secret is typed again."""
    context = {"email": typed_again(form.text("email")), "errors": errors}
    return page(request, "accounts/staff/sign_in.html", context, status=status)
