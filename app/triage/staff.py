"""The desk's work with inquiries: the queue, one inquiry, and what is done with it."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.desk import BY_ITSELF, SEEN_STEP, names_of, reachable, remember_look, remember_search, unlocked
from app.models import Inquiry, Staff
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.obstacle import NotAllowed, Obstacle
from app.rules.triage import Role
from app.timeline import SearchedBy, What
from app.triage import actions, queries
from app.triage.case_page import case_page
from app.triage.forms import NumberForm, ReasonForm, filters_asked, open_reasons, tab_asked
from app.triage.listing import listing
from app.triage.queries import Tab
from app.web.case_visitation import case_visitation
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Colleague, Now, Opener, Reading, ThisPortal, TypedForm, Writing, by_itself, there
from app.web.typed_again import typed_again

router = APIRouter()


@router.get("/koe")
@router.get("")
def queue(
    request: Request,
    portal: ThisPortal,
    staff: Colleague,
    session: Reading,
    now: Now,
    after: Annotated[UUID | None, Query(alias="efter")] = None,
) -> Response:
    """Who waits, in the order in which they should be taken, and why each stands where they stand (N13)."""
    if staff.role == Role.ADMINISTRATOR:
        return go(request, "role")
    tab, filters, today = tab_asked(request.query_params), filters_asked(request.query_params), danish_day(now)
    listed = queries.queue(session, staff, tab, filters, after=after, today=today)
    by = queries.searched_by(tab, filters)
    context = {
        "heard": None if by or after else request.app.state.news.newest(),
        "tab": tab,
        "tabs": Tab,
        "filters": filters,
        "asked": {"kanal": filters.channel, "hast": filters.urgency, "tilstand": filters.state},
        "counts": queries.counts(session, staff, today),
        "more": listed.rows[-1][0].id if listed.more else None,
    }
    shown = listing(session, portal, staff, listed.rows, now=now, language=language_of(request))
    remember_queue(request, portal, staff, by, now)
    return page(request, "triage/staff/queue.html", context | shown)


def remember_queue(request: Request, portal: Portal, staff: Staff, by: tuple[SearchedBy, ...], now: datetime) -> None:
    """A search each time; a look once a minute, or more seldom when the open page fetched itself."""
    if by:
        remember_search(portal, staff, by, now)
    else:
        remember_look(portal, staff, What.QUEUE_SEEN, now, step=BY_ITSELF if by_itself(request) else SEEN_STEP)


@router.get("/henvendelse/{inquiry_id}")
def inquiry(request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, now: Now) -> Response:
    """One inquiry. Asks for a reason first when it is not yours."""
    with portal.data.writing() as session:
        row = there(reachable(session, staff, inquiry_id, to_change=True))
        try:
            opened = there(actions.open_inquiry(session, portal, staff, row, now=now))
        except NotAllowed as refusal:
            if refusal.obstacle is not Obstacle.REASON_NEEDED:
                raise
            return reason_page(request, session, staff, row, Form(), Errors())
        more = case_visitation(session, portal, staff, opened.dossier, language=language_of(request))
    context = case_page(opened, portal.catalogue, staff, now=now, language=language_of(request))
    return page(request, "triage/staff/inquiry.html", context | more)


@router.post("/henvendelse/{inquiry_id}/aabn")
def open_with_reason(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Store the reason, sealed. It opens the inquiry for this person for a quarter of an hour."""
    row = there(reachable(session, staff, inquiry_id))
    bound = bind(ReasonForm, form)
    if bound.value is None:
        return reason_page(request, session, staff, row, form, bound.errors, status=422)
    dossier = there(unlocked(portal.vault, row))
    actions.open_with_reason(session, staff, dossier.case, bound.value.said, now=now)
    return go(request, "inquiry", inquiry_id=inquiry_id)


@router.post("/henvendelse/{inquiry_id}/nummer")
def show_number(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Show the telephone number outside the hours the citizen chose, with a reason that stays."""
    row = there(reachable(session, staff, inquiry_id))
    bound = bind(NumberForm, form)
    if bound.value is None:
        context = {"row": row, "typed": typed_again(form.text("reason")), "errors": bound.errors}
        return page(request, "triage/staff/show_number.html", context, status=422)
    dossier = there(unlocked(portal.vault, row))
    actions.show_number(session, staff, dossier.case, bound.value.reason, now=now)
    return go(request, "inquiry", inquiry_id=inquiry_id)


def reason_page(
    request: Request, session: Writing, staff: Staff, row: Inquiry, form: Form, errors: Errors, *, status: int = 200
) -> Response:
    """Asks why. Shows nothing of the inquiry but its number and who has it."""
    holder = names_of(session, [row.assigned_to])
    context = {
        "row": row,
        "holder": holder.get(row.assigned_to, "") if row.assigned_to else "",
        "reasons": open_reasons(leader=staff.role == Role.LEADER, free=row.assigned_to is None),
        "typed": typed_again(form.text("reason")),
        "errors": errors,
    }
    return page(request, "triage/staff/reason.html", context, status=status)
