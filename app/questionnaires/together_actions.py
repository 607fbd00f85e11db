"""What a counsellor writes down: a questionnaire filled in with the citizen, or something beside what they told.

Nobody's answers are written over: both are sets of their own, with who and how.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app import timeline
from app.answer_sets import OpenSet, begin, keep, mark_sent, sets_of
from app.dossier import Dossier
from app.instruments.library import Instrument
from app.known_sets import KnownSet
from app.models import Staff
from app.portal import Portal
from app.questionnaires.actions import raise_flags
from app.questionnaires_in_use import keep_version
from app.rules.branching import prefilled
from app.rules.filling import Filling, Provenance, Told
from app.timeline import What


def begin_together(
    session: Session, dossier: Dossier, staff: Staff, instrument: Instrument, how: Provenance, *, now: datetime
) -> OpenSet:
    """Begin to fill one in with the citizen, or go on with the one this person has begun."""
    for each in sets_of(session, dossier.case):
        if each.row.staff_id == staff.id and not each.sent and each.filling.version == instrument.form.version:
            return each
    form = instrument.form
    keep_version(session, instrument, now)
    filling = Filling(key=form.key, version=form.version, provenance=how, answers=prefilled(form))
    return begin(session, dossier.case, filling, now=now, staff_id=staff.id)


def write_answer(dossier: Dossier, own: KnownSet, link_id: str, told: Told) -> None:
    """Keep one answer of a set that is being filled in together."""
    row = own.set.row
    if not own.set.sent and own.filling.told(link_id) != told:
        keep(dossier.case, row, own.filling.with_told(link_id, told, revision=row.revision + 1))


def finish(session: Session, portal: Portal, dossier: Dossier, staff: Staff, own: KnownSet, *, now: datetime) -> None:
    """From now on it is read. What it says that must be seen at once raises the urgency."""
    if own.set.sent:
        return
    mark_sent(own.set.row, now=now)
    session.flush()
    timeline.record(session, What.ANSWERS_ADDED, now=now, inquiry_id=dossier.row.id, staff_id=staff.id)
    raise_flags(session, portal, dossier, now=now)


def write_beside(
    session: Session,
    portal: Portal,
    dossier: Dossier,
    staff: Staff,
    base: KnownSet,
    link_id: str,
    told: Told,
    *,
    now: datetime,
) -> None:
    """Add to what was told at one question. Each person's additions to a set are one set of their own."""
    own = next(
        (
            each
            for each in sets_of(session, dossier.case)
            if each.row.beside_id == base.set.row.id and is_by(each, staff)
        ),
        None,
    )
    if own is None:
        filling = Filling(key=base.filling.key, version=base.filling.version, provenance=Provenance.INTERVIEW)
        own = begin(session, dossier.case, filling, now=now, staff_id=staff.id, beside_id=base.set.row.id)
    keep(dossier.case, own.row, own.filling.with_told(link_id, told, revision=own.row.revision + 1))
    mark_sent(own.row, now=now)
    session.flush()
    timeline.record(session, What.ANSWERS_ADDED, now=now, inquiry_id=dossier.row.id, staff_id=staff.id)
    raise_flags(session, portal, dossier, now=now)


def is_by(one: OpenSet, staff: Staff) -> bool:
    return one.row.staff_id == staff.id
