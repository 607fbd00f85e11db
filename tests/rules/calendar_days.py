"""A small calendar for the rules' tests: one centre, one counsellor, and moments on the Danish wall clock."""

from collections.abc import Iterable
from datetime import date, time

from app.rules.danish_days import danish_moment
from app.rules.minutes import local_minute, moment_of
from app.rules.open_hours import ExceptionKind, Hours, OpeningException, OpeningRule, RuleKind, Window
from app.rules.services import Mode
from app.rules.talks import Talk

METTE = 1
SINCE = date(2026, 1, 1)
FIRST_TALK = Talk(
    key="first_talk",
    minutes=60,
    before=0,
    after=0,
    every=60,
    modes=(Mode.IN_PERSON, Mode.PHONE),
    audience=(),
    notice_minutes=0,
    horizon_days=7,
    first=True,
)


def rule(
    opens: int, closes: int, *, owner: int | None = METTE, kind: RuleKind = RuleKind.BOOKABLE, **more: object
) -> OpeningRule:
    """The same hours every day of the week are seven of these; this one is for the weekday of ``day``."""
    given = {"weekday": 1, "valid_from": SINCE, "opens": time(opens), "closes": time(closes % 24), **more}
    return OpeningRule(owner=owner, kind=kind, **given)  # type: ignore[arg-type]


def every_day(opens: int, closes: int, **more: object) -> list[OpeningRule]:
    return [rule(opens, closes, weekday=weekday, **more) for weekday in range(7)]  # type: ignore[arg-type]


def exception(
    kind: ExceptionKind, first: date, last: date | None = None, *, owner: int | None = METTE, **more: object
) -> OpeningException:
    return OpeningException(owner=owner, kind=kind, first_day=first, last_day=last or first, **more)  # type: ignore[arg-type]


def hours(
    rules: Iterable[OpeningRule],
    exceptions: Iterable[OpeningException] = (),
    closed_dates: Iterable[date] = (),
    *,
    centre_open: bool = True,
) -> Hours:
    """Mette's hours, with the centre open around the clock unless it is said otherwise."""
    centre = every_day(0, 24, owner=None) if centre_open else []
    return Hours((*centre, *rules), tuple(exceptions), frozenset(closed_dates))


def at(day: date, hour: int, minute: int = 0) -> int:
    """A Danish wall-clock time as a minute."""
    return local_minute(day, time(hour, minute))


def spans(windows: Iterable[Window]) -> list[tuple[str, str]]:
    """Windows as they would be said: ('08:00', '16:00')."""
    return [(wall(each.begins), wall(each.ends)) for each in windows]


def wall(minute: int) -> str:
    return f"{danish_moment(moment_of(minute)):%H:%M}"
