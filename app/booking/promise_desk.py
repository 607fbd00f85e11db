"""The desk: whether the promise of a week is kept, and where times run short."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.appointments import alarms, first_offers, watch
from app.booking.alarm_words import alarms_said
from app.booking.promise_words import lines, weekly
from app.web.pages import go, language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal, TypedForm, Writing

router = APIRouter()
MOST_DIGITS = 9


@router.get("/loefte")
def promise(request: Request, portal: ThisPortal, staff: Opener, session: Reading, now: Now) -> Response:
    """Six weeks ahead for everybody who may write and every way to meet; the alarms, and how it went until now."""
    centre, language = portal.catalogue.centres[staff.centre], language_of(request)
    found = watch.look_ahead(session, centre, now=now)
    standing = alarms.open_alarms(session, centre.key)
    context = {
        "weeks": list(weekly(found[0].days)) if found else [],
        "lines": lines(found, language),
        "alarms": alarms_said(standing, alarms.seers(session, standing), language),
        "kept": first_offers.kept(session, centre.key, now=now),
    }
    return page(request, "booking/staff/promise.html", context)


@router.post("/loefte/set")
def alarms_seen(request: Request, staff: Opener, session: Writing, form: TypedForm) -> Response:
    """Somebody takes care of it. Everybody can see who."""
    typed = [each for each in form.texts("alarm") if each.isascii() and each.isdigit() and len(each) <= MOST_DIGITS]
    alarms.acknowledge(session, staff.centre, map(int, typed), staff_id=staff.id)
    return go(request, "promise")
