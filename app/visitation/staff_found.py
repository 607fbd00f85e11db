"""Colleagues of one's own centre, by id and by name."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Staff
from app.rules.triage import Role


def colleague_of(session: Session, staff: Staff, staff_id: UUID) -> Staff | None:
    """A counsellor of the same centre who still works there."""
    own = (Staff.id == staff_id, Staff.centre == staff.centre, Staff.active.is_(True))
    return session.scalar(select(Staff).where(*own, Staff.role == Role.COUNSELLOR))


def names_of(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {each for each in ids if each}
    found = session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(wanted)))
    return {row.id: row.name for row in found}
