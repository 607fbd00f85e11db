"""Pages that are the same for everybody: rendered once a minute, and served from memory until the minute is over.

What a page says of 'right now' is therefore never more than a minute old. Nothing of anybody's is kept: a route says
that its page is for everybody, and it is asked as before by whoever has a draft, a visit or a sign-in in the browser.
A form's token is the one thing on such a page that is a browser's own. It is cut out, and each gets another.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.portal import Portal
from app.vault.tokens import new_token
from app.web import cookies
from app.web.protection import token_of

ONLY_FORM = f"{cookies.FORM}=".encode()


@dataclass(frozen=True)
class KeptPage:
    """One page as it was rendered in ``minute``, cut where its form's token stands."""

    minute: datetime
    parts: tuple[bytes, ...]
    headers: tuple[tuple[bytes, bytes], ...]
    route: Any


class KeptPages:
    """One process's pages, by language and path. ``on`` is false where templates are still being written."""

    def __init__(self, portal: Portal, *, on: bool):
        self.portal, self.on = portal, on
        self.pages: dict[tuple[str, str, bytes], KeptPage] = {}

    def keep(self, request: Request, response: Response, *, query: str, token: str) -> None:
        """Keep a page that holds nothing of the one who asked for it. ``token`` is what its form was given, if any.

        ``query`` is what the page takes from the address. With anything else in it, the page is not kept: there are
        as many of those as others care to think up.
        """
        scope = request.scope
        if not self.on or not for_everybody(scope) or scope["query_string"] != query.encode():
            return
        body = bytes(response.body)
        self.pages[place_of(scope)] = KeptPage(
            minute=minute_of(self.portal),
            parts=tuple(body.split(token.encode())) if token else (body,),
            headers=tuple(pair for pair in response.raw_headers if pair[0] not in (b"set-cookie", b"content-length")),
            route=scope.get("route"),
        )

    def find(self, scope: Scope) -> KeptPage | None:
        page = self.pages.get(place_of(scope))
        if page is None or not for_everybody(scope):
            return None
        return page if page.minute == minute_of(self.portal) else None


def minute_of(portal: Portal) -> datetime:
    return portal.now().replace(second=0, microsecond=0)


def place_of(scope: Scope) -> tuple[str, str, bytes]:
    return scope["language"], scope["path"], scope["query_string"]


def for_everybody(scope: Scope) -> bool:
    """Whether a request says nothing of who asks: no cookie but the one that binds a form."""
    return bool(scope["method"] == "GET" and form_seed(scope) is not None)


def form_seed(scope: Scope) -> str | None:
    """What binds this browser's forms: empty when it has nothing yet, ``None`` when it holds more than that."""
    sent = [value for name, value in scope["headers"] if name == b"cookie"]
    if not sent:
        return ""
    if len(sent) > 1 or b";" in sent[0] or not sent[0].startswith(ONLY_FORM):
        return None
    return bytes(sent[0][len(ONLY_FORM) :]).decode("latin-1")


class SameForAll:
    """Innermost: what stands before every answer stands before these as well."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kept: KeptPages | None = scope["app"].state.pages.kept if scope["type"] == "http" else None
        page = kept.find(scope) if kept else None
        if kept is None or page is None:
            await self.app(scope, receive, send)
            return
        scope["route"] = page.route  # for the log
        headers, body = list(page.headers), page.parts[0]
        if len(page.parts) > 1:
            seed = form_seed(scope)
            if not seed:
                seed = new_token()
                given = Response()
                cookies.give(given, cookies.FORM, seed)
                headers += [pair for pair in given.raw_headers if pair[0] == b"set-cookie"]
            body = token_of(kept.portal, seed).encode().join(page.parts)
        headers.append((b"content-length", str(len(body)).encode()))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})
