"""A week read and put in words: appointments, free times and groups, with what ``week_hours`` adds."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.appointments.calendar import read_calendar
from app.appointments.free_times import TimeWish, open_slots
from app.booking import week_rows
from app.booking.week import Block, Week, week_of
from app.booking.week_hours import all_day, meetings, open_hours, partly_away
from app.booking.week_reader import DAYS, Reader
from app.booking.week_rows import Booked
from app.catalogue import Centre
from app.models import GroupSession
from app.rules.answers import ForWhom
from app.rules.appointments import AppointmentState
from app.rules.danish_days import danish_day
from app.rules.minutes import day_minutes, moment_of
from app.rules.services import Mode
from app.rules.slots import Slot
from app.rules.talks import Talk
from app.web.calendar_words import short_mode
from app.web.language import mark
from app.web.words import words

DONE = (AppointmentState.ATTENDED, AppointmentState.NO_SHOW)


def read_week(
    session: Session, centre: Centre, *, monday: date, now: datetime, only: int | None, language: str
) -> Week:
    """Everything of one week, once, with a lane for each."""
    calendar = read_calendar(session, centre, first=monday, days=DAYS)
    reader = Reader(
        session=session, centre=centre, calendar=calendar, monday=monday, now=now, only=only, language=language
    )
    exceptions = week_rows.exceptions(session, centre.key, monday)
    blocks = [*booked(reader), *free(reader), *open_hours(reader), *meetings(reader), *groups(reader)]
    blocks += partly_away(reader, exceptions)
    notes = {day: tuple(all_day(reader, day, exceptions)) for day in reader.days}
    return week_of(
        blocks,
        {day: said for day, said in notes.items() if said},
        monday=monday,
        today=danish_day(now),
        closed=calendar.hours.closed_dates,
        language=language,
    )


def booked(reader: Reader) -> Iterator[Block]:
    for each in week_rows.booked(reader.session, reader.centre.key, reader.monday, now=reader.now):
        if reader.concerns(each.row.counsellor_id):
            yield held_block(reader, each) if each.row.state == AppointmentState.HELD else booked_block(reader, each)


def booked_block(reader: Reader, each: Booked) -> Block:
    row, mode = each.row, Mode(each.row.mode)
    room = reader.calendar.resources[row.extra_id].name if row.extra_id else ""
    with_whom = [reader.name(row.counsellor_id)]
    if mode is not Mode.IN_PERSON:
        with_whom.append(short_mode(mode, reader.language))
    elif room:
        with_whom.append(room.lower())
    state = AppointmentState(row.state)
    return Block(
        kind="booked",
        begins=row.starts_at,
        ends=row.ends_at,
        title=each.reference,
        lines=(", ".join(with_whom),),
        who=frozenset({row.counsellor_id}),
        appointment_id=row.id,
        done=words(state, reader.language) if state in DONE else "",
    )


def held_block(reader: Reader, each: Booked) -> Block:
    said = mark("Tilbudt") if each.row.offered else mark("Holdes")
    return Block(
        kind="held",
        begins=each.row.starts_at,
        ends=each.row.ends_at,
        title=reader.said(said),
        lines=(reader.name(each.row.counsellor_id),),
        who=frozenset({each.row.counsellor_id}),
    )


def free(reader: Reader) -> Iterator[Block]:
    """First talks that could still be had: one a counsellor at a time, and those that begin together in one box."""
    talk = reader.centre.talk_for(ForWhom.SELF).talk
    first = max(reader.monday, danish_day(reader.now))
    left = DAYS - (first - reader.monday).days
    if left <= 0:
        return
    until = day_minutes(reader.monday + timedelta(days=DAYS))[0]
    found = open_slots(
        reader.session,
        reader.calendar,
        talk,
        now=reader.now,
        wish=TimeWish(counsellor=reader.only),
        first=first,
        days=left,
        notice=0,
    )
    starts: dict[int, dict[int, set[Mode]]] = {}
    for slot in calm([each for each in found if each.begins < until], talk):
        starts.setdefault(slot.begins, {}).setdefault(slot.counsellor, set()).add(slot.mode)
    for begins, people in starts.items():
        yield free_block(reader, talk, begins, people)


def calm(found: Iterable[Slot], talk: Talk) -> list[Slot]:
    """Of times that overlap, those on the whole hour: what is shown could all be booked, one after the other."""
    length = talk.before + talk.minutes + talk.after
    kept: dict[int, list[int]] = {}
    chosen: list[Slot] = []
    for slot in sorted(found, key=lambda each: (each.begins % 60 != 0, each.begins)):
        mine = kept.setdefault(slot.counsellor, [])
        if slot.begins not in mine and any(abs(slot.begins - other) < length for other in mine):
            continue
        mine.append(slot.begins)
        chosen.append(slot)
    return chosen


def free_block(reader: Reader, talk: Talk, begins: int, people: dict[int, set[Mode]]) -> Block:
    names, count = sorted(reader.name(who) for who in people), len(people)
    modes = set[Mode]().union(*people.values())
    if Mode.IN_PERSON not in modes:  # one way is enough to say that it is not here
        names = [*names, short_mode(next(mode for mode in Mode if mode in modes), reader.language)]
    title = reader.said(mark("Ledig")) if count == 1 else reader.said(mark("%(n)s ledige")) % {"n": count}
    return Block(
        kind="free",
        begins=moment_of(begins),
        ends=moment_of(begins + talk.minutes),
        title=title,
        lines=(", ".join(names),),
        who=frozenset(people),
    )


def groups(reader: Reader) -> Iterator[Block]:
    for each in week_rows.groups(reader.session, reader.centre.key, reader.monday):
        if reader.concerns(each.counsellor_id):
            yield group_block(reader, each)


def group_block(reader: Reader, each: GroupSession) -> Block:
    offer = next((offer for offer in reader.centre.offers if offer.key == each.service), None)
    places = reader.said(mark("%(taken)s af %(of)s pladser")) % {"taken": each.taken, "of": each.capacity}
    return Block(
        kind="group",
        begins=each.starts_at,
        ends=each.ends_at,
        title=offer.name_in(reader.language) if offer else reader.said(mark("Gruppe")),
        lines=(f"{reader.name(each.counsellor_id)} · {places}",),
        who=frozenset({each.counsellor_id}),
        session_id=each.id,
    )
