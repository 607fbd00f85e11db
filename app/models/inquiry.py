"""An inquiry: what arrived, and where it stands."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class Inquiry(DataBase):
    """Everything a person told is sealed under the inquiry's own key. In clear stands only what the
    queue must sort by; ``tests/guards/test_clear_columns.py`` freezes that list and the privacy page prints it."""

    __tablename__ = "inquiries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    state: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(10))
    urgency: Mapped[int]
    due_on: Mapped[date | None]  # the nearest promise
    received_at: Mapped[datetime] = mapped_column(Moment)
    assigned_to: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    citizen_active_on: Mapped[date]
    unread_by_staff: Mapped[bool] = mapped_column(default=True)
    closed_on: Mapped[date | None]
    forget_on: Mapped[date | None]
    answers: Mapped[bytes] = mapped_column(LargeBinary)
    contact: Mapped[bytes] = mapped_column(LargeBinary)
    promises: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        # The literal state lets SQLite use the partial index; a bound value would not.
        Index(
            "ix_inquiries_open",
            "centre",
            "urgency",
            "due_on",
            "id",
            sqlite_where=text("state != 'closed'"),
            postgresql_where=text("state != 'closed'"),
        ),
        Index(  # the newest open ones, in which a text is looked for
            "ix_inquiries_newest_open",
            "centre",
            "received_at",
            "id",
            sqlite_where=text("state != 'closed'"),
            postgresql_where=text("state != 'closed'"),
        ),
    )
