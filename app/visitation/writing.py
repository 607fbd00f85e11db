"""Writing a decision down: its row, and its letter, sealed for ever as it was that day."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.decisions import Content, seal_content
from app.dossier import Dossier
from app.models import AgendaItem, DecisionLetter, Staff
from app.portal import Portal
from app.rules.danish_days import danish_day, to_the_minute
from app.rules.visitation import Decision
from app.visitation.letter import Sender, letters


@dataclass(frozen=True)
class Deciding:
    """Who decides about what, at which meeting and when: the row must be held."""

    staff: Staff
    dossier: Dossier
    contact_person: str
    meeting_on: date
    now: datetime


def write(session: Session, portal: Portal, who: Deciding, decision: Decision, item: AgendaItem) -> DecisionLetter:
    """The decision's row with its letter sealed. Its number follows the last one's."""
    row, letter_id = who.dossier.row, uuid4()
    content = Content(decision=decision, letters=letters(decision, sender(portal, who)))
    last = select(func.max(DecisionLetter.number)).where(DecisionLetter.inquiry_id == row.id)
    letter = DecisionLetter(
        id=letter_id,
        centre=row.centre,
        inquiry_id=row.id,
        item_id=item.id,
        number=(session.scalar(last) or 0) + 1,
        meeting_on=who.meeting_on,
        decided_at=to_the_minute(who.now),
        decided_by=who.staff.id,
        content=seal_content(who.dossier.case, letter_id, content),
    )
    session.add(letter)
    session.flush()
    return letter


def sender(portal: Portal, who: Deciding) -> Sender:
    """An anonymous letter carries no name, and no nickname either."""
    return Sender(
        centre=portal.catalogue.centres[who.dossier.row.centre],
        contact_person=who.contact_person,
        called=who.dossier.contact.name,
        decided_on=danish_day(who.now),
    )
