"""How many one counsellor should have, and what it takes to give one more (D8)."""

import pytest

from app.rules.handing_on import is_full, obstacle_to_receive
from app.rules.obstacle import Obstacle
from app.rules.triage import Role


@pytest.mark.parametrize(
    ("holds", "limit", "full"), [(0, None, False), (500, None, False), (24, 25, False), (25, 25, True), (26, 25, True)]
)
def test_full_is_at_the_limit(holds: int, limit: int | None, full: bool) -> None:
    assert is_full(holds, limit) is full


@pytest.mark.parametrize(
    ("role", "active", "holds", "reason", "expected"),
    [
        (Role.COUNSELLOR, True, 24, None, None),
        (Role.LEADER, True, 0, "", None),
        (Role.COUNSELLOR, True, 25, None, Obstacle.REASON_NEEDED),
        (Role.COUNSELLOR, True, 25, "  ", Obstacle.REASON_NEEDED),
        (Role.COUNSELLOR, True, 25, "Kender ham.", None),
        (Role.COUNSELLOR, False, 0, "Kender ham.", Obstacle.ROLE_OPENS_NOTHING),
        (Role.ADMINISTRATOR, True, 0, "Kender ham.", Obstacle.ROLE_OPENS_NOTHING),
    ],
)
def test_one_more_takes_a_reason_over_the_limit(
    role: Role, active: bool, holds: int, reason: str | None, expected: Obstacle | None
) -> None:
    said = obstacle_to_receive(role=role, active=active, holds=holds, limit=25, reason=reason)
    assert said is expected
