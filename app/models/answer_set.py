"""What somebody answered to a questionnaire, and when."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class AnswerSet(DataBase):
    """One way through one questionnaire. Which one it is, and everything that was answered, is sealed in ``content``.

    By the citizen when ``staff_id`` is empty. What a counsellor adds is a set of its own, ``beside_id`` the one it
    stands beside: nobody's answers are written over. ``revision`` grows with every change, so that two devices on one
    set notice each other.
    """

    __tablename__ = "answer_sets"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    beside_id: Mapped[UUID | None] = mapped_column(ForeignKey("answer_sets.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(8))
    revision: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    content: Mapped[bytes] = mapped_column(LargeBinary)
