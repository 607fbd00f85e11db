"""Taking an inquiry, putting it back, beginning to clarify it, and ending it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.desk import names_of, reachable, unlocked
from app.models import Inquiry
from app.rules.answers import State
from app.rules.danish_days import danish_day
from app.rules.obstacle import NotAllowed, Obstacle
from app.rules.retention import forget_on
from app.triage import actions, queries
from app.triage.forms import OUTCOMES, SKIP_REASONS, ClaimForm, CloseForm, close_faults
from app.web.forms import Errors, Form, bind
from app.web.pages import go, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there
from app.web.typed_again import typed_again

router = APIRouter()


@router.get("/henvendelse/{inquiry_id}/tag")
def ask_claim(request: Request, inquiry_id: UUID, staff: Opener, session: Reading) -> Response:
    """Others have waited longer or need it more: one tap says why this one."""
    row = there(reachable(session, staff, inquiry_id))
    if row.assigned_to is not None or not State(row.state).open:
        return go(request, "inquiry", inquiry_id=inquiry_id)
    return page(request, "triage/staff/ask_claim.html", {"row": row, "reasons": list(SKIP_REASONS.items())})


@router.post("/henvendelse/{inquiry_id}/tag")
def claim(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Take an inquiry. Who comes second is told who has it, and nothing is lost."""
    row = there(reachable(session, staff, inquiry_id))
    typed = bind(ClaimForm, form).value
    reason = typed.said if typed else None
    skips = row.assigned_to is None and queries.skips_somebody(session, staff, row, danish_day(now))
    if skips and reason is None:
        return go(request, "ask_claim", inquiry_id=inquiry_id)
    case = there(unlocked(portal.vault, row)).case if reason else None
    try:
        actions.claim(session, staff, row, case=case, reason=reason, now=now)
    except NotAllowed as refusal:
        if refusal.obstacle is not Obstacle.CLAIMED_BY_COLLEAGUE:
            raise
        holder = names_of(session, [row.assigned_to])
        context = {"row": row, "holder": "".join(holder.values())}
        return page(request, "triage/staff/taken.html", context, status=409)
    return go(request, "inquiry", inquiry_id=inquiry_id)


@router.post("/henvendelse/{inquiry_id}/laeg-tilbage")
def release(request: Request, inquiry_id: UUID, staff: Opener, session: Writing, now: Now) -> Response:
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    actions.release(session, staff, row, now=now)
    return go(request, "queue")


@router.post("/henvendelse/{inquiry_id}/afklaring")
def begin_clarifying(request: Request, inquiry_id: UUID, staff: Opener, session: Writing, now: Now) -> Response:
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    actions.begin_clarifying(session, staff, row, now=now)
    return go(request, "inquiry", inquiry_id=inquiry_id)


@router.get("/henvendelse/{inquiry_id}/afslut")
def ask_close(
    request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Reading, now: Now
) -> Response:
    row = there(reachable(session, staff, inquiry_id))
    if not State(row.state).open:
        return go(request, "inquiry", inquiry_id=inquiry_id)
    return close_page(request, portal, row, Form(), Errors(), now)


@router.post("/henvendelse/{inquiry_id}/afslut")
def close(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """End it, with how it ended. Pressed twice, it ends once."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    bound = bind(CloseForm, form)
    if bound.value is None:
        return close_page(request, portal, row, form, close_faults(bound), now, status=422)
    if State(row.state).open:
        case = there(unlocked(portal.vault, row)).case
        actions.close(session, portal, staff, row, case, bound.value.said, now=now)
    return go(request, "inquiry", inquiry_id=inquiry_id)


def close_page(
    request: Request, portal: ThisPortal, row: Inquiry, form: Form, errors: Errors, now: Now, *, status: int = 200
) -> Response:
    """How did it end? And on which day it is forgotten."""
    context = {
        "row": row,
        "outcomes": list(OUTCOMES.items()),
        "outcome": typed_again(form.text("outcome")),
        "typed": typed_again(form.text("reason")),
        "forget_on": forget_on(danish_day(now), portal.catalogue.centres[row.centre].policy),
        "errors": errors,
    }
    return page(request, "triage/staff/close.html", context, status=status)
