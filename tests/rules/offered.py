"""Services as the rules' tests know them, after the three standards; and what a person tells about themselves."""

from dataclasses import replace
from typing import Any

from app.rules.answers import AgeBand, Answers, Contact, ForWhom, Substance
from app.rules.centre_policy import CentrePolicy
from app.rules.eligibility import Decision, Facts, decide
from app.rules.service_reasons import Why
from app.rules.services import Access, Anonymity, Condition, GroupOf, Service, ServiceKind
from tests.rules.policies import HADERSLEV

SELF, RELATIVE, PROFESSIONAL = ForWhom.SELF, ForWhom.RELATIVE, ForWhom.PROFESSIONAL
ALCOHOL, DRUGS, BOTH, OTHER = Substance.ALCOHOL, Substance.DRUGS, Substance.BOTH, Substance.OTHER

TALKS = Service(
    key="talks",
    kind=ServiceKind.TALKS,
    audience=(SELF,),
    access=Access.CAN,
    intrusiveness=3,
)
COUNSELLING = Service(
    key="open_counselling",
    kind=ServiceKind.ADVICE,
    audience=(SELF, RELATIVE, PROFESSIONAL),
    access=Access.MUST,
    intrusiveness=1,
    anonymous=Anonymity.YES,
)
DRUG_TALKS = replace(TALKS, key="drug_talks", substances=(DRUGS,), anonymous=Anonymity.NO)
ALCOHOL_TALKS = replace(TALKS, key="alcohol_talks", substances=(ALCOHOL,), anonymous=Anonymity.YES)
MOVE = replace(
    DRUG_TALKS, key="move", youngest=18, oldest=30, offered_under=30, access=Access.CAN_IF_GRANTED, gift_cards=True
)
GROUP = replace(
    TALKS,
    key="group",
    kind=ServiceKind.GROUP,
    intrusiveness=4,
    group_of=GroupOf.ALL_AGES,
    anonymous=Anonymity.FOR_ALCOHOL,
)
YOUNG_GROUP = replace(GROUP, key="young_group", group_of=GroupOf.UNDER_30)
GROWN_GROUP = replace(GROUP, key="grown_group", group_of=GroupOf.FROM_30)
ONLINE_GROUP = replace(
    GROUP,
    key="online_group",
    substances=(DRUGS,),
    anonymous=Anonymity.YES,
    conditions=(Condition.NO_SOCIAL_PROBLEMS, Condition.NO_MENTAL_ILLNESS, Condition.JOB_OR_EDUCATION),
    shared_by=("toender", "soenderborg", "aabenraa", "haderslev"),
)
ANONYMOUS_TREATMENT = replace(
    DRUG_TALKS,
    key="anonymous_treatment",
    access=Access.CAN_IF_GRANTED,
    anonymous=Anonymity.DECIDED,
    conditions=(Condition.NO_SOCIAL_HELP,),
)
DAY = replace(TALKS, key="day", kind=ServiceKind.DAY_TREATMENT, intrusiveness=7, access=Access.CAN_IF_GRANTED)
RESIDENTIAL = replace(DAY, key="residential", kind=ServiceKind.RESIDENTIAL, intrusiveness=9)
DETOX = replace(DAY, key="detox", kind=ServiceKind.DETOX, intrusiveness=8)
HOUSING = replace(DAY, key="halfway_house", kind=ServiceKind.HOUSING, intrusiveness=8, beside_treatment=True)
RELATIVES_TALKS = replace(
    TALKS, key="relatives_talks", kind=ServiceKind.RELATIVES, audience=(RELATIVE,), intrusiveness=2, talks=(3, 4)
)
RELATIVES_GROUP = replace(
    RELATIVES_TALKS,
    key="relatives_group",
    intrusiveness=4,
    youngest=18,
    group_of=GroupOf.ALL_AGES,
    conditions=(Condition.OTHER_IS_ADULT,),
)
FAMILY = replace(
    TALKS,
    key="family_effort",
    kind=ServiceKind.COORDINATION,
    intrusiveness=6,
    conditions=(Condition.PREGNANT_OR_CHILDREN,),
)
PSYCHIATRY = replace(FAMILY, key="double_focus", conditions=(Condition.MENTAL_ILLNESS,))
OUTREACH = replace(
    TALKS, key="outreach", kind=ServiceKind.OUTREACH, intrusiveness=2, conditions=(Condition.AT_HOME_OR_SHELTER,)
)
DROP_IN = replace(OUTREACH, key="drop_in", conditions=(Condition.OFTEN_AT_DROP_IN,))
NEEDLES = replace(TALKS, key="nada", kind=ServiceKind.SUPPLEMENT, intrusiveness=2, supplement=True)
ALL = (
    COUNSELLING,
    TALKS,
    DRUG_TALKS,
    ALCOHOL_TALKS,
    MOVE,
    GROUP,
    YOUNG_GROUP,
    GROWN_GROUP,
    ONLINE_GROUP,
    ANONYMOUS_TREATMENT,
    DAY,
    RESIDENTIAL,
    DETOX,
    HOUSING,
    RELATIVES_TALKS,
    RELATIVES_GROUP,
    FAMILY,
    PSYCHIATRY,
    OUTREACH,
    DROP_IN,
    NEEDLES,
)
NAMED = Contact(name="Nadia")


def decided(service: Service, *, policy: CentrePolicy = HADERSLEV, facts: Facts | None = None, **told: Any) -> Decision:
    """What is decided about a service for somebody who lives in Haderslev, is 40, and tells this besides."""
    answers = Answers(**({"age": AgeBand.FROM_30, "municipality": "haderslev"} | told))
    return decide(answers, service, policy, facts or Facts())


def whys(decision: Decision) -> list[Why]:
    return [reason.why for reason in decision.reasons]
