"""Changing hours: asked of the rules first, then done by ``app.appointments.opening``."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from app.appointments import opening
from app.appointments.calendar import hold_rules
from app.booking import hours_rows
from app.booking.hours_forms import DaysForm, EndRuleForm, RuleForm, WhoForm
from app.catalogue import Centre
from app.models import OpenException, OpenRule, Resource, Staff
from app.rules.appointments import ResourceKind
from app.rules.keeping_hours import clash, obstacle_to_change_hours
from app.rules.obstacle import require
from app.rules.open_hours import ExceptionKind, OpeningRule, RuleKind
from app.rules.services import Mode
from app.rules.triage import Role
from app.web.forms import FAULTS, Errors
from app.web.language import mark

CLASH = mark("Der er allerede tider af den slags på de timer. Stop dem først.")
PASSED = mark("Den dag er gået.")


def may_lead(staff: Staff) -> None:
    require(obstacle_to_change_hours(role=Role(staff.role), own=False))


def may_differ(session: Session, staff: Staff, owner: int | None, kind: ExceptionKind) -> None:
    """Whether this person may say that some days are otherwise for this owner."""
    mine = hours_rows.own_resource(session, staff)
    own = mine is not None and mine.id == owner
    require(obstacle_to_change_hours(role=Role(staff.role), own=own, kind=kind))


def add_rule(session: Session, staff: Staff, typed: RuleForm) -> Errors:
    """Add weekly hours on each of the days. Returns what stands in the way, and then nothing is added."""
    may_lead(staff)
    if typed.owner and counsellor(session, staff, typed.owner) is None:
        return Errors({"owner": FAULTS["pick_one"]})
    hold_rules(session, staff.centre, to_change=True)
    known = hours_rows.rules_of_owner(session, staff.centre, typed.owner)
    wanted = [rule(typed, weekday) for weekday in typed.weekdays]
    if any(clash(one, other) for one in wanted for other in known):
        return Errors({"opens": CLASH})
    for each in wanted:
        opening.add_rule(
            session,
            staff.centre,
            owner=each.owner,
            weekday=each.weekday,
            opens=each.opens,
            closes=each.closes,
            valid_from=each.valid_from,
            valid_to=each.valid_to,
            kind=each.kind,
            modes=each.modes,
            first_talks_only=each.first_talks_only,
            name=typed.name if each.kind is RuleKind.MEETING else "",
        )
    return Errors()


def rule(typed: RuleForm, weekday: int) -> OpeningRule:
    return OpeningRule(
        owner=typed.owner,
        kind=typed.kind,
        weekday=weekday,
        opens=typed.opens,
        closes=typed.closes,
        valid_from=typed.valid_from,
        valid_to=typed.valid_to,
        modes=frozenset(typed.modes),
        first_talks_only=bool(typed.first_talks_only) and typed.kind is RuleKind.BOOKABLE,
    )


def end_rules(session: Session, staff: Staff, rules: list[OpenRule], typed: EndRuleForm) -> None:
    may_lead(staff)
    for each in rules:
        if each.id in typed.rules:
            opening.end_rule(session, each, typed.last_day)


def add_days(session: Session, staff: Staff, typed: DaysForm, *, today: date) -> Errors:
    """Add days on which it is otherwise. Returns what stands in the way."""
    may_differ(session, staff, typed.owner, typed.kind)
    if typed.owner and counsellor(session, staff, typed.owner) is None:
        return Errors({"owner": FAULTS["pick_one"]})
    last_day = typed.last_day or typed.first_day
    if last_day < today:
        return Errors({"last_day": PASSED})
    opening.add_exception(
        session,
        staff.centre,
        owner=typed.owner,
        kind=typed.kind,
        first_day=typed.first_day,
        last_day=last_day,
        opens=typed.opens,
        closes=typed.closes,
        rule=RuleKind(typed.rule),
        modes=frozenset(typed.modes or Mode),
        reason=typed.reason,
    )
    return Errors()


def remove_days(session: Session, staff: Staff, row: OpenException) -> None:
    may_differ(session, staff, row.resource_id, ExceptionKind(row.kind))
    opening.remove_exception(session, row)


def add_who(session: Session, staff: Staff, typed: WhoForm) -> Errors:
    """Add a room, a line, a car, or a colleague whom people can book from now on."""
    may_lead(staff)
    name, colleague = typed.name, None
    if typed.kind is ResourceKind.COUNSELLOR:
        free: dict[UUID | None, str] = dict(hours_rows.without_calendar(session, staff.centre))
        if typed.colleague not in free:
            return Errors({"colleague": FAULTS["pick_one"]})
        name, colleague = free[typed.colleague], typed.colleague
    opening.add_resource(
        session,
        staff.centre,
        typed.kind,
        name,
        staff_id=colleague,
        gender=typed.gender if colleague else "",
        languages=typed.languages if colleague else (),
    )
    return Errors()


def counsellor(session: Session, staff: Staff, owner: int) -> Resource | None:
    """Somebody at the own centre who has hours. Rooms have none: they are free when nobody sits there."""
    found = hours_rows.resource_of(session, staff, owner)
    return found if found and found.kind == ResourceKind.COUNSELLOR else None


def fetch_hours(session: Session, staff: Staff, centre: Centre, *, today: date) -> None:
    """Begin a calendar with the hours that the catalogue states. Pressed twice, or later, it changes nothing."""
    may_lead(staff)
    hold_rules(session, centre.key, to_change=True)
    if hours_rows.has_rules(session, centre.key):
        return
    for hours, kind in ((centre.reading, RuleKind.BOOKABLE), (centre.drop_in, RuleKind.DROP_IN)):
        for weekday, spans in enumerate(hours.hours.week if hours else ()):
            for opens, closes in spans:
                opening.add_rule(
                    session,
                    centre.key,
                    owner=None,
                    weekday=weekday,
                    opens=opens,
                    closes=closes,
                    valid_from=today,
                    kind=kind,
                )
