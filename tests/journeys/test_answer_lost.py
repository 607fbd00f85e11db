"""Sent, and the answer never came. Whatever the person then does, they come to their code, or to what is so."""

import pytest

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import PHONE, Visitor, Visitors


def loses_the_answer(nadia: Visitor) -> None:
    """Send; what the server says to it, and the page after it, never reach the screen."""
    nadia.server_may_be_away = True
    nadia.context.route("**/tjek", lambda route: (route.fetch(max_redirects=0), route.abort())[1], times=1)
    nadia.form("/tjek").locator("button").click()
    nadia.waits_until(lambda: nadia.page.locator("#not-sent").is_visible())
    nadia.faults[:] = [fault for fault in nadia.faults if "Failed to fetch" not in fault]  # which is what this is about


@pytest.mark.parametrize("after", ["send again", "change the words", "delete", "the front page"])
def test_nothing_is_lost(visitors: Visitors, served: Served, after: str) -> None:
    nadia = visitors.at(served, PHONE)
    doing.write(nadia)
    loses_the_answer(nadia)
    if after == "send again":
        nadia.sends("/tjek")
    elif after == "change the words":
        nadia.presses('main a[href$="/skriv/ord"]')
    elif after == "delete":
        nadia.sends("/skriv-slet")
        assert nadia.path == "/kode/slet"
        nadia.presses('main a[href$="/kode"]')
    else:
        nadia.goes("/")
        nadia.presses('main a[href$="/kode"]')
    assert nadia.path == "/kode"
    code = doing.code_on(nadia)
    doing.write_down(nadia)
    doing.come_back(visitors.at(served, PHONE), code)


def test_what_was_sent_can_still_be_deleted(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.write(nadia)
    loses_the_answer(nadia)
    nadia.sends("/skriv-slet")
    nadia.sends("/kode/slet")
    assert nadia.path == "/slettet"
    nadia.goes("/")
    assert "Du har en kladde her" not in nadia.text


def test_the_key_is_named_to_a_mouse_and_not_to_a_finger(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    nadia.goes("/begynd/selv")
    touches = nadia.page.evaluate("() => !matchMedia('(any-hover: hover) and (any-pointer: fine)').matches")
    assert nadia.page.locator(".keyboard-only").is_visible() is not touches
    without = visitors.at(served, PHONE, scripts=False)
    without.goes("/begynd/selv")
    assert not without.page.locator(".keyboard-only").is_visible()
