"""Inquiries as a list shows them: the queue's and the search's rows come from here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models import Inquiry, Staff
from app.portal import Portal
from app.triage import looks
from app.triage.rows import rows


def listing(
    session: Session,
    portal: Portal,
    staff: Staff,
    listed: Sequence[tuple[Inquiry, str | None]],
    *,
    now: datetime,
    language: str,
) -> dict[str, Any]:
    """What ``triage/staff/_rows.html`` writes down: the rows, opened, and who is looking at them."""
    inquiries = [row for row, _ in listed]
    cases = portal.vault.open_many_for_staff(row.id for row in inquiries)
    waits = looks.waits_since(session, inquiries)
    return {
        "rows": rows(listed, cases, waits, staff=staff, now=now, language=language),
        "looking": looks.others_looking(session, staff, inquiries, now=now),
    }
