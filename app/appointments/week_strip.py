"""The promise on one line above the week: how many talks can still be had on each of the next days, and who waits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.appointments.calendar import CentreCalendar, read_calendar
from app.appointments.free_times import open_slots
from app.catalogue import Centre
from app.models import Appointment, Inquiry
from app.rules.answers import ForWhom, State
from app.rules.appointments import AppointmentState
from app.rules.danish_days import danish_day
from app.rules.minutes import day_minutes
from app.rules.promise_watch import talks_to_hold

DAYS = 8  # today and the same day next week
FEW = 1
HAS_ONE = (AppointmentState.BOOKED, AppointmentState.ATTENDED)


class DayState(StrEnum):
    """How a day stands, from well to badly; a closed day is neither."""

    ENOUGH = "enough"
    FEW = "few"
    NONE = "none"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class StripDay:
    """One cell: a day, or a closed weekend as one. ``room`` is how many first talks can be had."""

    first: date
    last: date
    state: DayState
    room: int


@dataclass(frozen=True, kw_only=True)
class WeekStrip:
    """``waiting``: inquiries that are open and have neither had a talk nor have one ahead."""

    days: tuple[StripDay, ...]
    waiting: int

    @property
    def room(self) -> int:
        return sum(day.room for day in self.days)


def week_strip(session: Session, centre: Centre, *, now: datetime) -> WeekStrip | None:
    """The next days for who writes about themselves. ``None`` for a centre that keeps no calendar here."""
    today = danish_day(now)
    calendar = read_calendar(session, centre, first=today, days=DAYS)
    if not calendar.counsellors:
        return None
    talk = centre.talk_for(ForWhom.SELF).talk
    found = open_slots(session, calendar, talk, now=now, first=today, days=DAYS)
    begins = talks_to_hold(found, talk)
    days = [strip_day(calendar, today + timedelta(days=number), begins) for number in range(DAYS)]
    return WeekStrip(days=tuple(weekends_joined(days)), waiting=waiting(session, centre))


def strip_day(calendar: CentreCalendar, day: date, begins: list[int]) -> StripDay:
    first, end = day_minutes(day)
    room = sum(first <= each < end for each in begins)
    if room:
        state = DayState.FEW if room <= FEW else DayState.ENOUGH
    else:
        state = DayState.NONE if calendar.hours.windows(None, day) else DayState.CLOSED
    return StripDay(first=day, last=day, state=state, room=room)


def weekends_joined(days: list[StripDay]) -> list[StripDay]:
    """A Saturday and a Sunday that are both closed are one cell."""
    joined: list[StripDay] = []
    for day in days:
        before = joined[-1] if joined else None
        if before and day.first.weekday() == 6 and before.state is day.state is DayState.CLOSED:
            joined[-1] = StripDay(first=before.first, last=day.last, state=DayState.CLOSED, room=0)
        else:
            joined.append(day)
    return joined


def waiting(session: Session, centre: Centre) -> int:
    has_one = select(Appointment.id).where(Appointment.inquiry_id == Inquiry.id, Appointment.state.in_(HAS_ONE))
    query = select(func.count()).select_from(Inquiry)
    wanted = query.where(Inquiry.centre == centre.key, Inquiry.state != State.CLOSED, ~has_one.exists())
    return session.scalar(wanted) or 0
