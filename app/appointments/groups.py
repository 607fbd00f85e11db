"""Group meetings: opened and cancelled by staff; a place taken and left by whoever it is for."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.appointments import cells, lines, seats
from app.appointments.calendar import hold_rules
from app.appointments.offering import fill_seats, seat_line, settle_seats
from app.appointments.placing import NotFree
from app.appointments.telling import Told, by_whom, tell_all
from app.catalogue import Centre
from app.dossier import opened
from app.models import GroupPlace, GroupSession, Inquiry
from app.rules.answers import Answers, State
from app.rules.appointments import PlaceState, WaitingState
from app.rules.eligibility import Decision, decide
from app.rules.groups import obstacle_to_join, obstacle_to_meet
from app.rules.minutes import minute_of
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.services import Mode
from app.rules.talks import CELL_MINUTES
from app.timeline import What
from app.vault.cases import OpenCase


class GroupFull(Exception):
    """Every seat is taken or offered to somebody who waited. One may wait in line for it."""

    def __init__(self, meeting: GroupSession):
        super().__init__("the group is full")
        self.meeting = meeting


def open_session(
    session: Session,
    centre: Centre,
    service: str,
    mode: Mode,
    *,
    counsellor_id: int,
    room_id: int | None,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    now: datetime,
) -> GroupSession:
    """A new meeting, which takes its counsellor's and its room's time. Raises ``NotFree`` when somebody has it. Whether
    its values can be, is asked before (``rules.groups.meeting_faults``)."""
    hold_rules(session, centre.key)
    meeting = GroupSession(id=uuid4(), centre=centre.key, service=service, mode=mode, capacity=capacity)
    meeting.counsellor_id, meeting.extra_id = counsellor_id, room_id
    meeting.starts_at, meeting.ends_at = starts_at, ends_at
    span = range(cells.cell_of(minute_of(starts_at)), -(-minute_of(ends_at) // CELL_MINUTES))
    wanted = {each: span for each in (counsellor_id, room_id) if each is not None}
    try:
        with session.begin_nested():
            session.add(meeting)
            session.flush()
            cells.take(session, wanted, now=minute_of(now), session_id=meeting.id)
    except IntegrityError:
        raise NotFree(starts_at) from None
    return meeting


def cancel_session(session: Session, meeting: GroupSession, *, staff_id: UUID, now: datetime) -> None:
    """It will not be held: every place and every wait ends, and its counsellor's time is free. Its row must be held.

    Cancelled twice, it is cancelled once.
    """
    if meeting.cancelled:
        return
    require(obstacle_to_meet(cancelled=False, starts_at=meeting.starts_at, now=now))
    meeting.cancelled = True
    told = []
    for each in seats.sitting(session, meeting):
        seats.end_place(session, meeting, each)
        told.append(by_whom(What.PLACE_CANCELLED, each.inquiry_id, staff_id))
    for waiting in lines.everybody(session, seat_line(meeting)):
        if waiting.state == WaitingState.WAITING:
            told.append(by_whom(What.WAITING_ENDED, waiting.inquiry_id, staff_id))
        waiting.state = WaitingState.LEFT
    session.flush()
    cells.free_session(session, session_id=meeting.id)
    tell_all(session, told, now=now)


def take_place(
    session: Session, centre: Centre, session_row_id: UUID, row: Inquiry, case: OpenCase, now: datetime
) -> GroupPlace:
    """A place in a meeting for the owner of an inquiry, whose row must be held. Taken twice, it is taken once.

    Raises ``GroupFull``, and ``NotAllowed`` for a group that is not open to them for what they told.
    """
    meeting = own_meeting(session, centre, session_row_id)
    mine = seats.place_of(session, meeting, row.id)
    if mine and mine.state == PlaceState.BOOKED:
        return mine
    require_open(centre, meeting, row, opened(row, case).answers, now=now)
    told = settle_seats(session, meeting, now=now)
    mine = seats.place_of(session, meeting, row.id)
    offered = mine is not None and mine.state == PlaceState.OFFERED
    if not offered and not seats.take_seat(session, meeting):
        tell_all(session, told, now=now)
        raise GroupFull(meeting)
    booked = book_place(session, meeting, row.id)
    tell_all(session, [*told, by_whom(What.PLACE_BOOKED, row.id, None)], now=now)
    return booked


def book_place(session: Session, meeting: GroupSession, inquiry_id: UUID) -> GroupPlace:
    """The seat that was taken, or was held for them, is theirs; they no longer wait."""
    lines.end(session, seat_line(meeting), inquiry_id, WaitingState.DONE)
    return seats.set_place(session, meeting, inquiry_id, PlaceState.BOOKED)


def own_meeting(session: Session, centre: Centre, session_id: UUID) -> GroupSession:
    """A centre's meeting, held. One that is not there, or is another centre's, gives the same answer."""
    meeting = seats.held_meeting(session, centre.key, session_id)
    if meeting is None:
        raise NotAllowed(Obstacle.NO_SUCH_APPOINTMENT)
    return meeting


def require_open(centre: Centre, meeting: GroupSession, row: Inquiry, answers: Answers, *, now: datetime) -> None:
    """Only what is open to a person for what they told can be had, or waited for (A15)."""
    verdict = decision(centre, meeting, answers).verdict
    require(
        obstacle_to_join(
            state=State(row.state),
            verdict=verdict,
            cancelled=meeting.cancelled,
            starts_at=meeting.starts_at,
            now=now,
        )
    )


def decision(centre: Centre, meeting: GroupSession, answers: Answers) -> Decision:
    return decide(answers, centre.offer(meeting.service).service, centre.policy)


def leave_place(
    session: Session, meeting: GroupSession, inquiry_id: UUID, *, now: datetime, staff_id: UUID | None = None
) -> None:
    """Give a place up: it goes to the first who waits, or is free. Its meeting must be held. Left twice, left once."""
    place = seats.place_of(session, meeting, inquiry_id)
    if place is None or place.state == PlaceState.CANCELLED:
        return
    require(obstacle_to_meet(cancelled=meeting.cancelled, starts_at=meeting.starts_at, now=now))
    tell_all(session, give_up(session, meeting, place, now=now, staff_id=staff_id), now=now)


def give_up(
    session: Session, meeting: GroupSession, place: GroupPlace, *, now: datetime, staff_id: UUID | None = None
) -> list[Told]:
    """A booked or offered place, given up; and the next in line who is offered it."""
    offered = place.state == PlaceState.OFFERED
    what = What.OFFER_DECLINED if offered else What.PLACE_CANCELLED
    seats.end_place(session, meeting, place)
    lines.end(session, seat_line(meeting), place.inquiry_id, WaitingState.LEFT)
    return [by_whom(what, place.inquiry_id, staff_id), *fill_seats(session, meeting, now=now)]
