"""The desk: a time is found and booked for somebody, and what was asked for is settled."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.appointments import booking, requests
from app.appointments.placing import NotFree, asked_time
from app.booking.appointment_page import times_page
from app.booking.desk_forms import BookForm
from app.booking.desk_rows import booked_then, has_talked, request_of
from app.booking.finding import asked_times, usual_talk
from app.desk import reachable, unlocked
from app.models import Inquiry, Staff
from app.rules.answers import State
from app.rules.danish_days import danish_day
from app.rules.obstacle import require
from app.rules.triage import Role, obstacle_to_note
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there
from app.web.typed_again import form_again

router = APIRouter()


@router.get("/henvendelse/{inquiry_id}/tider")
def find_time(
    request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Reading, now: Now
) -> Response:
    """Free times for a talk with this person. Opens nothing: the number alone is enough to book."""
    row = there(reachable(session, staff, inquiry_id))
    may_book(staff, row)
    centre = portal.catalogue.centres[staff.centre]
    talk = usual_talk(centre, has_talked=has_talked(session, row.id))
    asked = asked_times(request.query_params, centre, talk, today=danish_day(now))
    context = times_page(session, centre, asked, now=now, language=language_of(request))
    return page(request, "booking/staff/find_time.html", context | typed_page(session, row, Form(), Errors(), now))


@router.post("/henvendelse/{inquiry_id}/tider")
def book_time(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Book at once. Pressed twice, it is booked once; a time that is gone leaves everything as it was typed."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    may_book(staff, row)
    centre = portal.catalogue.centres[staff.centre]
    talk = usual_talk(centre, has_talked=has_talked(session, row.id))
    asked = asked_times(form, centre, talk, today=danish_day(now))
    bound, taken = bind(BookForm, form), None
    if bound.value:
        try:
            if not booked_then(session, row.id, asked_time(bound.value.time)[0]):
                case = there(unlocked(portal.vault, row)).case
                agreed, key = bound.value.agreed, bound.value.time
                booking.book(session, centre, row, case, asked.talk.talk, key, agreed, staff_id=staff.id, now=now)
        except NotFree as gone:
            taken = gone
        else:
            return go(request, "inquiry", inquiry_id=inquiry_id)
    context = times_page(session, centre, asked, now=now, language=language_of(request), taken=taken)
    context |= typed_page(session, row, form, bound.errors, now)
    return page(request, "booking/staff/find_time.html", context, status=409 if taken else 422)


@router.post("/oenske/{request_id}/klaret")
def settle_request(
    request: Request, request_id: UUID, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Called, found, or received at the door."""
    asked = there(request_of(session, staff, request_id))
    requests.settle(session, asked, staff_id=staff.id, now=now)
    if form.text("fra") == "liste":
        return go(request, "worklist")
    return go(request, "inquiry", inquiry_id=asked.inquiry_id)


def may_book(staff: Staff, row: Inquiry) -> None:
    """Whoever may write a note about an inquiry may agree a time with the person."""
    role, state = Role(staff.role), State(row.state)
    require(obstacle_to_note(role=role, assigned_to=row.assigned_to, staff_id=staff.id, state=state))


def typed_page(session: Reading, row: Inquiry, form: Form, errors: Errors, now: Now) -> dict[str, Any]:
    """What the page keeps of what was typed, and the time that this person has already."""
    return {
        "row": row,
        "form": form_again(form),
        "errors": errors,
        "ahead": booking.ahead(session, row.id, now=now),
    }
