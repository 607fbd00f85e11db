"""Looking the answers through, sending them, and what there is afterwards: a score, a curve, a file of one's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from app.dossier import Dossier
from app.instruments.responses import response as fhir_response
from app.known_sets import KnownSet, known_sets
from app.portal import Portal
from app.questionnaires import actions, queries, views
from app.questionnaires.forms import SetKey, revision_in
from app.questionnaires.queries import own_dossier, own_set
from app.rules.answers import State
from app.rules.flags import Flag
from app.rules.own_deeds import obstacle_to_answer
from app.rules.scoring import Scored
from app.web.answer_words import number_in_words, say, told_rows
from app.web.curves import Curve, curve
from app.web.language import mark
from app.web.pages import go, language_of, page
from app.web.presence import help_lines, who_reads
from app.web.request import Now, OwnVisit, Reading, ThisPortal, TypedForm, Writing, there

router = APIRouter()
NOTHING_TOLD = mark("Du har ikke svaret på noget endnu. Vælg et spørgsmål på listen.")
CHANGED = mark("Noget er ændret, siden du åbnede siden. Se det igennem igen, før du sender.")


@dataclass(frozen=True)
class ScoreView:
    """A score as the citizen is told it: a number and which way is better. Never what it may mean."""

    name: str
    total: str
    most: str
    missing: int
    higher_is_better: bool
    curve: Curve | None


@router.get("/min-side/skemaer/{set_key}/tjek")
def check_answers(
    request: Request, set_key: SetKey, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now
) -> Response:
    own = there(own_set(session, portal, visit.case, set_key))
    if own.set.sent:
        return go(request, "sent_answers", set_key=set_key)
    return check_page(request, portal, own_dossier(session, visit.case), own, now=now)


@router.post("/min-side/skemaer/{set_key}/tjek")
def send_answers(
    request: Request, set_key: SetKey, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """Send once, and only what was seen: where another device has changed something, it is shown first."""
    dossier = own_dossier(session, visit.case, to_change=True)
    own = there(own_set(session, portal, visit.case, set_key, to_change=True))
    if not own.set.sent:
        fault = ""
        if own.set.row.revision != revision_in(form):
            fault = CHANGED
        elif not own.pages.told_in(own.pages.questions):
            fault = NOTHING_TOLD
        if fault:
            return check_page(request, portal, dossier, own, fault=fault, may_export="may_export" in form, now=now)
        actions.send(session, portal, dossier, own, may_export="may_export" in form, now=now)
    return go(request, "sent_answers", set_key=set_key)


@router.get("/min-side/skemaer/{set_key}/svar")
def sent_answers(
    request: Request, set_key: SetKey, portal: ThisPortal, session: Reading, visit: OwnVisit, now: Now
) -> Response:
    """What was sent, to read. Whoever told of thoughts of dying sees at once whom they can talk to."""
    own = there(own_set(session, portal, visit.case, set_key))
    if not own.set.sent:
        return go(request, "questionnaire", set_key=set_key)
    dossier, language = own_dossier(session, visit.case), language_of(request)
    centre = portal.catalogue.centres[dossier.row.centre]
    every = known_sets(session, portal, visit.case)
    beside = [each for each in every if each.set.row.beside_id == own.set.row.id and each.set.sent]
    may = obstacle_to_answer(state=State(dossier.row.state)) is None
    context = {
        **views.common(own, language),
        "rows": told_rows(own.instrument.form, own.filling, language),
        "scores": list(score_views(own, queries.same_form(every, own.filling.key), language)),
        "beside": [told_rows(each.instrument.form, each.filling, language) for each in beside],
        "lines": help_lines(portal.catalogue, now, language, centre=centre) if Flag.SUICIDAL in own.flags else [],
        "may_again": may and own.filling.key in queries.shelf(session, portal, dossier).again,
        "reader": centre,
    }
    return page(request, "questionnaires/citizen/sent_answers.html", context)


@router.post("/min-side/skemaer/{set_key}/fil")
def allow_export(
    request: Request, set_key: SetKey, portal: ThisPortal, session: Writing, visit: OwnVisit, form: TypedForm, now: Now
) -> Response:
    """The citizen's yes or no to a file that leaves the system. Always allowed, both ways."""
    dossier = own_dossier(session, visit.case, to_change=True)
    own = there(own_set(session, portal, visit.case, set_key, to_change=True))
    if form.text("may_export") in ("yes", "no"):
        actions.allow_export(session, dossier, own, form.text("may_export") == "yes", now=now)
    return go(request, "sent_answers", set_key=set_key)


@router.get("/min-side/skemaer/{set_key}/hent")
def download_answers(
    request: Request, set_key: SetKey, portal: ThisPortal, session: Reading, visit: OwnVisit
) -> Response:
    """The citizen's own answers as a file, under a name that says nothing."""
    own = there(own_set(session, portal, visit.case, set_key))
    if own.set.row.sent_at is None:
        return go(request, "questionnaire", set_key=set_key)
    told = fhir_response(
        own.instrument.form,
        own.filling.answers,
        own.filling.passed,
        authored=own.set.row.sent_at,
        status="completed",
    )
    return JSONResponse(told, headers={"Content-Disposition": 'attachment; filename="svar.json"'})


@router.get("/min-side/skemaer/{set_key}/fil")
def back_to_sent_answers(request: Request, set_key: SetKey) -> Response:
    """Where a form's own address leads when it is fetched: by a reload, or by the link to another language."""
    return go(request, "sent_answers", set_key=set_key)


def check_page(
    request: Request,
    portal: Portal,
    dossier: Dossier,
    own: KnownSet,
    *,
    now: datetime,
    fault: str = "",
    may_export: bool = False,
) -> Response:
    language = language_of(request)
    context: dict[str, Any] = {
        **views.common(own, language),
        "parts": views.check_parts(request, own),
        "reads": who_reads(portal.catalogue.centres[dossier.row.centre], now, language),
        "may_export": may_export,
        "errors": {"": fault} if fault else {},
    }
    return page(request, "questionnaires/citizen/check_answers.html", context, status=409 if fault else 200)


def score_views(own: KnownSet, same: list[KnownSet], language: str) -> Iterator[ScoreView]:
    for number, told in enumerate(own.scores):
        score = told.score
        name = say(score.name, language)
        points = list(queries.totals(same, score))
        yield ScoreView(
            name=name,
            total=total_in_words(told, language),
            most=number_in_words(score.most, language),
            missing=len(told.missing),
            higher_is_better=score.higher_is_better,
            curve=curve(str(number), name, points, most=score.most, language=language),
        )


def total_in_words(told: Scored, language: str) -> str:
    return "" if told.total is None else number_in_words(told.total, language)
