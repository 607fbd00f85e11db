"""Fetching a page stores nothing, except where the page says why it must."""

from collections import defaultdict

from fastapi import FastAPI

from app.models import Staff
from tests.clock import Clock
from tests.guards.commits import committed
from tests.guards.doors import DOORS, Who
from tests.guards.routes import every_route
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
    "ask_put_forward": ({"INSERT events"}, "every opening of a proposal is in the timeline"),
    "worklist": ({"INSERT events"}, "young people's ages are read for it: a look at a list, as the queue is (N12)"),
    "inquiry": ({"INSERT events", "UPDATE inquiries"}, "every opening is in the timeline, and what was new is read"),
}
# A session's last sight, once a minute, wherever there is a session.
SEEN = {"UPDATE citizen_sessions", "UPDATE staff_sessions"}


def people(world: World, *, desk: bool) -> list[Plain]:
    """One browser of each kind that has any business on that side, to fetch everything there."""
    if desk:  # Mette, whose inquiry it is, and Jens, whose it is not
        return [world.stranger(), world.staff("mette"), world.staff("jens")]
    return [world.stranger(), world.writer(), world.sender(world.an_inquiry()), world.visitor()]


def test_fetching_stores_what_is_listed_and_nothing_else(app: FastAPI, world: World) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for route in every_route(app):
        if route.method != "GET":
            continue
        for browser in people(world, desk=route.at_desk):
            with committed() as stored:
                answer = browser.get(route.filled(inquiry_id=world.written.inquiry_id))
            assert answer.status_code < 500, route
            found[route.name] |= stored
    assert {name: what for name, what in found.items() if what} == {name: what for name, (what, _) in MAY_STORE.items()}


def test_a_minute_later_only_the_sessions_are_touched(app: FastAPI, world: World, clock: Clock) -> None:
    for route in every_route(app):
        if route.method == "GET" and route.name not in MAY_STORE and DOORS[route.name] is not Who.MACHINE:
            browsers = people(world, desk=route.at_desk)
            clock.pass_time(seconds=90)
            with committed() as stored:
                for browser in browsers:
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
    assert {"INSERT messages", "INSERT events"} <= stored


def test_the_guard_does_not_count_what_was_taken_back(world: World) -> None:
    with committed() as stored, world.portal.data.reading() as session:
        session.get_one(Staff, world.mette_id).name = "Ingen"
        session.flush()
    assert not stored
