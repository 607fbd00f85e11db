"""What a staff member's calendar feed shows: how, when, and a reference to look up. Never who, and never where."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from app.appointments.calendar import read_calendar
from app.appointments.calendar_files import Entry
from app.catalogue import Centre
from app.models import Appointment, CalendarFeed, GroupSession, Inquiry, Resource, Staff
from app.rules.appointments import AppointmentState
from app.rules.danish_days import danish_day
from app.rules.minutes import minute_of, moment_of
from app.rules.open_hours import RuleKind
from app.rules.services import Mode
from app.vault.tokens import new_token, token_hash
from app.web.language import TEXTS, mark

BACK, AHEAD = timedelta(days=7), timedelta(days=90)
CANCELLED_KEPT = timedelta(days=30)  # so that a program which fetches seldom learns of it
TALKS = {
    Mode.IN_PERSON: mark("Samtale, fremmøde, %(reference)s"),
    Mode.PHONE: mark("Samtale, telefon, %(reference)s"),
    Mode.ONLINE: mark("Samtale, video, %(reference)s"),
    Mode.WE_COME: mark("Samtale ude, %(reference)s"),
}
GROUP, DROP_IN = mark("Gruppe"), mark("Åben rådgivning")
OF_DROP_IN = UUID("c3cf2d2e-6c0b-4c4e-9a43-5a3f2f0a1d77")  # names the hours of an open door, which have no row


@dataclass(frozen=True, kw_only=True)
class Span:
    """The days a feed covers."""

    first: date
    days: int
    begins: datetime
    ends: datetime
    cancelled_since: datetime


def entries_of(session: Session, centre: Centre, staff: Staff, *, language: str, now: datetime) -> list[Entry]:
    """A staff member's own times from a week back to three months ahead, in order."""
    resource = session.scalar(select(Resource.id).where(Resource.staff_id == staff.id))
    if resource is None:
        return []
    begins = now - BACK
    span = Span(
        first=danish_day(begins),
        days=(BACK + AHEAD).days,
        begins=begins,
        ends=now + AHEAD,
        cancelled_since=now - CANCELLED_KEPT,
    )
    found = [
        *talks(session, resource, span, language),
        *groups(session, resource, span, language),
        *drop_in(session, centre, resource, span, language),
    ]
    return sorted(found, key=lambda each: (each.starts_at, str(each.uid)))


def talks(session: Session, resource: int, span: Span, language: str) -> Iterator[Entry]:
    """The appointments. What is only held for somebody is nothing to turn up for yet."""
    called_off = Appointment.state == AppointmentState.CANCELLED
    rows = session.execute(
        select(Appointment, Inquiry.reference)
        .join(Inquiry, Inquiry.id == Appointment.inquiry_id)
        .where(
            Appointment.counsellor_id == resource,
            Appointment.state != AppointmentState.HELD,
            Appointment.starts_at < span.ends,
            or_(Appointment.starts_at >= span.begins, called_off & (Appointment.starts_at >= span.cancelled_since)),
        )
    )
    for row, reference in rows:
        yield Entry(
            uid=row.uid,
            sequence=row.sequence,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            says=TEXTS[language].gettext(TALKS[Mode(row.mode)]) % {"reference": reference},
            cancelled=row.state == AppointmentState.CANCELLED,
        )


def groups(session: Session, resource: int, span: Span, language: str) -> Iterator[Entry]:
    rows = session.scalars(
        select(GroupSession).where(
            GroupSession.counsellor_id == resource,
            GroupSession.starts_at < span.ends,
            or_(
                GroupSession.starts_at >= span.begins,
                GroupSession.cancelled & (GroupSession.starts_at >= span.cancelled_since),
            ),
        )
    )
    for row in rows:
        yield Entry(
            uid=row.id,
            sequence=int(row.cancelled),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            says=TEXTS[language].gettext(GROUP),
            cancelled=row.cancelled,
        )


def drop_in(session: Session, centre: Centre, resource: int, span: Span, language: str) -> Iterator[Entry]:
    """When they receive whoever comes: shown, but nobody's appointment."""
    calendar = read_calendar(session, centre, first=span.first, days=span.days)
    for ahead in range(span.days + 1):
        day = span.first + timedelta(days=ahead)
        if calendar.is_closed(day) or not calendar.resources[resource].there_on(day):
            continue
        for window in calendar.hours.windows(resource, day, RuleKind.DROP_IN):
            yield Entry(
                uid=uuid5(OF_DROP_IN, f"{resource}/{window.begins}"),
                sequence=0,
                starts_at=moment_of(window.begins),
                ends_at=moment_of(window.ends),
                says=TEXTS[language].gettext(DROP_IN),
                keeps_free=True,
            )


def stamp_of(entries: list[Entry]) -> str:
    """What changes when any entry does, for a calendar program that asks whether it has the newest."""
    said = "\n".join(
        f"{each.uid} {each.sequence} {minute_of(each.starts_at)} {minute_of(each.ends_at)} {each.cancelled} {each.says}"
        for each in entries
    )
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'


def whose(session: Session, token: str) -> Staff | None:
    """Whose feed an address is; ``None`` for one that is unknown, removed, or of somebody who works here no more."""
    owner = select(Staff).join(CalendarFeed, CalendarFeed.staff_id == Staff.id)
    return session.scalar(owner.where(CalendarFeed.token_hash == token_hash(token), Staff.active))


def feed_of(session: Session, staff: Staff) -> CalendarFeed | None:
    return session.scalar(select(CalendarFeed).where(CalendarFeed.staff_id == staff.id))


def make_feed(session: Session, staff: Staff, *, now: datetime) -> str:
    """A new address in place of any earlier one. It is shown once; the store keeps its hash."""
    token = new_token()
    remove_feed(session, staff)
    session.add(CalendarFeed(token_hash=token_hash(token), staff_id=staff.id, made_at=now))
    session.flush()
    return token


def remove_feed(session: Session, staff: Staff) -> None:
    """From now on the address leads nowhere."""
    session.execute(delete(CalendarFeed).where(CalendarFeed.staff_id == staff.id))
