"""What staff must see at once of what somebody answered to a questionnaire, whatever the sum is."""

from enum import StrEnum


class Flag(StrEnum):
    """In the order of their importance."""

    SUICIDAL = "suicidal"
    INJECTING = "injecting"
    WITHDRAWAL = "withdrawal"
    CHILDREN_AT_HOME = "children_at_home"
