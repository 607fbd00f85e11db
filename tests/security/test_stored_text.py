"""What people write is text and stays text, on every page, for everybody who reads it (security 2.2, row 26)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree import ElementTree

import pytest

from app.rules.answers import Answers, Contact, ContactChannel, Rung, SafeContact
from app.rules.triage import Role
from tests.review import HTML, Page, nothing_inline
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.plain import Plain
from tests.security.world import ANSWERS, World

# Each tries to leave another kind of place: text, a quoted value, a textarea, a title, a comment, a script, a template.
CORPUS = (
    "<script>kanari()</script>",
    "<img src=x onerror=kanari()>",
    '"><svg/onload=kanari()>',
    "'><iframe srcdoc='<script>kanari()</script>'>",
    "</textarea><script>kanari()</script>",
    "</title></head><body onload=kanari()>",
    "--><script>kanari()</script><!--",
    '" autofocus onfocus=kanari() x="',
    "' hx-on:click='kanari()' y='",
    "javascript:kanari()",
    "<a href=javascript:kanari()>her</a>",
    "<base href=https://kanari.example/>",
    "<meta http-equiv=refresh content='0;url=https://kanari.example'>",
    "<form action=https://kanari.example><button>Send</button></form>",
    "<style>@import url(https://kanari.example)</style>",
    "{{ 191 * 7 }}{% for kanari in 'ab' %}kanari{% endfor %}",
    "${191*7}#{191*7}<%= 191*7 %>",
    "%(kanari)s %s {0} {kanari}",
    "&lt;script&gt;kanari()&lt;/script&gt;",
    "<scr<script>ipt>kanari()</scr</script>ipt>",
    "＜script＞kanari()＜/script＞",
    "<x contenteditable onblur=kanari()>\u2028<details open ontoggle=kanari()>",
    "\u202e<tpircs>kanari()",
)
ALL = "\n".join(CORPUS)  # where there is room, they all come at once
SHORT = 40  # a code word holds no more
FOR_SHORT_FIELDS = (
    "<script>kanari()</script>",
    '"><svg/onload=kanari()>',
    "' hx-on:click='kanari()' y='",
    "{{ 191 * 7 }}kanari",
)
DANGEROUS = {"script", "iframe", "object", "embed", "base", "style", "svg", "form", "meta", "details", "x"}


@dataclass(frozen=True)
class Read:
    """One page that shows what somebody wrote."""

    where: str
    html: str


def written(text: str) -> Answers:
    """An inquiry in which every short field says the same, and the long one says everything."""
    safe = SafeContact(channel=ContactChannel.PHONE, phone="+4520304050", email="a@b.dk", code_word=text[:SHORT])
    contact = Contact(nickname=text[:80], name=text[:80], safe=safe)
    return replace(ANSWERS, own_words=ALL, contact=contact, contact_choice=Rung.NAME)


def everything_that_shows(world: World, text: str) -> Iterator[Read]:
    """Write it everywhere, and read every page on both sides that may show it."""
    answers = written(text)
    writer, plain = world.writer(answers), world.an_inquiry(answers)
    nick = world.an_inquiry(replace(answers, contact=Contact(nickname=text[:80]), contact_choice=Rung.NICKNAME))
    for path in ("/tjek", "/skriv/ord", "/skriv/navn", "/skriv/kort", "/begynd/selv"):
        yield Read(path, writer.get(path).text)
    for inquiry in (plain, nick):
        citizen = world.visitor(inquiry)
        assert citizen.post("/min-side/besked", {"message": ALL}).status_code == 303
        path = f"/personale/henvendelse/{inquiry.inquiry_id}"
        karin = world.staff("karin", role=Role.LEADER)
        yield Read("reason again", karin.post(f"{path}/aabn", {"reason": text * 40}).text)
        assert karin.post(f"{path}/aabn", {"reason": text}).status_code == 303
        karin.post(f"{path}/nummer", {"reason": text})
        karin.post(f"{path}/tag", {"skip": "agreed"})
        assert karin.post(f"{path}/svar", {"message": ALL}).status_code == 303
        assert karin.post(f"{path}/note", {"note": ALL}).status_code == 303
        for page in ("", "/afslut", "/tag"):
            yield Read(f"desk{page}", karin.get(path + page).text)
        yield Read("queue", karin.get("/personale/koe?del=alle").text)
        for page in ("/min-side", "/min-side/det-ved-vi", "/min-side/om-dig", "/en/min-side"):
            yield Read(page, citizen.get(page).text)
        assert karin.post(f"{path}/afslut", {"outcome": "helped", "reason": text}).status_code == 303
        yield Read("closed", karin.get(path).text)
    yield from given_back(world, text)


def given_back(world: World, text: str) -> Iterator[Read]:
    """What is shown again because it could not be taken: refused, too long, or not one of the choices."""
    visitor, stranger, mette = world.visitor(), world.stranger(), world.staff("mette")
    path = f"/personale/henvendelse/{world.written.inquiry_id}"
    for browser, where, form in (
        (visitor, "/min-side/besked", {"message": ALL * 9}),
        (visitor, "/min-side/om-dig", {"rung": "safe_contact", "phone": text, "email": text, "code_word": text * 9}),
        (visitor, "/min-side/oenske", {"wish": text}),
        (visitor, "/min-side/haster", {"danger": text}),
        (stranger, "/log-ind", {"code": text}),
        (stranger, "/min-side/besked", {"message": text}),
        (stranger, "/personale/log-ind", {"email": text, "password": text, "code": text}),
        (world.writer(), "/skriv/ord", {"own_words": ALL * 9}),
        (world.writer(), "/skriv/sted", {"municipality": text}),
        (world.writer(), "/skriv/navn", {"name": text * 20}),
        (mette, "/personale/registrer", {"channel": text, "own_words": ALL, "nickname": text, "phone": text}),
        (mette, f"{path}/svar", {"message": ALL * 9}),
        (mette, f"{path}/note", {"note": ALL * 9}),
        (mette, f"{path}/afslut", {"reason": text}),
    ):
        answer = browser.post(where, form)
        assert answer.status_code in (401, 422), f"{where}: {answer.status_code}"
        yield Read(f"{where} again", answer.text)
    yield Read("forged", refused_form(world.visitor(), ALL))


def refused_form(browser: Plain, text: str) -> str:
    """Our own page, but with an old token: the text is given back to be copied."""
    answer = browser.client.post("/min-side/besked", data={"message": text, "csrf_token": "old"})
    assert answer.status_code == 403
    return answer.text


def faults(page: Page) -> list[str]:
    """Whatever of the text became anything but text."""
    found = nothing_inline(page)
    for each in page.root.iter():
        if not isinstance(each.tag, str):
            continue
        for name, value in each.attrib.items():
            ours = name in ("value", "content") or not re.search("kanari|1337", f"{name}={value}")
            if not ours:
                found.append(f"<{each.tag.rpartition('}')[2]} {name}={value}>")
    found += [f"the title says {page.title}" for _ in [0] if "kanari" in page.title]
    return found


@pytest.mark.parametrize("text", FOR_SHORT_FIELDS)
def test_stored_text_stays_text(world: World, text: str) -> None:
    """Nothing that was written becomes an element, an attribute or an address, and nothing is calculated."""
    shown = dict.fromkeys((text, *CORPUS), 0)
    for read in everything_that_shows(world, text):
        if not read.html:
            continue  # led on to another page
        page = Page(read.html)
        assert not page.faults, f"{read.where}: {page.faults}"
        assert not faults(page), f"{read.where}: {faults(page)}"
        assert "1337" not in read.html, f"{read.where} calculates"
        page_says = said(page.root)
        for each in shown:
            shown[each] += each in page_says
    assert min(shown.values()) >= 6, f"the walk proves nothing: {shown}"


def said(root: ElementTree.Element) -> str:
    """All text and all values of a page, as a person would see them."""
    return "".join(root.itertext()) + "".join(each.get("value", "") for each in root.iter(HTML + "input"))


def test_the_check_sees_what_gets_through() -> None:
    for text in ('<p onclick="kanari()">', '<a href="https://kanari.example">', "<script>kanari()</script>"):
        assert faults(Page(f"<!doctype html><title>-</title><h1>-</h1>{text}"))
