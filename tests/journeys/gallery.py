"""Hangs every page of the album on a wall that a browser can look at, and looks: axe, contrast, sideways scroll."""

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route

from app.main import static_files
from tests.conftest import ROOT
from tests.pages.album import Album, Sheet

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# The page's own policies stay in force, so that it is drawn as people see it.
KEPT_HEADERS = frozenset(
    {
        "content-type",
        "content-security-policy",
        "cross-origin-opener-policy",
        "cross-origin-embedder-policy",
        "cross-origin-resource-policy",
    }
)
EVERYTHING = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
RUN = """async (options) => (await axe.run(document, options)).violations.map(
  (fault) => `${fault.id} on ${fault.nodes.length}: ` + fault.nodes.slice(0, 3).map(
    (node) => `${node.target.join(" ")} (${[...node.any, ...node.all, ...node.none].map((one) => one.message)[0]})`
  ).join("; "))"""
QUESTIONS = frozenset({"question", "answer"})  # a third of all pages, looked at apart from the others
SIDEWAYS = "() => document.documentElement.scrollWidth - innerWidth"
TEXT_TWICE_AS_LARGE = "() => { document.documentElement.style.fontSize = '125%' }"  # ours is 62.5 %
TEXT_AS_IT_WAS = "() => { document.documentElement.style.fontSize = '' }"


@dataclass
class Wall:
    """Where the pages hang, and how to look at one."""

    address: str
    sheets: list[Sheet] = field(repr=False)

    def hangs_at(self, sheet: Sheet) -> str:
        return f"{self.address}/{self.sheets.index(sheet)}"


@contextmanager
def hanging(album: Album) -> Iterator[Wall]:
    """Serve every page of the album under its number, as it was, with axe beside it."""
    sheets = list(album)

    def show(request: Request) -> Response:
        sheet = sheets[request.path_params["number"]]
        html = sheet.html.replace("</head>", '<script src="/axe.js" defer></script></head>', 1)
        kept = {name: value for name, value in sheet.headers.items() if name in KEPT_HEADERS}
        return Response(html, headers=kept)

    def axe(_: Request) -> Response:
        return FileResponse(AXE, headers={"cache-control": "max-age=3600"})

    def nothing_new(_: Request) -> Response:
        return Response(status_code=204)  # an open queue listens; here nothing moves

    static = [Mount(f"/static/{folder}", static_files(folder)) for folder in ("vendor", "js", "img")]
    listening_at = [Route(f"{prefix}/personale/koe/nyt", nothing_new) for prefix in ("", "/en")]
    app = Starlette(routes=[Route("/{number:int}", show), Route("/axe.js", axe), *listening_at, *static])
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, log_config=None, access_log=False, ws="none", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield Wall(f"http://127.0.0.1:{listening.getsockname()[1]}", sheets)
        server.should_exit = True
        thread.join(timeout=10)


# What of an element decides how it looks and what it is to a screen reader. Its words do not, but for their length.
TELLING = ("class", "role", "type", "aria-current", "aria-invalid", "open", "hidden", "disabled", "checked", "dir")


def things(sheet: Sheet) -> dict[object, int]:
    """What there is to see on a page: every kind of element with what it stands in, and the length of its longest
    word. Most pages of an album show the same things in another order."""
    found: dict[object, int] = {}

    def see(element: ElementTree.Element, around: tuple[object, ...]) -> None:
        kind = (element.tag, *((name, element.get(name)) for name in TELLING if element.get(name) is not None))
        said = f"{element.text or ''} {' '.join(each.tail or '' for each in element)}".split()
        found[*around, kind] = max(found.get((*around, kind), 0), *map(len, said), 0)
        for each in element:
            see(each, (*around[-1:], kind))

    see(sheet.page.root, ())
    return found


class Eye:
    """Looks at pages on every screen and in every light. What is wrong lands in ``faults``."""

    def __init__(self, chromium: Browser, wall: Wall):
        self.wall = wall
        self.faults: list[str] = []
        self.looked_at = 0
        self.seen: dict[object, int] = {}
        self.routes: set[tuple[str, str]] = set()
        # Without motion: a colour that is on its way from one to another has no contrast to speak of.
        self.context = chromium.new_context(reduced_motion="reduce")
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)

    def looks_at(self, sheets: Iterable[Sheet]) -> None:
        """A page that shows something new is looked at on each screen, once in the light and once in the dark, and in
        forced colours; one in another language once a route too, on a telephone in the dark. A page with a longer word
        than any before it is looked at for what is too wide. All others show what was seen already."""
        for self.sheet in sheets:
            there, told = things(self.sheet), (self.sheet.language, self.sheet.route)
            new = not there.keys() <= self.seen.keys()
            if new or told not in self.routes or any(there[each] > self.seen[each] for each in there):
                self._looks(new=new, first=told not in self.routes)
            self.seen |= {each: max(longest, self.seen.get(each, 0)) for each, longest in there.items()}
            self.routes.add(told)

    def _looks(self, *, new: bool, first: bool) -> None:
        self.looked_at += 1
        self._screen(320, 256, color_scheme="light")
        self.page.goto(self.wall.hangs_at(self.sheet))
        self._is_readable_when_enlarged()
        if new:
            self._is_well_seen()
        elif first:
            self._screen(360, 740, color_scheme="dark")
            self._asks("360, dark", EVERYTHING)

    def closes(self) -> list[str]:
        self.context.close()
        return self.faults

    def _is_well_seen(self) -> None:
        self._screen(360, 740, color_scheme="light")
        self._asks("360", EVERYTHING)
        self._is_not_too_wide("360")
        self._screen(1280, 900, color_scheme="dark")
        self._asks("1280, dark", EVERYTHING)
        self._is_seen_in_forced_colours()

    def _is_readable_when_enlarged(self) -> None:
        """400 % on a desktop is 320 px wide (WCAG 1.4.10); text alone at 200 % on a tablet (1.4.4)."""
        self._is_not_too_wide("320")
        self._screen(1280, 900)
        self._is_not_too_wide("1280")
        self.page.evaluate(TEXT_TWICE_AS_LARGE)
        self._screen(640, 450)
        self._is_not_too_wide("text at 200 %")
        self.page.evaluate(TEXT_AS_IT_WAS)

    def _is_seen_in_forced_colours(self) -> None:
        """As high-contrast themes have them."""
        self.page.emulate_media(color_scheme="light", forced_colors="active")
        self._asks("1280, forced colours", COLOURS)
        self.page.emulate_media(forced_colors="none")

    def _screen(self, width: int, height: int, **media: Any) -> None:
        self.page.set_viewport_size({"width": width, "height": height})
        if media:
            self.page.emulate_media(**media)

    def _asks(self, where: str, options: dict[str, Any]) -> None:
        self.faults += [f"{self.sheet} at {where}: {fault}" for fault in self.page.evaluate(RUN, options)]

    def _is_not_too_wide(self, where: str) -> None:
        too_wide = self.page.evaluate(SIDEWAYS)
        if too_wide > 0:
            self.faults.append(f"{self.sheet} at {where}: scrolls {too_wide} px sideways")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{self.sheet}: console {message.type}: {message.text}")
