"""The desk: a leader decides, once. Who comes second is told who was first and what it was, and keeps their words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import timeline
from app.decisions import Decided, decided, is_deputy, proposal_of, waiting_item
from app.dossier import Dossier
from app.models import AgendaItem, Staff
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.obstacle import require
from app.rules.triage import Role
from app.rules.visitation import (
    obstacle_to_read_proposal,
)
from app.timeline import What
from app.visitation import actions
from app.visitation.asked import decision_faults, decision_of, meeting_of
from app.visitation.forms import DecisionForm
from app.visitation.pages import about_context, contact_name, gentler, law_sources, proposal_form, put
from app.visitation.putting import held, opened, with_version
from app.visitation.staff_found import names_of
from app.visitation.writing import Deciding
from app.web.forms import Errors, Form, bind
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, ThisPortal, TypedForm, Writing
from app.web.typed_again import form_again, typed_again

router = APIRouter()


@router.get("/henvendelse/{inquiry_id}/afgoerelse")
def ask_decide(request: Request, inquiry_id: UUID, portal: ThisPortal, staff: Opener, now: Now) -> Response:
    """What is proposed, for everybody at the meeting; and for who decides, the form. Opening it is in the timeline."""
    with portal.data.writing() as session:
        dossier, today = held(session, portal, staff, inquiry_id), danish_day(now)
        item = waiting_item(session, inquiry_id)
        require(
            obstacle_to_read_proposal(
                role=Role(staff.role),
                assigned_to=dossier.row.assigned_to,
                staff_id=staff.id,
                on_agenda=item is not None,
                deputy=is_deputy(session, staff, today),
            )
        )
        if item is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        opened(session, staff, inquiry_id, now=now)
        shown = Shown(session, portal, staff, dossier, item)
        return decide_page(request, shown, proposal_form(item, dossier), Errors(), now=now)


@router.post("/henvendelse/{inquiry_id}/afgoerelse")
def decide(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Decide. Only a leader, or who stands in for one (B6)."""
    dossier, today = held(session, portal, staff, inquiry_id), danish_day(now)
    item = waiting_item(session, inquiry_id)
    known = item is not None or bool(decided(session, dossier.case))
    require(actions.may_decide(session, staff, dossier.row.state, on_agenda=known, today=today))
    bound = bind(DecisionForm, form)
    shown = Shown(session, portal, staff, dossier, item)
    errors = bound.errors
    if bound.value and item:
        errors.update(decision_faults(portal, dossier, bound.value, today=today))
    if item and (bound.value is None or errors):
        return decide_page(request, shown, form, errors, now=now, status=422)
    if bound.value is None:
        return too_late(request, shown, next(iter(decided(session, dossier.case))), form, now=now)
    return decided_once(request, shown, bound.value, form, now=now)


@dataclass(frozen=True)
class Shown:
    """What a page about one decision is made of."""

    session: Session
    portal: Portal
    staff: Staff
    dossier: Dossier
    item: AgendaItem | None


def decided_once(request: Request, shown: Shown, asked: DecisionForm, form: Form, *, now: datetime) -> Response:
    """Decide, or say who did or what changed meanwhile."""
    session, portal, today = shown.session, shown.portal, danish_day(now)
    try:
        meeting_on = meeting_of(portal, shown.staff, shown.item, today)
        who = Deciding(shown.staff, shown.dossier, contact_of(session, shown.dossier), meeting_on, now)
        decision = decision_of(portal, shown.dossier, asked, today=today)
        actions.decide(session, portal, who, decision, version=asked.version)
    except actions.Stale as stale:
        if stale.latest:
            return too_late(request, shown, stale.latest, form, now=now)
        assert shown.item is not None
        opened(session, shown.staff, shown.dossier.row.id, now=now)
        mended = with_version(form, shown.item.version)
        return decide_page(request, shown, mended, Errors(), now=now, status=409, stale=True)
    return go(request, "visitation")


def contact_of(session: Session, dossier: Dossier) -> str:
    return contact_name(names_of(session, [dossier.row.assigned_to]), dossier.row.assigned_to)


def decide_page(
    request: Request,
    shown: Shown,
    form: Form,
    errors: Errors,
    *,
    now: datetime,
    status: int = 200,
    stale: bool = False,
) -> Response:
    assert shown.item is not None
    language, dossier = language_of(request), shown.dossier
    centre = shown.portal.catalogue.centres[dossier.row.centre]
    proposal = proposal_of(shown.item, dossier.case)
    may = actions.may_decide(shown.session, shown.staff, dossier.row.state, on_agenda=True, today=danish_day(now))
    context: dict[str, Any] = {
        **about_context(shown.session, shown.portal, dossier, now=now, language=language),
        "put": put(centre, proposal, language),
        "put_by": names_of(shown.session, [shown.item.put_by]).get(shown.item.put_by, ""),
        "contact_person": contact_of(shown.session, dossier),
        "gentler": gentler(centre, dossier.answers, proposal.service, language),
        "may_decide": may is None,
        "form": form_again(form),
        "errors": errors,
        "stale": stale,
        "before": [put(centre, each.content.decision, language) for each in decided(shown.session, dossier.case)],
    }
    return page(request, "visitation/staff/ask_decide.html", context, status=status)


def too_late(request: Request, shown: Shown, latest: Decided, form: Form, *, now: datetime) -> Response:
    """Somebody decided meanwhile: who, what, and one's own words to keep."""
    timeline.record(
        shown.session, What.LETTER_OPENED, now=now, inquiry_id=shown.dossier.row.id, staff_id=shown.staff.id
    )
    centre = shown.portal.catalogue.centres[shown.dossier.row.centre]
    context = {
        "row": shown.dossier.row,
        "by": latest.by,
        "put": put(centre, latest.content.decision, language_of(request)),
        "decided_at": latest.row.decided_at,
        "sources": law_sources(latest.content.decision),
        "typed": typed_again(form.text("reason")),
    }
    return page(request, "visitation/staff/decided_meanwhile.html", context, status=409)
