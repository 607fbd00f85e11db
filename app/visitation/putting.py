"""The desk: putting an inquiry forward for the meeting, changing what is proposed, and taking it off again."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import timeline
from app.decisions import waiting_item
from app.desk import reachable, unlocked
from app.dossier import Dossier
from app.models import Staff
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.visitation import Proposal, Ruling
from app.timeline import What
from app.visitation import actions, queries
from app.visitation.forms import NO_SERVICE, NO_SUCH_SERVICE, ProposalForm
from app.visitation.pages import about_context, gentler, proposal_form
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, ThisPortal, TypedForm, Writing, there
from app.web.typed_again import form_again

router = APIRouter()


@router.get("/henvendelse/{inquiry_id}/visitation")
def ask_put_forward(request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, now: Now) -> Response:
    """What is proposed, beside the citizen's own words. Opening it is a line in the timeline."""
    with portal.data.writing() as session:
        dossier = held(session, portal, staff, inquiry_id)
        actions.may_put_forward(staff, dossier)
        item = waiting_item(session, inquiry_id)
        form = proposal_form(item, dossier)
        opened(session, staff, inquiry_id, now=now)
        return put_forward_page(request, session, portal, dossier, form, Errors(), now=now)


@router.post("/henvendelse/{inquiry_id}/visitation")
def put_forward(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Put it on the agenda of the coming meeting, or change what is proposed while it waits."""
    dossier = held(session, portal, staff, inquiry_id)
    actions.may_put_forward(staff, dossier)
    bound = bind(ProposalForm, form)
    errors = bound.errors
    if bound.value:
        errors.update(service_faults(portal, dossier, bound.value.proposal))
    if bound.value is None or errors:
        return put_forward_page(request, session, portal, dossier, form, errors, now=now, status=422)
    meeting_on = queries.next_meeting(portal.catalogue.centres[staff.centre], danish_day(now)) or danish_day(now)
    proposal, version = bound.value.proposal, bound.value.version
    try:
        actions.put_forward(session, staff, dossier, proposal, meeting_on=meeting_on, version=version, now=now)
    except actions.Stale:
        item = waiting_item(session, inquiry_id)
        mended = with_version(form, item.version if item else 0)
        return put_forward_page(request, session, portal, dossier, mended, Errors(), now=now, status=409, stale=True)
    return go(request, "inquiry", inquiry_id=inquiry_id)


@router.post("/henvendelse/{inquiry_id}/visitation/tag-af")
def take_off_agenda(
    request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, session: Writing, now: Now
) -> Response:
    actions.take_off(session, staff, held(session, portal, staff, inquiry_id), now=now)
    return go(request, "inquiry", inquiry_id=inquiry_id)


def held(session: Session, portal: Portal, staff: Staff, inquiry_id: UUID) -> Dossier:
    """The inquiry, its row held until the transaction ends. A 404 for what is not one's own centre's."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    return there(unlocked(portal.vault, row))


def opened(session: Session, staff: Staff, inquiry_id: UUID, *, now: datetime) -> None:
    timeline.record(session, What.PROPOSAL_OPENED, now=now, inquiry_id=inquiry_id, staff_id=staff.id)


def service_faults(portal: Portal, dossier: Dossier, proposal: Proposal) -> Errors:
    """What is missing about the service, or what an old page asks for and is not there."""
    keys = {each.key for each in portal.catalogue.centres[dossier.row.centre].services}
    errors = Errors()
    if proposal.service and proposal.service not in keys:
        errors["service"] = NO_SUCH_SERVICE
    elif proposal.ruling is Ruling.GRANTED and not proposal.service:
        errors["service"] = NO_SERVICE
    return errors


def with_version(form: Form, version: int) -> Form:
    """What was typed, ready to be sent again on top of what is there now."""
    kept = tuple((name, value) for name, value in form.fields if name != "version")
    return Form((*kept, ("version", str(version))))


def put_forward_page(
    request: Request,
    session: Session,
    portal: Portal,
    dossier: Dossier,
    form: Form,
    errors: Errors,
    *,
    now: datetime,
    status: int = 200,
    stale: bool = False,
) -> Response:
    language = language_of(request)
    centre = portal.catalogue.centres[dossier.row.centre]
    context = {
        **about_context(session, portal, dossier, now=now, language=language),
        "form": form_again(form),
        "errors": errors,
        "stale": stale,
        "gentler": gentler(centre, dossier.answers, form.text("service"), language),
        "meeting_on": queries.next_meeting(centre, danish_day(now)),
    }
    return page(request, "visitation/staff/ask_put_forward.html", context, status=status)
