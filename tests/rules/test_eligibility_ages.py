"""Who is old enough, who is too old, and who sits together in a group (A15, B3, B5, B11, C1)."""

from dataclasses import replace

import pytest

from app.rules.answers import AgeBand, Answers
from app.rules.centre_policy import CentrePolicy
from app.rules.eligibility import Facts, to_be_offered
from app.rules.facts import Ages, ages_told
from app.rules.service_limits import ages_for, ages_in
from app.rules.service_reasons import ServiceReason, Verdict, WayOn, Why
from app.rules.services import GroupOf, Service
from tests.rules.offered import (
    ALCOHOL,
    ALL,
    COUNSELLING,
    DRUG_TALKS,
    DRUGS,
    GROUP,
    GROWN_GROUP,
    HOUSING,
    MOVE,
    NEEDLES,
    RELATIVE,
    RELATIVES_GROUP,
    RELATIVES_TALKS,
    TALKS,
    YOUNG_GROUP,
    decided,
    whys,
)
from tests.rules.policies import EAGER, HADERSLEV, ISHOEJ

OPEN, ASK, NO = Verdict.OPEN, Verdict.NEED_TO_KNOW, Verdict.NOT_OPEN
BANDS = (AgeBand.UNDER_13, AgeBand.FROM_13_TO_17, AgeBand.FROM_18_TO_29, AgeBand.FROM_30)


@pytest.mark.parametrize(
    ("policy", "years", "verdict"),
    [
        pytest.param(HADERSLEV, 17, NO, id="B3 Haderslev treats from 18: 17 is too young"),
        pytest.param(HADERSLEV, 18, OPEN, id="B3 18 is old enough"),
        pytest.param(HADERSLEV, 19, OPEN, id="B3 19"),
        pytest.param(HADERSLEV, 85, OPEN, id="B3 85"),
        pytest.param(HADERSLEV, 86, OPEN, id="B3 the approval's 85 turns nobody away"),
        pytest.param(ISHOEJ, 12, NO, id="C1 Ishøj treats from 13: 12 is too young"),
        pytest.param(ISHOEJ, 13, OPEN, id="C1 13 is old enough"),
        pytest.param(ISHOEJ, 14, OPEN, id="C1 14"),
        pytest.param(ISHOEJ, 17, OPEN, id="C1 17: the guarantee covers the young"),
        pytest.param(ISHOEJ, 18, OPEN, id="C1 18"),
        pytest.param(EAGER, 0, OPEN, id="a centre that states no age closes nothing"),
        pytest.param(EAGER, 12, OPEN, id="no age stated: 12"),
    ],
)
def test_from_what_age_a_centre_treats(policy: CentrePolicy, years: int, verdict: Verdict) -> None:
    home = policy.municipalities[0]
    decision = decided(TALKS, policy=policy, facts=Facts(years=years), municipality=home, age=None)
    assert decision.verdict is verdict


@pytest.mark.parametrize(
    ("policy", "age", "verdict"),
    [
        pytest.param(HADERSLEV, None, ASK, id="B3 not told is asked, not refused"),
        pytest.param(HADERSLEV, AgeBand.UNDER_13, NO, id="B3 under 13"),
        pytest.param(HADERSLEV, AgeBand.FROM_13_TO_17, NO, id="B3 13 to 17"),
        pytest.param(HADERSLEV, AgeBand.FROM_18_TO_29, OPEN, id="B3 18 to 29"),
        pytest.param(HADERSLEV, AgeBand.FROM_30, OPEN, id="B3 30 and over"),
        pytest.param(ISHOEJ, None, ASK, id="C1 not told"),
        pytest.param(ISHOEJ, AgeBand.UNDER_13, NO, id="C1 under 13"),
        pytest.param(ISHOEJ, AgeBand.FROM_13_TO_17, OPEN, id="C1 13 to 17"),
        pytest.param(EAGER, None, OPEN, id="no age stated: nothing to ask"),
    ],
)
def test_by_age_band(policy: CentrePolicy, age: AgeBand | None, verdict: Verdict) -> None:
    assert decided(TALKS, policy=policy, municipality=policy.municipalities[0], age=age).verdict is verdict


@pytest.mark.parametrize(
    ("policy", "age", "way_on"),
    [
        pytest.param(HADERSLEV, AgeBand.FROM_13_TO_17, WayOn.YOUNG_PEOPLE, id="B3 under the centre's age"),
        pytest.param(ISHOEJ, AgeBand.UNDER_13, WayOn.YOUNG_PEOPLE, id="C1 under the centre's age"),
        pytest.param(ISHOEJ, AgeBand.FROM_13_TO_17, WayOn.OTHER_AGES, id="C1 old enough for the centre, not for this"),
        pytest.param(EAGER, AgeBand.FROM_13_TO_17, WayOn.OTHER_AGES, id="a centre without an age has other help"),
    ],
)
def test_b3_too_young_leads_to_the_right_door(policy: CentrePolicy, age: AgeBand, way_on: WayOn) -> None:
    decision = decided(replace(TALKS, youngest=18), policy=policy, municipality=policy.municipalities[0], age=age)
    assert decision.reasons[0] == ServiceReason(why=Why.TOO_YOUNG, way_on=way_on, youngest=18)
    assert decision.ways_on == (way_on,)


def test_b3_exactly_at_the_centres_age_is_not_below_it() -> None:
    decision = decided(replace(TALKS, youngest=30), facts=Facts(years=18))
    assert decision.reasons[0].way_on is WayOn.OTHER_AGES


def test_too_old_leads_to_help_for_other_ages() -> None:
    decision = decided(replace(TALKS, oldest=24), age=AgeBand.FROM_30)
    assert decision.reasons[0] == ServiceReason(why=Why.TOO_OLD, way_on=WayOn.OTHER_AGES, youngest=18, oldest=24)


@pytest.mark.parametrize(
    ("years", "verdict", "why"),
    [
        pytest.param(17, NO, Why.TOO_YOUNG, id="B5 17"),
        pytest.param(18, OPEN, Why.RIGHT_AGE, id="B5 18"),
        pytest.param(29, OPEN, Why.RIGHT_AGE, id="B5 29"),
        pytest.param(30, OPEN, Why.RIGHT_AGE, id="B5 30: 'from 18 to 30', both included"),
        pytest.param(31, NO, Why.TOO_OLD, id="B5 31"),
    ],
)
def test_move_is_from_18_to_30(years: int, verdict: Verdict, why: Why) -> None:
    decision = decided(MOVE, facts=Facts(years=years), substance=DRUGS)
    assert decision.verdict is verdict
    assert decision.says(why)


@pytest.mark.parametrize(
    ("age", "verdict", "why"),
    [
        pytest.param(AgeBand.FROM_13_TO_17, NO, Why.TOO_YOUNG, id="B5 the band below"),
        pytest.param(AgeBand.FROM_18_TO_29, OPEN, Why.RIGHT_AGE, id="B5 the band inside"),
        pytest.param(AgeBand.FROM_30, ASK, Why.ASK_AGE, id="B5 '30 and over' may be 30: asked"),
        pytest.param(None, ASK, Why.ASK_AGE, id="B5 not told: asked"),
    ],
)
def test_move_by_age_band(age: AgeBand | None, verdict: Verdict, why: Why) -> None:
    decision = decided(MOVE, age=age, substance=DRUGS)
    assert decision.verdict is verdict
    (reason,) = (each for each in decision.reasons if each.why is why)
    assert (reason.youngest, reason.oldest) == (18, 30)


@pytest.mark.parametrize(
    ("service", "said"),
    [
        pytest.param(replace(TALKS, youngest=30), (30, None), id="from 30"),
        pytest.param(replace(NEEDLES, oldest=29), (None, 29), id="up to 29"),
        pytest.param(YOUNG_GROUP, (18, 29), id="the centre's age and the group's"),
        pytest.param(GROWN_GROUP, (30, None), id="the group's age is the stricter"),
    ],
)
def test_the_question_says_the_limits(service: Service, said: tuple[int | None, int | None]) -> None:
    (reason,) = (each for each in decided(service, age=None).reasons if each.why is Why.ASK_AGE)
    assert (reason.youngest, reason.oldest) == said


def test_a_band_that_reaches_below_the_limit_is_asked() -> None:
    assert decided(replace(TALKS, youngest=21), age=AgeBand.FROM_18_TO_29).asked[0].why is Why.ASK_AGE


@pytest.mark.parametrize("age", [None, *BANDS])
def test_a_service_without_ages_says_nothing_about_age(age: AgeBand | None) -> None:
    said = whys(decided(NEEDLES, age=age))
    assert not {Why.RIGHT_AGE, Why.ASK_AGE, Why.TOO_YOUNG, Why.TOO_OLD} & set(said)


@pytest.mark.parametrize(
    ("service", "years", "verdict", "why"),
    [
        pytest.param(YOUNG_GROUP, 17, NO, Why.TOO_YOUNG, id="A15 too young for the centre"),
        pytest.param(YOUNG_GROUP, 18, OPEN, Why.RIGHT_AGE, id="A15 18 in the group of the young"),
        pytest.param(YOUNG_GROUP, 29, OPEN, Why.RIGHT_AGE, id="A15 29 in the group of the young"),
        pytest.param(YOUNG_GROUP, 30, NO, Why.GROUP_OF_THE_YOUNG, id="A15 30 is not put among the young"),
        pytest.param(YOUNG_GROUP, 31, NO, Why.GROUP_OF_THE_YOUNG, id="A15 31 neither"),
        pytest.param(GROWN_GROUP, 29, NO, Why.GROUP_OF_THE_GROWN, id="A15 29 is not put among the grown"),
        pytest.param(GROWN_GROUP, 30, OPEN, Why.RIGHT_AGE, id="A15 30 in the group of the grown"),
        pytest.param(GROUP, 18, OPEN, Why.MIXED_AGES, id="A15 all ages: the young are told"),
        pytest.param(GROUP, 29, OPEN, Why.MIXED_AGES, id="A15 all ages: 29 is told"),
    ],
)
def test_a15_a_group_keeps_to_its_audience(service: Service, years: int, verdict: Verdict, why: Why) -> None:
    decision = decided(service, facts=Facts(years=years))
    assert decision.verdict is verdict
    assert decision.says(why)


def test_a15_all_ages_says_nothing_to_who_is_30() -> None:
    assert not decided(GROUP, facts=Facts(years=30)).says(Why.MIXED_AGES)


def test_a15_the_wrong_group_leads_to_talks_alone() -> None:
    for service, years in ((YOUNG_GROUP, 30), (GROWN_GROUP, 29)):
        assert decided(service, facts=Facts(years=years)).ways_on == (WayOn.ONE_TO_ONE,)


def test_a15_too_young_for_the_centre_and_for_the_group_are_two_reasons() -> None:
    assert whys(decided(GROWN_GROUP, age=AgeBand.FROM_13_TO_17))[:2] == [Why.TOO_YOUNG, Why.GROUP_OF_THE_GROWN]


def test_a15_a_relative_in_a_group_of_all_ages_is_told_nothing_about_it() -> None:
    decision = decided(RELATIVES_GROUP, for_whom=RELATIVE, age=AgeBand.FROM_18_TO_29, facts=Facts(other_is_adult=True))
    assert decision.verdict is OPEN
    assert not decision.says(Why.MIXED_AGES)


@pytest.mark.parametrize("age", [None, *BANDS])
def test_b3_a_talk_is_open_at_every_age(age: AgeBand | None) -> None:
    assert decided(COUNSELLING, age=age).verdict is OPEN


@pytest.mark.parametrize(
    ("policy", "years", "told"),
    [
        pytest.param(HADERSLEV, 17, True, id="B3 17 in Haderslev gets a talk, and the right adults"),
        pytest.param(HADERSLEV, 18, False, id="B3 18 needs no other adults"),
        pytest.param(ISHOEJ, 12, True, id="C1 12 in Ishøj"),
        pytest.param(ISHOEJ, 13, False, id="C1 13 is Ishøj's own"),
        pytest.param(EAGER, 0, False, id="no age stated"),
    ],
)
def test_b3_under_the_centres_age_a_talk_leads_on(policy: CentrePolicy, years: int, told: bool) -> None:
    decision = decided(COUNSELLING, policy=policy, municipality=None, facts=Facts(years=years))
    found = [reason for reason in decision.reasons if reason.why is Why.HELP_FOR_THE_YOUNG]
    assert bool(found) is told
    for reason in found:
        assert (reason.way_on, reason.youngest) == (WayOn.YOUNG_PEOPLE, policy.youngest_age)


def test_b3_a_young_relative_gets_the_talks_and_is_led_on() -> None:
    decision = decided(RELATIVES_TALKS, for_whom=RELATIVE, age=AgeBand.FROM_13_TO_17)
    assert decision.verdict is OPEN
    assert decision.says(Why.HELP_FOR_THE_YOUNG)


@pytest.mark.parametrize(
    ("service", "years", "needed"),
    [
        pytest.param(DRUG_TALKS, 13, True, id="C1 13"),
        pytest.param(DRUG_TALKS, 17, True, id="C1 17"),
        pytest.param(DRUG_TALKS, 18, False, id="C1 18"),
        pytest.param(COUNSELLING, 13, False, id="C1 a talk needs nobody's consent"),
        pytest.param(NEEDLES, 17, False, id="C1 what is no treatment needs none"),
    ],
)
def test_c1_treatment_under_18_needs_consent(service: Service, years: int, needed: bool) -> None:
    facts = Facts(years=years)
    decision = decided(service, policy=ISHOEJ, municipality="ishoej", substance=DRUGS, facts=facts)
    assert decision.verdict is OPEN
    assert decision.says(Why.CONSENT_UNDER_18) is needed


def test_c1_a_home_for_a_while_needs_consent_under_18_too() -> None:
    assert decided(HOUSING, policy=ISHOEJ, municipality="ishoej", age=AgeBand.FROM_13_TO_17).says(Why.CONSENT_UNDER_18)


def test_c1_consent_is_not_asked_of_a_relative() -> None:
    service = replace(TALKS, audience=(RELATIVE,))
    decision = decided(service, policy=ISHOEJ, for_whom=RELATIVE, municipality="ishoej", age=AgeBand.FROM_13_TO_17)
    assert not decision.says(Why.CONSENT_UNDER_18)


@pytest.mark.parametrize(
    ("told", "facts", "offered"),
    [
        pytest.param({"age": AgeBand.FROM_18_TO_29, "substance": DRUGS}, Facts(), True, id="B11 18 to 29"),
        pytest.param({"substance": DRUGS}, Facts(years=29), True, id="B11 29"),
        pytest.param({"substance": DRUGS}, Facts(years=30), False, id="B11 30 may have it, and need not be offered it"),
        pytest.param({"substance": DRUGS}, Facts(years=31), False, id="B11 31"),
        pytest.param({"substance": DRUGS}, Facts(years=17), False, id="B11 17 is too young for it"),
        pytest.param({"age": AgeBand.FROM_18_TO_29}, Facts(), True, id="B11 substance not told: ask and offer"),
        pytest.param({"age": AgeBand.FROM_18_TO_29, "substance": ALCOHOL}, Facts(), False, id="B11 it is about drugs"),
        pytest.param({"age": None, "substance": DRUGS}, Facts(), False, id="B11 an age not told prompts nothing"),
        pytest.param(
            {"age": AgeBand.FROM_18_TO_29, "substance": DRUGS, "for_whom": RELATIVE},
            Facts(),
            False,
            id="B11 a young relative is not the one it is for",
        ),
    ],
)
def test_b11_everybody_under_30_is_offered_move(told: dict[str, object], facts: Facts, offered: bool) -> None:
    answers = Answers(**({"municipality": "haderslev", "age": AgeBand.FROM_30} | told))  # type: ignore[arg-type]
    assert [match.service.key for match in to_be_offered(answers, ALL, HADERSLEV, facts)] == ["move"] * offered


def test_b11_the_prompt_says_under_what_age_and_only_to_the_person() -> None:
    (reason,) = (
        each
        for each in decided(MOVE, age=AgeBand.FROM_18_TO_29, substance=DRUGS).reasons
        if each.why is Why.OFFERED_TO_THE_YOUNG
    )
    assert reason.oldest == 30
    relatives = replace(MOVE, audience=(RELATIVE,))
    assert not decided(relatives, for_whom=RELATIVE, age=AgeBand.FROM_18_TO_29).says(Why.OFFERED_TO_THE_YOUNG)


@pytest.mark.parametrize(
    ("age", "years", "ages"),
    [
        pytest.param(None, None, None, id="not told"),
        pytest.param(AgeBand.UNDER_13, None, Ages(0, 12), id="under 13"),
        pytest.param(AgeBand.FROM_13_TO_17, None, Ages(13, 17), id="13 to 17"),
        pytest.param(AgeBand.FROM_18_TO_29, None, Ages(18, 29), id="18 to 29"),
        pytest.param(AgeBand.FROM_30, None, Ages(30, 120), id="30 and over"),
        pytest.param(AgeBand.FROM_30, 30, Ages(30, 30), id="years say more than a band"),
        pytest.param(None, 0, Ages(0, 0), id="a year is a year"),
    ],
)
def test_the_ages_somebody_may_have(age: AgeBand | None, years: int | None, ages: Ages | None) -> None:
    assert ages_told(Answers(age=age), Facts(years=years)) == ages


def test_the_ages_a_service_is_for() -> None:
    assert ages_for(TALKS, HADERSLEV) == (18, 120)
    assert ages_for(replace(TALKS, youngest=20, oldest=25), HADERSLEV) == (20, 25)
    assert ages_for(replace(TALKS, youngest=0), HADERSLEV) == (0, 120)
    assert ages_for(NEEDLES, HADERSLEV) == (0, 120)
    assert ages_for(TALKS, EAGER) == (0, 120)
    assert [ages_in(group) for group in (None, *GroupOf)] == [(0, 120), (0, 120), (0, 29), (30, 120)]
