"""What this browser has sent, as long as its code has not been written down."""

from dataclasses import dataclass, field
from datetime import datetime

from fastapi import Request

from app.models import Inquiry
from app.portal import Portal
from app.vault import browser
from app.vault.browser import CodeToShow
from app.web.cookies import DRAFT


@dataclass(frozen=True)
class Sent:
    """An inquiry that is stored. ``waiting`` is its code, while it may be shown."""

    reference: str
    centre: str
    waiting: CodeToShow | None = field(repr=False)


def sent_from(request: Request, portal: Portal, *, now: datetime) -> Sent | None:
    """``None`` as well when the keys were stored and the inquiry was not: that draft is still to be sent."""
    token = request.cookies.get(DRAFT, "")
    if not token:
        return None
    with portal.vault.keystore.reading() as session:
        inquiry_id = browser.sent_from(session, token)
        waiting = browser.code_to_show(session, token, now=now)
    if inquiry_id is None:
        return None
    with portal.data.reading() as session:
        row = session.get(Inquiry, inquiry_id)
        return Sent(row.reference, row.centre, waiting) if row else None


def waiting_code(request: Request, portal: Portal, *, now: datetime) -> CodeToShow | None:
    """The code that is still to be written down in this browser."""
    sent = sent_from(request, portal, now=now)
    return sent.waiting if sent else None
