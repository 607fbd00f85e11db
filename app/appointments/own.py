"""What an inquiry's owner has and has asked for: the time ahead, one that was missed, and what is still open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.appointments.booking import agreed_of, ahead
from app.appointments.calendar import read_calendar
from app.appointments.free_times import open_slots
from app.appointments.requests import asked
from app.catalogue import Centre
from app.models import Appointment, Resource, TimeRequest
from app.rules.answers import ContactTime
from app.rules.appointments import Agreed, AppointmentState, RequestKind
from app.rules.danish_days import danish_day
from app.rules.services import Mode
from app.rules.talks import Talk
from app.timeline import Actor, What
from app.vault.cases import OpenCase


@dataclass(frozen=True, kw_only=True)
class OwnTime:
    """A time somebody has or holds, with what was agreed about it. ``with_whom`` is a first name."""

    appointment: Appointment
    agreed: Agreed = field(repr=False)
    with_whom: str

    @property
    def mode(self) -> Mode:
        return Mode(self.appointment.mode)

    @property
    def state(self) -> AppointmentState:
        return AppointmentState(self.appointment.state)

    @property
    def starts_at(self) -> datetime:
        return self.appointment.starts_at


@dataclass(frozen=True, kw_only=True)
class OwnRequest:
    """Something asked for that nobody has done yet."""

    request: TimeRequest
    agreed: Agreed = field(repr=False)

    @property
    def kind(self) -> RequestKind:
        return RequestKind(self.request.kind)

    @property
    def part(self) -> ContactTime | None:
        return ContactTime(self.request.part) if self.request.part else None


@dataclass(frozen=True, kw_only=True)
class OwnTimes:
    """``missed`` is the last time, when nobody came and no other was had since."""

    ahead: OwnTime | None = None
    missed: OwnTime | None = None
    asked: tuple[OwnRequest, ...] = ()


def own_times(session: Session, case: OpenCase, *, now: datetime) -> OwnTimes:
    """Everything the own page says about times."""
    row = ahead(session, case.inquiry_id, now=now)
    return OwnTimes(
        ahead=own_time(session, row, case) if row else None,
        missed=None if row else missed(session, case),
        asked=tuple(open_asked(session, case, now=now)),
    )


def own_time(session: Session, row: Appointment, case: OpenCase) -> OwnTime:
    name = session.scalar(select(Resource.name).where(Resource.id == row.counsellor_id)) or ""
    return OwnTime(appointment=row, agreed=agreed_of(row, case), with_whom=name.partition(" ")[0])


def missed(session: Session, case: OpenCase) -> OwnTime | None:
    """The latest time that was to be, when it was missed."""
    last = session.scalar(
        select(Appointment)
        .where(Appointment.inquiry_id == case.inquiry_id, Appointment.state != AppointmentState.HELD)
        .order_by(Appointment.starts_at.desc())
        .limit(1)
    )
    return own_time(session, last, case) if last is not None and last.state == AppointmentState.NO_SHOW else None


def open_asked(session: Session, case: OpenCase, *, now: datetime) -> Iterator[OwnRequest]:
    """What was asked for and is not done. 'I am coming' is over when its day is."""
    query = select(TimeRequest).where(TimeRequest.inquiry_id == case.inquiry_id, TimeRequest.done_on.is_(None))
    for row in session.scalars(query.order_by(TimeRequest.made_at, TimeRequest.id)):
        over = row.kind == RequestKind.DROP_IN and row.day is not None and row.day < danish_day(now)
        if not over:
            yield OwnRequest(request=row, agreed=asked(row, case))


def every_time(session: Session, case: OpenCase) -> list[OwnTime]:
    """All that was ever agreed, the oldest first: for 'what we hold'."""
    query = select(Appointment).where(
        Appointment.inquiry_id == case.inquiry_id, Appointment.state != AppointmentState.HELD
    )
    return [own_time(session, row, case) for row in session.scalars(query.order_by(Appointment.starts_at))]


def take_back(session: Session, request: TimeRequest, *, now: datetime) -> None:
    """The owner no longer wants what they asked for. Taken back twice, it is taken back once."""
    if request.done_on is None:
        request.done_on = danish_day(now)
        session.flush()
        timeline.record(session, What.TIME_ARRANGED, now=now, inquiry_id=request.inquiry_id, actor=Actor.CITIZEN)


def anything_to_choose(session: Session, centre: Centre, talk: Talk, *, now: datetime) -> bool:
    """Whether the page of times has anything to show: a free time, or a door that is open now."""
    today = danish_day(now)
    calendar = read_calendar(session, centre, first=today, days=talk.horizon_days)
    if not calendar.counsellors:
        return False
    found = open_slots(session, calendar, talk, now=now, first=today, days=talk.horizon_days)
    return bool(found) or bool(calendar.drop_in_on(today))
