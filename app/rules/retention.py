"""When things are forgotten: closed inquiries, inquiries nobody returns to, and drafts."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from app.rules.centre_policy import CentrePolicy

DRAFT_DAYS = 7


def forget_on(closed_on: date, policy: CentrePolicy) -> date:
    """The day an inquiry closed on ``closed_on`` is forgotten for good."""
    return months_after(closed_on, policy.retention_months)


def abandoned_on(last_activity_on: date, policy: CentrePolicy) -> date:
    """The day an open inquiry counts as left, when neither side has written since ``last_activity_on``.

    It is then closed, not forgotten: whoever comes back with the code still finds it until ``forget_on``,
    and anything either side writes moves this day (D2).
    """
    return months_after(last_activity_on, policy.abandoned_months)


def draft_gone_at(last_saved: datetime) -> datetime:
    """The moment an unsent draft is gone. Counted in hours, so a change of the clocks takes nothing away."""
    return last_saved.astimezone(UTC) + timedelta(days=DRAFT_DAYS)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day: 31 August and six months is the end of February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
