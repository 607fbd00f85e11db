"""A centre's hours as they are read: rules that differ by the day alone stand in one row."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.appointments.calendar import modes_of, rule_value
from app.models import OpenException, OpenRule, Resource, Staff
from app.rules.appointments import ResourceKind
from app.rules.open_hours import ExceptionKind, OpeningRule, RuleKind
from app.rules.triage import Role
from app.web.calendar_words import dated, modes_said, reason_said, span_said, wall_hours, weekday_name
from app.web.language import TEXTS, mark
from app.web.words import words


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """The same hours on one or more days of the week. ``id`` is one of its rules, and stands for all of them."""

    id: int
    days: str
    hours: str
    what: str
    holds: str


@dataclass(frozen=True, kw_only=True)
class DaysRow:
    id: int
    owner: int | None
    who: str
    days: str
    what: str
    why: str


def rules_now(session: Session, centre: str, *, today: date) -> list[OpenRule]:
    """What holds today or later."""
    query = select(OpenRule).where(
        OpenRule.centre == centre, or_(OpenRule.valid_to.is_(None), OpenRule.valid_to >= today)
    )
    return list(session.scalars(query.order_by(OpenRule.kind, OpenRule.opens, OpenRule.weekday, OpenRule.id)))


def alike(rows: Iterable[OpenRule]) -> list[list[OpenRule]]:
    """Rules that differ by their weekday alone, together."""
    found: dict[tuple[object, ...], list[OpenRule]] = {}
    for row in rows:
        key = (row.resource_id, row.kind, row.opens, row.closes, row.valid_from, row.valid_to, row.modes)
        found.setdefault((*key, row.first_talks_only, row.name), []).append(row)
    return list(found.values())


def rule_rows(rows: Iterable[OpenRule], *, today: date, language: str) -> dict[int | None, list[RuleRow]]:
    """A table of rows for each owner; ``None`` is the centre."""
    tables: dict[int | None, list[RuleRow]] = {}
    for together in alike(rows):
        row = together[0]
        tables.setdefault(row.resource_id, []).append(
            RuleRow(
                id=row.id,
                days=weekdays_said([each.weekday for each in together], language),
                hours=wall_hours(row.opens, row.closes, language),
                what=what_said(row, language),
                holds=holds_said(row, today, language),
            )
        )
    return tables


def what_said(row: OpenRule, language: str) -> str:
    """'Tider til samtaler: telefon, video. Kun første samtaler', 'Møde: Visitation'."""
    _ = TEXTS[language].gettext
    kind = words(RuleKind(row.kind), language)
    if row.kind == RuleKind.MEETING:
        return f"{kind}: {row.name}" if row.name else kind
    modes = modes_said(modes_of(row.modes), language) if row.kind == RuleKind.BOOKABLE else ""
    said = f"{kind}: {modes}" if modes else kind
    return f"{said}. {_(mark('Kun første samtaler'))}" if row.first_talks_only else said


def holds_said(row: OpenRule, today: date, language: str) -> str:
    """'' for what holds now and goes on."""
    _ = TEXTS[language].gettext
    if row.valid_from > today and row.valid_to:
        return span_said(row.valid_from, row.valid_to, language)
    if row.valid_from > today:
        return _(mark("fra %(day)s")) % {"day": dated(row.valid_from, language)}
    return _(mark("til %(day)s")) % {"day": dated(row.valid_to, language)} if row.valid_to else ""


def weekdays_said(weekdays: list[int], language: str) -> str:
    """'Mandag–fredag', 'Mandag, onsdag'."""
    found = sorted(set(weekdays))
    names = [weekday_name(each, language) for each in found]
    together = len(found) > 2 and found == list(range(found[0], found[-1] + 1))
    said = f"{names[0]}–{names[-1]}" if together else ", ".join(names)
    return said[:1].upper() + said[1:]


def days_rows(
    session: Session, centre: str, resources: Iterable[Resource], *, today: date, language: str
) -> list[DaysRow]:
    """The days on which it is otherwise, from today on, the nearest first."""
    _ = TEXTS[language].gettext
    names = {each.id: each.name for each in resources}
    query = select(OpenException).where(OpenException.centre == centre, OpenException.last_day >= today)
    return [
        DaysRow(
            id=row.id,
            owner=row.resource_id,
            who=names.get(row.resource_id, "") if row.resource_id else _(mark("Hele stedet")),
            days=span_said(row.first_day, row.last_day, language),
            what=otherwise_said(row, language),
            why=reason_said(row.reason, language),
        )
        for row in session.scalars(query.order_by(OpenException.first_day, OpenException.id))
    ]


def otherwise_said(row: OpenException, language: str) -> str:
    """'Lukket', 'Er her ikke 10–12', 'Ekstra tider 16–18'."""
    _ = TEXTS[language].gettext
    kind = ExceptionKind(row.kind)
    said = _(mark("Er her ikke")) if kind is ExceptionKind.CLOSED and row.resource_id else words(kind, language)
    if row.opens is not None and row.closes is not None:
        said = f"{said} {wall_hours(row.opens, row.closes, language)}"
    return f"{said}. {words(RuleKind.DROP_IN, language)}" if row.rule == RuleKind.DROP_IN else said


def resources_of(session: Session, centre: str, *, today: date) -> list[Resource]:
    """Everybody and everything that can be booked today or later."""
    query = select(Resource).where(
        Resource.centre == centre, or_(Resource.last_day.is_(None), Resource.last_day >= today)
    )
    order = list(ResourceKind)
    return sorted(session.scalars(query), key=lambda each: (order.index(ResourceKind(each.kind)), each.name))


def resource_of(session: Session, staff: Staff, resource_id: int) -> Resource | None:
    return session.scalar(select(Resource).where(Resource.id == resource_id, Resource.centre == staff.centre))


def own_resource(session: Session, staff: Staff) -> Resource | None:
    """A counsellor's own calendar; ``None`` for who has none."""
    return session.scalar(select(Resource).where(Resource.staff_id == staff.id))


def rule_of(session: Session, staff: Staff, rule_id: int) -> OpenRule | None:
    return session.scalar(select(OpenRule).where(OpenRule.id == rule_id, OpenRule.centre == staff.centre))


def exception_of(session: Session, staff: Staff, exception_id: int) -> OpenException | None:
    query = select(OpenException).where(OpenException.id == exception_id, OpenException.centre == staff.centre)
    return session.scalar(query)


def together_with(session: Session, rule: OpenRule) -> list[OpenRule]:
    """A rule and those that differ from it by the weekday alone, Monday first."""
    rows = session.scalars(select(OpenRule).where(OpenRule.centre == rule.centre, OpenRule.kind == rule.kind))
    found = next(each for each in alike(rows) if rule in each)
    return sorted(found, key=lambda each: each.weekday)


def rules_of_owner(session: Session, centre: str, owner: int | None) -> list[OpeningRule]:
    query = select(OpenRule).where(OpenRule.centre == centre, OpenRule.resource_id == owner)
    return [rule_value(row) for row in session.scalars(query)]


def without_calendar(session: Session, centre: str) -> list[tuple[UUID, str]]:
    """Colleagues who talk with people and whom nobody can book yet."""
    query = (
        select(Staff.id, Staff.name)
        .outerjoin(Resource, Resource.staff_id == Staff.id)
        .where(
            Staff.centre == centre,
            Staff.active.is_(True),
            Staff.role != Role.ADMINISTRATOR,
            Resource.id.is_(None),
        )
        .order_by(Staff.name)
    )
    return [(id_, name) for id_, name in session.execute(query)]


def has_rules(session: Session, centre: str) -> bool:
    return session.scalar(select(OpenRule.id).where(OpenRule.centre == centre).limit(1)) is not None
