"""Somebody may have seen Nadia's code: she changes it, and the old one is dead (security 2.2, rows 1 and 2)."""

from collections.abc import Callable

import pytest

from app.portal import Portal
from app.vault.codes import read_code
from app.vault.vault import Vault
from app.web.cookies import CITIZEN
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import NadiaWhoWrote, deeds_in


def changes_her_code(browser: Browser) -> str:
    browser.go("/min-side/ny-kode")
    browser.press("Giv mig en ny kode")
    assert browser.path == "/min-side/ny-kode"
    return next(browser.page.text_of(each) for each in browser.page.root.iter() if each.get("id") == "code")


def test_rotate_code_old_code_dead(nadia: NadiaWhoWrote, new_browser: Callable[..., Browser], portal: Portal) -> None:
    browser = nadia.has_written().comes_back()
    new = changes_her_code(browser)
    assert read_code(new)
    assert read_code(new) != read_code(nadia.code)
    browser.press("Gå til min side", written_down="1")
    assert browser.page.h1 == "Hej Skipper"
    assert "code_changed" in deeds_in(portal)
    other = new_browser()
    other.go("/log-ind")
    other.press("Åbn min side", code=nadia.code, expect=422)
    other.press("Åbn min side", code=new)
    assert other.page.h1 == "Hej Skipper"


def test_code_change_kills_sessions(nadia: NadiaWhoWrote) -> None:
    elsewhere = nadia.has_written().comes_back()
    mine = nadia.comes_back()
    before = mine.client.cookies[CITIZEN]
    changes_her_code(mine)
    mine.press("Gå til min side", written_down="1")
    assert mine.client.cookies[CITIZEN] != before
    elsewhere.go("/min-side")
    assert elsewhere.path == "/log-ind"
    mine.go("/min-side")
    assert mine.path == "/min-side"


def test_the_new_code_is_shown_for_ten_minutes_and_until_it_is_written_down(nadia: NadiaWhoWrote, clock: Clock) -> None:
    browser = nadia.has_written().comes_back()
    new = changes_her_code(browser)
    assert new in browser.go("/min-side/ny-kode").text, "a page that did not arrive can be fetched again"
    assert "Sæt et kryds" in browser.press("Gå til min side", expect=422).text
    clock.pass_time(minutes=11)
    assert new not in browser.go("/min-side/ny-kode").text
    new = changes_her_code(browser)
    browser.press("Gå til min side", written_down="1")
    assert new not in browser.go("/min-side/ny-kode").text


def test_the_code_stands_in_no_address_and_no_title(nadia: NadiaWhoWrote) -> None:
    browser = nadia.has_written().comes_back()
    new = changes_her_code(browser)
    assert new not in str(browser.response.url)
    assert new not in browser.page.title
    assert browser.response.headers["cache-control"] == "no-store"


def test_when_the_key_store_fails_the_old_code_still_works(
    nadia: NadiaWhoWrote, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one thing that must never happen: the old code dead, and the new one seen by nobody."""
    browser = nadia.has_written().comes_back()
    changes_her_code(browser)
    with monkeypatch.context() as broken:

        def fails(*_: object, **__: object) -> None:
            from sqlalchemy.exc import OperationalError

            raise OperationalError("", {}, Exception())

        broken.setattr(Vault, "change_code", fails)
        page = browser.press("Gå til min side", written_down="1", expect=503)
        assert "Vi kan ikke gemme noget lige nu" in page.text
    assert nadia.comes_back().path == "/min-side"


def test_until_it_is_written_down_the_old_code_works(nadia: NadiaWhoWrote, new_browser: Callable[..., Browser]) -> None:
    """A page that is lost on the line must not lock anybody out."""
    new = changes_her_code(nadia.has_written().comes_back())
    other = new_browser()
    other.go("/log-ind")
    other.press("Åbn min side", code=new, expect=422)
    other.press("Åbn min side", code=nadia.code)
    assert other.path == "/min-side"
