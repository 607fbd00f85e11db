"""A visitor without scripts: fetches pages, fills in forms as they stand, and has every page reviewed."""

from typing import Any
from urllib.parse import urlsplit

from anyio.from_thread import BlockingPortal
from starlette.testclient import TestClient

from tests.review import HTML, Page, review

ORIGIN = "https://indgangen.test"


class Loop:
    """The one event loop that every browser's requests run on, while there is one: starting one a request is slow."""

    running: BlockingPortal | None = None


class Browser:
    """One browser with its own cookies. ``page`` is the page on the screen, ``status`` its status."""

    def __init__(self, app: Any, *, language: str = "da"):
        self.client = TestClient(app, base_url=ORIGIN, headers={"sec-fetch-site": "same-origin", "origin": ORIGIN})
        self.client.portal = Loop.running
        self.prefix = "" if language == "da" else f"/{language}"
        self.page = Page("<!doctype html><title>-</title><h1>-</h1>")
        self.status = 0
        self.path = ""

    def go(self, path: str, *, expect: int = 200) -> Page:
        """Fetch a page and follow where it leads."""
        return self._seen(self.client.get(self.prefix + path), expect)

    def press(self, button: str = "", *, expect: int = 200, form: str = "", **fields: Any) -> Page:
        """Fill in the form that has this button (or the one whose action ends with ``form``), and send it."""
        element, sent = self._form(button, form)
        data: dict[str, Any] = {**sent, **{name: value for name, value in fields.items() if value is not None}}
        method, action = element.get("method", "get").lower(), element.get("action", "")
        if method == "get":
            return self._seen(self.client.get(action, params=data), expect)
        return self._seen(self.client.post(action, data=data), expect)

    def post(self, path: str, data: dict[str, Any] | None = None, *, expect: int = 200, **kwargs: Any) -> Page:
        """Send something no form on the page would send."""
        return self._seen(self.client.post(self.prefix + path, data=data, **kwargs), expect)

    def token(self) -> str:
        """The token of the forms on the screen."""
        assert self.page.token, f"no form on {self.path}"
        return self.page.token

    def _seen(self, response: Any, expect: int) -> Page:
        self.status, self.path = response.status_code, urlsplit(str(response.url)).path
        self.response = response
        assert self.status == expect, f"{self.path} answered {self.status}, not {expect}: {response.text[:1500]}"
        if response.headers.get("content-type", "").startswith("text/html"):
            self.page = Page(response.text)
            faults = review(self.page, dict(response.headers), self.path)
            assert not faults, f"{self.path}: " + "; ".join(faults)
        return self.page

    def _form(self, button: str, action: str) -> tuple[Any, dict[str, Any]]:
        for form in self.page.all("form"):
            for each in form.iter(HTML + "button"):
                if action and not form.get("action", "").endswith(action):
                    continue
                if button in self.page.text_of(each):
                    sent = self._values(form)
                    if each.get("name"):
                        sent[str(each.get("name"))] = each.get("value", "")
                    return form, sent
        raise AssertionError(f"no button '{button}' on {self.path}: {self.page.text[:600]}")

    def _values(self, form: Any) -> dict[str, Any]:
        """What the form would send as it stands."""
        values: dict[str, Any] = {}
        for field in form.iter():
            name, tag = field.get("name"), str(field.tag).removeprefix(HTML)
            if not name or field.get("disabled") is not None:
                continue
            if tag == "textarea":
                values[name] = "".join(field.itertext()).removeprefix("\n")
            elif tag == "select":
                options = list(field.iter(HTML + "option"))
                chosen = [each for each in options if each.get("selected") is not None] or options[:1]
                values[name] = chosen[0].get("value", "") if chosen else ""
            elif tag == "input" and field.get("type") in ("radio", "checkbox"):
                if field.get("checked") is not None:
                    values.setdefault(name, [])
                    values[name] = [*values[name], field.get("value", "on")]
            elif tag == "input":
                values[name] = self.page.token if name == "csrf_token" else field.get("value", "")
        return values
