"""'Forlad siden' (security 3.14): away at once, nothing kept, and nothing of ours behind Back."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.models import CitizenSession, Draft
from tests.journeys import doing
from tests.journeys.served import EXIT_URL, Served
from tests.journeys.visitors import PHONE, Visitor, Visitors

AT_ONCE_MS = 50
BEFORE_US = EXIT_URL + "hvor-hun-kom-fra"
CLICK = """() => {
  const link = document.querySelector("[data-exit-url]"), began = performance.now();
  link.click();
  return [performance.now() - began, getComputedStyle(document.body).display, document.title.trim()];
}"""


def drafts_and_visits(served: Served) -> tuple[int, int]:
    with served.portal.vault.keystore.reading() as session:
        drafts = session.scalar(select(func.count()).select_from(Draft))
        visits = session.scalar(select(func.count()).select_from(CitizenSession))
    return drafts or 0, visits or 0


def a_draft(nadia: Visitor) -> None:
    doing.begin(nadia)
    doing.go_on(nadia, until="fylder")


def an_own_page(nadia: Visitor) -> None:
    doing.write(nadia)
    doing.send(nadia)
    doing.write_down(nadia)


@pytest.mark.parametrize("place", [a_draft, an_own_page], ids=["draft", "own-page"])
def test_the_page_is_gone_at_once_and_nothing_is_left(
    visitors: Visitors, served: Served, place: Callable[[Visitor], None]
) -> None:
    nadia = visitors.at(served, PHONE).knows_elsewhere()
    nadia.page.goto(BEFORE_US)
    before = drafts_and_visits(served)
    place(nadia)
    took, display, title = nadia.page.evaluate(CLICK)
    assert took < AT_ONCE_MS
    assert display == "none"
    assert title == ""
    nadia.page.wait_for_url(EXIT_URL)
    nadia.waits_until(lambda: nadia.cookies() == [])
    assert drafts_and_visits(served) == before

    nadia.goes_back()
    assert nadia.page.url == BEFORE_US, "there is a page of ours behind Back"


def test_pressing_it_with_a_finger(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE, has_touch=True).knows_elsewhere()
    nadia.goes("/haderslev")
    nadia.page.locator("[data-exit-url]").tap()
    nadia.page.wait_for_url(EXIT_URL)


def test_three_times_shift_leads_away_and_typing_capitals_does_not(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served).knows_elsewhere()
    doing.begin(nadia)
    doing.go_on(nadia, until="ord")
    nadia.page.locator("textarea").click()
    for letter in "NEJ":
        nadia.page.keyboard.press(f"Shift+{letter}")
    assert nadia.path == "/skriv/ord"
    for _ in range(3):
        nadia.page.keyboard.press("Shift")
    nadia.page.wait_for_url(EXIT_URL)
    nadia.waits_until(lambda: nadia.cookies() == [])


def test_without_scripts_the_server_leads_away_and_back_shows_nothing_written(
    visitors: Visitors, served: Served
) -> None:
    nadia = visitors.at(served, PHONE, scripts=False)
    a_draft(nadia)
    before = drafts_and_visits(served)
    with nadia.page.expect_event("requestfailed", lambda request: request.url == EXIT_URL):
        nadia.page.locator("[data-exit-url]").click()
    assert nadia.left_for == [EXIT_URL]
    assert nadia.cookies() == []
    assert drafts_and_visits(served)[0] == before[0] - 1
    nadia.goes_back()
    assert nadia.path == "/", "the draft is gone, so its page leads to the front page"


def test_it_leads_away_when_the_server_is_gone(visitors: Visitors, brief_served: Served) -> None:
    nadia = visitors.at(brief_served, PHONE).knows_elsewhere()
    doing.begin(nadia)
    brief_served.stops()
    nadia.server_may_be_away = True
    took, display, _ = nadia.page.evaluate(CLICK)
    assert took < AT_ONCE_MS
    assert display == "none"
    nadia.page.wait_for_url(EXIT_URL)
    assert "Vejret" in nadia.h1


def test_it_is_the_first_thing_on_the_page_and_large_enough(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    for path in ("/", "/begynd/selv", "/log-ind", "/trygt", "/findes-ikke"):
        nadia.goes(path)
        nadia.page.keyboard.press("Tab")  # past the skip link
        nadia.page.keyboard.press("Tab")
        assert "Forlad siden" in nadia.focused, path
        nadia.page.mouse.wheel(0, 2000)
        box = nadia.page.locator("[data-exit-url]").bounding_box()
        assert box is not None
        assert box["height"] >= 44, path
        assert 0 <= box["y"] < 100, f"it scrolls out of sight on {path}"
