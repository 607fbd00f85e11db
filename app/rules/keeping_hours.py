"""Who may change a centre's hours, and which hours can be written down at all."""

from datetime import date, time

from app.rules.obstacle import Obstacle
from app.rules.open_hours import ExceptionKind, OpeningRule
from app.rules.talks import CELL_MINUTES
from app.rules.triage import Role

GONE_IN_SPRING = 2  # o'clock: this hour is skipped one night a year, and comes twice on another
ONES_OWN = frozenset({ExceptionKind.CLOSED, ExceptionKind.EXTRA})
LONGEST_DAYS = 366  # what is longer than a year is no exception


def obstacle_to_change_hours(*, role: Role, own: bool, kind: ExceptionKind | None = None) -> Obstacle | None:
    """Why this person may not change these hours. Weekly hours (``kind`` is ``None``) and the centre's are the
    leader's; a counsellor says when they are away, and when they can be there as well."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    if role is Role.LEADER or (own and kind in ONES_OWN):
        return None
    return Obstacle.LEADER_ONLY


def is_never_sure(at: time) -> bool:
    """Whether a wall-clock time lies in the hour that does not exist on every day."""
    return at.hour == GONE_IN_SPRING


def on_the_cell(at: time) -> bool:
    return at.minute % CELL_MINUTES == 0 and at.second == 0


def ends_first(opens: time, closes: time) -> bool:
    """Closing at midnight is the end of the day."""
    return closes != time(0) and closes <= opens


def clash(one: OpeningRule, other: OpeningRule) -> bool:
    """Whether two weekly rules say the same hours of the same day twice, for the same owner and in the same way."""
    same = (one.owner, one.kind, one.weekday) == (other.owner, other.kind, other.weekday)
    together = one.valid_from <= (other.valid_to or date.max) and other.valid_from <= (one.valid_to or date.max)
    return same and together and one.opens < _end(other) and other.opens < _end(one)


def _end(rule: OpeningRule) -> time:
    return time.max if rule.closes == time(0) else rule.closes
