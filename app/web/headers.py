"""What every answer says to the browser, whatever the route and whatever the status."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "interest-cohort",
        "microphone",
        "payment",
        "usb",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Not "no-referrer": with that, browsers send "Origin: null" with our own forms as well,
    # and old ones without Sec-Fetch-Site could no longer be told from strangers.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY + ", clipboard-write=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
}
UNLESS_SAID = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, noarchive"}


class SecurityHeaders:
    """Outermost: an answer that a broken layer made is covered as well. A route may only say more about caching."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers[name] = value
                for name, value in UNLESS_SAID.items():
                    headers.setdefault(name, value)
                if headers["Cache-Control"] == "no-store":
                    headers["Vary"] = "Cookie, HX-Request"
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)
