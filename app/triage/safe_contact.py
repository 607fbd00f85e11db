"""How a citizen may be reached right now, in the words of the card they filled in themselves (N4).

The number stands on the screen only in the hours they chose. Whoever must call outside them says why first.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.rules.answers import ContactTime, SafeContact
from app.rules.danish_days import danish_day, danish_moment, part_of_day
from app.rules.plain_text import phone_shown
from app.web.language import TEXTS, mark
from app.web.words import clock_time, spoken_day, words

NOTHING_AGREED = mark("Intet er aftalt. Sig ikke, hvor du ringer fra.")
HOURS_AHEAD = 48


@dataclass(frozen=True, kw_only=True)
class Card:
    """The card as the desk reads it. ``phone`` is empty while it must not be called."""

    now_you_may: tuple[str, ...]
    phone: str = field(default="", repr=False)
    hidden: bool = False
    call_now: bool = False
    times: str = ""
    email: str = field(default="", repr=False)
    another_answers: str = ""
    voicemail: str = ""
    code_word: str = field(default="", repr=False)


def card(safe: SafeContact, *, number_shown: bool, now: datetime, language: str) -> Card:
    """What is allowed now, and how. ``number_shown``: a reason was given for calling outside the hours."""
    _ = TEXTS[language].gettext
    write_here = _(mark("Skrive her på siden"))
    email = safe.email or ""
    if not safe.phone:
        return Card(now_you_may=(write_here, *_mail(safe, language)), email=email)
    may_call = callable_now(safe.times, now)
    shown = phone_shown(safe.phone) if may_call or number_shown else ""
    ring = (_(mark("Ringe på %(phone)s")) % {"phone": shown},) if may_call else ()
    return Card(
        now_you_may=(*ring, write_here, *_mail(safe, language)),
        phone=shown,
        hidden=not shown,
        call_now=may_call,
        times=_times(safe.times, may_call, now, language),
        another_answers=words(safe.if_another_answers, language) if safe.if_another_answers else _(NOTHING_AGREED),
        voicemail=_(mark("Du må gerne lægge en besked")) if safe.may_leave_message else _(mark("Læg ikke besked")),
        code_word=safe.code_word or "",
        email=email,
    )


def callable_now(times: tuple[ContactTime, ...], now: datetime) -> bool:
    """Whether a call is safe now. Who chose no hours may be called in any of them, and never at night."""
    part = part_of_day(now)
    return part is not None and (not times or part in times)


def next_call(times: tuple[ContactTime, ...], now: datetime) -> datetime:
    """When a call is safe again: every choice begins on the hour."""
    hour = danish_moment(now).replace(minute=0, second=0, microsecond=0)
    ahead = (hour + timedelta(hours=each) for each in range(1, HOURS_AHEAD))
    return next(moment for moment in ahead if callable_now(times, moment))


def _mail(safe: SafeContact, language: str) -> tuple[str, ...]:
    return (TEXTS[language].gettext(mark("Skrive en neutral e-mail")),) if safe.email else ()


def _times(times: tuple[ContactTime, ...], may_call: bool, now: datetime, language: str) -> str:
    """'Formiddag, 8 til 12. Næste gang i morgen kl. 8.'"""
    _ = TEXTS[language].gettext
    chosen = ". ".join(words(each, language) for each in times) or _(mark("Mellem kl.\u00a08 og 20"))
    if may_call:
        return f"{chosen}."
    again = next_call(times, now)
    return f"{chosen}. {_when(again, now, language)}"


def _when(again: datetime, now: datetime, language: str) -> str:
    _ = TEXTS[language].gettext
    at, day, today = clock_time(again, language), danish_day(again), danish_day(now)
    if day == today:
        return _(mark("Næste gang i dag kl.\u00a0%(time)s.")) % {"time": at}
    if day == today + timedelta(days=1):
        return _(mark("Næste gang i morgen kl.\u00a0%(time)s.")) % {"time": at}
    return _(mark("Næste gang %(day)s kl.\u00a0%(time)s.")) % {"day": spoken_day(day, language), "time": at}
