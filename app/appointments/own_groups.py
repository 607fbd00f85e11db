"""What an inquiry's owner sees of groups: meetings they may come to, their places, their lines and their offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.appointments import lines
from app.appointments.groups import decision
from app.catalogue import Centre
from app.models import Appointment, GroupPlace, GroupSession, Resource, Waiting
from app.rules.answers import Answers
from app.rules.appointments import AppointmentState, PlaceState, WaitingState
from app.rules.groups import FEW_LEFT
from app.rules.service_reasons import Decision, Verdict


class Room(StrEnum):
    """How full a meeting is. Never how many, and never who (A15)."""

    PLENTY = "plenty"
    FEW = "few"
    FULL = "full"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting ahead, as one person sees it. ``place`` and ``waiting`` are their own."""

    row: GroupSession
    decision: Decision
    room: Room
    place: GroupPlace | None
    waiting: Waiting | None
    with_whom: str

    @property
    def open(self) -> bool:
        return self.decision.verdict is Verdict.OPEN

    @property
    def has_place(self) -> bool:
        return self.place is not None and self.place.state == PlaceState.BOOKED


def meetings_for(
    session: Session, centre: Centre, answers: Answers, inquiry_id: UUID, *, now: datetime
) -> list[Meeting]:
    """The meetings ahead that are open to somebody for what they told, or may be when we know more; the nearest first.

    What is for others is not listed, unless they have a place in it already: what they told may have changed.
    """
    rows = meetings_ahead(session, centre, now=now)
    ids = [each.id for each in rows]
    query = select(GroupPlace).where(GroupPlace.inquiry_id == inquiry_id, GroupPlace.session_id.in_(ids))
    places = {each.session_id: each for each in session.scalars(query)}
    own_lines = {each.session_id: each for each in lines.own_lines(session, inquiry_id) if each.session_id}
    awaited = lines.awaited(session, ids)
    names = first_names(session, rows)
    found = [
        Meeting(
            row=each,
            decision=decision(centre, each, answers),
            room=room_in(each, awaited=each.id in awaited),
            place=places.get(each.id),
            waiting=own_lines.get(each.id),
            with_whom=names[each.counsellor_id],
        )
        for each in rows
    ]
    return [each for each in found if each.has_place or each.decision.verdict is not Verdict.NOT_OPEN]


def meetings_ahead(session: Session, centre: Centre, *, now: datetime) -> list[GroupSession]:
    """A centre's meetings that have not begun and are not cancelled."""
    query = select(GroupSession).where(
        GroupSession.centre == centre.key, GroupSession.starts_at > now, GroupSession.cancelled.is_(False)
    )
    return list(session.scalars(query.order_by(GroupSession.starts_at, GroupSession.id)))


def room_in(meeting: GroupSession, *, awaited: bool) -> Room:
    """Who waits comes first, so a meeting that somebody waits for is full to everybody else."""
    left = meeting.capacity - meeting.taken
    if awaited or left <= 0:
        return Room.FULL
    return Room.FEW if left <= FEW_LEFT else Room.PLENTY


def first_names(session: Session, rows: Iterable[GroupSession | Appointment]) -> dict[int, str]:
    """The counsellors' first names, by the calendar's id."""
    ids = {each.counsellor_id for each in rows}
    found = session.execute(select(Resource.id, Resource.name).where(Resource.id.in_(ids)))
    return {number: name.partition(" ")[0] for number, name in found}


@dataclass(frozen=True, kw_only=True)
class SeatOffer:
    """A place that is held for somebody who waited."""

    meeting: GroupSession
    held_until: datetime


def offered_seats(session: Session, inquiry_id: UUID, *, now: datetime) -> list[SeatOffer]:
    """The places that are held for somebody and can be had."""
    query = (
        select(GroupSession, GroupPlace.held_until)
        .join(GroupPlace, GroupPlace.session_id == GroupSession.id)
        .where(
            GroupPlace.inquiry_id == inquiry_id,
            GroupPlace.state == PlaceState.OFFERED,
            GroupPlace.held_until > now,
            GroupSession.cancelled.is_(False),
        )
        .order_by(GroupPlace.held_until)
    )
    return [SeatOffer(meeting=meeting, held_until=until) for meeting, until in session.execute(query) if until]


def offered_times(session: Session, inquiry_id: UUID, *, now: datetime) -> list[Appointment]:
    """The talks that are held for somebody who waited, and can be had."""
    query = select(Appointment).where(
        Appointment.inquiry_id == inquiry_id,
        Appointment.state == AppointmentState.HELD,
        Appointment.offered.is_(True),
        Appointment.held_until > now,
    )
    return list(session.scalars(query.order_by(Appointment.held_until)))


def own_places(session: Session, inquiry_id: UUID, *, now: datetime) -> list[tuple[GroupPlace, GroupSession]]:
    """The places somebody has ahead of them, and those in meetings that were cancelled."""
    cancelled = (GroupSession.cancelled.is_(True)) & (GroupPlace.state == PlaceState.CANCELLED)
    query = (
        select(GroupPlace, GroupSession)
        .join(GroupSession, GroupSession.id == GroupPlace.session_id)
        .where(
            GroupPlace.inquiry_id == inquiry_id,
            GroupSession.ends_at > now,
            or_(GroupPlace.state == PlaceState.BOOKED, cancelled),
        )
        .order_by(GroupSession.starts_at)
    )
    return [(place, meeting) for place, meeting in session.execute(query)]


def talks_waited_for(session: Session, inquiry_id: UUID) -> list[Waiting]:
    """The lines for talks that somebody stands in and has not been offered anything from."""
    return [
        each
        for each in lines.own_lines(session, inquiry_id)
        if each.session_id is None and each.state == WaitingState.WAITING
    ]


def every_place(session: Session, inquiry_id: UUID) -> list[tuple[GroupPlace, GroupSession]]:
    """All the places somebody ever had or was offered, the oldest first: for 'what we hold'."""
    query = (
        select(GroupPlace, GroupSession)
        .join(GroupSession, GroupSession.id == GroupPlace.session_id)
        .where(GroupPlace.inquiry_id == inquiry_id)
        .order_by(GroupSession.starts_at)
    )
    return [(place, meeting) for place, meeting in session.execute(query)]


def every_wait(session: Session, inquiry_id: UUID) -> list[tuple[Waiting, GroupSession | None]]:
    """Every line somebody stood in, with the meeting where it was for one."""
    query = (
        select(Waiting, GroupSession)
        .outerjoin(GroupSession, GroupSession.id == Waiting.session_id)
        .where(Waiting.inquiry_id == inquiry_id)
        .order_by(Waiting.id)
    )
    return [(waiting, meeting) for waiting, meeting in session.execute(query)]


def own_booked_places(session: Session, inquiry_id: UUID, *, now: datetime) -> list[tuple[GroupPlace, GroupSession]]:
    """The places somebody has ahead of them."""
    found = own_places(session, inquiry_id, now=now)
    return [each for each in found if each[0].state == PlaceState.BOOKED]
