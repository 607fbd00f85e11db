"""An open inquiry, read: its row with the sealed parts opened, for as long as one request lasts."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.models import Inquiry
from app.models.stored import (
    dump_answers,
    dump_contact,
    dump_promises,
    load_answers,
    load_contact,
    load_promises,
)
from app.portal import Portal
from app.rules.answers import Answers, Contact, State
from app.rules.clock_changes import clocks_after_change
from app.rules.clocks import Clock, nearest_due
from app.rules.danish_days import danish_day
from app.rules.urgency import assess
from app.timeline import Actor, What
from app.vault.cases import OpenCase

TABLE = "inquiries"


@dataclass(frozen=True)
class Dossier:
    """What a person told, beside the row it is kept in. ``answers.contact`` is always the current contact."""

    row: Inquiry
    case: OpenCase
    answers: Answers
    promises: tuple[Clock, ...]

    @property
    def contact(self) -> Contact:
        return self.answers.contact

    @property
    def called(self) -> str | None:
        """What the citizen wants to be called; ``None`` when they have not said."""
        return self.contact.name or self.contact.nickname


def opened(row: Inquiry, case: OpenCase) -> Dossier:
    """Open an inquiry's sealed parts. Raises ``CannotOpen`` when anything was moved or changed."""
    answers = load_answers(case.open(row.answers, table=TABLE, column="answers", row_id=row.id))
    contact = load_contact(case.open(row.contact, table=TABLE, column="contact", row_id=row.id))
    promises = load_promises(case.open(row.promises, table=TABLE, column="promises", row_id=row.id))
    return Dossier(row, case, replace(answers, contact=contact), promises)


def find(session: Session, case: OpenCase, *, to_change: bool = False) -> Dossier | None:
    """The inquiry that a key opens. ``to_change`` holds the row until the transaction ends."""
    query = select(Inquiry).where(Inquiry.id == case.inquiry_id)
    row = session.scalar(query.with_for_update(key_share=True) if to_change else query)
    return opened(row, case) if row else None


def keep_answers(row: Inquiry, case: OpenCase, answers: Answers) -> None:
    """Seal the answers; the contact goes into a field of its own, so that a rung can be taken back by itself."""
    row.answers = _sealed(case, "answers", row.id, dump_answers(replace(answers, contact=Contact())))
    keep_contact(row, case, answers.contact)


def keep_contact(row: Inquiry, case: OpenCase, contact: Contact) -> None:
    row.contact = _sealed(case, "contact", row.id, dump_contact(contact))


def keep_promises(row: Inquiry, case: OpenCase, promises: tuple[Clock, ...], *, today: date) -> None:
    """Seal the promises, and leave in clear only the nearest date, which the queue sorts by."""
    row.promises = _sealed(case, "promises", row.id, dump_promises(promises))
    nearest = nearest_due(promises, today)
    row.due_on = nearest.due_on if nearest else None


def keep_urgency(row: Inquiry, answers: Answers, *, today: date) -> None:
    """What the person's own answers say; the days left are counted anew whenever the queue is read."""
    row.urgency = assess(answers, promised=(), today=today).urgency


def keep_told(portal: Portal, dossier: Dossier, answers: Answers, *, now: datetime) -> None:
    """Store what the person tells now, and the clocks that follow from it while the inquiry is open."""
    row, today = dossier.row, danish_day(now)
    keep_answers(row, dossier.case, answers)
    row.citizen_active_on = today
    if not State(row.state).open:
        return
    promises = clocks_after_change(
        dossier.promises,
        for_whom=answers.for_whom,
        wish=answers.wish,
        substance=answers.substance,
        named=answers.contact.named,
        age=answers.age,
        hypothetical=answers.hypothetical,
        changed_on=today,
        policy=portal.catalogue.centres[row.centre].policy,
    )
    keep_promises(row, dossier.case, promises, today=today)


def change_contact(session: Session, portal: Portal, dossier: Dossier, contact: Contact, *, now: datetime) -> None:
    """One rung up or down the ladder (N2). The row must be held; what did not change is not told."""
    if contact == dossier.contact:
        return
    portal.vault.marks.drop(dossier.row.id)  # what was given before finds nobody from now on
    answers = replace(dossier.answers, contact=contact, contact_choice=contact.rung)
    keep_told(portal, dossier, answers, now=now)
    timeline.record(session, What.CONTACT_CHANGED, now=now, inquiry_id=dossier.row.id, actor=Actor.CITIZEN)


def _sealed(case: OpenCase, column: str, row_id: UUID, content: str) -> bytes:
    return case.seal(content, table=TABLE, column=column, row_id=row_id)
