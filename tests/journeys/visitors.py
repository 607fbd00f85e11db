"""A person at a screen, and the watch that is kept over every page they see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Response, Route

from tests.journeys.served import EXIT_URL, Served


@dataclass(frozen=True)
class Screen:
    width: int
    height: int

    def __str__(self) -> str:
        return str(self.width)


PHONE = Screen(360, 740)
DESKTOP = Screen(1280, 900)

# Chromium writes a line for every answer that is not 2xx. A refusal is a page of ours, watched in its own right.
A_REFUSAL = "Failed to load resource: the server responded with a status of 4"
NOTHING_KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length,
  databases: (await indexedDB.databases()).length, caches: self.caches ? (await caches.keys()).length : 0,
  readable: document.cookie.length, workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


class Visitor:
    """One person in one browser of their own. Everything that must never happen lands in ``faults``."""

    def __init__(self, context: BrowserContext, served: Served, *, scripts: bool):
        self.context, self.served, self.scripts = context, served, scripts
        self.faults: list[str] = []
        self.left_for: list[str] = []
        self.server_may_be_away = False
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script fault: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failed)
        context.set_default_timeout(5000)
        if scripts:
            context.add_init_script(
                "addEventListener('securitypolicyviolation', "
                "event => console.error('CSP', event.effectiveDirective, event.blockedURI, event.sourceFile))"
            )
        self.page: Page = context.new_page()

    def knows_elsewhere(self) -> Self:
        """The page that the quick exit leads to answers here, on this machine. Turns the browser's cache off."""
        self.context.route(EXIT_URL + "**", self._elsewhere)
        return self

    # What the person does.

    def goes(self, path: str) -> Self:
        self.page.goto(self.served.origin + path)
        return self

    def goes_back(self) -> Self:
        """The browser's Back. A page that was kept alive never loads again, so that is not waited for."""
        self.page.go_back(wait_until="commit")
        self.page.wait_for_selector("h1, body:empty", state="attached")
        return self

    def presses(self, button: str | Locator) -> Self:
        """Press something that leads to another page, or to this one with something to put right; and wait for it."""
        place = self.page.locator("#page")
        place.evaluate("place => place.setAttribute('data-left', '')")
        (self.page.locator(button) if isinstance(button, str) else button).click()
        self.page.wait_for_selector("#page:not([data-left])", state="attached")
        return self

    def sends(self, form: str, **fields: Any) -> Self:
        """Fill in the form whose action ends with ``form`` as a person does, and press its first button."""
        self.fills(form, **fields)
        return self.presses(self.form(form).locator("button[type=submit]").first)

    def fills(self, form: str, **fields: Any) -> Self:
        """Type into fields and press labels. A list ticks several boxes; ``None`` leaves a field as it is."""
        for name, value in fields.items():
            if value is None:
                continue
            for one in value if isinstance(value, list | tuple) else [value]:
                self._fill(self.form(form).locator(f'[name="{name}"]'), str(one))
        return self

    def form(self, form: str) -> Locator:
        return self.page.locator(f'form[action$="{form}"]').first

    def waits_until(self, it_is_so: Callable[[], bool]) -> None:
        """For what the browser does on its own, a moment after the page has gone."""
        for _ in range(60):
            if it_is_so():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("it never came to be")

    # What stands on the screen.

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def h1(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def focused(self) -> str:
        """The id, name or words of what has the focus."""
        return str(
            self.page.evaluate(
                "() => { const it = document.activeElement;"
                " return it.id || it.getAttribute('name') || it.textContent.trim().slice(0, 60) }"
            )
        )

    @property
    def sideways(self) -> int:
        """How many pixels the page is wider than the screen."""
        return int(self.page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))

    def cookies(self) -> list[str]:
        return [cookie["name"] for cookie in self.context.cookies()]

    # The watch.

    def closes(self) -> list[str]:
        """Look at what the browser kept, and close it. Returns everything that was wrong."""
        for page in self.context.pages:
            if page.url.startswith(self.served.origin) and self.scripts:
                kept = page.evaluate(NOTHING_KEPT)
                self.faults += [f"the browser keeps {what}: {page.url}" for what, much in kept.items() if much]
        for cookie in self.context.cookies():
            name = cookie["name"]
            if not (name.startswith("__Host-") and cookie["path"] == "/" and cookie["domain"] == "127.0.0.1"):
                self.faults.append(f"cookie {name} is not bound to this host")
            if not (cookie["secure"] and cookie["httpOnly"] and cookie["sameSite"] == "Strict"):
                self.faults.append(f"cookie {name} is not Secure, HttpOnly and SameSite=Strict")
        self.context.close()
        return self.faults

    def _fill(self, field: Locator, value: str) -> None:
        kind = field.first.evaluate("field => field.type || field.tagName.toLowerCase()")
        if kind in ("radio", "checkbox"):
            one = field.and_(self.page.locator(f'[value="{value}"]'))
            label = self.page.locator(f'label[for="{one.get_attribute("id")}"]')
            (label if label.count() else one.locator("xpath=ancestor::label")).click()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)

    def _elsewhere(self, route: Route) -> None:
        self.left_for.append(route.request.url)
        route.fulfill(body="<!doctype html><title>Vejret</title><h1>Vejret i dag</h1>", content_type="text/html")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") or message.text.startswith(A_REFUSAL):
            return
        if self.server_may_be_away and "net::ERR_" in message.text:
            return
        self.faults.append(f"console {message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.served.origin + "/", EXIT_URL)):
            self.faults.append(f"a request leaves for {request.url}")
        if request.url.startswith(EXIT_URL) and "referer" in request.headers:
            self.faults.append("whoever we leave for is told where from")

    def _response(self, response: Response) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.faults.append(f"{response.url} answered {response.status}")

    def _failed(self, request: Request) -> None:
        aborted = request.failure == "net::ERR_ABORTED"  # the page was left before it came
        if request.url.startswith(EXIT_URL):
            self.left_for.append(request.url)  # without scripts it is a redirect, which nobody can answer here
        elif not (aborted or self.server_may_be_away):
            self.faults.append(f"{request.url} failed: {request.failure}")


class Visitors:
    """Makes visitors, and asks each of them at the end what they saw."""

    def __init__(self, chromium: Browser):
        self.chromium = chromium
        self.all: list[Visitor] = []

    def at(self, served: Served, screen: Screen = DESKTOP, *, scripts: bool = True, **options: Any) -> Visitor:
        """A new person in a new browser, without cookies."""
        context = self.chromium.new_context(
            viewport={"width": screen.width, "height": screen.height},
            java_script_enabled=scripts,
            locale="da-DK",
            **options,
        )
        visitor = Visitor(context, served, scripts=scripts)
        self.all.append(visitor)
        return visitor

    def leave(self) -> list[str]:
        return [fault for visitor in self.all for fault in visitor.closes()]
