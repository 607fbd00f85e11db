"""Answers only to the portal's own names: a forged Host header gets nothing that could be cached or followed."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Probes ask by address. They learn nothing but whether the process lives.
PROBES = frozenset({"/healthz", "/readyz"})


class KnownHosts:
    def __init__(self, app: ASGIApp, hosts: frozenset[str]):
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"] not in PROBES
        if asked and Headers(scope=scope).get("host", "") not in self.hosts:
            await PlainTextResponse("Unknown host", status_code=400)(scope, receive, send)
            return
        await self.app(scope, receive, send)
