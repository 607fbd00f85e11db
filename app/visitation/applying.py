"""Applying for treatment of drugs without a name: what it takes, said first, and decided for each person (C3)."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import timeline
from app.dossier import Dossier, keep_told
from app.portal import Portal
from app.rules.answers import Application
from app.rules.danish_days import danish_day
from app.rules.law import ANONYMOUS_DRUG_TREATMENT
from app.timeline import Actor, What
from app.visitation.letter import quoted
from app.web.forms import Errors, Form, FormModel, bind, clean
from app.web.own_decisions import may_apply, own_held
from app.web.pages import go, language_of, page
from app.web.presence import who_reads
from app.web.request import Now, OwnVisit, ThisPortal, TypedForm, Writing
from app.web.typed_again import form_again

router = APIRouter()
LONGEST = 2_000
ANSWERS: dict[str, bool | None] = {"yes": True, "no": False, "unsure": None}


def own_words(value: Any) -> str:
    return clean(value, max_chars=LONGEST, multiline=True)


class ApplicationForm(FormModel):
    social_help: Literal["yes", "no", "unsure"]
    words: Annotated[str, BeforeValidator(own_words)] = ""


@router.get("/min-side/uden-navn")
def apply_without_name(request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit) -> Response:
    """What it is and what it takes. Where it cannot be had, the own page says what can."""
    dossier = own_held(session, visit.case)
    if not may_apply(portal, dossier):
        return go(request, "own_page")
    return apply_page(request, portal, dossier, Form(), Errors())


@router.post("/min-side/uden-navn")
def apply_for_anonymous(
    request: Request, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Store the application, sealed. Sent again, the last one counts."""
    dossier = own_held(session, visit.case)
    if not may_apply(portal, dossier):
        return go(request, "own_page")
    bound = bind(ApplicationForm, form)
    if bound.value is None:
        return apply_page(request, portal, dossier, form, bound.errors, status=422)
    apply(session, portal, dossier, bound.value, now=now)
    return go(request, "own_page")


def apply(session: Session, portal: Portal, dossier: Dossier, asked: ApplicationForm, *, now: datetime) -> None:
    """Raises nothing: who may apply has been asked."""
    said = Application(on=danish_day(now), social_help=ANSWERS[asked.social_help], words=asked.words or None)
    known = dossier.answers.applied
    if known and replace(known, on=said.on) == said:
        return
    keep_told(portal, dossier, replace(dossier.answers, applied=said), now=now)
    dossier.row.unread_by_staff = True
    session.flush()
    timeline.record(session, What.APPLIED, now=now, inquiry_id=dossier.row.id, actor=Actor.CITIZEN)


def apply_page(
    request: Request, portal: Portal, dossier: Dossier, form: Form, errors: Errors, *, status: int = 200
) -> Response:
    centre = portal.catalogue.centres[dossier.row.centre]
    context = {
        "form": form_again(form),
        "errors": errors,
        "law": quoted(ANONYMOUS_DRUG_TREATMENT),
        "reads": who_reads(centre, portal.now(), language_of(request)),
        "applied": dossier.answers.applied,
    }
    return page(request, "visitation/citizen/apply_without_name.html", context, status=status)
