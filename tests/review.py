"""The reviewer: reads every page that any test fetches, so that nobody has to remember to.

Valid HTML, one h1, a title, labelled fields, working references, nothing inline, the headers,
and the words that are never said.
"""

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib

from app.web.headers import ALWAYS

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
# Chromium and the Nu checker read the rest; these are what the parser calls faults and HTML does not.
HARMLESS = frozenset({"non-void-element-with-trailing-solidus"})

NEVER_SAID = {
    "da": r"misbrug|\bbruger(?:e|en|ens|ne|nes|s)\b|\b(?:en|hver|ny) bruger\b|narkoman|alkoholiker|junki|klient"
    r"|patient(?!sikkerhed|klage)"
    r"|sagen din|belastet|\bren(?:e)? prøve|beskidt",
    "en": r"\babus(?:e|er|ing)\b|\baddicts?\b|alcoholics?\b|\busers?\b|\bclean\b|\bdirty\b|\bclients?\b",
}
# Official names of laws and authorities may be quoted as they are.
QUOTED = re.compile(r"Styrelsen for Patientsikkerhed|Patientklage\w*|stofmisbrugsbehandling efter § ?101")
TELLING = re.compile(r"alkohol|stof|misbrug|rusmid|afh[æa]ng|alcohol|drug|addict", re.IGNORECASE)
PERSONAL_PATHS = re.compile(r"^/(en/)?(skriv|tjek|kode|min-side|log-ind|log-ud|personale|begynd)")
INLINE = re.compile(r"^(style|on\w+|hx-on.*|hx-vars|hx-push-url)$")
FIELDS = ("input", "select", "textarea")


TOKEN = re.compile(r'(name="csrf_token" value=")([^"]*)')
A_TOKEN = "the page's token"


@lru_cache(maxsize=400)
def parsed(html: str) -> tuple[ElementTree.Element, tuple[str, ...]]:
    """A page's tree and what is wrong with it. Every sixth second of the tests went into reading the same pages."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    root: ElementTree.Element = parser.parse(html)
    return root, tuple(code for _, code, _ in parser.errors if code not in HARMLESS)


class Page:
    """One fetched page, parsed. The tree is shared by all pages that differ in their ``token`` alone."""

    def __init__(self, html: str):
        token = TOKEN.search(html)
        self.token = token[2] if token else ""
        self.root, self.faults = parsed(TOKEN.sub(rf"\1{A_TOKEN}", html))
        self.html = html

    def all(self, tag: str) -> list[ElementTree.Element]:
        return list(self.root.iter(HTML + tag))

    def text_of(self, element: ElementTree.Element) -> str:
        return " ".join("".join(element.itertext()).split())

    @property
    def text(self) -> str:
        """What a person reads in the main part of the page."""
        mains = self.all("main")
        return self.text_of(mains[0] if mains else self.root)

    @property
    def h1(self) -> str:
        return self.text_of(self.all("h1")[0])

    @property
    def title(self) -> str:
        return self.text_of(self.all("title")[0])

    @property
    def language(self) -> str:
        return self.all("html")[0].get("lang", "")


def review(page: Page, headers: dict[str, str], path: str) -> list[str]:
    """Everything wrong with a page. Empty when it is fit to be seen."""
    return [
        *(f"HTML: {fault}" for fault in page.faults),
        *structure(page),
        *fields(page),
        *references(page),
        *nothing_inline(page),
        *security(headers),
        *vocabulary(page, path),
    ]


def structure(page: Page) -> list[str]:
    faults = []
    if len(page.all("h1")) != 1:
        faults.append(f"{len(page.all('h1'))} h1 instead of one")
    if len(page.all("main")) != 1:
        faults.append("there must be one main")
    if not page.all("title") or not page.title:
        faults.append("no title")
    if page.language not in ("da", "en"):
        faults.append(f"lang is '{page.language}'")
    levels = [int(each.tag[-1]) for each in page.root.iter() if re.fullmatch(re.escape(HTML) + "h[1-6]", str(each.tag))]
    if any(after > before + 1 for before, after in pairwise(levels)):
        faults.append(f"headings jump: {levels}")
    return faults


def fields(page: Page) -> list[str]:
    faults = []
    labelled = {label.get("for") for label in page.all("label")}
    inside = {field for label in page.all("label") for field in label.iter()}
    for tag in FIELDS:
        for field in page.all(tag):
            if field.get("type") in ("hidden", "submit", "button"):
                continue
            named = field.get("id") in labelled or field in inside or field.get("aria-label")
            if not named and not field.get("aria-labelledby"):
                faults.append(f"{tag} '{field.get('name')}' has no label")
    for form in page.all("form"):
        if form.get("method", "").lower() not in ("get", "post") or not form.get("action"):
            faults.append("a form without method and action does not work without scripts")
        if form.get("method", "").lower() == "post" and "csrf_token" not in names_in(form):
            faults.append(f"the form to {form.get('action')} has no token")
    faults += ["a button without words" for button in page.all("button") if not page.text_of(button)]
    return faults


def names_in(form: ElementTree.Element) -> set[str | None]:
    return {field.get("name") for field in form.iter(HTML + "input")}


def references(page: Page) -> list[str]:
    ids = [each.get("id") for each in page.root.iter() if each.get("id")]
    faults = [f"id '{each}' is used twice" for each in {one for one in ids if ids.count(one) > 1}]
    for each in page.root.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            targets = (each.get(attribute) or "").split()
            faults += [
                f"{attribute} points to '{target}', which is not there" for target in targets if target not in ids
            ]
    for link in page.all("a"):
        href = link.get("href", "")
        if href.startswith("#") and len(href) > 1 and href[1:] not in ids:
            faults.append(f"link to {href}, which is not there")
        if urlsplit(href).netloc and "noreferrer" not in link.get("rel", ""):
            faults.append(f"link to {urlsplit(href).netloc} would tell where it came from")
    return faults


def nothing_inline(page: Page) -> list[str]:
    faults = []
    for each in page.root.iter():
        faults += [f"inline {name}" for name in each.keys() if INLINE.match(name)]  # noqa: SIM118
        href = each.get("href") or each.get("src") or ""
        if href.startswith(("javascript:", "data:", "//")):
            faults.append(f"unsafe address {href[:30]}")
    faults += ["inline script" for script in page.all("script") if not script.get("src")]
    faults += ["inline style" for _ in page.all("style")]
    return faults


def security(headers: dict[str, str]) -> list[str]:
    lower = {name.lower(): value for name, value in headers.items()}
    faults = [f"header {name} is missing" for name, value in ALWAYS.items() if lower.get(name.lower()) != value]
    if "no-store" not in lower.get("cache-control", "") and "set-cookie" in lower:
        faults.append("a page that gives a cookie may not be kept")
    return faults


def vocabulary(page: Page, path: str) -> list[str]:
    faults = []
    if "/personale" not in path:
        said = QUOTED.sub("", page.text_of(page.root))
        if found := re.search(NEVER_SAID[page.language], said, re.IGNORECASE):
            around = said[max(0, found.start() - 30) : found.end() + 20]
            faults.append(f"we never say '{found.group()}': …{around}…")
    if PERSONAL_PATHS.match(path):
        if TELLING.search(page.title):
            faults.append(f"the title tells: {page.title}")
        if TELLING.search(path):
            faults.append(f"the address tells: {path}")
    return faults
