"""Was this form sent by our own page? Three independent answers, and all must be yes.

The browser's own word (``Sec-Fetch-Site``, else ``Origin``), a cookie that other sites cannot send
(``SameSite=Strict``), and a token in the form that only this browser was given.
"""

import base64
import hashlib
import hmac
import re
from enum import StrEnum
from urllib.parse import urlsplit

from fastapi import Request

from app.portal import Portal
from app.vault.tokens import new_token
from app.web.cookies import CITIZEN, DRAFT, FORM, STAFF
from app.web.forms import read_form

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
UTF_8 = re.compile(r"charset=utf-8(?![^;\s])")
TOKEN_FIELD = "csrf_token"  # noqa: S105 - its name, not a token
SESSIONS = (DRAFT, CITIZEN, STAFF)
# Leaving in a hurry must work from any page, also one whose form is old. It only ever ends things.
NEEDS_NO_TOKEN = frozenset({"/ud"})


class Doubt(StrEnum):
    """Why a form was not believed."""

    FOREIGN = "foreign"
    TOKEN = "token"  # noqa: S105
    KIND = "kind"


class NotBelieved(Exception):
    """The form may not be ours. Nothing was done. ``typed`` may be shown again: it came from our own origin."""

    def __init__(self, doubt: Doubt):
        super().__init__(doubt)
        self.doubt = doubt


async def protect(request: Request) -> None:
    """Stands before every route. Raises ``NotBelieved`` before anything is read or done."""
    if request.method in SAFE_METHODS:
        return
    portal: Portal = request.app.state.portal
    if not same_origin(request, portal.settings.origins):
        raise NotBelieved(Doubt.FOREIGN)
    if request.url.path in NEEDS_NO_TOKEN:
        return
    if not is_form(request.headers.get("content-type", "")):
        raise NotBelieved(Doubt.KIND)
    form = await read_form(request)
    if not hmac.compare_digest(form.text(TOKEN_FIELD).encode(), form_token(request).encode()):
        raise NotBelieved(Doubt.TOKEN)


def is_form(kind: str) -> bool:
    """Whether a body is what our pages send: a form, in the alphabet they are written in.

    A form in parts may name another one, and some of those spell what no text may hold, or are none at all.
    """
    named = kind.lower().replace('"', "")
    alphabet = named.count("charset") == len(UTF_8.findall(named)) <= 1
    return kind.startswith(FORM_TYPES) and alphabet


def same_origin(request: Request, origins: tuple[str, ...]) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = request.headers.get("origin")
    if origin is not None:
        return origin in origins
    if site is not None:
        return True
    referer = urlsplit(request.headers.get("referer", ""))
    return f"{referer.scheme}://{referer.netloc}" in origins


def form_token(request: Request) -> str:
    """The token this browser's forms carry. Bound to the browser and to whatever session it has."""
    portal: Portal = request.app.state.portal
    seed = request.cookies.get(FORM) or getattr(request.state, "form_seed", "")
    if not seed:
        seed = request.state.form_seed = new_token()
    request.state.form_token = token = token_of(portal, seed, *(request.cookies.get(name, "") for name in SESSIONS))
    return token


def form_token_given(request: Request) -> str:
    """The token that this answer's page carries; empty when it has no form."""
    return str(getattr(request.state, "form_token", ""))


def token_of(portal: Portal, seed: str, *sessions: str) -> str:
    """The token for a browser's seed and the sessions it has, in the order of ``SESSIONS``; none unless said."""
    bound = "\0".join((seed, *(sessions or ("",) * len(SESSIONS)))).encode()
    return base64.urlsafe_b64encode(hmac.digest(portal.vault.keys.form, bound, hashlib.sha256)).decode()
