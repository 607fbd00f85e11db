"""The list of free times as the page shows it: day by day, a few times a day, and what a day without times offers."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from babel.dates import format_date

from app.appointments.calendar import CentreCalendar
from app.appointments.free_times import FreeTime
from app.booking.walk_in import hours_said, still_open
from app.catalogue import Centre
from app.rules.danish_days import danish_day, danish_moment
from app.rules.services import Mode
from app.web.language import TEXTS, mark
from app.web.service_terms import term
from app.web.words import HARD_SPACE, spoken_day

MOST_A_DAY = 4  # as many as a telephone shows without tiring the thumb; the rest is one press away
SATURDAY, SUNDAY = 5, 6
ICONS = {Mode.IN_PERSON: "location", Mode.PHONE: "smartphone", Mode.ONLINE: "videocam", Mode.WE_COME: "car"}


@dataclass(frozen=True, kw_only=True)
class TimeShown:
    """One button. ``day`` is for those who hear the page: the others see the heading."""

    key: str
    clock: str
    day: str
    how: str
    icon: str
    with_whom: str
    evening: bool


@dataclass(frozen=True, kw_only=True)
class DayShown:
    """One day, or a weekend. ``more`` is how many times are folded away behind ``more_url``."""

    name: str
    date: str
    iso: str
    times: list[TimeShown] = field(default_factory=list)
    more: int = 0
    more_url: str = ""
    closed: bool = False
    walk_in: str = ""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What the days are made from. ``whole`` is the day that is unfolded, ``unfold`` the address that does it."""

    calendar: CentreCalendar
    centre: Centre
    times: list[FreeTime]
    whole: date | None
    unfold: Callable[[date], str]
    now: datetime
    language: str

    def days(self, first: date, days: int) -> list[DayShown]:
        """Every day of the span, in order. Today only when something is left of it."""
        by_day = {day: list(times) for day, times in groupby(self.times, key=lambda each: each.day)}
        shown: list[DayShown] = []
        for day in (first + timedelta(days=ahead) for ahead in range(days + 1)):
            if day == danish_day(self.now) and day not in by_day and not self._walk_in(day):
                continue
            if day.weekday() == SUNDAY and shown and shown[-1].closed and self._is_empty(day, by_day):
                saturday = day - timedelta(days=1)
                if self._is_empty(saturday, by_day) and saturday >= first:
                    shown[-1] = self._weekend(saturday, day)
                    continue
            shown.append(self._day(day, by_day.get(day, [])))
        return shown

    def _day(self, day: date, times: list[FreeTime]) -> DayShown:
        few = times if day == self.whole else a_few(times)
        return DayShown(
            name=self._name(day),
            date=day_and_month(day, self.language),
            iso=day.isoformat(),
            times=[time_shown(each, self.language) for each in few],
            more=len(times) - len(few),
            more_url=self.unfold(day),
            closed=not times and self._is_closed(day),
            walk_in=self._walk_in(day),
        )

    def _weekend(self, saturday: date, sunday: date) -> DayShown:
        name = TEXTS[self.language].gettext(mark("Weekend"))
        both = days_and_month(saturday, sunday, self.language)
        return DayShown(name=name, date=both, iso=saturday.isoformat(), closed=True)

    def _is_empty(self, day: date, by_day: Mapping[date, list[FreeTime]]) -> bool:
        return day not in by_day and self._is_closed(day) and not self._walk_in(day)

    def _is_closed(self, day: date) -> bool:
        """Nobody can be met at all, by time or by just coming."""
        return not self.calendar.hours.windows(None, day)

    def _walk_in(self, day: date) -> str:
        doors = still_open(self.calendar, self.centre, day, self.now)
        return hours_said(doors, self.language) if doors else ""

    def _name(self, day: date) -> str:
        texts, today = TEXTS[self.language], danish_day(self.now)
        if day == today:
            return texts.gettext(mark("I dag"))
        if day == today + timedelta(days=1):
            return texts.gettext(mark("I morgen"))
        return format_date(day, "EEEE", locale=self.language).capitalize()


def a_few(times: list[FreeTime], *, most: int = MOST_A_DAY) -> list[FreeTime]:
    """At most so many times, spread over the day, the first and the last among them: one a beginning, and the ways to
    meet in turn, so that the day shows what it holds."""
    beginnings = [list(together) for _, together in groupby(times, key=lambda each: each.starts_at)]
    last = len(beginnings) - 1
    if len(beginnings) > most:
        beginnings = [beginnings[round(at * last / (most - 1))] for at in range(most)]
    used: Counter[Mode] = Counter()
    few = []
    for together in beginnings:
        chosen = min(together, key=lambda each: used[each.mode])
        used[chosen.mode] += 1
        few.append(chosen)
    return few


def time_shown(time: FreeTime, language: str) -> TimeShown:
    return TimeShown(
        key=time.key,
        clock=plain_clock(time.starts_at, language),
        day=spoken_day(time.day, language),
        how=term(time.mode, language),
        icon=ICONS[time.mode],
        with_whom=time.counsellor.first_name,
        evening=time.evening,
    )


def times_shown(times: Iterable[FreeTime], language: str) -> list[TimeShown]:
    return [time_shown(each, language) for each in times]


def plain_clock(moment: datetime, language: str) -> str:
    """'9.00', in Denmark's own time; '09:00' elsewhere."""
    local = danish_moment(moment)
    return f"{local.hour}.{local:%M}" if language == "da" else f"{local:%H:%M}"


def day_and_month(day: date, language: str) -> str:
    """'25. november'."""
    pattern = f"d.'{HARD_SPACE}'MMMM" if language == "da" else f"d'{HARD_SPACE}'MMMM"
    return format_date(day, pattern, locale=language)


def days_and_month(first: date, last: date, language: str) -> str:
    """'28.–29. november', or both months where they differ."""
    if first.month != last.month:
        return f"{day_and_month(first, language)}–{day_and_month(last, language)}"
    dot = "." if language == "da" else ""
    return f"{first.day}{dot}–{day_and_month(last, language)}"
