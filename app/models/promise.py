"""Whether the promise of a talk within a week is kept: what each inquiry was offered, and where times run short."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class FirstOffer(DataBase):
    """The earliest first talk that could be had when an inquiry came in. Empty when there was none (booking §4)."""

    __tablename__ = "first_offers"

    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    offered_at: Mapped[datetime | None] = mapped_column(Moment)
    met: Mapped[bool]
    chose_later: Mapped[bool] = mapped_column(default=False)


class OfferAlarm(DataBase):
    """A shortage of times, from the day it was seen until it was over. One stands open for each kind at most."""

    __tablename__ = "offer_alarms"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(14))
    mode: Mapped[str] = mapped_column(String(10))
    level: Mapped[str] = mapped_column(String(6))
    cause: Mapped[str] = mapped_column(String(16))
    remedy: Mapped[str] = mapped_column(String(16))
    first_day: Mapped[date]  # the first day on which somebody who writes would wait too long
    opened_at: Mapped[datetime] = mapped_column(Moment)
    seen_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        Index(
            "uq_offer_alarms_open",
            "centre",
            "audience",
            "mode",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )


class CalendarFeed(DataBase):
    """The address under which a staff member's own calendar program fetches their times. Only its hash is kept."""

    __tablename__ = "calendar_feeds"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
