"""How much one request may bring. Who sends more is told so on a page of ours, and nothing more of it is read.

The framework has such a limit too, but it answers outside our headers, with three English words.
"""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOO_LARGE = 413


class BodyLimit:
    """Stands inside headers and trace. ``most`` is in bytes, of the whole body and however it is packed.

    ``more`` is for the few addresses that may bring more.
    """

    def __init__(self, app: ASGIApp, most: int, more: Mapping[str, int]):
        self.app = app
        self.most = most
        self.more = more

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self.more.get(scope["path"], self.most)
        said = Headers(scope=scope).get("content-length", "")
        taken = int(said) if said.isdecimal() else 0
        if taken <= most:
            taken = 0  # what is said may be less than what comes

        async def receive_some() -> Message:
            nonlocal taken
            if taken > most:
                raise HTTPException(TOO_LARGE)
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(TOO_LARGE)
            return message

        await self.app(scope, receive_some, send)
