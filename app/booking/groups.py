"""The door: places in groups, and the waiting list."""

from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.appointments import groups as places
from app.appointments import waiting
from app.appointments.calendar_files import Entry, own_files
from app.appointments.groups import GroupFull
from app.appointments.own_groups import meetings_for, own_booked_places
from app.booking import waiting_list
from app.booking.group_views import groups_shown
from app.booking.taking import own_dossier
from app.catalogue import Centre
from app.dossier import Dossier
from app.portal import Portal
from app.rules.answers import State
from app.rules.appointments import obstacle_to_book
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.web.language import TEXTS, mark
from app.web.pages import go, language_of, page
from app.web.request import Now, OwnVisit, Reading, ThisPortal, TypedForm, Writing, there
from app.web.visits import own

router = APIRouter()
router.include_router(waiting_list.router)


@router.get("/min-side/grupper")
def groups(request: Request, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """The groups that are open to somebody for what they told, and those we would need to know more about."""
    dossier = own(session, visit)
    require(obstacle_to_book(state=State(dossier.row.state)))
    return groups_page(request, portal, session, dossier, now=now)


@router.post("/min-side/grupper/plads")
def take_group_place(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """A place, once. When somebody was quicker, the page says so and offers the line."""
    dossier = own_dossier(session, visit.case)
    centre = portal.catalogue.centres[dossier.row.centre]
    try:
        places.take_place(session, centre, asked_for(form.text("group")), dossier.row, visit.case, now)
    except GroupFull as full:
        return groups_page(request, portal, session, dossier, now=now, full=full.meeting.id)
    return go(request, "groups")


@router.post("/min-side/grupper/meld-fra")
def leave_group_place(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Give a place up, or say no to one that was offered: it goes to the first who waits."""
    dossier = own_dossier(session, visit.case)
    centre = portal.catalogue.centres[dossier.row.centre]
    meeting = places.own_meeting(session, centre, asked_for(form.text("group")))
    places.leave_place(session, meeting, dossier.row.id, now=now)
    return go(request, "groups")


@router.post("/min-side/grupper/venteliste")
def wait_for_group(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Stand in line for a place in a group."""
    dossier = own_dossier(session, visit.case)
    centre = portal.catalogue.centres[dossier.row.centre]
    waiting.join_group(session, centre, asked_for(form.text("group")), dossier.row, visit.case, now)
    return go(request, "groups")


@router.get("/min-side/grupper/aftale.ics")
def group_calendar_file(request: Request, session: Reading, visit: OwnVisit, now: Now) -> Response:
    """One's places for one's own calendar: when, and nothing else. One file for all: no address names a meeting."""
    booked = own_booked_places(session, own(session, visit).row.id, now=now)
    says = TEXTS[language_of(request)].gettext(mark("Aftale"))
    entries = [
        Entry(uid=place.uid, sequence=place.sequence, starts_at=meeting.starts_at, ends_at=meeting.ends_at, says=says)
        for place, meeting in booked
    ]
    headers = {"Content-Disposition": 'attachment; filename="aftale.ics"'}
    return Response(own_files(there(entries or None), now=now), media_type="text/calendar", headers=headers)


@router.get("/min-side/grupper/plads")
@router.get("/min-side/grupper/meld-fra")
@router.get("/min-side/grupper/venteliste")
def back_to_groups(request: Request) -> Response:
    """Where a form's own address leads when it is fetched."""
    return go(request, "groups")


def asked_for(sent: str) -> UUID:
    """Which meeting a form is about. One that no page of ours sends is answered as one that is not there."""
    try:
        return UUID(sent)
    except ValueError:
        raise NotAllowed(Obstacle.NO_SUCH_APPOINTMENT) from None


def groups_page(
    request: Request, portal: Portal, session: Session, dossier: Dossier, *, now: Now, full: UUID | None = None
) -> Response:
    """``full``: the meeting that was asked for and has no place left."""
    centre: Centre = portal.catalogue.centres[dossier.row.centre]
    language = language_of(request)
    meetings = meetings_for(session, centre, dossier.answers, dossier.row.id, now=now)
    context = {
        "mine": groups_shown(centre, meetings, known=True, language=language),
        "others": groups_shown(centre, meetings, known=False, language=language),
        "address": ", ".join(centre.address) if centre.address else "",
        "full": full,
    }
    return page(request, "booking/citizen/groups.html", context, status=409 if full else 200)
