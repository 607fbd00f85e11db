"""What was begun in this browser and not finished, for pages that offer to go on."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

from app.database import StoreAway
from app.portal import Portal
from app.vault import browser
from app.vault.fields import CannotOpen
from app.web.cookies import DRAFT


@dataclass(frozen=True)
class LeftHere:
    """A draft that is not sent, or a code that is not written down."""

    draft: bool = False
    code: bool = False


def left_here(request: Request, portal: Portal, *, now: datetime) -> LeftHere:
    """Nothing for whoever has begun nothing here. A page that asks comes up without a store as well."""
    token = request.cookies.get(DRAFT)
    if not token:
        return LeftHere()
    with suppress(*StoreAway, CannotOpen), portal.vault.keystore.reading() as session:
        code = browser.code_to_show(session, token, now=now) is not None
        return LeftHere(draft=not code and browser.open_draft(session, token, now=now) is not None, code=code)
    return LeftHere()
