"""Searching at the desk. What was typed comes in a form and never in an address, so no history and no log keeps it."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BeforeValidator
from starlette.responses import Response

from app.desk import remember_search
from app.rules.danish_days import danish_day
from app.rules.searching import Kind, readings
from app.timeline import SearchedBy
from app.triage import found
from app.triage.found import MOST_FOUND
from app.triage.listing import listing
from app.web.forms import Errors, FormModel, bind, clean
from app.web.language import mark
from app.web.pages import language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm
from app.web.typed_again import typed_again

router = APIRouter()
LONGEST = 254
TOO_LITTLE = mark("Skriv mindst tre tegn.")


def line(value: str) -> str:
    return clean(value, max_chars=LONGEST)


class SearchForm(FormModel):
    sought: Annotated[str, BeforeValidator(line)] = ""


@router.get("/soeg")
def search(request: Request, staff: Opener) -> Response:
    return search_page(request, "", Errors())


@router.post("/soeg")
def find(request: Request, portal: ThisPortal, staff: Opener, session: Reading, form: TypedForm, now: Now) -> Response:
    """What the searcher's own centre has. Every search is on the timeline, by its kind and not by its words (N12)."""
    bound = bind(SearchForm, form)
    tries = readings(bound.value.sought) if bound.value else ()
    if not tries:
        errors = bound.errors or Errors({"sought": TOO_LITTLE})
        return search_page(request, typed_again(form.text("sought")), errors, status=422)
    result = found.search(session, portal, staff, tries, today=danish_day(now))
    remember_search(portal, staff, tuple(SearchedBy(each.kind) for each in tries), now)
    # A code opens the citizen's own page: it does not stay on a screen at the counter.
    typed = "" if result.by is Kind.CODE else typed_again(form.text("sought"))
    shown = listing(session, portal, staff, result.rows, now=now, language=language_of(request))
    context = {"result": result, "full": len(result.rows) == MOST_FOUND} | shown
    return search_page(request, typed, Errors(), context)


def search_page(
    request: Request, typed: str, errors: Errors, context: dict[str, object] | None = None, *, status: int = 200
) -> Response:
    nothing: dict[str, object] = {"result": None, "rows": []}
    told = {"typed": typed, "errors": errors, "kinds": Kind}
    return page(request, "triage/staff/search.html", nothing | told | (context or {}), status=status)
