"""What a first visit weighs: at most 40 kB of HTML, CSS and JavaScript, packed, and 40 kB of fonts."""

import gzip
import re
import sys

import pytest

from app.web.pages import STATIC
from tests.browser import Browser
from tests.review import Page

MOST_CODE = 40_000
MOST_FONTS = 40_000
AS_SERVED = 4  # the level at which app.main packs static files
FONT = re.compile(r'url\("?\.\./(fonts/[^")]+)"?\)')


def addresses(page: Page) -> list[str]:
    """Style sheets and scripts that the page asks for."""
    sheets = [each.get("href", "") for each in page.all("link") if each.get("rel") == "stylesheet"]
    return sheets + [each.get("src", "") for each in page.all("script")]


def content(address: str) -> bytes:
    return (STATIC / address.removeprefix("/static/").partition("?")[0]).read_bytes()


def packed(content: bytes) -> int:
    return len(gzip.compress(content, AS_SERVED))


def fonts_asked_for(page: Page) -> set[str]:
    """The fonts' addresses as the style sheets write them."""
    sheets = (address for address in addresses(page) if ".css" in address)
    return {f"/static/vendor/{font}" for sheet in sheets for font in FONT.findall(content(sheet).decode())}


@pytest.mark.parametrize("path", ["/", "/haderslev", "/ishoej", "/koebenhavn", "/en/"])
def test_the_front_page_is_light(door: Browser, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = door.go(path)
    html = packed(page.html.encode())
    code = {address.partition("?")[0]: packed(content(address)) for address in addresses(page)}
    fonts = {address.partition("?")[0]: len(content(address)) for address in fonts_asked_for(page)}
    total, font_total = html + sum(code.values()), sum(fonts.values())
    with capsys.disabled():
        sys.stderr.write(f"\n{path}: {total} bytes packed (HTML {html}, {code}), fonts {font_total}\n")
    assert total <= MOST_CODE
    assert 0 < font_total <= MOST_FONTS


def test_a_font_that_is_preloaded_is_the_one_that_is_used(door: Browser) -> None:
    """Another address, even by its query alone, would be fetched twice."""
    page = door.go("/")
    preloaded = {each.get("href", "") for each in page.all("link") if each.get("as") == "font"}
    assert preloaded <= fonts_asked_for(page)


def test_nothing_comes_from_anywhere_else(door: Browser) -> None:
    page = door.go("/")
    everything = [
        each.get("href") or each.get("src") or "" for tag in ("link", "script", "img") for each in page.all(tag)
    ]
    assert all(address.startswith("/static/") for address in everything), everything
