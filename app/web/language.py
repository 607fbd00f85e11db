"""Danish first, English at ``/en/…``: which language a page is in, and the texts of each.

Danish is written where it is used, in templates and beside the code, so the msgid is the Danish
sentence itself. Other languages are catalogues under ``locales/``, read once at start.
"""

import gettext
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from babel.messages.pofile import read_po
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCALES = Path(__file__).resolve().parents[2] / "locales"
FIRST = "da"
LANGUAGES = {"da": "Dansk", "en": "English"}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

Translate = Callable[[str], str]


def mark(message: str) -> str:
    """Mark a Danish text for translation where it stands; it is translated where it is shown."""
    return message


class Texts(gettext.NullTranslations):
    """One language's texts. What has no translation stays Danish, which is better than nothing."""

    def __init__(self, texts: dict[str, str], plurals: dict[str, tuple[str, ...]]):
        super().__init__()
        self._texts = texts
        self._plurals = plurals

    def gettext(self, message: str) -> str:
        return self._texts.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        one, many = self._plurals.get(msgid1, (msgid1, msgid2))
        return one if n == 1 else many


def read_texts(language: str) -> Texts:
    """Read ``locales/<language>/LC_MESSAGES/messages.po``. Danish needs none."""
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    if path.exists():
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                said = message.string
                if isinstance(message.id, tuple) and isinstance(said, tuple) and all(said):
                    plurals[message.id[0]] = said
                elif isinstance(message.id, str) and message.id and isinstance(said, str) and said:
                    texts[message.id] = said
    return Texts(texts, plurals)


TEXTS = {language: read_texts(language) for language in LANGUAGES}


def direction_of(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


class LanguagePrefix:
    """Takes ``/en`` off the path and remembers it. No cookie, so a language can be bookmarked and shared.

    A slash too many at the end leads to the address without it: people type addresses, and paper is hard to mend.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path: str = scope["path"]
            first, slash, rest = path.removeprefix("/").partition("/")
            scope["language"] = FIRST
            if first in LANGUAGES and first != FIRST:
                scope["language"], scope["path"] = first, slash + rest or "/"
            if one_slash_too_many(path, scope["path"]):
                await without_slash(path, scope["query_string"])(scope, receive, send)
                return
        await self.app(scope, receive, send)


def one_slash_too_many(path: str, without_language: str) -> bool:
    """Whether an address would be one of ours without its last slash. What begins a host's name never is."""
    return without_language != "/" and path.endswith("/") and "//" not in path and "\\" not in path


def without_slash(path: str, query: bytes) -> RedirectResponse:
    """On to the address without its last slash, with the same method and the same form."""
    more = f"?{query.decode('latin-1')}" if query else ""
    return RedirectResponse(quote(path.removesuffix("/")) + more, status_code=308)
