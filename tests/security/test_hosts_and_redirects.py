"""Nothing a visitor sends decides where anybody is led, or what the portal is called (security 3.7)."""

import re
from html import unescape
from itertools import product
from urllib.parse import quote, urlsplit

import pytest
from fastapi import FastAPI

from tests.browser import ORIGIN
from tests.guards.routes import every_route
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.seen import walk
from tests.security.world import World

EVIL_HOSTS = (
    "evil.example",
    "indgangen.test.evil.example",
    "indgangen.test:81",
    "evil.example#indgangen.test",
    "",
    "[::1]",
)
ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "%2f%2fevil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
    "/%0d%0aLocation:%20https://evil.example",
    "@evil.example",
    ".evil.example",
)
NAMES_FOR_NEXT = (
    "next",
    "url",
    "return",
    "return_to",
    "redirect",
    "goto",
    "continue",
    "centre",
    "retning",
    "efter",
    "del",
)


@pytest.mark.parametrize("host", EVIL_HOSTS)
def test_a_foreign_host_gets_nothing(world: World, host: str) -> None:
    answer = world.stranger().get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "set-cookie" not in answer.headers


def test_forwarded_names_are_not_believed(world: World) -> None:
    for header in ("x-forwarded-host", "x-host", "x-forwarded-server", "forwarded", "x-original-url", "x-rewrite-url"):
        for value in ("evil.example", "host=evil.example", "/personale/koe"):
            answer = world.stranger().get("/min-side", headers={header: value})
            assert answer.headers["location"] == "/log-ind"
            assert "evil" not in world.stranger().get("/", headers={header: value}).text


def test_probes_answer_to_any_name_and_tell_nothing(world: World) -> None:
    for path in ("/healthz", "/readyz"):
        answer = world.stranger().get(path, headers={"host": "10.0.0.7"})
        assert answer.status_code == 200
        assert len(answer.text) < 20


def test_redirects_stay_here(app: FastAPI, world: World) -> None:
    """Every redirect of every route leads to a path of ours, but the way out, which leads to the configured address."""
    led = 0
    for desk in (False, True):
        for seen in walk(app, world, desk=desk):
            target = seen.answer.headers.get("location")
            if target is None:
                continue
            led += 1
            if seen.route.path == "/ud":
                assert target == world.portal.settings.exit_url
            else:
                assert target.startswith("/"), f"{seen.route}: {target}"
                assert not target.startswith(("//", "/\\")), f"{seen.route}: {target}"
    assert led > 30


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "/%0d%0aLocation:%20https://evil.example"])
def test_nothing_that_is_sent_along_decides_where_to(app: FastAPI, world: World, target: str) -> None:
    form = dict.fromkeys(NAMES_FOR_NEXT, target)
    visitor = world.visitor()
    for route in every_route(app):
        if route.path.startswith(("/personale", "/ud", "/min-side/slet", "/min-side/ny-kode")):
            continue
        path = route.filled()
        query = "&".join(f"{name}={quote(target)}" for name in NAMES_FOR_NEXT)
        answer = visitor.get(f"{path}?{query}") if route.method == "GET" else visitor.post(f"{path}?{query}", form)
        assert answer.status_code < 500, route
        assert "evil" not in answer.headers.get("location", ""), route
        assert "evil" not in urlsplit(answer.headers.get("location", "")).netloc, route
        if "log-ud" in route.path:
            visitor = world.visitor()


@pytest.mark.parametrize("target", ELSEWHERE)
def test_the_way_out_leads_where_the_operator_said(world: World, target: str) -> None:
    query = "&".join(f"{name}={quote(target)}" for name in NAMES_FOR_NEXT)
    answer = world.stranger().get(f"/ud?{query}", headers={"referer": target.encode()})
    assert answer.headers["location"] == world.portal.settings.exit_url


def test_no_address_makes_a_page_that_links_away(world: World) -> None:
    """Also the page that says 'not found': its link to the other language is made of the address itself."""
    stranger, pages = world.stranger(), 0
    for prefix, target in product(("", "/en", "/en/en", "/da", "/haderslev"), ELSEWHERE):
        path = prefix + (target if target.startswith("/") else f"/{target}")
        answer = stranger.client.get(f"{ORIGIN}{path}")
        assert answer.status_code < 500
        assert not urlsplit(answer.headers.get("location", "")).netloc
        if "text/html" in answer.headers.get("content-type", ""):
            pages += 1
            for href in re.findall(r"<a\b[^>]*href=\"([^\"]*)\"", answer.text):
                assert not unescape(href).startswith(("//", "/\\", "\\", "javascript")), f"{path}: {href}"
                assert urlsplit(unescape(href)).netloc == "", f"{path}: {href}"
    assert pages > 30
