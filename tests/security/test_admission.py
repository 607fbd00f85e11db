"""Who comes when it is full is told at once, politely, and nobody else notices (R13, R14)."""

import threading
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from app.web import admission
from app.web.admission import Admission, Lane, lane_of
from tests.browser import Browser
from tests.security.plain import Plain
from tests.security.world import World


def gate(app: FastAPI) -> Admission:
    """The layer itself, found among those around the routes."""
    app.middleware_stack = app.middleware_stack or app.build_middleware_stack()
    layer = app.middleware_stack
    while not isinstance(layer, Admission):
        layer = layer.app  # type: ignore[union-attr]
    return layer


@pytest.fixture
def full(app: FastAPI) -> Iterator[Admission]:
    """Every lane of the door is full; the desk is not."""
    layer = gate(app)
    layer.inside[Lane.DOOR], layer.inside[Lane.CODES] = admission.MOST[Lane.DOOR], admission.MOST[Lane.CODES]
    yield layer
    layer.inside.clear()


@pytest.mark.parametrize(
    ("method", "path", "lane"),
    [
        ("GET", "/skriv/ord", Lane.DOOR),
        ("GET", "/tjek", Lane.DOOR),
        ("POST", "/tjek", Lane.CODES),
        ("POST", "/log-ind", Lane.CODES),
        ("GET", "/personale/koe", Lane.DESK),
        ("POST", "/personale/log-ind", Lane.DESK),
        ("GET", "/static/css/portal.css", None),
        ("GET", "/healthz", None),
        ("POST", "/ud", None),
    ],
)
def test_each_is_counted_where_it_belongs(method: str, path: str, lane: Lane | None) -> None:
    assert lane_of(method, path) is lane


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_for_who_is_turned_away_says_whom_to_call(app: FastAPI, language: str) -> None:
    visitor = Browser(app, language=language)
    page = visitor.go("/log-ind", expect=503)
    phones = {each.get("href", "") for each in page.all("a")}
    assert {"tel:112"} < {each for each in phones if each.startswith("tel:")}
    assert visitor.response.headers["retry-after"] == "60"
    assert "set-cookie" not in visitor.response.headers
    visitor.go("/log-ind", expect=503)  # and again, from memory


@pytest.mark.usefixtures("full")
def test_leaving_asking_and_the_desk_go_on(world: World) -> None:
    visitor = world.stranger()
    assert visitor.get("/ud").status_code == 303
    assert visitor.get("/healthz").status_code == 200
    assert world.staff("mette").get("/personale/koe").status_code == 200
    assert visitor.post("/tjek").status_code == 503


@pytest.mark.usefixtures("full")
def test_what_is_kept_in_memory_is_there_for_everybody(app: FastAPI) -> None:
    layer = gate(app)
    app.state.pages.kept.on = True
    inside, layer.inside[Lane.DOOR] = layer.inside[Lane.DOOR], 0
    assert Plain(app).get("/").status_code == 200
    layer.inside[Lane.DOOR] = inside
    assert Plain(app).get("/").status_code == 200
    assert Plain(app).get("/trygt").status_code == 503


def test_a_place_is_given_back_however_a_request_ends(world: World) -> None:
    layer = gate(world.app)
    visitor = world.visitor()
    for path in ("/min-side", "/findes-ikke/her", "/min-side/tid"):
        visitor.get(path)
    visitor.post("/min-side/besked", {"message": "Hej"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.portal.vault.keystore, "reading", None)
        assert visitor.get("/min-side").status_code == 500
    assert not +layer.inside


def test_no_more_are_inside_than_there_are_places(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve at once where four have room: four wait inside, and the others know at once."""
    monkeypatch.setitem(admission.MOST, Lane.CODES, 4)
    inside, over, answers = threading.Semaphore(0), threading.Event(), []
    real = world.portal.vault.mint

    def slow() -> object:
        inside.release()
        over.wait(10)
        return real()

    monkeypatch.setattr(world.portal.vault, "mint", slow)
    writers = [world.writer() for _ in range(12)]
    threads = [
        threading.Thread(target=lambda each=each: answers.append(each.post("/tjek").status_code)) for each in writers
    ]
    for thread in threads:
        thread.start()
    assert inside.acquire(timeout=10)
    while len(answers) < 8:
        over.wait(0.01)
    assert answers == [503] * 8
    over.set()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303] * 4 + [503] * 8
