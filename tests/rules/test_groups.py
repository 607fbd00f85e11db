"""Groups: who may have a place, until when, who runs a meeting, and what no meeting can be (A15, booking §3)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.rules.answers import State
from app.rules.groups import LONGEST, MOST_PLACES, meeting_faults, obstacle_to_join, obstacle_to_meet, obstacle_to_run
from app.rules.obstacle import Obstacle
from app.rules.service_reasons import Verdict
from app.rules.triage import Role

NOW = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
METTE, KARIN = UUID(int=1), UUID(int=2)
BEGINS = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "verdict", "cancelled", "starts_at", "obstacle"),
    [
        pytest.param(State.RECEIVED, Verdict.OPEN, False, LATER, None, id="open to them, a minute before"),
        pytest.param(State.CLOSED, Verdict.OPEN, False, LATER, Obstacle.ALREADY_CLOSED, id="nobody works with it"),
        pytest.param(State.CLOSED, Verdict.NOT_OPEN, True, NOW, Obstacle.ALREADY_CLOSED, id="closed comes first"),
        pytest.param(State.CLAIMED, Verdict.NOT_OPEN, False, LATER, Obstacle.GROUP_NOT_FOR_YOU, id="A15 for others"),
        pytest.param(
            State.CLAIMED, Verdict.NEED_TO_KNOW, False, LATER, Obstacle.GROUP_NOT_FOR_YOU, id="A15 not told yet"
        ),
        pytest.param(State.CLAIMED, Verdict.OPEN, True, LATER, Obstacle.NO_SUCH_APPOINTMENT, id="cancelled"),
        pytest.param(State.CLAIMED, Verdict.OPEN, False, NOW, Obstacle.ALREADY_BEGUN, id="begins now"),
    ],
)
def test_who_may_have_a_place(
    state: State, verdict: Verdict, cancelled: bool, starts_at: datetime, obstacle: Obstacle | None
) -> None:
    found = obstacle_to_join(state=state, verdict=verdict, cancelled=cancelled, starts_at=starts_at, now=NOW)
    assert found is obstacle


@pytest.mark.parametrize(
    ("cancelled", "starts_at", "obstacle"),
    [
        (False, LATER, None),
        (False, NOW, Obstacle.ALREADY_BEGUN),
        (False, NOW - timedelta(minutes=1), Obstacle.ALREADY_BEGUN),
        (True, LATER, Obstacle.NO_SUCH_APPOINTMENT),
        (True, NOW, Obstacle.NO_SUCH_APPOINTMENT),
    ],
)
def test_places_change_until_it_begins(cancelled: bool, starts_at: datetime, obstacle: Obstacle | None) -> None:
    assert obstacle_to_meet(cancelled=cancelled, starts_at=starts_at, now=NOW) is obstacle


@pytest.mark.parametrize(
    ("role", "staff_id", "counsellor", "obstacle"),
    [
        (Role.LEADER, KARIN, METTE, None),
        (Role.COUNSELLOR, METTE, METTE, None),
        (Role.COUNSELLOR, KARIN, METTE, Obstacle.LEADER_ONLY),
        (Role.COUNSELLOR, METTE, None, Obstacle.LEADER_ONLY),
        (Role.ADMINISTRATOR, METTE, METTE, Obstacle.ROLE_OPENS_NOTHING),
    ],
)
def test_who_opens_and_cancels_a_meeting(
    role: Role, staff_id: UUID, counsellor: UUID | None, obstacle: Obstacle | None
) -> None:
    assert obstacle_to_run(role=role, staff_id=staff_id, counsellor=counsellor) is obstacle


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "capacity", "faults"),
    [
        pytest.param(BEGINS, BEGINS + timedelta(minutes=5), 1, set(), id="the shortest, for one"),
        pytest.param(BEGINS, BEGINS + LONGEST, MOST_PLACES, set(), id="the longest, for sixty"),
        pytest.param(NOW, NOW + timedelta(hours=1), 6, {"starts"}, id="begins now"),
        pytest.param(NOW + timedelta(minutes=5), NOW + timedelta(hours=1), 6, set(), id="begins in five minutes"),
        pytest.param(BEGINS + timedelta(minutes=1), BEGINS + timedelta(hours=1), 6, {"starts"}, id="an odd beginning"),
        pytest.param(BEGINS, BEGINS, 6, {"ends"}, id="ends as it begins"),
        pytest.param(BEGINS, BEGINS - timedelta(minutes=5), 6, {"ends"}, id="ends before"),
        pytest.param(BEGINS, BEGINS + LONGEST + timedelta(minutes=5), 6, {"ends"}, id="a little too long"),
        pytest.param(BEGINS, BEGINS + timedelta(minutes=61), 6, {"ends"}, id="an odd end"),
        pytest.param(BEGINS, BEGINS + timedelta(hours=1), 0, {"capacity"}, id="for nobody"),
        pytest.param(BEGINS, BEGINS + timedelta(hours=1), MOST_PLACES + 1, {"capacity"}, id="for too many"),
        pytest.param(NOW, NOW, 0, {"starts", "ends", "capacity"}, id="all at once"),
    ],
)
def test_what_no_meeting_can_be(starts_at: datetime, ends_at: datetime, capacity: int, faults: set[str]) -> None:
    assert meeting_faults(starts_at=starts_at, ends_at=ends_at, capacity=capacity, now=NOW) == faults
