"""An inquiry's times as its page shows them: what is agreed, what was, and what was asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import booking, requests
from app.catalogue import Centre
from app.models import Appointment, Resource, TimeRequest
from app.rules.answers import ContactTime
from app.rules.appointments import Agreed, AppointmentState, RequestKind
from app.rules.services import Mode
from app.vault.cases import OpenCase
from app.web.calendar_words import short_mode
from app.web.step_words import at_the_front
from app.web.words import spoken_day, spoken_moment, words


@dataclass(frozen=True)
class Times:
    """What was read, with the sealed parts opened. ``names`` are counsellors' and rooms' by id."""

    appointments: list[tuple[Appointment, Agreed]] = field(repr=False)
    requests: list[tuple[TimeRequest, Agreed]] = field(repr=False)
    names: dict[int, str]


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One appointment in words. ``ahead``: it is still to come."""

    id: UUID
    when: str
    how: str
    state: str
    ahead: bool
    agreed: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Wished:
    """Something the citizen asked for and nobody has done yet."""

    id: UUID
    kind: RequestKind
    what: str
    when: str
    asked: str
    said: tuple[str, ...] = field(repr=False)


def times_of(session: Session, case: OpenCase) -> Times:
    """Everything but what is only held, the latest appointment first."""
    rows = session.scalars(
        select(Appointment)
        .where(Appointment.inquiry_id == case.inquiry_id, Appointment.state != AppointmentState.HELD)
        .order_by(Appointment.starts_at.desc())
    ).all()
    open_then = select(TimeRequest).where(TimeRequest.inquiry_id == case.inquiry_id, TimeRequest.done_on.is_(None))
    wished = session.scalars(open_then.order_by(TimeRequest.made_at)).all()
    used = {each for row in rows for each in (row.counsellor_id, row.extra_id) if each}
    found = session.execute(select(Resource.id, Resource.name).where(Resource.id.in_(used))).all()
    return Times(
        [(row, booking.agreed_of(row, case)) for row in rows],
        [(row, requests.asked(row, case)) for row in wished],
        {row.id: row.name for row in found},
    )


def meetings(times: Times, centre: Centre, *, now: datetime, language: str) -> list[Meeting]:
    return [meeting(row, agreed, times, centre, now=now, language=language) for row, agreed in times.appointments]


def meeting(row: Appointment, agreed: Agreed, times: Times, centre: Centre, *, now: datetime, language: str) -> Meeting:
    talk = centre.talk(row.talk)
    how = [
        times.names[row.counsellor_id].split()[0],
        short_mode(Mode(row.mode), language),
        times.names.get(row.extra_id, "") if row.extra_id else "",
        talk.name_in(language) if talk else "",
    ]
    state = AppointmentState(row.state)
    return Meeting(
        id=row.id,
        when=at_the_front(spoken_moment(row.starts_at, now, language)),
        how=" · ".join(each for each in how if each),
        state=words(state, language),
        ahead=state is AppointmentState.BOOKED and row.ends_at > now,
        agreed=tuple(told(agreed, language)),
    )


def wishes(times: Times, *, now: datetime, language: str) -> list[Wished]:
    """Calls first: somebody waits by the telephone."""
    kinds = list(RequestKind)
    order = sorted(times.requests, key=lambda each: kinds.index(RequestKind(each[0].kind)))
    return [
        Wished(
            id=row.id,
            kind=RequestKind(row.kind),
            what=words(RequestKind(row.kind), language),
            when=at_the_front(wished_when(row, language)),
            asked=spoken_moment(row.made_at, now, language),
            said=tuple(told(agreed, language)),
        )
        for row, agreed in order
    ]


def wished_when(row: TimeRequest, language: str) -> str:
    day = spoken_day(row.day, language) if row.day else ""
    part = words(ContactTime(row.part), language) if row.part else ""
    return ". ".join(each for each in (day, part) if each)


def told(agreed: Agreed, language: str) -> Iterable[str]:
    """What was agreed, in the words it was written in."""
    if agreed.why:
        yield words(agreed.why, language)
    yield from (each for each in (agreed.where, agreed.interpreter, agreed.note) if each)
