"""How often one may fail to sign in: counted by network, and by account and network together. A right try is free.

From another network nobody can lock a colleague out, however often they fail: a network that has never failed at
an account always gets its try. Behind the same address they can make each other wait, a quarter of an hour at most.
"""

from contextlib import suppress
from datetime import datetime

from limits import RateLimitItemPerMinute, parse

from app.web.limits import STAFF_SIGN_INS, Limits, TooOften, network

# One network's failures at one account come slower and slower.
SLOWER = (STAFF_SIGN_INS, parse("10/5minutes"), parse("15/15minutes"))
# A whole centre sits behind one address, and its people mistype too.
FAILURES_A_NETWORK = RateLimitItemPerMinute(20)
# Wide: no colleague comes near it. Then many networks are guessing together, and each has one try and no more.
FAILURES_AN_ACCOUNT = parse("100/hour")
FIRST_FAILURE = parse("1/hour")


def require_some_left(limits: Limits, email: str, address: str, *, now: datetime) -> None:
    """Look before anything is tried. Raises ``TooOften``."""
    limits.require_some_left(FAILURES_A_NETWORK, "staff-network", address, now=now)
    for pace in SLOWER:
        limits.require_some_left(pace, "staff-account", both(email, address), now=now)
    if not limits.some_left(FIRST_FAILURE, "staff-first", both(email, address), now=now):
        limits.require_some_left(FAILURES_AN_ACCOUNT, "staff-all", email, now=now)


def count_failure(limits: Limits, email: str, address: str, *, now: datetime) -> None:
    """Count it in every place. Never raises: this answer is given, and the next try will wait."""
    at_account = both(email, address)
    counted = (
        (FAILURES_A_NETWORK, "staff-network", address),
        *((pace, "staff-account", at_account) for pace in SLOWER),
        (FIRST_FAILURE, "staff-first", at_account),
        (FAILURES_AN_ACCOUNT, "staff-all", email),
    )
    for pace, purpose, who in counted:
        with suppress(TooOften):
            limits.spend(pace, purpose, who, now=now)


def both(email: str, address: str) -> str:
    """One network at one account."""
    return f"{network(address)} {email}"
