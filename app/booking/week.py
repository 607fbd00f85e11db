"""A week of one centre's calendar as a value: days, and what stands in each, with its place and its lane."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from app.booking.lanes import Lane, lanes
from app.rules.danish_days import danish_day, danish_moment
from app.web.calendar_words import hours_said, weekday_name

QUARTER = 15  # minutes: the style sheet has one row for each
FIRST_HOUR, LAST_HOUR = 8, 17  # shown even when nothing is there; the day grows when something is
MIDNIGHT = 24
FIRST_WEEK, LAST_WEEK = date(2020, 1, 6), date(2099, 12, 28)  # Mondays; nothing is asked of other weeks
WHOLE_WIDTH = frozenset({"meet", "shut", "group"})  # concerns many, and has the day to itself when it can


@dataclass(frozen=True, kw_only=True)
class Block:
    """One thing in the week. ``kind`` is its look: booked | held | free | drop | meet | away | shut | group.

    ``who`` are counsellors' resource ids, empty for the whole centre. Texts are already in words.
    """

    kind: str
    begins: datetime
    ends: datetime
    title: str
    lines: tuple[str, ...] = ()
    who: frozenset[int] = frozenset()
    appointment_id: UUID | None = None
    session_id: UUID | None = None  # a group's
    done: str = ""  # how it went, when that is written down


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A block with its place: quarters from the top, quarters long, and its lane."""

    block: Block
    hours: str
    at: int
    long: int
    lane: Lane


@dataclass(frozen=True, kw_only=True)
class Day:
    """``notes`` are what holds all day: closed, somebody away."""

    day: date
    name: str
    today: bool
    notes: tuple[str, ...]
    placed: tuple[Placed, ...] = field(repr=False)

    @property
    def crowd(self) -> int:
        """How many lanes the busiest hour has."""
        return max((each.lane.of for each in self.placed), default=1)


@dataclass(frozen=True, kw_only=True)
class Week:
    monday: date
    hours: range
    days: tuple[Day, ...]


def week_of(
    blocks: Iterable[Block],
    notes: dict[date, tuple[str, ...]],
    *,
    monday: date,
    today: date,
    closed: Iterable[date],
    language: str,
) -> Week:
    """Monday to Friday, and the weekend when something is there. A holiday in it is nothing."""
    by_day: dict[date, list[Block]] = {}
    for block in blocks:
        by_day.setdefault(danish_day(block.begins), []).append(block)
    hours = hours_shown([block for each in by_day.values() for block in each])
    week = [monday + timedelta(days=each) for each in range(7)]
    noted = {day for day in notes if day not in set(closed)}
    shown = [day for day in week if day.weekday() < 5 or day in by_day or day in noted]
    days = tuple(
        Day(
            day=day,
            name=weekday_name(day.weekday(), language).capitalize(),
            today=day == today,
            notes=notes.get(day, ()),
            placed=placed(by_day.get(day, []), hours, language),
        )
        for day in shown
    )
    return Week(monday=monday, hours=hours, days=days)


def hours_shown(blocks: Sequence[Block]) -> range:
    first = min((danish_moment(each.begins).hour for each in blocks), default=FIRST_HOUR)
    last = max((_end_hour(each) for each in blocks), default=LAST_HOUR)
    return range(min(first, FIRST_HOUR), max(last, LAST_HOUR))


def placed(blocks: Sequence[Block], hours: range, language: str) -> tuple[Placed, ...]:
    """Each block where its time is, side by side with what is at the same time."""
    spans = [(number, *_quarters(block, hours)) for number, block in enumerate(blocks)]
    narrow = [each for each in spans if not _alone(each, spans) or blocks[each[0]].kind not in WHOLE_WIDTH]
    found = lanes(narrow, least=2)
    order = sorted(spans, key=lambda each: (each[1], found.get(each[0], Lane(0, 1)), each[2]))
    return tuple(
        Placed(
            block=blocks[number],
            hours=hours_said(blocks[number].begins, blocks[number].ends, language),
            at=at,
            long=ends - at,
            lane=found.get(number, Lane(0, 1)),
        )
        for number, at, ends in order
    )


def _alone(span: tuple[int, int, int], spans: Iterable[tuple[int, int, int]]) -> bool:
    number, begins, ends = span
    return not any(other != number and at < ends and begins < until for other, at, until in spans)


def _quarters(block: Block, hours: range) -> tuple[int, int]:
    """Rows from the top. On the wall clock: the week is drawn as people live it, also when the clocks change."""
    begins, ends = danish_moment(block.begins), danish_moment(block.ends)
    at = ((begins.hour - hours.start) * 60 + begins.minute) // QUARTER
    last_hour = MIDNIGHT if danish_day(block.ends) > danish_day(block.begins) else ends.hour
    last_minute = 0 if last_hour == MIDNIGHT else ends.minute
    until = -(-((last_hour - hours.start) * 60 + last_minute) // QUARTER)
    return at, max(until, at + 1)


def _end_hour(block: Block) -> int:
    ends = danish_moment(block.ends)
    if danish_day(block.ends) > danish_day(block.begins):
        return MIDNIGHT
    return ends.hour + (1 if ends.minute else 0)


def asked_week(asked: str | None, today: date) -> date:
    """The Monday of the week an address asks for ('2026-48'). What is no week is this one."""
    try:
        year, _, number = (asked or "").partition("-")
        found = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        return monday_of(today)
    return found if FIRST_WEEK <= found <= LAST_WEEK else monday_of(today)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_key(monday: date) -> str:
    """'2026-48', as it stands in an address."""
    year, number, _ = monday.isocalendar()
    return f"{year}-{number:02}"


def weeks_around(monday: date) -> tuple[date, date]:
    """The Mondays before and after. At the calendar's own ends it stands still."""
    step = timedelta(days=7)
    return max(monday - step, FIRST_WEEK), min(monday + step, LAST_WEEK)
