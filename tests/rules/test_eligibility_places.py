"""Where one lives, and what it is about (A5, A10, B5, B7, C6, C11)."""

from dataclasses import replace

import pytest

from app.rules.answers import Answers, Substance
from app.rules.eligibility import Facts
from app.rules.facts import home_told
from app.rules.service_reasons import ServiceReason, Verdict, WayOn, Why
from app.rules.services import Service, ServiceKind
from tests.rules.offered import (
    ALCOHOL,
    ALCOHOL_TALKS,
    BOTH,
    COUNSELLING,
    DAY,
    DETOX,
    DRUG_TALKS,
    DRUGS,
    FAMILY,
    GROUP,
    HOUSING,
    NEEDLES,
    ONLINE_GROUP,
    OTHER,
    OUTREACH,
    PROFESSIONAL,
    RELATIVE,
    RELATIVES_TALKS,
    RESIDENTIAL,
    TALKS,
    decided,
    whys,
)
from tests.rules.policies import ISHOEJ

OPEN, ASK, NO = Verdict.OPEN, Verdict.NEED_TO_KNOW, Verdict.NOT_OPEN
FITS = Facts(social_problems=False, mental_illness=False, job_or_education=True)


@pytest.mark.parametrize(
    ("service", "substance", "verdict", "why"),
    [
        pytest.param(TALKS, ALCOHOL, OPEN, Why.RIGHT_SUBSTANCE, id="B3 talks for both: alcohol"),
        pytest.param(TALKS, DRUGS, OPEN, Why.RIGHT_SUBSTANCE, id="B3 talks for both: drugs"),
        pytest.param(TALKS, BOTH, OPEN, Why.RIGHT_SUBSTANCE, id="B3 talks for both: both"),
        pytest.param(TALKS, None, OPEN, None, id="B3 talks for both: not told makes no difference"),
        pytest.param(TALKS, OTHER, ASK, Why.ASK_SUBSTANCE, id="A10 'something else' is asked again, not refused"),
        pytest.param(DRUG_TALKS, DRUGS, OPEN, Why.RIGHT_SUBSTANCE, id="B5 drugs only: drugs"),
        pytest.param(DRUG_TALKS, BOTH, OPEN, Why.RIGHT_SUBSTANCE, id="B5 drugs only: both"),
        pytest.param(DRUG_TALKS, ALCOHOL, NO, Why.OTHER_SUBSTANCE, id="B5 drugs only: alcohol"),
        pytest.param(DRUG_TALKS, None, ASK, Why.ASK_SUBSTANCE, id="B5 drugs only: not told is asked"),
        pytest.param(DRUG_TALKS, OTHER, ASK, Why.ASK_SUBSTANCE, id="B5 drugs only: something else is asked"),
        pytest.param(ALCOHOL_TALKS, ALCOHOL, OPEN, Why.RIGHT_SUBSTANCE, id="B5 alcohol only: alcohol"),
        pytest.param(ALCOHOL_TALKS, BOTH, OPEN, Why.RIGHT_SUBSTANCE, id="B5 alcohol only: both"),
        pytest.param(ALCOHOL_TALKS, DRUGS, NO, Why.OTHER_SUBSTANCE, id="B5 alcohol only: drugs"),
        pytest.param(NEEDLES, OTHER, OPEN, None, id="A10 what is no treatment needs no substance"),
        pytest.param(replace(NEEDLES, substances=(DRUGS,)), None, ASK, Why.ASK_SUBSTANCE, id="unless it is for one"),
        pytest.param(COUNSELLING, OTHER, OPEN, None, id="A10 a talk may be about anything"),
        pytest.param(replace(COUNSELLING, substances=(DRUGS,)), ALCOHOL, OPEN, None, id="A10 a talk is never closed"),
    ],
)
def test_what_it_is_about(service: Service, substance: Substance | None, verdict: Verdict, why: Why | None) -> None:
    decision = decided(service, substance=substance)
    assert decision.verdict is verdict
    about = {Why.RIGHT_SUBSTANCE, Why.ASK_SUBSTANCE, Why.OTHER_SUBSTANCE} & set(whys(decision))
    assert about == ({why} if why else set())


def test_another_substance_leads_to_help_with_that() -> None:
    assert decided(DRUG_TALKS, substance=ALCOHOL).ways_on == (WayOn.OTHER_SERVICES,)


@pytest.mark.parametrize(
    ("municipality", "why"),
    [
        pytest.param("ishoej", Why.LIVES_HERE, id="C11 Ishøj"),
        pytest.param("vallensbaek", Why.LIVES_HERE, id="C11 Vallensbæk, the same centre"),
        pytest.param(None, None, id="A5 not told is not asked: it would close nothing"),
    ],
)
def test_c11_one_centre_for_two_municipalities(municipality: str | None, why: Why | None) -> None:
    decision = decided(DRUG_TALKS, policy=ISHOEJ, municipality=municipality, substance=DRUGS)
    assert decision.verdict is OPEN
    assert decision.says(Why.LIVES_HERE) is (why is Why.LIVES_HERE)


@pytest.mark.parametrize("place", ["elsewhere", "aarhus"])
@pytest.mark.parametrize(
    "service",
    [
        pytest.param(ALCOHOL_TALKS, id="talks"),
        pytest.param(replace(ALCOHOL_TALKS, kind=ServiceKind.GROUP), id="a group"),
        pytest.param(replace(DAY, substances=(ALCOHOL,)), id="day treatment"),
        pytest.param(replace(ALCOHOL_TALKS, kind=ServiceKind.CLINIC), id="the clinic"),
        pytest.param(replace(ALCOHOL_TALKS, kind=ServiceKind.ONLINE), id="online"),
        pytest.param(TALKS, id="talks for both"),
    ],
)
def test_b7_alcohol_is_open_in_the_whole_country(service: Service, place: str) -> None:
    decision = decided(service, municipality=place, substance=ALCOHOL)
    assert decision.verdict is OPEN
    assert decision.says(Why.ALCOHOL_NATIONWIDE)
    assert not {Why.LIVES_ELSEWHERE, Why.ASK_GRANTED} & set(whys(decision))


@pytest.mark.parametrize(
    ("service", "substance", "verdict", "said"),
    [
        pytest.param(TALKS, None, ASK, {Why.ALCOHOL_NATIONWIDE, Why.ASK_SUBSTANCE}, id="B7 not told: it matters here"),
        pytest.param(TALKS, OTHER, ASK, {Why.ALCOHOL_NATIONWIDE, Why.ASK_SUBSTANCE}, id="B7 something else"),
        pytest.param(TALKS, BOTH, OPEN, {Why.ALCOHOL_NATIONWIDE, Why.LIVES_ELSEWHERE}, id="B7 both: the alcohol half"),
        pytest.param(TALKS, DRUGS, ASK, {Why.ASK_GRANTED}, id="C6 drugs: one's own municipality decides first"),
        pytest.param(DRUG_TALKS, DRUGS, ASK, {Why.ASK_GRANTED}, id="C6 drugs only"),
        pytest.param(DRUG_TALKS, BOTH, ASK, {Why.ASK_GRANTED}, id="C6 drugs only, both told"),
        pytest.param(ALCOHOL_TALKS, BOTH, OPEN, {Why.ALCOHOL_NATIONWIDE}, id="B7 alcohol only, both told"),
        pytest.param(RESIDENTIAL, ALCOHOL, ASK, {Why.ASK_GRANTED}, id="C6 a stay is granted at home, alcohol too"),
        pytest.param(DETOX, ALCOHOL, ASK, {Why.ASK_GRANTED}, id="C6 so is a short stay"),
        pytest.param(HOUSING, ALCOHOL, ASK, {Why.ASK_GRANTED}, id="C6 and a home"),
    ],
)
def test_who_lives_elsewhere(service: Service, substance: Substance | None, verdict: Verdict, said: set[Why]) -> None:
    decision = decided(service, municipality="elsewhere", substance=substance)
    assert decision.verdict is verdict
    place = {Why.ALCOHOL_NATIONWIDE, Why.ASK_SUBSTANCE, Why.LIVES_ELSEWHERE, Why.ASK_GRANTED, Why.LIVES_HERE}
    assert place & set(whys(decision)) == said


def test_a5_what_is_asked_also_leads_home() -> None:
    decision = decided(DRUG_TALKS, municipality="elsewhere", substance=DRUGS)
    assert decision.asked == (ServiceReason(why=Why.ASK_GRANTED, way_on=WayOn.OWN_MUNICIPALITY),)
    both = decided(TALKS, municipality="elsewhere", substance=BOTH)
    assert both.ways_on == (WayOn.OWN_MUNICIPALITY,)


@pytest.mark.parametrize(
    ("granted", "verdict", "why"),
    [
        pytest.param(None, ASK, Why.ASK_GRANTED, id="C6 not told: asked"),
        pytest.param(ServiceKind.TALKS, OPEN, Why.SAME_KIND_GRANTED, id="C6 the same kind was granted at home"),
        pytest.param(ServiceKind.DAY_TREATMENT, NO, Why.OTHER_KIND_GRANTED, id="C6 another kind was granted"),
        pytest.param(ServiceKind.RESIDENTIAL, NO, Why.OTHER_KIND_GRANTED, id="C6 no choice between day and night"),
    ],
)
def test_c6_free_choice_within_the_same_kind(granted: ServiceKind | None, verdict: Verdict, why: Why) -> None:
    decision = decided(DRUG_TALKS, municipality="elsewhere", substance=DRUGS, facts=Facts(granted=granted))
    assert decision.verdict is verdict
    assert decision.says(why)
    if verdict is NO:
        assert decision.ways_on == (WayOn.OWN_MUNICIPALITY,)


@pytest.mark.parametrize(
    ("told", "fact", "verdict", "why"),
    [
        pytest.param("haderslev", None, OPEN, Why.LIVES_HERE, id="B5 one's own"),
        pytest.param("toender", None, OPEN, Why.LIVES_HERE, id="B5 Tønder shares it"),
        pytest.param("soenderborg", None, OPEN, Why.LIVES_HERE, id="B5 Sønderborg shares it"),
        pytest.param("aabenraa", None, OPEN, Why.LIVES_HERE, id="B5 Aabenraa shares it"),
        pytest.param("elsewhere", None, ASK, Why.ASK_WHICH_PLACE, id="B5 elsewhere may be one of them: asked"),
        pytest.param("elsewhere", "toender", OPEN, Why.LIVES_HERE, id="B5 elsewhere, which is Tønder"),
        pytest.param("elsewhere", "aarhus", ASK, Why.ASK_GRANTED, id="B5 elsewhere, which is Aarhus"),
        pytest.param("aarhus", None, ASK, Why.ASK_GRANTED, id="B5 Aarhus does not share it"),
    ],
)
def test_b5_four_municipalities_share_the_online_group(told: str, fact: str | None, verdict: Verdict, why: Why) -> None:
    facts = replace(FITS, municipality=fact)
    decision = decided(ONLINE_GROUP, municipality=told, substance=DRUGS, facts=facts)
    assert decision.verdict is verdict
    assert decision.says(why)


def test_b5_the_question_names_the_places() -> None:
    (asked,) = decided(ONLINE_GROUP, municipality="elsewhere", substance=DRUGS, facts=FITS).asked
    assert asked.places == ("toender", "soenderborg", "aabenraa", "haderslev")


def test_what_is_not_shared_does_not_ask_which_place() -> None:
    assert not decided(GROUP, municipality="elsewhere", substance=DRUGS).says(Why.ASK_WHICH_PLACE)


@pytest.mark.parametrize(
    ("service", "for_whom"),
    [
        pytest.param(COUNSELLING, None, id="A5 a talk"),
        pytest.param(COUNSELLING, PROFESSIONAL, id="A5 a professional's talk"),
        pytest.param(RELATIVES_TALKS, RELATIVE, id="A5 relatives"),
        pytest.param(NEEDLES, None, id="A5 a supplement"),
    ],
)
def test_a5_nobody_is_turned_away_for_where_they_live(service: Service, for_whom: object) -> None:
    told = {"for_whom": for_whom} if for_whom else {}
    decision = decided(service, municipality="elsewhere", **told)
    assert decision.verdict is OPEN
    assert ServiceReason(why=Why.LIVES_ELSEWHERE, way_on=WayOn.OWN_MUNICIPALITY) in decision.reasons


@pytest.mark.parametrize("place", [None, "haderslev"])
def test_a5_who_lives_here_or_does_not_say_is_not_sent_home(place: str | None) -> None:
    for service in (COUNSELLING, NEEDLES):
        assert not decided(service, municipality=place).says(Why.LIVES_ELSEWHERE)


def test_e5_outreach_is_treatment_where_one_is_and_asks_where_one_lives() -> None:
    decision = decided(OUTREACH, municipality="elsewhere", substance=DRUGS, facts=Facts(at_home_or_shelter=True))
    assert [reason.why for reason in decision.asked] == [Why.ASK_GRANTED]


def test_c5_the_familys_effort_is_for_whoever_asks() -> None:
    assert decided(FAMILY, municipality="elsewhere").says(Why.LIVES_ELSEWHERE)


def test_a_fact_says_more_than_elsewhere() -> None:
    assert home_told(Answers(municipality="elsewhere"), Facts(municipality="toender")) == "toender"
    assert home_told(Answers(municipality="ishoej"), Facts()) == "ishoej"
    assert home_told(Answers(), Facts()) is None
