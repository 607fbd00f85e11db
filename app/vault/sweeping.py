"""Clearing away what a browser was lent for a while: drafts, codes on their way to a screen, visits."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CitizenSession, Draft, ShownCode
from app.vault.browser import SESSION_IDLE, SESSION_LONGEST


def sweep(session: Session, *, now: datetime) -> int:
    """Delete whatever has had its day. Returns how many rows went."""
    swept = 0
    for table, old in (
        (Draft, Draft.expires_at <= now),
        (ShownCode, ShownCode.expires_at <= now),
        (CitizenSession, CitizenSession.began_at <= now - SESSION_LONGEST),
        (CitizenSession, CitizenSession.seen_at <= now - SESSION_IDLE),
    ):
        for row in session.scalars(select(table).where(old)):
            session.delete(row)
            swept += 1
        session.flush()
    return swept
