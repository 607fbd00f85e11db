"""A centre's group meetings as the desk sees them: what is ahead, who has a place, and who waits. Numbers, no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.appointments import lines
from app.appointments.group_register import places as places_of
from app.appointments.offering import seat_line
from app.catalogue import Centre
from app.catalogue.offers import Offer
from app.models import GroupPlace, GroupSession, Inquiry, Resource, Staff, Waiting
from app.rules.appointments import PlaceState, ResourceKind, WaitingState
from app.rules.danish_days import danish_day
from app.rules.groups import GROUP_KINDS, obstacle_to_run
from app.rules.services import Mode
from app.rules.triage import Role
from app.web.own_groups import from_to, group_name
from app.web.service_terms import MODES, term
from app.web.words import spoken_moment, words

LOOK_BACK = timedelta(days=14)  # long enough to write down who came
ONE_MEETS = (Mode.IN_PERSON, Mode.ONLINE)


@dataclass(frozen=True, kw_only=True)
class MeetingRow:
    """One meeting in the list. ``state`` is ahead, over or cancelled."""

    id: UUID
    when: str
    name: str
    where: str
    counsellor: str
    taken: int
    capacity: int
    waiting: int
    state: str


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """One place: whose number, how it stands, and until when an offer is held."""

    inquiry_id: UUID
    reference: str
    state: str
    state_words: str
    until: str


@dataclass(frozen=True, kw_only=True)
class WaitingRow:
    inquiry_id: UUID
    reference: str
    since: str


def group_offers(centre: Centre) -> list[Offer]:
    """The services that meet as a group."""
    return [each for each in centre.offers if each.service.kind in GROUP_KINDS]


def reachable_meeting(session: Session, staff: Staff, session_id: UUID) -> GroupSession | None:
    """A meeting of one's own centre, to be read."""
    query = select(GroupSession).where(GroupSession.id == session_id, GroupSession.centre == staff.centre)
    return session.scalar(query)


def resource_of(session: Session, centre: str, resource_id: int, kind: ResourceKind) -> Resource | None:
    """A centre's own counsellor or room."""
    query = select(Resource).where(Resource.id == resource_id, Resource.centre == centre, Resource.kind == kind)
    return session.scalar(query)


def meeting_rows(
    session: Session, centre: Centre, *, now: datetime, language: str
) -> tuple[list[MeetingRow], list[MeetingRow]]:
    """The meetings ahead, the nearest first; and those of the last two weeks, the latest first."""
    query = select(GroupSession).where(GroupSession.centre == centre.key, GroupSession.ends_at > now - LOOK_BACK)
    found = list(session.scalars(query.order_by(GroupSession.starts_at, GroupSession.id)))
    rows = {each.id: row for each, row in zip(found, rows_of(session, centre, found, now, language), strict=True)}
    ahead = [rows[each.id] for each in found if each.ends_at > now]
    return ahead, [rows[each.id] for each in reversed(found) if each.ends_at <= now]


def rows_of(
    session: Session, centre: Centre, meetings: Iterable[GroupSession], now: datetime, language: str
) -> list[MeetingRow]:
    listed = list(meetings)
    names = {each.id: each.name for each in session.scalars(select(Resource).where(Resource.centre == centre.key))}
    waits = waiting_counts(session, [each.id for each in listed])
    return [
        MeetingRow(
            id=each.id,
            when=from_to(each.starts_at, each.ends_at, language),
            name=group_name(centre, each, language),
            where=", ".join(filter(None, (term(Mode(each.mode), language), names.get(each.extra_id or 0, "")))),
            counsellor=names[each.counsellor_id],
            taken=each.taken,
            capacity=each.capacity,
            waiting=waits.get(each.id, 0),
            state="cancelled" if each.cancelled else "over" if each.starts_at <= now else "ahead",
        )
        for each in listed
    ]


def waiting_counts(session: Session, meetings: list[UUID]) -> dict[UUID, int]:
    query = (
        select(Waiting.session_id, func.count())
        .where(Waiting.session_id.in_(meetings), Waiting.state == WaitingState.WAITING)
        .group_by(Waiting.session_id)
    )
    return {meeting: count for meeting, count in session.execute(query) if meeting}


def meeting_context(
    session: Session, centre: Centre, staff: Staff, meeting: GroupSession, *, now: datetime, language: str
) -> dict[str, Any]:
    """One meeting with its places and its line."""
    places = [place_row(place, reference, now, language) for place, reference in places_of(session, meeting)]
    counsellor = session.get_one(Resource, meeting.counsellor_id)
    may_run = obstacle_to_run(role=Role(staff.role), staff_id=staff.id, counsellor=counsellor.staff_id) is None
    return {
        "meeting": rows_of(session, centre, [meeting], now, language)[0],
        "day": danish_day(meeting.starts_at),
        "places": places,
        "line": line_rows(session, meeting, now, language),
        "may_cancel": may_run and not meeting.cancelled and meeting.starts_at > now,
        "may_change": not meeting.cancelled and meeting.starts_at > now,
    }


def place_row(place: GroupPlace, reference: str, now: datetime, language: str) -> PlaceRow:
    return PlaceRow(
        inquiry_id=place.inquiry_id,
        reference=reference,
        state=place.state,
        state_words=words(PlaceState(place.state), language),
        until=spoken_moment(place.held_until, now, language) if place.held_until else "",
    )


def line_rows(session: Session, meeting: GroupSession, now: datetime, language: str) -> list[WaitingRow]:
    """Who waits, the first first."""
    waits = [each for each in lines.everybody(session, seat_line(meeting)) if each.state == WaitingState.WAITING]
    ids = {each.inquiry_id for each in waits}
    rows = session.scalars(select(Inquiry).where(Inquiry.id.in_(ids)))
    references = {each.id: each.reference for each in rows}
    return [
        WaitingRow(
            inquiry_id=each.inquiry_id,
            reference=references[each.inquiry_id],
            since=spoken_moment(each.since, now, language),
        )
        for each in waits
    ]


def form_context(session: Session, centre: Centre, staff: Staff, *, today: Any, language: str) -> dict[str, Any]:
    """What a new meeting may be made of: groups, ways to meet, counsellors and rooms that are there."""
    query = select(Resource).where(Resource.centre == centre.key).order_by(Resource.name)
    there = [each for each in session.scalars(query) if each.last_day is None or each.last_day >= today]
    people = [each for each in there if each.kind == ResourceKind.COUNSELLOR]
    if staff.role != Role.LEADER:
        people = [each for each in people if each.staff_id == staff.id]
    return {
        "services": [(each.key, each.name_in(language)) for each in group_offers(centre)],
        "modes": [(mode.value, term(mode, language)) for mode in MODES if mode in ONE_MEETS],
        "counsellors": [(str(each.id), each.name) for each in people],
        "rooms": [(str(each.id), each.name) for each in there if each.kind == ResourceKind.ROOM],
    }


def inquiry_with(session: Session, meeting: GroupSession, reference: str) -> UUID | None:
    """Whose place in this meeting a number is about."""
    found = (place.inquiry_id for place, each in places_of(session, meeting) if each == reference)
    return next(found, None)
