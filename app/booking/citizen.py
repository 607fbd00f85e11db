"""The door: times to choose between, and the time that was chosen."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.appointments import booking
from app.appointments.calendar_files import own_file_of
from app.appointments.placing import NotFree
from app.appointments.requests import ask
from app.booking import taking
from app.booking.forms import time_form
from app.booking.held import held_page
from app.booking.times import times_for
from app.booking.views import TYPED, times_page
from app.booking.walk_in import open_now
from app.models import Appointment
from app.rules.answers import State
from app.rules.appointments import Agreed, RequestKind, obstacle_to_book
from app.rules.danish_days import danish_day
from app.rules.obstacle import require
from app.rules.services import Mode
from app.web.forms import bind
from app.web.language import TEXTS, mark
from app.web.pages import go, language_of, page
from app.web.request import Now, OwnVisit, Reading, ThisPortal, TypedForm, Writing, there
from app.web.visits import own

router = APIRouter()
CALENDAR_FILE = "aftale.ics"  # neutral: it lies in the telephone's list of downloads


@router.get("/min-side/tider")
def times(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """Free times in the coming week, and what else there is when none fits."""
    dossier = own(session, visit)
    require(obstacle_to_book(state=State(dossier.row.state)))
    return times_page(request, times_for(portal, session, dossier, request.query_params, now=now))


@router.post("/min-side/tider")
def hold_time(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Keep a time for ten minutes. One that cannot be had is answered with the three nearest."""
    dossier = taking.own_dossier(session, visit.case)
    offered = times_for(portal, session, dossier, dict(form.fields), now=now)
    said = Agreed(interpreter=offered.choice.interpreter or None)
    try:
        held = taking.keep(session, offered.centre, dossier, form.text("time"), said, offered.choice.wish(), now=now)
    except NotFree as taken:
        return times_page(request, offered, gone=True, asked=taken.starts_at)
    if any(name in form for name in TYPED):  # typed for a time that was lost: it stands on the page again
        return held_page(request, session, offered.centre, dossier, held, now=now, form=form)
    return go(request, "held_time")


@router.get("/min-side/tid")
def held_time(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """What one is about to book."""
    dossier = own(session, visit)
    held = booking.held_by(session, dossier.row.id)
    if held is None:
        return go(request, "times")
    centre = portal.catalogue.centres[dossier.row.centre]
    return held_page(request, session, centre, dossier, held, now=now)


@router.post("/min-side/tid")
def confirm_time(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Book it, or move to it. Pressed twice, it is booked once."""
    dossier = taking.own_dossier(session, visit.case)
    held = booking.held_by(session, dossier.row.id)
    if held is None:
        return go(request, "own_page" if booking.ahead(session, dossier.row.id, now=now) else "times")
    if form.text("held") != str(held.id):  # an older page: another time was chosen since
        return go(request, "held_time")
    centre = portal.catalogue.centres[dossier.row.centre]
    bound = bind(time_form(Mode(held.mode), dossier.contact, held.starts_at), form)
    if bound.value is None:
        return held_page(request, session, centre, dossier, held, now=now, form=form, errors=bound.errors)
    try:
        taking.book(session, portal, dossier, held, bound.value, now=now)
    except NotFree as taken:
        offered = times_for(portal, session, dossier, {}, now=now)
        return times_page(request, offered, gone=True, asked=taken.starts_at)
    return go(request, "own_page")


@router.post("/min-side/kommer")
def say_coming(request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, now: Now) -> Response:
    """'I am coming', to a door that is open now. One that has closed meanwhile leads back to the times."""
    dossier = taking.own_dossier(session, visit.case)
    offered = times_for(portal, session, dossier, {}, now=now)
    if open_now(offered.calendar, offered.centre, now) is None:
        return go(request, "times")
    ask(session, dossier.row, visit.case, RequestKind.DROP_IN, Agreed(), day=danish_day(now), now=now)
    return go(request, "own_page")


@router.get("/min-side/kommer")
@router.get("/min-side/ikke-mere")
def back_to_times(request: Request) -> Response:
    """Where a form's own address leads when it is fetched."""
    return go(request, "times")


@router.get("/min-side/tid/afbud")
def ask_cancel(request: Request, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """One question before it is called off; afterwards, the way to another time."""
    row = booking.ahead(session, own(session, visit).row.id, now=now)
    return page(request, "booking/citizen/ask_cancel.html", {"has": row})


@router.post("/min-side/tid/afbud")
def cancel_time(request: Request, session: Writing, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """Call it off. A page that shows another time than the one there is asks again."""
    row = booking.ahead(session, taking.own_dossier(session, visit.case).row.id, now=now)
    if row is not None and form.text("which") == which(row):
        booking.cancel(session, row, now=now)
    return go(request, "ask_cancel")


@router.get(f"/min-side/{CALENDAR_FILE}")
def own_calendar_file(request: Request, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """The time for one's own calendar: when, and nothing else."""
    row = there(booking.ahead(session, own(session, visit).row.id, now=now))
    says = TEXTS[language_of(request)].gettext(mark("Aftale"))
    headers = {"Content-Disposition": f'attachment; filename="{CALENDAR_FILE}"'}
    return Response(own_file_of(row, says=says, now=now), media_type="text/calendar", headers=headers)


def which(row: Appointment) -> str:
    """This appointment as it stands now: one that was moved is another."""
    return f"{row.id}.{row.sequence}"
