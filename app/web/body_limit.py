"""How much one request may bring. Who sends more is told so on a page of ours, and nothing more of it is read.

The framework has such a limit too, but it answers outside our headers, with three English words.
"""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOO_LARGE = 413


class BodyLimit:
    """Stands inside headers and trace. ``most`` is in bytes, of the whole body and however it is packed."""

    def __init__(self, app: ASGIApp, most: int):
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        said = Headers(scope=scope).get("content-length", "")
        taken = int(said) if said.isdecimal() else 0
        if taken <= self.most:
            taken = 0  # what is said may be less than what comes

        async def receive_some() -> Message:
            nonlocal taken
            if taken > self.most:
                raise HTTPException(TOO_LARGE)
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                raise HTTPException(TOO_LARGE)
            return message

        await self.app(scope, receive_some, send)
