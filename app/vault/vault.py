"""The vault: locking, opening and forgetting inquiries. The one door to the key store.

Every method commits the key store before it returns, and that order is the point: a key is
stored before the data it opens, and gone before the data is deleted. A crash in between
leaves an orphan key, which is harmless and swept, and never an inquiry without a key.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, delete, select

from app.database import Store, put, scrub
from app.models import CaseKey, ContactMark, Forgotten
from app.vault import browser, cases
from app.vault.cases import OpenCase
from app.vault.code_stock import CodeStock
from app.vault.codes import AT_ONCE, CodeStretcher, StretchedCode, new_code, read_code
from app.vault.keys import Keys
from app.vault.marks import ContactMarks
from app.vault.stretching import Helpers, derive

# The tables themselves where a citizen waits: through the mapped classes the same statements take three times as long.
KEYS = cast(Table, CaseKey.__table__)


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
        self.marks = ContactMarks(keystore, keys)
        self._memory = argon2_memory_kib
        self._stretchers = self._stretch_with(derive)
        self._helpers: Helpers | None = None
        self.stock: CodeStock | None = None

    def begin(self, *, stock: bool) -> None:
        """For a process that serves: stretch in helpers, and keep a ``stock`` of codes where citizens write."""
        self._helpers = Helpers(AT_ONCE)
        self._stretchers = self._stretch_with(self._helpers.derive)
        if stock:
            self.stock = CodeStock(self._make_ahead)
            self.stock.begin()

    def end(self) -> None:
        """Undo ``begin``: no code and no helper is left."""
        if self.stock is not None:
            self.stock.end()
            self.stock = None
        if self._helpers is not None:
            self._helpers.end()
            self._helpers = None
            self._stretchers = self._stretch_with(derive)

    def mint(self) -> MintedCode:
        """A new code: one made ahead, else about 60 ms. Raises ``Busy``. Call it outside any transaction."""
        return self.mint_at_once() or self._minted(new_code())

    def mint_at_once(self) -> MintedCode | None:
        """A code that was made ahead, if there is one."""
        taken = self.stock.take() if self.stock is not None else None
        return MintedCode(taken[0], StretchedCode(taken[1])) if taken else None

    def _minted(self, code: str) -> MintedCode:
        return MintedCode(code, self._stretchers[self.keys.newest_code_kid].stretch(code))

    def _make_ahead(self) -> tuple[str, bytes]:
        """Past the stretcher's queue, where people wait: the helpers take turns."""
        code, helpers = new_code(), self._helpers
        stretch = helpers.derive if helpers else derive
        return code, stretch(self.keys.code_salt[self.keys.newest_code_kid], self._memory, code)

    def _stretch_with(self, deriving: Callable[[bytes, int, str], bytes]) -> dict[int, CodeStretcher]:
        return {kid: CodeStretcher(salt, self._memory, derive=deriving) for kid, salt in self.keys.code_salt.items()}

    def lock_up(self, case: OpenCase, *, centre: str, minted: MintedCode, token: str, now: datetime) -> None:
        """Store a new inquiry's keys wrapped, and let the browser behind ``token`` show the code.

        A second try for the same inquiry replaces the first: its data was never stored, or the caller,
        who holds the inquiry's row, would not be here.
        """
        kid = self.keys.newest_code_kid
        row = cases.wrap(self.keys, case, centre=centre, code=minted.stretched, code_kid=kid)
        with self.keystore.writing() as session:
            session.execute(put(session, KEYS), {each.name: getattr(row, each.name) for each in KEYS.c})
            browser.keep_code(session, token, minted.code, case, now=now)

    def open_with_code(self, typed: str) -> OpenCase | None:
        """The inquiry behind a code, or nothing: mistyped, unknown, expired and foreign look alike.

        A slip of the finger is caught before any work is done. Raises ``Busy``.
        """
        found = self._row_of(typed)
        return cases.open_with_code(self.keys, *found) if found else None

    def inquiry_of_code(self, typed: str, *, centre: str) -> UUID | None:
        """Which of a centre's inquiries a code belongs to. Finds, and opens nothing. Raises ``Busy``."""
        found = self._row_of(typed)
        return found[0].inquiry_id if found and found[0].centre == centre else None

    def _row_of(self, typed: str) -> tuple[CaseKey, StretchedCode] | None:
        """The row a code belongs to, under whichever key it was made."""
        code = read_code(typed)
        if code is None:
            return None
        for kid in sorted(self._stretchers, reverse=True):
            stretched = self._stretchers[kid].stretch(code)
            lookup = stretched.lookup(self.keys.code_lookup[kid])
            with self.keystore.reading() as session:
                row = session.scalar(select(CaseKey).where(CaseKey.lookup == lookup))
            if row is not None:
                return row, stretched
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
        return self._minted(code)

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
            session.execute(delete(ContactMark).where(ContactMark.inquiry_id == inquiry_id))
            browser.end_all_sessions(session, inquiry_id)
        scrub(self.keystore)

    def forgotten(self) -> list[UUID]:
        """Every tombstone, for a restore to bury the dead again."""
        with self.keystore.reading() as session:
            return list(session.scalars(select(Forgotten.inquiry_id)))
