"""What every answer says to the browser, whatever the route and whatever the status."""

from collections.abc import Iterable

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
VARY = {"Vary": "Cookie, HX-Request"}  # of what is not to be kept


def raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


# Made once: they stand on every answer, and making them anew took longer than many an answer.
RAW_ALWAYS, RAW_UNLESS_SAID, RAW_VARY = raw(ALWAYS), raw(UNLESS_SAID), raw(VARY)
OURS_ALONE = frozenset(name for name, _ in RAW_ALWAYS)


class SecurityHeaders:
    """Outermost: an answer that a broken layer made is covered as well. A route may only say more about caching."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = with_ours(message.get("headers", ()))
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def with_ours(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """An answer's headers with ours among them. Of what is always said, nobody else's word counts."""
    kept = [pair for pair in headers if pair[0] not in OURS_ALONE]
    said = dict(kept)
    more = [pair for pair in RAW_UNLESS_SAID if pair[0] not in said]
    if said.get(b"cache-control", b"no-store") == b"no-store":
        kept = [pair for pair in kept if pair[0] != b"vary"]
        more += RAW_VARY
    return [*kept, *RAW_ALWAYS, *more]
