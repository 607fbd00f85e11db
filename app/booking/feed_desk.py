"""Where a staff member makes, replaces and takes away the address of their calendar feed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.booking import feed_entries
from app.web.pages import address, go, page
from app.web.request import Colleague, Now, Reading, ThisPortal, Writing

router = APIRouter()


@router.get("/kalender/abonnement")
def feed_page(request: Request, session: Reading, staff: Colleague) -> Response:
    """What a feed is, and whether there is one. Its address is not known here: only its hash is kept."""
    return page(request, "booking/staff/feed_page.html", {"feed": feed_entries.feed_of(session, staff), "shown": ""})


@router.post("/kalender/abonnement")
def make_feed(request: Request, portal: ThisPortal, session: Writing, staff: Colleague, now: Now) -> Response:
    """A new address, shown on this answer and never again. An earlier one is dead from now on."""
    token = feed_entries.make_feed(session, staff, now=now)
    shown = portal.settings.origins[0] + address(request, "calendar_feed", token=token)
    context = {"feed": feed_entries.feed_of(session, staff), "shown": shown}
    return page(request, "booking/staff/feed_page.html", context)


@router.post("/kalender/abonnement/fjern")
def remove_feed(request: Request, session: Writing, staff: Colleague) -> Response:
    feed_entries.remove_feed(session, staff)
    return go(request, "feed_page")
