"""The order of services; and whatever a person tells: no dead end, no door closed by telling more (A5, C12)."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.answers import AgeBand, Answers, Contact, Danger, ForWhom, Home, Relation, Substance, Wish
from app.rules.eligibility import Facts, Match, decide, matching
from app.rules.service_reasons import MUST_ASK, SAYS_NO, Decision, ServiceReason, Verdict, WayOn, Why, decided
from app.rules.services import Service, ServiceKind
from tests.rules.offered import (
    ALL,
    COUNSELLING,
    DAY,
    DRUG_TALKS,
    DRUGS,
    GROUP,
    MOVE,
    NEEDLES,
    RELATIVES_TALKS,
    RESIDENTIAL,
    TALKS,
)
from tests.rules.policies import EAGER, HADERSLEV, ISHOEJ

OPEN, ASK, NO = Verdict.OPEN, Verdict.NEED_TO_KNOW, Verdict.NOT_OPEN
FORTY = Answers(age=AgeBand.FROM_30, municipality="haderslev", substance=DRUGS)

maybe = some.none() | some.booleans()
people = some.builds(
    Answers,
    for_whom=some.sampled_from(ForWhom),
    municipality=some.sampled_from([None, "haderslev", "ishoej", "toender", "aarhus", "elsewhere"]),
    relation=some.none() | some.sampled_from(Relation),
    substance=some.none() | some.sampled_from(Substance),
    wish=some.none() | some.sampled_from(Wish),
    age=some.none() | some.sampled_from(AgeBand),
    danger=some.none() | some.sampled_from(Danger),
    home=some.sampled_from([(), (Home.NEITHER,), (Home.PREGNANT,), (Home.CHILDREN,), (Home.PREGNANT, Home.CHILDREN)]),
    hypothetical=some.booleans(),
    contact=some.sampled_from([Contact(), Contact(nickname="N"), Contact(name="Nadia")]),
)
more = some.builds(
    Facts,
    years=some.none() | some.integers(0, 120),
    municipality=some.sampled_from([None, "haderslev", "toender", "aarhus"]),
    granted=some.none() | some.sampled_from(ServiceKind),
    social_help=maybe,
    social_problems=maybe,
    mental_illness=maybe,
    job_or_education=maybe,
    other_is_adult=maybe,
    at_home_or_shelter=maybe,
    often_at_drop_in=maybe,
)
policies = some.sampled_from([HADERSLEV, ISHOEJ, EAGER])
services = some.sampled_from(ALL)


def keys(matches: tuple[Match, ...]) -> list[str]:
    return [match.service.key for match in matches]


def test_c12_the_least_intrusive_stands_first() -> None:
    assert keys(matching(FORTY, (RESIDENTIAL, DAY, GROUP, TALKS, COUNSELLING), HADERSLEV)) == [
        "open_counselling",
        "talks",
        "group",
        "day",
        "residential",
    ]


def test_what_is_open_stands_before_what_is_asked_and_that_before_a_no() -> None:
    found = matching(FORTY, (RELATIVES_TALKS, MOVE, RESIDENTIAL, COUNSELLING), HADERSLEV)
    assert keys(found) == ["open_counselling", "residential", "move", "relatives_talks"]
    assert [match.decision.verdict for match in found] == [OPEN, OPEN, ASK, NO]


def test_a18_among_equals_a_supplement_stands_last() -> None:
    equal = replace(TALKS, key="zzz", intrusiveness=NEEDLES.intrusiveness)
    assert keys(matching(FORTY, (NEEDLES, equal), HADERSLEV)) == ["zzz", "nada"]


def test_the_key_decides_the_rest() -> None:
    found = matching(FORTY, (replace(TALKS, key="b"), replace(TALKS, key="a")), HADERSLEV)
    assert keys(found) == ["a", "b"]


def test_each_match_is_what_is_decided_about_that_service() -> None:
    facts = Facts(years=29)
    for match in matching(FORTY, ALL, HADERSLEV, facts):
        assert match.decision == decide(FORTY, match.service, HADERSLEV, facts)


@given(answers=people, facts=more, policy=policies, shuffled=some.permutations(ALL))
def test_the_order_is_total_and_the_same_however_the_services_come(
    answers: Answers, facts: Facts, policy: Any, shuffled: list[Service]
) -> None:
    found = matching(answers, shuffled, policy, facts)
    assert found == matching(answers, ALL, policy, facts)
    assert sorted(keys(found)) == sorted(service.key for service in ALL)
    verdicts = [match.decision.verdict for match in found]
    assert verdicts == sorted(verdicts)


@given(answers=people, facts=more, policy=policies)
def test_a5_nobody_meets_a_dead_end(answers: Answers, facts: Facts, policy: Any) -> None:
    """A talk is open to each who asks, and every no says where it leads."""
    found = matching(answers, ALL, policy, facts)
    assert found[0].service == COUNSELLING
    assert found[0].decision.verdict is OPEN
    for match in found:
        if match.decision.verdict is NO:
            assert match.decision.ways_on
        for reason in match.decision.reasons:
            assert reason.way_on or reason.why not in SAYS_NO


@given(answers=people, facts=more, policy=policies, service=services)
def test_the_verdict_is_what_the_reasons_say(answers: Answers, facts: Facts, policy: Any, service: Service) -> None:
    decision = decide(answers, service, policy, facts)
    said = {reason.why for reason in decision.reasons}
    assert (decision.verdict is NO) is bool(said & SAYS_NO)
    assert (decision.verdict is ASK) is bool(said & MUST_ASK and not said & SAYS_NO)
    assert list(decision.reasons) == sorted(decision.reasons, key=lambda reason: list(Why).index(reason.why))
    assert len({(reason.why, reason.condition) for reason in decision.reasons}) == len(decision.reasons)


@given(facts=more, policy=policies, service=services, who=some.sampled_from(ForWhom))
def test_what_was_not_told_is_never_held_against_anybody(
    facts: Facts, policy: Any, service: Service, who: ForWhom
) -> None:
    """With nothing told but who asks, only 'for others' is a no."""
    decision = decide(Answers(for_whom=who), service, policy)
    if who in service.audience:
        assert decision.verdict is not NO


@given(answers=people, facts=more, policy=policies, service=services, data=some.data())
def test_forgetting_an_answer_never_makes_a_no(
    answers: Answers, facts: Facts, policy: Any, service: Service, data: Any
) -> None:
    """Whoever says less is never worse off: what one left out may only turn a no into a question or a yes."""
    before = decide(answers, service, policy, facts)
    left_out = data.draw(some.sampled_from([field.name for field in fields(Facts)]))
    less = replace(facts, **{left_out: None})
    implied = {"social_help", "social_problems"}  # each may answer for the other, so leaving one out may ask again
    if before.verdict is not NO and left_out not in implied | {"years", "municipality"}:
        assert decide(answers, service, policy, less).verdict is not NO


TREATMENT = [each for each in ALL if each.kind.is_treatment and not each.conditions and each.group_of is None]


@settings(max_examples=300)
@given(
    answers=people.filter(lambda each: each.for_whom is ForWhom.SELF), facts=more, service=some.sampled_from(TREATMENT)
)
def test_telling_more_never_closes_treatment_that_the_law_holds_open(
    answers: Answers, facts: Facts, service: Service
) -> None:
    """Whoever lives here, is old enough and has told what it is about, is never refused for anything else they tell."""
    substance = service.substances[0]
    here = replace(answers, municipality="haderslev", substance=substance, age=AgeBand.FROM_18_TO_29)
    decision = decide(here, service, HADERSLEV, replace(facts, years=None, municipality=None))
    assert decision.verdict is OPEN


@given(answers=people, facts=more, policy=policies)
def test_telling_more_never_closes_advice(answers: Answers, facts: Facts, policy: Any) -> None:
    """C2: anonymous advice is there for all, whatever they tell."""
    assert decide(answers, COUNSELLING, policy, facts).verdict is OPEN


@given(answers=people.filter(lambda each: each.for_whom is ForWhom.SELF), facts=more, years=some.integers(0, 17))
def test_b3_under_age_is_never_a_dead_end(answers: Answers, facts: Facts, years: int) -> None:
    young = replace(facts, years=years)
    for match in matching(answers, ALL, HADERSLEV, young):
        if match.decision.says(Why.TOO_YOUNG):
            assert WayOn.YOUNG_PEOPLE in match.decision.ways_on
    assert decide(answers, COUNSELLING, HADERSLEV, young).ways_on[-1:] == (WayOn.YOUNG_PEOPLE,)


@given(answers=people, policy=policies, service=services)
def test_danger_a_wish_and_a_name_decide_nothing(answers: Answers, policy: Any, service: Service) -> None:
    """D5, A7: how urgent it is and what one hopes for is no condition."""
    verdict = decide(answers, service, policy).verdict
    for change in ({"danger": None}, {"wish": None}, {"contact": Contact()}, {"hypothetical": False}):
        assert decide(replace(answers, **change), service, policy).verdict is verdict


@pytest.mark.parametrize(
    ("reasons", "verdict"),
    [
        pytest.param([], OPEN, id="nothing speaks against it"),
        pytest.param([Why.FOR_YOU, Why.NEEDS_VISITATION], OPEN, id="notes change nothing"),
        pytest.param([Why.FOR_YOU, Why.ASK_AGE], ASK, id="one question is a question"),
        pytest.param([Why.ASK_AGE, Why.TOO_OLD, Why.FOR_YOU], NO, id="one no is a no"),
    ],
)
def test_the_reasons_decide_together(reasons: list[Why], verdict: Verdict) -> None:
    decision = decided([ServiceReason(why=why, way_on=WayOn.ADVICE) for why in reasons])
    assert decision.verdict is verdict
    assert [reason.why for reason in decision.reasons] == sorted(reasons, key=list(Why).index)


def test_a_no_that_leads_nowhere_cannot_be_said() -> None:
    with pytest.raises(ValueError, match=r"^A no leads on \(B3\): say where\.$"):
        ServiceReason(why=Why.TOO_YOUNG)


def test_the_whys_are_sorted_into_no_ask_and_the_rest() -> None:
    assert Why.CONDITION_UNMET in SAYS_NO
    assert Why.ASK_AGE in MUST_ASK
    assert not {Why.FOR_YOU, Why.MUST_BE_APPROVED} & (SAYS_NO | MUST_ASK)
    assert (len(SAYS_NO), len(MUST_ASK)) == (11, 5)


def test_ways_on_are_told_once_and_in_order() -> None:
    decision = Decision(
        verdict=NO,
        reasons=(
            ServiceReason(why=Why.TOO_YOUNG, way_on=WayOn.YOUNG_PEOPLE),
            ServiceReason(why=Why.FOR_YOU),
            ServiceReason(why=Why.OTHER_SUBSTANCE, way_on=WayOn.ADVICE),
            ServiceReason(why=Why.TOO_OLD, way_on=WayOn.YOUNG_PEOPLE),
        ),
    )
    assert decision.ways_on == (WayOn.YOUNG_PEOPLE, WayOn.ADVICE)
    assert decision.asked == ()
    assert decision.says(Why.FOR_YOU)
    assert not decision.says(Why.RIGHT_AGE)


@pytest.mark.parametrize("kind", ServiceKind)
def test_which_kinds_are_treatment_and_which_are_local(kind: ServiceKind) -> None:
    treatment = {"talks", "group", "online", "clinic", "day_treatment", "detox", "residential", "outreach"}
    assert kind.is_treatment is (kind.value in treatment)
    assert kind.is_local is (kind.value in treatment | {"housing"})


def test_drugs_only_is_what_it_says() -> None:
    assert DRUG_TALKS.substances == (DRUGS,)
