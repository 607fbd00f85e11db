"""Appointments as the desk reaches them: its own centre's, and with the inquiry's row held when they are changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.desk import own_centre, reachable
from app.models import Appointment, Inquiry, Resource, Staff, TimeRequest
from app.rules.appointments import AppointmentState


@dataclass(frozen=True)
class Reached:
    """An appointment with the inquiry it belongs to, both still sealed."""

    row: Appointment
    inquiry: Inquiry


def appointment_of(session: Session, staff: Staff, appointment_id: UUID, *, to_change: bool = False) -> Reached | None:
    """One appointment of a staff member's own centre. What is only held is nobody's yet, and not there.

    ``to_change`` holds the inquiry's row first, as everybody does who changes its appointments.
    """
    known = select(Appointment).where(Appointment.id == appointment_id, Appointment.centre == staff.centre)
    row = session.scalar(known)
    inquiry = reachable(session, staff, row.inquiry_id, to_change=to_change) if row else None
    if row and to_change:
        session.refresh(row)
    if row is None or inquiry is None or row.state == AppointmentState.HELD:
        return None
    return Reached(row, inquiry)


def request_of(session: Session, staff: Staff, request_id: UUID) -> TimeRequest | None:
    """Something that was asked for at a staff member's own centre, its inquiry's row held."""
    row = session.scalar(select(TimeRequest).where(TimeRequest.id == request_id, TimeRequest.centre == staff.centre))
    if row is None or reachable(session, staff, row.inquiry_id, to_change=True) is None:
        return None
    session.refresh(row)
    return row


def booked_then(session: Session, inquiry_id: UUID, starts_at: datetime | None) -> bool:
    """Whether an inquiry has an appointment that begins then: a button that is pressed twice books once."""
    query = select(Appointment.id).where(
        Appointment.inquiry_id == inquiry_id,
        Appointment.starts_at == starts_at,
        Appointment.state == AppointmentState.BOOKED,
    )
    return starts_at is not None and session.scalar(query.limit(1)) is not None


def has_talked(session: Session, inquiry_id: UUID) -> bool:
    query = select(Appointment.id).where(
        Appointment.inquiry_id == inquiry_id, Appointment.state == AppointmentState.ATTENDED
    )
    return session.scalar(query.limit(1)) is not None


def names_of(session: Session, centre: str) -> dict[int, Resource]:
    return {each.id: each for each in session.scalars(select(Resource).where(Resource.centre == centre))}


def inquiries(session: Session, staff: Staff, ids: set[UUID]) -> dict[UUID, Inquiry]:
    """Inquiries of the own centre, by id."""
    return {each.id: each for each in session.scalars(own_centre(staff).where(Inquiry.id.in_(ids)))}
