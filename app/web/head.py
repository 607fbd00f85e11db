"""HEAD is GET without the page: the same route, status and headers, for whoever only asks whether we are there."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """Asks the routes with GET and keeps their page back, so that no route has to know."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_no_page(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        # A copy: the server below must go on knowing that it was asked for no page, or it waits for one.
        asked = {**scope, "method": "GET", "extensions": {}}  # no extension: some send a file past this layer
        try:
            await self.app(asked, receive, send_no_page)
        finally:
            scope["route"] = asked.get("route")  # for the log
