"""Staff answer a citizen, and write notes to each other. Pressed twice, it is written once."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app import timeline
from app.correspondence import Written, messages_of, notes_of, write_from_staff, write_note
from app.models import Inquiry, Staff
from app.rules.answers import State
from app.rules.danish_days import to_the_minute
from app.rules.obstacle import require
from app.rules.triage import Role, obstacle_to_note, obstacle_to_reply
from app.timeline import What
from app.vault.cases import OpenCase

A_MOMENT = timedelta(minutes=1)


def may_reply(staff: Staff, row: Inquiry) -> None:
    """Raises ``NotAllowed``."""
    state = State(row.state)
    require(obstacle_to_reply(role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=state))


def may_note(staff: Staff, row: Inquiry) -> None:
    """Raises ``NotAllowed``."""
    state = State(row.state)
    require(obstacle_to_note(role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=state))


def reply(session: Session, staff: Staff, row: Inquiry, case: OpenCase, text: str, *, now: datetime) -> None:
    """Write an answer. The row must be held, so that two presses come here one after the other."""
    may_reply(staff, row)
    if written_just_now(messages_of(session, case), staff, text, now=now):
        return
    write_from_staff(session, row, case, text, staff_id=staff.id, now=now)
    session.flush()
    timeline.record(session, What.REPLIED, now=now, inquiry_id=row.id, staff_id=staff.id)


def note(session: Session, staff: Staff, row: Inquiry, case: OpenCase, text: str, *, now: datetime) -> None:
    """Write a note, under the key that the citizen's code does not reach. The row must be held."""
    may_note(staff, row)
    if written_just_now(notes_of(session, case), staff, text, now=now):
        return
    write_note(session, row, case, text, staff_id=staff.id, now=now)
    session.flush()
    timeline.record(session, What.NOTED, now=now, inquiry_id=row.id, staff_id=staff.id)


def written_just_now(written: list[Written], staff: Staff, text: str, *, now: datetime) -> bool:
    """Whether these are the last words of all, by the same person, and a moment old."""
    last = written[-1] if written else None
    if last is None or last.author != staff.name or last.text != text:
        return False
    return to_the_minute(now) - to_the_minute(last.written_at) <= A_MOMENT
