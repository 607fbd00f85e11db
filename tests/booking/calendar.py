"""Haderslev's calendar in tests: Mette and Jens talk with people on weekdays, in two rooms and with one car.

It is Tuesday 24 November 2026, 13.40 in Denmark.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.appointments import opening
from app.intake import receive
from app.portal import Portal
from app.rules.answers import Answers, Contact, ForWhom, Substance
from app.rules.appointments import ResourceKind
from app.rules.minutes import minute_of
from app.rules.open_hours import RuleKind
from app.rules.services import Mode
from app.vault.cases import OpenCase
from app.vault.codes import CodeStretcher, new_code
from app.vault.tokens import new_token
from app.vault.vault import MintedCode

SINCE = date(2026, 1, 1)
WEEKDAYS = range(5)
DENMARK = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Open:
    """The ids of who and what can be booked."""

    mette: int
    jens: int
    room_1: int
    room_2: int
    car: int


def open_haderslev(session: Session, *, mette: UUID | None = None, jens: UUID | None = None) -> Open:
    """The centre 8–18 on weekdays; Mette 9–15 in every way, Jens 10–18, not on the road; drop-in Tuesday 13–16."""
    people = [
        opening.add_resource(
            session,
            "haderslev",
            ResourceKind.COUNSELLOR,
            "Mette Lund",
            staff_id=mette,
            gender="woman",
            languages=("da", "en"),
        ),
        opening.add_resource(
            session,
            "haderslev",
            ResourceKind.COUNSELLOR,
            "Jens Friis",
            staff_id=jens,
            gender="man",
            languages=("da", "de"),
        ),
    ]
    rooms = [opening.add_resource(session, "haderslev", ResourceKind.ROOM, name) for name in ("Rum 1", "Rum 2")]
    car = opening.add_resource(session, "haderslev", ResourceKind.VEHICLE, "Bilen")
    on_foot = frozenset({Mode.IN_PERSON, Mode.PHONE, Mode.ONLINE})
    hours = (
        (None, time(8), time(18), frozenset(Mode)),
        (people[0].id, time(9), time(15), frozenset(Mode)),
        (people[1].id, time(10), time(18), on_foot),
    )
    for owner, opens, closes, modes in hours:
        for weekday in WEEKDAYS:
            opening.add_rule(
                session,
                "haderslev",
                owner=owner,
                weekday=weekday,
                opens=opens,
                closes=closes,
                valid_from=SINCE,
                modes=modes,
            )
    opening.add_rule(
        session,
        "haderslev",
        owner=None,
        weekday=1,
        opens=time(13),
        closes=time(16),
        valid_from=SINCE,
        kind=RuleKind.DROP_IN,
    )
    return Open(people[0].id, people[1].id, rooms[0].id, rooms[1].id, car.id)


def at(day: int, hour: int, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment on the Danish wall clock."""
    return datetime(year, month, day, hour, minute, tzinfo=DENMARK)


def key(moment: datetime, mode: Mode, counsellor: int) -> str:
    """What a form sends for a time."""
    return f"{minute_of(moment)}.{mode}.{counsellor}"


def minted(portal: Portal) -> MintedCode:
    code = new_code()
    salt = portal.vault.keys.code_salt[portal.vault.keys.newest_code_kid]
    return MintedCode(code, CodeStretcher(salt, portal.settings.argon2_memory_kib).stretch(code))


def somebody_writes(portal: Portal, *, for_whom: ForWhom = ForWhom.SELF, centre: str = "haderslev") -> OpenCase:
    """An inquiry, straight into the stores: for tests that are not about writing."""
    answers = Answers(
        for_whom=for_whom,
        centre=centre,
        municipality=centre,
        substance=Substance.ALCOHOL,
        contact=Contact(nickname="Skipper"),
    )
    return somebody_tells(portal, answers)


def somebody_tells(portal: Portal, answers: Answers) -> OpenCase:
    """As ``somebody_writes``, with everything they tell."""
    with portal.data.writing() as session:
        return receive(
            session,
            portal,
            answers,
            inquiry_id=uuid4(),
            minted=minted(portal),
            token=new_token(),
            now=portal.now(),
        )
