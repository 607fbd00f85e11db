"""Who works here, and who is signed in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Staff, StaffSession
from app.vault.tokens import token_hash

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
SEEN_STEP = timedelta(minutes=1)  # a session's last sight is written at most once a minute


@dataclass(frozen=True)
class SignedIn:
    """A staff member behind a token, and whether their last sight should be written again."""

    staff: Staff
    worth_writing: bool


def account(session: Session, email: str) -> Staff | None:
    """The account with this e-mail, which is kept in small letters."""
    return session.scalar(select(Staff).where(Staff.email == email))


def signed_in(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """Who a token belongs to. A session ends after 30 quiet minutes, after 8 hours, and with the account."""
    found = session.execute(
        select(StaffSession, Staff)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.token_hash == token_hash(token), Staff.active.is_(True))
    ).first()
    if found is None:
        return None
    visit, staff = found
    if now - visit.seen_at > IDLE or now - visit.began_at > LONGEST:
        return None
    return SignedIn(staff, now - visit.seen_at >= SEEN_STEP)
