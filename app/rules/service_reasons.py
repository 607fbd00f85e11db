"""Why a service is open to a person, why not, or what we would need to know: each reason, and where a no leads."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from app.rules.services import Condition, Service


class Verdict(IntEnum):
    """The smaller, the sooner it is shown."""

    OPEN = 1
    NEED_TO_KNOW = 2
    NOT_OPEN = 3


class Why(StrEnum):
    """One reason. The order is the order on the screen: what says no, what must be asked, what speaks for, the rest."""

    # says no, and always leads on (B3, A5)
    NOT_FOR_SELF = "not_for_self"
    NOT_FOR_RELATIVES = "not_for_relatives"
    NOT_FOR_WORK = "not_for_work"
    TOO_YOUNG = "too_young"
    TOO_OLD = "too_old"
    GROUP_OF_THE_YOUNG = "group_of_the_young"  # A15
    GROUP_OF_THE_GROWN = "group_of_the_grown"  # A15
    OTHER_SUBSTANCE = "other_substance"
    OTHER_KIND_GRANTED = "other_kind_granted"  # C6
    NO_FREE_CHOICE = "no_free_choice"  # C6: what is no treatment cannot be chosen elsewhere
    CONDITION_UNMET = "condition_unmet"
    # must be asked
    ASK_AGE = "ask_age"
    ASK_SUBSTANCE = "ask_substance"
    ASK_WHICH_PLACE = "ask_which_place"
    ASK_GRANTED = "ask_granted"
    CONDITION_ASKED = "condition_asked"
    # speaks for it
    FOR_YOU = "for_you"
    RIGHT_AGE = "right_age"
    RIGHT_SUBSTANCE = "right_substance"
    LIVES_HERE = "lives_here"
    ALCOHOL_NATIONWIDE = "alcohol_nationwide"  # B7
    SAME_KIND_GRANTED = "same_kind_granted"  # C6
    CONDITION_MET = "condition_met"
    # good to know, and changes nothing
    OFFERED_TO_THE_YOUNG = "offered_to_the_young"  # B11
    PART_OF_EVERY_COURSE = "part_of_every_course"
    NEEDS_VISITATION = "needs_visitation"
    CONSENT_UNDER_18 = "consent_under_18"
    ANONYMOUS_POSSIBLE = "anonymous_possible"
    ANONYMOUS_FOR_ALCOHOL = "anonymous_for_alcohol"  # B7
    ANONYMOUS_DECIDED = "anonymous_decided"  # C3
    NAME_ALREADY_TOLD = "name_already_told"
    NAME_NEEDED = "name_needed"
    MIXED_AGES = "mixed_ages"  # A15
    BESIDE_TREATMENT = "beside_treatment"
    IS_SUPPLEMENT = "is_supplement"  # A18
    LIVES_ELSEWHERE = "lives_elsewhere"  # A5
    HELP_FOR_THE_YOUNG = "help_for_the_young"  # B3
    MUST_BE_APPROVED = "must_be_approved"  # C6: the place chosen is a registered one


class WayOn(StrEnum):
    """Where a no leads. Never 'somewhere else': each is a thing somebody here does together with the person."""

    ADVICE = "advice"  # the talk that is open to all
    OWN_SERVICES = "own_services"  # what there is for the one who asks
    YOUNG_PEOPLE = "young_people"  # the right adults in the municipality, found together
    OTHER_AGES = "other_ages"  # the same help, for another age
    ONE_TO_ONE = "one_to_one"  # the same help, without a group
    OTHER_SERVICES = "other_services"  # what there is for the substance in question
    WITH_A_NAME = "with_a_name"  # the same help, once a name is told
    OWN_MUNICIPALITY = "own_municipality"  # we go with them there


_ORDER = {why: place for place, why in enumerate(Why)}
SAYS_NO = frozenset(tuple(Why)[: _ORDER[Why.ASK_AGE]])
MUST_ASK = frozenset(tuple(Why)[_ORDER[Why.ASK_AGE] : _ORDER[Why.FOR_YOU]])
_VERDICTS = dict.fromkeys(SAYS_NO, Verdict.NOT_OPEN) | dict.fromkeys(MUST_ASK, Verdict.NEED_TO_KNOW)


@dataclass(frozen=True, kw_only=True)
class ServiceReason:
    """One reason. ``way_on`` is there on every no. ``condition`` is there where a condition is what it is about.

    ``youngest`` and ``oldest`` are the limits that were looked at, ``places`` the municipalities that share it.
    """

    why: Why
    way_on: WayOn | None = None
    condition: Condition | None = None
    youngest: int | None = None
    oldest: int | None = None
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.why in SAYS_NO and self.way_on is None:
            raise ValueError("A no leads on (B3): say where.")


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Open, not open, or 'we need to know', with every reason in the order of ``Why``."""

    verdict: Verdict
    reasons: tuple[ServiceReason, ...]

    def says(self, why: Why) -> bool:
        return any(reason.why is why for reason in self.reasons)

    @property
    def asked(self) -> tuple[ServiceReason, ...]:
        """What we would need to know."""
        return tuple(reason for reason in self.reasons if reason.why in MUST_ASK)

    @property
    def ways_on(self) -> tuple[WayOn, ...]:
        """Where it leads instead, each way once."""
        return tuple(dict.fromkeys(reason.way_on for reason in self.reasons if reason.way_on))


def decided(reasons: list[ServiceReason]) -> Decision:
    """The decision that the reasons make together: one no is a no, and without one, one question is a question."""
    verdict = max((_VERDICTS.get(reason.why, Verdict.OPEN) for reason in reasons), default=Verdict.OPEN)
    each_once = dict.fromkeys(reasons)
    return Decision(verdict=verdict, reasons=tuple(sorted(each_once, key=lambda reason: _ORDER[reason.why])))


@dataclass(frozen=True, kw_only=True)
class Match:
    """A service with what was decided about it."""

    service: Service
    decision: Decision
