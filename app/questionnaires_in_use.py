"""Which questionnaires a person is offered, and the exact words of every one that was ever begun.

What comes with the portal is in use everywhere where its words may be shipped, until a leader says otherwise.
"""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.instruments.export import as_fhir
from app.instruments.importing import import_questionnaire
from app.instruments.library import Instrument
from app.instruments.sidecar import Sidecar
from app.models import FormUse, FormVersion
from app.portal import Portal
from app.rules.answers import AgeBand, ForWhom
from app.rules.danish_days import to_the_minute

ABOUT = TypeAdapter(Sidecar)


def offered(session: Session, portal: Portal, centre: str, for_whom: ForWhom, age: AgeBand | None) -> list[Instrument]:
    """The questionnaires a person may fill in at a centre, those with the fewest minutes last."""
    suiting = (each for each in in_use(session, portal, centre) if each.suits(for_whom, age))
    return sorted(suiting, key=lambda each: (-each.minutes, each.key))


def in_use(session: Session, portal: Portal, centre: str) -> list[Instrument]:
    """Everything a centre asks anybody, in the words and for the people its leader chose."""
    chosen = {each.key: each for each in uses(session, centre)}
    shipped = [each for key, each in portal.library.items() if key not in chosen and not each.needs_text]
    return [*shipped, *filter(None, (_chosen(session, portal, each) for each in chosen.values()))]


def uses(session: Session, centre: str) -> list[FormUse]:
    """The choices of a centre's leaders that hold now."""
    return list(
        session.scalars(
            select(FormUse).where(FormUse.centre == centre, FormUse.ended_at.is_(None)).order_by(FormUse.key)
        )
    )


def by_version(session: Session, portal: Portal, version: str) -> Instrument | None:
    """A questionnaire word for word as it was answered, also when it is no longer asked."""
    for each in portal.library.values():
        if each.form.version == version:
            return each
    if version not in portal.read:  # reading a long one takes longer than everything else on a page
        row = session.get(FormVersion, version)
        if row is None:
            return None
        portal.read[version] = _kept(row)
    return portal.read[version]


def keep_version(session: Session, instrument: Instrument, now: datetime) -> None:
    """Keep the words for as long as anybody may read an answer to them. Does nothing when they are kept."""
    if session.get(FormVersion, instrument.form.version) is not None:
        return
    row = FormVersion(
        version=instrument.form.version,
        key=instrument.key,
        kept_at=to_the_minute(now),  # a person may have begun to answer then
        form=json.dumps(as_fhir(instrument.form), ensure_ascii=False),
        about=ABOUT.dump_json(_about(instrument)).decode(),
    )
    with suppress(IntegrityError), session.begin_nested():  # somebody else keeps the same words at this moment
        session.add(row)
        session.flush()


def with_audience(instrument: Instrument, for_whom: Iterable[str], ages: Iterable[str]) -> Instrument:
    """The same questionnaire, for those a leader chose."""
    return replace(instrument, audience=tuple(map(ForWhom, for_whom)), ages=tuple(map(AgeBand, ages)))


def listed(kept: str) -> list[str]:
    """What stands between the commas of a column."""
    return [each for each in kept.split(",") if each]


def _chosen(session: Session, portal: Portal, use: FormUse) -> Instrument | None:
    found = by_version(session, portal, use.version) if use.version else None
    return with_audience(found, listed(use.for_whom), listed(use.ages)) if found else None


def _kept(row: FormVersion) -> Instrument:
    """Raises ``LookupError`` when the words are not those that were kept: then they answer nothing."""
    form = import_questionnaire(row.form.encode()).form
    if form is None or form.version != row.version:
        raise LookupError(f"The questionnaire {row.key} of version {row.version[:12]} is damaged.")
    about = ABOUT.validate_json(row.about)
    return Instrument(key=row.key, form=form, **{name: getattr(about, name) for name in about.__dataclass_fields__})


def _about(instrument: Instrument) -> Sidecar:
    return Sidecar(**{name: getattr(instrument, name) for name in Sidecar.__dataclass_fields__})
