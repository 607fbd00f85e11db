"""The door: standing in line for a talk, and answering what came up."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.appointments import offers, waiting
from app.appointments.offers import OfferGone
from app.appointments.own_groups import offered_times
from app.appointments.placing import NotFree
from app.booking import taking
from app.booking.forms import time_form
from app.booking.offer_pages import gone_page, lines_page, offer_page
from app.models import Appointment
from app.rules.answers import State
from app.rules.appointments import AppointmentState, obstacle_to_book
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.services import Mode
from app.web.forms import bind
from app.web.pages import go
from app.web.request import Now, OwnVisit, Reading, ThisPortal, TypedForm, Writing
from app.web.visits import own

router = APIRouter()


@router.get("/min-side/venteliste")
def waiting_list(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """What one waits for, what is held for one, and what else can be waited for."""
    dossier = own(session, visit)
    require(obstacle_to_book(state=State(dossier.row.state)))
    return lines_page(request, portal, session, dossier, now=now)


@router.post("/min-side/venteliste")
def join_waiting(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Stand in line for a talk in one of the ways it is given. Pressed twice, it is one place."""
    dossier = taking.own_dossier(session, visit.case)
    centre = portal.catalogue.centres[dossier.row.centre]
    modes = taking.own_modes(dossier, centre.talk_for(dossier.answers.for_whom).talk)
    mode = next((each for each in modes if each == form.text("mode")), None)
    if mode is None:
        raise NotAllowed(Obstacle.NO_SUCH_APPOINTMENT)
    waiting.join_talk(session, centre, mode, dossier.row, visit.case, now)
    return go(request, "waiting_list")


@router.post("/min-side/venteliste/forlad")
def leave_waiting(request: Request, session: Writing, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """Stand in a line no longer. Somebody else's place in a line is not touched, and not told of."""
    dossier, sent = taking.own_dossier(session, visit.case), form.text("line")
    if sent.isascii() and sent.isdigit() and len(sent) <= 9:
        waiting.leave(session, int(sent), dossier.row, now)
    return go(request, "groups" if form.text("back") == "groups" else "waiting_list")


@router.get("/min-side/tilbud")
def offered_time(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """A time that came up: read it, add what is needed, say yes or no. Of several, the one that runs out first."""
    dossier = own(session, visit)
    found = offered_times(session, dossier.row.id, now=now)
    if not found:
        return gone_page(request, portal, session, dossier, now=now)
    return offer_page(request, portal, session, dossier, found[0], now=now)


@router.post("/min-side/tilbud")
def accept_offer(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Yes, please. Pressed twice, it is booked once."""
    dossier = taking.own_dossier(session, visit.case)
    offer_id = an_id(form.text("offer"))
    if offer_id and is_booked(offers.offered_time(session, dossier.row.id, offer_id)):
        return go(request, "own_page")
    try:
        offer = offers.standing_offer(session, dossier.row.id, offer_id or UUID(int=0), now=now)
    except OfferGone:
        return gone_page(request, portal, session, dossier, now=now, status=409)
    bound = bind(time_form(Mode(offer.mode), dossier.contact, offer.starts_at), form)
    if bound.value is None:
        return offer_page(request, portal, session, dossier, offer, now=now, form=form, errors=bound.errors)
    try:
        taking.book(session, portal, dossier, offer, bound.value, now=now)
    except NotFree:
        offers.wait_on(session, offer)
        return gone_page(request, portal, session, dossier, now=now, status=409)
    return go(request, "own_page")


@router.post("/min-side/tilbud/nej")
def decline_offer(request: Request, session: Writing, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """No, thank you: the next in line is asked."""
    dossier, offer_id = taking.own_dossier(session, visit.case), an_id(form.text("offer"))
    if offer_id:
        offers.decline_time(session, dossier.row.id, offer_id, now)
    return go(request, "waiting_list")


@router.get("/min-side/venteliste/forlad")
@router.get("/min-side/tilbud/nej")
def back_to_waiting_list(request: Request) -> Response:
    """Where a form's own address leads when it is fetched."""
    return go(request, "waiting_list")


def an_id(sent: str) -> UUID | None:
    try:
        return UUID(sent)
    except ValueError:
        return None


def is_booked(row: Appointment | None) -> bool:
    return row is not None and row.state == AppointmentState.BOOKED
