"""A form that our own page did not send is refused, whatever it asks for, and nothing is stored (security 3.4)."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from fastapi import FastAPI

from app.web.protection import NEEDS_NO_TOKEN, TOKEN_FIELD
from tests.browser import ORIGIN
from tests.guards.doors import DOORS, Who
from tests.guards.routes import Route, every_route
from tests.security.contents import unchanged
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.plain import OWN_PAGE, Plain
from tests.security.seen import FILLED, may_enter
from tests.security.world import World

OLD_BROWSER = {"sec-fetch-site": None}  # sends an Origin with forms, and none of the newer headers
# What somebody else's page, or no page at all, would make a browser send. None takes a header away.
FOREIGN: dict[str, Mapping[str, str | None]] = {
    "another site": {"sec-fetch-site": "cross-site"},
    "a neighbour under the same name": {"sec-fetch-site": "same-site"},
    "typed or bookmarked": {"sec-fetch-site": "none"},
    "a foreign origin": {"origin": "https://evil.example"},
    "an origin that looks like ours": {"origin": f"{ORIGIN}.evil.example"},
    "our origin without its lock": {"origin": ORIGIN.replace("https", "http")},
    "another port": {"origin": f"{ORIGIN}:8443"},
    "no origin": {"origin": "null"},
    "an old browser on a foreign page": {**OLD_BROWSER, "origin": "https://evil.example"},
    "an old browser from nowhere": {**OLD_BROWSER, "origin": None},
    "a foreign referrer": {**OLD_BROWSER, "origin": None, "referer": "https://evil.example/https://indgangen.test/"},
    "a referrer that only begins like us": {**OLD_BROWSER, "origin": None, "referer": f"{ORIGIN}@evil.example/"},
}
# Kinds of body that a foreign page can send without asking first, or that no form of ours is.
KINDS = ("text/plain", "application/json", "application/octet-stream", "text/plain; application/x-www-form-urlencoded")


def posts(app: FastAPI) -> list[Route]:
    found = [route for route in every_route(app) if route.method != "GET"]
    assert len(found) > 25
    return found


def those_who_may(world: World, route: Route) -> dict[str, Plain]:
    """Whoever could do harm there without knowing it. The stranger as well, where there is nobody else."""
    people = may_enter(world, DOORS[route.name])
    return (
        people if DOORS[route.name] is Who.ANYBODY else {who: each for who, each in people.items() if who != "stranger"}
    )


def without(headers: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in {**OWN_PAGE, **headers}.items() if value is not None}


def forged(browser: Plain, path: str, headers: Mapping[str, str | None], form: Mapping[str, str]) -> int:
    """Send with exactly these headers and a token that is right, so that the headers alone decide."""
    data = {TOKEN_FIELD: browser.token(), **form}
    browser.client.headers = without(headers)
    try:
        return int(browser.client.post(path, data=data).status_code)
    finally:
        browser.client.headers = dict(OWN_PAGE)


def wrong_tokens(app: FastAPI, browser: Plain) -> Iterator[tuple[str, dict[str, Any]]]:
    right = browser.token()
    yield "no token", {}
    yield "an empty token", {TOKEN_FIELD: ""}
    yield "a wrong token", {TOKEN_FIELD: right[:-2] + ("A=" if right[-2] != "A" else "B=")}
    yield "a token cut short", {TOKEN_FIELD: right[:10]}
    yield "another session's token", {TOKEN_FIELD: Plain(app, {"__Host-s": "somebody-elses"}).token()}
    yield "a stranger's token", {TOKEN_FIELD: Plain(app, {"__Host-f": "another"}).token()}
    yield "the right token under another name", {"token": right}
    yield "the right one second", {TOKEN_FIELD: ["forged", right]}


def test_foreign_pages_send_nothing(app: FastAPI, world: World) -> None:
    for route in posts(app):
        path, form = route.filled(inquiry_id=world.written.inquiry_id), FILLED.get(route.name, {})
        people = those_who_may(world, route)
        with unchanged(world.portal):
            for who, browser in people.items():
                for what, headers in FOREIGN.items():
                    assert forged(browser, path, headers, form) == 403, f"{route} by {who} from {what}"


def test_forms_without_their_own_token_do_nothing(app: FastAPI, world: World) -> None:
    for route in posts(app):
        if route.path in NEEDS_NO_TOKEN:
            continue
        path, form = route.filled(inquiry_id=world.written.inquiry_id), FILLED.get(route.name, {})
        people = those_who_may(world, route)
        with unchanged(world.portal):
            for who, browser in people.items():
                for what, token in wrong_tokens(app, browser):
                    answer = browser.client.post(path, data={**form, **token})
                    assert answer.status_code == 403, f"{route} by {who} with {what}"


def test_bodies_that_are_no_form_do_nothing(app: FastAPI, world: World) -> None:
    for route in posts(app):
        if route.path in NEEDS_NO_TOKEN:
            continue
        people = those_who_may(world, route)
        with unchanged(world.portal):
            for (who, browser), kind in product(people.items(), KINDS):
                body = f"{TOKEN_FIELD}={browser.token()}&message=Hej".encode()
                path = route.filled(inquiry_id=world.written.inquiry_id)
                answer = browser.client.post(path, content=body, headers={"content-type": kind})
                assert answer.status_code == 403, f"{route} by {who} as {kind}"


def test_our_own_pages_in_old_browsers_are_believed(world: World) -> None:
    """The other side of it: an Origin alone, or a Referer alone, is enough for what is really ours."""
    for headers in ({**OLD_BROWSER}, {**OLD_BROWSER, "origin": None, "referer": f"{ORIGIN}/min-side"}):
        assert forged(world.visitor(), "/min-side/besked", headers, {"message": "Fra en gammel telefon"}) == 303


def test_no_header_turns_reading_into_doing(app: FastAPI, world: World) -> None:
    visitor = world.visitor()
    with unchanged(world.portal):
        for header in ("x-http-method-override", "x-method-override", "x-http-method"):
            visitor.get("/min-side/slet?sure=1&_method=POST", headers={header: "POST"})
            visitor.client.post(
                "/min-side?_method=DELETE", data={TOKEN_FIELD: visitor.token()}, headers={header: "GET"}
            )


def test_the_token_changes_when_somebody_signs_in(world: World) -> None:
    """A token from before the sign-in is worth nothing after it, so nobody can plant one."""
    browser = Plain(world.app)
    before = browser.token()
    browser.post("/log-ind", {"code": world.written.code})
    assert browser.token() != before
    assert browser.client.post("/min-side/besked", data={TOKEN_FIELD: before, "message": "Hej"}).status_code == 403


def test_nothing_but_leaving_goes_without_a_token() -> None:
    assert {"/ud"} == NEEDS_NO_TOKEN
