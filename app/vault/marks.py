"""Finding an inquiry by a telephone number or an e-mail address, without keeping either (security 3, blind index).

A mark is a keyed sum of what the citizen gave. Its key comes out of the centre's private key, so the public process can
neither make a mark nor try all telephone numbers against one, and two centres' marks of one number have nothing in
common. The marks lie in the key store and go with the number, with the inquiry, and with the centre's key.
"""

import hmac
from collections.abc import Iterable, Mapping
from typing import cast
from uuid import UUID

from sqlalchemy import Table, delete, select

from app.database import Store, put, put_unless_there
from app.models import CaseKey, ContactMark, MarkedTo
from app.vault.fields import derived_key
from app.vault.keys import Keys

MARKS = cast(Table, ContactMark.__table__)
READ_TO = cast(Table, MarkedTo.__table__)


class ContactMarks:
    """The marks of one key store. All but ``drop`` need the centre's private key."""

    def __init__(self, keystore: Store, keys: Keys):
        self._keystore = keystore
        self._keys = keys

    def read_to(self, centre: str) -> int:
        """The newest event whose contact is marked; 0 when none is, as after the centre has got a new key."""
        with self._keystore.reading() as session:
            return session.scalar(select(MarkedTo.seq).where(MarkedTo.name == self._name(centre))) or 0

    def keep(self, centre: str, given: Mapping[UUID, Iterable[str]], *, read_to: int) -> None:
        """Mark what each inquiry gives now in place of what it gave before, and remember how far was read."""
        key = self._key(centre, self._keys.newest_centre_kid(centre))
        with self._keystore.writing() as session:
            known = select(CaseKey.inquiry_id).where(CaseKey.inquiry_id.in_(list(given)))
            there = set(session.scalars(known.with_for_update(key_share=True)))
            session.execute(delete(ContactMark).where(ContactMark.inquiry_id.in_(list(given))))
            for inquiry_id in sorted(there):  # one that was forgotten meanwhile gets no mark
                for each in given[inquiry_id]:
                    session.execute(
                        put_unless_there(session, MARKS), {"inquiry_id": inquiry_id, "mark": _mark(key, each)}
                    )
            session.execute(put(session, READ_TO), {"name": self._name(centre), "seq": read_to})

    def find(self, centre: str, given: str) -> list[UUID]:
        """The inquiries of a centre that carry this number or address, under any key the centre still has."""
        marks = [_mark(self._key(centre, kid), given) for name, kid in self._keys.centre_private if name == centre]
        with self._keystore.reading() as session:
            return list(session.scalars(select(ContactMark.inquiry_id).where(ContactMark.mark.in_(marks)).distinct()))

    def drop(self, inquiry_id: UUID) -> None:
        """Nothing finds the inquiry by a contact any more, until it is marked again."""
        with self._keystore.writing() as session:
            session.execute(delete(ContactMark).where(ContactMark.inquiry_id == inquiry_id))

    def _name(self, centre: str) -> str:
        return f"{centre}-{self._keys.newest_centre_kid(centre)}"

    def _key(self, centre: str, kid: int) -> bytes:
        return derived_key(self._keys.centre_private[centre, kid].private_bytes_raw(), b"contact-mark/1")


def _mark(key: bytes, given: str) -> bytes:
    return hmac.digest(key, given.casefold().encode(), "sha256")
