"""The desk: adding beside what a citizen told. What they told stays as they told it (A2)."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.dossier import Dossier
from app.known_sets import KnownSet
from app.models import Staff
from app.portal import Portal
from app.questionnaires import together_actions
from app.questionnaires.desk_case import read_set, readable_case, writing_case
from app.questionnaires.desk_question import Place, item_at, question_page
from app.questionnaires.forms import SetKey, read_page
from app.web.pages import go, language_of
from app.web.request import Now, Opener, ThisPortal, TypedForm, Writing, there

router = APIRouter()


@router.get("/henvendelse/{inquiry_id}/svar/{set_key}/tilfoej/{place}")
def ask_beside(
    request: Request, inquiry_id: UUID, set_key: SetKey, place: Place, portal: ThisPortal, staff: Opener, now: Now
) -> Response:
    """One question, with what was told above the field for what is to stand beside it."""
    with portal.data.writing() as session:
        dossier = readable_case(session, portal, staff, inquiry_id, now=now, to_write=True)
        if dossier is None:
            return go(request, "inquiry", inquiry_id=inquiry_id)
        base = told_set(session, portal, staff, dossier, set_key, now=now)
    return question_page(request, dossier.row, base, there(item_at(base, place)), None, beside=True)


@router.post("/henvendelse/{inquiry_id}/svar/{set_key}/tilfoej/{place}")
def write_beside(
    request: Request,
    inquiry_id: UUID,
    set_key: SetKey,
    place: Place,
    portal: ThisPortal,
    staff: Opener,
    session: Writing,
    form: TypedForm,
    now: Now,
) -> Response:
    """Add beside. What was told stays as it was told."""
    dossier = writing_case(session, portal, staff, inquiry_id, now=now)
    base = told_set(session, portal, staff, dossier, set_key, now=now)
    item = there(item_at(base, place))
    sent = read_page(item, form, language_of(request))
    if sent.fault:
        return question_page(request, dossier.row, base, item, sent, beside=True)
    together_actions.write_beside(session, portal, dossier, staff, base, item.link_id, sent.told, now=now)
    return go(request, "read_answers", inquiry_id=inquiry_id, set_key=set_key)


def told_set(
    session: Session, portal: Portal, staff: Staff, dossier: Dossier, set_key: str, *, now: datetime
) -> KnownSet:
    """What may be added to: something that was told, and not itself an addition."""
    base = read_set(session, portal, staff, dossier, set_key, now=now)
    return there(base if base.set.row.beside_id is None else None)
