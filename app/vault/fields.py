"""Sealing one field: AES-256-GCM, padded, bound to the place it belongs to.

A sealed field moved to another row, column or inquiry does not open. Yes and no look alike,
and so do a short cry and a long one up to the next step.
"""

import os
import struct
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"\x01\x01"  # version, suite: so that the next suite can stand beside this one
NONCE_BYTES = 12
PADDED_SIZES = (256, 1_024, 4_096, 16_384, 65_536)
LONGEST = PADDED_SIZES[-1] - 4


class CannotOpen(Exception):
    """A key does not fit, or somebody has changed what it should open. Never says which."""


@dataclass(frozen=True)
class Place:
    """Where a sealed value belongs. Part of what the seal protects, so it must never change."""

    inquiry_id: UUID
    table: str
    column: str
    row_id: UUID

    def associated_data(self) -> bytes:
        return joined(
            b"indgang/field/1", self.inquiry_id.bytes, self.table.encode(), self.column.encode(), self.row_id.bytes
        )


def joined(*parts: bytes) -> bytes:
    """Parts with their lengths, so that no two lists of parts look the same."""
    return b"".join(struct.pack(">I", len(part)) + part for part in parts)


def parted(value: bytes) -> list[bytes]:
    """The parts that ``joined`` joined."""
    parts = []
    while value:
        (length,) = struct.unpack(">I", value[:4])
        parts.append(value[4 : 4 + length])
        value = value[4 + length :]
    return parts


def padded(value: bytes) -> bytes:
    for size in PADDED_SIZES:
        if len(value) + 4 <= size:
            return (struct.pack(">I", len(value)) + value).ljust(size, b"\0")
    raise ValueError("too long to seal")


def unpadded(value: bytes) -> bytes:
    (length,) = struct.unpack(">I", value[:4])
    return value[4 : 4 + length]


def seal(key: bytes, value: bytes, associated_data: bytes) -> bytes:
    """Sealed bytes. A random nonce is safe here: one key seals one inquiry, far below 2^32 fields."""
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, padded(value), associated_data)


def unseal(key: bytes, sealed: bytes, associated_data: bytes) -> bytes:
    """What was sealed. Raises ``CannotOpen`` for a wrong key, place or byte."""
    head, nonce, body = sealed[:2], sealed[2 : 2 + NONCE_BYTES], sealed[2 + NONCE_BYTES :]
    if head != FORMAT:
        raise CannotOpen
    try:
        return unpadded(AESGCM(key).decrypt(nonce, body, associated_data))
    except InvalidTag:
        raise CannotOpen from None


def derived_key(secret: bytes, purpose: bytes) -> bytes:
    """One key for one purpose out of a high-entropy secret, such as a session's token. 32 bytes."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"indgang/" + purpose).derive(secret)
