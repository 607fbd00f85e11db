"""The desk: the week, and what waits to be done about times."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.booking import gift_cards, worklists
from app.booking.finding import counsellors
from app.booking.promise_words import strip_shown
from app.booking.week import asked_week, week_key, weeks_around
from app.booking.week_blocks import read_week
from app.desk import remember_look
from app.rules.danish_days import danish_day
from app.timeline import What
from app.web.calendar_words import days_said
from app.web.pages import language_of, page
from app.web.request import Now, Opener, Reading, ThisPortal

router = APIRouter()


@router.get("/kalender")
def week(
    request: Request,
    portal: ThisPortal,
    staff: Opener,
    session: Reading,
    now: Now,
    asked: Annotated[str | None, Query(alias="uge")] = None,
    only: Annotated[str | None, Query(alias="raadgiver")] = None,
) -> Response:
    """A centre's week on one page, on the screen and on paper. Numbers and first names, and nothing of an inquiry."""
    centre, language = portal.catalogue.centres[staff.centre], language_of(request)
    monday = asked_week(asked, danish_day(now))
    people = counsellors(session, centre, now=now)
    chosen = next((each for each in people if str(each.id) == only), None)
    found = read_week(session, centre, monday=monday, now=now, only=chosen.id if chosen else None, language=language)
    before, after = weeks_around(monday)
    last = max(found.days[-1].day, monday + timedelta(days=4))
    context = {
        "centre": centre,
        "week": found,
        "number": monday.isocalendar().week,
        "dates": days_said(monday, last, language),
        "before": (week_key(before), before.isocalendar().week),
        "after": (week_key(after), after.isocalendar().week),
        "this": week_key(monday),
        "people": people,
        "only": chosen,
        "strip": strip_shown(session, centre, now=now, language=language),
    }
    return page(request, "booking/staff/week.html", context)


@router.get("/aftaler")
def worklist(request: Request, portal: ThisPortal, staff: Opener, session: Reading, now: Now) -> Response:
    """Whom to call, what to move, what to write down, whom to ask again. Where ages are read, it is a look (N12)."""
    centre, language = portal.catalogue.centres[staff.centre], language_of(request)
    cards = worklists.gift_cards_due(session, portal, staff, now=now)
    context = {
        "wanted": worklists.wanted(session, staff, today=danish_day(now)),
        "to_move": worklists.to_move(session, staff, centre, now=now, language=language),
        "unwritten": worklists.unwritten(session, staff, now=now),
        "missed": worklists.missed_twice(session, staff, now=now),
        "cards": cards,
        "today": danish_day(now),
    }
    if gift_cards.gives(centre):
        remember_look(portal, staff, What.AGES_SEEN, now)
    return page(request, "booking/staff/worklist.html", context)
