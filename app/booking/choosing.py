"""What somebody has chosen on the page of times: a way to meet, a part of the day, wishes. It stands in the address.

Nothing here can be wrong: what makes no sense is left out. It is carried along by every link and form on the page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlencode

from app.appointments.calendar import CentreCalendar
from app.appointments.free_times import FreeTime, TimeWish
from app.rules.danish_days import danish_moment
from app.rules.plain_text import TextFault, clean_text
from app.rules.services import Mode
from app.rules.talks import EVENING_FROM

LONGEST_LANGUAGE = 40
NOON = 12
Kind = TypeVar("Kind", bound=StrEnum)


class Part(StrEnum):
    """A part of the day, as it stands in the address."""

    MORNING = "formiddag"
    AFTERNOON = "eftermiddag"
    EVENING = "aften"


def part_of(moment: datetime) -> Part:
    hour = danish_moment(moment).hour
    if hour < NOON:
        return Part.MORNING
    return Part.AFTERNOON if hour < EVENING_FROM else Part.EVENING


@dataclass(frozen=True, kw_only=True)
class Choice:
    """``day`` is shown whole; the list begins on ``first``. ``interpreter`` is a language."""

    mode: Mode | None = None
    part: Part | None = None
    day: date | None = None
    first: date | None = None
    counsellor: int | None = None
    gender: str = ""
    language: str = ""
    interpreter: str = ""

    @property
    def wished(self) -> bool:
        """Whether something is asked of the counsellor or for the talk."""
        return bool(self.counsellor or self.gender or self.language or self.interpreter)

    @property
    def narrowed(self) -> bool:
        return bool(self.mode or self.part or self.wished)

    @property
    def fields(self) -> dict[str, str]:
        """As an address or a hidden field says it."""
        said = {
            "maade": self.mode,
            "hvornaar": self.part,
            "raadgiver": self.counsellor,
            "koen": self.gender,
            "sprog": self.language,
            "tolk": self.interpreter,
            "fra": self.first,
            "dag": self.day,
        }
        return {name: str(value) for name, value in said.items() if value}

    @property
    def query(self) -> str:
        return "?" + urlencode(self.fields) if self.fields else ""

    def but(self, **changes: Any) -> "Choice":
        """The same with something else chosen; a whole day is folded up again."""
        return replace(self, **{"day": None, **changes})

    def wish(self) -> TimeWish:
        return TimeWish(
            modes=(self.mode,) if self.mode else (),
            counsellor=self.counsellor,
            gender=self.gender,
            language=self.language,
            interpreter=bool(self.interpreter),
        )

    def suits(self, time: FreeTime) -> bool:
        return self.part is None or part_of(time.starts_at) is self.part


def read_choice(said: Mapping[str, str], calendar: CentreCalendar) -> Choice:
    """What an address or a form says, as far as this centre knows of it."""
    people = calendar.counsellors
    return Choice(
        mode=one_of(Mode, said.get("maade", "")),
        part=one_of(Part, said.get("hvornaar", "")),
        day=day_said(said.get("dag", "")),
        first=day_said(said.get("fra", "")),
        counsellor=next((each.id for each in people if str(each.id) == said.get("raadgiver")), None),
        gender=known(said.get("koen", ""), (each.gender for each in people)),
        language=known(said.get("sprog", ""), (code for each in people for code in each.languages)),
        interpreter=one_line(said.get("tolk", "")),
    )


def one_of(kind: type[Kind], said: str) -> Kind | None:
    return next((each for each in kind if each == said), None)


def known(said: str, all_known: Iterable[str]) -> str:
    return said if said and said in set(all_known) else ""


def day_said(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def one_line(said: str) -> str:
    """A language somebody typed. One that is no plain text, or far too long, is nothing."""
    try:
        return clean_text(said, max_chars=LONGEST_LANGUAGE, multiline=False)
    except TextFault:
        return ""
