"""Keyboard only: every step can be reached, seen, and left again without a mouse (WCAG 2.1.1, 2.4.3, 2.4.7, 2.4.11)."""

from typing import Any

import pytest

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, PHONE, Visitor, Visitors
from tests.people import PASSWORD

MANY = 60
STILL: dict[str, Any] = {"reduced_motion": "reduce"}  # so that nothing is measured on its way
# Whether what has the focus shows it: on itself, or on the drawing that stands for it (radio buttons, boxes).
SHOWS_FOCUS = """() => {
  const it = document.activeElement;
  const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const beside = it.nextElementSibling;
  const parts = beside && it.matches("input") ? [null, "::before", "::after"] : [];
  return drawn(getComputedStyle(it)) || parts.some((part) => drawn(getComputedStyle(beside, part)));
}"""
# What has the focus must not lie under the quick exit or outside the screen.
IN_SIGHT = """() => {
  const it = document.activeElement, box = (it.matches(".form-radio, .form-checkbox") ? it.nextElementSibling : it)
    .getBoundingClientRect();
  const on_top = document.elementFromPoint(box.left + Math.min(box.width / 2, 40), box.top + box.height / 2);
  return box.bottom > 0 && box.top < innerHeight && !(on_top && on_top.closest(".ig-exit") && !it.closest(".ig-exit"));
}"""


class Keys:
    """Somebody who has a keyboard and nothing else."""

    def __init__(self, visitor: Visitor):
        self.visitor, self.page = visitor, visitor.page

    def tabs_to(self, selector: str) -> None:
        """Press Tab until the focus is there. Every stop on the way must show itself."""
        for _ in range(MANY):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(SHOWS_FOCUS), f"the focus is not seen on '{self.visitor.focused}'"
            assert self.page.evaluate(IN_SIGHT), f"'{self.visitor.focused}' has the focus out of sight"
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
        raise AssertionError(f"Tab never comes to {selector} on {self.visitor.path}")

    def presses(self, key: str) -> None:
        """Press a key that leads on, and wait for the page it leads to."""
        self.page.locator("#page").evaluate("place => place.setAttribute('data-left', '')")
        self.page.keyboard.press(key)
        self.page.wait_for_selector("#page:not([data-left])", state="attached")

    def goes_on(self, form: str, *, key: str = "Enter") -> None:
        self.tabs_to(f'form[action$="{form}"] .button-primary')
        self.presses(key)


def test_from_the_front_page_to_the_code_without_a_mouse(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, DESKTOP, **STILL)
    keys = Keys(nadia)
    nadia.goes("/haderslev")
    keys.tabs_to(".way--first")
    keys.presses("Enter")
    keys.goes_on("/begynd/selv", key="Space")
    assert nadia.focused == nadia.h1, "the focus lands on the heading of what came"

    keys.tabs_to("[name=municipality]")
    nadia.page.keyboard.press("ArrowDown")
    nadia.page.keyboard.press("ArrowUp")
    assert nadia.page.locator("[name=municipality]:checked").count() == 1
    keys.goes_on("/skriv/sted")
    assert nadia.focused == nadia.h1

    keys.tabs_to("textarea")
    nadia.page.keyboard.type("Jeg vil gerne tale med nogen.")
    keys.goes_on("/skriv/ord")

    for name, downs in (("first", 3), ("second", 1)):
        keys.tabs_to(f"[name={name}]")
        nadia.page.keyboard.press("Space")
        for _ in range(downs):
            nadia.page.keyboard.press("ArrowDown")
    keys.goes_on("/skriv/fylder")
    for step in ("om", "oensker", "alder", "lige-nu"):
        keys.tabs_to(f'form[action$="/{step}"] input[type=radio]')
        nadia.page.keyboard.press("Space")
        keys.goes_on(f"/skriv/{step}")
        assert nadia.focused == nadia.h1, step
    keys.tabs_to("[name=home][value=neither]")
    nadia.page.keyboard.press("Space")
    keys.goes_on("/skriv/hjemme")
    keys.tabs_to("[name=contact_choice]")
    nadia.page.keyboard.press("Space")
    keys.goes_on("/skriv/kontakt")
    assert nadia.path == "/tjek"
    keys.goes_on("/tjek")
    assert nadia.path == "/kode"
    keys.tabs_to("[name=written_down]")
    nadia.page.keyboard.press("Space")
    keys.goes_on("/kode")
    assert nadia.path == "/min-side"


def test_a_mistake_takes_the_focus_and_its_link_leads_to_the_field(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE, **STILL)
    doing.write(nadia, kontakt={"contact_choice": "safe_contact"})
    nadia.goes("/skriv/sikker")
    keys = Keys(nadia)
    keys.tabs_to("[name=phone]")
    nadia.page.keyboard.press("Control+A")
    nadia.page.keyboard.type("12")
    keys.presses("Enter")
    assert nadia.focused == "error-summary"
    keys.tabs_to("#error-summary a")
    nadia.page.keyboard.press("Enter")
    assert nadia.focused == "f-phone"
    nadia.page.keyboard.press("Control+A")
    nadia.page.keyboard.type("20 30 40 50")
    keys.presses("Enter")
    assert nadia.path == "/tjek" or nadia.path.startswith("/skriv/")
    assert nadia.focused == nadia.h1


def test_the_skip_link_is_seen_and_leads_to_the_content(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, DESKTOP, **STILL)
    nadia.goes("/")
    nadia.page.keyboard.press("Tab")
    box = nadia.page.locator(".skipnav").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    nadia.page.keyboard.press("Enter")
    assert nadia.focused == "main-content"
    nadia.page.keyboard.press("Tab")
    assert nadia.page.evaluate("document.activeElement.closest('main') !== null")


def test_the_desk_without_a_mouse(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE, **STILL)
    doing.write(nadia)
    doing.send(nadia)
    reference = doing.write_down(nadia)
    account = served.hires("Jens Friis")
    jens = visitors.at(served, DESKTOP, **STILL)
    keys = Keys(jens)
    jens.goes("/personale/log-ind")
    for name, typed in (("email", account.email), ("password", PASSWORD), ("code", account.six_digits())):
        keys.tabs_to(f"[name={name}]")
        jens.page.keyboard.type(typed)
    keys.presses("Enter")
    assert jens.path in ("/personale", "/personale/koe"), jens.text
    address = jens.page.locator("a", has_text=reference).first.get_attribute("href")
    keys.tabs_to(f'a[href="{address}"]')
    keys.presses("Enter")
    keys.tabs_to("[name=why]")
    keys.presses("Enter")
    keys.tabs_to('form[action$="/tag"] button')
    keys.presses("Enter")
    if jens.page.locator("[name=skip]").count():
        keys.tabs_to("[name=skip]")
        keys.presses("Enter")
    keys.tabs_to("[name=message]")
    jens.page.keyboard.type("Vi ses i morgen.")
    keys.tabs_to('form[action$="/svar"] button')
    keys.presses("Enter")
    assert "Vi ses i morgen." in jens.text


@pytest.mark.parametrize("path", ["/", "/trygt", "/privatliv", "/rettigheder", "/was", "/log-ind", "/begynd/selv"])
def test_every_stop_on_a_page_is_seen(visitors: Visitors, served: Served, path: str) -> None:
    nadia = visitors.at(served, PHONE, **STILL)
    nadia.goes(path)
    Keys(nadia).tabs_to("footer li:last-child a[lang]")
