"""Colleagues who can be given an inquiry, with how many each has, and giving it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import timeline
from app.models import Inquiry, Staff
from app.rules.answers import Answers, State
from app.rules.handing_on import is_full, obstacle_to_receive
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.triage import Role, obstacle_to_hand_on
from app.timeline import What
from app.triage.actions import assign
from app.triage.queries import OPEN
from app.vault.cases import OpenCase

OPENERS = (Role.COUNSELLOR, Role.LEADER)


@dataclass(frozen=True)
class Colleague:
    """``holds`` is how many open inquiries they have; ``wished`` that the citizen asked for them again."""

    id: UUID
    name: str
    role: Role
    holds: int
    full: bool
    wished: bool


@dataclass(frozen=True, kw_only=True)
class Giving:
    """To whom, why, and with whom the giver saw it lie. ``limit`` is the centre's, in inquiries a counsellor."""

    to: Colleague
    reason: str
    held_by: UUID | None
    limit: int | None


def hold_still(session: Session, staff_id: UUID) -> None:
    """Until the transaction ends nobody else gives this colleague anything, and their account is not closed."""
    session.execute(select(Staff.id).where(Staff.id == staff_id).with_for_update(key_share=True))


def colleagues(session: Session, row: Inquiry, answers: Answers, *, limit: int | None) -> list[Colleague]:
    """Everybody at the inquiry's centre who could have it next, by name; whom the citizen wishes comes first."""
    count = select(Inquiry.assigned_to, func.count()).where(Inquiry.centre == row.centre, OPEN)
    holds = {holder: many for holder, many in session.execute(count.group_by(Inquiry.assigned_to))}  # noqa: C416
    there = select(Staff.id, Staff.name, Staff.role).where(
        Staff.centre == row.centre, Staff.active.is_(True), Staff.role.in_(OPENERS)
    )
    wished = answers.back.before if answers.back and answers.back.same_person else None
    found = []
    for each in session.execute(there):
        many = holds.get(each.id, 0)
        if each.id != row.assigned_to:
            full = is_full(many, limit)
            found.append(Colleague(each.id, each.name, Role(each.role), many, full, wished=each.id == wished))
    return sorted(found, key=lambda each: (not each.wished, each.name))


def hand_on(session: Session, staff: Staff, row: Inquiry, case: OpenCase, giving: Giving, *, now: datetime) -> None:
    """Make a colleague the contact person, if it still lies with whom the giver saw it. The clocks run on.

    Raises ``NotAllowed`` when it does not, and with ``REASON_NEEDED`` when the colleague has enough (D8).
    """
    state, to, held_by = State(row.state), giving.to, giving.held_by
    require(obstacle_to_hand_on(role=Role(staff.role), assigned_to=held_by, staff_id=staff.id, state=state))
    require(obstacle_to_receive(role=to.role, active=True, holds=to.holds, limit=giving.limit, reason=giving.reason))
    if not assign(session, row, to.id, held_by=held_by):
        raise NotAllowed(Obstacle.CLAIMED_BY_COLLEAGUE)
    said = f"Til {to.name}. {giving.reason}".strip()
    timeline.record(session, What.HANDED_ON, now=now, inquiry_id=row.id, staff_id=staff.id, reason=said, case=case)
