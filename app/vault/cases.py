"""Two keyholes for every inquiry: one for its centre, one for the citizen's code (design §1.1).

Each inquiry has a random data key. The key store keeps it wrapped to the centre's *public* key,
so that the public process can lock but never unlock, and under a key that only the code can make.
The code is never stored. Internal notes have a key of their own that the code does not reach.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.models import CaseKey
from app.vault.codes import StretchedCode
from app.vault.fields import NONCE_BYTES, CannotOpen, Place, joined, parted, seal, unseal
from app.vault.keys import KeyMissing, Keys

SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
KEY_BYTES = 32


@dataclass(frozen=True)
class OpenCase:
    """An inquiry whose key is in hand, for as long as one request lasts."""

    inquiry_id: UUID
    key: bytes = field(repr=False)
    notes_key: bytes | None = field(default=None, repr=False)

    def seal(self, text: str, *, table: str, column: str, row_id: UUID) -> bytes:
        return seal(self.key, text.encode(), Place(self.inquiry_id, table, column, row_id).associated_data())

    def open(self, sealed: bytes, *, table: str, column: str, row_id: UUID) -> str:
        """Raises ``CannotOpen``."""
        place = Place(self.inquiry_id, table, column, row_id)
        return unseal(self.key, sealed, place.associated_data()).decode()

    def for_notes(self) -> "OpenCase":
        """The same inquiry under the key of its internal notes. Raises ``CannotOpen`` for a citizen."""
        if self.notes_key is None:
            raise CannotOpen
        return OpenCase(self.inquiry_id, self.notes_key)


@dataclass(frozen=True, kw_only=True)
class Wrapped:
    """One inquiry's keys as the key store keeps them, under its outer layer."""

    for_centre: bytes
    for_code: bytes
    notes_for_centre: bytes


def new_case(inquiry_id: UUID) -> OpenCase:
    """Fresh random keys. Wrap them before sealing anything that must be read again."""
    return OpenCase(inquiry_id, os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))


def wrap(keys: Keys, case: OpenCase, *, centre: str, code: StretchedCode, code_kid: int) -> CaseKey:
    """A key-store row for a new inquiry. Needs public keys only."""
    assert case.notes_key is not None
    kid = keys.newest_centre_kid(centre)
    wrapped = Wrapped(
        for_centre=wrap_for_centre(keys, case.inquiry_id, case.key, centre=centre, kid=kid, purpose=b"data"),
        for_code=wrap_for_code(case, code),
        notes_for_centre=wrap_for_centre(
            keys, case.inquiry_id, case.notes_key, centre=centre, kid=kid, purpose=b"notes"
        ),
    )
    row = CaseKey(
        inquiry_id=case.inquiry_id,
        centre=centre,
        centre_kid=kid,
        code_kid=code_kid,
        lookup=code.lookup(keys.code_lookup[code_kid]),
    )
    seal_row(keys, row, wrapped)
    return row


def wrap_for_centre(keys: Keys, inquiry_id: UUID, key: bytes, *, centre: str, kid: int, purpose: bytes) -> bytes:
    public = keys.centre_public[centre, kid]
    return SUITE.encrypt(key, public, info=centre_info(inquiry_id, centre=centre, kid=kid, purpose=purpose))


def unwrap_for_centre(keys: Keys, row: CaseKey, wrapped: bytes, *, purpose: bytes) -> bytes:
    private = keys.centre_private.get((row.centre, row.centre_kid))
    if private is None:
        raise KeyMissing(f"No private key number {row.centre_kid} for centre '{row.centre}' in this process.")
    info = centre_info(row.inquiry_id, centre=row.centre, kid=row.centre_kid, purpose=purpose)
    try:
        return SUITE.decrypt(wrapped, private, info=info)
    except InvalidTag:
        raise CannotOpen from None


def centre_info(inquiry_id: UUID, *, centre: str, kid: int, purpose: bytes) -> bytes:
    return joined(b"indgang/centre/1", purpose, centre.encode(), kid.to_bytes(4), inquiry_id.bytes)


def wrap_for_code(case: OpenCase, code: StretchedCode) -> bytes:
    """Binds no centre and no kid: the citizen's wrap must survive every rotation and hand-over untouched."""
    nonce = os.urandom(NONCE_BYTES)
    key = code.wrapping_key(case.inquiry_id.bytes)
    return nonce + AESGCM(key).encrypt(nonce, case.key, joined(b"indgang/citizen/1", case.inquiry_id.bytes))


def open_with_code(keys: Keys, row: CaseKey, code: StretchedCode) -> OpenCase:
    """The citizen's keyhole. Never reaches the notes."""
    wrapped = unseal_row(keys, row).for_code
    nonce, body = wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:]
    try:
        key = AESGCM(code.wrapping_key(row.inquiry_id.bytes)).decrypt(
            nonce, body, joined(b"indgang/citizen/1", row.inquiry_id.bytes)
        )
    except InvalidTag:
        raise CannotOpen from None
    return OpenCase(row.inquiry_id, key)


def open_for_centre(keys: Keys, row: CaseKey) -> OpenCase:
    """The centre's keyhole. Needs the centre's private key, which the public process does not have."""
    wrapped = unseal_row(keys, row)
    return OpenCase(
        row.inquiry_id,
        unwrap_for_centre(keys, row, wrapped.for_centre, purpose=b"data"),
        unwrap_for_centre(keys, row, wrapped.notes_for_centre, purpose=b"notes"),
    )


def change_code(keys: Keys, row: CaseKey, case: OpenCase, *, code: StretchedCode, code_kid: int) -> None:
    """Give the row another code. The old one opens nothing from then on."""
    wrapped = unseal_row(keys, row)
    row.code_kid = code_kid
    row.lookup = code.lookup(keys.code_lookup[code_kid])
    seal_row(
        keys,
        row,
        Wrapped(
            for_centre=wrapped.for_centre,
            for_code=wrap_for_code(case, code),
            notes_for_centre=wrapped.notes_for_centre,
        ),
    )


def rewrap(keys: Keys, row: CaseKey) -> None:
    """Bring one row to the newest centre key and store key. The citizen's wrap is carried over as it is."""
    case = open_for_centre(keys, row)
    for_code = unseal_row(keys, row).for_code
    assert case.notes_key is not None
    centre, kid = row.centre, keys.newest_centre_kid(row.centre)
    row.centre_kid = kid
    seal_row(
        keys,
        row,
        Wrapped(
            for_centre=wrap_for_centre(keys, row.inquiry_id, case.key, centre=centre, kid=kid, purpose=b"data"),
            for_code=for_code,
            notes_for_centre=wrap_for_centre(
                keys, row.inquiry_id, case.notes_key, centre=centre, kid=kid, purpose=b"notes"
            ),
        ),
    )


def seal_row(keys: Keys, row: CaseKey, wrapped: Wrapped) -> None:
    """The outer layer: when its key is rotated away, every old copy of the key store is noise."""
    row.store_kid = keys.newest_store_kid
    nonce = os.urandom(NONCE_BYTES)
    inner = joined(wrapped.for_centre, wrapped.for_code, wrapped.notes_for_centre)
    row.sealed = nonce + AESGCM(keys.store[row.store_kid]).encrypt(nonce, inner, row_data(row))


def unseal_row(keys: Keys, row: CaseKey) -> Wrapped:
    key = keys.store.get(row.store_kid)
    if key is None:
        raise KeyMissing(f"No key-store key number {row.store_kid} in this process.")
    nonce, body = row.sealed[:NONCE_BYTES], row.sealed[NONCE_BYTES:]
    try:
        inner = parted(AESGCM(key).decrypt(nonce, body, row_data(row)))
    except InvalidTag:
        raise CannotOpen from None
    return Wrapped(for_centre=inner[0], for_code=inner[1], notes_for_centre=inner[2])


def row_data(row: CaseKey) -> bytes:
    kids: Iterable[int] = (row.centre_kid, row.store_kid, row.code_kid)
    return joined(
        b"indgang/row/1", row.inquiry_id.bytes, row.centre.encode(), row.lookup, *(kid.to_bytes(4) for kid in kids)
    )
