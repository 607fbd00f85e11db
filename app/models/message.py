"""What citizen and counsellor write to each other, and what staff write to themselves."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class Message(DataBase):
    """One message in an inquiry. From the citizen when ``staff_id`` is empty."""

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    number: Mapped[int]  # its place in the conversation: the minute alone would shuffle quick answers
    sent_at: Mapped[datetime] = mapped_column(Moment)
    read: Mapped[bool] = mapped_column(default=False)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Note(DataBase):
    """An internal note, sealed under a key of its own that the citizen's code never opens."""

    __tablename__ = "notes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    written_at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[bytes] = mapped_column(LargeBinary)
