"""The desk: days on which it is otherwise, and who and what can be booked."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from app.appointments import opening
from app.booking import hours_changes, hours_rows
from app.booking.hours_forms import DaysForm, LastDayForm, WhoForm
from app.booking.hours_pages import days_page, last_day_page, who_page
from app.rules.danish_days import danish_day
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, TypedForm, Writing, there

router = APIRouter()
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/tider/anderledes")
def new_days(
    request: Request,
    staff: Opener,
    session: Reading,
    now: Now,
    owner: Annotated[str, Query(alias="hvem", max_length=9)] = "",
) -> Response:
    """Closed, away, more hours, or other hours."""
    return page(
        request, "booking/staff/new_days.html", days_page(session, staff, Form(), today=danish_day(now), owner=owner)
    )


@router.post("/tider/anderledes")
def add_days(request: Request, staff: Opener, session: Writing, form: TypedForm, now: Now) -> Response:
    """A day that is closed after somebody booked it closes all the same; the page behind lists whom to move."""
    bound = bind(DaysForm, form)
    today = danish_day(now)
    errors = hours_changes.add_days(session, staff, bound.value, today=today) if bound.value else bound.errors
    if errors:
        context = days_page(session, staff, form, today=today, errors=errors)
        return page(request, "booking/staff/new_days.html", context, status=422)
    return go(request, "hours")


@router.post("/tider/anderledes/{exception_id}/fjern")
def remove_days(request: Request, exception_id: RowId, staff: Opener, session: Writing) -> Response:
    """It is as usual after all. Removed twice, it is gone once."""
    row = hours_rows.exception_of(session, staff, exception_id)
    if row:
        hours_changes.remove_days(session, staff, row)
    return go(request, "hours")


@router.get("/tider/hvem")
def new_who(request: Request, staff: Opener, session: Reading) -> Response:
    """A room, a line, a car, or a colleague whom people can book."""
    hours_changes.may_lead(staff)
    context = who_page(session, staff, Form(), Errors(), language=language_of(request))
    return page(request, "booking/staff/new_who.html", context)


@router.post("/tider/hvem")
def add_who(request: Request, staff: Opener, session: Writing, form: TypedForm) -> Response:
    hours_changes.may_lead(staff)
    bound = bind(WhoForm, form)
    errors = hours_changes.add_who(session, staff, bound.value) if bound.value else bound.errors
    if errors:
        context = who_page(session, staff, form, errors, language=language_of(request))
        return page(request, "booking/staff/new_who.html", context, status=422)
    return go(request, "hours")


@router.get("/tider/hvem/{resource_id}/stop")
def ask_last_day(request: Request, resource_id: RowId, staff: Opener, session: Reading) -> Response:
    """When somebody leaves, or a room is given up."""
    row = there(hours_rows.resource_of(session, staff, resource_id))
    hours_changes.may_lead(staff)
    return page(request, "booking/staff/ask_last_day.html", last_day_page(row, Form(), Errors()))


@router.post("/tider/hvem/{resource_id}/stop")
def set_last_day(request: Request, resource_id: RowId, staff: Opener, session: Writing, form: TypedForm) -> Response:
    row = there(hours_rows.resource_of(session, staff, resource_id))
    hours_changes.may_lead(staff)
    bound = bind(LastDayForm, form)
    if bound.value is None:
        context = last_day_page(row, form, bound.errors)
        return page(request, "booking/staff/ask_last_day.html", context, status=422)
    opening.end_resource(session, row, bound.value.last_day)
    return go(request, "hours")
