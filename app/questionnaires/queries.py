"""What a citizen's questionnaires are: those that may be filled in, those that are begun, and those that were sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.dossier import Dossier, find
from app.instruments.library import Instrument
from app.known_sets import KnownSet, known_set, known_sets
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.scoring import Score
from app.vault.cases import OpenCase
from app.web.own_forms import may_fill_in
from app.web.request import NoVisit


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """Everything on the citizen's page of questionnaires: each form is in one place only."""

    new: list[Instrument]
    begun: list[KnownSet]
    sent: list[KnownSet]
    again: frozenset[str]  # the keys of those that may be filled in once more


def own_set(session: Session, portal: Portal, case: OpenCase, key: str, *, to_change: bool = False) -> KnownSet | None:
    """One of the citizen's own. What staff are writing is not the citizen's to open."""
    found = known_set(session, portal, case, key, to_change=to_change)
    if found is None or found.set.row.beside_id or (found.set.row.staff_id and not found.set.sent):
        return None
    return found


def shelf(session: Session, portal: Portal, dossier: Dossier) -> Shelf:
    mine = [each for each in known_sets(session, portal, dossier.case) if each.set.row.beside_id is None]
    begun = [each for each in mine if not each.set.sent and each.set.row.staff_id is None]
    sent = [each for each in mine if each.set.sent]
    may = {each.key: each for each in may_fill_in(session, portal, dossier)}
    met = {each.filling.key for each in (*begun, *sent)}
    return Shelf(
        new=[each for key, each in may.items() if key not in met],
        begun=begun,
        sent=list(reversed(sent)),
        again=frozenset(may) - {each.filling.key for each in begun},
    )


def same_form(sets: list[KnownSet], key: str) -> list[KnownSet]:
    """The sent sets of one form, whatever its version: what a curve is made of."""
    return [each for each in sets if each.set.sent and each.filling.key == key and each.set.row.beside_id is None]


def totals(sets: list[KnownSet], score: Score) -> Iterator[tuple[date, Decimal]]:
    """One score through several sets. Where it cannot be counted, or on another scale, there is no point."""
    for each in sets:
        found = next((told for told in each.scores if told.score.key == score.key), None)
        if found and found.total is not None and found.score.most == score.most and each.set.row.sent_at:
            yield danish_day(each.set.row.sent_at), found.total


def own_dossier(session: Session, case: OpenCase, *, to_change: bool = False) -> Dossier:
    """The citizen's inquiry. Raises ``NoVisit`` when it was forgotten meanwhile."""
    dossier = find(session, case, to_change=to_change)
    if dossier is None:
        raise NoVisit
    return dossier
