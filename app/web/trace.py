"""One line a request in the log, and one for every fault: enough to mend it, too little to know anybody.

Method, route template, status and a rough duration. Never a path, a query, an address, a browser,
a name, a message of an exception, or a value.
"""

import logging
import time
import traceback
from pathlib import Path

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("indgang")
OUR_CODE = Path(__file__).resolve().parents[1]
ROUGHLY_MS = (10, 30, 100, 300, 1_000, 3_000)
LAST_RESORT = (
    '<!doctype html><html lang="da"><meta charset="utf-8"><title>Indgangen</title>'
    "<h1>Noget gik galt hos os</h1><p>Prøv igen om lidt, eller ring. Ved fare for liv: 112.</p></html>"
)


def fault_line(error: BaseException) -> str:
    """Where an exception came from in our own code, and its class. Never what it says."""
    frames = [
        f"{Path(frame.filename).relative_to(OUR_CODE)}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if OUR_CODE in Path(frame.filename).parents
    ]
    return f"{type(error).__name__} at {' < '.join(reversed(frames[-4:])) or 'outside our code'}"


class Trace:
    """Logs requests, and answers for what nobody caught. Inside the headers, outside everything else."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - the last one who can answer
            log.error("fault %s", fault_line(error))
            if not status:
                await HTMLResponse(LAST_RESORT, status_code=500)(scope, receive, watch)
        finally:
            took = (time.perf_counter() - began) * 1_000
            route = getattr(scope.get("route"), "path", None) or "-"
            roughly = next((f"<{limit}" for limit in ROUGHLY_MS if took < limit), f">{ROUGHLY_MS[-1]}")
            log.info("%s %s %s %sms", scope["method"], route, status, roughly)
