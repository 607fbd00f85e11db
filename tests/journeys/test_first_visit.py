"""The first page a person sees: nothing twice, nothing from elsewhere, nothing left behind; the next one is lighter."""

from tests.journeys.served import Served
from tests.journeys.visitors import PHONE, Visitors

CAME_OVER_THE_LINE = """() => performance.getEntriesByType("resource").filter((one) => one.transferSize > 0)
  .map((one) => one.name)"""


def test_everything_comes_once_and_the_next_page_asks_for_nothing_again(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    asked: list[str] = []
    nadia.page.on("request", lambda request: asked.append(request.url))
    nadia.goes("/haderslev")
    nadia.page.wait_for_function("() => document.fonts.status === 'loaded'")
    assert len(asked) == len(set(asked)), "something is fetched twice"
    assert nadia.page.evaluate("() => [...document.fonts].every((font) => font.status === 'loaded')")
    assert nadia.cookies() == [], "who only reads is given no cookie"

    nadia.goes("/ishoej")
    again = [address for address in nadia.page.evaluate(CAME_OVER_THE_LINE) if address in asked]
    assert again == []


def test_the_questions_bring_no_cookie_before_there_is_something_to_keep(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    nadia.goes("/begynd/selv")
    assert nadia.cookies() == ["__Host-f"], "the one that binds the form to this browser"
    nadia.sends("/begynd/selv")
    assert sorted(nadia.cookies()) == ["__Host-d", "__Host-f"]
