"""Somebody comes, calls, or is met in the street: registered in under a minute, into the same queue, with a slip."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.catalogue.loading import ELSEWHERE
from app.desk import reachable
from app.intake import AlreadyReceived, receive
from app.portal import Portal
from app.triage import actions
from app.triage.register_form import (
    IN_PERSON,
    NO_CHANNEL,
    NO_SUBMISSION,
    NO_SUCH_PLACE,
    RegisterForm,
    inquiry_id,
    known_place,
)
from app.vault import browser
from app.vault.codes import grouped
from app.vault.tokens import token_within
from app.web import cookies
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there
from app.web.typed_again import form_again
from app.web.words import words

router = APIRouter()


@router.get("/registrer")
def register(request: Request, portal: ThisPortal, staff: Opener) -> Response:
    return register_page(request, portal, staff.centre, Form(), Errors())


@router.post("/registrer")
def write_down(
    request: Request,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Store the inquiry once, however often it is pressed, and show its code. The registrar is its contact person."""
    bound = bind(RegisterForm, form)
    typed = bound.value
    place_known = known_place(portal.catalogue, form.text("municipality"))
    if typed is None or not place_known:
        errors = faults(bound.errors, place_known=place_known)
        return register_page(request, portal, staff.centre, form, errors, status=422)
    drawn = inquiry_id(portal.vault.keys.form, request.cookies[cookies.STAFF], typed.submission)
    minted = portal.vault.mint()
    try:
        receive(
            session,
            portal,
            typed.answers(staff),
            inquiry_id=drawn,
            minted=minted,
            token=slip_token(request, drawn),
            now=now,
            channel=typed.channel,
            staff_id=staff.id,
        )
        actions.mark_heard(session, drawn)
    except AlreadyReceived:
        pass
    return go(request, "slip", inquiry_id=drawn)


@router.get("/registrer/{inquiry_id}/kode")
def slip(request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Reading, now: Now) -> Response:
    """The code, for ten minutes at most, to be read aloud, written down or printed."""
    row = there(reachable(session, staff, inquiry_id))
    with portal.vault.keystore.reading() as keystore:
        waiting = browser.code_to_show(keystore, slip_token(request, inquiry_id), now=now)
    if waiting is None:
        return go(request, "register")
    context = {
        "row": row,
        "code": grouped(waiting.code),
        "address": door_address(portal),
        "reply_by": portal.catalogue.centres[row.centre].reply_by(now),
    }
    return page(request, "triage/staff/slip.html", context)


@router.post("/registrer/{inquiry_id}/kode")
def handed_over(request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Reading) -> Response:
    """The citizen has the code: forget it here, and open what was registered."""
    there(reachable(session, staff, inquiry_id))
    with portal.vault.keystore.writing() as keystore:
        browser.drop_code(keystore, slip_token(request, inquiry_id))
    return go(request, "inquiry", inquiry_id=inquiry_id)


def slip_token(request: Request, inquiry_id: UUID) -> str:
    """What a slip is kept under: this session and this inquiry. Two slips in two tabs are two, and stay so."""
    return token_within(request.cookies[cookies.STAFF], inquiry_id)


def door_address(portal: Portal) -> str:
    """Where the citizen goes with the code, as it is read aloud."""
    return urlsplit(portal.settings.door).netloc


def register_page(
    request: Request, portal: Portal, centre: str, form: Form, errors: Errors, *, status: int = 200
) -> Response:
    """The form with what was typed. A new page has a new submission, an old one keeps its own."""
    language = language_of(request)
    served = portal.catalogue.centres[centre].municipalities
    context: dict[str, Any] = {
        "form": form_again(form),
        "errors": errors,
        "submission": uuid4() if "" in errors or not form.fields else form.text("submission"),
        "channels": [(each.value, words(each, language)) for each in IN_PERSON],
        "own_places": [(key, portal.catalogue.municipalities[key]) for key in served],
        "other_places": [(key, name) for key, name in portal.catalogue.municipalities.items() if key not in served],
        "elsewhere": ELSEWHERE,
    }
    return page(request, "triage/staff/register.html", context, status=status)


def faults(errors: Errors, *, place_known: bool) -> Errors:
    """The words beside the fields that must be right. What is wrong with the page itself belongs to no field."""
    said = Errors(errors)
    if "channel" in errors:
        said["channel"] = NO_CHANNEL
    if not place_known:
        said["municipality"] = NO_SUCH_PLACE
    if said.pop("submission", ""):
        said[""] = NO_SUBMISSION
    return said
