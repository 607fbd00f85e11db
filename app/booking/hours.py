"""The desk: when a centre and the people in it can be met, week after week."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from app.booking import hours_changes, hours_rows, worklists
from app.booking.hours_forms import EndRuleForm, RuleForm
from app.booking.hours_pages import end_rule_page, hours_page, rule_page
from app.rules.danish_days import danish_day
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there

router = APIRouter()
RowId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/tider")
def hours(request: Request, portal: ThisPortal, staff: Opener, session: Reading, now: Now) -> Response:
    """Everything that decides when people can come, in plain tables, and what must be moved because it changed."""
    centre, language = portal.catalogue.centres[staff.centre], language_of(request)
    context = hours_page(session, staff, today=danish_day(now), language=language)
    moved = worklists.to_move(session, staff, centre, now=now, language=language)
    return page(request, "booking/staff/hours.html", {**context, "centre": centre, "to_move": moved})


@router.post("/tider/hent")
def fetch_hours(request: Request, portal: ThisPortal, staff: Opener, session: Writing, now: Now) -> Response:
    """Begin with the hours that stand in the catalogue."""
    centre = portal.catalogue.centres[staff.centre]
    hours_changes.fetch_hours(session, staff, centre, today=danish_day(now))
    return go(request, "hours")


@router.get("/tider/ny")
def new_rule(
    request: Request,
    staff: Opener,
    session: Reading,
    now: Now,
    owner: Annotated[str, Query(alias="hvem", max_length=9)] = "",
) -> Response:
    """Weekly hours, for the centre or for one counsellor."""
    hours_changes.may_lead(staff)
    context = rule_page(session, staff, Form(), now=now, language=language_of(request), owner=owner)
    return page(request, "booking/staff/new_rule.html", context)


@router.post("/tider/ny")
def add_rule(request: Request, staff: Opener, session: Writing, form: TypedForm, now: Now) -> Response:
    hours_changes.may_lead(staff)
    bound = bind(RuleForm, form)
    errors = hours_changes.add_rule(session, staff, bound.value) if bound.value else bound.errors
    if errors:
        context = rule_page(session, staff, form, now=now, language=language_of(request), errors=errors)
        return page(request, "booking/staff/new_rule.html", context, status=422)
    return go(request, "hours")


@router.get("/tider/fast/{rule_id}/stop")
def ask_end_rule(request: Request, rule_id: RowId, staff: Opener, session: Reading, now: Now) -> Response:
    """Which days end, and when."""
    rule = there(hours_rows.rule_of(session, staff, rule_id))
    hours_changes.may_lead(staff)
    rules = hours_rows.together_with(session, rule)
    context = end_rule_page(session, staff, rules, Form(), Errors(), now=now, language=language_of(request))
    return page(request, "booking/staff/ask_end_rule.html", context)


@router.post("/tider/fast/{rule_id}/stop")
def end_rule(request: Request, rule_id: RowId, staff: Opener, session: Writing, form: TypedForm, now: Now) -> Response:
    rule = there(hours_rows.rule_of(session, staff, rule_id))
    hours_changes.may_lead(staff)
    rules = hours_rows.together_with(session, rule)
    bound = bind(EndRuleForm, form)
    if bound.value is None:
        language = language_of(request)
        context = end_rule_page(session, staff, rules, form, bound.errors, now=now, language=language)
        return page(request, "booking/staff/ask_end_rule.html", context, status=422)
    hours_changes.end_rules(session, staff, rules, bound.value)
    return go(request, "hours")
