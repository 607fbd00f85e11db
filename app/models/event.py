"""What happened to an inquiry. Written by ``timeline`` alone, changed by nobody."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class Event(DataBase):
    """One thing that happened, in the past tense, chained to the one before it.

    ``inquiry_id`` is no foreign key: the chain outlives an inquiry that is forgotten,
    and then says only that something with a random id once happened.
    """

    __tablename__ = "events"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    inquiry_id: Mapped[UUID | None] = mapped_column(index=True)
    happened_at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(10))
    staff_id: Mapped[UUID | None]
    what: Mapped[str] = mapped_column(String(40))
    detail: Mapped[bytes | None] = mapped_column(LargeBinary)  # a reason in free text, sealed under the inquiry's key
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
