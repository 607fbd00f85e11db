"""The pages of the waiting list: what one waits for, a time that came up, and what to do when it is gone again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.appointments import booking
from app.appointments.free_times import free_times
from app.appointments.own_groups import talks_waited_for
from app.booking.days import ICONS
from app.booking.held import held_context
from app.booking.taking import own_modes
from app.dossier import Dossier
from app.models import Appointment
from app.portal import Portal
from app.rules.plain_text import phone_shown
from app.rules.services import Mode
from app.web.forms import Errors, Form
from app.web.own_groups import offers_for, talk_waited_for
from app.web.pages import language_of, page
from app.web.service_terms import term


@dataclass(frozen=True, kw_only=True)
class WayShown:
    """One way to be met, and whether there are free times in it or a line to stand in."""

    mode: Mode
    words: str
    icon: str
    free: bool
    waiting_id: int | None


def lines_page(request: Request, portal: Portal, session: Session, dossier: Dossier, *, now: datetime) -> Response:
    """What is held for somebody, what they wait for, and what else can be waited for."""
    centre, language = portal.catalogue.centres[dossier.row.centre], language_of(request)
    talk = centre.talk_for(dossier.answers.for_whom)
    waits = talks_waited_for(session, dossier.row.id)
    mine = {each.mode: each.id for each in waits if each.talk == talk.talk.key}
    free = {each.mode for each in free_times(session, centre, talk.talk, now=now)}
    ways = [
        WayShown(mode=mode, words=term(mode, language), icon=ICONS[mode], free=mode in free, waiting_id=mine.get(mode))
        for mode in own_modes(dossier, talk.talk)
    ]
    context = {
        "offers": offers_for(session, dossier.row.id, centre, now, language),
        "what": talk.name_in(language),
        "ways": ways,
        "others": [(each.id, talk_waited_for(centre, each, language)) for each in waits if each.talk != talk.talk.key],
        "phone": phone_shown(centre.phone) if centre.phone else "",
    }
    return page(request, "booking/citizen/waiting_list.html", context)


def offer_page(
    request: Request,
    portal: Portal,
    session: Session,
    dossier: Dossier,
    offer: Appointment,
    *,
    now: datetime,
    form: Form | None = None,
    errors: Errors | None = None,
) -> Response:
    """A time that is held for somebody who waited, with what it asks for."""
    centre = portal.catalogue.centres[dossier.row.centre]
    context = held_context(request, session, centre, dossier, offer, now=now, form=form, errors=errors)
    status = 422 if errors else 200
    return page(request, "booking/citizen/offered_time.html", {**context, "offer": offer}, status=status)


def gone_page(
    request: Request, portal: Portal, session: Session, dossier: Dossier, *, now: datetime, status: int = 200
) -> Response:
    """Nothing is held for them: what they have, what they wait for, and what else can be had."""
    centre, language = portal.catalogue.centres[dossier.row.centre], language_of(request)
    talk = centre.talk_for(dossier.answers.for_whom).talk
    context: dict[str, Any] = {
        "offer": None,
        "ahead": booking.ahead(session, dossier.row.id, now=now),
        "waits": [talk_waited_for(centre, each, language) for each in talks_waited_for(session, dossier.row.id)],
        "any_free": bool(free_times(session, centre, talk, now=now)),
        "errors": {},
    }
    return page(request, "booking/citizen/offered_time.html", context, status=status)
