"""A person writes: a safety page, one question at a time, a look at the answers, and off it goes."""

from contextlib import suppress
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.inquiries import actions, drafts, views
from app.inquiries.drafts import OwnDraft, Writing
from app.inquiries.forms import STEP_FORMS
from app.inquiries.sent import waiting_code
from app.intake import AlreadyReceived
from app.portal import Portal
from app.rules.answers import ForWhom
from app.rules.danger_words import danger_words_in
from app.rules.questions import NEVER_SKIPPED, Step
from app.vault.browser import DRAFT_LIFE
from app.vault.vault import MintedCode
from app.web import cookies
from app.web.code_line import TheCodeLine
from app.web.forms import Bound, Errors, Form, bind
from app.web.left_here import left_here
from app.web.limits import SUBMISSIONS, SUBMISSIONS_ALL, Limits
from app.web.pages import go, page
from app.web.request import Network, Now, TheLimits, ThisPortal, TypedForm
from app.web.typed_again import form_again

router = APIRouter()


class Who(StrEnum):
    """Which of the three ways in; the value is its place in the address."""

    SELF = "selv"
    RELATIVE = "paaroerende"
    PROFESSIONAL = "arbejde"


FOR_WHOM = {Who.SELF: ForWhom.SELF, Who.RELATIVE: ForWhom.RELATIVE, Who.PROFESSIONAL: ForWhom.PROFESSIONAL}


@router.get("/begynd/{who}")
def begin(
    request: Request,
    who: Who,
    portal: ThisPortal,
    now: Now,
    centre: Annotated[str | None, Query()] = None,
    slug: Annotated[str | None, Query(alias="door")] = None,
) -> Response:
    """The safety page, before the first question. A code that is not written down comes first."""
    if left_here(request, portal, now=now).code:
        return go(request, "code")
    opened = portal.catalogue.door(slug or "")
    door = opened[0] if opened else portal.catalogue.centres.get(centre or "")
    request.state.centre = door
    unsent = drafts.find_draft(request, portal, now=now)
    way_in = {"door": opened[1].slug} if opened else {"centre": door.key} if door else {}
    context = {"who": who, "for_whom": FOR_WHOM[who], "door": door, "way_in": way_in, "unsent": unsent}
    return page(request, "inquiries/citizen/begin.html", context, keeps=way_in, same_for_all=True)


@router.post("/begynd/{who}")
def start(request: Request, who: Who, portal: ThisPortal, form: TypedForm, now: Now) -> Response:
    """Make a draft. An older one in this browser is thrown away: its owner chose to begin anew. A code is not: it is
    the only key to what was sent, or to what is being sent this very moment."""
    if left_here(request, portal, now=now).code:
        return go(request, "code")
    if old := request.cookies.get(cookies.DRAFT):
        drafts.throw_away(portal, old)
    answers, first = actions.first_answers(portal.catalogue, form, FOR_WHOM[who])
    token = drafts.begin(portal, answers, now=now)
    response = go(request, "question", step=first)
    keep = DRAFT_LIFE if form.text("keep") == "yes" else None
    cookies.give(response, cookies.DRAFT, token, keep=keep)
    return response


@router.get("/skriv")
def continue_writing(request: Request, writing: OwnDraft) -> Response:
    """On to the first question that is not yet answered."""
    return to_next(request, writing)


@router.get("/skriv/{step}")
def question(request: Request, step: Step, writing: OwnDraft) -> Response:
    if step not in writing.steps:
        return to_next(request, writing)
    return question_page(request, step, writing, Bound(None, Errors(), Form()))


@router.post("/skriv/{step}")
def answer(request: Request, step: Step, portal: ThisPortal, writing: OwnDraft, form: TypedForm, now: Now) -> Response:
    if step not in writing.steps:
        return to_next(request, writing)
    told = None
    if "skip" not in form or step in NEVER_SKIPPED:
        bound = actions.with_known_places(portal.catalogue, bind(STEP_FORMS[step], form))
        told = bound.value
        if told is None:
            return question_page(request, step, writing, bound, status=422)
    answered = drafts.change(portal, writing.token, lambda stored: actions.with_answer(stored, step, told), now=now)
    words_of_danger = step is Step.OWN_WORDS and danger_words_in(answered.answers.own_words or "")
    if words_of_danger and Step.DANGER not in answered.answers.answered:
        return go(request, "question", step=Step.DANGER)
    return to_next(request, answered)


@router.get("/tjek")
def check(request: Request, writing: OwnDraft, portal: ThisPortal, now: Now) -> Response:
    if writing.next:
        return to_next(request, writing)
    return page(request, "inquiries/citizen/check.html", views.check_page(request, writing, portal, now=now))


@router.post("/tjek")
async def send(
    request: Request, portal: ThisPortal, line: TheCodeLine, network: Network, limits: TheLimits, now: Now
) -> Response:
    """Send once, however often it is pressed. The answer leaves when everything is stored, not before."""
    return await line.store(
        portal.vault,
        partial(about_to_send, request, portal, network, limits, now),
        partial(store, request, portal, now),
    )


def about_to_send(request: Request, portal: Portal, network: str, limits: Limits, now: datetime) -> Writing | Response:
    """The draft whose owner pressed 'send', with every question met; else the page they belong on."""
    writing = drafts.unsent(request, portal, now=now)
    if writing is None:  # sent a moment ago, or thrown away: the code page says which
        return go(request, "code")
    if writing.next:
        return to_next(request, writing)
    limits.spend(SUBMISSIONS, "send", network, now=now)
    limits.spend(SUBMISSIONS_ALL, "send", "everybody", now=now)
    return writing


def store(request: Request, portal: Portal, now: datetime, writing: Writing, minted: MintedCode) -> Response:
    """The whole transaction, in one thread; committed when this returns."""
    with suppress(AlreadyReceived), portal.data.writing() as session:
        actions.send(session, portal, writing, minted, now=now)
    return go(request, "code")


@router.post("/skriv-slet")
def throw_away(request: Request, portal: ThisPortal, now: Now) -> Response:
    """Delete the draft now. When it was sent after all, that is said first."""
    if waiting_code(request, portal, now=now):
        return go(request, "ask_take_back")
    if token := request.cookies.get(cookies.DRAFT):
        drafts.throw_away(portal, token)
    response = go(request, "front")
    cookies.take(response, cookies.DRAFT)
    return response


def to_next(request: Request, writing: Writing) -> Response:
    return go(request, "question", step=writing.next) if writing.next else go(request, "check")


def question_page(request: Request, step: Step, writing: Writing, bound: Bound[Any], *, status: int = 200) -> Response:
    """One question, with what was answered before or just typed."""
    context = views.question_page(request, step, writing) | {"errors": bound.errors, "form": form_again(bound.form)}
    return page(request, f"inquiries/citizen/steps/{step.name.lower()}.html", context, status=status)
