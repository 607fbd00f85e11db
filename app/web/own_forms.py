"""A citizen's questionnaires in a line or two: on their own page, on the page with the code, and among what we hold."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.answer_sets import SetCounts, counts, sets_of
from app.dossier import Dossier
from app.instruments.library import Instrument
from app.portal import Portal
from app.questionnaires_in_use import by_version, offered
from app.rules.answers import State
from app.rules.own_deeds import obstacle_to_answer
from app.web.answer_words import say
from app.web.language import TEXTS, mark
from app.web.words import spoken_moment

SENT, NOT_SENT = mark("Sendt %(when)s"), mark("Ikke sendt. Ingen har læst det")


@dataclass(frozen=True)
class OwnForms:
    """How many there are of each, and how long those that may be filled in take."""

    counts: SetCounts
    minutes: int

    @property
    def any(self) -> bool:
        return bool(self.counts.begun or self.counts.sent or self.minutes)


def may_fill_in(session: Session, portal: Portal, dossier: Dossier) -> list[Instrument]:
    """What may be asked of this person. Where the words are still missing, nobody is asked."""
    answers = dossier.answers
    if answers.hypothetical or obstacle_to_answer(state=State(dossier.row.state)):
        return []
    found = offered(session, portal, dossier.row.centre, answers.for_whom, answers.age)
    return [each for each in found if not each.needs_text]


def own_forms(session: Session, portal: Portal, dossier: Dossier) -> OwnForms:
    minutes = sum(each.minutes for each in may_fill_in(session, portal, dossier))
    return OwnForms(counts(session, dossier.row.id), minutes)


def forms_held(
    session: Session, portal: Portal, dossier: Dossier, *, now: datetime, language: str
) -> list[tuple[str, str]]:
    """Every questionnaire we hold answers to, and since when."""
    _ = TEXTS[language].gettext
    held = []
    for each in sets_of(session, dossier.case):
        if each.row.staff_id and not each.sent:  # a counsellor's own writing, not sent yet
            continue
        instrument = by_version(session, portal, each.filling.version)
        title = say(instrument.form.title, language) if instrument else ""
        when = spoken_moment(each.row.sent_at, now, language) if each.row.sent_at else ""
        held.append((title or _(mark("Spørgeskema")), _(SENT) % {"when": when} if when else _(NOT_SENT)))
    return held
