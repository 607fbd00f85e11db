"""Whatever is sent, a page says what to do: never a fault of ours, and nothing half written (issue 2, 'Bad input')."""

import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from httpx2 import Response

from app.rules.triage import Role
from app.web import cookies
from app.web.forms import MOST_BYTES_A_FIELD, MOST_FIELDS
from app.web.protection import TOKEN_FIELD
from tests.guards.doors import DOORS, Who
from tests.guards.routes import Route, every_route
from tests.security.contents import unchanged
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.plain import Plain
from tests.security.seen import FILLED, may_enter
from tests.security.world import World

FORM = "application/x-www-form-urlencoded"
TEN_MB = 10 * 1024 * 1024
# As bytes, percent-encoded, so that nothing on the way can tidy them up.
POISON = {
    "empty": "",
    "blank": "%20%09%0a%0d",
    "NUL": "a%00b",
    "a lone high surrogate": "%ED%A0%80",
    "a lone low surrogate": "%ED%BF%BF",
    "half a character": "%C3",
    "too long a character": "%F0%80%80%AF",
    "not UTF-8": "%FF%FE%00h%00i",
    "direction turned": "%E2%80%AEgnp.exe%E2%81%A6",
    "a chain of joiners": quote("\u200d".join("👩" * 60)),
    "all planes": quote("\U0001f600\U0002f800\U000e0041\U0010fffd"),
    "noncharacters": quote("\ufdd0\uffff\U0010ffff"),
    "control characters": "%1b[31m%07%08%7f",
    "digits of another script": quote("٣٤٥٦٧٨٩٠"),
    "a huge number": "9" * 5_000,
    "a huge exponent": "1e999999",
    "not a number": "NaN",
    "year zero": "0000-00-00",
    "very long": "a" * 60_000,
    "SQL": quote("'; DROP TABLE inquiries; --"),
    "a path": quote("../../../etc/passwd"),
    "a template": quote("{{ portal.settings }}"),
    "a format": quote("%s%n{0.__class__}"),
    "JSON": quote('{"$ne": null}'),
}
TAKES_NOTHING = {"/ud", "/personale/kalender/abonnement"}  # no field of theirs is read: nothing in them can be wrong
ANSWERS_TO_BAD_INPUT = {303, 400, 401, 403, 404, 409, 413, 422}
WAYS_ON = re.compile(r'href="/|<form')


def sends(app: FastAPI) -> list[Route]:
    return [route for route in every_route(app) if route.method == "POST" and route.path not in TAKES_NOTHING]


def one_who_may(world: World, route: Route) -> Plain:
    """Somebody who may enter, with an inquiry of their own, so that nobody spoils it for the next."""
    return list(may_enter(world, DOORS[route.name]).values())[-1 if DOORS[route.name] is not Who.OPENER else 1]


def raw(browser: Plain, path: str, fields: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Response:
    """Send fields as the bytes they are, with the token our page would have given."""
    body = "&".join([f"{TOKEN_FIELD}={quote(browser.token())}", *(f"{name}={value}" for name, value in fields)])
    return browser.client.post(path, content=body.encode(), headers={"content-type": FORM})


def require_a_page(answer: Response, where: str) -> None:
    assert answer.status_code in ANSWERS_TO_BAD_INPUT, f"{where}: {answer.status_code}"
    if answer.status_code != 303:
        assert answer.text.count("<h1") == 1, where
        assert WAYS_ON.search(answer.text), f"{where} leaves people standing"


def test_poison_in_every_field_of_every_form(app: FastAPI, world: World) -> None:
    for route in sends(app):
        browser, names = one_who_may(world, route), {*FILLED.get(route.name, {}), "code", "email", "password", "phone"}
        for what, poison in POISON.items():
            path = route.filled(inquiry_id=world.written.inquiry_id)
            answer = raw(browser, path, [(name, poison) for name in names])
            require_a_page(answer, f"{route} with {what}")
            if answer.status_code in (303, 401):
                browser = one_who_may(world, route)


def test_forms_that_are_empty(app: FastAPI, world: World) -> None:
    for route in sends(app):
        answer = raw(one_who_may(world, route), route.filled(inquiry_id=world.written.inquiry_id), [])
        require_a_page(answer, str(route))


def test_repeated_fields_choose_nothing(app: FastAPI, world: World) -> None:
    """The same field twice is not an answer, and nothing takes the first or the last of them for one."""
    visitor = world.visitor()
    with unchanged(world.portal):
        answer = raw(visitor, "/min-side/besked", [("message", "En"), ("message", "To")])
    assert answer.status_code == 422
    for route in sends(app):
        twice = [(name, value) for name, value in FILLED.get(route.name, {}).items() for _ in range(2)]
        require_a_page(
            raw(one_who_may(world, route), route.filled(inquiry_id=world.written.inquiry_id), twice), str(route)
        )


def bodies(token: str) -> dict[str, tuple[bytes, str]]:
    """Bodies that no page of ours sends, each with its type."""
    start = f"{TOKEN_FIELD}={quote(token)}"
    part = f'--x\r\nContent-Disposition: form-data; name="{TOKEN_FIELD}"\r\n\r\n{token}\r\n'
    file = '--x\r\nContent-Disposition: form-data; name="f"; filename="a.exe"\r\n\r\nMZ\r\n--x--\r\n'
    multipart = "multipart/form-data; boundary=x"
    return {
        "10 MB": (f"{start}&message=".encode() + b"a" * TEN_MB, FORM),
        "many long fields": ((start + f"&a={'a' * 60_000}" * 150).encode(), FORM),
        "100 000 fields": ((start + "&a=1" * 100_000).encode(), FORM),
        "one field too many": ((start + "&a=1" * MOST_FIELDS).encode(), FORM),
        "one field too long": (f"{start}&message={'a' * (MOST_BYTES_A_FIELD + 1)}".encode(), FORM),
        "a long name": (f"{start}&{'a' * 100_000}=1".encode(), FORM),
        "3 000 parts": ((part * 3_000).encode(), multipart),
        "a file": ((part + file).encode(), multipart),
        "no boundary": (part.encode(), "multipart/form-data"),
        "a wrong boundary": (part.encode(), "multipart/form-data; boundary=y"),
        "a part without end": (part.encode(), multipart),
        "a part without a name": (b"--x\r\n\r\n1\r\n--x--\r\n", multipart),
        "a boundary of 300": (part.encode(), f"multipart/form-data; boundary={'x' * 300}"),
        "only separators": (b"&&&&;;;;====", FORM),
        "broken percent signs": (f"{start}&massage=%&message2=%zz&%%%=1".encode(), FORM),
        "packed": (b"\x1f\x8b\x08\x00" + b"\0" * 40, FORM),
        "nothing": (b"", FORM),
        "nothing in parts": (b"", multipart),
    }


@pytest.mark.parametrize("what", bodies("t"))
def test_bodies_that_no_page_sends(world: World, what: str) -> None:
    for path, browser in (("/min-side/besked", world.visitor()), ("/log-ind", world.stranger())):
        with unchanged(world.portal):
            content, kind = bodies(browser.token())[what]
            answer = browser.client.post(path, content=content, headers={"content-type": kind})
        require_a_page(answer, f"{path} with {what}")
        assert answer.status_code in (400, 403, 413, 422), f"{what}: {answer.status_code}"
        if what in ("10 MB", "many long fields", "100 000 fields"):
            assert answer.status_code == 413
            assert "kortere" in answer.text


CHARSETS = (
    "utf-7",
    "utf-16",
    "utf-32",
    "unicode_escape",
    "raw_unicode_escape",
    "undefined",
    "idna",
    "punycode",
    "rot13",
)
NAMED = (
    "charset={}",
    'charset="{}"',
    "charset=utf-8; charset={}",
    "charset*=utf-8''{}",
    "Charset = {}",
    "charset=utf-8{}",
)
SPELLED = (b"+2AA-", b"\\ud800", b"\xff\xfe\x00\xd8", b"xn--\xff", b"\x00\x00\xd8\x00")


def test_parts_that_name_an_odd_alphabet(world: World) -> None:
    """Some alphabets can spell what no text may hold, and some are no alphabet at all."""
    visitor = world.visitor()
    part = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    right = part % (TOKEN_FIELD.encode(), visitor.token().encode())
    with unchanged(world.portal):
        for charset, named, text in product(CHARSETS, NAMED, SPELLED):
            for body in (part % (TOKEN_FIELD.encode(), text), right + part % (b"message", text)):
                kind = f"multipart/form-data; {named.format(charset)}; boundary=x"
                answer = visitor.client.post(
                    "/min-side/besked", content=body + b"--x--\r\n", headers={"content-type": kind}
                )
                assert answer.status_code == 403, kind
    own = {"content-type": "multipart/form-data; charset=UTF-8; boundary=x"}
    body = right + part % (b"message", "Tæt på".encode()) + b"--x--\r\n"
    assert visitor.client.post("/min-side/besked", content=body, headers=own).status_code == 303


def test_a_body_that_comes_in_pieces_without_a_length(world: World) -> None:
    def endless() -> Iterator[bytes]:
        yield b"message="
        for _ in range(400):
            yield b"a" * 1_000

    visitor = world.visitor()
    with unchanged(world.portal):
        answer = visitor.client.post("/min-side/besked", content=endless(), headers={"content-type": FORM})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "value", ["x", "=" * 50, "a" * 4_000, "\\x00", "æøå", '"quoted"', "A" * 43, "A" * 42 + "!", "%00", "é;b=c"]
)
def test_cookies_that_are_none(app: FastAPI, world: World, value: str) -> None:
    header = "; ".join(f"{name}={value}" for name in (cookies.CITIZEN, cookies.DRAFT, cookies.STAFF, cookies.FORM))
    browser = Plain(app)
    browser.client.cookies.clear()
    with unchanged(world.portal):
        for path, leads_to in (("/min-side", "/log-ind"), ("/tjek", "/"), ("/personale/koe", "/personale/log-ind")):
            answer = browser.client.get(path, headers={"cookie": header.encode("latin-1", "replace")})
            assert answer.headers["location"] == leads_to
        for path in ("/", "/log-ind", "/kode", "/begynd/selv", "/ud"):
            assert browser.client.get(path, headers={"cookie": header.encode("latin-1", "replace")}).status_code < 400


@pytest.mark.parametrize(
    "poison", ["NUL", "a lone high surrogate", "not UTF-8", "a huge number", "a path", "all planes"]
)
def test_poison_in_addresses(app: FastAPI, world: World, poison: str) -> None:
    value = POISON[poison][:4_000]
    names = ("centre", "efter", "del", "kanal", "hast", "tilstand", "retning", "who", "")
    query = "&".join(f"{name}={value}" for name in names)
    visitor, karin = world.visitor(), world.staff("karin", role=Role.LEADER)  # counsellors are kept out of some
    for route in every_route(app):
        if route.method == "GET" and DOORS[route.name] is not Who.MACHINE and route.path != "/ud":
            browser = karin if route.at_desk else visitor
            answer = browser.get(f"{route.filled(inquiry_id=world.written.inquiry_id)}?{query}")
            assert answer.status_code in (200, 303, 404), f"{route}: {answer.status_code}"
            if "{" in route.path and value.strip("%.0123456789abcdefABCDEF"):
                path = re.sub(r"\{[^}]*\}", value.replace("\\", "\\\\"), route.path)
                assert browser.get(path).status_code in (200, 303, 404, 405), f"{route}: {path}"
    for folder in ("vendor", "js", "img", "nothing"):
        assert visitor.get(f"/static/{folder}/{value}").status_code in (200, 404, 405), folder


@pytest.mark.parametrize(
    "identity", ["1", "0x10", "None", "%00", "not-a-uuid", "é" * 40, "9" * 400, "{}", "%2e%2e%2fkoe"]
)
def test_an_id_that_is_none_is_a_404(app: FastAPI, world: World, identity: str) -> None:
    mette = world.staff("mette")
    for route in every_route(app):
        if route.about_an_inquiry:
            answer = mette.send(route.method, route.filled(inquiry_id=identity))
            assert answer.status_code in (404, 405), f"{route} {identity!r}: {answer.status_code}"


def test_what_was_typed_is_kept(world: World) -> None:
    """Too long, refused or late: the text stands on the page, to be put right or copied."""
    long = "Det er svært at sige. " * 400
    assert long.strip() in world.writer().post("/skriv/ord", {"own_words": long}).text
    assert long.strip() in world.visitor().post("/min-side/besked", {"message": long}).text
    path = f"/personale/henvendelse/{world.written.inquiry_id}"
    assert long.strip() in world.staff("mette").post(f"{path}/svar", {"message": long}).text
    assert long.strip() in world.staff("mette").post(f"{path}/note", {"note": long}).text
    late = world.stranger().post("/min-side/besked", {"message": "Det her er vigtigt."})
    assert late.status_code == 401
    assert "Det her er vigtigt." in late.text
    registered = world.staff("mette").post("/personale/registrer", {"own_words": "Kom ind fra gaden.", "phone": "12"})
    assert registered.status_code == 422
    assert "Kom ind fra gaden." in registered.text


def test_what_somebody_else_typed_is_not_shown(world: World) -> None:
    """A foreign page cannot make ours show its text."""
    visitor = world.visitor()
    form = {"message": "Ring til dette nummer", TOKEN_FIELD: visitor.token()}
    answer = visitor.client.post("/min-side/besked", data=form, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert "Ring til dette nummer" not in answer.text
