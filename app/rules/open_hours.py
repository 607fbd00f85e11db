"""When a centre and the people in it can be met: weekly rules on the Danish wall clock, and the days that differ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from app.rules.minutes import day_minutes, local_minute
from app.rules.services import Mode


class RuleKind(StrEnum):
    """What an opening rule opens: times to book, a door one may just walk through, or a meeting that closes both."""

    BOOKABLE = "bookable"
    DROP_IN = "drop_in"
    MEETING = "meeting"


class ExceptionKind(StrEnum):
    """What is otherwise on some days: closed, open beside the rules, or open instead of them."""

    CLOSED = "closed"
    EXTRA = "extra"
    REPLACE = "replace"


@dataclass(frozen=True, kw_only=True)
class OpeningRule:
    """The same hours every week. ``owner`` is a resource, or ``None`` for the whole centre. Danish wall clock."""

    owner: int | None
    kind: RuleKind
    weekday: int
    opens: time
    closes: time
    valid_from: date
    valid_to: date | None = None
    modes: frozenset[Mode] = frozenset(Mode)
    first_talks_only: bool = False

    def holds_on(self, day: date) -> bool:
        return (
            day.weekday() == self.weekday and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
        )


@dataclass(frozen=True, kw_only=True)
class OpeningException:
    """Some days on which it is otherwise. Without hours it is the whole day. ``rule`` is what it is an exception to."""

    owner: int | None
    kind: ExceptionKind
    first_day: date
    last_day: date
    opens: time | None = None
    closes: time | None = None
    rule: RuleKind = RuleKind.BOOKABLE
    modes: frozenset[Mode] = frozenset(Mode)

    @property
    def whole_day(self) -> bool:
        return self.opens is None or self.closes is None

    def holds_on(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class Window(NamedTuple):
    """Open from ``begins`` until ``ends``, minutes since 1970 in UTC."""

    begins: int
    ends: int
    modes: frozenset[Mode]
    first_talks_only: bool = False


@dataclass(frozen=True)
class Hours:
    """A centre's rules and exceptions, with the days on which it is closed by law or by choice (N8)."""

    rules: tuple[OpeningRule, ...]
    exceptions: tuple[OpeningException, ...]
    closed_dates: frozenset[date]

    def windows(self, owner: int | None, day: date, kind: RuleKind = RuleKind.BOOKABLE) -> list[Window]:
        """When an owner's own rules are open on a day, in order; what closes them is taken out."""
        exceptions = [each for each in self.exceptions if each.owner == owner and each.holds_on(day)]
        opened = [each for each in exceptions if each.rule is kind and not each.whole_day]
        if owner is None and day in self.closed_dates:
            found = [_window(day, each) for each in opened if each.kind is not ExceptionKind.CLOSED]
        else:
            replaced = [each for each in opened if each.kind is ExceptionKind.REPLACE]
            rules = [each for each in self.rules if each.owner == owner and each.kind is kind and each.holds_on(day)]
            found = [_window(day, each) for each in (replaced or rules)]
            found += [_window(day, each) for each in opened if each.kind is ExceptionKind.EXTRA]
        closed = [span_on(day, each) for each in exceptions if each.kind is ExceptionKind.CLOSED]
        left = _without([each for each in found if each.begins < each.ends], closed)
        return sorted(left, key=lambda each: (each.begins, each.ends))

    def bookable(self, owner: int, day: date) -> list[Window]:
        """When a resource can be booked: the centre is open and so are they, and nobody meets or receives drop-ins."""
        own = self.windows(owner, day)
        centre = self.windows(None, day) if own else []
        busy = [
            (each.begins, each.ends)
            for whom, kind in ((owner, RuleKind.DROP_IN), (owner, RuleKind.MEETING), (None, RuleKind.MEETING))
            for each in self.windows(whom, day, kind)
        ]
        return _without([each for mine in own for each in _shared(mine, centre)], busy)

    def drop_in(self, day: date, owners: Iterable[int]) -> list[Window]:
        """When anybody may walk in on a day: the centre's own hours, and those of each who receives."""
        found = self.windows(None, day, RuleKind.DROP_IN)
        centre_open = day not in self.closed_dates and not any(
            each.owner is None and each.kind is ExceptionKind.CLOSED and each.whole_day and each.holds_on(day)
            for each in self.exceptions
        )
        if centre_open:
            found += [each for owner in owners for each in self.windows(owner, day, RuleKind.DROP_IN)]
        return _joined(found)


def _window(day: date, opened: OpeningRule | OpeningException) -> Window:
    begins, ends = span_on(day, opened)
    return Window(begins, ends, opened.modes, isinstance(opened, OpeningRule) and opened.first_talks_only)


def span_on(day: date, opened: OpeningRule | OpeningException) -> tuple[int, int]:
    """When a rule or an exception begins and ends on a day, in minutes. Without hours it is the whole day."""
    if opened.opens is None or opened.closes is None:
        return day_minutes(day)
    ends = day_minutes(day)[1] if opened.closes == time(0) else local_minute(day, opened.closes)
    return local_minute(day, opened.opens), ends


def _without(windows: Iterable[Window], closed: Iterable[tuple[int, int]]) -> list[Window]:
    """What is left of the windows when some spans are closed."""
    left = list(windows)
    for begins, ends in closed:
        cut = []
        for each in left:
            if ends <= each.begins or each.ends <= begins:
                cut.append(each)
                continue
            if each.begins < begins:
                cut.append(each._replace(ends=begins))
            if ends < each.ends:
                cut.append(each._replace(begins=ends))
        left = cut
    return left


def _shared(mine: Window, centre: Iterable[Window]) -> Iterator[Window]:
    for each in centre:
        begins, ends, modes = max(mine.begins, each.begins), min(mine.ends, each.ends), mine.modes & each.modes
        if begins < ends and modes:
            yield Window(begins, ends, modes, mine.first_talks_only or each.first_talks_only)


def _joined(windows: Iterable[Window]) -> list[Window]:
    """Windows that touch or overlap, as one: who receives does not matter to who walks in."""
    joined: list[Window] = []
    for each in sorted(windows, key=lambda window: (window.begins, window.ends)):
        if joined and each.begins <= joined[-1].ends:
            joined[-1] = joined[-1]._replace(ends=max(joined[-1].ends, each.ends), modes=frozenset(Mode))
        else:
            joined.append(each)
    return joined
