"""Free times for staff to choose between: one talk, one way to meet, one week at a time, six weeks ahead."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session
from starlette.datastructures import QueryParams

from app.appointments.calendar import Bookable, read_calendar
from app.appointments.free_times import FreeTime, TimeWish, free_times, nearest
from app.booking.week import asked_week, monday_of
from app.catalogue import Centre
from app.catalogue.talks import BookableTalk
from app.rules.danish_days import danish_day
from app.rules.services import Mode
from app.web.forms import Form

WEEKS_AHEAD = 6
WEEK = timedelta(days=7)
DIGITS = 9


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody looks for. ``counsellor`` is a resource's id, or anybody."""

    talk: BookableTalk
    mode: Mode
    counsellor: int | None
    monday: date

    @property
    def wish(self) -> TimeWish:
        return TimeWish(modes=(self.mode,), counsellor=self.counsellor)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The times of a week, day by day, and the weeks beside it (``None`` where there is nothing to look for)."""

    days: tuple[tuple[date, tuple[FreeTime, ...]], ...]
    before: date | None
    after: date | None


def asked_times(
    sent: QueryParams | Form,
    centre: Centre,
    talk: BookableTalk,
    *,
    today: date,
    mode: Mode | None = None,
    only_this: bool = False,
) -> Asked:
    """What an address or a form asks for. What is not known is the usual: this talk, its first way, anybody, now.

    ``only_this``: the talk is given, whatever is asked.
    """
    get = sent.text if isinstance(sent, Form) else lambda name: sent.get(name, "")
    chosen = talk if only_this else centre.talk(get("samtale")) or talk
    modes = chosen.talk.modes
    ways = [each for each in (get("maade"), mode) if each in modes]
    counsellor = get("raadgiver")
    number = int(counsellor) if counsellor.isascii() and counsellor.isdigit() and len(counsellor) <= DIGITS else None
    first = monday_of(today)
    monday = min(max(asked_week(get("uge"), today), first), first + WEEKS_AHEAD * WEEK)
    return Asked(talk=chosen, mode=Mode(ways[0]) if ways else modes[0], counsellor=number, monday=monday)


def usual_talk(centre: Centre, *, has_talked: bool) -> BookableTalk:
    """The first talk for somebody who has had none, else the one that only staff book."""
    staffs = [each for each in centre.talks if not each.talk.audience]
    return staffs[0] if has_talked and staffs else centre.talks[0]


def times_found(session: Session, centre: Centre, asked: Asked, *, now: datetime) -> Found:
    """A week's free times. Staff need keep no notice."""
    today = danish_day(now)
    first, last = max(asked.monday, today), asked.monday + WEEK
    times = free_times(
        session,
        centre,
        asked.talk.talk,
        now=now,
        wish=asked.wish,
        first=first,
        days=(last - first).days,
        notice=0,
    )
    days: dict[date, list[FreeTime]] = {}
    for each in times:
        if each.day < last:
            days.setdefault(each.day, []).append(each)
    this_week = monday_of(today)
    return Found(
        days=tuple((day, tuple(found)) for day, found in days.items()),
        before=asked.monday - WEEK if asked.monday > this_week else None,
        after=last if last <= this_week + WEEKS_AHEAD * WEEK else None,
    )


def three_nearest(
    session: Session, centre: Centre, asked: Asked, moment: datetime | None, *, now: datetime
) -> list[FreeTime]:
    """What to show instead of a time that could not be had: the same talk in the same way, around that moment."""
    around = moment or now
    first = max(danish_day(now), min(danish_day(around), danish_day(now) + WEEKS_AHEAD * WEEK) - WEEK)
    times = free_times(
        session, centre, asked.talk.talk, now=now, wish=asked.wish, first=first, days=2 * WEEK.days, notice=0
    )
    return nearest(times, around)


def counsellors(session: Session, centre: Centre, *, now: datetime) -> list[Bookable]:
    """Everybody at a centre who talks with people, those who have left as well only while they are still here."""
    today = danish_day(now)
    calendar = read_calendar(session, centre, first=today, days=1)
    return [each for each in calendar.counsellors if each.there_on(today)]
