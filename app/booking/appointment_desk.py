"""The desk: one appointment, and what is done with it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.appointments import attendance, booking
from app.appointments.placing import NotFree
from app.booking import gift_cards
from app.booking.appointment_page import appointment_page, move_page
from app.booking.desk_forms import AttendanceForm
from app.booking.desk_rows import appointment_of
from app.booking.finding import asked_times
from app.catalogue.talks import BookableTalk
from app.desk import remember_look, unlocked
from app.models import Appointment
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.services import Mode
from app.timeline import What
from app.web.forms import bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there

router = APIRouter()


@router.get("/aftale/{appointment_id}")
def appointment(
    request: Request, appointment_id: UUID, portal: ThisPortal, staff: Opener, session: Reading, now: Now
) -> Response:
    """When, how and who. Of the inquiry only its number; whether a young person came is a look, and written down."""
    found = there(appointment_of(session, staff, appointment_id))
    centre = portal.catalogue.centres[staff.centre]
    asks_age = gift_cards.gives(centre) and gift_cards.may_be_due(found.row)
    dossier = unlocked(portal.vault, found.inquiry) if asks_age else None
    card = dossier is not None and gift_cards.entitled(centre, found.row, dossier)
    context = appointment_page(session, centre, found, now=now, language=language_of(request))
    if asks_age:
        remember_look(portal, staff, What.AGES_SEEN, now)
    return page(request, "booking/staff/appointment.html", {**context, "card": card})


@router.get("/aftale/{appointment_id}/flyt")
def ask_move_appointment(
    request: Request, appointment_id: UUID, portal: ThisPortal, staff: Opener, session: Reading, now: Now
) -> Response:
    """Other times for the same talk, a week at a time."""
    found = there(appointment_of(session, staff, appointment_id))
    centre = portal.catalogue.centres[staff.centre]
    talk = talk_of(portal, found.row)
    asked = asked_times(
        request.query_params, centre, talk, today=danish_day(now), mode=Mode(found.row.mode), only_this=True
    )
    return page(
        request,
        "booking/staff/ask_move_appointment.html",
        move_page(session, centre, found, asked, now=now, language=language_of(request)),
    )


@router.post("/aftale/{appointment_id}/flyt")
def move_appointment(
    request: Request,
    appointment_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Move it. When the new time cannot be had, the old one is kept, and the nearest three are shown."""
    found = there(appointment_of(session, staff, appointment_id, to_change=True))
    centre = portal.catalogue.centres[staff.centre]
    talk = talk_of(portal, found.row)
    try:
        booking.move(session, centre, found.row, talk.talk, form.text("time"), now=now, staff_id=staff.id)
    except NotFree as taken:
        asked = asked_times(form, centre, talk, today=danish_day(now), mode=Mode(found.row.mode), only_this=True)
        context = move_page(session, centre, found, asked, now=now, language=language_of(request), taken=taken)
        return page(request, "booking/staff/ask_move_appointment.html", context, status=409)
    return go(request, "appointment", appointment_id=appointment_id)


@router.post("/aftale/{appointment_id}/aflys")
def cancel_appointment(request: Request, appointment_id: UUID, staff: Opener, session: Writing, now: Now) -> Response:
    """Call it off on the citizen's behalf, or because nobody can come. The citizen sees it on their own page."""
    found = there(appointment_of(session, staff, appointment_id, to_change=True))
    booking.cancel(session, found.row, now=now, staff_id=staff.id)
    return go(request, "appointment", appointment_id=appointment_id)


@router.post("/aftale/{appointment_id}/fremmoede")
def write_attendance(
    request: Request,
    appointment_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Came, did not come, or called it off. What was written may be put right."""
    found = there(appointment_of(session, staff, appointment_id, to_change=True))
    how = there(bind(AttendanceForm, form).value).how
    dossier = there(unlocked(portal.vault, found.inquiry))
    centre = portal.catalogue.centres[staff.centre]
    attendance.write_down(session, centre, found.row, dossier, how, staff_id=staff.id, now=now)
    if form.text("fra") == "liste":
        return go(request, "worklist")
    return go(request, "appointment", appointment_id=appointment_id)


@router.post("/aftale/{appointment_id}/gavekort")
def hand_gift_card(
    request: Request,
    appointment_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """A young person who came was handed their gift card. Nobody else has one to be handed."""
    found = there(appointment_of(session, staff, appointment_id, to_change=True))
    dossier = there(unlocked(portal.vault, found.inquiry))
    centre = portal.catalogue.centres[staff.centre]
    there(gift_cards.entitled(centre, found.row, dossier) or None)
    attendance.give_gift_card(session, found.row, staff_id=staff.id, now=now)
    if form.text("fra") == "liste":
        return go(request, "worklist")
    return go(request, "appointment", appointment_id=appointment_id)


def talk_of(portal: Portal, row: Appointment) -> BookableTalk:
    """What kind of talk it is; a 404 when the centre no longer has that kind."""
    return there(portal.catalogue.centres[row.centre].talk(row.talk))
