"""The citizen's side of visitation: the letter about a decision, and applying for treatment without a name."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.decisions import decided, receive_letter
from app.rules.clocks import Clock, ClockKind
from app.rules.complaints import laws_open_a_board
from app.rules.danish_days import danish_day
from app.visitation.applying import router as applying
from app.visitation.pages import letter_context
from app.web.clock_words import clock_words
from app.web.own_decisions import own_held
from app.web.pages import go, language_of, page
from app.web.request import Now, OwnVisit, ThisPortal

router = APIRouter()
router.include_router(applying)


@router.get("/min-side/afgoerelse")
def own_letter(
    request: Request,
    portal: ThisPortal,
    visit: OwnVisit,
    now: Now,
    number: Annotated[str, Query(alias="nr", max_length=10)] = "",
) -> Response:
    """The newest letter, or an older one by its number. Opened for the first time, it is received today."""
    with portal.data.writing() as session:
        dossier = own_held(session, visit.case)
        letters = decided(session, visit.case)
        if not letters:
            return go(request, "own_page")
        newest = letters[0]
        found = next((each for each in letters if str(each.row.number) == number), newest)
        if found is newest:
            receive_letter(session, portal, dossier, found, received_on=danish_day(now), now=now)
        promises = own_held(session, visit.case).promises
    centre = portal.catalogue.centres[dossier.row.centre]
    language = language_of(request)
    counts = found is newest and laws_open_a_board(found.content.decision.laws)
    context = {
        **letter_context(centre, found, language),
        "reference": dossier.row.reference,
        "older": [each.row for each in letters[1:]],
        "newest": found is newest,
        "deadline": deadline(promises, now=now, language=language) if counts else "",
    }
    return page(request, "visitation/citizen/own_letter.html", context)


def deadline(promises: tuple[Clock, ...], *, now: datetime, language: str) -> str:
    """Until when one may complain, where the centre counts the days."""
    clock = next((each for each in promises if each.kind is ClockKind.COMPLAINT), None)
    return clock_words(clock, today=danish_day(now), language=language).heading if clock else ""
