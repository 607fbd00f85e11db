"""The desk: who is to be followed up, how it went, and what a citizen said about it at the counter."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app import follow_ups
from app.desk import reachable, unlocked
from app.follow_up import actions, queries
from app.follow_up.forms import ConsentForm, SettledForm, part_asked
from app.follow_up.queries import Part
from app.rules.danish_days import danish_day
from app.rules.follow_up import FollowUpKind, FollowUpState, obstacle_to_follow_up
from app.rules.obstacle import require
from app.rules.triage import Role
from app.web.forms import bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there
from app.web.words import words

router = APIRouter()


@router.get("/opfoelgning")
def follow_up_list(
    request: Request,
    staff: Opener,
    session: Reading,
    now: Now,
    asked: Annotated[str, Query(alias="del", max_length=40)] = "",
) -> Response:
    """What is due now, what comes within a month, and what was done. By number: nothing here is sealed."""
    part, today, language = part_asked(asked), danish_day(now), language_of(request)
    context = {
        "part": part,
        "parts": Part,
        "counts": queries.counts(session, staff.centre, today),
        "rows": queries.listed(session, staff.centre, part, today),
        "today": today,
        "kinds": {each.value: words(each, language) for each in FollowUpKind},
        "states": {each.value: words(each, language) for each in FollowUpState},
    }
    return page(request, "follow_up/staff/follow_up_list.html", context, keeps={"del": part})


@router.post("/henvendelse/{inquiry_id}/opfoelgning")
def write_consent(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """What the citizen said when they were asked: yes or no, and either can be changed later."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    require(obstacle_to_follow_up(role=Role(staff.role)))
    asked = bind(ConsentForm, form).value
    if asked:
        case = there(unlocked(portal.vault, row)).case
        follow_ups.answer(session, portal, case, row, asked.follow_up == "yes", now=now, staff_id=staff.id)
    return go(request, "inquiry", inquiry_id=inquiry_id)


@router.post("/henvendelse/{inquiry_id}/opfoelgning/{follow_up_id}")
def settle_follow_up(
    request: Request,
    inquiry_id: UUID,
    follow_up_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Done, not reached, or the citizen said no this time. Pressed twice, it is written once."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    asked, found = bind(SettledForm, form).value, queries.held(session, inquiry_id, follow_up_id)
    if asked and found:
        actions.settle(session, portal, staff, row, found, asked.how, now=now)
    return go(request, "follow_up_list")
