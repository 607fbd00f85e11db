"""The vault: locking, opening and forgetting inquiries. The one door to the key store.

Every method commits the key store before it returns, and that order is the point: a key is
stored before the data it opens, and gone before the data is deleted. A crash in between
leaves an orphan key, which is harmless and swept, and never an inquiry without a key.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from app.database import Store, scrub
from app.models import CaseKey, Forgotten
from app.vault import browser, cases
from app.vault.cases import OpenCase
from app.vault.codes import CodeStretcher, StretchedCode, new_code, read_code
from app.vault.keys import Keys


@dataclass(frozen=True)
class MintedCode:
    """A code nobody has yet, with its stretched form: minted before a transaction begins."""

    code: str = field(repr=False)
    stretched: StretchedCode = field(repr=False)


class Vault:
    """``keystore`` is a database of its own; ``keys`` decides what this process can open."""

    def __init__(self, keystore: Store, keys: Keys, *, argon2_memory_kib: int):
        self.keystore = keystore
        self.keys = keys
        self._stretchers = {kid: CodeStretcher(salt, argon2_memory_kib) for kid, salt in keys.code_salt.items()}

    def mint(self) -> MintedCode:
        """A new code, about 60 ms. Raises ``Busy``. Call it outside any transaction."""
        code = new_code()
        return MintedCode(code, self._stretchers[self.keys.newest_code_kid].stretch(code))

    def lock_up(self, inquiry_id: UUID, *, centre: str, minted: MintedCode, token: str, now: datetime) -> OpenCase:
        """Make an inquiry's keys, store them wrapped, and let the browser behind ``token`` show the code.

        A second try for the same inquiry replaces the first: its data was never stored, or the caller,
        who holds the inquiry's row, would not be here.
        """
        case = cases.new_case(inquiry_id)
        kid = self.keys.newest_code_kid
        row = cases.wrap(self.keys, case, centre=centre, code=minted.stretched, code_kid=kid)
        with self.keystore.writing() as session:
            session.execute(delete(CaseKey).where(CaseKey.inquiry_id == inquiry_id))
            session.add(row)
            browser.keep_code(session, token, minted.code, case, now=now)
        return case

    def open_with_code(self, typed: str) -> OpenCase | None:
        """The inquiry behind a code, or nothing: mistyped, unknown, expired and foreign look alike.

        A slip of the finger is caught before any work is done. Raises ``Busy``.
        """
        code = read_code(typed)
        if code is None:
            return None
        for kid in sorted(self._stretchers, reverse=True):
            stretched = self._stretchers[kid].stretch(code)
            lookup = stretched.lookup(self.keys.code_lookup[kid])
            with self.keystore.reading() as session:
                row = session.scalar(select(CaseKey).where(CaseKey.lookup == lookup))
            if row is not None:
                return cases.open_with_code(self.keys, row, stretched)
        return None

    def open_for_staff(self, inquiry_id: UUID) -> OpenCase | None:
        """The inquiry with its notes; ``None`` when it has been forgotten."""
        return self.open_many_for_staff([inquiry_id]).get(inquiry_id)

    def open_many_for_staff(self, inquiry_ids: Iterable[UUID]) -> dict[UUID, OpenCase]:
        """Those of the inquiries that still have a key, in one read. About 0.2 ms each."""
        with self.keystore.reading() as session:
            rows = session.scalars(select(CaseKey).where(CaseKey.inquiry_id.in_(list(inquiry_ids)))).all()
        return {row.inquiry_id: cases.open_for_centre(self.keys, row) for row in rows}

    def offer_code(self, case: OpenCase, minted: MintedCode, *, token: str, now: datetime) -> None:
        """Show a new code without making it count yet: until it is written down, the old one works."""
        with self.keystore.writing() as session:
            browser.keep_code(session, token, minted.code, case, now=now)

    def minted_again(self, code: str) -> MintedCode:
        """A code that was offered, about to count. Raises ``Busy``."""
        return MintedCode(code, self._stretchers[self.keys.newest_code_kid].stretch(code))

    def change_code(self, case: OpenCase, minted: MintedCode, *, now: datetime) -> str | None:
        """Another code for the same inquiry: the old code and every open browser are dead at once.

        Returns the token of a new session; ``None`` when the inquiry is forgotten.
        """
        with self.keystore.writing() as session:
            row = session.get(CaseKey, case.inquiry_id, with_for_update=True)
            if row is None:
                return None
            cases.change_code(self.keys, row, case, code=minted.stretched, code_kid=self.keys.newest_code_kid)
            browser.end_all_sessions(session, case.inquiry_id)
            return browser.begin_session(session, case, now=now)

    def forget(self, inquiry_id: UUID, *, now: datetime) -> None:
        """Destroy an inquiry's keys, for ever: in this store, its log, and every old copy of the data."""
        with self.keystore.writing() as session:
            if session.get(Forgotten, inquiry_id) is None:
                session.add(Forgotten(inquiry_id=inquiry_id, forgotten_at=now))
            session.execute(delete(CaseKey).where(CaseKey.inquiry_id == inquiry_id))
            browser.end_all_sessions(session, inquiry_id)
        scrub(self.keystore)

    def forgotten(self) -> list[UUID]:
        """Every tombstone, for a restore to bury the dead again."""
        with self.keystore.reading() as session:
            return list(session.scalars(select(Forgotten.inquiry_id)))
