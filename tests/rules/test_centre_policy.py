"""A centre may promise more than the law, never less (B2, C1, C9)."""

from dataclasses import replace
from typing import Any

import pytest

from app.rules.centre_policy import policy_faults
from app.rules.law import LAWS
from tests.rules.policies import EAGER, HADERSLEV, ISHOEJ


@pytest.mark.parametrize("policy", [HADERSLEV, ISHOEJ, EAGER])
def test_the_centres_own_policies_hold(policy: Any) -> None:
    assert policy_faults(policy) == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"treatment_days": 13}, id="B2 treatment sooner than the law"),
        pytest.param({"treatment_days": 14}, id="B2 treatment on the law's last day"),
        pytest.param({"treatment_days": 1}, id="B2 treatment tomorrow"),
        pytest.param({"doctor_days": 14}, id="B2 the doctor within 14 days"),
        pytest.param({"doctor_days": None}, id="B2 a standard that says nothing about the doctor"),
        pytest.param({"complaint_days": 28}, id="C9 four weeks to complain"),
        pytest.param({"complaint_days": 60}, id="C9 longer to complain"),
        pytest.param({"open_counselling_days": 10}, id="B1 open counselling is no law: ten days may be promised"),
        pytest.param({"youngest_age": 18, "oldest_age": 18}, id="B3 one age only"),
        pytest.param({"youngest_age": None, "oldest_age": 17}, id="C1 only an upper age"),
        pytest.param({"youngest_age": 0, "oldest_age": 120}, id="C1 every age"),
        pytest.param({"follow_up_months_after_end": (1, 3, 6, 12)}, id="C7 four follow-ups"),
        pytest.param({"caseload_limit": 1}, id="D8 one inquiry for each counsellor"),
    ],
)
def test_a_policy_that_may_open(changes: dict[str, Any]) -> None:
    assert policy_faults(replace(HADERSLEV, **changes)) == []


@pytest.mark.parametrize(
    ("changes", "field", "remedy"),
    [
        pytest.param({"treatment_days": 15}, "treatment_days", "write 14 or fewer", id="B2 day 15 is below the law"),
        pytest.param({"treatment_days": 0}, "treatment_days", "write 1 or more", id="B2 no days is no promise"),
        pytest.param({"doctor_days": 15}, "doctor_days", "write 14 or fewer", id="B2 the doctor on day 15"),
        pytest.param({"complaint_days": 27}, "complaint_days", "write 28 or more", id="C9 27 days to complain"),
        pytest.param({"open_counselling_days": 0}, "open_counselling_days", "1 or more", id="B1 no days"),
        pytest.param({"anonymous_drug_target_days": 0}, "anonymous_drug_target_days", "1 or more", id="C3 no target"),
        pytest.param(
            {"reply_working_days": -1}, "reply_working_days", "1 or more", id="A13 an answer before the question"
        ),
        pytest.param({"retention_months": 0}, "retention_months", "1 or more", id="forgotten before it is read"),
        pytest.param({"abandoned_months": 0}, "abandoned_months", "1 or more", id="left at once"),
        pytest.param({"plan_review_months": 0}, "plan_review_months", "1 or more", id="B9 no review"),
        pytest.param({"caseload_limit": 0}, "caseload_limit", "1 or more", id="D8 nobody may have anything"),
        pytest.param({"oldest_age": 17}, "oldest_age", "swap them", id="B3 reversed ages"),
        pytest.param({"youngest_age": -1}, "youngest_age", "0 to 120", id="B3 no age"),
        pytest.param({"oldest_age": 121}, "oldest_age", "0 to 120", id="B3 too old an age"),
        pytest.param({"municipalities": ()}, "municipalities", "at least one", id="C11 serves nobody"),
        pytest.param(
            {"follow_up_days_after_start": (180, 42)}, "follow_up_days_after_start", "rising", id="C7 falling"
        ),
        pytest.param({"follow_up_days_after_start": (42, 42)}, "follow_up_days_after_start", "once", id="C7 twice"),
        pytest.param(
            {"follow_up_months_after_end": (0, 3)}, "follow_up_months_after_end", "from 1", id="C7 at month 0"
        ),
    ],
)
def test_a_policy_that_may_not_open(changes: dict[str, Any], field: str, remedy: str) -> None:
    (fault,) = policy_faults(replace(HADERSLEV, **changes))
    assert fault.startswith(f"{field}: ")
    assert remedy in fault
    assert "\n" not in fault


def test_each_fault_is_told_at_once() -> None:
    assert len(policy_faults(replace(ISHOEJ, treatment_days=21, complaint_days=7, retention_months=0))) == 3


def test_every_law_names_its_paragraph_its_source_and_how_surely_it_is_known() -> None:
    for key, law in LAWS.items():
        assert law.key == key
        assert "§" in law.paragraph
        assert law.source
        assert "check" in law.checked


@pytest.mark.parametrize(
    ("key", "days"),
    [
        pytest.param("sul_141", 14, id="B2 alcohol: 14 days"),
        pytest.param("sel_101", 14, id="B2 C1 drugs: 14 days"),
        pytest.param("sel_101_a", None, id="C3 anonymous treatment for drugs: no guarantee"),
        pytest.param("sul_142", 14, id="B2 the doctor: 14 days"),
        pytest.param("sul_82_c", 14, id="E4 the region: 14 days"),
        pytest.param("rsl_67", 28, id="C9 a complaint: four weeks"),
    ],
)
def test_the_laws_own_days(key: str, days: int | None) -> None:
    assert LAWS[key].days == days
