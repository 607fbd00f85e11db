"""What a centre offers: one service as a value, for whom it is, how it is given, and how much it asks of a life."""

from dataclasses import dataclass
from enum import StrEnum

from app.rules.answers import ForWhom, Substance

OLDEST = 120  # years; an age above it is a slip of the pen
YOUNG_UNTIL = 29  # A15 and B11 say 'under 30'
# How much a service asks of a life (C12, 'least intrusive measure'). The number orders the list, and decides nothing.
LEAST_INTRUSIVE, MOST_INTRUSIVE = 1, 9
INTRUSIVENESS = {
    1: "a talk now and then; no name, no decision, nothing to keep up",
    2: "beside everyday life: relatives' talks, volunteers, help at one's own pace or where one already is",
    3: "talks once or twice a week, beside a job or studies",
    4: "a group at fixed times, with people one does not know",
    5: "medicine: a doctor, a prescription, set days to turn up",
    6: "several authorities around one person or family at the same time",
    7: "days: up to five a week away from what one otherwise does",
    8: "away from home for a while, or a home with rules, by decision",
    9: "day and night away from home for as long as the plan says",
}


class ServiceKind(StrEnum):
    """What sort of help it is. Free choice holds within one kind (C6), so each is a form of treatment of its own."""

    ADVICE = "advice"
    TALKS = "talks"
    GROUP = "group"
    ONLINE = "online"
    CLINIC = "clinic"  # the doctor, medicine, substitution
    DAY_TREATMENT = "day_treatment"
    DETOX = "detox"
    RESIDENTIAL = "residential"
    HOUSING = "housing"
    OUTREACH = "outreach"
    RELATIVES = "relatives"
    COORDINATION = "coordination"  # several authorities around one person: C5, C8, E4
    SUPPLEMENT = "supplement"  # beside the rest: volunteers, peers, body and skills (A18)

    @property
    def is_treatment(self) -> bool:
        """Whether the laws of treatment hold: name, consent under 18, free choice."""
        return self in OUTPATIENT or self in (ServiceKind.DETOX, ServiceKind.RESIDENTIAL)

    @property
    def is_local(self) -> bool:
        """Whether it is a municipality's duty to its own citizens. The rest turns nobody away for where they live."""
        return self.is_treatment or self is ServiceKind.HOUSING


OUTPATIENT = frozenset(
    {
        ServiceKind.TALKS,
        ServiceKind.GROUP,
        ServiceKind.ONLINE,
        ServiceKind.CLINIC,
        ServiceKind.DAY_TREATMENT,
        ServiceKind.OUTREACH,
    }
)


class Access(StrEnum):
    """The building blocks of A8: what everybody meets, what one may choose, and what somebody has to grant."""

    MUST = "must"
    CAN = "can"
    CAN_IF_GRANTED = "can_if_granted"  # needs visitation


class Mode(StrEnum):
    IN_PERSON = "in_person"
    PHONE = "phone"
    ONLINE = "online"
    WE_COME = "we_come"


class Anonymity(StrEnum):
    """Whether it can be had without a name."""

    YES = "yes"
    FOR_ALCOHOL = "for_alcohol"  # the law gives it for alcohol and for nothing else (B7)
    DECIDED = "decided"  # has conditions, and is decided for each person (C3)
    NO = "no"


class GroupOf(StrEnum):
    """Whom a group is for (A15): the young who are new to it are not put among people with many hard years behind."""

    ALL_AGES = "all_ages"
    UNDER_30 = "under_30"
    FROM_30 = "from_30"


class Condition(StrEnum):
    """What a service asks for beyond age, substance and place. Each is a question that may not have been asked yet."""

    NO_SOCIAL_HELP = "no_social_help"  # § 101 a: no other social problems that one gets help with (C3)
    NO_SOCIAL_PROBLEMS = "no_social_problems"  # the online group (B5)
    NO_MENTAL_ILLNESS = "no_mental_illness"  # the online group (B5)
    JOB_OR_EDUCATION = "job_or_education"  # the online group (B5)
    MENTAL_ILLNESS = "mental_illness"  # both at once, with the region's psychiatry (E4)
    PREGNANT_OR_CHILDREN = "pregnant_or_children"  # the coordinated effort (C5)
    OTHER_IS_ADULT = "other_is_adult"  # the one a relative cares about is 18 or over (B5)
    AT_HOME_OR_SHELTER = "at_home_or_shelter"  # lives at a home with support, or at a shelter (E5)
    OFTEN_AT_DROP_IN = "often_at_drop_in"  # SIV: where people at risk spend the day (B5, D10)


class Price(StrEnum):
    FREE = "free"
    FOOD_AND_BED = "food_and_bed"  # may have to be paid for; the help itself is free


class Transport(StrEnum):
    FREE_FROM_OUTER_AREAS = "free_from_outer_areas"  # B13
    OWN_EXPENSE = "own_expense"


@dataclass(frozen=True, kw_only=True)
class Service:
    """One thing a centre offers. ``None`` and an empty tuple are 'not stated', which limits nobody.

    Ages are whole years, both ends included. ``offered_under``: everybody younger must be offered it (B11).
    ``talks`` is the usual number, least and most. ``talks``, ``price``, ``transport``, ``gift_cards`` and ``modes`` are
    for the page and decide nothing. ``shared_by`` are the keys of the municipalities that give it together.
    """

    key: str
    kind: ServiceKind
    audience: tuple[ForWhom, ...]
    access: Access
    intrusiveness: int
    substances: tuple[Substance, ...] = (Substance.ALCOHOL, Substance.DRUGS)
    youngest: int | None = None
    oldest: int | None = None
    group_of: GroupOf | None = None
    conditions: tuple[Condition, ...] = ()
    anonymous: Anonymity | None = None
    offered_under: int | None = None
    beside_treatment: bool = False  # given together with other treatment here, not alone
    supplement: bool = False
    shared_by: tuple[str, ...] = ()
    modes: tuple[Mode, ...] = ()
    talks: tuple[int, int] | None = None
    price: Price | None = None
    transport: Transport | None = None
    gift_cards: bool = False
