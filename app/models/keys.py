"""The key store's tables: wrapped keys, and whatever must leave no trace in old backups."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import KeyBase, Moment


class CaseKey(KeyBase):
    """One inquiry's data key, wrapped for its centre and for the citizen's code. No row, no inquiry."""

    __tablename__ = "case_keys"

    inquiry_id: Mapped[UUID] = mapped_column(primary_key=True)
    centre: Mapped[str] = mapped_column(String(40))
    centre_kid: Mapped[int]
    store_kid: Mapped[int]
    code_kid: Mapped[int]
    lookup: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class RetiredKey(KeyBase):
    """Up to which number a key is retired: no row may be stored under it (the database refuses, not the process
    that was not restarted). ``name`` is 'store' or 'centre-<key>'."""

    __tablename__ = "retired_keys"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    kid: Mapped[int]


class Draft(KeyBase):
    """An unsent inquiry, sealed under the browser's token. Never mistaken for sent."""

    __tablename__ = "drafts"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    inquiry_id: Mapped[UUID] = mapped_column(unique=True)  # the id it will have, so it can be sent only once
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class CitizenSession(KeyBase):
    """A citizen who has shown their code. Holds the data key, sealed under the cookie's token."""

    __tablename__ = "citizen_sessions"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    inquiry_id: Mapped[UUID] = mapped_column(index=True)
    sealed_key: Mapped[bytes] = mapped_column(LargeBinary)
    began_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)


class ShownCode(KeyBase):
    """An access code on its way to the one screen that may show it: there for ten minutes at most, and until then no
    longer than the draft it came of would have been kept."""

    __tablename__ = "shown_codes"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    inquiry_id: Mapped[UUID] = mapped_column(index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class Forgotten(KeyBase):
    """A tombstone: a random id that must stay dead when an old backup of the data comes back."""

    __tablename__ = "forgotten"

    inquiry_id: Mapped[UUID] = mapped_column(primary_key=True)
    forgotten_at: Mapped[datetime] = mapped_column(Moment)


class ContactMark(KeyBase):
    """A telephone number or an e-mail address that a citizen gave, as a sum that only its centre's private key can
    make: enough to find the inquiry again by. It lies here and not in the data, so that it dies with the number."""

    __tablename__ = "contact_marks"

    inquiry_id: Mapped[UUID] = mapped_column(primary_key=True)
    mark: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True, index=True)


class MarkedTo(KeyBase):
    """How far the timeline has been read for contacts to find by. ``name`` is a centre and its key's number."""

    __tablename__ = "marked_to"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    seq: Mapped[int]


__all__ = ["CaseKey", "CitizenSession", "ContactMark", "Draft", "Forgotten", "MarkedTo", "RetiredKey", "ShownCode"]
