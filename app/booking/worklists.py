"""What waits to be done about times: whom to call, what to move, what to write down, whom to ask again."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.appointments import requests
from app.appointments.calendar import read_calendar
from app.appointments.opening import FAR, out_of_rules
from app.booking import gift_cards
from app.booking.desk_rows import inquiries, names_of
from app.booking.moving import why_out
from app.catalogue import Centre
from app.models import Appointment, Inquiry, Staff, TimeRequest
from app.portal import Portal
from app.rules.answers import ContactTime, State
from app.rules.appointments import AppointmentState, RequestKind
from app.rules.danish_days import danish_day

PAST = timedelta(days=60)  # who has not written it down by then does not know any more
TWICE = 2


@dataclass(frozen=True)
class Listed:
    """An appointment with its inquiry and who it is with. ``more`` is why, or how many."""

    row: Appointment
    inquiry: Inquiry
    counsellor: str
    more: str = ""


@dataclass(frozen=True)
class Wanted:
    """Something that was asked for. ``late``: its day has passed."""

    row: TimeRequest
    inquiry: Inquiry
    kind: RequestKind
    part: ContactTime | None
    late: bool


@dataclass(frozen=True)
class Missed:
    inquiry: Inquiry
    times: int
    last: date


def wanted(session: Session, staff: Staff, *, today: date) -> list[Wanted]:
    """Calls first, by day and part of the day; then those for whom no time fitted; then who is on the way."""
    rows = requests.open_requests(session, staff.centre)
    by_id = inquiries(session, staff, {row.inquiry_id for row in rows})
    found = [
        Wanted(
            row,
            by_id[row.inquiry_id],
            RequestKind(row.kind),
            ContactTime(row.part) if row.part else None,
            row.day is not None and row.day < today,
        )
        for row in rows
        if row.inquiry_id in by_id
    ]
    kinds, parts = list(RequestKind), [*ContactTime, None]
    return sorted(
        found,
        key=lambda each: (kinds.index(each.kind), each.row.day or today, parts.index(each.part), each.row.made_at),
    )


def to_move(session: Session, staff: Staff, centre: Centre, *, now: datetime, language: str) -> list[Listed]:
    """Appointments that no longer fit the calendar, the nearest first, each with why."""
    rows = out_of_rules(session, centre, now=now)
    if not rows:
        return []
    calendar = read_calendar(session, centre, first=danish_day(now), days=FAR)
    by_id = inquiries(session, staff, {row.inquiry_id for row in rows})
    return [
        Listed(
            row,
            by_id[row.inquiry_id],
            calendar.resources[row.counsellor_id].first_name,
            why_out(calendar, row, language),
        )
        for row in rows
        if row.inquiry_id in by_id
    ]


def unwritten(session: Session, staff: Staff, *, now: datetime) -> list[Listed]:
    """Appointments that are over and of which nobody has said how they went."""
    rows = session.scalars(
        select(Appointment)
        .where(
            Appointment.centre == staff.centre,
            Appointment.state == AppointmentState.BOOKED,
            Appointment.ends_at <= now,
            Appointment.ends_at > now - PAST,
        )
        .order_by(Appointment.starts_at)
    ).all()
    return with_names(session, staff, list(rows))


def missed_twice(session: Session, staff: Staff, *, now: datetime) -> list[Missed]:
    """Who stayed away twice or more and has no new time: they are asked whether they want one. No penalty follows."""
    other = aliased(Appointment)
    ahead = select(other.id).where(
        other.inquiry_id == Inquiry.id, other.state == AppointmentState.BOOKED, other.starts_at > now
    )
    last = func.max(Appointment.starts_at)
    query = (
        select(Inquiry, func.count(Appointment.id), last)
        .join(Appointment, Appointment.inquiry_id == Inquiry.id)
        .where(
            Inquiry.centre == staff.centre,
            Inquiry.state != State.CLOSED,
            Appointment.state == AppointmentState.NO_SHOW,
            ~ahead.exists(),
        )
        .group_by(Inquiry.id)
        .having(func.count(Appointment.id) >= TWICE)
        .order_by(last)
    )
    return [Missed(row, times, danish_day(moment)) for row, times, moment in session.execute(query)]


def gift_cards_due(session: Session, portal: Portal, staff: Staff, *, now: datetime) -> list[Listed]:
    """Young people who came and have not been handed their card, where the centre gives any."""
    centre = portal.catalogue.centres[staff.centre]
    if not gift_cards.gives(centre):
        return []
    found = gift_cards.young(portal.vault, centre, gift_cards.ungiven(session, centre.key, now=now))
    return with_names(session, staff, [appointment for appointment, _ in found])


def with_names(session: Session, staff: Staff, rows: list[Appointment]) -> list[Listed]:
    names = names_of(session, staff.centre)
    by_id: dict[UUID, Inquiry] = inquiries(session, staff, {row.inquiry_id for row in rows})
    return [
        Listed(row, by_id[row.inquiry_id], names[row.counsellor_id].name.split()[0])
        for row in rows
        if row.inquiry_id in by_id
    ]
