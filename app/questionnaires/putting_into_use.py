"""A leader reads a questionnaire from a file, puts it into use for some people, and takes it out again (A2)."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.database import one_at_a_time
from app.instruments.importing import import_questionnaire, version_of
from app.instruments.library import Instrument
from app.instruments.official import with_official_text
from app.instruments.report import Finding
from app.instruments.texts import FIRST_LANGUAGE
from app.models import FormUse, Staff
from app.portal import Portal
from app.questionnaires_in_use import by_version, keep_version
from app.rules.answers import AgeBand, ForWhom
from app.rules.danish_days import danish_day
from app.rules.form_use import minutes_to_fill_in, obstacle_to_choose_forms
from app.rules.obstacle import require
from app.rules.questionnaire import Questionnaire
from app.rules.triage import Role
from app.timeline import What

OWN_KEY = "egen_"  # before the name of a file's questionnaire that is called as one of ours
LONGEST_KEY = 80
CHOICE_LOCK = 7


@dataclass(frozen=True)
class Read:
    """What became of a file. Without an ``instrument`` it was refused; ``findings`` say why, and all else."""

    instrument: Instrument | None
    findings: tuple[Finding, ...]


def read_file(session: Session, portal: Portal, staff: Staff, content: bytes, *, words_for: str, now: datetime) -> Read:
    """Read a file and keep its words. ``words_for``: the questionnaire of ours whose official text it is, or ''.

    Raises ``NotAllowed`` for others than leaders.
    """
    require(obstacle_to_choose_forms(role=Role(staff.role)))
    imported = import_questionnaire(content)
    if imported.form is None:
        return Read(None, imported.findings)
    found = made(portal, imported.form, words_for=words_for, now=now)
    if isinstance(found, Finding):
        return Read(None, (*imported.findings, found))
    keep_version(session, found, now)
    timeline.record(session, What.FORM_IMPORTED, now=now, staff_id=staff.id)
    return Read(found, imported.findings)


def made(portal: Portal, form: Questionnaire, *, words_for: str, now: datetime) -> Instrument | Finding:
    """The instrument that a file's form is, or a ``Finding`` that says why it is none."""
    ours = portal.library.get(words_for)
    if ours is not None:
        return with_official_text(ours, form)
    if form.key in portal.library:  # it must not take the place of one of ours, which is counted and has flags
        form = replace(form, key=f"{OWN_KEY}{form.key}"[:LONGEST_KEY])
        form = replace(form, version=version_of(form))
    language = FIRST_LANGUAGE if FIRST_LANGUAGE in form.languages else form.languages[0]
    return Instrument(
        key=form.key,
        form=form,
        audience=(ForWhom.SELF,),
        minutes=minutes_to_fill_in(form, language),
        intro={},
        wording=form.version[:12],
        source=form.source,
        copyright=form.copyright,
        checked=danish_day(now),
    )


def put_into_use(
    session: Session,
    portal: Portal,
    staff: Staff,
    version: str,
    *,
    for_whom: tuple[ForWhom, ...],
    ages: tuple[AgeBand, ...],
    now: datetime,
) -> bool:
    """Offer a questionnaire to these people from now on. Whoever has begun another version goes on with that.

    Says whether there is such a version. Raises ``NotAllowed`` for others than leaders.
    """
    require(obstacle_to_choose_forms(role=Role(staff.role)))
    instrument = by_version(session, portal, version)
    if instrument is None:
        return False
    keep_version(session, instrument, now)
    said = {"for_whom": ",".join(for_whom), "ages": ",".join(ages)}
    held = choice_now(session, staff.centre, instrument.key)
    if held and (held.version, held.for_whom, held.ages) == (version, *said.values()):
        return True  # pressed twice
    choose(session, staff, instrument.key, version, **said, held=held, now=now)
    timeline.record(session, What.FORM_USED, now=now, staff_id=staff.id)
    return True


def take_out_of_use(session: Session, portal: Portal, staff: Staff, key: str, *, now: datetime) -> None:
    """Offer it to nobody new. What was begun can be sent, and what was sent is read as before.

    Raises ``NotAllowed`` for others than leaders.
    """
    require(obstacle_to_choose_forms(role=Role(staff.role)))
    held = choice_now(session, staff.centre, key)
    ours = portal.library.get(key)
    asked_unsaid = held is None and ours is not None and not ours.needs_text
    if not asked_unsaid and (held is None or held.version is None):
        return
    choose(session, staff, key, None, for_whom="", ages="", held=held, now=now)
    timeline.record(session, What.FORM_ENDED, now=now, staff_id=staff.id)


def choice_now(session: Session, centre: str, key: str) -> FormUse | None:
    """What holds now. Two leaders at once come here one after the other."""
    one_at_a_time(session, CHOICE_LOCK)
    return session.scalar(
        select(FormUse).where(FormUse.centre == centre, FormUse.key == key, FormUse.ended_at.is_(None))
    )


def choose(
    session: Session,
    staff: Staff,
    key: str,
    version: str | None,
    *,
    for_whom: str,
    ages: str,
    held: FormUse | None,
    now: datetime,
) -> None:
    """The choice that holds ends, and another begins."""
    if held:
        held.ended_at = now
        session.flush()
    session.add(
        FormUse(
            id=uuid4(),
            centre=staff.centre,
            key=key,
            version=version,
            for_whom=for_whom,
            ages=ages,
            staff_id=staff.id,
            began_at=now,
            ended_at=None,
        )
    )
    session.flush()
