"""Which questionnaires a centre asks, and every version that anybody has begun to answer."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import DataBase, Moment


class FormVersion(DataBase):
    """One questionnaire, word for word, as FHIR JSON. Never changed: an answer belongs to exactly these words.

    ``about`` is what is said and counted beside the words: its introduction, for whom it is, scores and flags.
    """

    __tablename__ = "form_versions"

    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), index=True)
    kept_at: Mapped[datetime] = mapped_column(Moment)
    form: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)


class FormUse(DataBase):
    """A leader's choice for one questionnaire at one centre. The newest that has not ended holds.

    Without a ``version`` the centre does not ask it, though it comes with the portal. ``for_whom`` and ``ages`` are
    lists with commas; empty ``ages`` are all.
    """

    __tablename__ = "form_uses"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(80))
    version: Mapped[str | None] = mapped_column(ForeignKey("form_versions.version"))
    for_whom: Mapped[str] = mapped_column(String(60))
    ages: Mapped[str] = mapped_column(String(60))
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    began_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        Index(
            "uq_form_uses_now",
            "centre",
            "key",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
