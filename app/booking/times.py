"""What one person may choose between at their centre, read once for one page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from app.appointments.calendar import CentreCalendar, read_calendar
from app.appointments.free_times import FreeTime, one_each, open_slots
from app.appointments.own import OwnTimes, own_times
from app.booking.choosing import Choice, read_choice
from app.booking.taking import own_modes
from app.catalogue import Centre
from app.catalogue.talks import BookableTalk
from app.dossier import Dossier
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.services import Mode

A_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Times:
    """``said`` is what an address or a form chose. Everything is read when it is first asked for, and once."""

    session: Session
    centre: Centre
    dossier: Dossier
    now: datetime
    said: Mapping[str, str]

    @cached_property
    def own(self) -> OwnTimes:
        return own_times(self.session, self.dossier.case, now=self.now)

    @cached_property
    def talk(self) -> BookableTalk:
        moved = self.centre.talk(self.own.ahead.appointment.talk) if self.own.ahead else None
        return moved or self.centre.talk_for(self.dossier.answers.for_whom)

    @cached_property
    def modes(self) -> tuple[Mode, ...]:
        return own_modes(self.dossier, self.talk.talk)

    @cached_property
    def days(self) -> int:
        return min(A_WEEK, self.talk.talk.horizon_days)

    @cached_property
    def today(self) -> date:
        return danish_day(self.now)

    @cached_property
    def last(self) -> date:
        """The last day on which a list may begin."""
        return self.today + timedelta(days=self.talk.talk.horizon_days - self.days)

    @cached_property
    def first(self) -> date:
        """Where the list begins: today, unless a time further ahead is moved or another week is asked for."""
        ahead = self.own.ahead
        near = danish_day(ahead.starts_at) - timedelta(days=A_WEEK // 2) if ahead else self.today
        return min(max(self.choice.first or near, self.today), self.last)

    @cached_property
    def calendar(self) -> CentreCalendar:
        horizon = self.talk.talk.horizon_days + A_WEEK
        return read_calendar(self.session, self.centre, first=self.today, days=horizon)

    @cached_property
    def choice(self) -> Choice:
        return read_choice(self.said, self.calendar)

    @cached_property
    def found(self) -> list[FreeTime]:
        """The free times that suit what was chosen, the earliest first."""
        return [each for each in self._free(self.choice) if self.choice.suits(each)]

    @cached_property
    def any_at_all(self) -> list[FreeTime]:
        """The free times of anybody and in any way."""
        return self._free(Choice()) if self.choice.narrowed else self.found

    def _free(self, choice: Choice) -> list[FreeTime]:
        wish = choice.wish()
        wish = replace(wish, modes=tuple(each for each in wish.modes or self.modes if each in self.modes))
        if not wish.modes:
            return []
        talk = self.talk.talk
        slots = open_slots(self.session, self.calendar, talk, now=self.now, wish=wish, first=self.first, days=self.days)
        return one_each(slots, self.calendar, talk)


def times_for(portal: Portal, session: Session, dossier: Dossier, said: Mapping[str, str], *, now: datetime) -> Times:
    """What the owner of an inquiry may choose between, by what an address or a form says."""
    centre = portal.catalogue.centres[dossier.row.centre]
    return Times(session=session, centre=centre, dossier=dossier, now=now, said=said)
