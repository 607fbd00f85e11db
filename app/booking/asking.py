"""The door: what to do when no time fits. Another time, or a call."""

from datetime import datetime

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.appointments.calendar import read_calendar
from app.appointments.own import open_asked, take_back
from app.appointments.requests import ask
from app.booking.call_hours import COMING_DAYS, CallHours, call_hours
from app.booking.forms import CallForm, FirstCallForm, NoneFitsForm, bind_choices
from app.booking.taking import own_dossier
from app.dossier import Dossier, change_contact
from app.portal import Portal
from app.rules.answers import ContactTime, State
from app.rules.appointments import Agreed, RequestKind, obstacle_to_book
from app.rules.danish_days import danish_day
from app.rules.obstacle import require
from app.rules.own_deeds import obstacle_to_tell_more
from app.rules.plain_text import phone_shown
from app.web.forms import Errors, Form
from app.web.language import mark
from app.web.pages import go, language_of, page
from app.web.presence import who_reads
from app.web.request import Now, OwnVisit, Reading, ThisPortal, TypedForm, Writing
from app.web.step_words import at_the_front
from app.web.told import card_words
from app.web.typed_again import form_again
from app.web.visits import own
from app.web.words import spoken_day, words

router = APIRouter()
NOT_THEN = mark("På det tidspunkt kan vi ikke ringe. Vælg en anden dag eller en anden tid på dagen.")


@router.get("/min-side/ingen-tid-passer")
def none_fits(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """Why no time fits, and what would."""
    dossier = own(session, visit)
    require(obstacle_to_book(state=State(dossier.row.state)))
    return none_fits_page(request, portal, dossier, now=now)


@router.post("/min-side/ingen-tid-passer")
def ask_for_time(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Ask for another time; the counsellors see it at once."""
    dossier = own_dossier(session, visit.case)
    bound = bind_choices(NoneFitsForm, form)
    if bound.value is None:
        return none_fits_page(request, portal, dossier, now=now, form=form, errors=bound.errors)
    agreed = Agreed(why=bound.value.why, note=bound.value.note)
    ask(session, dossier.row, visit.case, RequestKind.NONE_FITS, agreed, now=now)
    return go(request, "own_page")


@router.get("/min-side/ring-mig-op")
def call_back(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """When a call is safe, and on which number."""
    dossier = own(session, visit)
    require_number_may_be_told(dossier)
    hours = own_call_hours(portal, session, dossier, now=now)
    return call_page(request, portal, dossier, hours, now=now)


@router.post("/min-side/ring-mig-op")
def ask_for_call(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Ask to be called. A number that is new steps the contact up, as the ladder does (N2)."""
    dossier = own_dossier(session, visit.case)
    require_number_may_be_told(dossier)
    hours, contact = own_call_hours(portal, session, dossier, now=now), dossier.contact
    bound = bind_choices(CallForm if contact.safe.phone else FirstCallForm, form)
    wanted = bound.value
    if wanted is None:
        return call_page(request, portal, dossier, hours, now=now, form=form, errors=bound.errors)
    if wanted.part not in hours.get(wanted.day, ()):
        return call_page(request, portal, dossier, hours, now=now, form=form, errors=Errors(part=NOT_THEN))
    told = wanted.contact(contact, wanted.part) if isinstance(wanted, FirstCallForm) else contact
    change_contact(session, portal, dossier, told, now=now)
    agreed = Agreed(note=wanted.note)
    ask(session, dossier.row, visit.case, RequestKind.CALL_BACK, agreed, day=wanted.day, part=wanted.part, now=now)
    return go(request, "own_page")


@router.post("/min-side/ikke-mere")
def take_request_back(request: Request, session: Writing, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """'You need not call after all.'"""
    own_dossier(session, visit.case)
    for each in open_asked(session, visit.case, now=now):
        if form.text("kind") == each.kind:
            take_back(session, each.request, now=now)
    return go(request, "own_page")


def require_number_may_be_told(dossier: Dossier) -> None:
    """Raises ``NotAllowed`` for a closed inquiry, and for who asked without saying who they are (N7)."""
    require(obstacle_to_tell_more(state=State(dossier.row.state), hypothetical=dossier.answers.hypothetical))


def own_call_hours(portal: Portal, session: Session, dossier: Dossier, *, now: datetime) -> CallHours:
    centre = portal.catalogue.centres[dossier.row.centre]
    calendar = read_calendar(session, centre, first=danish_day(now), days=COMING_DAYS)
    return call_hours(calendar, centre, dossier.contact.safe, now)


def none_fits_page(
    request: Request,
    portal: Portal,
    dossier: Dossier,
    *,
    now: datetime,
    form: Form | None = None,
    errors: Errors | None = None,
) -> Response:
    centre = portal.catalogue.centres[dossier.row.centre]
    context = {
        "form": form_again(form or Form()),
        "errors": errors or Errors(),
        "reads": who_reads(centre, now, language_of(request)),
        "may_be_called": not dossier.answers.hypothetical,
    }
    return page(request, "booking/citizen/none_fits.html", context, status=422 if errors else 200)


def call_page(
    request: Request,
    portal: Portal,
    dossier: Dossier,
    hours: CallHours,
    *,
    now: datetime,
    form: Form | None = None,
    errors: Errors | None = None,
) -> Response:
    language, safe = language_of(request), dossier.contact.safe
    centre = portal.catalogue.centres[dossier.row.centre]
    offered = [part for part in ContactTime if any(part in parts for parts in hours.values())]
    context = {
        "days": [(day.isoformat(), at_the_front(spoken_day(day, language))) for day in hours],
        "parts": [(str(part), words(part, language)) for part in offered],
        "safe": safe,
        "phone": phone_shown(safe.phone) if safe.phone else "",
        "card": list(card_words(safe, language)),
        "own_phone": phone_shown(centre.phone) if centre.phone else "",
        "form": form_again(form or Form()),
        "errors": errors or Errors(),
        "reads": who_reads(centre, now, language),
    }
    return page(request, "booking/citizen/call_back.html", context, status=422 if errors else 200)
