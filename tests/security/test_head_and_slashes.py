"""HEAD tells what GET would, without the page; an address with a slash too many leads to the one without."""

import logging

import pytest
from fastapi import FastAPI

from tests.guards.routes import every_route
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.plain import Plain
from tests.security.world import World

# What differs from one answer to the next whatever the method: the form cookie is drawn anew, the length with it.
DRAWN = frozenset({"date", "set-cookie", "content-length"})


def kinds(world: World, *, desk: bool) -> list[Plain]:
    if desk:
        return [world.stranger(), world.staff("mette")]
    return [world.stranger(), world.writer(), world.visitor()]


def test_head_answers_like_get_without_the_page(app: FastAPI, world: World) -> None:
    asked = 0
    for route in every_route(app):
        if route.method != "GET":
            continue
        path = route.filled(inquiry_id=world.written.inquiry_id)
        for got, headed in zip(kinds(world, desk=route.at_desk), kinds(world, desk=route.at_desk), strict=True):
            whole, head = got.get(path), headed.client.head(path)
            assert head.status_code == whole.status_code, route
            assert not head.content, route
            assert told(head.headers) == told(whole.headers), route
            assert ("content-length" in head.headers) is ("content-length" in whole.headers), route
            asked += 1
    assert asked > 60


def told(headers: object) -> dict[str, str]:
    return {name: value for name, value in dict(headers).items() if name not in DRAWN}  # type: ignore[call-overload]


def test_head_on_what_is_only_sent_is_refused_as_get_is(world: World) -> None:
    answer = world.stranger().client.head("/min-side/besked")
    assert (answer.status_code, answer.content) == (world.stranger().get("/min-side/besked").status_code, b"")
    assert world.stranger().client.head("/nowhere").status_code == 404


def test_probes_and_files_answer_head(world: World) -> None:
    for path in ("/healthz", "/readyz", "/static/js/door.js"):
        answer = world.stranger().client.head(path)
        assert (answer.status_code, answer.content) == (200, b""), path


def test_the_log_names_the_method_that_was_asked(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="indgang"):
        world.stranger().client.head("/haderslev")
    assert "HEAD /{centre_key} 200" in caplog.text


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/haderslev/", "/haderslev"),
        ("/personale/", "/personale"),
        ("/log-ind/", "/log-ind"),
        ("/en/log-ind/", "/en/log-ind"),
        ("/begynd/selv/?centre=haderslev", "/begynd/selv?centre=haderslev"),
        ("/healthz/", "/healthz"),
        ("/s%C3%B8g%3F%23/", "/s%C3%B8g%3F%23"),
    ],
)
def test_one_slash_too_many_leads_to_the_address_without_it(world: World, asked: str, led_to: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        answer = world.stranger().client.request(method, asked)
        assert answer.status_code == 308, method
        assert answer.headers["location"] == led_to
        assert answer.headers["cache-control"] == "no-store"


def test_what_is_sent_to_the_address_with_a_slash_arrives(world: World) -> None:
    visitor = world.visitor()
    form = {"csrf_token": visitor.token(), "message": "Hej"}
    answer = visitor.client.post("/min-side/besked/", data=form, follow_redirects=False)
    assert visitor.client.post(answer.headers["location"], data=form).status_code == 303


@pytest.mark.parametrize("root", ["/", "/en/", "/en", ""])
def test_the_front_page_is_no_slash_too_many(world: World, root: str) -> None:
    assert world.stranger().get(root).status_code == 200


@pytest.mark.parametrize("prefix", ["", "/en", "/en/en"])
@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "///evil.example//",
        "/%2fevil.example/",
        "/%2f%2fevil.example/",
        "/\\evil.example/",
        "/%5cevil.example/",
        "/%09/evil.example/",
        "/%0d%0aLocation:%20https://evil.example/",
        "//",
        "///",
        "/%2f",
    ],
)
def test_a_slash_too_many_never_leads_elsewhere(world: World, prefix: str, path: str) -> None:
    answer = world.stranger().client.get(f"https://indgangen.test{prefix}{path}")
    location = answer.headers.get("location", "/")
    assert location.startswith("/"), location
    assert not location.startswith(("//", "/\\")), location
    assert "\\" not in location
    assert answer.status_code < 500
