"""The queue's rows, made ready: a template only writes them down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from uuid import UUID

from app.dossier import opened
from app.models import Inquiry, Staff
from app.rules.answers import Answers, Channel, Rung, State
from app.rules.clocks import Clock, day_number, nearest_due
from app.rules.danish_days import danish_day
from app.rules.urgency import SOON_DAYS, Urgency, assess
from app.triage.sentences import Sentence, sentence
from app.vault.cases import OpenCase
from app.web.language import TEXTS, mark
from app.web.step_words import at_the_front
from app.web.told import about
from app.web.words import short_day, words

BAR = 88  # the bar's whole width
LEVELS = {Urgency.ACUTE: "acute", Urgency.SOON: "soon", Urgency.ROUTINE: "routine"}
URGENCIES = {Urgency.ACUTE: mark("Akut"), Urgency.SOON: mark("Snart"), Urgency.ROUTINE: mark("Almindelig")}


@dataclass(frozen=True)
class TimeLeft:
    """How long is left of the nearest promise, in words and as a bar of 0 to ``BAR``."""

    text: str
    until: str
    width: int = 0
    level: str = "routine"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One inquiry in the queue, as it is read at a glance."""

    id: UUID
    reference: str
    level: str
    urgency: str
    why: Sentence
    about: str
    left: TimeLeft
    state: str
    channel: str
    age: str
    contact_person: str
    mine: bool
    takable: bool
    unread: bool


def rows(
    listed: Iterable[tuple[Inquiry, str | None]],
    cases: dict[UUID, OpenCase],
    waits: dict[UUID, datetime],
    *,
    staff: Staff,
    now: datetime,
    language: str,
) -> list[Row]:
    """Every row that still has its key. One that was forgotten a moment ago is not there."""
    return [
        row_of(inquiry, name, cases[inquiry.id], waits.get(inquiry.id), staff=staff, now=now, language=language)
        for inquiry, name in listed
        if inquiry.id in cases
    ]


def row_of(
    inquiry: Inquiry,
    name: str | None,
    case: OpenCase,
    waits_since: datetime | None,
    *,
    staff: Staff,
    now: datetime,
    language: str,
) -> Row:
    dossier, today = opened(inquiry, case), danish_day(now)
    waiting_day = danish_day(waits_since) if waits_since else None
    is_open = inquiry.state != State.CLOSED
    promises = dossier.promises if is_open else ()
    found = assess(dossier.answers, promised=promises, today=today, last_citizen_activity=waiting_day)
    return Row(
        id=inquiry.id,
        reference=inquiry.reference,
        level=LEVELS[found.urgency],
        urgency=urgency_word(found.urgency, language),
        why=sentence(
            dossier.answers, found, promises, waits_since if is_open else None, today=today, now=now, language=language
        ),
        about=who_and_what(dossier.answers, language),
        left=time_left(promises, today, found.urgency, language) if is_open else kept_until(inquiry, language),
        state=words(State(inquiry.state), language),
        channel=words(Channel(inquiry.channel), language).lower(),
        age=age(danish_day(inquiry.received_at), today, language),
        contact_person=name.split()[0] if name else "",
        mine=inquiry.assigned_to == staff.id,
        takable=is_open and inquiry.assigned_to is None,
        unread=inquiry.unread_by_staff and inquiry.assigned_to == staff.id,
    )


@cache
def urgency_word(urgency: Urgency, language: str) -> str:
    return TEXTS[language].gettext(URGENCIES[urgency])


def who_and_what(answers: Answers, language: str) -> str:
    """'Mig selv · alkohol, anonym'."""
    named = mark("%(about)s, med navn") if answers.contact.rung is Rung.NAME else mark("%(about)s, anonym")
    return TEXTS[language].gettext(named) % {"about": about(answers, language)}


def kept_until(inquiry: Inquiry, language: str) -> TimeLeft:
    """For one that has ended: when it ended, and when it is forgotten."""
    if inquiry.closed_on is None or inquiry.forget_on is None:
        return TimeLeft("", "")
    gone = TEXTS[language].gettext(mark("slettes %(day)s")) % {"day": short_day(inquiry.forget_on, language)}
    return TimeLeft(at_the_front(short_day(inquiry.closed_on, language)), gone)


def time_left(promises: tuple[Clock, ...], today: date, urgency: Urgency, language: str) -> TimeLeft:
    """The nearest of the centre's own promises that still runs."""
    texts, clock = TEXTS[language], nearest_due(promises, today)
    number = day_number(clock, today) if clock else None
    if urgency is Urgency.ACUTE:  # a promise's day beside it would say that there is time
        return TimeLeft(texts.gettext(mark("Svar nu")), "", BAR, "acute")
    if clock is None or clock.due_on is None or number is None:
        return TimeLeft(texts.gettext(mark("Ingen frist")), "")
    left = number.of - number.day
    if left < 0:
        text = texts.ngettext("%(n)s dag over", "%(n)s dage over", -left) % {"n": -left}
    elif left == 0:
        text = texts.gettext(mark("I dag"))
    else:
        text = texts.ngettext("%(n)s dag", "%(n)s dage", left) % {"n": left}
    used = min(max(number.day, 0), number.of)
    width = max(4, BAR * used // number.of) if number.of else BAR
    level = "acute" if left < 0 else "soon" if left <= SOON_DAYS else "routine"
    return TimeLeft(text, due_day(clock.due_on, language), width, level)


@lru_cache(512)
def due_day(day: date, language: str) -> str:
    """Kept, because a queue's rows share their days."""
    return TEXTS[language].gettext(mark("senest %(day)s")) % {"day": short_day(day, language)}


@lru_cache(512)
def age(received_on: date, today: date, language: str) -> str:
    """Since which day we have had it."""
    texts, days = TEXTS[language], (today - received_on).days
    if days <= 0:
        return texts.gettext(mark("i dag"))
    if days == 1:
        return texts.gettext(mark("i går"))
    return texts.ngettext("for %(n)s dag siden", "for %(n)s dage siden", days) % {"n": days}
