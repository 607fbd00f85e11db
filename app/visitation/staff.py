"""The desk: the weekly visitation meeting, who takes part in it, and who decides when the leader is away."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic_core import PydanticCustomError
from starlette.responses import RedirectResponse, Response

from app.models import Staff
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.visitation import arranging
from app.visitation.forms import DeputyForm, EndDeputyForm, LeavingForm, ParticipantForm, day
from app.visitation.pages import meeting_context
from app.visitation.staff_found import colleague_of
from app.web.forms import Errors, Form, bind
from app.web.language import mark
from app.web.pages import address, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing
from app.web.typed_again import form_again

router = APIRouter()
DAYS_TURNED = mark("Sidste dag skal være i dag eller senere, og ikke før første dag.")
NOT_A_COLLEAGUE = mark("Vælg en kollega fra listen.")


@router.get("/visitation")
def visitation(
    request: Request,
    portal: ThisPortal,
    staff: Opener,
    session: Reading,
    now: Now,
    asked: Annotated[str, Query(alias="dag", max_length=40)] = "",
) -> Response:
    """The coming meeting, or one that was asked for by its date. What cannot be a date is the coming one."""
    return meeting_page(request, portal, session, staff, meeting_asked(asked), now=now)


@router.post("/visitation/deltager")
def add_participant(
    request: Request, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Write down who takes part: a colleague, or the doctor who comes for it (A16)."""
    bound = bind(ParticipantForm, form)
    if bound.value is None:
        return again(request, portal, session, staff, form, bound.errors, now=now)
    asked = bound.value
    arranging.add_participant(session, staff, meeting_on=asked.meeting, name=asked.name, title=asked.title)
    return to_meeting(request, asked.meeting)


@router.post("/visitation/deltager/fjern")
def remove_participant(
    request: Request, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    bound = bind(LeavingForm, form)
    if bound.value is None:
        return again(request, portal, session, staff, form, bound.errors, now=now)
    arranging.remove_participant(session, staff, bound.value.participant)
    return to_meeting(request, bound.value.meeting)


@router.post("/visitation/stedfortraeder")
def name_deputy(
    request: Request, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Somebody decides in the leader's place for some days: a leader who is away stops nothing."""
    bound = bind(DeputyForm, form)
    errors, asked = bound.errors, bound.value
    colleague = colleague_of(session, staff, asked.colleague) if asked else None
    if asked and (asked.last_day < asked.first_day or asked.last_day < danish_day(now)):
        errors["last_day"] = DAYS_TURNED
    if asked and colleague is None:
        errors["colleague"] = NOT_A_COLLEAGUE
    if errors or asked is None or colleague is None:
        if "colleague" in errors:
            errors["colleague"] = NOT_A_COLLEAGUE
        return again(request, portal, session, staff, form, errors, now=now)
    arranging.name_deputy(session, staff, colleague, first_day=asked.first_day, last_day=asked.last_day, now=now)
    return to_meeting(request, None)


@router.post("/visitation/stedfortraeder/slut")
def end_deputy(
    request: Request, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    bound = bind(EndDeputyForm, form)
    if bound.value is None:
        return again(request, portal, session, staff, form, bound.errors, now=now)
    arranging.end_deputy(session, staff, bound.value.deputy, now=now)
    return to_meeting(request, None)


def meeting_asked(text: str) -> date | None:
    """The date in the address, when it is one."""
    try:
        return day(text)
    except PydanticCustomError:
        return None


def to_meeting(request: Request, meeting_on: date | None) -> Response:
    where = address(request, "visitation") + (f"?dag={meeting_on.isoformat()}" if meeting_on else "")
    return RedirectResponse(where, status_code=303)


def again(
    request: Request, portal: Portal, session: Reading, staff: Staff, form: Form, errors: Errors, *, now: Now
) -> Response:
    """The meeting with what was typed, and what to put right."""
    return meeting_page(
        request, portal, session, staff, meeting_asked(form.text("meeting")), now=now, form=form, errors=errors
    )


def meeting_page(
    request: Request,
    portal: Portal,
    session: Reading,
    staff: Staff,
    asked: date | None,
    *,
    now: Now,
    form: Form | None = None,
    errors: Errors | None = None,
) -> Response:
    context = meeting_context(session, portal.catalogue.centres[staff.centre], staff, asked, now=now)
    shown = {"meeting": context, "form": form_again(form or Form()), "errors": errors or Errors()}
    keeps = {"dag": context["meeting_on"].isoformat()} if context else {}
    return page(request, "visitation/staff/visitation.html", shown, status=422 if errors else 200, keeps=keeps)
