"""What happened to an appointment: somebody came, did not come, or called it off. No penalty follows from any of it."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app import timeline
from app.catalogue import Centre
from app.dossier import Dossier, keep_promises
from app.models import Appointment
from app.rules.appointments import AppointmentState, Attendance, obstacle_to_write_down
from app.rules.clocks import ClockKind
from app.rules.danish_days import danish_day
from app.rules.obstacle import require
from app.timeline import What

BECOMES = {
    Attendance.CAME: AppointmentState.ATTENDED,
    Attendance.STAYED_AWAY: AppointmentState.NO_SHOW,
    Attendance.CALLED_OFF: AppointmentState.CANCELLED,
}
TOLD = {
    Attendance.CAME: What.CAME,
    Attendance.STAYED_AWAY: What.STAYED_AWAY,
    Attendance.CALLED_OFF: What.TIME_CANCELLED,
}


def write_down(
    session: Session,
    centre: Centre,
    appointment: Appointment,
    dossier: Dossier,
    attendance: Attendance,
    *,
    staff_id: UUID,
    now: datetime,
) -> None:
    """Write down how it went; it may be put right afterwards. A first talk that was held keeps the promise of one."""
    state = AppointmentState(appointment.state)
    require(obstacle_to_write_down(state=state, starts_at=appointment.starts_at, now=now))
    if state is BECOMES[attendance]:
        return
    appointment.state = BECOMES[attendance]
    if attendance is Attendance.CAME and is_first(centre, appointment):
        stop_first_clock(dossier, today=danish_day(now))
    session.flush()
    timeline.record(session, TOLD[attendance], now=now, inquiry_id=appointment.inquiry_id, staff_id=staff_id)


def is_first(centre: Centre, appointment: Appointment) -> bool:
    talk = centre.talk(appointment.talk)
    return talk is not None and talk.talk.first


def stop_first_clock(dossier: Dossier, *, today: date) -> None:
    """The first talk was held: its clock no longer runs (B1)."""
    promises = tuple(
        replace(clock, running=False) if clock.kind is ClockKind.OPEN_COUNSELLING else clock
        for clock in dossier.promises
    )
    keep_promises(dossier.row, dossier.case, promises, today=today)


def give_gift_card(session: Session, appointment: Appointment, *, staff_id: UUID, now: datetime) -> None:
    """Write down that a young person who came was handed their gift card (B5, E6). Given twice, it is given once."""
    if appointment.gift_card_on is None:
        appointment.gift_card_on = danish_day(now)
        session.flush()
        timeline.record(session, What.GIFT_CARD, now=now, inquiry_id=appointment.inquiry_id, staff_id=staff_id)
