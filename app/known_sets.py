"""An inquiry's answers to questionnaires, each with the exact questions they answer."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy.orm import Session

from app.answer_sets import OpenSet, find_by_key, sets_of
from app.instruments.library import Instrument
from app.portal import Portal
from app.questionnaires_in_use import by_version
from app.rules.filling import Filling
from app.rules.flags import Flag
from app.rules.form_pages import Pages
from app.rules.scoring import Scored, flags, scored
from app.vault.cases import OpenCase


@dataclass(frozen=True)
class KnownSet:
    """One set with its form."""

    set: OpenSet
    instrument: Instrument

    @property
    def filling(self) -> Filling:
        return self.set.filling

    @cached_property
    def pages(self) -> Pages:
        return Pages(self.instrument.form, self.filling)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        return flags(self.instrument.form, self.instrument.flags, self.filling.answers) if self.instrument.flags else ()

    @property
    def scores(self) -> list[Scored]:
        return [scored(self.instrument.form, each, self.filling.answers) for each in self.instrument.scores]


def known_sets(session: Session, portal: Portal, case: OpenCase) -> list[KnownSet]:
    """Every set of the inquiry whose form is known, the oldest first; also what a counsellor added beside."""
    found = ((each, by_version(session, portal, each.filling.version)) for each in sets_of(session, case))
    return [KnownSet(each, instrument) for each, instrument in found if instrument]


def known_set(
    session: Session, portal: Portal, case: OpenCase, key: str, *, to_change: bool = False
) -> KnownSet | None:
    """The set that an address names, whoever wrote it. ``to_change`` holds its row until the transaction ends."""
    found = find_by_key(session, case, key, to_change=to_change)
    instrument = by_version(session, portal, found.filling.version) if found else None
    return KnownSet(found, instrument) if found and instrument else None
