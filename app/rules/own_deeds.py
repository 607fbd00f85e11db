"""What a citizen may do on their own page. Each rule says no with a reason, or nothing at all."""

from app.rules.answers import ForWhom, Rung, State
from app.rules.obstacle import Obstacle

# The rungs that can be stepped on. A professional may be called at work, and is never asked for a name (B12).
RUNGS = {
    ForWhom.SELF: (Rung.NICKNAME, Rung.SAFE_CONTACT, Rung.NAME),
    ForWhom.RELATIVE: (Rung.NICKNAME, Rung.SAFE_CONTACT, Rung.NAME),
    ForWhom.PROFESSIONAL: (Rung.SAFE_CONTACT,),
}


def obstacle_to_write(*, state: State) -> Obstacle | None:
    """Why a message can no longer be sent: nobody would read it, and we must not pretend."""
    return None if state.open else Obstacle.ALREADY_CLOSED


def obstacle_to_hurry(*, state: State) -> Obstacle | None:
    """Why 'it has become more urgent' cannot be said here: as for a message (N11)."""
    return obstacle_to_write(state=state)


def obstacle_to_answer(*, state: State) -> Obstacle | None:
    """Why a questionnaire cannot be filled in or sent: as for a message (A2)."""
    return obstacle_to_write(state=state)


def obstacle_to_tell_more(*, state: State, hypothetical: bool) -> Obstacle | None:
    """Why nobody may step up the ladder. Who asked without saying who anybody is, is not asked afterwards (N7)."""
    if hypothetical:
        return Obstacle.ASKED_HYPOTHETICALLY
    return obstacle_to_write(state=state)


def obstacle_to_change_wish(*, state: State, hypothetical: bool, for_whom: ForWhom) -> Obstacle | None:
    """Why a wish for treatment cannot be said here: only a person's own wish starts a clock (N1)."""
    if for_whom is not ForWhom.SELF:
        return Obstacle.NOT_ABOUT_YOURSELF
    return obstacle_to_tell_more(state=state, hypothetical=hypothetical)
