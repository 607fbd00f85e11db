"""A browser that does what it is told: follows nothing, reviews nothing, can lie about where it comes from."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from httpx2 import Response
from starlette.testclient import TestClient

from app.web.protection import TOKEN_FIELD, form_token
from tests.browser import ORIGIN, Loop

OWN_PAGE = {"sec-fetch-site": "same-origin", "origin": ORIGIN}
FORM_COOKIE = {"__Host-f": "c2VlZC1vZi1hLWZvcm0tc2VlZC1vZi1hLWZvcm0tMTIz"}


class Plain:
    """Cookies are what was given plus what the server sets. Requests come from our own page unless said otherwise."""

    def __init__(self, app: FastAPI, cookies: Mapping[str, str] | None = None):
        self.app = app
        self.client = TestClient(
            app, base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=False, headers=OWN_PAGE
        )
        self.client.portal = Loop.running
        for name, value in {**FORM_COOKIE, **(cookies or {})}.items():
            self.client.cookies.set(name, value, domain="indgangen.test")

    def get(self, path: str, **more: Any) -> Response:
        return self.client.get(path, **more)

    def post(self, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> Response:
        """Send a form with the token our own page would have put in it."""
        return self.client.post(path, data={TOKEN_FIELD: self.token(), **(data or {})}, **more)

    def send(self, method: str, path: str, data: Mapping[str, Any] | None = None) -> Response:
        return self.post(path, data) if method == "POST" else self.client.request(method, path)

    def token(self) -> str:
        """What the forms of this browser carry right now."""
        return token_for(self.app, {cookie.name: cookie.value or "" for cookie in self.client.cookies.jar})


def token_for(app: FastAPI, cookies: Mapping[str, str]) -> str:
    """The token of the forms that a browser with these cookies is given."""
    header = "; ".join(f"{name}={value}" for name, value in cookies.items()).encode()
    return form_token(Request({"type": "http", "app": app, "headers": [(b"cookie", header)]}))
