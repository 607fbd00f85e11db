"""Calendar files: a neutral one for who has an appointment, and a feed without names for who works here.

Such files end up with large companies abroad, so nothing in them says who, what about or at which centre. Every moment
is an instant in UTC: no program can then be an hour wrong when the clocks change (booking §6).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event

from app.models import Appointment
from app.rules.appointments import AppointmentState

MAKER = "-//Indgangen//DA"
NEUTRAL = "Aftale"
FETCH_AGAIN = timedelta(minutes=15)  # a hint: the large calendar programs come when they like


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of a calendar. ``keeps_free``: it is shown, but the time does not count as taken."""

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    says: str = NEUTRAL
    cancelled: bool = False
    keeps_free: bool = False


def own_file(
    *,
    uid: UUID,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    cancelled: bool = False,
    says: str = NEUTRAL,
    now: datetime,
) -> bytes:
    """One appointment for its owner's own calendar. ``says`` is the word for an appointment in their language, and
    never more: a family shares its calendars (N4)."""
    entry = Entry(uid=uid, sequence=sequence, starts_at=starts_at, ends_at=ends_at, says=says, cancelled=cancelled)
    return own_files([entry], now=now)


def own_files(entries: Iterable[Entry], *, now: datetime) -> bytes:
    """Several of one's own in one file."""
    return written(new_calendar(), entries, now=now)


def own_file_of(appointment: Appointment, *, says: str = NEUTRAL, now: datetime) -> bytes:
    """The same, of a stored appointment."""
    return own_file(
        uid=appointment.uid,
        sequence=appointment.sequence,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        cancelled=appointment.state == AppointmentState.CANCELLED,
        says=says,
        now=now,
    )


def staff_feed(entries: Iterable[Entry], *, now: datetime) -> bytes:
    """A staff member's own times, to be fetched again and again."""
    calendar = new_calendar()
    calendar.add("refresh-interval", FETCH_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")  # as text: a duration would be written as a clock time here
    return written(calendar, entries, now=now)


def new_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", MAKER)
    calendar.add("method", "PUBLISH")
    return calendar


def written(calendar: Calendar, entries: Iterable[Entry], *, now: datetime) -> bytes:
    """The calendar with its entries, with CRLF between the lines."""
    for each in entries:
        calendar.add_component(event_of(each, now=now))
    text: bytes = calendar.to_ical()
    return text


def event_of(entry: Entry, *, now: datetime) -> Event:
    """One event. The same uid with a higher sequence replaces what a program has already."""
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.says)
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.keeps_free else "OPAQUE")
    return event
