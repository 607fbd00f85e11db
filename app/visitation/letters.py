"""The desk: a decision's letter, to read, to print, and to give by hand."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import timeline
from app.decisions import Decided, decided, is_deputy, receive_letter
from app.dossier import Dossier
from app.models import Staff
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.obstacle import require
from app.rules.triage import Role
from app.rules.visitation import obstacle_to_read_proposal
from app.timeline import What
from app.visitation.forms import GivenForm
from app.visitation.pages import law_sources, letter_context
from app.visitation.putting import held
from app.web.forms import Errors, Form, bind
from app.web.language import mark
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, ThisPortal, TypedForm, Writing
from app.web.typed_again import typed_again

router = APIRouter()
NOT_THEN = mark("Brevet kan ikke være givet, før det blev skrevet, eller efter i dag.")


@router.get("/henvendelse/{inquiry_id}/brev/{number}")
def letter(request: Request, inquiry_id: UUID, number: int, portal: ThisPortal, staff: Opener, now: Now) -> Response:
    """The letter as it was written. Every opening is a line in the timeline."""
    with portal.data.writing() as session:
        dossier = held(session, portal, staff, inquiry_id)
        found = readable(session, staff, dossier, number, now=now)
        if found is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        return letter_page(request, portal, session, staff, dossier, found, Form(), Errors(), now=now)


@router.post("/henvendelse/{inquiry_id}/brev/{number}/givet")
def letter_given(
    request: Request,
    inquiry_id: UUID,
    number: int,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """It was given by hand or by post: the day starts the citizen's own deadline, once."""
    dossier = held(session, portal, staff, inquiry_id)
    found = readable(session, staff, dossier, number, now=now)
    if found is None:
        return go(request, "inquiry", inquiry_id=inquiry_id)
    bound = bind(GivenForm, form)
    errors = bound.errors
    if bound.value and not danish_day(found.row.decided_at) <= bound.value.received_on <= danish_day(now):
        errors["received_on"] = NOT_THEN
    if bound.value is None or errors:
        return letter_page(request, portal, session, staff, dossier, found, form, errors, now=now, status=422)
    receive_letter(session, portal, dossier, found, received_on=bound.value.received_on, now=now, staff_id=staff.id)
    return go(request, "inquiry", inquiry_id=inquiry_id)


def readable(session: Session, staff: Staff, dossier: Dossier, number: int, *, now: datetime) -> Decided | None:
    """One of the inquiry's letters. Raises ``NotAllowed`` for a colleague whose inquiry it is not."""
    require(
        obstacle_to_read_proposal(
            role=Role(staff.role),
            assigned_to=dossier.row.assigned_to,
            staff_id=staff.id,
            on_agenda=False,
            deputy=is_deputy(session, staff, danish_day(now)),
        )
    )
    return next((each for each in decided(session, dossier.case) if each.row.number == number), None)


def letter_page(
    request: Request,
    portal: Portal,
    session: Session,
    staff: Staff,
    dossier: Dossier,
    found: Decided,
    form: Form,
    errors: Errors,
    *,
    now: datetime,
    status: int = 200,
) -> Response:
    row = dossier.row
    timeline.record(session, What.LETTER_OPENED, now=now, inquiry_id=row.id, staff_id=staff.id)
    context = {
        **letter_context(portal.catalogue.centres[row.centre], found, language_of(request)),
        "row": row,
        "by": found.by,
        "decided_at": found.row.decided_at,
        "sources": law_sources(found.content.decision),
        "typed": typed_again(form.text("received_on")) or danish_day(now).isoformat(),
        "errors": errors,
    }
    return page(request, "visitation/staff/letter.html", context, status=status)
