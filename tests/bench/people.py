"""What people ask for, as bytes made beforehand: drafts ready to send, codes, visits, and the pages they read."""

import base64
import hashlib
import hmac
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID, uuid4

from app.intake import receive
from app.models.stored import dump_answers
from app.portal import Portal
from app.rules.questions import steps
from app.vault import browser
from app.vault.codes import grouped
from app.vault.tokens import new_token
from app.web.cookies import CITIZEN, DRAFT, FORM, STAFF
from tests.security.world import ANSWERS

STORY = "Jeg drikker hver aften for at kunne sove, og det er blevet mere i år. Jeg vil gerne tale med nogen om det. "
DRAFTS_AT_ONCE = 500


def request(port: int, method: str, path: str, cookies: Mapping[str, str] | None = None, body: bytes = b"") -> bytes:
    """A request as a browser of today sends it. Everybody comes from an address of their own."""
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Sec-Fetch-Site: same-origin",
        f"X-Forwarded-For: {'.'.join(str(random.randrange(1, 255)) for _ in range(4))}",
    ]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def form(portal: Portal, port: int, path: str, cookies: Mapping[str, str], **fields: str) -> bytes:
    """A form with the token that this browser's own page would have carried."""
    held = {FORM: "a-browser", **cookies}
    bound = "\0".join(held.get(name, "") for name in (FORM, DRAFT, CITIZEN, STAFF)).encode()
    token = base64.urlsafe_b64encode(hmac.digest(portal.vault.keys.form, bound, hashlib.sha256)).decode()
    return request(port, "POST", path, held, urlencode({"csrf_token": token, **fields}).encode())


def ready_to_send(portal: Portal, port: int, many: int) -> list[bytes]:
    """That many people with every question met, who are about to press 'send'."""
    answers = replace(ANSWERS, own_words=STORY * 6, answered=tuple(steps(ANSWERS, place_decides=True)))
    tokens: list[str] = []
    while len(tokens) < many:
        with portal.vault.keystore.writing() as session:
            some = range(min(DRAFTS_AT_ONCE, many - len(tokens)))
            tokens += [browser.begin_draft(session, dump_answers(answers), now=portal.now()) for _ in some]
    return [form(portal, port, "/tjek", {DRAFT: token}) for token in tokens]


@dataclass(frozen=True)
class Written:
    """Somebody who has written, as a test needs them."""

    inquiry_id: UUID
    code: str
    visit: str


def somebody_written(portal: Portal) -> Written:
    """An inquiry as it arrives from the door, and a browser that has shown its code."""
    inquiry_id, minted = uuid4(), portal.vault.mint()
    with portal.data.writing() as session:
        case = receive(
            session, portal, ANSWERS, inquiry_id=inquiry_id, minted=minted, token=new_token(), now=portal.now()
        )
    with portal.vault.keystore.writing() as session:
        visit = browser.begin_session(session, case, now=portal.now())
    return Written(inquiry_id, grouped(minted.code), visit)


def again_and_again(*requests: bytes) -> Iterator[bytes]:
    while True:
        yield from requests
