"""Proposals, decisions and their letters: what is sealed of them, and who decides in whose place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.dossier import Dossier, keep_promises
from app.models import AgendaItem, DecisionLetter, Deputy, Staff
from app.models.stored import PROPOSAL
from app.portal import Portal
from app.rules.complaints import laws_open_a_board
from app.rules.danish_days import danish_day
from app.rules.visitation import Decision, ItemState, Proposal, clocks_after_receipt
from app.timeline import Actor, What
from app.vault.cases import OpenCase


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a letter: its heading, and its paragraphs."""

    heading: str
    lines: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter as it was written, in one language."""

    heading: str
    greeting: str = field(repr=False)
    parts: tuple[Part, ...] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a decision holds: its values, and its letter in every language as it was that day."""

    decision: Decision = field(repr=False)
    letters: Mapping[str, Letter] = field(repr=False)


@dataclass(frozen=True)
class Decided:
    """A decision, opened. ``by`` is the name of who decided."""

    row: DecisionLetter
    content: Content = field(repr=False)
    by: str

    def letter(self, language: str) -> Letter:
        return self.content.letters.get(language) or next(iter(self.content.letters.values()))


CONTENT = TypeAdapter(Content)


def waiting_item(session: Session, inquiry_id: UUID) -> AgendaItem | None:
    """What is put forward about an inquiry and not decided yet."""
    waiting = AgendaItem.state == ItemState.WAITING
    return session.scalar(select(AgendaItem).where(AgendaItem.inquiry_id == inquiry_id, waiting))


def seal_proposal(case: OpenCase, item_id: UUID, proposal: Proposal) -> bytes:
    said = PROPOSAL.dump_json(proposal).decode()
    return case.for_notes().seal(said, table="agenda_items", column="proposal", row_id=item_id)


def proposal_of(item: AgendaItem, case: OpenCase) -> Proposal:
    """Raises ``CannotOpen`` for a citizen's key."""
    sealed = case.for_notes().open(item.proposal, table="agenda_items", column="proposal", row_id=item.id)
    return PROPOSAL.validate_json(sealed)


def seal_content(case: OpenCase, letter_id: UUID, content: Content) -> bytes:
    said = CONTENT.dump_json(content).decode()
    return case.seal(said, table="decision_letters", column="content", row_id=letter_id)


def content_of(row: DecisionLetter, case: OpenCase) -> Content:
    return CONTENT.validate_json(case.open(row.content, table="decision_letters", column="content", row_id=row.id))


def decided(session: Session, case: OpenCase) -> list[Decided]:
    """Everything that was decided about an inquiry, the newest first: only the first still counts."""
    rows = session.execute(
        select(DecisionLetter, Staff.name)
        .join(Staff, Staff.id == DecisionLetter.decided_by)
        .where(DecisionLetter.inquiry_id == case.inquiry_id)
        .order_by(DecisionLetter.number.desc())
    )
    return [Decided(row, content_of(row, case), name) for row, name in rows]


def take_off_agenda(session: Session, inquiry_id: UUID) -> AgendaItem | None:
    """What waits is not decided after all. The row must be held."""
    item = waiting_item(session, inquiry_id)
    if item:
        item.state, item.version = ItemState.TAKEN_OFF, item.version + 1
    return item


def is_deputy(session: Session, staff: Staff, today: date) -> bool:
    """Whether a leader has put this person in their place today."""
    days = (Deputy.first_day <= today, Deputy.last_day >= today)
    found = select(Deputy.id).where(Deputy.staff_id == staff.id, Deputy.centre == staff.centre, *days)
    return session.scalar(found.limit(1)) is not None


def receive_letter(
    session: Session,
    portal: Portal,
    dossier: Dossier,
    found: Decided,
    *,
    received_on: date,
    now: datetime,
    staff_id: UUID | None = None,
) -> bool:
    """Write down the day a letter came, once: the citizen's own deadline counts from it (C9). The row must be held.

    ``staff_id`` is there when it was given by hand or sent; else the citizen opened it here.
    """
    if found.row.received_on is not None:
        return False
    found.row.received_on = received_on
    policy = portal.catalogue.centres[dossier.row.centre].policy
    if laws_open_a_board(found.content.decision.laws):
        promises = clocks_after_receipt(dossier.promises, received_on, policy)
        keep_promises(dossier.row, dossier.case, promises, today=danish_day(now))
    session.flush()
    what, actor = (What.LETTER_GIVEN, Actor.STAFF) if staff_id else (What.LETTER_READ, Actor.CITIZEN)
    timeline.record(session, what, now=now, inquiry_id=dossier.row.id, actor=actor, staff_id=staff_id)
    return True
