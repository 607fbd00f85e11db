"""A citizen writes to whoever reads their inquiry."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app import timeline
from app.correspondence import messages_of, to_the_minute, write_from_citizen
from app.dossier import find
from app.messages.forms import MessageForm
from app.rules.answers import Danger, State
from app.rules.danger_words import danger_words_in
from app.rules.obstacle import require
from app.rules.own_deeds import obstacle_to_write
from app.timeline import Actor, What
from app.vault.cases import OpenCase
from app.web.forms import bind
from app.web.own_page import show_own_page
from app.web.pages import go
from app.web.request import NoVisit, Now, OwnVisit, TypedForm, Writing

router = APIRouter()
A_MOMENT = timedelta(minutes=1)


@router.post("/min-side/besked")
def write(request: Request, session: Writing, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """Store a message once. Words of danger bring the help lines and one question; they never stop a text."""
    bound = bind(MessageForm, form)
    if bound.value is None:
        typed = form.text("message")
        return show_own_page(request, session, visit, errors=bound.errors, typed=typed, status=422)
    told_danger = send(session, visit.case, bound.value.message, now=now)
    if danger_words_in(bound.value.message) and not told_danger:
        return go(request, "urgent")
    return go(request, "own_page")


def send(session: Session, case: OpenCase, text: str, *, now: datetime) -> bool:
    """Write a message. Says whether the citizen has told us already that they are in danger."""
    dossier = find(session, case, to_change=True)
    if dossier is None:
        raise NoVisit
    require(obstacle_to_write(state=State(dossier.row.state)))
    if not sent_just_now(session, case, text, now=now):
        write_from_citizen(session, dossier.row, case, text, now=now)
        timeline.record(session, What.CITIZEN_WROTE, now=now, inquiry_id=case.inquiry_id, actor=Actor.CITIZEN)
    return dossier.answers.danger is Danger.YES


def sent_just_now(session: Session, case: OpenCase, text: str, *, now: datetime) -> bool:
    """Whether the citizen's last words are these, and a moment old: the button was pressed twice.

    The inquiry's row is held, so two presses at once come here one after the other.
    """
    last = next((each for each in reversed(messages_of(session, case)) if each.author is None), None)
    return last is not None and last.text == text and to_the_minute(now) - last.written_at <= A_MOMENT
