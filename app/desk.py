"""What a staff member can reach: their own centre's inquiries, and nothing of anybody else's.

Every question the desk asks about inquiries begins with ``own_centre``. What it does not give is not there:
another centre's inquiry, one that never was and one that is forgotten all answer alike (security 2.2, row 5).
"""

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.dossier import Dossier, opened
from app.models import Inquiry, Staff
from app.vault.vault import Vault


def own_centre(staff: Staff) -> Select[Inquiry]:
    """The inquiries of a staff member's own centre."""
    return select(Inquiry).where(Inquiry.centre == staff.centre)


def reachable(session: Session, staff: Staff, inquiry_id: UUID, *, to_change: bool = False) -> Inquiry | None:
    """One inquiry, its sealed parts still closed. ``to_change`` holds the row until the transaction ends."""
    query = own_centre(staff).where(Inquiry.id == inquiry_id)
    return session.scalar(query.with_for_update() if to_change else query)


def unlocked(vault: Vault, row: Inquiry) -> Dossier | None:
    """The inquiry opened with the centre's key; ``None`` when it has been forgotten."""
    case = vault.open_for_staff(row.id)
    return opened(row, case) if case else None
