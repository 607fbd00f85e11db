"""The inquiry page, made ready: the citizen's own words first, then facts, clocks, contact and what may be done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.catalogue import Catalogue
from app.correspondence import Written
from app.models import Staff
from app.rules.answers import Answers, Channel, ForWhom, State
from app.rules.clocks import Clock
from app.rules.danish_days import danish_day
from app.rules.filling import Provenance
from app.rules.questions import Step
from app.rules.triage import (
    Role,
    obstacle_to_claim,
    obstacle_to_close,
    obstacle_to_hand_on,
    obstacle_to_note,
    obstacle_to_release,
    obstacle_to_reply,
)
from app.rules.urgency import assess
from app.triage.actions import Opened
from app.triage.history import deeds, openings
from app.triage.rows import LEVELS, urgency_word
from app.triage.safe_contact import card
from app.triage.times import meetings, wishes
from app.web.answer_summary import summary
from app.web.answer_words import say
from app.web.clock_words import clock_words_for_staff
from app.web.language import TEXTS, mark
from app.web.offers import offers_for_staff
from app.web.told import about, value_of
from app.web.words import spoken_moment, words

# What the desk calls the citizen's answers.
FACTS = {
    Step.PLACE: mark("Bor i"),
    Step.RELATION: mark("Den anden er"),
    Step.WORKPLACE: mark("Spørger fra"),
    Step.SUBSTANCE: mark("Handler om"),
    Step.WISH: mark("Ønsker"),
    Step.AGE: mark("Alder"),
    Step.DANGER: mark("Fare lige nu"),
    Step.HOME: mark("I hjemmet"),
}
ONLY_FOR = {Step.RELATION: ForWhom.RELATIVE, Step.WORKPLACE: ForWhom.PROFESSIONAL}
NOT_FOR = {Step.WISH: ForWhom.PROFESSIONAL}


@dataclass(frozen=True)
class Fact:
    label: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class Line:
    """A message or note as it is shown."""

    who: str
    when: str
    text: str = field(repr=False)
    ours: bool
    read: bool


@dataclass(frozen=True, kw_only=True)
class May:
    """What this person may do with this inquiry now."""

    claim: bool
    release: bool
    hand_on: bool
    reply: bool
    note: bool
    clarify: bool
    close: bool


def case_page(opened: Opened, catalogue: Catalogue, staff: Staff, *, now: datetime, language: str) -> dict[str, Any]:
    """Everything the page shows, in words."""
    dossier, row, answers = opened.dossier, opened.dossier.row, opened.dossier.answers
    state, today, centre = State(row.state), danish_day(now), catalogue.centres[row.centre]
    promises = [clock for clock in dossier.promises if state.open]
    found = assess(answers, promised=tuple(promises), today=today)
    return {
        "row": row,
        "mine": row.assigned_to == staff.id,
        "level": LEVELS[found.urgency],
        "urgency": urgency_word(found.urgency, language),
        "called": called(answers, language),
        "name": dossier.called or "",
        "about": about(answers, language),
        "state": words(state, language),
        "open": state.open,
        "own_words": answers.own_words or "",
        "topics": [words(topic, language) for topic in answers.topics],
        "facts": list(facts(answers, catalogue, language)),
        "card": card(answers.contact.safe, number_shown=opened.number_shown, now=now, language=language),
        "clocks": [clock_words_for_staff(each, today=today, language=language) for each in running(promises)],
        "contact_person": opened.names.get(row.assigned_to, "") if row.assigned_to else "",
        "messages": [line(each, dossier.called, now, language) for each in opened.messages],
        "notes": [line(each, None, now, language) for each in opened.notes],
        "deeds": deeds(
            opened.events, opened.names, dossier.case, channel=Channel(row.channel), now=now, language=language
        ),
        "openings": openings(opened.events, opened.names, now, language),
        "offers": offers_for_staff(catalogue, centre, answers, language),
        "meetings": meetings(opened.times, centre, now=now, language=language),
        "wishes": wishes(opened.times, now=now, language=language),
        "forms": summary(opened.sets, opened.names, now=now, language=language),
        "fillable": [(each.key, say(each.form.title, language)) for each in opened.fillable],
        "ways": [(each.value, words(each, language)) for each in (Provenance.COUNTER, Provenance.INTERVIEW)],
        "may": may(staff, row.assigned_to, state),
    }


def called(answers: Answers, language: str) -> str:
    """'Anonym, kalder sig Skipper', or the name."""
    _ = TEXTS[language].gettext
    if answers.contact.name:
        return answers.contact.name
    if answers.contact.nickname:
        return _(mark("Anonym, kalder sig %(name)s")) % {"name": answers.contact.nickname}
    return _(mark("Anonym"))


def facts(answers: Answers, catalogue: Catalogue, language: str) -> Iterator[Fact]:
    """What was told, by question. '' where nothing was, which counts against nobody."""
    _ = TEXTS[language].gettext
    for step, label in FACTS.items():
        asked = ONLY_FOR.get(step, answers.for_whom) is answers.for_whom and NOT_FOR.get(step) is not answers.for_whom
        if asked and step is Step.HOME:
            yield Fact(_(label), ". ".join(words(each, language) for each in answers.home))
        elif asked:
            yield Fact(_(label), value_of(step, answers, catalogue, language))
    if answers.hypothetical:
        yield Fact(_(mark("Spørger")), _(mark("Uden at sige, hvem det handler om. Der løber ingen frister.")))


def running(promises: list[Clock]) -> list[Clock]:
    return [clock for clock in promises if clock.running]


def line(written: Written, citizen: str | None, now: datetime, language: str) -> Line:
    who = written.first_name or citizen or TEXTS[language].gettext(mark("Borgeren"))
    return Line(
        who, spoken_moment(written.written_at, now, language), written.text, written.author is not None, written.read
    )


def may(staff: Staff, assigned_to: Any, state: State) -> May:
    """The same rules that the deeds themselves ask, so that no button leads to a no."""
    who: dict[str, Any] = {
        "role": Role(staff.role),
        "assigned_to": assigned_to,
        "staff_id": staff.id,
        "state": state,
    }
    return May(
        claim=assigned_to is None and obstacle_to_claim(**who) is None,
        release=obstacle_to_release(**who) is None,
        hand_on=obstacle_to_hand_on(**who) is None,
        reply=obstacle_to_reply(**who) is None,
        note=obstacle_to_note(**who) is None,
        clarify=state in (State.RECEIVED, State.CLAIMED) and obstacle_to_note(**who) is None,
        close=obstacle_to_close(**who) is None,
    )
