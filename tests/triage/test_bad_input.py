"""Whatever is sent to the desk's forms: a page that says what to do, and nothing half-written."""

import pytest

from app.chain import first_broken_link
from app.portal import Portal
from app.timeline import events_of
from tests.people import Desk
from tests.triage.arriving import arrives

NASTY = {
    "NUL": "\x00",
    "a lone surrogate": "\ud800",
    "a right-to-left mark": "abc\u202edef",
    "markup": "</textarea><script>alert(1)</script>",
    "too long": "x" * 60_000,
    "a noncharacter": "\uffff",
}
FORMS = {
    "aabn": ("why", "reason"),
    "tag": ("skip",),
    "afslut": ("outcome", "reason"),
    "svar": ("message",),
    "note": ("note",),
    "nummer": ("reason",),
}


@pytest.mark.parametrize("kind", NASTY)
@pytest.mark.parametrize("deed", FORMS)
def test_nasty_texts_become_a_page(desk: Desk, portal: Portal, deed: str, kind: str) -> None:
    arrived = arrives(portal)
    if deed in ("afslut", "svar", "note"):
        desk.mette.go("/personale")
        desk.mette.press("Tag")
    else:
        desk.mette.go(arrived.path)
    sent = {name: NASTY[kind].encode("utf-8", "surrogatepass") for name in FORMS[deed]}
    body = b"&".join(
        [
            b"csrf_token=" + desk.mette.token().encode(),
            *(name.encode() + b"=" + quoted(text) for name, text in sent.items()),
        ]
    )
    answer = desk.mette.client.post(
        f"{arrived.path}/{deed}",
        content=body,
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert answer.status_code < 500
    assert "<script>alert" not in answer.text
    with portal.data.reading() as session:
        assert first_broken_link(session) is None
        assert len(events_of(session, arrived.id)) <= 6


def quoted(text: bytes) -> bytes:
    return b"".join(b"%%%02x" % each for each in text)


@pytest.mark.parametrize("field", ["reason", "why"])
def test_a_field_sent_twice_opens_nothing(desk: Desk, portal: Portal, field: str) -> None:
    arrived = arrives(portal)
    desk.mette.go(arrived.path)
    desk.mette.post(
        f"{arrived.path}/aabn", {"csrf_token": desk.mette.token(), field: ["called", "covering"]}, expect=422
    )
    with portal.data.reading() as session:
        assert [event.what for event in events_of(session, arrived.id)] == ["received"]


@pytest.mark.parametrize("deed", [*FORMS, "laeg-tilbage", "afklaring"])
def test_without_the_forms_own_token_nothing_happens(desk: Desk, portal: Portal, deed: str) -> None:
    arrived = arrives(portal)
    desk.mette.go(arrived.path)
    for data in ({}, {"csrf_token": "x", "why": "called", "message": "hej", "note": "hej", "outcome": "helped"}):
        desk.mette.post(f"{arrived.path}/{deed}", data, expect=403)
    with portal.data.reading() as session:
        assert [event.what for event in events_of(session, arrived.id)] == ["received"]
