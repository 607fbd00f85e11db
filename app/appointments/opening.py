"""Changing a centre's calendar: who and what can be booked, the weekly hours, and the days on which it is otherwise.

Changing a rule never moves an appointment that is booked. Those that no longer fit are listed by ``out_of_rules``.
"""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments.calendar import CentreCalendar, hold_rules, modes_stored, read_calendar
from app.catalogue import Centre
from app.models import Appointment, OpenException, OpenRule, Resource
from app.rules.appointments import AppointmentState, ResourceKind
from app.rules.danish_days import danish_day
from app.rules.minutes import minute_of
from app.rules.open_hours import ExceptionKind, RuleKind
from app.rules.services import Mode

FAR = 366  # days ahead that anything can be booked


def add_resource(
    session: Session,
    centre: str,
    kind: ResourceKind,
    name: str,
    *,
    staff_id: UUID | None = None,
    gender: str = "",
    languages: tuple[str, ...] = (),
) -> Resource:
    row = Resource(centre=centre, kind=kind, name=name, staff_id=staff_id, gender=gender, languages=" ".join(languages))
    session.add(row)
    session.flush()
    return row


def end_resource(session: Session, resource: Resource, last_day: date | None) -> None:
    """From the day after, there are no times with it: a counsellor who leaves, a room that is given up."""
    hold_rules(session, resource.centre, to_change=True)
    resource.last_day = last_day
    session.flush()


def add_rule(
    session: Session,
    centre: str,
    *,
    owner: int | None,
    weekday: int,
    opens: time,
    closes: time,
    valid_from: date,
    valid_to: date | None = None,
    kind: RuleKind = RuleKind.BOOKABLE,
    modes: frozenset[Mode] = frozenset(Mode),
    first_talks_only: bool = False,
    name: str = "",
) -> OpenRule:
    """Weekly hours. Whoever books meanwhile has done so before, or does so by the new hours."""
    hold_rules(session, centre, to_change=True)
    row = OpenRule(
        centre=centre,
        resource_id=owner,
        kind=kind,
        weekday=weekday,
        opens=opens,
        closes=closes,
        valid_from=valid_from,
        valid_to=valid_to,
        modes=modes_stored(modes),
        first_talks_only=first_talks_only,
        name=name,
    )
    session.add(row)
    session.flush()
    return row


def end_rule(session: Session, rule: OpenRule, last_day: date) -> None:
    """Hours that hold no longer. Those that never began are taken away."""
    hold_rules(session, rule.centre, to_change=True)
    if last_day < rule.valid_from:
        session.delete(rule)
    else:
        rule.valid_to = last_day
    session.flush()


def add_exception(
    session: Session,
    centre: str,
    *,
    owner: int | None,
    kind: ExceptionKind,
    first_day: date,
    last_day: date,
    opens: time | None = None,
    closes: time | None = None,
    rule: RuleKind = RuleKind.BOOKABLE,
    modes: frozenset[Mode] = frozenset(Mode),
    reason: str = "other",
) -> OpenException:
    """Absence, a closed day, or more hours on some days."""
    hold_rules(session, centre, to_change=True)
    row = OpenException(
        centre=centre,
        resource_id=owner,
        kind=kind,
        rule=rule,
        first_day=first_day,
        last_day=last_day,
        opens=opens,
        closes=closes,
        modes=modes_stored(modes),
        reason=reason,
    )
    session.add(row)
    session.flush()
    return row


def remove_exception(session: Session, row: OpenException) -> None:
    hold_rules(session, row.centre, to_change=True)
    session.delete(row)
    session.flush()


def out_of_rules(session: Session, centre: Centre, *, now: datetime) -> list[Appointment]:
    """The appointments ahead that no longer fit the rules: closed days, absence, somebody who leaves. The nearest
    first. It is asked anew each time, so that none is forgotten when a rule changes twice."""
    rows = session.scalars(
        select(Appointment)
        .where(
            Appointment.centre == centre.key,
            Appointment.state == AppointmentState.BOOKED,
            Appointment.starts_at > now,
        )
        .order_by(Appointment.starts_at)
    )
    calendar = read_calendar(session, centre, first=danish_day(now), days=FAR)
    return [row for row in rows if not still_fits(calendar, row)]


def still_fits(calendar: CentreCalendar, row: Appointment) -> bool:
    """Whether somebody is there for the whole of an appointment, and the room or car is too."""
    day, begins, ends = danish_day(row.starts_at), minute_of(row.starts_at), minute_of(row.ends_at)
    extra = calendar.resources.get(row.extra_id) if row.extra_id else None
    if extra and not extra.there_on(day):
        return False
    windows = calendar.windows(day, [calendar.resources[row.counsellor_id]]).get(row.counsellor_id, [])
    return any(each.begins <= begins and ends <= each.ends and Mode(row.mode) in each.modes for each in windows)
