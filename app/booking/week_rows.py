"""A week of a centre's calendar, asked of the database: each question is one read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.models import Appointment, GroupSession, Inquiry, OpenException, OpenRule, TimeRequest
from app.rules.appointments import AppointmentState, RequestKind
from app.rules.minutes import day_minutes, moment_of
from app.rules.open_hours import RuleKind

WEEK = timedelta(days=7)
SHOWN = (AppointmentState.BOOKED, AppointmentState.ATTENDED, AppointmentState.NO_SHOW)


@dataclass(frozen=True)
class Booked:
    """An appointment with its inquiry's number: nothing of the inquiry is opened to draw a week."""

    row: Appointment
    reference: str


def week_moments(monday: date) -> tuple[datetime, datetime]:
    return moment_of(day_minutes(monday)[0]), moment_of(day_minutes(monday + WEEK)[0])


def booked(session: Session, centre: str, monday: date, *, now: datetime) -> list[Booked]:
    """What is booked, what was, and what is held right now."""
    first, last = week_moments(monday)
    held = and_(Appointment.state == AppointmentState.HELD, Appointment.held_until > now)
    query = (
        select(Appointment, Inquiry.reference)
        .join(Inquiry, Inquiry.id == Appointment.inquiry_id)
        .where(
            Appointment.centre == centre,
            Appointment.starts_at >= first,
            Appointment.starts_at < last,
            or_(Appointment.state.in_(SHOWN), held),
        )
        .order_by(Appointment.starts_at, Inquiry.reference)
    )
    return [Booked(row, reference) for row, reference in session.execute(query)]


def exceptions(session: Session, centre: str, monday: date) -> list[OpenException]:
    query = select(OpenException).where(
        OpenException.centre == centre, OpenException.first_day < monday + WEEK, OpenException.last_day >= monday
    )
    return list(session.scalars(query.order_by(OpenException.id)))


def meeting_rules(session: Session, centre: str, monday: date) -> Sequence[OpenRule]:
    """What meetings are called, the latest beginning first, so that the one that holds is met before earlier ones."""
    query = select(OpenRule).where(
        OpenRule.centre == centre,
        OpenRule.kind == RuleKind.MEETING,
        OpenRule.valid_from < monday + WEEK,
        or_(OpenRule.valid_to.is_(None), OpenRule.valid_to >= monday),
    )
    return session.scalars(query.order_by(OpenRule.opens.desc(), OpenRule.id)).all()


def groups(session: Session, centre: str, monday: date) -> list[GroupSession]:
    first, last = week_moments(monday)
    query = select(GroupSession).where(
        GroupSession.centre == centre,
        GroupSession.starts_at >= first,
        GroupSession.starts_at < last,
        GroupSession.cancelled.is_(False),
    )
    return list(session.scalars(query.order_by(GroupSession.starts_at)))


def coming_today(session: Session, centre: str, *, today: date) -> int:
    """How many have said that they are on their way to the open door today."""
    first, last = (moment_of(each) for each in day_minutes(today))
    query = select(func.count()).where(
        TimeRequest.centre == centre,
        TimeRequest.kind == RequestKind.DROP_IN,
        TimeRequest.done_on.is_(None),
        or_(TimeRequest.day == today, and_(TimeRequest.made_at >= first, TimeRequest.made_at < last)),
    )
    return session.scalar(query) or 0
