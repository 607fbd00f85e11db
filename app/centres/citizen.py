"""The pages that are the same for everybody: the front page, each centre's own, advice, rights, privacy."""

from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from app.appointments.drop_in import DropIn, drop_in
from app.catalogue import Centre, Door
from app.centres.clear_columns import CLEAR_COLUMNS
from app.database import StoreAway
from app.portal import Portal
from app.rules.answers import ForWhom
from app.rules.danish_days import danish_day
from app.vault import browser
from app.web import cookies, presence
from app.web.left_here import left_here
from app.web.pages import language_of, page
from app.web.request import Now, ThisPortal

router = APIRouter()
# The three ways in by their place in the address, as the pages of writing have them.
WAYS = {ForWhom.SELF: "selv", ForWhom.RELATIVE: "paaroerende", ForWhom.PROFESSIONAL: "arbejde"}


@router.get("/")
def front(request: Request, portal: ThisPortal, now: Now) -> Response:
    """'What would you like help with?', and who can be called right now."""
    return page(request, "centres/citizen/front.html", front_page(request, portal, None, now=now), same_for_all=True)


@router.get("/trygt")
def safety_advice(request: Request) -> Response:
    """How to use the site when others may look."""
    return page(request, "centres/citizen/safety_advice.html", same_for_all=True)


@router.get("/privatliv")
def privacy(request: Request, portal: ThisPortal) -> Response:
    """What we store, read out of the tables themselves."""
    context = {"tables": CLEAR_COLUMNS, "centres": portal.catalogue.centres}
    return page(request, "centres/citizen/privacy.html", context, same_for_all=True)


@router.get("/rettigheder")
def rights(request: Request, portal: ThisPortal) -> Response:
    """Rights and complaints, in plain language, centre by centre (B8, D1)."""
    context = {"centres": portal.catalogue.centres}
    return page(request, "centres/citizen/rights.html", context, same_for_all=True)


@router.get("/was")
def accessibility(request: Request, portal: ThisPortal) -> Response:
    """The accessibility statement, at the address the law expects."""
    context = {"centres": portal.catalogue.centres}
    return page(request, "centres/citizen/accessibility.html", context, same_for_all=True)


@router.get("/ud")
def leave(request: Request, portal: ThisPortal) -> Response:
    """Quick exit: end everything this browser holds, and go somewhere that says nothing."""
    return end_all(request, portal, RedirectResponse(portal.settings.exit_url, status_code=303))


@router.post("/ud")
def leave_quietly(request: Request, portal: ThisPortal) -> Response:
    """The same, for the script that has already gone: a beacon wants no page and follows no redirect."""
    return end_all(request, portal, Response(status_code=204))


def end_all(request: Request, portal: Portal, response: Response) -> Response:
    with suppress(*StoreAway):  # a store's trouble never keeps anybody here; what is left dies of age
        drop_all(request, portal)
    cookies.take(response, cookies.DRAFT, cookies.CITIZEN, cookies.FORM)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def drop_all(request: Request, portal: Portal) -> None:
    draft, visit = request.cookies.get(cookies.DRAFT), request.cookies.get(cookies.CITIZEN)
    if not (draft or visit):
        return
    with portal.vault.keystore.writing() as session:
        if draft:
            browser.drop_draft(session, draft)
            browser.drop_code(session, draft)
        if visit:
            browser.end_session(session, visit)
            browser.drop_code(session, visit)


@router.get("/dele")
def components(
    request: Request, portal: ThisPortal, direction: Annotated[str | None, Query(alias="retning")] = None
) -> Response:
    """Every component in every state, for those who build. Not there in production."""
    if not portal.settings.demo:
        raise HTTPException(404)
    context = {"direction": "rtl"} if direction == "rtl" else {}
    return page(request, "centres/citizen/components.html", context)


@router.get("/{centre_key}")
def centre_front(request: Request, centre_key: str, portal: ThisPortal, now: Now) -> Response:
    """A centre's own front page, or one of the doors it opens beside it (A4). All lead into one queue."""
    if centre := portal.catalogue.centres.get(centre_key):
        context = front_page(request, portal, centre, now=now)
        return page(request, "centres/citizen/front.html", context, same_for_all=True)
    if opened := portal.catalogue.door(centre_key):
        context = door_page(request, portal, *opened, now=now)
        return page(request, "centres/citizen/door.html", context, same_for_all=True)
    raise HTTPException(404)


def door_page(request: Request, portal: Portal, centre: Centre, door: Door, *, now: datetime) -> dict[str, Any]:
    language = language_of(request)
    return {
        "centre": centre,
        "door": door,
        "ways": [WAYS[each] for each in door.audience],
        "when_read": presence.when_read(centre, now, language),
        "when_answered": presence.when_answered(centre, now, language),
        "help_lines": presence.help_lines(portal.catalogue, now, language, centre=centre),
    }


def front_page(request: Request, portal: Portal, centre: Centre | None, *, now: datetime) -> dict[str, Any]:
    language, catalogue = language_of(request), portal.catalogue
    context: dict[str, Any] = {
        "centre": centre,
        "centres": catalogue.centres,
        "names": catalogue.municipalities,
        "help_lines": presence.help_lines(catalogue, now, language, centre=centre),
        "duty": catalogue.text("duty", language),
        "duty_more": catalogue.text("duty_more", language),
        "left": left_here(request, portal, now=now),
    }
    if centre:
        context |= {
            "when_read": presence.when_read(centre, now, language),
            "when_answered": presence.when_answered(centre, now, language),
            **open_door(portal, centre, now=now, language=language),
        }
    return context


def open_door(portal: Portal, centre: Centre, *, now: datetime, language: str) -> dict[str, Any]:
    """When one may come without a time: as the calendar says, else as the catalogue does."""
    found = drop_in_now(portal, centre, now=now)
    stated = centre.drop_in_at(now)
    opening = found.opening if found else stated
    hours = found.hours if found else (centre.drop_in or centre.reading).hours
    return {
        "drop_in": presence.standing(opening, now, language) if opening else None,
        "hours": presence.week_rows(hours, danish_day(now), language),
        "assumed": (centre.drop_in or centre.reading).assumed and (found is None or portal.settings.demo),
    }


def drop_in_now(portal: Portal, centre: Centre, *, now: datetime) -> DropIn | None:
    """The calendar's open door. A page that says whom to call must come up without a database."""
    with suppress(*StoreAway), portal.data.reading() as session:
        return drop_in(session, centre, now=now)
    return None
