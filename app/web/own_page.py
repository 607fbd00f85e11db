"""The citizen's own page, for whoever has to show it: the page itself, and a message that needs mending."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.appointments.own import OwnTimes
from app.catalogue import Centre
from app.dossier import find
from app.own_view import OwnView, last_other_use, own_view
from app.portal import Portal
from app.rules.answers import State
from app.rules.clocks import Clock, ClockKind
from app.rules.danish_days import danish_day
from app.rules.own_deeds import obstacle_to_change_wish, obstacle_to_tell_more, obstacle_to_write
from app.rules.plain_text import phone_shown
from app.web.clock_words import ClockWords, clock_words
from app.web.coarse_times import coarse_hour
from app.web.language import TEXTS, mark
from app.web.own_decisions import own_decisions
from app.web.own_forms import own_forms
from app.web.own_groups import own_groups
from app.web.pages import language_of, page
from app.web.presence import who_reads
from app.web.request import NoVisit, Visit
from app.web.step_words import step_words
from app.web.typed_again import typed_again
from app.web.words import short_day


def show_own_page(
    request: Request,
    session: Session,
    visit: Visit,
    *,
    errors: Mapping[str, str] | None = None,
    typed: str = "",
    status: int = 200,
) -> Response:
    """The page, with what was typed and what to put right. Raises ``NoVisit`` when the inquiry is forgotten."""
    portal: Portal = request.app.state.portal
    view, centre = seen(session, portal, visit)
    context = {
        **own_context(request, portal, view, centre),
        **own_groups(session, centre, view.dossier, now=portal.now(), language=language_of(request)),
        **own_decisions(session, portal, view.dossier, language=language_of(request)),
        "forms": own_forms(session, portal, view.dossier),
        "last_use": last_use(request, portal, view, visit),
        "errors": errors or {},
        "typed": typed_again(typed),
    }
    return page(request, "own_page/citizen/own_page.html", context, status=status)


def seen(session: Session, portal: Portal, visit: Visit) -> tuple[OwnView, Centre]:
    """What the visitor may see, and who reads what they write."""
    dossier = find(session, visit.case)
    if dossier is None:
        raise NoVisit
    centre = portal.catalogue.centres[dossier.row.centre]
    return own_view(session, centre, dossier, now=portal.now()), centre


def own_context(request: Request, portal: Portal, view: OwnView, centre: Centre) -> dict[str, Any]:
    """Everything on the page that comes from the inquiry itself."""
    language, now = language_of(request), portal.now()
    dossier = view.dossier
    answers, state = dossier.answers, State(dossier.row.state)
    promises = [clock for clock in dossier.promises if worth_showing(clock, state)]
    return {
        "view": view,
        "dossier": dossier,
        "person": view.contact_person,
        "steps": step_words(view, now=now, language=language),
        "clocks": [promise_words(clock, view.times, now=now, language=language) for clock in promises],
        **times_context(view, centre, language=language),
        "reads": who_reads(centre, now, language),
        "reader": centre,
        "phone": phone_shown(centre.phone) if centre.phone else "",
        "may_write": obstacle_to_write(state=state) is None,
        "may_tell_more": obstacle_to_tell_more(state=state, hypothetical=answers.hypothetical) is None,
        "may_wish": obstacle_to_change_wish(state=state, hypothetical=answers.hypothetical, for_whom=answers.for_whom)
        is None,
    }


def times_context(view: OwnView, centre: Centre, *, language: str) -> dict[str, Any]:
    """The time that is had, the one that was missed, and what was asked for."""
    ahead, safe = view.times.ahead, view.dossier.contact.safe
    talk = centre.talk(ahead.appointment.talk) if ahead else None
    return {
        "meeting": ahead,
        "missed": view.times.missed,
        "asked": view.times.asked,
        "talk_about": talk.about_in(language) if talk else "",
        "centre_address": ", ".join(centre.address) if centre.address else "",
        "own_phone": phone_shown(safe.phone) if safe.phone else "",
        "answer_by": {each.request.id: centre.reply_by(each.request.made_at) for each in view.times.asked},
    }


def promise_words(clock: Clock, times: OwnTimes, *, now: datetime, language: str) -> ClockWords:
    """A promise with its day; the first talk's says so when a time is had."""
    said = clock_words(clock, today=danish_day(now), language=language)
    if clock.kind is not ClockKind.OPEN_COUNSELLING or times.ahead is None:
        return said
    day = short_day(danish_day(times.ahead.starts_at), language)
    has = TEXTS[language].gettext(mark("Du har en tid %(day)s")) % {"day": day}
    return replace(said, state_kind="ok", state=has)


def worth_showing(clock: Clock, state: State) -> bool:
    """A promise that no longer counts is not a promise."""
    return clock.running and state.open


def last_use(request: Request, portal: Portal, view: OwnView, visit: Visit) -> str:
    """'i går mellem kl. 13 og 14', or nothing when the code was never shown before this visit."""
    used = last_other_use(portal, view.sign_ins, visit.token)
    return coarse_hour(used, portal.now(), language_of(request)) if used else ""
