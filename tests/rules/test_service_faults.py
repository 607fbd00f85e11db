"""What a service may not say: ages nobody has, less than the law, advice that turns people away, a door to nobody."""

from dataclasses import replace

import pytest

from app.rules.centre_policy import CentrePolicy
from app.rules.service_faults import offer_faults, reachable, service_faults
from app.rules.services import Anonymity, Condition, GroupOf, Service, ServiceKind
from tests.rules.offered import (
    ALCOHOL,
    ALCOHOL_TALKS,
    ALL,
    ANONYMOUS_TREATMENT,
    COUNSELLING,
    DRUG_TALKS,
    DRUGS,
    GROUP,
    GROWN_GROUP,
    MOVE,
    NEEDLES,
    ONLINE_GROUP,
    PROFESSIONAL,
    RELATIVE,
    SELF,
    TALKS,
    YOUNG_GROUP,
)
from tests.rules.policies import EAGER, HADERSLEV, ISHOEJ

WRITE_TALKS = "talks: write the least and the most, such as [3, 5]"


@pytest.mark.parametrize("policy", [HADERSLEV, ISHOEJ, EAGER])
@pytest.mark.parametrize("service", ALL, ids=lambda service: service.key)
def test_a_sound_service_has_no_faults(service: Service, policy: CentrePolicy) -> None:
    assert service_faults(service, policy) == []


@pytest.mark.parametrize(
    ("service", "fault"),
    [
        pytest.param(
            replace(TALKS, intrusiveness=0), "intrusiveness: 0 is not on the scale; write 1 to 9", id="C12 too low"
        ),
        pytest.param(
            replace(TALKS, intrusiveness=10), "intrusiveness: 10 is not on the scale; write 1 to 9", id="C12 too high"
        ),
        pytest.param(replace(TALKS, talks=(5, 3)), WRITE_TALKS, id="reversed"),
        pytest.param(replace(TALKS, talks=(0, 3)), WRITE_TALKS, id="no talks"),
        pytest.param(
            replace(MOVE, offered_under=18),
            "offered_under: nobody under 18 may have it; write a number above 18",
            id="B11 offered to nobody",
        ),
        pytest.param(
            replace(TALKS, offered_under=121),
            "offered_under: nobody under 121 may have it; write a number above 0",
            id="B11 offered to everybody and more",
        ),
        pytest.param(replace(TALKS, youngest=-1), "youngest: -1 is no age; write a number from 0 to 120", id="below 0"),
        pytest.param(replace(TALKS, oldest=121), "oldest: 121 is no age; write a number from 0 to 120", id="over 120"),
        pytest.param(
            replace(TALKS, youngest=30, oldest=18),
            "oldest: 18 is below the youngest age 30; swap them, or leave one out",
            id="reversed ages",
        ),
        pytest.param(
            replace(TALKS, oldest=17),
            "oldest: 17 is below the youngest age 18; swap them, or leave one out",
            id="B3 older than the centre lets in",
        ),
        pytest.param(
            replace(TALKS, youngest=17),
            "youngest: the centre is for 18 and over; raise this age, or lower [ages.youngest]",
            id="B3 ages that overlap the centre's own limit",
        ),
        pytest.param(
            replace(YOUNG_GROUP, oldest=30),
            "oldest: 30 overlaps the group from 30; write 29",
            id="A15 the young group overlaps the grown",
        ),
        pytest.param(
            replace(GROWN_GROUP, youngest=29),
            "youngest: 29 overlaps the group under 30; write 30",
            id="A15 the grown group overlaps the young",
        ),
        pytest.param(
            replace(GROUP, group_of=None),
            'group_of: a group says who sits together (A15); write "all_ages", "under_30" or "from_30"',
            id="A15 a group says whom it is for",
        ),
        pytest.param(
            replace(ALCOHOL_TALKS, anonymous=Anonymity.NO),
            'anonymous: sundhedsloven § 141 gives treatment of alcohol without a name; write "yes" or "for_alcohol"',
            id="B7 alcohol without a name is the law",
        ),
        pytest.param(
            replace(ALCOHOL_TALKS, anonymous=Anonymity.DECIDED),
            'anonymous: sundhedsloven § 141 gives treatment of alcohol without a name; write "yes" or "for_alcohol"',
            id="B7 and not by decision",
        ),
        pytest.param(
            replace(ANONYMOUS_TREATMENT, conditions=()),
            'conditions: serviceloven § 101 a asks that there are no other social problems; add "no_social_help"',
            id="C3 anonymous treatment has its condition",
        ),
        pytest.param(
            replace(ONLINE_GROUP, conditions=(Condition.JOB_OR_EDUCATION,)),
            'conditions: serviceloven § 101 a asks that there are no other social problems; add "no_social_help"',
            id="C3 a job is not the condition",
        ),
        pytest.param(
            replace(TALKS, conditions=(Condition.MENTAL_ILLNESS, Condition.NO_MENTAL_ILLNESS)),
            "key: nobody's answers can open this service; change its ages or its conditions",
            id="two conditions that cannot both hold",
        ),
        pytest.param(
            replace(TALKS, audience=()),
            "key: nobody's answers can open this service; change its ages or its conditions",
            id="for nobody",
        ),
        pytest.param(
            replace(YOUNG_GROUP, youngest=30),
            "key: nobody's answers can open this service; change its ages or its conditions",
            id="A15 a group under 30 from 30",
        ),
        pytest.param(
            replace(COUNSELLING, youngest=13), "youngest: advice is open to all; leave it out", id="C2 advice from 13"
        ),
        pytest.param(
            replace(COUNSELLING, oldest=25), "oldest: advice is open to all; leave it out", id="C2 advice until 25"
        ),
        pytest.param(
            replace(COUNSELLING, substances=(DRUGS,)),
            "substances: advice is open to all; leave it out",
            id="C2 advice about drugs only",
        ),
        pytest.param(
            replace(COUNSELLING, conditions=(Condition.NO_SOCIAL_HELP,)),
            "conditions: advice is open to all; leave it out",
            id="C2 advice on a condition",
        ),
        pytest.param(
            replace(COUNSELLING, group_of=GroupOf.UNDER_30),
            "group_of: advice is open to all; leave it out",
            id="C2 advice in a group of the young",
        ),
        pytest.param(
            replace(COUNSELLING, shared_by=("ishoej",)),
            "shared_by: advice is open to all; leave it out",
            id="C2 advice for some municipalities",
        ),
        pytest.param(
            replace(COUNSELLING, anonymous=Anonymity.NO),
            'anonymous: advice can be had without a name; write "yes"',
            id="C2 advice with a name only",
        ),
    ],
)
def test_a_fault_names_the_field_and_the_remedy(service: Service, fault: str) -> None:
    assert service_faults(service, HADERSLEV) == [fault]


@pytest.mark.parametrize(
    "service",
    [
        pytest.param(replace(TALKS, intrusiveness=1), id="C12 the least"),
        pytest.param(replace(TALKS, intrusiveness=9), id="C12 the most"),
        pytest.param(replace(TALKS, talks=(1, 1)), id="one talk"),
        pytest.param(replace(MOVE, offered_under=19), id="B11 somebody may have it"),
        pytest.param(replace(TALKS, offered_under=120), id="B11 everybody"),
        pytest.param(replace(TALKS, youngest=120, oldest=120), id="one age"),
        pytest.param(replace(NEEDLES, youngest=0, oldest=0), id="the very young, where it is no treatment"),
        pytest.param(replace(YOUNG_GROUP, oldest=29), id="A15 as far as the group goes"),
        pytest.param(replace(GROWN_GROUP, youngest=30), id="A15 from where the group begins"),
        pytest.param(replace(ALCOHOL_TALKS, anonymous=None), id="B7 not stated is not less than the law"),
        pytest.param(replace(TALKS, anonymous=Anonymity.FOR_ALCOHOL), id="B7 for alcohol"),
        pytest.param(replace(DRUG_TALKS, anonymous=Anonymity.NO), id="C3 drugs with a name"),
        pytest.param(replace(NEEDLES, anonymous=Anonymity.NO), id="what is no treatment may ask for a name"),
        pytest.param(replace(NEEDLES, anonymous=Anonymity.YES), id="and may do without"),
        pytest.param(replace(NEEDLES, youngest=13), id="B3 what is no treatment may begin earlier"),
        pytest.param(replace(COUNSELLING, anonymous=None), id="C2 advice that states nothing of names"),
    ],
)
def test_what_is_no_fault(service: Service) -> None:
    assert service_faults(service, HADERSLEV) == []


def test_every_fault_is_said_at_once() -> None:
    service = replace(GROUP, intrusiveness=0, talks=(2, 1), oldest=12, group_of=None)
    assert [fault.split(":")[0] for fault in service_faults(service, HADERSLEV)] == [
        "intrusiveness",
        "talks",
        "oldest",
        "group_of",
    ]


def test_an_age_that_is_none_is_one_fault_and_not_three() -> None:
    assert len(service_faults(replace(TALKS, youngest=-3, oldest=500), HADERSLEV)) == 1


@pytest.mark.parametrize("condition", Condition)
def test_each_condition_can_be_met_by_somebody(condition: Condition) -> None:
    audience = (RELATIVE,) if condition is Condition.OTHER_IS_ADULT else (SELF,)
    assert reachable(replace(DRUG_TALKS, audience=audience, conditions=(condition,)), HADERSLEV)


def test_all_that_can_hold_together_is_reachable() -> None:
    together = tuple(each for each in Condition if each is not Condition.MENTAL_ILLNESS)
    assert reachable(replace(TALKS, conditions=together), HADERSLEV)
    assert reachable(replace(TALKS, conditions=(Condition.MENTAL_ILLNESS, Condition.NO_SOCIAL_HELP)), HADERSLEV)


def test_a_narrow_age_is_reached_at_its_edge() -> None:
    assert reachable(replace(TALKS, youngest=77, oldest=77), HADERSLEV)
    assert reachable(replace(YOUNG_GROUP, youngest=20), HADERSLEV)
    assert reachable(replace(TALKS, substances=(ALCOHOL,)), EAGER)


@pytest.mark.parametrize(
    ("audiences", "missing"),
    [
        pytest.param([(SELF, RELATIVE, PROFESSIONAL)], [], id="A5 one talk for all"),
        pytest.param([(SELF,), (RELATIVE, PROFESSIONAL)], [], id="A5 two talks between them"),
        pytest.param([(SELF, RELATIVE)], ["professional"], id="B12 nobody talks to professionals"),
        pytest.param([], ["self", "relative", "professional"], id="A5 no talk at all"),
    ],
)
def test_a5_whoever_asks_meets_an_open_door(audiences: list[tuple[str, ...]], missing: list[str]) -> None:
    offered = [replace(COUNSELLING, audience=audience) for audience in audiences]
    others = [replace(TALKS, audience=(SELF, RELATIVE, PROFESSIONAL))]  # treatment is no talk
    assert offer_faults([*offered, *others]) == [
        f"no service of kind 'advice' is for '{each}'; add one, so that nobody meets a closed door" for each in missing
    ]


def test_kinds_are_not_confused() -> None:
    assert ServiceKind.ADVICE is COUNSELLING.kind
