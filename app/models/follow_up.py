"""Follow-ups: what was agreed, and when somebody is to hear how it goes."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase


class FollowUp(DataBase):
    """One day on which the citizen said that we may ask. Without a yes there is no row."""

    __tablename__ = "follow_ups"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int] = mapped_column(default=0)
    done_on: Mapped[date | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))

    __table_args__ = (Index("ix_follow_ups_due", "centre", "state", "due_on"),)


class FollowUpConsent(DataBase):
    """What was agreed about follow-ups for one inquiry: all of it sealed."""

    __tablename__ = "follow_up_consents"

    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True)
    agreed: Mapped[bytes] = mapped_column(LargeBinary)
