"""The six digits on a staff member's phone (TOTP, RFC 6238): each good once, a step early or late."""

import hmac
from datetime import datetime
from uuid import UUID

import pyotp

from app.portal import Portal
from app.vault.fields import joined, seal, unseal

STEP_SECONDS = 30
ISSUER = "Indgangen"
NOBODYS = pyotp.random_base32()  # tried when there is no account, so that the work is the same


def new_secret() -> str:
    """A fresh secret in Base32, as an authenticator app takes it."""
    return pyotp.random_base32()


def sealed(portal: Portal, staff_id: UUID, secret: str) -> bytes:
    """A secret as it is kept: useless without the desk's key, and in another person's row."""
    return seal(key(portal), secret.encode(), place(staff_id))


def unsealed(portal: Portal, staff_id: UUID, kept: bytes) -> str:
    """Raises ``CannotOpen``."""
    return unseal(key(portal), kept, place(staff_id)).decode()


def fitting_step(secret: str, typed: str, *, now: datetime) -> int | None:
    """Which time step a typed code belongs to: the present one, the one before or the one after."""
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    fitting = None
    for step in (present - 1, present, present + 1):  # always all three, so that a near miss takes no longer
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode()):
            fitting = step
    return fitting


def app_address(secret: str, email: str) -> str:
    """The ``otpauth:`` address behind the square code that an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def key(portal: Portal) -> bytes:
    """The desk's key for secrets. Only a process that opens the desk holds it."""
    assert portal.vault.keys.totp is not None
    return portal.vault.keys.totp


def place(staff_id: UUID) -> bytes:
    return joined(b"indgang/totp/1", staff_id.bytes)
