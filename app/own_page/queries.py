"""'Det ved vi om dig': everything we hold of one inquiry, in plain words, and who has seen it (N12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import timeline
from app.appointments.own import OwnRequest, OwnTime, every_time, open_asked
from app.correspondence import messages_of
from app.dossier import Dossier
from app.models import Event, Message
from app.own_view import Person, people_in
from app.portal import Portal
from app.rules.answers import State
from app.rules.centre_policy import CentrePolicy
from app.rules.questions import BEFORE_CONTACT, Step
from app.rules.retention import abandoned_on, forget_on
from app.rules.triage import Role
from app.timeline import What
from app.web.coarse_times import coarse_part
from app.web.language import TEXTS, mark
from app.web.own_forms import forms_held
from app.web.own_groups import groups_held
from app.web.step_words import SOMEBODY, at_the_front
from app.web.told import Told, told
from app.web.words import words

OPENINGS = (
    What.OPENED,
    What.OPENED_WITH_REASON,
    What.PROPOSAL_OPENED,
    What.LETTER_OPENED,
    What.ANSWERS_OPENED,
    What.ANSWERS_EXPORTED,
    What.NUMBER_SHOWN,
    What.REGISTERED,
    What.CITIZEN_SIGNED_IN,
)
YOUR_CODE = mark("Din kode")
NUMBER_SHOWN = mark("%(who)s, så dit nummer uden for dine tider")


@dataclass(frozen=True)
class Opening:
    """Somebody saw it: who, with their role, and in which part of which day."""

    who: str
    when: str


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """How long it is kept: a day when that is known, else how many months after what."""

    forget_on: date | None
    closes_on: date | None
    retention_months: int
    abandoned_months: int


@dataclass(frozen=True, kw_only=True)
class Held:
    answers: list[Told]
    about_you: list[Told]
    messages_from_you: int
    messages_from_us: int
    times: list[OwnTime]
    asked: tuple[OwnRequest, ...]
    groups: list[tuple[str, str]]
    forms: list[tuple[str, str]]
    openings: list[Opening]
    keeping: Keeping
    centre: str


def has_new_answers(session: Session, inquiry_id: UUID) -> bool:
    unseen = exists().where(Message.inquiry_id == inquiry_id, Message.staff_id.is_not(None), Message.read.is_(False))
    return bool(session.scalar(select(unseen)))


def what_we_hold(session: Session, portal: Portal, dossier: Dossier, *, now: datetime, language: str) -> Held:
    answers, catalogue = dossier.answers, portal.catalogue
    asked = (Step.FOR_WHOM, Step.PLACE, Step.CENTRE, *BEFORE_CONTACT[answers.for_whom])
    card = (Step.CARD,) if dossier.contact.safe.phone else ()
    events = timeline.events_of(session, dossier.row.id)
    messages = messages_of(session, dossier.case)
    from_us = sum(1 for message in messages if message.author)
    centre = catalogue.centres[dossier.row.centre]
    return Held(
        answers=told(answers, asked, catalogue, language),
        about_you=told(answers, (Step.NICKNAME, Step.SAFE, *card, Step.NAME), catalogue, language),
        messages_from_you=len(messages) - from_us + bool(answers.own_words),  # what came first stands among them
        messages_from_us=from_us,
        times=every_time(session, dossier.case),
        asked=tuple(open_asked(session, dossier.case, now=now)),
        groups=groups_held(session, centre, dossier.row.id, language),
        forms=forms_held(session, portal, dossier, now=now, language=language),
        openings=list(openings(events, people_in(session, events), now, language)),
        keeping=keeping(dossier, centre.policy),
        centre=centre.name,
    )


def openings(events: list[Event], people: dict[UUID, Person], now: datetime, language: str) -> Iterator[Opening]:
    """Who has opened it, the latest first. Twice in the same part of a day is told once."""
    seen = set()
    for event in reversed(events):
        if event.what in OPENINGS:
            when = at_the_front(coarse_part(event.happened_at, now, language))
            who = opened_by(event, people, language)
            if event.what == What.NUMBER_SHOWN:
                who = TEXTS[language].gettext(NUMBER_SHOWN) % {"who": who}
            opening = Opening(who, when)
            if opening not in seen:
                seen.add(opening)
                yield opening


def opened_by(event: Event, people: dict[UUID, Person], language: str) -> str:
    """'Mette, rådgiver', or the code, which is shown as well: a use that was not one's own must be seen."""
    texts = TEXTS[language]
    if event.staff_id is None:
        return texts.gettext(YOUR_CODE)
    person = people.get(event.staff_id)
    if person is None:
        return texts.gettext(SOMEBODY)
    role = words(Role(person.role), language).lower()
    return texts.gettext(mark("%(name)s, %(role)s")) % {"name": person.first_name, "role": role}


def keeping(dossier: Dossier, policy: CentrePolicy) -> Keeping:
    row = dossier.row
    closed_on = row.closed_on if not State(row.state).open else None
    return Keeping(
        forget_on=row.forget_on or (forget_on(closed_on, policy) if closed_on else None),
        closes_on=None if closed_on else abandoned_on(row.citizen_active_on, policy),
        retention_months=policy.retention_months,
        abandoned_months=policy.abandoned_months,
    )
