"""The pages of times are easy to read, in every state: LIX at most 30 where something is filled in (words.md)."""

from app.rules.plain_text import lix
from app.rules.services import Mode
from tests.booking.calendar import Open, at, key
from tests.booking.door import wants
from tests.browser import Browser
from tests.pages.words import has_fields, reading_text
from tests.people import Nadia


def test_every_page_of_times_is_easy_to_read(nadia: Nadia, haderslev: Open) -> None:
    browser = nadia.sends().writes_it_down()
    read: dict[str, float] = {}

    def reads(state: str) -> None:
        most = 30 if has_fields(browser.page.root) else 35
        read[state] = lix(reading_text(browser.page.root)) / most

    for path in ("tider", "tider?maade=phone", "tider?dag=2026-11-25", "ingen-tid-passer", "ring-mig-op"):
        browser.go(f"/min-side/{path}")
        reads(path)
    for mode in Mode:
        wants(browser, key(at(26, 11), mode, haderslev.mette))
        reads(f"tid, {mode}")
    wants(browser, "x", expect=409)
    reads("væk")
    booked(browser, haderslev)
    for path in ("", "/tider", "/tid/afbud", "/det-ved-vi"):
        browser.go(f"/min-side{path}")
        reads(f"har en tid: {path}")
    hard = {state: round(much, 2) for state, much in read.items() if much > 1}
    assert not hard


def booked(browser: Browser, haderslev: Open) -> None:
    wants(browser, key(at(26, 11), Mode.IN_PERSON, haderslev.mette))
    browser.press(form="/min-side/tid")
