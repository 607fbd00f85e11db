"""A citizen writes to whoever reads their inquiry."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.messages import from_citizen
from app.messages.forms import MessageForm
from app.rules.answers import Danger
from app.rules.danger_words import danger_words_in
from app.web.forms import bind
from app.web.own_page import show_own_page
from app.web.pages import go
from app.web.request import Now, OwnVisit, TypedForm, Writing

router = APIRouter()


@router.get("/min-side/besked")
def back_to_messages(request: Request) -> Response:
    """Where the form's own address leads when it is fetched: by a reload, or by the link to another language."""
    return go(request, "own_page")


@router.post("/min-side/besked")
def write(request: Request, session: Writing, visit: OwnVisit, form: TypedForm, now: Now) -> Response:
    """Store a message once. Words of danger bring the help lines and one question; they never stop a text (N8)."""
    bound = bind(MessageForm, form)
    if bound.value is None:
        typed = form.text("message")
        return show_own_page(request, session, visit, errors=bound.errors, typed=typed, status=422)
    dossier = from_citizen.send(session, visit.case, bound.value.message, now=now)
    ask = danger_words_in(bound.value.message) and dossier.answers.danger is not Danger.YES
    return go(request, "urgent" if ask else "own_page")
