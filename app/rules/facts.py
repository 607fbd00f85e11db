"""What some services ask for beyond the inquiry's own questions, and what the two say together about age and place."""

from dataclasses import dataclass
from typing import NamedTuple

from app.rules.answers import AgeBand, Answers
from app.rules.services import OLDEST, YOUNG_UNTIL, ServiceKind

ELSEWHERE = "elsewhere"  # the answer of who lives in no served municipality, and has not said which


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Further answers. ``None`` is 'not told', as everywhere.

    ``years``: the exact age, where the age band is too wide. ``municipality``: its key, where the answer only said
    'elsewhere'. ``granted``: the kind of treatment one's own municipality has decided on (C6). ``social_help``: other
    social problems that one gets help with (C3); ``social_problems``: any at all (B5). ``other_is_adult``: the one a
    relative cares about is 18 or over.
    """

    years: int | None = None
    municipality: str | None = None
    granted: ServiceKind | None = None
    social_help: bool | None = None
    social_problems: bool | None = None
    mental_illness: bool | None = None
    job_or_education: bool | None = None
    other_is_adult: bool | None = None
    at_home_or_shelter: bool | None = None
    often_at_drop_in: bool | None = None


NOTHING_MORE = Facts()


class Ages(NamedTuple):
    """Whole years, both ends included."""

    youngest: int
    oldest: int


ANY_AGE = Ages(0, OLDEST)
_BANDS = {
    AgeBand.UNDER_13: Ages(0, 12),
    AgeBand.FROM_13_TO_17: Ages(13, 17),
    AgeBand.FROM_18_TO_29: Ages(18, YOUNG_UNTIL),
    AgeBand.FROM_30: Ages(YOUNG_UNTIL + 1, OLDEST),
}


def ages_told(answers: Answers, facts: Facts) -> Ages | None:
    """The ages a person may have, by what they told; an exact age says more than a band."""
    if facts.years is not None:
        return Ages(facts.years, facts.years)
    return _BANDS[answers.age] if answers.age else None


def home_told(answers: Answers, facts: Facts) -> str | None:
    """Where the person lives: a municipality's key, 'elsewhere', or ``None`` when it was not told."""
    return facts.municipality or answers.municipality
