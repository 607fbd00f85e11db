"""Forgetting an inquiry for ever: what 'Slet alt nu' does, and what happens by itself when its day has come.

The order is the promise. First the keys, committed, so that from then on nothing opens it in any copy anywhere;
then the rows. A crash in between leaves rows that nobody can read, and ``finish_forgetting`` takes them away.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import timeline
from app.appointments.telling import tell_all
from app.appointments.waiting import give_everything_back
from app.models import AnswerSet, Inquiry, Message, Note
from app.portal import Portal
from app.timeline import Actor, What

AT_ONCE = 500  # ids in one question to the data store


def forget_inquiry(session: Session, portal: Portal, inquiry_id: UUID, *, actor: Actor, now: datetime) -> bool:
    """Destroy an inquiry's keys at once, then its rows with the transaction. Says whether there was anything left.

    What stays: a tombstone and the events, both with nothing but a random id (design §1.2).
    """
    portal.vault.forget(inquiry_id, now=now)
    told = give_everything_back(session, inquiry_id, now)
    for table in (Message, Note, AnswerSet):
        session.execute(delete(table).where(table.inquiry_id == inquiry_id))
    found = session.scalar(delete(Inquiry).where(Inquiry.id == inquiry_id).returning(Inquiry.id))
    if found is None:
        return False
    tell_all(session, told, now=now)
    timeline.record(session, What.FORGOTTEN, now=now, inquiry_id=inquiry_id, actor=actor)
    return True


def finish_forgetting(portal: Portal, *, now: datetime) -> int:
    """Take away the rows of inquiries whose keys are gone: after a crash, or when an old backup came back.

    Returns how many there were.
    """
    dead = portal.vault.forgotten()
    finished = 0
    for start in range(0, len(dead), AT_ONCE):
        with portal.data.reading() as session:
            rows = session.scalars(select(Inquiry.id).where(Inquiry.id.in_(dead[start : start + AT_ONCE])))
            left = list(rows)
        for inquiry_id in left:
            with portal.data.writing() as session:
                finished += forget_inquiry(session, portal, inquiry_id, actor=Actor.SYSTEM, now=now)
    return finished
