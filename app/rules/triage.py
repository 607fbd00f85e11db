"""Who may do what with an inquiry. Each rule says no with a reason, or nothing at all."""

from enum import StrEnum
from uuid import UUID

from app.rules.answers import State
from app.rules.obstacle import Obstacle


class Role(StrEnum):
    """A staff member's role. An administrator runs the system and opens no inquiry."""

    COUNSELLOR = "counsellor"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


def obstacle_to_open(*, role: Role, assigned_to: UUID | None, staff_id: UUID, reason: str | None) -> Obstacle | None:
    """Why this inquiry may not be opened (N12). One that is not yours, also one that nobody has, needs a reason."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    if assigned_to != staff_id and not (reason and reason.strip()):
        return Obstacle.REASON_NEEDED
    return None


def obstacle_to_claim(*, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State) -> Obstacle | None:
    """Why this inquiry may not be taken. Taking your own again is harmless: a button is pressed twice."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    if not state.open:
        return Obstacle.ALREADY_CLOSED
    if assigned_to not in (None, staff_id):
        return Obstacle.CLAIMED_BY_COLLEAGUE
    return None


def obstacle_to_reply(*, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State) -> Obstacle | None:
    """Why this person may not answer the citizen: only the one who took it, or a leader (A11)."""
    return _obstacle_to_act(role=role, assigned_to=assigned_to, staff_id=staff_id, state=state)


def obstacle_to_note(*, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State) -> Obstacle | None:
    """Why this person may not write an internal note: as for an answer."""
    return _obstacle_to_act(role=role, assigned_to=assigned_to, staff_id=staff_id, state=state)


def obstacle_to_release(*, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State) -> Obstacle | None:
    """Why this person may not put the inquiry back in the queue. One that nobody has lies there already."""
    if role is not Role.ADMINISTRATOR and state.open and assigned_to is None:
        return Obstacle.NOT_YOURS
    return _obstacle_to_act(role=role, assigned_to=assigned_to, staff_id=staff_id, state=state)


def obstacle_to_hand_on(*, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State) -> Obstacle | None:
    """Why this person may not give it on to a colleague: only who has it, or a leader, also when nobody has it."""
    return _obstacle_to_act(role=role, assigned_to=assigned_to, staff_id=staff_id, state=state)


def obstacle_to_close(*, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State) -> Obstacle | None:
    """Why this person may not close the inquiry."""
    return _obstacle_to_act(role=role, assigned_to=assigned_to, staff_id=staff_id, state=state)


def _obstacle_to_act(*, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State) -> Obstacle | None:
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    if not state.open:
        return Obstacle.ALREADY_CLOSED
    if assigned_to != staff_id and role is not Role.LEADER:
        return Obstacle.NOT_YOURS
    return None
