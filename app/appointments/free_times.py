"""Free times, read: what a person may choose between, with one counsellor for each time and way of meeting."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.appointments.calendar import Bookable, CentreCalendar, read_calendar
from app.appointments.cells import cell_of, taken
from app.catalogue import Centre
from app.rules.danish_days import danish_day, danish_moment
from app.rules.minutes import day_minutes, minute_of, moment_of
from app.rules.services import Mode
from app.rules.slots import Slot, slots
from app.rules.talks import EVENING_FROM, INTERPRETER_NOTICE, Talk


@dataclass(frozen=True, kw_only=True)
class TimeWish:
    """What somebody asks of a time. Nothing here may ever make the list empty without saying so."""

    modes: tuple[Mode, ...] = ()
    counsellor: int | None = None
    gender: str = ""
    language: str = ""
    interpreter: bool = False

    def suits(self, counsellor: Bookable) -> bool:
        return (
            self.counsellor in (None, counsellor.id)
            and self.gender in ("", counsellor.gender)
            and (not self.language or self.language in counsellor.languages)
        )

    def notice(self, talk: Talk) -> int:
        """Minutes. An interpreter has to be found first."""
        asked = int(INTERPRETER_NOTICE.total_seconds()) // 60 if self.interpreter else 0
        return max(talk.notice_minutes, asked)


ANY = TimeWish()


@dataclass(frozen=True, kw_only=True)
class FreeTime:
    """A time that somebody may have. ``key`` is what a form sends; everything in it is checked again."""

    starts_at: datetime
    ends_at: datetime
    mode: Mode
    counsellor: Bookable

    @property
    def key(self) -> str:
        return f"{minute_of(self.starts_at)}.{self.mode}.{self.counsellor.id}"

    @property
    def day(self) -> date:
        return danish_day(self.starts_at)

    @property
    def evening(self) -> bool:
        return danish_moment(self.starts_at).hour >= EVENING_FROM


def free_times(
    session: Session,
    centre: Centre,
    talk: Talk,
    *,
    now: datetime,
    wish: TimeWish = ANY,
    first: date | None = None,
    days: int | None = None,
    notice: int | None = None,
) -> list[FreeTime]:
    """Times for a talk, the earliest first. From today and as far as the talk's horizon, unless it is said otherwise.

    ``notice`` in minutes replaces the talk's own (staff may book at once).
    """
    begins = first or danish_day(now)
    ahead = talk.horizon_days if days is None else days
    calendar = read_calendar(session, centre, first=begins, days=ahead)
    found = open_slots(session, calendar, talk, now=now, wish=wish, first=begins, days=ahead, notice=notice)
    return one_each(found, calendar, talk)


def open_slots(
    session: Session,
    calendar: CentreCalendar,
    talk: Talk,
    *,
    now: datetime,
    wish: TimeWish = ANY,
    first: date,
    days: int,
    notice: int | None = None,
) -> list[Slot]:
    """Every counsellor's every free time in a span of days. It begins within ``days`` times 24 hours from now, or from
    the first day when that is later."""
    people = [each for each in calendar.counsellors if wish.suits(each)]
    modes = wish.modes or talk.modes
    minute = minute_of(now)
    until = max(minute, day_minutes(first)[0]) + days * 24 * 60
    base = cell_of(day_minutes(first)[0] - talk.before)
    last = cell_of(until + talk.minutes + talk.after) + 1
    busy = taken(session, calendar.resources, first=base, last=last, now=minute)
    asked = talk if modes == talk.modes else _only(talk, modes)
    found: list[Slot] = []
    for ahead in range(days + 1):
        day = first + timedelta(days=ahead)
        windows = calendar.windows(day, people)
        needs = calendar.needs_on(day)
        least = wish.notice(talk) if notice is None else notice
        found += slots(asked, windows, busy, needs, base=base, now=minute, until=until, notice=least)
    return found


def one_each(found: Iterable[Slot], calendar: CentreCalendar, talk: Talk) -> list[FreeTime]:
    """One counsellor for each time and way of meeting: whoever has most free times, so that work is shared."""
    slots_of: dict[int, int] = {}
    by_time: dict[tuple[int, Mode], list[int]] = {}
    for slot in found:
        slots_of[slot.counsellor] = slots_of.get(slot.counsellor, 0) + 1
        by_time.setdefault((slot.begins, slot.mode), []).append(slot.counsellor)
    order = list(Mode)
    return [
        free_time(calendar, talk, begins, mode, max(who, key=lambda each: (slots_of[each], -each)))
        for (begins, mode), who in sorted(by_time.items(), key=lambda each: (each[0][0], order.index(each[0][1])))
    ]


def free_time(calendar: CentreCalendar, talk: Talk, begins: int, mode: Mode, counsellor: int) -> FreeTime:
    return FreeTime(
        starts_at=moment_of(begins),
        ends_at=moment_of(begins + talk.minutes),
        mode=mode,
        counsellor=calendar.resources[counsellor],
    )


def nearest(times: Iterable[FreeTime], moment: datetime, *, count: int = 3) -> list[FreeTime]:
    """The free times nearest to a moment, the earliest first: what to show somebody whose time was taken."""
    closest = sorted(times, key=lambda each: (abs(each.starts_at - moment), each.starts_at))
    chosen: dict[datetime, FreeTime] = {}
    for each in closest:
        chosen.setdefault(each.starts_at, each)
    return sorted(list(chosen.values())[:count], key=lambda each: each.starts_at)


def _only(talk: Talk, modes: tuple[Mode, ...]) -> Talk:
    return replace(talk, modes=tuple(mode for mode in talk.modes if mode in modes))
