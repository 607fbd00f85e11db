"""Who may open, take, answer, release and close an inquiry (B6, N12, N13)."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app.rules.answers import OPEN_STATES, State
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.triage import (
    Role,
    obstacle_to_claim,
    obstacle_to_close,
    obstacle_to_note,
    obstacle_to_open,
    obstacle_to_release,
    obstacle_to_reply,
)

METTE, JENS = UUID(int=1), UUID(int=2)
ACTS = [obstacle_to_reply, obstacle_to_note, obstacle_to_release, obstacle_to_close]
Act = Callable[..., Obstacle | None]


@pytest.mark.parametrize(
    ("role", "assigned_to", "reason", "obstacle"),
    [
        pytest.param(Role.COUNSELLOR, METTE, None, None, id="N12 your own needs no reason"),
        pytest.param(Role.COUNSELLOR, JENS, None, Obstacle.REASON_NEEDED, id="N12 a colleague's needs a reason"),
        pytest.param(Role.COUNSELLOR, JENS, "", Obstacle.REASON_NEEDED, id="N12 an empty reason is none"),
        pytest.param(Role.COUNSELLOR, JENS, " \n", Obstacle.REASON_NEEDED, id="N12 a blank reason is none"),
        pytest.param(Role.COUNSELLOR, JENS, "Jens er syg", None, id="N12 a reason opens a colleague's"),
        pytest.param(
            Role.COUNSELLOR, None, None, Obstacle.REASON_NEEDED, id="N12 one that nobody has is not yours either"
        ),
        pytest.param(Role.COUNSELLOR, None, "Vagt", None, id="N12 a reason opens one that nobody has"),
        pytest.param(Role.LEADER, JENS, None, Obstacle.REASON_NEEDED, id="B6 a leader needs a reason too"),
        pytest.param(Role.LEADER, JENS, "Klage", None, id="B6 a leader with a reason"),
        pytest.param(Role.LEADER, METTE, None, None, id="B6 a leader's own"),
        pytest.param(
            Role.ADMINISTRATOR, METTE, "Fejl", Obstacle.ROLE_OPENS_NOTHING, id="an administrator opens nothing"
        ),
        pytest.param(Role.ADMINISTRATOR, None, None, Obstacle.ROLE_OPENS_NOTHING, id="whatever the reason"),
    ],
)
def test_opening(role: Role, assigned_to: UUID | None, reason: str | None, obstacle: Obstacle | None) -> None:
    assert obstacle_to_open(role=role, assigned_to=assigned_to, staff_id=METTE, reason=reason) is obstacle


@pytest.mark.parametrize(
    ("role", "assigned_to", "state", "obstacle"),
    [
        pytest.param(Role.COUNSELLOR, None, State.RECEIVED, None, id="N13 one that nobody has can be taken"),
        pytest.param(Role.LEADER, None, State.RECEIVED, None, id="N13 a leader can take one"),
        pytest.param(Role.COUNSELLOR, METTE, State.CLAIMED, None, id="N13 a button pressed twice does no harm"),
        pytest.param(Role.COUNSELLOR, JENS, State.CLAIMED, Obstacle.CLAIMED_BY_COLLEAGUE, id="N13 Jens has it"),
        pytest.param(
            Role.LEADER, JENS, State.CLAIMED, Obstacle.CLAIMED_BY_COLLEAGUE, id="N13 a leader takes it from nobody"
        ),
        pytest.param(Role.COUNSELLOR, None, State.CLOSED, Obstacle.ALREADY_CLOSED, id="N13 a closed one is not taken"),
        pytest.param(
            Role.ADMINISTRATOR, None, State.RECEIVED, Obstacle.ROLE_OPENS_NOTHING, id="an administrator takes none"
        ),
    ],
)
def test_taking(role: Role, assigned_to: UUID | None, state: State, obstacle: Obstacle | None) -> None:
    assert obstacle_to_claim(role=role, assigned_to=assigned_to, staff_id=METTE, state=state) is obstacle


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", OPEN_STATES)
def test_the_one_who_took_it_may_act_while_it_is_open(act: Act, state: State) -> None:
    assert act(role=Role.COUNSELLOR, assigned_to=METTE, staff_id=METTE, state=state) is None


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("role", "assigned_to", "state", "obstacle"),
    [
        pytest.param(Role.COUNSELLOR, JENS, State.CLAIMED, Obstacle.NOT_YOURS, id="A11 a colleague's is not yours"),
        pytest.param(Role.COUNSELLOR, None, State.RECEIVED, Obstacle.NOT_YOURS, id="A11 take it first"),
        pytest.param(Role.LEADER, JENS, State.CLAIMED, None, id="B6 a leader may act for a counsellor"),
        pytest.param(Role.COUNSELLOR, METTE, State.CLOSED, Obstacle.ALREADY_CLOSED, id="a closed one stays as it is"),
        pytest.param(Role.LEADER, METTE, State.CLOSED, Obstacle.ALREADY_CLOSED, id="also for a leader"),
        pytest.param(
            Role.ADMINISTRATOR, METTE, State.CLAIMED, Obstacle.ROLE_OPENS_NOTHING, id="never an administrator"
        ),
        pytest.param(
            Role.ADMINISTRATOR, None, State.RECEIVED, Obstacle.ROLE_OPENS_NOTHING, id="nor for what nobody has"
        ),
    ],
)
def test_answering_noting_releasing_and_closing(
    act: Act, role: Role, assigned_to: UUID | None, state: State, obstacle: Obstacle | None
) -> None:
    assert act(role=role, assigned_to=assigned_to, staff_id=METTE, state=state) is obstacle


@pytest.mark.parametrize("act", [obstacle_to_reply, obstacle_to_note, obstacle_to_close])
def test_b6_a_leader_may_act_on_one_that_nobody_has(act: Act) -> None:
    assert act(role=Role.LEADER, assigned_to=None, staff_id=METTE, state=State.RECEIVED) is None


def test_what_nobody_has_cannot_be_released_by_anybody() -> None:
    for role in (Role.COUNSELLOR, Role.LEADER):
        obstacle = obstacle_to_release(role=role, assigned_to=None, staff_id=METTE, state=State.RECEIVED)
        assert obstacle is Obstacle.NOT_YOURS


def test_a_closed_one_that_nobody_had_is_said_to_be_closed() -> None:
    obstacle = obstacle_to_release(role=Role.LEADER, assigned_to=None, staff_id=METTE, state=State.CLOSED)
    assert obstacle is Obstacle.ALREADY_CLOSED


def test_an_obstacle_is_raised_with_its_reason_and_nothing_else() -> None:
    require(None)
    with pytest.raises(NotAllowed) as raised:
        require(Obstacle.NOT_YOURS)
    assert raised.value.obstacle is Obstacle.NOT_YOURS
