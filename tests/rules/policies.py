"""The three centres' policies as the rules' tests know them, and what Nadia may tell."""

from datetime import date
from typing import Any

from app.rules.answers import ForWhom, Substance, Wish
from app.rules.centre_policy import CentrePolicy

HADERSLEV = CentrePolicy(
    municipalities=("haderslev",),
    youngest_age=18,
    oldest_age=85,
    open_counselling_days=7,
    treatment_days=14,
    doctor_days=14,
    reply_working_days=1,
    retention_months=3,
    abandoned_months=6,
)
ISHOEJ = CentrePolicy(
    municipalities=("ishoej", "vallensbaek"),
    youngest_age=13,
    open_counselling_days=7,
    treatment_days=14,
    complaint_days=28,
    reply_working_days=1,
    retention_months=3,
    abandoned_months=6,
)
# A centre that promises more than the law, and sets itself a target where the law is silent.
EAGER = CentrePolicy(
    municipalities=("koebenhavn",),
    youngest_age=None,
    open_counselling_days=3,
    treatment_days=10,
    doctor_days=5,
    anonymous_drug_target_days=7,
    reply_working_days=2,
    retention_months=12,
    abandoned_months=12,
)

TUESDAY = date(2026, 11, 24)


def told(**changes: Any) -> dict[str, Any]:
    """Nadia, who wishes for treatment for alcohol and gives no name; and what is different this time."""
    nadia = {
        "for_whom": ForWhom.SELF,
        "wish": Wish.TREATMENT,
        "substance": Substance.ALCOHOL,
        "named": False,
        "age": None,
        "hypothetical": False,
        "policy": HADERSLEV,
    }
    return nadia | changes
