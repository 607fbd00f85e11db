"""Groups and their places, those who wait, and what was asked for when no time fitted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class GroupSession(DataBase):
    """A group that meets once. ``service`` is its key in the centre's catalogue. ``taken`` counts the places that are
    booked or offered; the database itself refuses one too many (booking §2)."""

    __tablename__ = "group_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    service: Mapped[str] = mapped_column(String(60))
    mode: Mapped[str] = mapped_column(String(10))
    counsellor_id: Mapped[int] = mapped_column(ForeignKey("resources.id"))
    extra_id: Mapped[int | None] = mapped_column(ForeignKey("resources.id"))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        CheckConstraint("taken BETWEEN 0 AND capacity", name="taken_within_capacity"),
        Index("ix_group_sessions_day", "centre", "starts_at"),
    )


class GroupPlace(DataBase):
    """One person's place in a group session. Those who come never see each other here."""

    __tablename__ = "group_places"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("group_sessions.id", ondelete="CASCADE"))
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    sequence: Mapped[int] = mapped_column(default=0)
    uid: Mapped[UUID] = mapped_column(unique=True)

    __table_args__ = (UniqueConstraint("session_id", "inquiry_id"),)


class Waiting(DataBase):
    """Somebody who waits, first come first served: for a place in a group session, or for a talk given in one way."""

    __tablename__ = "waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    session_id: Mapped[UUID | None] = mapped_column(ForeignKey("group_sessions.id", ondelete="CASCADE"), index=True)
    talk: Mapped[str] = mapped_column(String(40), default="")
    mode: Mapped[str] = mapped_column(String(10), default="")
    since: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(10))

    __table_args__ = (Index("ix_waiting_line", "centre", "state", "id"),)


class TimeRequest(DataBase):
    """What was asked for when no time fitted: a call, another time, or 'I am coming'. Why is sealed in ``detail``."""

    __tablename__ = "time_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    inquiry_id: Mapped[UUID] = mapped_column(ForeignKey("inquiries.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    day: Mapped[date | None]
    part: Mapped[str] = mapped_column(String(10), default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
    done_on: Mapped[date | None]
    done_by: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    detail: Mapped[bytes | None] = mapped_column(LargeBinary)

    __table_args__ = (Index("ix_time_requests_open", "centre", "done_on"),)
