"""The ladder out of anonymity: one rung up when the citizen wants to, one rung down at any time (N2)."""

from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.own_page import actions
from app.own_page.forms import RUNG_FORMS, without
from app.rules.answers import ForWhom, Rung
from app.rules.law import DRUG_TREATMENT
from app.rules.own_deeds import RUNGS
from app.rules.plain_text import phone_shown
from app.web.forms import Bound, Form, bind
from app.web.own_page import own_context, seen
from app.web.pages import go, page
from app.web.request import Now, OwnVisit, Reading, ThisPortal, TypedForm, Visit, Writing
from app.web.told import reach
from app.web.typed_again import form_again

router = APIRouter()


@router.get("/min-side/om-dig")
def ladder(request: Request, session: Reading, visit: OwnVisit) -> Response:
    return ladder_page(request, session, visit)


@router.post("/min-side/om-dig")
def climb(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Store one rung, or take one back."""
    dossier = actions.own_dossier(session, visit.case)
    contact, rung = dossier.contact, rung_named(form, dossier.answers.for_whom)
    if rung is None:
        return go(request, "ladder")
    if "take_back" in form:
        actions.step_down(session, portal, visit.case, without(contact, rung), now=now)
        return go(request, "ladder")
    bound = bind(RUNG_FORMS[rung], form)
    if bound.value is None:
        return ladder_page(request, session, visit, rung=rung, bound=bound)
    actions.step_up(session, portal, visit.case, bound.value.applied(contact), now=now)
    return go(request, "ladder")


def rung_named(form: Form, for_whom: ForWhom) -> Rung | None:
    """Which rung a form is about; nothing when it names none that can be stepped on."""
    named = form.text("rung")
    return next((rung for rung in RUNGS[for_whom] if rung == named), None)


def ladder_page(
    request: Request, session: Session, visit: Visit, *, rung: Rung | None = None, bound: Bound[Any] | None = None
) -> Response:
    """The four rungs with what stands on each. ``rung`` is the one whose form needs mending."""
    view, centre = seen(session, request.app.state.portal, visit)
    contact = view.dossier.contact
    context = {
        **own_context(request, request.app.state.portal, view, centre),
        "contact": contact,
        "shown_phone": phone_shown(contact.safe.phone) if contact.safe.phone else "",
        "reached": reach(contact.safe),
        "rungs": RUNGS[view.dossier.answers.for_whom],
        "law_days": DRUG_TREATMENT.days,
        "rung": rung,
        "form": form_again(bound.form) if bound else Form(),
        "errors": bound.errors if bound else {},
    }
    return page(request, "own_page/citizen/ladder.html", context, status=422 if bound else 200)
