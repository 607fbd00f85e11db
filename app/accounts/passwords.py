"""Staff passwords: Argon2id as RFC 9106 has it, two at a time, and the same work for an e-mail nobody has."""

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from app.rules.plain_text import TextFault, clean_text
from app.settings import Settings
from app.vault.codes import Busy

SHORTEST = 12
LONGEST = 200
NO_PASSWORD = ""  # an account that nobody can sign in to yet
PATIENCE_SECONDS = 4.0
# 64 MiB and four threads each: more at once would be no faster, and a flood of guesses would take the machine.
TURNS = threading.BoundedSemaphore(2)


class WeakPassword(ValueError):
    """Shorter than ``SHORTEST`` or longer than ``LONGEST`` characters."""


def hashed(settings: Settings, password: str) -> str:
    """A password as it is kept. About 100 ms: call it before a transaction begins. Raises ``WeakPassword``."""
    try:
        plain = clean_text(password, max_chars=LONGEST, multiline=False)  # as the sign-in form will read it
    except TextFault:
        raise WeakPassword from None
    if len(plain) < SHORTEST:
        raise WeakPassword
    return hasher(memory_kib(settings)).hash(plain)


def fits(settings: Settings, kept: str, typed: str) -> bool:
    """Whether a typed password is the kept one. Takes the same time when there is none. Raises ``Busy``."""
    memory = memory_kib(settings)
    if not TURNS.acquire(timeout=PATIENCE_SECONDS):
        raise Busy
    try:
        hasher(memory).verify(kept or nobodys(memory), typed)
    except (VerificationError, InvalidHashError):
        return False
    else:
        return kept != NO_PASSWORD
    finally:
        TURNS.release()


def memory_kib(settings: Settings) -> int:
    """RFC 9106's second choice, 64 MiB. Less only where the settings ask for less, which production refuses."""
    asked = settings.argon2_memory_kib
    return asked if asked < Settings.argon2_memory_kib else RFC_9106_LOW_MEMORY.memory_cost


@cache
def hasher(memory: int) -> PasswordHasher:
    profile = RFC_9106_LOW_MEMORY
    return PasswordHasher(time_cost=profile.time_cost, memory_cost=memory, parallelism=profile.parallelism)


@cache
def nobodys(memory: int) -> str:
    """A hash of nothing anybody knows, to be tried when there is no account."""
    return hasher(memory).hash(secrets.token_urlsafe())
