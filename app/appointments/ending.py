"""What becomes of the times of an inquiry that ends."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import booking, cells, offering
from app.appointments.telling import Told, by_whom
from app.models import Appointment
from app.rules.appointments import AppointmentState
from app.timeline import What


def cancel_all_ahead(session: Session, inquiry_id: UUID, *, now: datetime, staff_id: UUID | None = None) -> list[Told]:
    """Call off every appointment an inquiry has ahead of it, and let go of what is held. What comes free goes to those
    who wait. The row must be held; the caller tells last. One that has begun stays, so that its end can be written.
    """
    booking.let_go(session, inquiry_id)
    query = select(Appointment).where(
        Appointment.inquiry_id == inquiry_id,
        Appointment.state == AppointmentState.BOOKED,
        Appointment.starts_at > now,
    )
    told: list[Told] = []
    for each in session.scalars(query.order_by(Appointment.starts_at)).all():
        each.state = AppointmentState.CANCELLED
        each.sequence += 1
        session.flush()
        freed = offering.freed_by(session, each)
        cells.free(session, appointment_id=each.id)
        told += [by_whom(What.TIME_CANCELLED, inquiry_id, staff_id), *offering.pass_on(session, freed, now=now)]
    return told
