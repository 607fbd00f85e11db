"""What a citizen may do on their own page, and why not (N1, N2, N7, N11)."""

import pytest

from app.rules.answers import ForWhom, Rung, State
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.own_deeds import (
    RUNGS,
    obstacle_to_change_wish,
    obstacle_to_hurry,
    obstacle_to_tell_more,
    obstacle_to_write,
)


@pytest.mark.parametrize("state", State)
def test_a_closed_inquiry_is_read_by_nobody(state: State) -> None:
    expected = Obstacle.ALREADY_CLOSED if state is State.CLOSED else None
    assert obstacle_to_write(state=state) is expected
    assert obstacle_to_hurry(state=state) is expected
    assert obstacle_to_tell_more(state=state, hypothetical=False) is expected
    assert obstacle_to_change_wish(state=state, hypothetical=False, for_whom=ForWhom.SELF) is expected


@pytest.mark.parametrize("state", State)
def test_n7_who_asked_without_a_name_is_not_asked_afterwards(state: State) -> None:
    assert obstacle_to_tell_more(state=state, hypothetical=True) is Obstacle.ASKED_HYPOTHETICALLY
    wish = obstacle_to_change_wish(state=state, hypothetical=True, for_whom=ForWhom.SELF)
    assert wish is Obstacle.ASKED_HYPOTHETICALLY


@pytest.mark.parametrize("for_whom", [ForWhom.RELATIVE, ForWhom.PROFESSIONAL])
def test_n1_nobody_wishes_for_somebody_else(for_whom: ForWhom) -> None:
    for hypothetical in (True, False):
        found = obstacle_to_change_wish(state=State.CLAIMED, hypothetical=hypothetical, for_whom=for_whom)
        assert found is Obstacle.NOT_ABOUT_YOURSELF


def test_n2_b12_a_professional_steps_no_higher_than_a_telephone() -> None:
    assert RUNGS[ForWhom.PROFESSIONAL] == (Rung.SAFE_CONTACT,)
    assert RUNGS[ForWhom.SELF] == RUNGS[ForWhom.RELATIVE] == (Rung.NICKNAME, Rung.SAFE_CONTACT, Rung.NAME)


def test_a_no_is_raised_with_its_reason_and_nothing_else() -> None:
    require(None)
    with pytest.raises(NotAllowed, match=r"^not_yours$") as raised:
        require(Obstacle.NOT_YOURS)
    assert raised.value.obstacle is Obstacle.NOT_YOURS
