"""Nadia closes her page, and nothing is left behind Back."""

from app.models import CitizenSession
from app.portal import Portal
from app.web.cookies import CITIZEN
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import NadiaWhoWrote


def test_the_visit_ends_here_and_on_the_server(nadia: NadiaWhoWrote, portal: Portal, door: Browser) -> None:
    browser = nadia.has_written().comes_back()
    token = browser.client.cookies[CITIZEN]
    browser.press("Luk min side")
    assert browser.path == "/lukket"
    assert browser.page.h1 == "Din side er lukket"
    with portal.vault.keystore.reading() as session:
        assert session.query(CitizenSession).count() == 0
    door.client.cookies.set(CITIZEN, token, domain="indgangen.test")
    door.go("/min-side")
    assert door.path == "/log-ind"


def test_the_browser_is_told_to_forget(nadia: NadiaWhoWrote) -> None:
    browser = nadia.has_written().comes_back()
    answer = browser.client.post("/log-ud", data={"csrf_token": browser.token()}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert CITIZEN not in browser.client.cookies


def test_closing_works_as_well_when_it_had_closed_by_itself(nadia: NadiaWhoWrote, clock: Clock) -> None:
    browser = nadia.has_written().comes_back()
    clock.pass_time(minutes=30)
    browser.press("Luk min side")
    assert browser.path == "/lukket"
