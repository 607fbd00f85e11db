"""The desk: group meetings, their places and those who wait."""

from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.appointments import groups, seats
from app.appointments.group_register import write_down_place
from app.appointments.placing import NotFree
from app.booking.group_forms import GroupForm, PlaceAttendanceForm, PlaceForm, in_fields
from app.booking.group_rows import (
    form_context,
    group_offers,
    inquiry_with,
    meeting_context,
    meeting_rows,
    reachable_meeting,
    resource_of,
)
from app.catalogue import Centre
from app.desk import reachable
from app.models import GroupPlace, GroupSession, Resource, Staff
from app.portal import Portal
from app.rules.appointments import ResourceKind
from app.rules.danish_days import danish_day
from app.rules.groups import meeting_faults, obstacle_to_run
from app.rules.obstacle import require
from app.rules.triage import Role
from app.web.forms import FAULTS, Errors, Form, bind
from app.web.language import mark
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there
from app.web.typed_again import form_again

router = APIRouter()
TAKEN = mark("Rådgiveren eller rummet er optaget på det tidspunkt. Vælg en anden tid.")


@router.get("/grupper")
def group_sessions(request: Request, portal: ThisPortal, staff: Opener, session: Reading, now: Now) -> Response:
    """The centre's meetings ahead, and those of the last two weeks."""
    ahead, over = meeting_rows(session, own_centre(portal, staff), now=now, language=language_of(request))
    return page(request, "booking/staff/group_sessions.html", {"ahead": ahead, "over": over})


@router.get("/grupper/ny")
def new_group(request: Request, portal: ThisPortal, staff: Opener, session: Reading, now: Now) -> Response:
    return new_group_page(request, portal, session, staff, Form(), Errors(), now=now)


@router.post("/grupper/ny")
def open_group(
    request: Request, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Open a meeting. A leader opens anybody's, a counsellor their own."""
    bound = bind(GroupForm, form)
    errors = bound.errors
    if bound.value:
        errors = opened(session, own_centre(portal, staff), staff, bound.value, now=now)
    if errors:
        return new_group_page(request, portal, session, staff, form, errors, now=now)
    return go(request, "group_sessions")


def opened(session: Session, centre: Centre, staff: Staff, asked: GroupForm, *, now: Now) -> Errors:
    """Open it, or say beside each field what is in the way."""
    counsellor = resource_of(session, centre.key, asked.counsellor, ResourceKind.COUNSELLOR)
    errors = looked_up(session, centre, asked, counsellor)
    errors.update(
        in_fields(meeting_faults(starts_at=asked.starts_at, ends_at=asked.ends_at, capacity=asked.capacity, now=now))
    )
    if errors or counsellor is None:
        return errors
    require(obstacle_to_run(role=Role(staff.role), staff_id=staff.id, counsellor=counsellor.staff_id))
    try:
        groups.open_session(
            session,
            centre,
            asked.service,
            asked.mode,
            counsellor_id=counsellor.id,
            room_id=asked.room,
            starts_at=asked.starts_at,
            ends_at=asked.ends_at,
            capacity=asked.capacity,
            now=now,
        )
    except NotFree:
        errors["opens"] = TAKEN
    return errors


def looked_up(session: Session, centre: Centre, asked: GroupForm, counsellor: Resource | None) -> Errors:
    """What a forged form, or an old page, asks for and is not there."""
    errors = Errors()
    if asked.service not in [each.key for each in group_offers(centre)]:
        errors["service"] = FAULTS["pick_one"]
    if counsellor is None or (counsellor.last_day and counsellor.last_day < asked.day):
        errors["counsellor"] = FAULTS["pick_one"]
    if asked.room is not None and resource_of(session, centre.key, asked.room, ResourceKind.ROOM) is None:
        errors["room"] = FAULTS["pick_one"]
    return errors


@router.get("/grupper/{session_id}")
def group_session(
    request: Request, session_id: UUID, portal: ThisPortal, staff: Opener, session: Reading, now: Now
) -> Response:
    """One meeting: its places by number, and who waits."""
    meeting = there(reachable_meeting(session, staff, session_id))
    centre, language = own_centre(portal, staff), language_of(request)
    context = meeting_context(session, centre, staff, meeting, now=now, language=language)
    return page(request, "booking/staff/group_session.html", context)


@router.post("/grupper/{session_id}/fremmoede")
def group_attendance(
    request: Request, session_id: UUID, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Who came, and who did not. It may be put right."""
    asked = bind(PlaceAttendanceForm, form).value
    meeting, place = held_place(session, staff, session_id, asked)
    if asked:
        write_down_place(session, meeting, place, asked.how, staff_id=staff.id, now=now)
    return go(request, "group_session", session_id=session_id)


@router.post("/grupper/{session_id}/tag-ud")
def take_out_of_group(
    request: Request, session_id: UUID, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """Take somebody out, because they asked for it. The place goes to the first who waits."""
    meeting, place = held_place(session, staff, session_id, bind(PlaceForm, form).value)
    groups.leave_place(session, meeting, place.inquiry_id, now=now, staff_id=staff.id)
    return go(request, "group_session", session_id=session_id)


@router.get("/grupper/{session_id}/aflys")
def ask_cancel_group(
    request: Request, session_id: UUID, portal: ThisPortal, staff: Opener, session: Reading, now: Now
) -> Response:
    """One question before everybody's place is gone."""
    meeting = there(reachable_meeting(session, staff, session_id))
    context = meeting_context(
        session, own_centre(portal, staff), staff, meeting, now=now, language=language_of(request)
    )
    if not context["may_cancel"]:
        return go(request, "group_session", session_id=session_id)
    return page(request, "booking/staff/ask_cancel_group.html", context)


@router.post("/grupper/{session_id}/aflys")
def cancel_group(request: Request, session_id: UUID, staff: Opener, session: Writing, now: Now) -> Response:
    """Cancel a meeting. Pressed twice, it is cancelled once."""
    meeting = there(seats.held_meeting(session, staff.centre, session_id))
    counsellor = session.get_one(Resource, meeting.counsellor_id)
    require(obstacle_to_run(role=Role(staff.role), staff_id=staff.id, counsellor=counsellor.staff_id))
    groups.cancel_session(session, meeting, staff_id=staff.id, now=now)
    return go(request, "group_session", session_id=session_id)


def held_place(
    session: Session, staff: Staff, session_id: UUID, asked: PlaceForm | None
) -> tuple[GroupSession, GroupPlace]:
    """A place in a meeting of one's own centre. The inquiry's row is held first, then the meeting, as at the door."""
    found = there(reachable_meeting(session, staff, session_id))
    inquiry_id = there(inquiry_with(session, found, asked.reference) if asked else None)
    there(reachable(session, staff, inquiry_id, to_change=True))
    meeting = there(seats.held_meeting(session, staff.centre, session_id))
    return meeting, there(seats.place_of(session, meeting, inquiry_id))


def own_centre(portal: Portal, staff: Staff) -> Centre:
    return portal.catalogue.centres[staff.centre]


def new_group_page(
    request: Request, portal: Portal, session: Session, staff: Staff, form: Form, errors: Errors, *, now: Now
) -> Response:
    centre, language = own_centre(portal, staff), language_of(request)
    context = {
        **form_context(session, centre, staff, today=danish_day(now), language=language),
        "form": form_again(form),
        "errors": errors,
    }
    return page(request, "booking/staff/new_group.html", context, status=422 if errors else 200)
