"""The pages about hours made ready: tables to read, and forms with what was typed."""

from datetime import date, datetime
from typing import Any

from babel import Locale
from sqlalchemy.orm import Session

from app.booking import hours_rows
from app.booking.hours_forms import SPOKEN
from app.models import OpenRule, Resource, Staff
from app.rules.appointments import ResourceKind
from app.rules.danish_days import danish_day
from app.rules.services import Mode
from app.rules.triage import Role
from app.web.calendar_words import REASONS, SHORT, wall_hours, weekday_name
from app.web.forms import Errors, Form
from app.web.typed_again import form_again

NONE = Errors()
MODES = [(mode.value, SHORT[mode]) for mode in Mode]


def hours_page(session: Session, staff: Staff, *, today: date, language: str) -> dict[str, Any]:
    resources = hours_rows.resources_of(session, staff.centre, today=today)
    mine = hours_rows.own_resource(session, staff)
    return {
        "tables": hours_rows.rule_rows(
            hours_rows.rules_now(session, staff.centre, today=today), today=today, language=language
        ),
        "days": hours_rows.days_rows(session, staff.centre, resources, today=today, language=language),
        "counsellors": [each for each in resources if each.kind == ResourceKind.COUNSELLOR],
        "things": [each for each in resources if each.kind != ResourceKind.COUNSELLOR],
        "kinds": {each.value: each for each in ResourceKind},
        "leads": staff.role == Role.LEADER,
        "mine": mine.id if mine else None,
        "empty": not hours_rows.has_rules(session, staff.centre),
    }


def rule_page(
    session: Session, staff: Staff, form: Form, *, now: datetime, language: str, owner: str = "", errors: Errors = NONE
) -> dict[str, Any]:
    """``owner`` is chosen beforehand when the page is reached from somebody's own table."""
    return {
        "owners": owners(session, staff, today=danish_day(now)),
        "owner": form.text("owner") or owner,
        "form": form_again(form),
        "fresh": not form.fields,
        "modes": MODES,
        "weekdays": list(range(7)),
        "weekday_names": [weekday_name(each, language).capitalize() for each in range(7)],
        "from_today": danish_day(now).isoformat(),
        "errors": errors,
    }


def end_rule_page(
    session: Session,
    staff: Staff,
    rules: list[OpenRule],
    form: Form,
    errors: Errors,
    *,
    now: datetime,
    language: str,
) -> dict[str, Any]:
    first = rules[0]
    owner = session.get(Resource, first.resource_id) if first.resource_id else None
    return {
        "rule": first,
        "owner": owner.name if owner else "",
        "what": hours_rows.what_said(first, language),
        "hours": wall_hours(first.opens, first.closes, language),
        "days": [(str(each.id), weekday_name(each.weekday, language).capitalize()) for each in rules],
        "chosen": form.texts("rules") or [str(each.id) for each in rules],
        "form": form_again(form),
        "from_today": danish_day(now).isoformat(),
        "errors": errors,
    }


def days_page(
    session: Session, staff: Staff, form: Form, *, today: date, owner: str = "", errors: Errors = NONE
) -> dict[str, Any]:
    """A counsellor chooses neither whom it is about nor what only a leader may do."""
    mine = hours_rows.own_resource(session, staff)
    leads = staff.role == Role.LEADER
    return {
        "leads": leads,
        "mine": mine,
        "owners": owners(session, staff, today=today) if leads else [],
        "owner": form.text("owner") or owner,
        "form": form_again(form),
        "fresh": not form.fields,
        "reasons": list(REASONS.items()),
        "modes": MODES,
        "errors": errors,
    }


def who_page(session: Session, staff: Staff, form: Form, errors: Errors, *, language: str) -> dict[str, Any]:
    names = Locale(language).languages
    return {
        "colleagues": [(str(id_), name) for id_, name in hours_rows.without_calendar(session, staff.centre)],
        "spoken": [(code, names[code].capitalize()) for code in SPOKEN],
        "form": form_again(form),
        "errors": errors,
    }


def last_day_page(row: Resource, form: Form, errors: Errors) -> dict[str, Any]:
    typed = form.text("last_day") if form.fields else row.last_day.isoformat() if row.last_day else ""
    return {"row": row, "typed": form_again(Form((("last_day", typed),))).text("last_day"), "errors": errors}


def owners(session: Session, staff: Staff, *, today: date) -> list[tuple[str, str]]:
    """Counsellors to choose between, by id."""
    found = hours_rows.resources_of(session, staff.centre, today=today)
    return [(str(each.id), each.name) for each in found if each.kind == ResourceKind.COUNSELLOR]
