"""A browser's token: 256 random bits in a cookie. The server keeps only its hash, and seals under it."""

import base64
import hashlib
import hmac
import secrets
from binascii import Error as NotBase64
from uuid import UUID

TOKEN_BYTES = 32


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_bytes(token: str) -> bytes:
    """The secret inside a token. Odd input gives something that finds no row."""
    try:
        return base64.urlsafe_b64decode(token.encode("ascii", "replace") + b"=")
    except (NotBase64, ValueError):
        return b""


def token_within(token: str, what: UUID) -> str:
    """A token for one thing within a session: whoever lacks the session's own can neither have nor guess it."""
    drawn = hmac.digest(token_bytes(token), b"indgang/token-within/1" + what.bytes, "sha256")
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def token_hash(token: str) -> bytes:
    """What the store is searched by. 32 bytes."""
    return hashlib.sha256(b"indgang/token/1" + token_bytes(token)).digest()
