"""Fetching a page stores nothing, except where the page says why it must."""

import pytest
from fastapi import FastAPI

from app.portal import Portal
from tests.clock import Clock
from tests.guards.commits import committed
from tests.guards.doors import DOORS, Who
from tests.guards.routes import Route, every_route
from tests.security.plain import Plain
from tests.security.world import World

# What fetching may store, route by route, and why. The test fails as well when a line is no longer true.
MAY_STORE = {
    "own_page": ({"UPDATE messages"}, "an answer that was shown is read"),
    "code": ({"DELETE drafts"}, "the inquiry is proved to be stored, so its draft has done its work"),
    "leave": (
        {"DELETE drafts", "DELETE shown_codes", "DELETE citizen_sessions"},
        "the way out must work as a link; it only ever ends what this browser holds",
    ),
    "queue": ({"INSERT events"}, "every look at the queue is in the timeline (N12)"),
    "inquiry": ({"INSERT events", "UPDATE inquiries"}, "every opening is in the timeline, and what was new is read"),
}
# A session's last sight, once a minute, wherever there is a session.
SEEN = {"UPDATE citizen_sessions", "UPDATE staff_sessions"}


@pytest.fixture(params=["sqlite"])
def store_urls(store_urls: object) -> object:
    """What a route stores is decided above the database."""
    return store_urls


@pytest.fixture
def world(app: FastAPI, portal: Portal) -> World:
    return World(app, portal)


def everybody(world: World) -> dict[str, Plain]:
    """One browser of each kind, for each to fetch everything."""
    return {
        "stranger": world.stranger(),
        "writer": world.writer(),
        "sender": world.sender(world.an_inquiry()),
        "visitor": world.visitor(),
        "mette, whose it is": world.staff("mette"),
        "jens, whose it is not": world.staff("jens"),
    }


def fetch_everything(world: World, route: Route) -> set[str]:
    """What is stored when each kind of person fetches one route."""
    stored: set[str] = set()
    for who, browser in everybody(world).items():
        with committed() as now_stored:
            answer = browser.get(route.filled(inquiry_id=world.written.inquiry_id))
        assert answer.status_code < 500, f"{route} for {who}"
        stored |= now_stored
    return stored


def test_fetching_stores_what_is_listed_and_nothing_else(app: FastAPI, world: World) -> None:
    stored = {}
    for route in every_route(app):
        if route.method == "GET":
            stored[route.name] = stored.get(route.name, set()) | fetch_everything(world, route)
    assert {name: what for name, what in stored.items() if what} == {name: what for name, (what, _) in MAY_STORE.items()}


def test_a_minute_later_only_the_sessions_are_touched(app: FastAPI, world: World, clock: Clock) -> None:
    for route in every_route(app):
        if route.method == "GET" and route.name not in MAY_STORE and DOORS[route.name] is not Who.MACHINE:
            people = everybody(world)
            clock.pass_time(seconds=90)
            with committed() as stored:
                for browser in people.values():
                    browser.get(route.filled(inquiry_id=world.written.inquiry_id))
            assert stored <= SEEN, f"{route} stores {stored - SEEN}"


def test_asking_whether_it_is_ready_leaves_nothing_behind(world: World) -> None:
    with committed() as stored:
        assert world.stranger().get("/readyz").status_code == 200
    assert not stored


def test_the_guard_sees_what_is_stored(world: World) -> None:
    visitor = world.visitor()
    with committed() as stored:
        assert visitor.post("/min-side/besked", {"message": "Tak for svaret."}).status_code == 303
    assert {"INSERT messages", "INSERT events", "UPDATE inquiries"} <= stored


def test_the_guard_does_not_count_what_was_taken_back(world: World) -> None:
    from app.models import Staff

    with committed() as stored, pytest.raises(ZeroDivisionError), world.portal.data.writing() as session:
        session.get_one(Staff, world.mette_id).name = "Ingen"
        session.flush()
        raise ZeroDivisionError
    assert not stored
