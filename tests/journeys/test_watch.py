"""The watch itself is watched: what it is there to catch, it catches."""

from contextlib import suppress

from playwright.sync_api import Browser, Error

from tests.journeys.gallery import Eye, hanging
from tests.journeys.served import Served
from tests.journeys.visitors import PHONE, Visitors
from tests.pages.album import Album, Sheet

# Everything that must never be done, done once.
MISCHIEF = """() => {
  localStorage.setItem("code", "x");
  document.cookie = "seen=1";
  fetch("https://example.test/").catch(() => {});
  fetch("/static/vendor/findes-ikke.css").catch(() => {});
  const style = document.createElement("style");
  style.textContent = "body { color: red }";
  document.head.append(style);
  setTimeout(() => { throw new Error("fault") });
}"""
BAD_PAGE = """<!doctype html><html lang="da"><head><title>x</title></head><body><main><h1>x</h1>
<p style="color: #bbb; background: #fff">For lys.</p><p style="width: 2000px">For bred.</p><img src="/x.png">
<a href="/a" style="display: inline-block; width: 9px; height: 9px">a</a><a
 href="/b" style="display: inline-block; width: 9px; height: 9px">b</a></main></body></html>"""


def test_a_visitor_sees_mischief(chromium: Browser, served: Served) -> None:
    nadia = Visitors(chromium).at(served, PHONE)
    nadia.goes("/")
    nadia.page.evaluate(MISCHIEF)
    nadia.waits_until(lambda: any("script fault" in fault for fault in nadia.faults))
    nadia.page.wait_for_timeout(200)
    with suppress(Error):
        nadia.context.new_page().goto("https://elsewhere.test/")
    faults = "\n".join(nadia.closes())
    for said in (
        "CSP connect-src https://example.test/",
        "a request leaves for https://elsewhere.test/",
        "findes-ikke.css answered 404",
        "CSP style-src-elem inline",
        "script fault",
        "the browser keeps local",
        "cookie seen is not bound to this host",
        "cookie seen is not Secure",
    ):
        assert said in faults, f"nobody saw: {said}\n{faults}"


def test_an_honest_visit_is_not_blamed(chromium: Browser, served: Served) -> None:
    nadia = Visitors(chromium).at(served, PHONE)
    nadia.goes("/").goes("/log-ind").sends("/log-ind", code="x")
    assert nadia.closes() == []


def test_the_eye_sees_what_is_wrong(chromium: Browser) -> None:
    sheet = Sheet("bad", "", "GET", "/bad", "da", 200, {"content-type": "text/html"}, BAD_PAGE)
    with hanging(Album(sheets={"bad": sheet})) as wall:
        eye = Eye(chromium, wall)
        eye.looks_at(wall.sheets)
        faults = "\n".join(eye.closes())
    for said in ("color-contrast", "image-alt", "target-size", "px sideways"):
        assert said in faults, f"the eye does not see: {said}\n{faults}"
