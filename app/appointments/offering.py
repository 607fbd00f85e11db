"""What comes free goes to the first who waits: held for them alone until a moment, and then for the next (booking §3).

Each function says what is to be told, and leaves it to its caller to tell it last.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.appointments import cells, lines, seats
from app.appointments.free_times import TimeWish, free_times
from app.appointments.lines import Line
from app.appointments.placing import NotFree, place
from app.appointments.telling import Told
from app.catalogue import Centre
from app.models import Appointment, GroupSession, Occupied, OpenException, Resource
from app.rules.appointments import AppointmentState, PlaceState, WaitingState, offer_until
from app.rules.danish_days import danish_day, danish_moment
from app.rules.minutes import minute_of
from app.rules.open_hours import ExceptionKind
from app.rules.services import Mode
from app.rules.talks import Talk
from app.timeline import What

COPIED = ("centre", "talk", "mode", "counsellor_id", "extra_id", "starts_at", "ends_at")


@dataclass(frozen=True, kw_only=True)
class Freed:
    """A time that somebody is about to give up: what it was, and what it took."""

    given_up_by: UUID
    time: dict[str, object]
    cells: dict[int, range]

    @property
    def starts_at(self) -> datetime:
        moment = self.time["starts_at"]
        assert isinstance(moment, datetime)
        return moment


def freed_by(session: Session, appointment: Appointment) -> Freed:
    """An appointment's time, read before its cells are freed."""
    own: dict[int, list[int]] = {}
    query = select(Occupied.resource_id, Occupied.cell).where(Occupied.appointment_id == appointment.id)
    for resource, cell in session.execute(query):
        own.setdefault(resource, []).append(cell)
    return Freed(
        given_up_by=appointment.inquiry_id,
        time={column: getattr(appointment, column) for column in COPIED},
        cells={resource: range(min(taken), max(taken) + 1) for resource, taken in own.items()},
    )


def pass_on(session: Session, freed: Freed, *, now: datetime) -> list[Told]:
    """Hold a freed time for the first who waits for that talk, given in that way. Nobody can slip in between: its
    cells are theirs in the same transaction. When nobody waits, or it begins too soon to ask, it is simply free."""
    until = offer_until(freed.starts_at, now)
    if until is None or not freed.cells or closed_since(session, freed):
        return []
    line = Line(centre=str(freed.time["centre"]), talk=str(freed.time["talk"]), mode=str(freed.time["mode"]))
    waiting = lines.first(session, line, but=freed.given_up_by)
    if waiting is None:
        return []
    offer = Appointment(id=uuid4(), uid=uuid4(), inquiry_id=waiting.inquiry_id, offered=True, **freed.time)
    offer.state, offer.held_until = AppointmentState.HELD, until
    try:
        with session.begin_nested():
            session.add(offer)
            session.flush()
            cells.take(session, freed.cells, now=minute_of(now), until=minute_of(until), appointment_id=offer.id)
    except IntegrityError:  # moved by a little: its owner still has some of it
        return []
    waiting.state = WaitingState.OFFERED
    session.flush()
    return [Told(What.TIME_OFFERED, waiting.inquiry_id)]


def closed_since(session: Session, freed: Freed) -> bool:
    """Whether nobody is there any more: a closed day, an absence, a last day. The rest is checked when it is taken."""
    day, begins = danish_day(freed.starts_at), danish_moment(freed.starts_at).time()
    gone = select(Resource.id).where(Resource.id.in_(freed.cells), Resource.last_day < day)
    closed = select(OpenException.id).where(
        OpenException.centre == freed.time["centre"],
        OpenException.kind == ExceptionKind.CLOSED,
        OpenException.first_day <= day,
        OpenException.last_day >= day,
        or_(OpenException.resource_id.is_(None), OpenException.resource_id.in_(freed.cells)),
        or_(OpenException.opens.is_(None), (OpenException.opens <= begins) & (OpenException.closes > begins)),
    )
    return any(session.scalar(query.limit(1)) is not None for query in (gone, closed))


def fill_times(session: Session, centre: Centre, talk: Talk, mode: Mode, *, now: datetime) -> list[Told]:
    """Hold the free times there are for those who wait: new hours, a new day, or an offer that ran out."""
    line, told = Line(centre=centre.key, talk=talk.key, mode=mode), []
    while waiting := lines.first(session, line):
        times = free_times(session, centre, talk, now=now, wish=TimeWish(modes=(mode,)))
        soonest = next((each for each in times if offer_until(each.starts_at, now)), None)
        if soonest is None:
            break
        until = offer_until(soonest.starts_at, now)
        try:
            offer = place(session, centre, waiting.inquiry_id, talk, soonest.key, now=now, held_until=until)
        except NotFree:
            break
        offer.offered, waiting.state = True, WaitingState.OFFERED
        session.flush()
        told.append(Told(What.TIME_OFFERED, waiting.inquiry_id))
    return told


def expire_times(session: Session, centre: str, *, now: datetime) -> list[Told]:
    """Offers of a talk that nobody answered in time. Whoever let one run out no longer waits."""
    query = select(Appointment).where(
        Appointment.centre == centre,
        Appointment.state == AppointmentState.HELD,
        Appointment.offered.is_(True),
        Appointment.held_until <= now,
    )
    told = []
    for offer in session.scalars(query.order_by(Appointment.id).with_for_update(skip_locked=True)).all():
        told.append(Told(What.OFFER_DECLINED, offer.inquiry_id))
        end_offer(session, offer, WaitingState.LEFT)
    return told


def end_offer(session: Session, offer: Appointment, waits: WaitingState) -> None:
    """Take an offer of a talk back; its time is free from this moment. ``waits``: what becomes of the place in line.

    The offer leaves no row: nothing was ever agreed.
    """
    waiting = lines.standing(session, line_for(offer), offer.inquiry_id)
    if waiting:
        waiting.state = waits
    cells.free(session, appointment_id=offer.id)
    session.delete(offer)
    session.flush()


def line_for(appointment: Appointment) -> Line:
    return Line(centre=appointment.centre, talk=appointment.talk, mode=appointment.mode)


def seat_line(meeting: GroupSession) -> Line:
    return Line(centre=meeting.centre, session_id=meeting.id)


def fill_seats(session: Session, meeting: GroupSession, *, now: datetime) -> list[Told]:
    """Hold a meeting's free seats for those who wait. Its row must be held."""
    until, told = offer_until(meeting.starts_at, now), []
    while until and (waiting := lines.first(session, seat_line(meeting))):
        if not seats.take_seat(session, meeting):
            break
        seats.set_place(session, meeting, waiting.inquiry_id, PlaceState.OFFERED, held_until=until)
        waiting.state = WaitingState.OFFERED
        session.flush()
        told.append(Told(What.TIME_OFFERED, waiting.inquiry_id))
    return told


def expire_seats(session: Session, meeting: GroupSession, *, now: datetime) -> list[Told]:
    """A meeting's offers that nobody answered in time. Its row must be held."""
    told = []
    for each in seats.sitting(session, meeting):
        if each.state == PlaceState.OFFERED and each.held_until and each.held_until <= now:
            seats.end_place(session, meeting, each)
            lines.end(session, seat_line(meeting), each.inquiry_id, WaitingState.LEFT)
            told.append(Told(What.OFFER_DECLINED, each.inquiry_id))
    return told


def settle_seats(session: Session, meeting: GroupSession, *, now: datetime) -> list[Told]:
    """What ran out goes on to the next, and what is free to who waits. After this, a free seat is anybody's."""
    if meeting.cancelled or meeting.starts_at <= now:
        return []
    return expire_seats(session, meeting, now=now) + fill_seats(session, meeting, now=now)
