"""Taking a time: who could, in which room, and the insert that lets one of two have it.

Rules, notice and buffers are checked here, whatever a form said. Whoever comes second is refused by the database.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.appointments import cells
from app.appointments.calendar import CentreCalendar, hold_rules, read_calendar
from app.appointments.free_times import ANY, TimeWish
from app.catalogue import Centre
from app.models import Appointment
from app.rules.appointments import AppointmentState
from app.rules.danish_days import danish_day
from app.rules.minutes import minute_of, moment_of
from app.rules.services import Mode
from app.rules.slots import cells_taken, fits
from app.rules.talks import Talk

MOST_DIGITS = 9
FAR = 366 * 24 * 60  # minutes: staff book beyond a talk's own horizon, and without notice
NEARBY = 96  # cells: how busy somebody is, is counted in the eight hours around


class NotFree(Exception):
    """The time cannot be had: taken, past, too soon, outside the rules, or never there. ``starts_at`` is what was
    asked for, where it could be read, so that the nearest free times can be shown."""

    def __init__(self, starts_at: datetime | None):
        super().__init__("the time cannot be had")
        self.starts_at = starts_at


def asked_time(key: str) -> tuple[datetime, Mode, int]:
    """What a form's time says. Raises ``NotFree`` for one that no page of ours sends."""
    begins, _, rest = key.partition(".")
    mode, _, counsellor = rest.partition(".")
    if not (
        begins.isascii() and begins.isdigit() and len(begins) <= 9 and counsellor.isascii() and counsellor.isdigit()
    ):
        raise NotFree(None)
    if mode not in tuple(Mode) or len(counsellor) > 9:
        raise NotFree(moment_of(int(begins)))
    return moment_of(int(begins)), Mode(mode), int(counsellor)


def number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS


def place(
    session: Session,
    centre: Centre,
    inquiry_id: UUID,
    talk: Talk,
    key: str,
    *,
    now: datetime,
    wish: TimeWish = ANY,
    held_until: datetime | None = None,
    staff_id: UUID | None = None,
) -> Appointment:
    """Insert an appointment with its cells: with the counsellor who was shown, or with a colleague who is free then."""
    starts_at, mode, counsellor = asked_time(key)
    calendar = rules_held(session, centre, starts_at)
    for taken_by, extra in candidates(
        session, calendar, talk, starts_at, mode, counsellor, now=now, wish=wish, by_staff=staff_id is not None
    ):
        appointment = Appointment(
            id=uuid4(), uid=uuid4(), centre=centre.key, inquiry_id=inquiry_id, talk=talk.key, booked_by=staff_id
        )
        set_time(appointment, talk, starts_at, mode, taken_by, extra)
        appointment.state = AppointmentState.HELD if held_until else AppointmentState.BOOKED
        appointment.held_until = held_until
        until = minute_of(held_until) if held_until else None
        try:
            with session.begin_nested():
                session.add(appointment)
                session.flush()
                take_cells(
                    session, talk, starts_at, (taken_by, extra), appointment_id=appointment.id, now=now, until=until
                )
        except IntegrityError:
            continue
        return appointment
    raise NotFree(starts_at)


def rules_held(session: Session, centre: Centre, starts_at: datetime) -> CentreCalendar:
    """The calendar around a moment, which stays as it is until the transaction ends."""
    hold_rules(session, centre.key)
    return read_calendar(session, centre, first=danish_day(starts_at), days=1)


def candidates(
    session: Session,
    calendar: CentreCalendar,
    talk: Talk,
    starts_at: datetime,
    mode: Mode,
    counsellor: int,
    *,
    now: datetime,
    wish: TimeWish = ANY,
    by_staff: bool = False,
    except_for: UUID | None = None,
) -> Iterator[tuple[int, int | None]]:
    """Who could take a talk then, and in which room or car: first whoever was shown, then those with least to do.

    Staff need keep no notice. A moment outside the rules, or nobody's, gives none. ``except_for`` is an appointment
    whose own cells are no bar.
    """
    day, begins, minute = danish_day(starts_at), minute_of(starts_at), minute_of(now)
    notice, horizon = (0, FAR) if by_staff else (wish.notice(talk), None)
    people = [each for each in calendar.counsellors if wish.suits(each) and each.there_on(day)]
    if counsellor not in [each.id for each in people]:
        return  # a forged resource, one that is gone, or not the one that was wished for
    span = cells_taken(talk, begins)
    busy = cells.taken(session, calendar.resources, first=span.start, last=span.stop, now=minute)
    own = cells.own(session, appointment_id=except_for, first=span.start, last=span.stop) if except_for else {}
    load = cells.taken(
        session, (each.id for each in people), first=span.start - NEARBY, last=span.stop + NEARBY, now=minute
    )
    windows = calendar.windows(day, people)
    extras = calendar.needs_on(day).of.get(mode, ())
    for person in sorted(people, key=lambda each: (each.id != counsellor, load[each.id].bit_count(), each.id)):
        open_then = fits(talk, windows[person.id], begins, mode, now=minute, notice=notice, horizon=horizon)
        if open_then and not busy[person.id] & ~own.get(person.id, 0):
            rooms = [each for each in extras if not busy[each] & ~own.get(each, 0)]
            yield from ((person.id, extra) for extra in (rooms if extras else [None]))


def take_cells(
    session: Session,
    talk: Talk,
    starts_at: datetime,
    resources: tuple[int, int | None],
    *,
    appointment_id: UUID,
    now: datetime,
    until: int | None = None,
) -> None:
    span = cells_taken(talk, minute_of(starts_at))
    wanted = {each: span for each in resources if each is not None}
    cells.take(session, wanted, now=minute_of(now), until=until, appointment_id=appointment_id)


def set_time(
    appointment: Appointment, talk: Talk, starts_at: datetime, mode: Mode, counsellor: int, extra: int | None
) -> None:
    appointment.starts_at, appointment.ends_at = starts_at, moment_of(minute_of(starts_at) + talk.minutes)
    appointment.mode, appointment.counsellor_id, appointment.extra_id = mode, counsellor, extra


def renew(session: Session, centre: Centre, held: Appointment, *, now: datetime) -> None:
    """Make a hold firm. One that has run out is taken again when nobody was quicker. Raises ``NotFree``."""
    talk = centre.talk(held.talk)
    if talk is None or not still_open(session, centre, talk.talk, held, now=now):
        raise NotFree(held.starts_at)
    resources = (held.counsellor_id, held.extra_id)
    wanted = len(cells_taken(talk.talk, minute_of(held.starts_at))) * sum(each is not None for each in resources)
    if cells.keep(session, appointment_id=held.id, until=None) == wanted:
        return
    try:
        with session.begin_nested():
            cells.free(session, appointment_id=held.id)
            take_cells(session, talk.talk, held.starts_at, resources, appointment_id=held.id, now=now)
    except IntegrityError:
        raise NotFree(held.starts_at) from None


def still_open(session: Session, centre: Centre, talk: Talk, held: Appointment, *, now: datetime) -> bool:
    """Whether the rules still allow what was held: they may have changed since, and the moment may have passed."""
    calendar = rules_held(session, centre, held.starts_at)
    person = calendar.resources[held.counsellor_id]
    windows = calendar.windows(danish_day(held.starts_at), [person]).get(person.id, [])
    return fits(talk, windows, minute_of(held.starts_at), Mode(held.mode), now=minute_of(now), notice=0)
