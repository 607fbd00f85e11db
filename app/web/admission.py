"""How many may be inside at once. Whoever comes when it is full is told at once, with the telephone number.

Without it everybody would wait longer and longer, until nobody's answer came in time. Innermost: pages that are kept in
memory are there for everybody all the while, and so are files. Those who wait for a code to be derived are counted by
themselves, for they wait longest; so are staff, whom a rush at the door must not keep out.
"""

from collections import Counter
from enum import StrEnum

from fastapi import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.language import FIRST
from app.web.refusals import BUSY, refuse


class Lane(StrEnum):
    CODES = "codes"
    DOOR = "door"
    DESK = "desk"
    NEWS = "news"  # streams that stay open all day: they wait, and cost nearly nothing


MOST = {Lane.CODES: 128, Lane.DOOR: 48, Lane.DESK: 48, Lane.NEWS: 400}
CODES = frozenset({"/tjek", "/log-ind"})
NEVER_FULL = frozenset({"/healthz", "/readyz", "/ud"})  # leaving in a hurry always works
NEWS_PATH = "/personale/koe/nyt"
PASSED_ON = ("app", "router", "type", "http_version", "scheme", "server", "path", "language")


def lane_of(method: str, path: str) -> Lane | None:
    """Where a request is counted; ``None`` for what is never turned away."""
    if path in NEVER_FULL or path.startswith("/static/"):
        return None
    if path == NEWS_PATH:
        return Lane.NEWS
    if path.startswith("/personale"):
        return Lane.DESK
    return Lane.CODES if method == "POST" and path in CODES else Lane.DOOR


class Admission:
    """One process's doors, each with so many places."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.inside: Counter[Lane] = Counter()
        self._said: dict[tuple[Lane, str], Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        lane = lane_of(scope["method"], scope["path"]) if scope["type"] == "http" else None
        if lane is None:
            await self.app(scope, receive, send)
        elif self.inside[lane] >= MOST[lane]:
            await self._full(lane, scope)(scope, receive, send)
        else:
            self.inside[lane] += 1
            try:
                await self.app(scope, receive, send)
            finally:
                self.inside[lane] -= 1

    def _full(self, lane: Lane, scope: Scope) -> Response:
        """The page for whoever is turned away: the same for all of them, so it is made once."""
        language = scope.get("language", FIRST)
        if (lane, language) not in self._said:
            nobody = {name: scope[name] for name in PASSED_ON if name in scope}
            asked = Request({**nobody, "method": "GET", "headers": [], "query_string": b""})
            self._said[lane, language] = refuse(asked, BUSY)
        return self._said[lane, language]
