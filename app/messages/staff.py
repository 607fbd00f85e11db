"""The desk writes: to the citizen, and to each other."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.desk import reachable, unlocked
from app.messages import answering
from app.messages.staff_forms import AnswerForm, NoteForm
from app.web.forms import bind
from app.web.pages import go, page
from app.web.request import Now, Opener, ThisPortal, TypedForm, Writing, there
from app.web.typed_again import typed_again

router = APIRouter()


@router.post("/henvendelse/{inquiry_id}/svar")
def reply(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Answer the citizen. Only the one who took the inquiry, or a leader (A11)."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    answering.may_reply(staff, row)
    bound = bind(AnswerForm, form)
    if bound.value is None:
        # The text and the number alone: this page opens nothing, so it may be shown without a line in the timeline.
        context = {"row": row, "typed": typed_again(form.text("message")), "errors": bound.errors}
        return page(request, "messages/staff/reply.html", context, status=422)
    case = there(unlocked(portal.vault, row)).case
    answering.reply(session, staff, row, case, bound.value.message, now=now)
    return go(request, "inquiry", inquiry_id=inquiry_id)


@router.post("/henvendelse/{inquiry_id}/note")
def note(
    request: Request,
    inquiry_id: UUID,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Write a note that the citizen's code never opens."""
    row = there(reachable(session, staff, inquiry_id, to_change=True))
    answering.may_note(staff, row)
    bound = bind(NoteForm, form)
    if bound.value is None:
        context = {"row": row, "typed": typed_again(form.text("note")), "errors": bound.errors}
        return page(request, "messages/staff/note.html", context, status=422)
    case = there(unlocked(portal.vault, row)).case
    answering.note(session, staff, row, case, bound.value.note, now=now)
    return go(request, "inquiry", inquiry_id=inquiry_id)
