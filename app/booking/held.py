"""The page of a time that is kept while its owner reads: what, when, how, with whom, where, and what we ask for it."""

from datetime import datetime
from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from app.appointments import booking
from app.appointments.own import own_time
from app.booking.forms import time_form
from app.catalogue import Centre
from app.dossier import Dossier
from app.models import Appointment
from app.rules.danish_days import part_of_day
from app.rules.plain_text import phone_shown
from app.web.forms import Errors, Form
from app.web.pages import language_of, page
from app.web.presence import who_reads
from app.web.told import card_words
from app.web.typed_again import form_again


def held_page(
    request: Request,
    session: Session,
    centre: Centre,
    dossier: Dossier,
    held: Appointment,
    *,
    now: datetime,
    form: Form | None = None,
    errors: Errors | None = None,
) -> Response:
    """The page, with what was typed and what to put right."""
    context = held_context(request, session, centre, dossier, held, now=now, form=form, errors=errors)
    return page(request, "booking/citizen/held_time.html", context, status=422 if errors else 200)


def held_context(
    request: Request,
    session: Session,
    centre: Centre,
    dossier: Dossier,
    held: Appointment,
    *,
    now: datetime,
    form: Form | None = None,
    errors: Errors | None = None,
) -> dict[str, Any]:
    """What such a page shows, also when the time is held because a place on the waiting list came up."""
    language, safe = language_of(request), dossier.contact.safe
    kept, talk = own_time(session, held, dossier.case), centre.talk(held.talk)
    return {
        "held": kept,
        "about": talk.about_in(language) if talk else "",
        "still_held": held.held_until is not None and held.held_until > now,
        "moves": booking.ahead(session, dossier.row.id, now=now),
        "address": ", ".join(centre.address) if centre.address else "",
        "phone": phone_shown(safe.phone) if safe.phone else "",
        "card": list(card_words(safe, language)),
        "safe": safe,
        "part": part_of_day(held.starts_at),
        "asks": sorted(time_form(kept.mode, dossier.contact, held.starts_at).model_fields),
        "form": form_again(form or Form()),
        "errors": errors or Errors(),
        "reads": who_reads(centre, now, language),
    }
