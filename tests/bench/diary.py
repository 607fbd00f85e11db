"""A centre with twenty counsellors and ten thousand appointments, whatever day the bench is run."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count, islice
from uuid import UUID, uuid4

from sqlalchemy import insert

from app.appointments import cells, opening
from app.models import Appointment, Occupied
from app.portal import Portal
from app.rules.appointments import AppointmentState, ResourceKind
from app.rules.danish_days import danish_day
from app.rules.minutes import local_minute, minute_of, moment_of
from app.rules.services import Mode

COUNSELLORS, APPOINTMENTS = 20, 10_000
OPENS, CLOSES, HOURS, WEEKDAYS = time(8), time(17), (9, 11, 13, 15), range(5)
TALK = timedelta(minutes=45)


def fill(portal: Portal, inquiry: UUID, centre: str) -> None:
    """Rooms for every second counsellor, open 8 to 17, and talks from last week on, four a day each."""
    began = danish_day(portal.now()) - timedelta(days=7)
    with portal.data.writing() as session:
        people, rooms = (
            [opening.add_resource(session, centre, kind, f"{name} {number}").id for number in range(many)]
            for kind, name, many in (
                (ResourceKind.COUNSELLOR, "Rådgiver", COUNSELLORS),
                (ResourceKind.ROOM, "Rum", COUNSELLORS // 2),
            )
        )
        for owner in (None, *people):
            for weekday in WEEKDAYS:
                opening.add_rule(
                    session, centre, owner=owner, weekday=weekday, opens=OPENS, closes=CLOSES, valid_from=began
                )
        booked, taken = [], []
        for begins, person, room in islice(talks(began, people, rooms), APPOINTMENTS):
            row = appointment(centre, inquiry, person, room, begins)
            booked.append(row)
            first = cells.cell_of(minute_of(begins))
            taken += [
                {"resource_id": each, "cell": cell, "appointment_id": row["id"]}
                for each in (person, room)
                for cell in range(first, first + 12)
            ]
        session.execute(insert(Appointment), booked)
        session.execute(insert(Occupied), taken)


def talks(began: date, people: list[int], rooms: list[int]) -> Iterator[tuple[datetime, int, int]]:
    """Half of them on the hour, the others an hour later, so that there are rooms for everybody."""
    for day in (began + timedelta(days=number) for number in count()):
        for hour in HOURS if day.weekday() in WEEKDAYS else ():
            for number, person in enumerate(people):
                yield moment_of(local_minute(day, time(hour + number % 2))), person, rooms[number // 2]


def appointment(centre: str, inquiry: UUID, person: int, room: int, begins: datetime) -> dict[str, object]:
    return {
        "id": uuid4(),
        "uid": uuid4(),
        "centre": centre,
        "inquiry_id": inquiry,
        "talk": "first_talk",
        "mode": Mode.IN_PERSON,
        "counsellor_id": person,
        "extra_id": room,
        "starts_at": begins,
        "ends_at": begins + TALK,
        "state": AppointmentState.BOOKED,
    }
