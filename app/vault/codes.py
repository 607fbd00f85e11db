"""The access code: an anonymous citizen's only key. Made here, read here, never stored.

Sixteen symbols: fifteen random (74 bits) and one that catches every single slip and every
swap of neighbours before it costs anything. Source: ASVS 5.0 §6.5; feature N2.
"""

import hmac
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.vault.stretching import derive

# 31 symbols, a prime, so that one check symbol catches every single mistake. No I, L, O or U, which
# read like another or like a word; Z is left out because it looks like 2.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
RANDOM_SYMBOLS = 15
LONGEST_INPUT = 64
AT_ONCE = 2
MISREADINGS = str.maketrans({"O": "0", "I": "1", "L": "1"})
SEPARATORS = frozenset(" -.\u00a0\u2010\u2011\u2012\u2013\u2014\u2212\t\n\r")

# Letters that would put a rude or frightening word on somebody's note are drawn again.
UNWELCOME = ("FAEN", "FCK", "SEX", "DRAB", "HAD", "H0RE", "ABE", "N1G", "KYS", "DRANK", "STAV", "TABER", "SVAG")


class Busy(Exception):
    """Too many codes are being tried at once. Try again in a moment."""


def new_code() -> str:
    """A fresh code without separators."""
    while True:
        values = [secrets.randbelow(len(ALPHABET)) for _ in range(RANDOM_SYMBOLS)]
        code = "".join(ALPHABET[value] for value in values) + ALPHABET[check_value(values)]
        if not any(word in code for word in UNWELCOME):
            return code


def check_value(values: list[int]) -> int:
    """The weighted sum that makes every single slip and every neighbour swap show."""
    return sum(place * value for place, value in enumerate(values, start=1)) % len(ALPHABET)


def grouped(code: str) -> str:
    """The code as it is shown: ``7KQM-4TXD-29WH-PR6C``."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """What a person typed, as a code; ``None`` when it cannot be one. Costs nothing."""
    if len(typed) > LONGEST_INPUT:
        return None
    kept = "".join(symbol for symbol in typed.upper() if symbol not in SEPARATORS).translate(MISREADINGS)
    if len(kept) != RANDOM_SYMBOLS + 1 or any(symbol not in ALPHABET for symbol in kept):
        return None
    values = [ALPHABET.index(symbol) for symbol in kept]
    return kept if check_value(values[:-1]) == values[-1] else None


@dataclass(frozen=True)
class StretchedCode:
    """A code after Argon2id: one half finds the row, the other half opens it. 64 bytes."""

    value: bytes

    def lookup(self, lookup_key: bytes) -> bytes:
        """What the key store is searched by. 32 bytes; says nothing about the code without the key."""
        return hmac.digest(lookup_key, self.value[:32], "sha256")

    def wrapping_key(self, inquiry: bytes) -> bytes:
        """The key that wraps one inquiry's data key. 32 bytes."""
        kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"indgang/code/1" + inquiry)
        return kdf.derive(self.value[32:])


class CodeStretcher:
    """Runs Argon2id for codes, two at a time, with a short queue; then it says ``Busy``.

    Two, because each takes 46 MiB and the memory bus is the limit: more at once are no faster
    and would let a flood of guesses take every core. ``derive`` is what does it: here, or in a process of its own.
    """

    def __init__(
        self,
        salt: bytes,
        memory_kib: int,
        *,
        at_once: int = AT_ONCE,
        waiting: int = 8,
        patience: float = 4.0,
        derive: Callable[[bytes, int, str], bytes] = derive,
    ):
        self._salt = salt
        self._memory = memory_kib
        self._derive = derive
        self._patience = patience
        self._running = threading.BoundedSemaphore(at_once)
        self._places = threading.BoundedSemaphore(at_once + waiting)

    def stretch(self, code: str) -> StretchedCode:
        """About 60 ms. Call it outside any transaction. Raises ``Busy``."""
        with self._place():
            return StretchedCode(self._derive(self._salt, self._memory, code))

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            if not self._running.acquire(timeout=self._patience):
                raise Busy
            try:
                yield
            finally:
                self._running.release()
        finally:
            self._places.release()
