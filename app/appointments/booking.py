"""Having a time: hold it, book it, move it, call it off. Each action ends with its line in the timeline."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import timeline
from app.appointments import cells, lines
from app.appointments.first_offers import note_choice
from app.appointments.free_times import ANY, TimeWish
from app.appointments.offering import freed_by, line_for, pass_on
from app.appointments.placing import NotFree, asked_time, candidates, place, renew, rules_held, set_time, take_cells
from app.appointments.telling import by_whom, tell_all
from app.catalogue import Centre
from app.models import Appointment, Inquiry, Occupied
from app.models.stored import dump_agreed, load_agreed
from app.rules.answers import State
from app.rules.appointments import HOLD, Agreed, AppointmentState, obstacle_to_book, obstacle_to_change
from app.rules.danish_days import to_the_minute
from app.rules.obstacle import require
from app.rules.talks import Talk
from app.timeline import Actor, What
from app.vault.cases import OpenCase


def hold(
    session: Session,
    centre: Centre,
    row: Inquiry,
    talk: Talk,
    key: str,
    *,
    now: datetime,
    wish: TimeWish = ANY,
) -> Appointment:
    """Keep a time for an inquiry for ten minutes, while its owner reads what they are about to book.

    One hold an inquiry: an earlier one is let go. The row must be held. Raises ``NotFree``, ``NotAllowed``.
    """
    require(obstacle_to_book(state=State(row.state)))
    let_go(session, row.id)
    return place(session, centre, row.id, talk, key, now=now, wish=wish, held_until=to_the_minute(now) + HOLD)


def confirm(
    session: Session,
    centre: Centre,
    row: Inquiry,
    case: OpenCase,
    held: Appointment,
    agreed: Agreed,
    *,
    now: datetime,
) -> Appointment:
    """Book what was held. A hold that has run out is taken anew when it is still free. Raises ``NotFree``.

    Confirmed twice, it is booked once. An inquiry has one appointment ahead: an earlier one is moved there instead.
    """
    require(obstacle_to_book(state=State(row.state)))
    if held.state == AppointmentState.BOOKED:
        return held
    if held.state != AppointmentState.HELD:
        raise NotFree(held.starts_at)
    renew(session, centre, held, now=now)
    lines.served(session, line_for(held), row.id, offered=held.offered)
    held.offered = False
    earlier = ahead(session, row.id, now=now)
    if earlier:
        return swap(session, earlier, held, case, agreed, now=now)
    held.state, held.held_until = AppointmentState.BOOKED, None
    seal_agreed(held, case, agreed)
    note_choice(session, held)
    tell(session, What.TIME_BOOKED, held, now=now)
    return held


def book(
    session: Session,
    centre: Centre,
    row: Inquiry,
    case: OpenCase,
    talk: Talk,
    key: str,
    agreed: Agreed,
    *,
    staff_id: UUID,
    now: datetime,
) -> Appointment:
    """Staff book on a citizen's behalf, at once and without notice. Raises ``NotFree``, ``NotAllowed``."""
    require(obstacle_to_book(state=State(row.state)))
    booked = place(session, centre, row.id, talk, key, now=now, staff_id=staff_id)
    seal_agreed(booked, case, agreed)
    tell(session, What.TIME_BOOKED, booked, now=now, staff_id=staff_id)
    return booked


def move(
    session: Session,
    centre: Centre,
    appointment: Appointment,
    talk: Talk,
    key: str,
    *,
    now: datetime,
    staff_id: UUID | None = None,
) -> Appointment:
    """Another time for the same appointment. When that cannot be had, the old one is kept. Raises ``NotFree``."""
    require(obstacle_to_change(state=AppointmentState(appointment.state), starts_at=appointment.starts_at, now=now))
    starts_at, mode, counsellor = asked_time(key)
    calendar, freed = rules_held(session, centre, starts_at), freed_by(session, appointment)
    for taken_by, extra in candidates(
        session,
        calendar,
        talk,
        starts_at,
        mode,
        counsellor,
        now=now,
        by_staff=staff_id is not None,
        except_for=appointment.id,
    ):
        try:
            with session.begin_nested():
                cells.free(session, appointment_id=appointment.id)
                take_cells(session, talk, starts_at, (taken_by, extra), appointment_id=appointment.id, now=now)
        except IntegrityError:
            continue
        set_time(appointment, talk, starts_at, mode, taken_by, extra)
        appointment.sequence += 1
        session.flush()
        told = pass_on(session, freed, now=now)
        tell_all(session, [by_whom(What.TIME_MOVED, appointment.inquiry_id, staff_id), *told], now=now)
        return appointment
    raise NotFree(starts_at)


def cancel(session: Session, appointment: Appointment, *, now: datetime, staff_id: UUID | None = None) -> None:
    """Call it off: its time is free from this moment, or held for the first who waits. Called off twice, it is once."""
    if appointment.state == AppointmentState.CANCELLED:
        return
    require(obstacle_to_change(state=AppointmentState(appointment.state), starts_at=appointment.starts_at, now=now))
    appointment.state = AppointmentState.CANCELLED
    appointment.sequence += 1
    session.flush()
    freed = freed_by(session, appointment)
    cells.free(session, appointment_id=appointment.id)
    told = pass_on(session, freed, now=now)
    tell_all(session, [by_whom(What.TIME_CANCELLED, appointment.inquiry_id, staff_id), *told], now=now)


def let_go(session: Session, inquiry_id: UUID) -> None:
    """Drop what an inquiry holds and has not booked. An offer from the waiting list is not touched."""
    held = (
        Appointment.inquiry_id == inquiry_id,
        Appointment.state == AppointmentState.HELD,
        Appointment.offered.is_(False),
    )
    cells.hold_in_order(session, Occupied.appointment_id.in_(select(Appointment.id).where(*held)))
    session.execute(delete(Appointment).where(*held))


def ahead(session: Session, inquiry_id: UUID, *, now: datetime) -> Appointment | None:
    """The appointment an inquiry has ahead of it, the nearest first."""
    return session.scalar(
        select(Appointment)
        .where(
            Appointment.inquiry_id == inquiry_id,
            Appointment.state == AppointmentState.BOOKED,
            Appointment.ends_at > now,
        )
        .order_by(Appointment.starts_at)
        .limit(1)
    )


def held_by(session: Session, inquiry_id: UUID, *, offered: bool = False) -> Appointment | None:
    """What is held for an inquiry: by its owner, or as an offer from the waiting list."""
    return session.scalar(
        select(Appointment)
        .where(
            Appointment.inquiry_id == inquiry_id,
            Appointment.state == AppointmentState.HELD,
            Appointment.offered.is_(offered),
        )
        .limit(1)
    )


def agreed_of(appointment: Appointment, case: OpenCase) -> Agreed:
    """What was agreed, for those who hold the inquiry's key."""
    if appointment.detail is None:
        return Agreed()
    return load_agreed(case.open(appointment.detail, table="appointments", column="detail", row_id=appointment.id))


def seal_agreed(appointment: Appointment, case: OpenCase, agreed: Agreed) -> None:
    sealed = case.seal(dump_agreed(agreed), table="appointments", column="detail", row_id=appointment.id)
    appointment.detail = sealed if agreed != Agreed() else None


def swap(
    session: Session, earlier: Appointment, held: Appointment, case: OpenCase, agreed: Agreed, *, now: datetime
) -> Appointment:
    """The appointment somebody has already becomes the one they chose now, so that nobody takes two."""
    require(obstacle_to_change(state=AppointmentState(earlier.state), starts_at=earlier.starts_at, now=now))
    freed = freed_by(session, earlier)
    cells.free(session, appointment_id=earlier.id)
    cells.hand_over(session, given_by=held.id, to=earlier.id)
    for column in ("talk", "mode", "counsellor_id", "extra_id", "starts_at", "ends_at"):
        setattr(earlier, column, getattr(held, column))
    earlier.sequence += 1
    seal_agreed(earlier, case, agreed)
    session.flush()
    session.delete(held)
    session.flush()
    note_choice(session, earlier)
    told = pass_on(session, freed, now=now)
    tell_all(session, [by_whom(What.TIME_MOVED, earlier.inquiry_id, None), *told], now=now)
    return earlier


def tell(
    session: Session, what: What, appointment: Appointment, *, now: datetime, staff_id: UUID | None = None
) -> None:
    session.flush()
    actor = Actor.STAFF if staff_id else Actor.CITIZEN
    timeline.record(session, what, now=now, inquiry_id=appointment.inquiry_id, actor=actor, staff_id=staff_id)
