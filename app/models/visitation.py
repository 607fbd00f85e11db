"""Visitation: what is put forward, who takes part in a meeting, what was decided, and who stands in for a leader."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class AgendaItem(DataBase):
    """An inquiry put forward for a meeting. It waits until it is decided or taken off, meeting after meeting.

    ``version`` grows with every change, so that of two who act on what they saw only one is right. The proposal is
    sealed under the key of internal notes.
    """

    __tablename__ = "agenda_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    put_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    meeting_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(default=1)
    proposal: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_agenda_items_meeting", "centre", "state", "meeting_on"),
        Index(
            "uq_agenda_items_waiting",
            "inquiry_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )


class DecisionLetter(DataBase):
    """One decision, with its letter as it was written. Never changed: ``number`` 2 takes the place of 1.

    ``received_on`` is the day the citizen had it: opened it here, or was given it.
    """

    __tablename__ = "decision_letters"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"), unique=True)
    number: Mapped[int]
    meeting_on: Mapped[date]
    decided_at: Mapped[datetime] = mapped_column(Moment)
    decided_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    received_on: Mapped[date | None]
    content: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (
        UniqueConstraint("inquiry_id", "number", name="uq_decision_letters_inquiry_id_number"),
        Index("ix_decision_letters_meeting", "centre", "meeting_on"),
    )


class MeetingParticipant(DataBase):
    """Somebody who takes part in a meeting: staff, or a doctor from outside."""

    __tablename__ = "meeting_participants"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    meeting_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(80))

    __table_args__ = (UniqueConstraint("centre", "meeting_on", "name", name="uq_meeting_participants_name"),)


class Deputy(DataBase):
    """A colleague who decides in the leader's place, from one day to another."""

    __tablename__ = "deputies"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    named_by: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    first_day: Mapped[date]
    last_day: Mapped[date]
