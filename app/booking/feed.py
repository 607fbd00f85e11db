"""The address a staff member's own calendar program fetches. It is its own key: nobody signs in to it."""

from fastapi import APIRouter, Request
from limits import RateLimitItemPerMinute, parse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.appointments.calendar_files import staff_feed
from app.booking.feed_entries import entries_of, stamp_of, whose
from app.web.pages import language_of
from app.web.request import Network, Now, Reading, TheLimits, ThisPortal

router = APIRouter()

FETCHES = parse("60/hour")  # of one feed: several devices, each every quarter of an hour
UNKNOWN = RateLimitItemPerMinute(20)  # addresses from one network that lead nowhere
MEDIA = "text/calendar; charset=utf-8"


@router.get("/kalender/{token}.ics")
def calendar_feed(
    request: Request, token: str, portal: ThisPortal, session: Reading, limits: TheLimits, network: Network, now: Now
) -> Response:
    """A staff member's times without names, for as long as the address stands (booking §6)."""
    limits.require_some_left(UNKNOWN, "feed-unknown", network, now=now)
    staff = whose(session, token)
    if staff is None:
        limits.spend(UNKNOWN, "feed-unknown", network, now=now)
        raise HTTPException(404)
    limits.spend(FETCHES, "feed", str(staff.id), now=now)
    entries = entries_of(session, portal.catalogue.centres[staff.centre], staff, language=language_of(request), now=now)
    stamp = stamp_of(entries)
    headers = {
        "ETag": stamp,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": 'inline; filename="kalender.ics"',
    }
    if request.headers.get("If-None-Match") == stamp:
        return Response(status_code=304, headers=headers)
    return Response(staff_feed(entries, now=now), media_type=MEDIA, headers=headers)
