"""What the desk is told when times run short: what is wrong, why, and what helps. What is alike is said once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID

from app.booking.promise_words import AUDIENCES, MARKS, said
from app.models import OfferAlarm
from app.rules.answers import ForWhom
from app.rules.promise_watch import Cause, Level, Remedy
from app.rules.services import Mode
from app.web.language import mark
from app.web.service_terms import MODES
from app.web.words import spoken_day

CAUSES = {
    Cause.NOTHING_OPEN: mark("Der er ikke åbnet tider til det."),
    Cause.CLOSED_DAYS: mark("Der er lukkede dage i den uge."),
    Cause.ABSENCE: mark("En rådgiver er væk i den uge."),
    Cause.GROWTH: mark("Tiderne er taget. Der kommer flere, end der er tider til."),
}
REMEDIES = {
    Remedy.PHONE: mark("Tilbyd en samtale i telefonen. Dér er der tider nok."),
    Remedy.DROP_IN: mark("Vis hen til åben rådgivning. Den har åbent i den uge."),
    Remedy.EXTRA_TIMES: mark("Åbn flere tider i den uge."),
    Remedy.ANOTHER_CENTRE: mark("Tilbyd en tid på et andet center."),
}
WHAT = {
    Level.RED: mark("Den, der skriver %(day)s, får ingen tid inden for en uge."),
    Level.AMBER: mark("Den, der skriver %(day)s, har få tider at vælge mellem."),
}


@dataclass(frozen=True, kw_only=True)
class AlarmShown:
    """Alarms that say the same of several ways of meeting. ``about`` has a line for each kind of person."""

    ids: tuple[int, ...]
    mark: str
    about: tuple[str, ...]
    what: str
    why: str
    remedy: str
    since: datetime
    seen_by: str


def alarms_said(alarms: Iterable[OfferAlarm], names: Mapping[UUID, str], language: str) -> list[AlarmShown]:
    """The worst first, and then those that begin soonest."""
    levels = list(Level)
    ordered = sorted(alarms, key=lambda each: (-levels.index(Level(each.level)), each.first_day, alike(each), each.id))
    return [alarm_said(list(group), names, language) for _, group in groupby(ordered, key=alike)]


def alike(alarm: OfferAlarm) -> tuple[str, ...]:
    return (alarm.level, alarm.first_day.isoformat(), alarm.cause, alarm.remedy, str(alarm.seen_by))


def alarm_said(group: list[OfferAlarm], names: Mapping[UUID, str], language: str) -> AlarmShown:
    first = group[0]
    level = Level(first.level)
    return AlarmShown(
        ids=tuple(each.id for each in group),
        mark=MARKS[level],
        about=tuple(about(group, language)),
        what=said(WHAT[level], language) % {"day": spoken_day(first.first_day, language)},
        why=said(CAUSES[Cause(first.cause)], language),
        remedy=said(REMEDIES[Remedy(first.remedy)], language),
        since=min(each.opened_at for each in group),
        seen_by=names.get(first.seen_by, "") if first.seen_by else "",
    )


def about(group: Iterable[OfferAlarm], language: str) -> Iterable[str]:
    """'Borgere: Hos os, I telefonen'."""
    ways: dict[str, list[str]] = {}
    for each in group:
        ways.setdefault(each.audience, []).append(said(MODES[Mode(each.mode)], language))
    return (f"{said(AUDIENCES[ForWhom(who)], language)}: {', '.join(modes)}" for who, modes in ways.items())
