"""Every page there is, in every state worth looking at: collected once, looked at in many ways."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.review import Page

SOME_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=skemaer/)\d{6}")
# What differs between two pages that are the same to look at: tokens, ids, references, numbers.
BY_CHANCE = re.compile(
    r'name="(?:csrf_token|submission)" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Z]{4}-[0-9A-Z]{4}-?|\d+'
)


@dataclass(frozen=True)
class Sheet:
    """One page as it left the server: the route's function, the state it was in, and what came."""

    route: str
    state: str
    method: str
    path: str
    language: str
    status: int
    headers: dict[str, str] = field(repr=False)
    html: str = field(repr=False)

    @cached_property
    def page(self) -> Page:
        return Page(self.html)

    @property
    def at_desk(self) -> bool:
        return "/personale" in self.path

    @cached_property
    def looks(self) -> tuple[str, int, str]:
        """Two pages with the same looks need not both be looked at."""
        return self.language, self.status, BY_CHANCE.sub("", self.html)

    @property
    def name(self) -> str:
        """A name for files and reports: 'question-skriv-ord-da', with the status when it is not 200."""
        place = SOME_ID.sub("", self.path).removeprefix("/en")
        words = (self.route, place, self.state, self.language, "" if self.status == 200 else str(self.status))
        plain = (re.sub(r"[^a-zæøå0-9]+", "-", word.lower()).strip("-") for word in words)
        return "-".join(word for word in plain if word)

    def __str__(self) -> str:
        state = f" ({self.state})" if self.state else ""
        return f"{self.method} {SOME_ID.sub('…', self.path)}{state} [{self.language}, {self.status}]"


@dataclass
class Album:
    """The pages by name. ``gets`` are the functions of all routes that answer GET."""

    gets: frozenset[str] = frozenset()
    sheets: dict[str, Sheet] = field(default_factory=dict)
    seen: set[tuple[str, int, str]] = field(default_factory=set)
    state: str = ""

    @contextmanager
    def when(self, state: str) -> Iterator[None]:
        """Pages seen in here are kept beside the same pages seen otherwise."""
        before, self.state = self.state, state
        yield
        self.state = before

    def keep(self, sheet: Sheet) -> None:
        """One of each look. The last one of a name is kept: a page met on the way is met again where it matters."""
        if sheet.looks not in self.seen:
            self.seen.add(sheet.looks)
            self.sheets[sheet.name] = sheet

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets.values())

    def __len__(self) -> int:
        return len(self.sheets)


class Recorder:
    """Stands before the portal and keeps a copy of every page that leaves it."""

    def __init__(self, app: Any, album: Album):
        self.app, self.album = app, album

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        asked = scope.get("path", "")
        start: dict[str, Any] = {}
        body: list[bytes] = []

        async def keep(message: Any) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                body.append(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, keep)
        headers = {name.decode(): value.decode() for name, value in start.get("headers", ())}
        if headers.get("content-type", "").startswith("text/html"):
            sheet = Sheet(
                route=getattr(scope.get("endpoint"), "__name__", "nowhere"),
                state=self.album.state,
                method=scope["method"],
                path=asked,
                language=scope.get("language", "da"),
                status=start["status"],
                headers=headers,
                html=b"".join(body).decode(),
            )
            self.album.keep(sheet)
