"""What a person can get: every service of a centre, with why and why not, by what they have told and nothing else."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.catalogue import Centre
from app.dossier import find
from app.models.stored import load_answers
from app.portal import Portal
from app.rules.answers import Answers
from app.vault import browser
from app.web import cookies
from app.web.offers import offers_shown
from app.web.pages import language_of, page
from app.web.request import NoVisit, Now, OwnVisit, Reading, ThisPortal, there

router = APIRouter()


@router.get("/min-side/hjaelp")
def own_offers(request: Request, portal: ThisPortal, visit: OwnVisit, session: Reading) -> Response:
    """The same for who has written: decided by their own answers."""
    dossier = find(session, visit.case)
    if dossier is None:
        raise NoVisit
    centre = portal.catalogue.centres[dossier.row.centre]
    context = offers_page(request, portal, centre, dossier.answers, known=True)
    return page(request, "services/citizen/own_offers.html", context)


@router.get("/{centre_key}/hjaelp")
def offers(request: Request, centre_key: str, portal: ThisPortal, now: Now) -> Response:
    """A centre's services. Who is writing sees them by what they have told so far; others see what we would ask."""
    centre = there(portal.catalogue.centres.get(centre_key))
    draft = draft_answers(request, portal, now)
    context = offers_page(request, portal, centre, draft or Answers(), known=draft is not None)
    return page(request, "services/citizen/offers.html", context)


def draft_answers(request: Request, portal: Portal, now: datetime) -> Answers | None:
    """What has been told in an unsent draft in this browser."""
    token = request.cookies.get(cookies.DRAFT)
    if not token:
        return None
    with portal.vault.keystore.reading() as session:
        draft = browser.open_draft(session, token, now=now)
    return load_answers(draft.content) if draft else None


def offers_page(request: Request, portal: Portal, centre: Centre, answers: Answers, *, known: bool) -> dict[str, Any]:
    language = language_of(request)
    return {
        "centre": centre,
        "known": known,
        "groups": offers_shown(portal.catalogue, centre, answers, language, everybody=not known),
        "transport": centre.text("transport", language),
        "price": centre.text("price", language),
    }
