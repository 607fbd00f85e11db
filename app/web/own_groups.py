"""Offers, places in groups and lines in words, for the citizen's own page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.appointments.own_groups import (
    every_place,
    every_wait,
    first_names,
    meetings_for,
    offered_seats,
    offered_times,
    own_places,
    talks_waited_for,
)
from app.catalogue import Centre
from app.dossier import Dossier
from app.models import Appointment, GroupSession, Waiting
from app.rules.answers import State
from app.rules.appointments import PlaceState, WaitingState
from app.rules.danish_days import danish_day
from app.rules.services import Mode
from app.web.language import TEXTS, mark
from app.web.service_terms import term
from app.web.words import HARD_SPACE, spoken_day, spoken_time, words

FROM_TO = mark("%(day)s %(begins)s til %(ends)s")


@dataclass(frozen=True, kw_only=True)
class OfferShown:
    """Something that is held for who waited. ``kind`` is talk or group, ``until`` the moment it is held to."""

    id: UUID
    kind: str
    what: str
    when: str
    where: str
    with_whom: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class PlaceShown:
    """A place somebody has in a group, or had in one that was cancelled."""

    id: UUID
    what: str
    when: str
    where: str
    with_whom: str
    cancelled: bool


def own_groups(session: Session, centre: Centre, dossier: Dossier, *, now: datetime, language: str) -> dict[str, Any]:
    """What the own page shows: ``offers``, ``places``, ``waits`` and whether there are ``groups`` to look at."""
    inquiry_id, is_open = dossier.row.id, State(dossier.row.state).open
    found = meetings_for(session, centre, dossier.answers, inquiry_id, now=now) if is_open else []
    talks = talks_waited_for(session, inquiry_id)
    waited = [each.row for each in found if each.waiting and each.waiting.state == WaitingState.WAITING]
    return {
        "offers": offers_for(session, inquiry_id, centre, now, language) if is_open else [],
        "places": places_shown(session, centre, inquiry_id, now=now, language=language),
        "groups": bool(found),
        "waits_for_talk": bool(talks),
        "waits": [talk_waited_for(centre, each, language) for each in talks]
        + [meeting_named(centre, each, language) for each in waited],
    }


def offers_for(session: Session, inquiry_id: UUID, centre: Centre, now: datetime, language: str) -> list[OfferShown]:
    """Everything that is held for somebody who waited, the one that runs out first before the others."""
    times, seats = offered_times(session, inquiry_id, now=now), offered_seats(session, inquiry_id, now=now)
    names = first_names(session, [*times, *(each.meeting for each in seats)])
    shown = [time_offered(centre, each, names, language) for each in times]
    shown += [seat_offered(centre, each.meeting, each.held_until, names, language) for each in seats]
    return sorted(shown, key=lambda each: each.until)


def time_offered(centre: Centre, row: Appointment, names: dict[int, str], language: str) -> OfferShown:
    talk = centre.talk(row.talk)
    return OfferShown(
        id=row.id,
        kind="talk",
        what=talk.name_in(language) if talk else "",
        when=from_to(row.starts_at, row.ends_at, language),
        where=term(Mode(row.mode), language),
        with_whom=names[row.counsellor_id],
        until=row.held_until or row.starts_at,
    )


def seat_offered(
    centre: Centre, row: GroupSession, until: datetime, names: dict[int, str], language: str
) -> OfferShown:
    return OfferShown(
        id=row.id,
        kind="group",
        what=group_name(centre, row, language),
        when=from_to(row.starts_at, row.ends_at, language),
        where=term(Mode(row.mode), language),
        with_whom=names[row.counsellor_id],
        until=until,
    )


def places_shown(
    session: Session, centre: Centre, inquiry_id: UUID, *, now: datetime, language: str
) -> list[PlaceShown]:
    found = own_places(session, inquiry_id, now=now)
    names = first_names(session, [meeting for _, meeting in found])
    return [
        PlaceShown(
            id=meeting.id,
            what=group_name(centre, meeting, language),
            when=from_to(meeting.starts_at, meeting.ends_at, language),
            where=term(Mode(meeting.mode), language),
            with_whom=names[meeting.counsellor_id],
            cancelled=meeting.cancelled,
        )
        for _, meeting in found
    ]


def groups_held(session: Session, centre: Centre, inquiry_id: UUID, language: str) -> list[tuple[str, str]]:
    """Every place and every wait that is stored of somebody, and how it stands: for 'what we hold'."""
    found = [
        (meeting_named(centre, meeting, language), words(PlaceState(place.state), language))
        for place, meeting in every_place(session, inquiry_id)
    ]
    for waiting, meeting in every_wait(session, inquiry_id):
        what = meeting_named(centre, meeting, language) if meeting else talk_waited_for(centre, waiting, language)
        found.append((what, words(WaitingState(waiting.state), language)))
    return found


def group_name(centre: Centre, row: GroupSession, language: str) -> str:
    return centre.offer(row.service).name_in(language)


def talk_waited_for(centre: Centre, row: Waiting, language: str) -> str:
    """'En første samtale: I telefonen'."""
    talk = centre.talk(row.talk)
    said = {"what": talk.name_in(language) if talk else "", "how": term(Mode(row.mode), language)}
    return TEXTS[language].gettext(mark("%(what)s: %(how)s")) % said


def meeting_named(centre: Centre, row: GroupSession, language: str) -> str:
    """'Motivationsgruppen, fredag den 27. november kl. 16.00 til 17.30'."""
    said = {"what": group_name(centre, row, language), "when": from_to(row.starts_at, row.ends_at, language)}
    return TEXTS[language].gettext(mark("%(what)s, %(when)s")) % said


def from_to(begins: datetime, ends: datetime, language: str) -> str:
    """'fredag den 27. november kl. 16.00 til 17.30'."""
    until = spoken_time(ends, language).removeprefix(f"kl.{HARD_SPACE}")
    said = {"day": spoken_day(danish_day(begins), language), "begins": spoken_time(begins, language), "ends": until}
    return TEXTS[language].gettext(FROM_TO) % said
