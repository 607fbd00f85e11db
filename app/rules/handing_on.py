"""Giving an inquiry on to a colleague, and how many one counsellor should have (D8)."""

from app.rules.obstacle import Obstacle
from app.rules.triage import Role


def is_full(holds: int, limit: int | None) -> bool:
    """Whether one more is over the centre's limit. ``limit`` is inquiries a counsellor; ``None`` is 'no limit'."""
    return limit is not None and holds >= limit


def obstacle_to_receive(
    *, role: Role, active: bool, holds: int, limit: int | None, reason: str | None
) -> Obstacle | None:
    """Why this colleague may not be given one more. Over the limit it takes a reason, for it is sometimes right."""
    if role is Role.ADMINISTRATOR or not active:
        return Obstacle.ROLE_OPENS_NOTHING
    if is_full(holds, limit) and not (reason and reason.strip()):
        return Obstacle.REASON_NEEDED
    return None
