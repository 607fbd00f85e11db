"""What the two sides write to each other, and what staff write to themselves: sealing and reading it."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models import Inquiry, Message, Note, Staff
from app.rules.danish_days import danish_day, to_the_minute
from app.vault.cases import OpenCase


@dataclass(frozen=True)
class Written:
    """One message or note, opened. ``author`` is ``None`` for the citizen, else the staff member's name."""

    id: UUID
    text: str = field(repr=False)
    written_at: datetime
    author: str | None
    read: bool = True

    @property
    def first_name(self) -> str | None:
        """What a citizen is told of who wrote."""
        return self.author.split()[0] if self.author else None


def write_from_citizen(session: Session, row: Inquiry, case: OpenCase, text: str, *, now: datetime) -> Message:
    """Hold the inquiry's row while writing, so that two messages never get the same number."""
    row.unread_by_staff = True
    row.citizen_active_on = danish_day(now)
    return _write(session, row, case, text, staff_id=None, now=now)


def write_from_staff(
    session: Session, row: Inquiry, case: OpenCase, text: str, *, staff_id: UUID, now: datetime
) -> Message:
    row.unread_by_staff = False
    return _write(session, row, case, text, staff_id=staff_id, now=now)


def write_note(session: Session, row: Inquiry, case: OpenCase, text: str, *, staff_id: UUID, now: datetime) -> Note:
    """An internal note. Raises ``CannotOpen`` for a case that a citizen's code opened."""
    note_id = uuid4()
    note = Note(
        id=note_id,
        inquiry_id=row.id,
        staff_id=staff_id,
        written_at=now.replace(microsecond=0),
        body=case.for_notes().seal(text, table="notes", column="body", row_id=note_id),
    )
    session.add(note)
    return note


def messages_of(session: Session, case: OpenCase) -> list[Written]:
    """Both sides' messages, the oldest first."""
    rows = session.execute(
        select(Message, Staff.name)
        .outerjoin(Staff, Staff.id == Message.staff_id)
        .where(Message.inquiry_id == case.inquiry_id)
        .order_by(Message.number)
    )
    return [
        Written(
            message.id,
            case.open(message.body, table="messages", column="body", row_id=message.id),
            message.sent_at,
            name if message.staff_id else None,
            message.read,
        )
        for message, name in rows
    ]


def notes_of(session: Session, case: OpenCase) -> list[Written]:
    """Internal notes, the oldest first. Raises ``CannotOpen`` for a citizen's key."""
    notes_case = case.for_notes()
    rows = session.execute(
        select(Note, Staff.name)
        .join(Staff, Staff.id == Note.staff_id)
        .where(Note.inquiry_id == case.inquiry_id)
        .order_by(Note.written_at, Note.id)
    )
    return [
        Written(
            note.id, notes_case.open(note.body, table="notes", column="body", row_id=note.id), note.written_at, name
        )
        for note, name in rows
    ]


def mark_read_by_citizen(session: Session, inquiry_id: UUID) -> None:
    """The counsellor sees that an answer was read; nothing says when."""
    session.execute(
        update(Message)
        .where(Message.inquiry_id == inquiry_id, Message.staff_id.is_not(None), Message.read.is_(False))
        .values(read=True)
    )


def _write(
    session: Session, row: Inquiry, case: OpenCase, text: str, *, staff_id: UUID | None, now: datetime
) -> Message:
    message_id = uuid4()
    last = session.scalar(select(func.max(Message.number)).where(Message.inquiry_id == row.id)) or 0
    message = Message(
        id=message_id,
        inquiry_id=row.id,
        staff_id=staff_id,
        number=last + 1,
        sent_at=to_the_minute(now),
        body=case.seal(text, table="messages", column="body", row_id=message_id),
    )
    session.add(message)
    return message
