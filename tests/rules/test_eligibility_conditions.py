"""The conditions of some services, whom a service is for, and what it says about names (B5, C2, C3, C5, E4, E5)."""

from dataclasses import replace

import pytest

from app.rules.answers import ForWhom, Home, Relation
from app.rules.eligibility import Facts
from app.rules.service_reasons import ServiceReason, Verdict, WayOn, Why
from app.rules.services import Access, Anonymity, Condition, Service
from tests.rules.offered import (
    ALCOHOL,
    ALCOHOL_TALKS,
    ANONYMOUS_TREATMENT,
    BOTH,
    COUNSELLING,
    DROP_IN,
    DRUG_TALKS,
    DRUGS,
    FAMILY,
    GROUP,
    HOUSING,
    NAMED,
    NEEDLES,
    ONLINE_GROUP,
    OTHER,
    OUTREACH,
    PROFESSIONAL,
    PSYCHIATRY,
    RELATIVE,
    RELATIVES_GROUP,
    RELATIVES_TALKS,
    SELF,
    TALKS,
    decided,
    whys,
)

OPEN, ASK, NO = Verdict.OPEN, Verdict.NEED_TO_KNOW, Verdict.NOT_OPEN
ALL_WELL = Facts(social_problems=False, mental_illness=False, job_or_education=True)


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        pytest.param(Facts(), ASK, id="C3 not told: asked"),
        pytest.param(Facts(social_help=False), OPEN, id="C3 no help with other social problems"),
        pytest.param(Facts(social_help=True), NO, id="C3 help with other social problems"),
        pytest.param(Facts(social_problems=False), OPEN, id="C3 no such problems: no help with them either"),
        pytest.param(Facts(social_problems=True), ASK, id="C3 problems without help may be: asked"),
        pytest.param(Facts(social_problems=True, social_help=False), OPEN, id="C3 problems, and no help with them"),
        pytest.param(Facts(social_problems=False, social_help=True), NO, id="C3 what was told of help is what counts"),
        pytest.param(Facts(mental_illness=True, social_help=False), OPEN, id="C3 mental illness is not asked about"),
        pytest.param(Facts(job_or_education=False, social_help=False), OPEN, id="C3 a job is not asked about"),
    ],
)
def test_c3_anonymous_treatment_of_drugs(facts: Facts, verdict: Verdict) -> None:
    assert decided(ANONYMOUS_TREATMENT, substance=DRUGS, facts=facts).verdict is verdict


def test_c3_it_is_always_an_individual_decision() -> None:
    decision = decided(ANONYMOUS_TREATMENT, substance=DRUGS, facts=Facts(social_help=False))
    assert decision.says(Why.ANONYMOUS_DECIDED)
    assert decision.says(Why.NEEDS_VISITATION)


def test_c3_who_cannot_have_it_without_a_name_can_have_it_with_one() -> None:
    decision = decided(ANONYMOUS_TREATMENT, substance=DRUGS, facts=Facts(social_help=True))
    unmet = ServiceReason(why=Why.CONDITION_UNMET, condition=Condition.NO_SOCIAL_HELP, way_on=WayOn.WITH_A_NAME)
    assert decision.reasons[0] == unmet


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        pytest.param({}, OPEN, id="B5 all three hold"),
        pytest.param({"social_problems": True}, NO, id="B5 other social problems"),
        pytest.param({"social_problems": None}, ASK, id="B5 social problems not told"),
        pytest.param({"social_problems": None, "social_help": True}, NO, id="B5 help with them means they are there"),
        pytest.param({"social_problems": None, "social_help": False}, ASK, id="B5 no help says nothing of problems"),
        pytest.param({"social_problems": False, "social_help": True}, OPEN, id="B5 what was told of problems counts"),
        pytest.param({"mental_illness": True}, NO, id="B5 a mental illness"),
        pytest.param({"mental_illness": None}, ASK, id="B5 mental illness not told"),
        pytest.param({"job_or_education": False}, NO, id="B5 neither job nor education"),
        pytest.param({"job_or_education": None}, ASK, id="B5 job not told"),
        pytest.param({"mental_illness": True, "job_or_education": None}, NO, id="B5 one no is a no"),
    ],
)
def test_b5_the_anonymous_group_online(change: dict[str, bool | None], verdict: Verdict) -> None:
    decision = decided(ONLINE_GROUP, substance=DRUGS, facts=replace(ALL_WELL, **change))
    assert decision.verdict is verdict


def test_b5_every_condition_is_told_and_never_only_the_first() -> None:
    facts = Facts(social_problems=True, mental_illness=True, job_or_education=False)
    noes = decided(ONLINE_GROUP, substance=DRUGS, facts=facts).reasons[:3]
    assert [each.condition for each in noes] == list(ONLINE_GROUP.conditions)
    assert {each.why for each in noes} == {Why.CONDITION_UNMET}
    assert {each.way_on for each in noes} == {WayOn.WITH_A_NAME}
    asked = decided(ONLINE_GROUP, substance=DRUGS).asked
    assert [each.condition for each in asked] == list(ONLINE_GROUP.conditions)
    met = decided(ONLINE_GROUP, substance=DRUGS, facts=ALL_WELL).reasons
    assert [each.condition for each in met if each.why is Why.CONDITION_MET] == list(ONLINE_GROUP.conditions)


@pytest.mark.parametrize(
    ("home", "verdict"),
    [
        pytest.param((), ASK, id="C5 not told: asked"),
        pytest.param((Home.PREGNANT,), OPEN, id="C5 pregnant"),
        pytest.param((Home.CHILDREN,), OPEN, id="C5 children at home"),
        pytest.param((Home.PREGNANT, Home.CHILDREN), OPEN, id="C5 both"),
        pytest.param((Home.NEITHER,), NO, id="C5 neither"),
    ],
)
def test_c5_the_coordinated_effort(home: tuple[Home, ...], verdict: Verdict) -> None:
    assert decided(FAMILY, home=home).verdict is verdict


@pytest.mark.parametrize(
    ("service", "facts", "verdict"),
    [
        pytest.param(PSYCHIATRY, Facts(), ASK, id="E4 not told"),
        pytest.param(PSYCHIATRY, Facts(mental_illness=True), OPEN, id="E4 both at once"),
        pytest.param(PSYCHIATRY, Facts(mental_illness=False), NO, id="E4 no mental illness"),
        pytest.param(OUTREACH, Facts(), ASK, id="E5 not told where one lives"),
        pytest.param(OUTREACH, Facts(at_home_or_shelter=True), OPEN, id="E5 at a supported home or a shelter"),
        pytest.param(OUTREACH, Facts(at_home_or_shelter=False), NO, id="E5 elsewhere"),
        pytest.param(DROP_IN, Facts(), ASK, id="B5 SIV not told"),
        pytest.param(DROP_IN, Facts(often_at_drop_in=True), OPEN, id="B5 SIV at a drop-in centre"),
        pytest.param(DROP_IN, Facts(often_at_drop_in=False), NO, id="B5 SIV elsewhere"),
    ],
)
def test_where_somebody_is(service: Service, facts: Facts, verdict: Verdict) -> None:
    assert decided(service, facts=facts).verdict is verdict


@pytest.mark.parametrize("service", [FAMILY, PSYCHIATRY, OUTREACH, DROP_IN])
def test_a_condition_that_does_not_hold_leads_to_what_there_is(service: Service) -> None:
    facts = Facts(mental_illness=False, at_home_or_shelter=False, often_at_drop_in=False)
    assert decided(service, home=(Home.NEITHER,), facts=facts).ways_on == (WayOn.OWN_SERVICES,)


@pytest.mark.parametrize(
    ("relation", "told", "verdict"),
    [
        pytest.param(None, None, ASK, id="B5 not told: asked"),
        pytest.param(Relation.PARENT, None, OPEN, id="B5 a parent is grown up"),
        pytest.param(Relation.PARENT, False, OPEN, id="B5 a parent is grown up whatever was ticked"),
        pytest.param(Relation.CHILD, None, ASK, id="B5 a child may be grown up"),
        pytest.param(Relation.CHILD, True, OPEN, id="B5 a grown child"),
        pytest.param(Relation.CHILD, False, NO, id="B5 a child under 18"),
        pytest.param(Relation.PARTNER, None, ASK, id="B5 a partner is asked too"),
    ],
)
def test_b5_the_relatives_group_is_about_grown_people(
    relation: Relation | None, told: bool | None, verdict: Verdict
) -> None:
    decision = decided(RELATIVES_GROUP, for_whom=RELATIVE, relation=relation, facts=Facts(other_is_adult=told))
    assert decision.verdict is verdict


@pytest.mark.parametrize(
    ("service", "for_whom", "why"),
    [
        pytest.param(RELATIVES_TALKS, SELF, Why.NOT_FOR_SELF, id="B3 relatives' talks are not for oneself"),
        pytest.param(RELATIVES_TALKS, PROFESSIONAL, Why.NOT_FOR_WORK, id="B12 nor for one's work"),
        pytest.param(TALKS, RELATIVE, Why.NOT_FOR_RELATIVES, id="B3 treatment is not a relative's to have"),
        pytest.param(TALKS, PROFESSIONAL, Why.NOT_FOR_WORK, id="B12 treatment is not a professional's to have"),
    ],
)
def test_whom_it_is_for(service: Service, for_whom: ForWhom, why: Why) -> None:
    decision = decided(service, for_whom=for_whom)
    assert decision.verdict is NO
    assert decision.reasons == (ServiceReason(why=why, way_on=WayOn.OWN_SERVICES),)


@pytest.mark.parametrize(
    ("service", "for_whom"),
    [
        pytest.param(COUNSELLING, SELF, id="C2 a talk for oneself"),
        pytest.param(COUNSELLING, RELATIVE, id="C2 for a relative"),
        pytest.param(COUNSELLING, PROFESSIONAL, id="C2 B12 for a professional"),
        pytest.param(RELATIVES_TALKS, RELATIVE, id="B3 relatives' talks"),
        pytest.param(TALKS, SELF, id="B3 treatment"),
    ],
)
def test_open_to_whom_it_is_for(service: Service, for_whom: ForWhom) -> None:
    decision = decided(service, for_whom=for_whom)
    assert decision.verdict is OPEN
    assert decision.says(Why.FOR_YOU)


_NAMES = {
    Why.ANONYMOUS_POSSIBLE,
    Why.ANONYMOUS_FOR_ALCOHOL,
    Why.ANONYMOUS_DECIDED,
    Why.NAME_ALREADY_TOLD,
    Why.NAME_NEEDED,
}


@pytest.mark.parametrize(
    ("service", "told", "said"),
    [
        pytest.param(COUNSELLING, {}, {Why.ANONYMOUS_POSSIBLE}, id="C2 a talk without a name"),
        pytest.param(COUNSELLING, {"contact": NAMED}, set(), id="C2 who has told a name is not told about it"),
        pytest.param(ALCOHOL_TALKS, {"substance": ALCOHOL}, {Why.ANONYMOUS_POSSIBLE}, id="B7 alcohol without a name"),
        pytest.param(GROUP, {"substance": ALCOHOL}, {Why.ANONYMOUS_POSSIBLE}, id="B7 for both, and it is alcohol"),
        pytest.param(GROUP, {"substance": DRUGS}, {Why.NAME_NEEDED}, id="B7 for both, and it is drugs"),
        pytest.param(GROUP, {"substance": BOTH}, {Why.ANONYMOUS_FOR_ALCOHOL}, id="B7 for both, and it is both"),
        pytest.param(GROUP, {}, {Why.ANONYMOUS_FOR_ALCOHOL}, id="B7 for both, not told"),
        pytest.param(GROUP, {"substance": OTHER}, {Why.ANONYMOUS_FOR_ALCOHOL}, id="B7 for both, something else"),
        pytest.param(GROUP, {"substance": DRUGS, "contact": NAMED}, set(), id="B7 with a name nothing is needed"),
        pytest.param(GROUP, {"substance": ALCOHOL, "contact": NAMED}, set(), id="B7 with a name, alcohol"),
        pytest.param(DRUG_TALKS, {"substance": DRUGS}, {Why.NAME_NEEDED}, id="C3 drugs: the name comes before it"),
        pytest.param(DRUG_TALKS, {"substance": DRUGS, "contact": NAMED}, set(), id="C3 drugs, with a name"),
        pytest.param(ANONYMOUS_TREATMENT, {"substance": DRUGS}, {Why.ANONYMOUS_DECIDED}, id="C3 applied for"),
        pytest.param(
            ANONYMOUS_TREATMENT,
            {"substance": DRUGS, "contact": NAMED},
            {Why.ANONYMOUS_DECIDED, Why.NAME_ALREADY_TOLD},
            id="C3 a name told can be taken back",
        ),
        pytest.param(TALKS, {}, set(), id="not stated: nothing is said"),
        pytest.param(TALKS, {"substance": ALCOHOL}, set(), id="not stated, alcohol: nothing is made up"),
        pytest.param(TALKS, {"substance": DRUGS}, set(), id="not stated, drugs: nothing is made up"),
    ],
)
def test_what_it_says_about_names(service: Service, told: dict[str, object], said: set[Why]) -> None:
    decision = decided(service, **told)
    assert decision.verdict is not NO  # no name was ever held against anybody
    assert _NAMES & set(whys(decision)) == said


@pytest.mark.parametrize(
    ("service", "why"),
    [
        pytest.param(COUNSELLING, Why.PART_OF_EVERY_COURSE, id="A8 must"),
        pytest.param(replace(TALKS, access=Access.CAN_IF_GRANTED), Why.NEEDS_VISITATION, id="A8 can, if granted"),
        pytest.param(HOUSING, Why.BESIDE_TREATMENT, id="B5 the halfway house goes with treatment"),
        pytest.param(NEEDLES, Why.IS_SUPPLEMENT, id="A18 a supplement"),
    ],
)
def test_what_is_good_to_know_changes_nothing(service: Service, why: Why) -> None:
    decision = decided(service)
    assert decision.verdict is OPEN
    assert decision.says(why)


def test_a8_what_one_may_choose_freely_says_no_more_than_that() -> None:
    assert whys(decided(TALKS)) == [Why.FOR_YOU, Why.RIGHT_AGE, Why.LIVES_HERE]


def test_what_is_closed_says_why_and_where_to_and_no_more() -> None:
    decision = decided(replace(DRUG_TALKS, access=Access.CAN_IF_GRANTED), substance=ALCOHOL)
    assert whys(decision) == [Why.OTHER_SUBSTANCE, Why.FOR_YOU, Why.RIGHT_AGE, Why.LIVES_HERE]


def test_anonymous_without_a_stated_way_is_not_promised() -> None:
    assert Anonymity.NO is DRUG_TALKS.anonymous
    assert TALKS.anonymous is None
