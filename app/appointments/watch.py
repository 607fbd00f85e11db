"""How the promise of a first talk within a week stands at a centre, for six weeks to come (booking §4).

It needs no keys: what is taken and when somebody is there is enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import alarms, waiting
from app.appointments.calendar import CentreCalendar, read_calendar
from app.appointments.free_times import open_slots
from app.appointments.lost_hours import week_of
from app.catalogue import Centre
from app.models import Appointment
from app.portal import Portal
from app.rules.answers import ForWhom
from app.rules.appointments import AppointmentState
from app.rules.danish_days import danish_day
from app.rules.minutes import day_minutes, minute_of
from app.rules.promise_watch import (
    DAYS_AHEAD,
    Level,
    Outlook,
    Shortage,
    cause_of,
    demand,
    outlook,
    remedy_for,
    talks_to_hold,
    worst,
)
from app.rules.services import Mode
from app.rules.talks import Talk

BEYOND = 14  # days looked at behind the last one, to find what somebody who writes then would have to wait for
WEEKS_BACK = 8
WEEK = timedelta(days=7)
CAME_ABOUT = (AppointmentState.BOOKED, AppointmentState.ATTENDED, AppointmentState.NO_SHOW)


@dataclass(frozen=True, kw_only=True)
class Watched:
    """One kind of person and one way of meeting: each of the coming days, and what is wrong, if anything is."""

    audience: ForWhom
    mode: Mode
    days: tuple[Outlook, ...]
    shortage: Shortage | None


def look_again(session: Session, centre: Centre, *, now: datetime) -> list[Watched]:
    """Look ahead, and open, change and close the alarms by it."""
    found = look_ahead(session, centre, now=now)
    alarms.settle(session, centre.key, shortages(found), now=now)
    return found


def look_everywhere(portal: Portal, *, now: datetime) -> int:
    """A round of the watch: first whoever waits is offered what came free, then every centre is looked at.

    Long reading holds up nobody who writes. Returns how many alarms stand open.
    """
    waiting.sweep_all(portal, now=now)
    standing = 0
    for centre in portal.catalogue.centres.values():
        with portal.data.reading() as session:
            wanted = shortages(look_ahead(session, centre, now=now))
            changed = alarms.differs(session, centre.key, wanted)
        if changed:
            with portal.data.writing() as session:
                alarms.settle(session, centre.key, wanted, now=now)
        standing += len(wanted)
    return standing


def shortages(found: list[Watched]) -> dict[alarms.Kind, Shortage]:
    return {(each.audience, each.mode): each.shortage for each in found if each.shortage}


def look_ahead(session: Session, centre: Centre, *, now: datetime) -> list[Watched]:
    """Every kind of person and every way of meeting. Nothing for a centre that keeps no calendar here."""
    calendar = read_calendar(session, centre, first=danish_day(now), days=DAYS_AHEAD + BEYOND)
    if not calendar.counsellors:
        return []
    weekly = weekly_talks(session, centre, now=now)
    found = []
    for each in centre.talks:
        if each.talk.first and each.talk.audience:
            days = days_of(session, calendar, each.talk, weekly, now=now)
            found += [
                Watched(audience=who, mode=mode, days=days[mode], shortage=shortage(calendar, mode, days))
                for who in each.talk.audience
                for mode in each.talk.modes
            ]
    return found


def days_of(
    session: Session,
    calendar: CentreCalendar,
    talk: Talk,
    weekly: Mapping[tuple[str, str], list[int]],
    *,
    now: datetime,
) -> dict[Mode, tuple[Outlook, ...]]:
    """For each way of meeting, what meets somebody who writes now, and at the beginning of each day to come."""
    today = danish_day(now)
    found = open_slots(session, calendar, talk, now=now, first=today, days=DAYS_AHEAD + BEYOND)
    moments = [(day, day_minutes(day)[0]) for day in (today + timedelta(days=n) for n in range(1, DAYS_AHEAD))]
    ahead = {}
    for mode in talk.modes:
        begins = talks_to_hold((slot for slot in found if slot.mode is mode), talk)
        wanted = demand(weekly.get((talk.key, mode), []))
        ahead[mode] = tuple(
            outlook(begins, day=day, at=at, wanted=wanted) for day, at in [(today, minute_of(now)), *moments]
        )
    return ahead


def shortage(calendar: CentreCalendar, mode: Mode, days: Mapping[Mode, tuple[Outlook, ...]]) -> Shortage | None:
    """What is wrong with a way of meeting, from the first of its worst days on."""
    found = worst(days[mode])
    if found is None:
        return None
    week = [found.day + timedelta(days=number) for number in range(7)]
    others = (each for each in days.get(Mode.PHONE, ()) if mode is not Mode.PHONE and each.day == found.day)
    remedy = remedy_for(
        phone_is_well=any(each.level is Level.GREEN for each in others),
        drop_in=any(calendar.drop_in_on(day) for day in week),
        somebody_there=any(any(calendar.windows(day, calendar.counsellors).values()) for day in week),
    )
    cause = cause_of(week_of(calendar, mode, week))
    return Shortage(level=found.level, first_day=found.day, cause=cause, remedy=remedy)


def weekly_talks(session: Session, centre: Centre, *, now: datetime) -> dict[tuple[str, str], list[int]]:
    """How many talks each of the last eight weeks had, by talk and way of meeting."""
    query = select(Appointment.talk, Appointment.mode, Appointment.starts_at).where(
        Appointment.centre == centre.key,
        Appointment.starts_at >= now - WEEKS_BACK * WEEK,
        Appointment.starts_at < now,
        Appointment.state.in_(CAME_ABOUT),
    )
    weekly: dict[tuple[str, str], list[int]] = {}
    for talk, mode, starts_at in session.execute(query):
        counted = weekly.setdefault((talk, mode), [0] * WEEKS_BACK)
        counted[(now - starts_at - timedelta(microseconds=1)) // WEEK] += 1
    return weekly
