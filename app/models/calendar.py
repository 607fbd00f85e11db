"""The calendar: who and what can be booked, when they are open, and what is taken."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class Resource(DataBase):
    """Somebody or something that can be in one place at a time: a counsellor, a room, a telephone line, a car.

    ``languages`` are codes with a space between; ``gender`` and they are said by the counsellor and may be empty.
    After ``last_day`` there are no more times with it.
    """

    __tablename__ = "resources"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(80))
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"), unique=True)
    gender: Mapped[str] = mapped_column(String(8), default="")
    languages: Mapped[str] = mapped_column(String(80), default="")
    last_day: Mapped[date | None]


class OpenRule(DataBase):
    """The same hours every week, on the Danish wall clock. Without a resource they are the whole centre's."""

    __tablename__ = "opening_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40), index=True)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    weekday: Mapped[int]
    opens: Mapped[time]
    closes: Mapped[time]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    modes: Mapped[str] = mapped_column(String(60))
    first_talks_only: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(String(60), default="")  # what a meeting is called


class OpenException(DataBase):
    """Some days on which it is otherwise: closed, more, or instead. Without hours it is the whole day."""

    __tablename__ = "opening_exceptions"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40), index=True)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    rule: Mapped[str] = mapped_column(String(10))
    first_day: Mapped[date]
    last_day: Mapped[date]
    opens: Mapped[time | None]
    closes: Mapped[time | None]
    modes: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(String(12))  # one of a few words: an illness is nobody else's business


class Appointment(DataBase):
    """A time that somebody has, or that is held for them until ``held_until``.

    Nothing in clear says what it is about or who comes; where to go and what was agreed is sealed in ``detail``.
    ``extra_id`` is the room, the line or the car. ``uid`` and ``sequence`` are what a calendar file needs to move it.
    """

    __tablename__ = "appointments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    talk: Mapped[str] = mapped_column(String(40))
    mode: Mapped[str] = mapped_column(String(10))
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    extra_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id"))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10))
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    offered: Mapped[bool] = mapped_column(default=False)  # held because a place on the waiting list came up
    sequence: Mapped[int] = mapped_column(default=0)
    uid: Mapped[UUID] = mapped_column(unique=True)
    booked_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))  # empty when the citizen did it
    gift_card_on: Mapped[date | None]
    detail: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (
        Index("ix_appointments_day", "centre", "starts_at"),
        Index("ix_appointments_counsellor", "counsellor_id", "starts_at"),
    )


class Occupied(DataBase):
    """Five minutes of one resource. The primary key is what stops double booking, on both databases and whoever asks
    (booking §2). ``until``: a hold that ends by itself, in minutes since 1970; empty for good."""

    __tablename__ = "occupied"

    resource_id: Mapped[int] = mapped_column(ForeignKey("resources.id"), primary_key=True, autoincrement=False)
    cell: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    appointment_id: Mapped[UUID | None] = mapped_column(ForeignKey("appointments.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("group_sessions.id", ondelete="CASCADE"), index=True)
    until: Mapped[int | None]

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  (how SQLAlchemy asks for it)
