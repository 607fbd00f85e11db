"""A centre's calendar as a value: who and what can be booked, and when each is open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.appointments.soon import look_soon
from app.catalogue import Centre
from app.models import OpenException, OpenRule, Resource
from app.rules.appointments import ResourceKind
from app.rules.open_hours import ExceptionKind, Hours, OpeningException, OpeningRule, RuleKind, Window
from app.rules.services import Mode
from app.rules.slots import Needs

# What each way of meeting takes beside a counsellor, where the centre has any of it. Video needs nothing.
TAKES = {
    Mode.IN_PERSON: ResourceKind.ROOM,
    Mode.PHONE: ResourceKind.PHONE_LINE,
    Mode.WE_COME: ResourceKind.VEHICLE,
}


@dataclass(frozen=True, kw_only=True)
class Bookable:
    """A counsellor, a room, a line or a car."""

    id: int
    kind: ResourceKind
    name: str
    staff_id: UUID | None
    gender: str
    languages: tuple[str, ...]
    last_day: date | None

    @property
    def first_name(self) -> str:
        """What a citizen is told."""
        return self.name.split()[0]

    def there_on(self, day: date) -> bool:
        return self.last_day is None or day <= self.last_day


@dataclass(frozen=True)
class CentreCalendar:
    """Everything that decides when a centre can be met, read once for one answer."""

    centre: Centre
    hours: Hours
    resources: Mapping[int, Bookable]

    @cached_property
    def counsellors(self) -> tuple[Bookable, ...]:
        return tuple(each for each in self.resources.values() if each.kind is ResourceKind.COUNSELLOR)

    def needs_on(self, day: date) -> Needs:
        """The rooms, lines and cars that can be had on a day."""
        there = [each for each in self.resources.values() if each.there_on(day)]
        return Needs({mode: tuple(each.id for each in there if each.kind is kind) for mode, kind in TAKES.items()})

    def windows(self, day: date, counsellors: Iterable[Bookable]) -> dict[int, list[Window]]:
        """When each of these counsellors can be booked on a day."""
        return {each.id: self.hours.bookable(each.id, day) for each in counsellors if each.there_on(day)}

    def drop_in_on(self, day: date) -> list[Window]:
        """When anybody may walk in on a day."""
        return self.hours.drop_in(day, (each.id for each in self.counsellors if each.there_on(day)))

    def is_closed(self, day: date) -> bool:
        """Whether the whole centre is closed: a holiday, or a day somebody declared (and nothing was opened anyway)."""
        return not self.hours.windows(None, day) and (day in self.hours.closed_dates or self._declared_closed(day))

    def _declared_closed(self, day: date) -> bool:
        return any(
            each.owner is None and each.kind is ExceptionKind.CLOSED and each.whole_day and each.holds_on(day)
            for each in self.hours.exceptions
        )


def read_calendar(session: Session, centre: Centre, *, first: date, days: int) -> CentreCalendar:
    """The rules that matter from ``first`` and so many days on."""
    last = first + timedelta(days=days)
    rules = select(OpenRule).where(
        OpenRule.centre == centre.key,
        OpenRule.valid_from <= last,
        or_(OpenRule.valid_to.is_(None), OpenRule.valid_to >= first),
    )
    exceptions = select(OpenException).where(
        OpenException.centre == centre.key, OpenException.first_day <= last, OpenException.last_day >= first
    )
    found = Hours(
        tuple(rule_value(each) for each in session.scalars(rules.order_by(OpenRule.id))),
        tuple(exception_value(each) for each in session.scalars(exceptions.order_by(OpenException.id))),
        centre.closed_dates(first.year),
    )
    resources = session.scalars(select(Resource).where(Resource.centre == centre.key).order_by(Resource.name))
    return CentreCalendar(centre, found, {each.id: bookable(each) for each in resources})


def rule_value(row: OpenRule) -> OpeningRule:
    return OpeningRule(
        owner=row.resource_id,
        kind=RuleKind(row.kind),
        weekday=row.weekday,
        opens=row.opens,
        closes=row.closes,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        modes=modes_of(row.modes),
        first_talks_only=row.first_talks_only,
    )


def exception_value(row: OpenException) -> OpeningException:
    return OpeningException(
        owner=row.resource_id,
        kind=ExceptionKind(row.kind),
        rule=RuleKind(row.rule),
        first_day=row.first_day,
        last_day=row.last_day,
        opens=row.opens,
        closes=row.closes,
        modes=modes_of(row.modes),
    )


def bookable(row: Resource) -> Bookable:
    return Bookable(
        id=row.id,
        kind=ResourceKind(row.kind),
        name=row.name,
        staff_id=row.staff_id,
        gender=row.gender,
        languages=tuple(row.languages.split()),
        last_day=row.last_day,
    )


def modes_of(stored: str) -> frozenset[Mode]:
    return frozenset(map(Mode, stored.split()))


def modes_stored(modes: Iterable[Mode]) -> str:
    return " ".join(sorted(modes))


def hold_rules(session: Session, centre: str, *, to_change: bool = False) -> None:
    """Keep a centre's rules as they are until the transaction ends, so that nobody books by rules that are being
    changed. Bookers may hold them together; who changes them waits for the bookers, and they for them."""
    session.execute(select(Resource.id).where(Resource.centre == centre).with_for_update(read=not to_change)).all()
    if to_change:
        look_soon(session)
