"""Free choice of another place: within the same kind, and for alcohol in the whole country (B7, C6)."""

from dataclasses import replace

import pytest

from app.rules.answers import Substance
from app.rules.eligibility import free_choice
from app.rules.service_reasons import Verdict, WayOn, Why
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
    GROUP,
    HOUSING,
    OTHER,
    RELATIVES_TALKS,
    RESIDENTIAL,
    TALKS,
    whys,
)

OPEN, ASK, NO = Verdict.OPEN, Verdict.NEED_TO_KNOW, Verdict.NOT_OPEN
DRUG_DAY, ALCOHOL_DAY = replace(DAY, substances=(DRUGS,)), replace(DAY, substances=(ALCOHOL,))
ALCOHOL_STAY = replace(RESIDENTIAL, substances=(ALCOHOL,))


@pytest.mark.parametrize(
    ("granted", "wished", "substance", "verdict"),
    [
        pytest.param(DRUG_TALKS, DRUG_TALKS, None, OPEN, id="C6 talks for talks"),
        pytest.param(DRUG_TALKS, TALKS, None, OPEN, id="C6 talks for talks that are for both"),
        pytest.param(DRUG_DAY, DRUG_DAY, DRUGS, OPEN, id="C6 day for day"),
        pytest.param(RESIDENTIAL, RESIDENTIAL, DRUGS, OPEN, id="C6 night for night"),
        pytest.param(DRUG_DAY, RESIDENTIAL, DRUGS, NO, id="C6 not between day and night"),
        pytest.param(RESIDENTIAL, DRUG_DAY, DRUGS, NO, id="C6 nor between night and day"),
        pytest.param(DRUG_TALKS, DRUG_DAY, DRUGS, NO, id="B 6.3 not another form of treatment"),
        pytest.param(DRUG_TALKS, DRUG_DAY, None, NO, id="C6 drugs only, whatever was not told"),
        pytest.param(TALKS, GROUP, DRUGS, NO, id="C6 for both, and it is drugs"),
        pytest.param(TALKS, GROUP, BOTH, NO, id="C6 for both, and it is both: the drugs half keeps the kind"),
        pytest.param(TALKS, GROUP, ALCOHOL, OPEN, id="B7 for both, and it is alcohol"),
        pytest.param(TALKS, GROUP, None, ASK, id="B7 for both, not told: it matters"),
        pytest.param(TALKS, GROUP, OTHER, ASK, id="B7 for both, something else: it matters"),
        pytest.param(ALCOHOL_TALKS, ALCOHOL_DAY, None, OPEN, id="B7 alcohol: any outpatient treatment"),
        pytest.param(ALCOHOL_TALKS, DAY, BOTH, OPEN, id="B7 only the alcohol half is shared"),
        pytest.param(ALCOHOL_DAY, ALCOHOL_STAY, ALCOHOL, NO, id="C6 a stay is not chosen freely with alcohol either"),
        pytest.param(ALCOHOL_STAY, ALCOHOL_DAY, ALCOHOL, NO, id="C6 nor away from one"),
        pytest.param(ALCOHOL_STAY, ALCOHOL_STAY, ALCOHOL, OPEN, id="C6 a stay for a stay"),
        pytest.param(DETOX, RESIDENTIAL, DRUGS, NO, id="C6 a short stay is another kind"),
        pytest.param(DRUG_TALKS, ALCOHOL_TALKS, None, NO, id="C6 nothing in common"),
        pytest.param(DRUG_TALKS, TALKS, ALCOHOL, NO, id="C6 what was granted is about something else"),
        pytest.param(HOUSING, HOUSING, DRUGS, NO, id="C6 a home is no treatment"),
        pytest.param(COUNSELLING, TALKS, ALCOHOL, NO, id="C6 a talk is no treatment"),
        pytest.param(TALKS, RELATIVES_TALKS, ALCOHOL, NO, id="C6 relatives' talks are no treatment"),
    ],
)
def test_free_choice(granted: Service, wished: Service, substance: Substance | None, verdict: Verdict) -> None:
    decision = free_choice(granted, wished, substance=substance)
    assert decision.verdict is verdict
    assert decision.says(Why.MUST_BE_APPROVED)


@pytest.mark.parametrize("kind", [kind for kind in ServiceKind if kind.is_treatment])
@pytest.mark.parametrize("other", list(ServiceKind))
def test_c6_drugs_only_within_the_same_kind(kind: ServiceKind, other: ServiceKind) -> None:
    """Every pair of kinds: the one rule that the law writes down."""
    decision = free_choice(replace(DRUG_TALKS, kind=kind), replace(DRUG_TALKS, kind=other), substance=DRUGS)
    assert (decision.verdict is OPEN) is (kind is other)


@pytest.mark.parametrize(
    ("granted", "wished", "substance", "said"),
    [
        pytest.param(ALCOHOL_TALKS, ALCOHOL_TALKS, ALCOHOL, [Why.ALCOHOL_NATIONWIDE, Why.SAME_KIND_GRANTED], id="same"),
        pytest.param(ALCOHOL_TALKS, ALCOHOL_DAY, ALCOHOL, [Why.ALCOHOL_NATIONWIDE], id="B7 another form"),
        pytest.param(DRUG_TALKS, DRUG_TALKS, DRUGS, [Why.SAME_KIND_GRANTED], id="C6"),
        pytest.param(ALCOHOL_STAY, ALCOHOL_STAY, ALCOHOL, [Why.SAME_KIND_GRANTED], id="C6 a stay"),
        pytest.param(TALKS, GROUP, BOTH, [Why.OTHER_KIND_GRANTED, Why.ALCOHOL_NATIONWIDE], id="both, each half"),
        pytest.param(TALKS, GROUP, None, [Why.ASK_SUBSTANCE, Why.ALCOHOL_NATIONWIDE], id="not told"),
        pytest.param(DRUG_TALKS, ALCOHOL_DAY, DRUGS, [Why.OTHER_SUBSTANCE, Why.OTHER_KIND_GRANTED], id="every reason"),
        pytest.param(HOUSING, TALKS, DRUGS, [Why.NO_FREE_CHOICE], id="a home"),
    ],
)
def test_every_reason_is_said(granted: Service, wished: Service, substance: Substance, said: list[Why]) -> None:
    assert whys(free_choice(granted, wished, substance=substance)) == [*said, Why.MUST_BE_APPROVED]


def test_a_no_leads_on() -> None:
    assert free_choice(DRUG_TALKS, DRUG_DAY).ways_on == (WayOn.ADVICE,)
    assert free_choice(HOUSING, HOUSING).ways_on == (WayOn.ADVICE,)
    assert free_choice(DRUG_TALKS, ALCOHOL_TALKS).ways_on == (WayOn.OTHER_SERVICES,)
