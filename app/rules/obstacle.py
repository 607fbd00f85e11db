"""The one way a rule says no: a named reason, which a page shows and an action raises."""

from enum import StrEnum


class Obstacle(StrEnum):
    CLAIMED_BY_COLLEAGUE = "claimed_by_colleague"
    NOT_YOURS = "not_yours"
    ALREADY_CLOSED = "already_closed"
    ROLE_OPENS_NOTHING = "role_opens_nothing"
    REASON_NEEDED = "reason_needed"
    ASKED_HYPOTHETICALLY = "asked_hypothetically"
    NOT_ABOUT_YOURSELF = "not_about_yourself"
    NO_SUCH_APPOINTMENT = "no_such_appointment"
    ALREADY_BEGUN = "already_begun"
    NOT_YET = "not_yet"
    LEADER_ONLY = "leader_only"
    LEADER_CHOOSES_FORMS = "leader_chooses_forms"
    NOT_ASKED_OF_YOU = "not_asked_of_you"
    GROUP_NOT_FOR_YOU = "group_not_for_you"
    LEADER_DECIDES = "leader_decides"
    NOT_PUT_FORWARD = "not_put_forward"
    NOTHING_TO_DECIDE = "nothing_to_decide"
    STILL_OPEN = "still_open"


class NotAllowed(Exception):
    """A rule said no. Carries the reason, never what was typed."""

    def __init__(self, obstacle: Obstacle):
        super().__init__(obstacle)
        self.obstacle = obstacle


def require(obstacle: Obstacle | None) -> None:
    """Raise ``NotAllowed`` when a rule found an obstacle."""
    if obstacle:
        raise NotAllowed(obstacle)
