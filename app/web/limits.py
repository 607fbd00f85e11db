"""How often one network may try: counted in memory, under a key that changes every day and is never stored.

No address reaches a disk or a log. When the key is gone, so is the meaning of every counter.
"""

import hmac
import ipaddress
import secrets
from datetime import date, datetime

from limits import RateLimitItem, RateLimitItemPerMinute, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# Thirty people behind one library's address must not starve each other; one guesser must get nowhere.
WRONG_CODES = RateLimitItemPerMinute(10)
WRONG_CODES_ALL = RateLimitItemPerMinute(120)
SUBMISSIONS = parse("40/10minutes")
SUBMISSIONS_ALL = parse("600/hour")
STAFF_SIGN_INS = RateLimitItemPerMinute(5)


class TooOften(Exception):
    """Wait a minute, or phone."""


class Limits:
    """One process's counters."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._key = secrets.token_bytes(32)
        self._day: date | None = None

    def spend(self, what: RateLimitItem, purpose: str, who: str, *, now: datetime) -> None:
        """Use one try of ``who``. Raises ``TooOften`` when there is none left."""
        if not self._limiter.hit(what, purpose, self._shadow(who, now)):
            raise TooOften

    def require_some_left(self, what: RateLimitItem, purpose: str, who: str, *, now: datetime) -> None:
        """Look without using: a right code must not cost anything."""
        if not self.some_left(what, purpose, who, now=now):
            raise TooOften

    def some_left(self, what: RateLimitItem, purpose: str, who: str, *, now: datetime) -> bool:
        return self._limiter.test(what, purpose, self._shadow(who, now))

    def _shadow(self, who: str, now: datetime) -> str:
        if self._day != now.date():
            self._day, self._key = now.date(), secrets.token_bytes(32)
        return hmac.digest(self._key, network(who).encode(), "sha256")[:8].hex()


def network(address: str) -> str:
    """An address's network: one household, as far as one can tell (IPv6: /56)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((ip, 56), strict=False))
    return str(ip)
