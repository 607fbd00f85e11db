"""A store is away: everybody is told, with a telephone number, and nothing is thanked for that is not stored.

When it is back, everything goes on without a restart (issue 2, 'Bad input').
"""

import time
from collections.abc import Callable

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from app.database import Store
from app.models import Inquiry
from tests.guards.doors import DOORS, Who
from tests.guards.routes import every_route
from tests.security.away import away
from tests.security.contents import contents
from tests.security.seen import FILLED, may_enter
from tests.security.world import World

PHONE = 'href="tel:112"'
WHICH: dict[str, Callable[[World], tuple[Store, ...]]] = {
    "data": lambda world: (world.portal.data,),
    "keys": lambda world: (world.portal.vault.keystore,),
    "both": lambda world: (world.portal.data, world.portal.vault.keystore),
}
# Answers of a process that cannot reach a store: a page about it, or something that needs none.
PROPER = {200, 204, 303, 401, 404, 405, 409, 422, 503}
LONGEST_SECONDS = 8.0
# What says yes though a store is away, because it needs the other one alone, or none.
NOTHING_TO_STORE = {"leave", "leave_quietly", "sign_out_citizen", "sign_out", "throw_away"}  # what is left dies of age
DOES_NOT_NEED = {
    "data": NOTHING_TO_STORE | {"start", "answer", "offer_code"},
    "keys": NOTHING_TO_STORE
    | {"release", "begin_clarifying", "claim", "remove_days", "remove_feed", "alarms_seen"}
    | {"add_participant", "remove_participant", "end_deputy", "settle_follow_up", "stop_using_form"},
    "both": NOTHING_TO_STORE,
}
# What may be left of something that broke in the middle: keys without an inquiry, and what was to be forgotten
# is forgotten, for its keys go first.
MAY_BE_LEFT = {"case_keys", "shown_codes", "forgotten"}


@pytest.mark.parametrize("which", WHICH)
def test_probes_tell_the_machine(world: World, which: str) -> None:
    assert world.stranger().get("/readyz").status_code == 200
    with away(*WHICH[which](world)):
        assert world.stranger().get("/healthz").status_code == 200
        ready = world.stranger().get("/readyz")
        assert ready.status_code == 503
        assert set(ready.text.removeprefix("not ready:").replace(",", " ").split()) == (
            {"data", "keys"} if which == "both" else {which}
        )
    assert world.stranger().get("/readyz").status_code == 200


@pytest.mark.parametrize("which", WHICH)
def test_a_person_who_sends_is_told_and_may_send_again(world: World, which: str) -> None:
    writer = world.writer()
    before = contents(world.portal)
    with away(*WHICH[which](world)):
        answer = writer.post("/tjek")
        assert answer.status_code == 503
        assert PHONE in answer.text
        assert "ikke sendt" in answer.text
        assert answer.headers["retry-after"]
    after = contents(world.portal)
    assert {table for table in before if before[table] != after[table]} <= {"case_keys", "shown_codes"}
    with world.portal.data.reading() as session:
        count = session.scalar(select(func.count()).select_from(Inquiry))
    assert writer.get("/tjek").status_code == 200, "the draft is lost"
    assert writer.post("/tjek").headers["location"] == "/kode"
    assert 'id="code"' in writer.get("/kode").text
    with world.portal.data.reading() as session:
        assert session.scalar(select(func.count()).select_from(Inquiry)) == (count or 0) + 1


@pytest.mark.parametrize("which", WHICH)
def test_what_was_typed_is_given_back(world: World, which: str) -> None:
    visitor, mette, words = world.visitor(), world.staff("mette"), "Det tog mig en time at skrive det her."
    path = f"/personale/henvendelse/{world.written.inquiry_id}"
    with away(*WHICH[which](world)):
        for browser, where, field in ((visitor, "/min-side/besked", "message"), (mette, f"{path}/svar", "message")):
            answer = browser.post(where, {field: words})
            assert answer.status_code == 503, where
            assert words in answer.text
            assert PHONE in answer.text
    assert visitor.post("/min-side/besked", {"message": words}).status_code == 303
    assert words in visitor.get("/min-side").text


@pytest.mark.parametrize("which", WHICH)
def test_a_code_is_not_called_wrong_because_a_store_is_away(world: World, which: str) -> None:
    with away(*WHICH[which](world)):
        answer = world.stranger().post("/log-ind", {"code": world.written.code})
        assert answer.status_code == 503
        assert "åbner ikke noget" not in answer.text
    assert world.stranger().post("/log-ind", {"code": world.written.code}).headers["location"] == "/min-side"


@pytest.mark.parametrize("which", WHICH)
def test_no_route_falls_over(app: FastAPI, world: World, which: str) -> None:
    """Every route for everybody: a page that says so, soon, and never a fault that nobody foresaw."""
    people = {who: may_enter(world, who) for who in Who}
    before = contents(world.portal)
    with away(*WHICH[which](world)):
        for route in every_route(app):
            if DOORS[route.name] is Who.MACHINE:
                continue
            for who, browser in people[DOORS[route.name]].items():
                began = time.monotonic()
                path, form = route.filled(inquiry_id=world.written.inquiry_id), FILLED.get(route.name, {})
                answer = browser.send(route.method, path, form)
                assert answer.status_code in PROPER, f"{route} for {who}: {answer.status_code}"
                assert time.monotonic() - began < LONGEST_SECONDS, route
                if answer.status_code == 503:
                    assert PHONE in answer.text, route
                if route.method == "POST" and answer.status_code == 303:
                    led_on = answer.headers["location"] in ("/kode", "/log-ind")  # nothing to send, or no draft
                    assert route.name in DOES_NOT_NEED[which] or led_on, f"{route} thanks for what is not stored"
    after = contents(world.portal)
    # Deeds that need the data alone (``DOES_NOT_NEED``) are done while the keys are away, and tell of it.
    told = {"events", "meeting_participants"} if which == "keys" else set()
    assert not {table for table in after if len(after[table]) > len(before[table])} - MAY_BE_LEFT - told


def test_the_front_page_and_the_way_out_need_no_store(world: World) -> None:
    visitor = world.visitor()
    with away(world.portal.data, world.portal.vault.keystore):
        for path in ("/", "/haderslev", "/trygt", "/privatliv", "/rettigheder", "/was", "/log-ind", "/en/"):
            assert visitor.get(path).status_code == 200, path
        assert visitor.get("/ud").headers["location"] == world.portal.settings.exit_url
