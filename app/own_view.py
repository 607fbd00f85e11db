"""What a citizen sees of their own inquiry: what has happened, what comes next and by when, and what was written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.appointments.own import OwnTimes, own_times
from app.catalogue import Centre
from app.correspondence import Written, messages_of
from app.dossier import Dossier
from app.models import CitizenSession, Event, Staff
from app.portal import Portal
from app.rules.answers import Channel, State
from app.rules.clocks import Clock, ClockKind
from app.rules.danish_days import danish_day
from app.timeline import What
from app.vault.tokens import token_hash

# What is worth a line in 'Her er du nu'. Of answers and letters only the latest: the rest stands under the messages.
ALWAYS_TOLD: tuple[What, ...] = (What.RECEIVED, What.REGISTERED, What.CLAIMED, What.RELEASED, What.WISH_CHANGED)
ALWAYS_TOLD += (What.MORE_URGENT, What.TIME_BOOKED, What.TIME_CANCELLED, What.CAME, What.PUT_FORWARD, What.DECIDED)
ALWAYS_TOLD += (What.HANDED_ON, What.RETURNED, What.CLOSED)
LATEST_TOLD = (What.CITIZEN_WROTE, What.ANSWERS_SENT, What.REPLIED, What.TIME_MOVED)
A_MOMENT = timedelta(minutes=2)  # messages are stamped to the minute


class Next(StrEnum):
    """What comes next, as far as anybody can know it."""

    READ = "read"  # we read what was written
    ANSWER = "answer"  # we have read it and owe an answer
    LATE = "late"  # we should have answered
    ANSWERED = "answered"  # there is an answer that has not been seen
    MEET = "meet"  # a time is had
    TALK = "talk"  # a first talk is promised
    WRITE = "write"  # nothing is owed; the citizen may write at any time
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A staff member, as a citizen is told of them."""

    first_name: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Past:
    """Something that has happened. ``who`` is the staff member who did it."""

    what: What
    at: datetime
    who: Person | None


@dataclass(frozen=True, kw_only=True)
class Ahead:
    """What comes next. ``read_by``: somebody reads no later than that; ``reply_by``, ``talk_by``: last days."""

    next: Next
    read_by: datetime | None = None
    reply_by: date | None = None
    talk_by: date | None = None


@dataclass(frozen=True, kw_only=True)
class OwnView:
    dossier: Dossier
    messages: list[Written]
    past: list[Past]
    ahead: Ahead
    contact_person: Person | None
    times: OwnTimes
    sign_ins: list[datetime]  # every time the code was shown

    @property
    def new_answers(self) -> int:
        """How many answers the citizen has not seen yet."""
        return sum(1 for message in self.messages if message.author and not message.read)

    def just_wrote(self, now: datetime) -> bool:
        """Whether the last word is the citizen's own, and a moment old."""
        last = self.messages[-1] if self.messages else None
        return last is not None and last.author is None and now - last.written_at < A_MOMENT


def own_view(session: Session, centre: Centre, dossier: Dossier, *, now: datetime) -> OwnView:
    """Everything the citizen's own page is made of."""
    events = timeline.events_of(session, dossier.row.id)
    people = people_in(session, events, dossier.row.assigned_to)
    messages = messages_of(session, dossier.case)
    times = own_times(session, dossier.case, now=now)
    return OwnView(
        dossier=dossier,
        messages=messages,
        past=past(events, people),
        ahead=ahead(centre, dossier, messages, events, times, now=now),
        contact_person=people.get(dossier.row.assigned_to) if dossier.row.assigned_to else None,
        times=times,
        sign_ins=[event.happened_at for event in events if event.what == What.CITIZEN_SIGNED_IN],
    )


def people_in(session: Session, events: Iterable[Event], *others: UUID | None) -> dict[UUID, Person]:
    """Those who had to do with the inquiry: first name and role, which is all a citizen is told."""
    ids = {event.staff_id for event in events} | set(others)
    rows = session.execute(select(Staff.id, Staff.name, Staff.role).where(Staff.id.in_(ids - {None})))
    return {row.id: Person(first_name=row.name.split()[0], role=row.role) for row in rows}


def past(events: list[Event], people: dict[UUID, Person]) -> list[Past]:
    latest = {what: max((event.seq for event in events if event.what == what), default=0) for what in LATEST_TOLD}
    told = [event for event in events if event.what in ALWAYS_TOLD or event.seq in latest.values()]
    return [
        Past(what=What(event.what), at=event.happened_at, who=people.get(event.staff_id) if event.staff_id else None)
        for event in told
    ]


def ahead(
    centre: Centre,
    dossier: Dossier,
    messages: list[Written],
    events: list[Event],
    times: OwnTimes,
    *,
    now: datetime,
) -> Ahead:
    """What comes next: an answer that waits to be seen, one that we owe, a talk, or nothing but an open line."""
    if not State(dossier.row.state).open:
        return Ahead(next=Next.CLOSED)
    talk_by = None if times.ahead else first_talk_by(dossier.promises, today=danish_day(now))
    if any(message.author and not message.read for message in messages):
        return Ahead(next=Next.ANSWERED, talk_by=talk_by)
    waiting_since = unanswered_since(dossier, events)
    if waiting_since:
        return owed(centre, waiting_since, unread=dossier.row.unread_by_staff, talk_by=talk_by, now=now)
    if times.ahead:
        return Ahead(next=Next.MEET)
    return Ahead(next=Next.TALK if talk_by else Next.WRITE, talk_by=talk_by)


def owed(centre: Centre, waiting_since: datetime, *, unread: bool, talk_by: date | None, now: datetime) -> Ahead:
    """When something that waits is read and answered, counted from when it was written: a promise does not slide."""
    reply_by = centre.reply_by(waiting_since)
    read_by = will_be_read_by(centre, waiting_since)
    if reply_by and danish_day(now) > reply_by:
        found = Next.LATE
    elif unread and read_by and read_by >= now:
        found = Next.READ
    else:
        found = Next.ANSWER
    return Ahead(next=found, read_by=read_by, reply_by=reply_by, talk_by=talk_by)


def will_be_read_by(centre: Centre, written_at: datetime) -> datetime | None:
    """When the day ends on which somebody reads what was written at a moment."""
    opening = centre.reading_at(written_at)
    if opening.open_now or opening.opens_at is None:
        return opening.until
    return centre.reading_at(opening.opens_at).until


def unanswered_since(dossier: Dossier, events: list[Event]) -> datetime | None:
    """When the citizen first said something that nobody has answered yet; ``None`` when nothing waits."""
    answered_at = max((event.happened_at for event in events if event.what == What.REPLIED), default=None)
    said = [event.happened_at for event in events if event.what in (What.CITIZEN_WROTE, What.MORE_URGENT)]
    if dossier.row.channel == Channel.WEB:  # who was written down together with staff has been heard
        said.append(dossier.row.received_at)
    return min((at for at in said if answered_at is None or at > answered_at), default=None)


def first_talk_by(promises: Iterable[Clock], *, today: date) -> date | None:
    """The last day for the first talk, while it is still ahead."""
    days = (clock.due_on for clock in promises if clock.kind is ClockKind.OPEN_COUNSELLING and clock.running)
    return next((day for day in days if day and day >= today), None)


def last_other_use(portal: Portal, sign_ins: Iterable[datetime], token: str) -> datetime | None:
    """When the code was last shown, apart from the visit that is going on (security 2.2, row 2)."""
    with portal.vault.keystore.reading() as session:
        began = session.scalar(select(CitizenSession.began_at).where(CitizenSession.token_hash == token_hash(token)))
    this_visit = began.replace(microsecond=0) if began else None
    return max((at for at in sign_ins if at != this_visit), default=None)
