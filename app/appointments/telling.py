"""What several people's timelines are to be told after one deed: gathered first, written last.

The chain of events has one lock, which is taken last in a transaction, so that no two of them wait in a ring.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app import timeline
from app.timeline import Actor, What


@dataclass(frozen=True)
class Told:
    """One line in one person's timeline. ``staff_id`` is there when somebody at the desk did it."""

    what: What
    inquiry_id: UUID
    actor: Actor = Actor.SYSTEM
    staff_id: UUID | None = None


def by_whom(what: What, inquiry_id: UUID, staff_id: UUID | None) -> Told:
    """What a person did themselves, or had done for them by staff."""
    return Told(what, inquiry_id, Actor.STAFF if staff_id else Actor.CITIZEN, staff_id)


def tell_all(session: Session, told: Iterable[Told], *, now: datetime) -> None:
    session.flush()
    for each in told:
        timeline.record(
            session, each.what, now=now, inquiry_id=each.inquiry_id, actor=each.actor, staff_id=each.staff_id
        )
