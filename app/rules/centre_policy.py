"""What one centre has chosen and promised, as a value; and where it promises less than the law."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.rules import law


@dataclass(frozen=True, kw_only=True)
class CentrePolicy:
    """A centre's promises. Days are calendar days unless the name says otherwise; ``None`` is 'not stated'.

    ``follow_up_…`` and ``caseload_limit`` are data for the desk and decide nothing here (B9, C7, D8).
    """

    municipalities: tuple[str, ...]
    youngest_age: int | None
    oldest_age: int | None = None
    open_counselling_days: int
    treatment_days: int
    doctor_days: int | None = None
    anonymous_drug_target_days: int | None = None
    complaint_days: int | None = None
    reply_working_days: int
    retention_months: int
    abandoned_months: int
    plan_review_months: int | None = None
    follow_up_days_after_start: tuple[int, ...] = ()
    follow_up_months_after_end: tuple[int, ...] = ()
    caseload_limit: int | None = None
    visitation_weekday: int | None = None  # 0 is Monday


def policy_faults(policy: CentrePolicy) -> list[str]:
    """Why a centre may not open with this policy, one line each: ``field: what is wrong and what to write``.

    A policy may promise more than the law, never less (B2, C1, C9).
    """
    return [*_less_than_the_law(policy), *_impossible(policy)]


def _less_than_the_law(policy: CentrePolicy) -> Iterator[str]:
    treatment = min(days for days in (law.ALCOHOL_TREATMENT.days, law.DRUG_TREATMENT.days) if days is not None)
    limits = (
        ("treatment_days", policy.treatment_days, treatment, law.DRUG_TREATMENT),
        ("doctor_days", policy.doctor_days, law.DOCTOR.days, law.DOCTOR),
    )
    for field, days, latest, text in limits:
        if days is not None and latest is not None and days > latest:
            yield f"{field}: {days} days is later than {text.paragraph} allows; write {latest} or fewer"
    complaint, least = policy.complaint_days, law.COMPLAINT.days
    if complaint is not None and least is not None and complaint < least:
        yield f"complaint_days: {complaint} days is shorter than {law.COMPLAINT.paragraph} gives; write {least} or more"


def _impossible(policy: CentrePolicy) -> Iterator[str]:
    counted = (
        "open_counselling_days",
        "treatment_days",
        "doctor_days",
        "anonymous_drug_target_days",
        "reply_working_days",
        "retention_months",
        "abandoned_months",
        "plan_review_months",
        "caseload_limit",
    )
    for field in counted:
        number = getattr(policy, field)
        if number is not None and number < 1:
            yield f"{field}: {number} is no promise; write 1 or more, or leave it out where that is allowed"
    for field in ("follow_up_days_after_start", "follow_up_months_after_end"):
        numbers = getattr(policy, field)
        if list(numbers) != sorted(set(numbers)) or any(number < 1 for number in numbers):
            yield f"{field}: write rising numbers from 1, each once"
    yield from _impossible_ages(policy)
    if not policy.municipalities:
        yield "municipalities: the centre serves nobody; write at least one"


def _impossible_ages(policy: CentrePolicy) -> Iterator[str]:
    youngest, oldest = policy.youngest_age, policy.oldest_age
    for field, age in (("youngest_age", youngest), ("oldest_age", oldest)):
        if age is not None and not 0 <= age <= 120:
            yield f"{field}: {age} is no age; write a number from 0 to 120"
    if youngest is not None and oldest is not None and oldest < youngest:
        yield f"oldest_age: {oldest} is below the youngest age {youngest}; swap them"
