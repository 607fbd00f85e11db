"""The demonstration's calendars: opened as a leader would open them, and filled as counsellors and people fill them."""

import random
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import attendance, booking, opening
from app.appointments.free_times import FreeTime, TimeWish, free_times
from app.demo.stories import HERE
from app.desk import unlocked
from app.dossier import Dossier
from app.models import Appointment, Inquiry, Resource, Staff
from app.portal import Portal
from app.rules.appointments import Agreed, Attendance, ResourceKind
from app.rules.danish_days import danish_day
from app.rules.open_hours import RuleKind
from app.rules.services import Mode
from app.vault.cases import OpenCase

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CENTRE_KEYS = {"rooms", "cars", "hours", "meetings"}
UNWRITTEN = 3  # every third talk that was held waits for somebody to write down how it went


def open_calendars(session: Session, staff: Mapping[str, Staff], *, now: datetime) -> None:
    """Every centre's resources and weekly hours, in force since a month ago."""
    told = tomllib.loads((HERE / "diary.toml").read_text(encoding="utf-8"))
    since = danish_day(now) - timedelta(days=30)
    for centre, about in told.items():
        for kind, names in ((ResourceKind.ROOM, about["rooms"]), (ResourceKind.VEHICLE, about["cars"])):
            for name in names:
                opening.add_resource(session, centre, kind, name)
        add_week(session, centre, None, about["hours"], since=since)
        for meeting in about["meetings"]:
            add_week(session, centre, None, meeting, since=since, kind=RuleKind.MEETING, name=meeting["name"])
        for key, person in about.items():
            if key not in CENTRE_KEYS:
                open_person(session, staff[key], person, since=since)


def open_person(session: Session, staff: Staff, person: Mapping[str, Any], *, since: date) -> None:
    added = opening.add_resource(
        session,
        staff.centre,
        ResourceKind.COUNSELLOR,
        staff.name,
        staff_id=staff.id,
        gender=person["gender"],
        languages=tuple(person["languages"]),
    )
    modes = frozenset(map(Mode, person.get("modes", list(Mode))))
    add_week(session, staff.centre, added.id, person["hours"], since=since, modes=modes)
    add_week(session, staff.centre, added.id, person.get("drop_in", {}), since=since, kind=RuleKind.DROP_IN)


def add_week(session: Session, centre: str, owner: int | None, week: Mapping[str, str], **about: Any) -> None:
    since = about.pop("since")
    for weekday, name in enumerate(WEEKDAYS):
        if name in week:
            opens, closes = map(time.fromisoformat, week[name].split("-"))
            opening.add_rule(
                session, centre, owner=owner, weekday=weekday, opens=opens, closes=closes, valid_from=since, **about
            )


def book_for(session: Session, portal: Portal, staff: Staff, row: Inquiry, case: OpenCase, *, now: datetime) -> None:
    """A talk with whoever answers them, in one of the coming days; with a colleague when they have no hours."""
    dossier = unlocked(portal.vault, row)
    assert dossier is not None
    centre = portal.catalogue.centres[row.centre]
    talk = centre.talk_for(dossier.answers.for_whom).talk
    mine = session.scalar(select(Resource.id).where(Resource.staff_id == staff.id))
    wish = TimeWish(counsellor=mine, modes=modes_for(dossier))
    times = free_times(session, centre, talk, now=now, wish=wish)
    if times:
        chosen = draw(times, row.id)
        booking.book(session, centre, row, case, talk, chosen.key, Agreed(), staff_id=staff.id, now=now)


def modes_for(dossier: Dossier) -> tuple[Mode, ...]:
    """Nobody is called who has given no number."""
    return (Mode.IN_PERSON, Mode.ONLINE, *((Mode.PHONE,) if dossier.contact.safe.phone else ()))


def draw(times: list[FreeTime], inquiry_id: UUID) -> FreeTime:
    """Not always the first: people have other things to do. The same every time for one inquiry."""
    return random.Random(inquiry_id.int).choice(times[: len(times) // 2 + 1])


def write_down_the_past(session: Session, portal: Portal, *, now: datetime) -> None:
    """How the talks went that were held; the last ones are not written down yet."""
    rows = session.scalars(
        select(Appointment).where(Appointment.ends_at < now).order_by(Appointment.starts_at, Appointment.id)
    )
    for number, appointment in enumerate(rows):
        if number % UNWRITTEN == UNWRITTEN - 1:
            continue
        row = session.get_one(Inquiry, appointment.inquiry_id)
        dossier = unlocked(portal.vault, row)
        assert dossier is not None
        assert appointment.booked_by is not None
        how = Attendance.STAYED_AWAY if number == 1 else Attendance.CAME
        centre = portal.catalogue.centres[row.centre]
        attendance.write_down(session, centre, appointment, dossier, how, staff_id=appointment.booked_by, now=now)
