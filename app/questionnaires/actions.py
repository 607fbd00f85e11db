"""What a citizen does with a questionnaire: begins it, answers, sends, and decides what may leave."""

from dataclasses import replace
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from app import timeline
from app.answer_sets import OpenSet, begin, keep, mark_sent, sets_of
from app.dossier import Dossier, keep_answers, keep_urgency
from app.instruments.library import Instrument
from app.known_sets import KnownSet, known_sets
from app.portal import Portal
from app.questionnaires_in_use import keep_version
from app.rules.answers import State
from app.rules.branching import prefilled
from app.rules.comparing import equal
from app.rules.danish_days import danish_day
from app.rules.filling import Filling, Provenance, Told
from app.rules.flags import Flag
from app.rules.obstacle import Obstacle, require
from app.rules.own_deeds import obstacle_to_answer
from app.rules.questionnaire import Answers, Questionnaire
from app.rules.scoring import standing_flags
from app.timeline import Actor, What
from app.vault.cases import OpenCase
from app.web.own_forms import may_fill_in
from app.web.words import WORDS


class Kept(Enum):
    """What became of an answer."""

    STORED = auto()
    CLASHES = auto()  # another device has told something else here
    TOO_LATE = auto()  # the questionnaire was sent meanwhile
    CLOSED = auto()  # nobody reads it any more
    NOT_ASKED = auto()  # stored, but another answer has taken the question away


def start(
    session: Session, portal: Portal, dossier: Dossier, key: str, *, earlier: KnownSet | None, now: datetime
) -> OpenSet:
    """Begin a form, or go on with the one that is begun: pressed twice, there is one. The inquiry's row is held.

    ``earlier``: answers that the citizen wants to begin with (D2).
    """
    require(obstacle_to_answer(state=State(dossier.row.state)))
    instrument = next((each for each in may_fill_in(session, portal, dossier) if each.key == key), None)
    if instrument is None:
        require(Obstacle.NOT_ASKED_OF_YOU)
    assert instrument is not None
    for each in sets_of(session, dossier.case):
        if each.filling.key == key and not each.sent and each.row.staff_id is None:
            return each
    keep_version(session, instrument, now)
    form = instrument.form
    answers = {**prefilled(form), **(carried(form, earlier.filling) if earlier else {})}
    filling = Filling(key=key, version=form.version, provenance=Provenance.SELF, answers=answers)
    return begin(session, dossier.case, filling, now=now)


def carried(form: Questionnaire, earlier: Filling) -> Answers:
    """What of earlier answers the form still takes: the same question, and a choice that is still there."""
    asked = {link_id: item for link_id, item in form.by_id.items() if item.kind.asks and not item.read_only}
    return {
        link_id: values
        for link_id, values in earlier.answers.items()
        if (item := asked.get(link_id))
        and (not item.options or all(any(equal(each.value, value) for each in item.options) for value in values))
    }


def answer(
    own: KnownSet, case: OpenCase, state: State, link_id: str, told: Told, *, seen: int, mine: bool
) -> tuple[Kept, KnownSet]:
    """Keep one answer, and give the set as it is then. The set's row is held, so two devices come here one after the
    other, and the second learns what the first has told. ``mine``: the citizen has seen both."""
    row, filling = own.set.row, own.filling
    if own.set.sent:
        return Kept.TOO_LATE, own
    if obstacle_to_answer(state=state):
        return Kept.CLOSED, own
    if not mine and filling.clashes(link_id, told, seen=seen):
        return Kept.CLASHES, own
    asked = link_id in own.pages.asked
    if filling.told(link_id) != told:
        filling = filling.with_told(link_id, told, revision=row.revision + 1)
        keep(case, row, filling)
    return Kept.STORED if asked else Kept.NOT_ASKED, KnownSet(OpenSet(row, filling), own.instrument)


def send(session: Session, portal: Portal, dossier: Dossier, own: KnownSet, *, may_export: bool, now: datetime) -> None:
    """Send it to whoever reads the inquiry, once. What it says that staff must see at once raises the urgency."""
    if own.set.sent:
        return
    require(obstacle_to_answer(state=State(dossier.row.state)))
    row, case = own.set.row, dossier.case
    keep(case, row, replace(own.filling, may_export=may_export))
    mark_sent(row, now=now)
    session.flush()
    told(session, What.ANSWERS_SENT, dossier, now=now)
    if may_export:
        told(session, What.EXPORT_ALLOWED, dossier, now=now)
    dossier.row.unread_by_staff = True
    dossier.row.citizen_active_on = danish_day(now)
    raise_flags(session, portal, dossier, now=now)


def raise_flags(session: Session, portal: Portal, dossier: Dossier, *, now: datetime) -> None:
    """Let the inquiry stand where its questionnaires say. What is new is told in the timeline, under seal."""
    sets = [each for each in known_sets(session, portal, dossier.case) if each.set.sent]
    sets.sort(key=lambda each: each.set.row.sent_at or now)
    standing = standing_flags((each.instrument.form, each.instrument.flags, each.filling.answers) for each in sets)
    before = dossier.answers.flags
    if standing == before:
        return
    row, answers = dossier.row, replace(dossier.answers, flags=standing)
    keep_answers(row, dossier.case, answers)
    urgency = row.urgency
    keep_urgency(row, answers, today=danish_day(now))
    if set(before) <= set(standing):  # somebody may have said before that it is urgent: that is not taken back here
        row.urgency = min(row.urgency, urgency)
    for flag in standing:
        if flag not in before:
            told(session, What.FLAG_RAISED, dossier, now=now, flag=flag)


def allow_export(session: Session, dossier: Dossier, own: KnownSet, may: bool, *, now: datetime) -> None:
    """Say yes or no to letting these answers leave as a file. The row must be held."""
    if own.filling.may_export is may or not own.set.sent:
        return
    keep(dossier.case, own.set.row, replace(own.filling, may_export=may))
    told(session, What.EXPORT_ALLOWED if may else What.EXPORT_ENDED, dossier, now=now)


def drop(session: Session, own: KnownSet) -> None:
    """Take away what was begun and never sent."""
    if not own.set.sent:
        session.delete(own.set.row)


def told(session: Session, what: What, dossier: Dossier, *, now: datetime, flag: Flag | None = None) -> None:
    reason = WORDS[Flag, flag] if flag else None
    timeline.record(
        session,
        what,
        now=now,
        inquiry_id=dossier.row.id,
        actor=Actor.CITIZEN,
        reason=reason,
        case=dossier.case if reason else None,
    )


def may_be_reused(instrument: Instrument) -> bool:
    """Whether earlier answers help: what is counted is asked afresh, or the count would only repeat itself."""
    return not instrument.scores
