"""The waiting list: standing in line, stepping out of it, and moving on what nobody answered in time."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.appointments import groups, lines, offering, seats
from app.appointments.lines import Line
from app.appointments.offers import give_up_offer, own_offer
from app.appointments.telling import Told, by_whom, tell_all
from app.catalogue import Centre
from app.dossier import opened
from app.models import Appointment, GroupPlace, GroupSession, Inquiry, Waiting
from app.portal import Portal
from app.rules.answers import State
from app.rules.appointments import AppointmentState, PlaceState, WaitingState, obstacle_to_book
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.services import Mode
from app.timeline import Actor, What
from app.vault.cases import OpenCase


def join_group(session: Session, centre: Centre, session_id: UUID, row: Inquiry, case: OpenCase, now: datetime) -> None:
    """Stand in line for a place in a meeting. The row must be held. Who has one already does not wait for it."""
    meeting = groups.own_meeting(session, centre, session_id)
    groups.require_open(centre, meeting, row, opened(row, case).answers, now=now)
    mine, line = seats.place_of(session, meeting, row.id), offering.seat_line(meeting)
    if (mine and mine.state in seats.SITTING) or lines.standing(session, line, row.id):
        return
    lines.stand(session, line, row.id, now=now)
    told = [by_whom(What.WAITING_BEGAN, row.id, None), *offering.settle_seats(session, meeting, now=now)]
    tell_all(session, told, now=now)


def join_talk(session: Session, centre: Centre, mode: Mode, row: Inquiry, case: OpenCase, now: datetime) -> None:
    """Stand in line for a talk of one's own kind, given in one way. The row must be held. Asked twice, it is one place.

    Raises ``NotAllowed`` for a way in which this talk is not given.
    """
    require(obstacle_to_book(state=State(row.state)))
    talk = centre.talk_for(opened(row, case).answers.for_whom).talk
    if mode not in talk.modes:
        raise NotAllowed(Obstacle.NO_SUCH_APPOINTMENT)
    line = Line(centre=centre.key, talk=talk.key, mode=mode)
    if lines.standing(session, line, row.id):
        return
    lines.stand(session, line, row.id, now=now)
    told = [by_whom(What.WAITING_BEGAN, row.id, None), *offering.fill_times(session, centre, talk, mode, now=now)]
    tell_all(session, told, now=now)


def leave(session: Session, waiting_id: int, row: Inquiry, now: datetime) -> None:
    """Stand in a line no longer. What was offered goes on to the next. Left twice, it is left once."""
    waiting = session.get(Waiting, waiting_id)
    if waiting is None or waiting.inquiry_id != row.id or waiting.state not in lines.STANDING:
        return
    tell_all(session, step_out(session, waiting, now=now), now=now)


def step_out(session: Session, waiting: Waiting, *, now: datetime) -> list[Told]:
    """Out of one line, with whatever was offered in it."""
    meeting = seats.held_meeting(session, waiting.centre, waiting.session_id) if waiting.session_id else None
    if meeting:
        session.refresh(waiting)
        place = seats.place_of(session, meeting, waiting.inquiry_id)
        if place and place.state == PlaceState.OFFERED:
            return groups.give_up(session, meeting, place, now=now)
    elif offer := own_offer(session, waiting.inquiry_id, lines.line_of(waiting)):
        return give_up_offer(session, offer, now=now)
    waiting.state = WaitingState.LEFT
    return [by_whom(What.WAITING_ENDED, waiting.inquiry_id, None)]


def sweep(session: Session, centre: Centre, now: datetime) -> int:
    """Move on what nobody answered in time, and hold what is free for those who wait. Returns how much it moved."""
    told = offering.expire_times(session, centre.key, now=now)
    for line in lines.talk_lines(session, centre.key):
        talk = centre.talk(line.talk)
        if talk:
            told += offering.fill_times(session, centre, talk.talk, Mode(line.mode), now=now)
    for session_id in waited_for(session, centre.key, now=now):
        meeting = seats.held_meeting(session, centre.key, session_id)
        if meeting:
            told += offering.settle_seats(session, meeting, now=now)
    tell_all(session, told, now=now)
    return len(told)


def waited_for(session: Session, centre: str, *, now: datetime) -> list[UUID]:
    """The meetings ahead with somebody in line, always in the same order: their rows are held one after another."""
    query = (
        select(GroupSession.id)
        .join(Waiting, Waiting.session_id == GroupSession.id)
        .where(
            GroupSession.centre == centre,
            GroupSession.starts_at > now,
            GroupSession.cancelled.is_(False),
            Waiting.state.in_(lines.STANDING),
        )
    )
    return sorted(set(session.scalars(query)))


def sweep_all(portal: Portal, *, now: datetime) -> int:
    """``sweep`` for every centre where somebody waits. For the watcher."""
    moved = 0
    for centre in portal.catalogue.centres.values():
        with portal.data.reading() as session:
            waits = select(Waiting.id).where(Waiting.centre == centre.key, Waiting.state.in_(lines.STANDING))
            somebody = session.scalar(waits.limit(1)) is not None
        if somebody:
            with portal.data.writing() as session:
                moved += sweep(session, centre, now)
    return moved


def leave_everything(session: Session, inquiry_id: UUID, now: datetime) -> None:
    """Out of every group and every line, as when an inquiry is closed. What comes free goes to those who wait."""
    tell_all(session, leave_all(session, inquiry_id, now), now=now)


def leave_all(session: Session, inquiry_id: UUID, now: datetime, *, staff_id: UUID | None = None) -> list[Told]:
    """As ``leave_everything``, for a caller who has more to do before anything is told. ``staff_id``: who ended it."""
    told = []
    for meeting in held_meetings_of(session, inquiry_id, now=now):
        place = seats.place_of(session, meeting, inquiry_id)
        if place and place.state in seats.SITTING:
            told += groups.give_up(session, meeting, place, now=now)
    for waiting in lines.own_lines(session, inquiry_id):
        told += step_out(session, waiting, now=now)
    session.flush()
    who = Actor.STAFF if staff_id else Actor.SYSTEM
    return [Told(each.what, inquiry_id, who, staff_id) if each.inquiry_id == inquiry_id else each for each in told]


def give_everything_back(session: Session, inquiry_id: UUID, now: datetime) -> list[Told]:
    """Everything an inquiry that is being forgotten has taken, for those who wait: places, offers, and its times ahead.

    Nothing is told of the one who is forgotten.
    """
    told = leave_all(session, inquiry_id, now)
    query = select(Appointment).where(
        Appointment.inquiry_id == inquiry_id,
        Appointment.state == AppointmentState.BOOKED,
        Appointment.starts_at > now,
    )
    for each in session.scalars(query.order_by(Appointment.starts_at)).all():
        freed = offering.freed_by(session, each)
        session.delete(each)
        session.flush()
        told += offering.pass_on(session, freed, now=now)
    return [each for each in told if each.inquiry_id != inquiry_id]


def held_meetings_of(session: Session, inquiry_id: UUID, *, now: datetime) -> list[GroupSession]:
    """The meetings ahead in which somebody has a place or waits, held in the order of their ids."""
    places = select(GroupPlace.session_id).where(GroupPlace.inquiry_id == inquiry_id)
    waits = select(Waiting.session_id).where(Waiting.inquiry_id == inquiry_id, Waiting.session_id.is_not(None))
    query = (
        select(GroupSession)
        .where(or_(GroupSession.id.in_(places), GroupSession.id.in_(waits)), GroupSession.starts_at > now)
        .order_by(GroupSession.id)
    )
    held = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return list(session.scalars(held))
