"""A page that refuses says what can be done, and leads there: with scripts there is no page to go back to."""

from typing import Any
from uuid import uuid4

import pytest

from app.web import cookies
from tests.clock import Clock
from tests.review import HTML, Page
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.plain import Plain
from tests.security.world import World

FORGED = {"csrf_token": "forged"}
WRITE_ON, OWN_PAGE, CODE = "/skriv", "/min-side", "/log-ind"


def ways(answer: Any) -> set[str]:
    """Where the page's own part leads."""
    (main,) = Page(answer.text).all("main")
    return {href for each in main.iter(f"{HTML}a") if (href := each.get("href", "")).startswith("/")}


def test_an_old_form_leads_to_what_this_browser_has(world: World) -> None:
    writer, visitor, stranger = world.writer(), world.visitor(), world.stranger()
    assert ways(writer.post("/skriv/ord", FORGED)) == {WRITE_ON, CODE, "/"}
    assert ways(visitor.post("/min-side/besked", FORGED)) == {OWN_PAGE, "/"}
    assert ways(stranger.post("/log-ind", FORGED)) == {CODE, "/"}
    english = visitor.post("/en/min-side/besked", FORGED)
    assert ways(english) == {f"/en{OWN_PAGE}", "/en"}


@pytest.mark.parametrize("refused", [FORGED, {"message": "x" * 300_000}])
def test_nothing_tells_to_go_back(world: World, refused: dict[str, str]) -> None:
    for browser, path in ((world.writer(), "/skriv/ord"), (world.visitor(), "/min-side/besked")):
        said = browser.post(path, refused).text
        assert "Gå tilbage" not in said
        assert "Intet er gemt" not in said, "what was sent before this is kept"


def test_what_is_gone_is_not_led_to(world: World) -> None:
    lost = Plain(world.app, {cookies.DRAFT: "gone", cookies.CITIZEN: "gone"})
    assert WRITE_ON not in ways(lost.post("/skriv/ord", {"own_words": "Hej"}))
    assert OWN_PAGE not in ways(lost.post("/min-side/besked", {"message": "Hej"}))


def test_a_page_that_closed_says_every_reason_it_may_have(world: World, clock: Clock) -> None:
    visitor = world.visitor()
    clock.pass_time(minutes=16)
    said = visitor.post("/min-side/besked", {"message": "Hej"}).text
    assert "et kvarter" in said
    assert "koden bliver skiftet" in said


def test_a_new_code_that_never_counts_is_called_so(world: World) -> None:
    """Two browsers change the code. The second has just written one down that opens nothing."""
    first, second = world.visitor(), world.visitor()
    for each in (first, second):
        assert each.post("/min-side/ny-kode").status_code == 303
    assert first.post("/min-side/ny-kode/skrevet", {"written_down": "1"}).status_code == 303
    answer = second.post("/min-side/ny-kode/skrevet", {"written_down": "1"})
    assert answer.status_code == 401
    assert "Koden, du lige så, gælder måske ikke" in answer.text
    assert "Prøv den" in answer.text
    assert CODE in ways(answer)


def test_a_new_code_that_ran_out_is_called_so(world: World, clock: Clock) -> None:
    visitor = world.visitor()
    visitor.post("/min-side/ny-kode")
    clock.pass_time(minutes=11)
    answer = visitor.post("/min-side/ny-kode/skrevet", {"written_down": "1"})
    assert answer.status_code == 409
    assert "Koden, du lige så, gælder ikke" in answer.text
    assert visitor.get("/min-side/ny-kode").status_code == 200


def test_a_reply_to_an_inquiry_that_was_deleted_says_what_may_have_happened(world: World) -> None:
    mette, inquiry_id = world.staff("mette"), world.written.inquiry_id
    assert world.visitor().post("/min-side/slet", {"sure": "1"}).status_code == 303
    for gone in (inquiry_id, uuid4()):
        answer = mette.post(f"/personale/henvendelse/{gone}/svar", {"message": "Vi ses"})
        assert answer.status_code == 404
        assert "har borgeren slettet alt" in answer.text
        assert "Vi ses" in answer.text
        assert ways(answer) == {"/personale"}
    assert "har borgeren slettet" not in world.stranger().get("/nowhere").text
