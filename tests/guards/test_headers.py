"""What every answer says to the browser: on every route, with every status, and for what never reached a route."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response

from app.main import create_app
from app.rules.triage import Role
from app.vault.codes import Busy, grouped, new_code
from app.web.headers import ALWAYS
from app.web.limits import WRONG_CODES
from app.web.pages import STATIC, Pages
from tests.guards.doors import DOORS, Who
from tests.guards.observatory import Answer, examined, score
from tests.guards.routes import every_route, static_mounts
from tests.security.plain import Plain
from tests.security.world import World

LOWEST_SCORE = 115
WANTED = {
    "Content-Security-Policy": "default-src 'none'",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
TELLS_OF_US = ("server", "x-powered-by", "x-xss-protection")
# What a policy must not allow, wherever it stands.
NEVER_IN_A_POLICY = ("unsafe", "http:", "https:", "data:", "blob:", "*", "nonce-")


@contextmanager
def broken(where: Any, name: str, error: BaseException) -> Iterator[None]:
    """A part of the program that fails for as long as the block runs."""

    def fails(*_: Any, **__: Any) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, fails)
        yield


def too_many_guesses(world: World) -> Response:
    stranger, code = world.stranger(), grouped(new_code())
    answers = [stranger.post("/log-ind", {"code": code}) for _ in range(WRONG_CODES.amount + 1)]
    return answers[-1]


def broken_page(world: World) -> Response:
    """A fault that no handler knows, while a page is made: only the outermost layer is left to answer."""
    with broken(Pages, "render", ValueError("a private word")):
        return world.stranger().get("/trygt")


def busy(world: World) -> Response:
    with broken(world.portal.vault, "open_with_code", Busy()):
        return world.stranger().post("/log-ind", {"code": new_code()})


STATUSES: dict[int, Callable[[World], Response]] = {
    200: lambda world: world.visitor().get("/min-side"),
    303: lambda world: world.stranger().get("/min-side"),
    400: lambda world: world.stranger().get("/", headers={"host": "elsewhere.example"}),
    401: lambda world: world.stranger().post("/min-side/besked", {"message": "Hej"}),
    403: lambda world: world.stranger().post("/log-ind", {"csrf_token": "forged"}),
    404: lambda world: world.stranger().get("/nowhere"),
    405: lambda world: world.stranger().client.put("/log-ind"),
    409: lambda world: world.staff("søren", role=Role.ADMINISTRATOR).get("/personale/registrer"),
    413: lambda world: world.stranger().post("/log-ind", {"code": "0" * 300_000}),
    422: lambda world: world.stranger().post("/log-ind", {"code": "7KQM"}),
    429: too_many_guesses,
    500: broken_page,
    503: busy,
}


@pytest.mark.parametrize("status", STATUSES)
def test_headers_stand_on_every_status(status: int, world: World) -> None:
    answer = STATUSES[status](world)
    assert answer.status_code == status
    require_headers(answer)
    assert answer.headers["cache-control"] == "no-store"
    assert "Cookie" in answer.headers["vary"]


def test_a_head_and_an_options_request_are_covered_too(world: World) -> None:
    for method, status in (("HEAD", 303), ("OPTIONS", 405), ("TRACE", 405), ("DELETE", 405)):
        answer = world.stranger().client.request(method, "/min-side")
        assert answer.status_code == status
        require_headers(answer)


def test_headers_stand_on_every_route_for_everybody(app: FastAPI, world: World) -> None:
    """And nothing that is made for somebody may be kept by anything in between (security 2.2, row 30)."""
    for route in every_route(app):
        for browser in people_at(world, DOORS[route.name]):
            answer = browser.send(route.method, route.filled(inquiry_id=world.written.inquiry_id))
            assert answer.status_code < 500, route
            require_headers(answer)
            assert answer.headers["cache-control"] == "no-store", route
            assert {"Cookie", "HX-Request"} <= {each.strip() for each in answer.headers["vary"].split(",")}, route
            assert "noindex" in answer.headers["x-robots-tag"], route


def people_at(world: World, who: Who) -> list[Plain]:
    """A stranger and somebody who may enter."""
    match who:
        case Who.WRITER:
            return [world.stranger(), world.writer()]
        case Who.SENDER:
            return [world.stranger(), world.sender(world.an_inquiry()), world.writer()]
        case Who.COLLEAGUE | Who.OPENER:
            return [world.stranger(), world.staff("mette")]
        case _:
            return [world.stranger(), world.visitor(world.an_inquiry())]


def test_static_files_have_the_headers_and_may_be_kept(app: FastAPI, world: World) -> None:
    for folder in static_mounts(app):
        name = next(each for each in (STATIC / Path(folder).name).rglob("*") if each.is_file())
        path = f"/static/{name.relative_to(STATIC).as_posix()}"
        stamped, bare = world.stranger().get(f"{path}?v=1"), world.stranger().get(path)
        again = world.stranger().get(path, headers={"if-none-match": bare.headers["etag"]})
        assert [each.status_code for each in (stamped, bare, again)] == [200, 200, 304]
        for answer in (stamped, bare, again, world.stranger().get(f"{path}.gone")):
            require_headers(answer)
            assert "set-cookie" not in answer.headers
        assert "immutable" in stamped.headers["cache-control"]
        assert "no-store" not in bare.headers["cache-control"]


def test_a_missing_static_file_is_not_kept(world: World) -> None:
    assert world.stranger().get("/static/js/gone.js?v=1").headers["cache-control"] == "no-store"


def test_the_policy_allows_nothing_but_ourselves() -> None:
    policy = ALWAYS["Content-Security-Policy"]
    assert not [bad for bad in NEVER_IN_A_POLICY if bad in policy]
    assert policy.startswith("default-src 'none';")
    for must in ("base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'", "object-src 'none'"):
        assert must in policy
    assert "max-age=63072000" in ALWAYS["Strict-Transport-Security"]


@pytest.mark.parametrize("path", ["/", "/log-ind", "/haderslev", "/personale/log-ind", "/nowhere"])
def test_an_examination_of_the_headers_gives_the_best_mark(path: str, world: World) -> None:
    browser = world.stranger()
    browser.client.cookies.clear()  # somebody who has never been here
    answer = browser.get(path)
    seen = Answer(dict(answer.headers), tuple(answer.headers.get_list("set-cookie")), answer.text)
    assert score(seen) >= LOWEST_SCORE, examined(seen)


def test_the_examination_can_fail() -> None:
    assert score(Answer({}, (), "")) < 50
    weak = {"content-security-policy": "default-src 'self' 'unsafe-inline'", "referrer-policy": "unsafe-url"}
    assert score(Answer(weak, ("a=b",), '<script src="http://elsewhere.example/a.js">')) < 0


def test_a_demonstration_of_one_side_has_them_as_well(world: World, settings: Any) -> None:
    """The headers are the application's, whatever role and mode it runs in."""
    portal = replace(world.portal, settings=replace(settings, exit_url="https://example.org/"))
    answer = World.stranger.__get__(replace_app(world, create_app(portal)))().get("/")
    require_headers(answer)


def replace_app(world: World, app: FastAPI) -> World:
    other = object.__new__(World)
    other.app, other.portal = app, world.portal
    return other


def require_headers(answer: Response) -> None:
    for name, value in WANTED.items():
        assert value in answer.headers.get(name, ""), f"{answer.request.url}: {name}"
    for name, value in ALWAYS.items():
        assert answer.headers.get(name) == value, f"{answer.request.url}: {name}"
    assert not [name for name in TELLS_OF_US if name in answer.headers]
    for cookie in answer.headers.get_list("set-cookie"):
        name, _, rest = cookie.partition("=")
        assert name.startswith("__Host-"), cookie
        assert all(word in rest for word in ("Secure", "HttpOnly", "SameSite=strict", "Path=/")), cookie
        assert "Domain" not in rest, cookie
