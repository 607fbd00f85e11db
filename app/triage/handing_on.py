"""Giving an inquiry on to a colleague: who could have it, how many they have, and a line about why."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.desk import names_of, reachable, unlocked
from app.dossier import Dossier
from app.models import Inquiry, Staff
from app.portal import Portal
from app.rules.answers import State
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.triage import Role, obstacle_to_hand_on
from app.triage.colleagues import Giving, colleagues, hand_on, hold_still
from app.triage.forms import line
from app.web.forms import Errors, Form, FormModel, bind
from app.web.language import mark
from app.web.pages import go, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing, there
from app.web.typed_again import typed_again

router = APIRouter()
NOBODY_CHOSEN = mark("Vælg, hvem der skal have den.")
ENOUGH = mark("Din kollega har nok i forvejen. Skriv, hvorfor det alligevel er rigtigt.")
MOVED = mark("Den er flyttet, mens du skrev. Se, hvem der har den nu, og vælg igen.")


class HandOnForm(FormModel):
    """``held_by`` is who had it when the page was made, so that nobody gives away what a colleague just took."""

    receiver: UUID
    held_by: UUID | None = None
    reason: Annotated[str, BeforeValidator(line)] = ""


@router.get("/henvendelse/{inquiry_id}/giv-videre")
def ask_hand_on(request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Reading) -> Response:
    row = there(reachable(session, staff, inquiry_id))
    dossier = there(unlocked(portal.vault, row))
    if may_not(staff, row):
        return go(request, "inquiry", inquiry_id=inquiry_id)
    return hand_on_page(request, session, portal, dossier, Form(), Errors())


@router.post("/henvendelse/{inquiry_id}/giv-videre", name="hand_on")
def give_on(
    request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Writing, form: TypedForm, now: Now
) -> Response:
    """A colleague is the contact person from now on. What was typed stays when somebody else was quicker."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    dossier = there(unlocked(portal.vault, row))
    limit = portal.catalogue.centres[row.centre].policy.caseload_limit
    bound = bind(HandOnForm, form)
    typed = bound.value

    def again(status: int, **faults: str) -> Response:
        return hand_on_page(request, session, portal, dossier, form, Errors(bound.errors | faults), status=status)

    if typed and typed.held_by != row.assigned_to:
        return again(409, receiver=MOVED)
    require(may_not(staff, row))
    if typed:
        hold_still(session, typed.receiver)
    there_now = {each.id: each for each in colleagues(session, row, dossier.answers, limit=limit)}
    if typed is None or typed.receiver not in there_now:
        return again(422, receiver=NOBODY_CHOSEN)
    giving = Giving(to=there_now[typed.receiver], reason=typed.reason, held_by=typed.held_by, limit=limit)
    try:
        hand_on(session, staff, row, dossier.case, giving, now=now)
    except NotAllowed as refusal:
        if refusal.obstacle is not Obstacle.REASON_NEEDED:
            raise
        return again(422, reason=ENOUGH)
    return go(request, "queue")


def may_not(staff: Staff, row: Inquiry) -> Obstacle | None:
    return obstacle_to_hand_on(
        role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=State(row.state)
    )


def hand_on_page(
    request: Request,
    session: Session,
    portal: Portal,
    dossier: Dossier,
    form: Form,
    errors: Errors,
    *,
    status: int = 200,
) -> Response:
    row = dossier.row
    limit = portal.catalogue.centres[row.centre].policy.caseload_limit
    context = {
        "row": row,
        "holder": names_of(session, [row.assigned_to]).get(row.assigned_to, "") if row.assigned_to else "",
        "colleagues": colleagues(session, row, dossier.answers, limit=limit),
        "limit": limit,
        "chosen": typed_again(form.text("receiver")),
        "typed": typed_again(form.text("reason")),
        "errors": errors,
    }
    return page(request, "triage/staff/ask_hand_on.html", context, status=status)
