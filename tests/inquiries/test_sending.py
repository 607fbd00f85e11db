"""Sent once, stored before it is thanked for, and a code that is shown to one browser for ten minutes."""

import pytest
from sqlalchemy import func, select

from app.models import CaseKey, Draft, Event, Inquiry
from app.vault.vault import Vault


def inquiries(portal) -> int:
    with portal.data.reading() as session:
        return session.scalar(select(func.count()).select_from(Inquiry))


def test_pressing_twice_sends_once_and_leads_to_the_same_code(nadia, portal):
    nadia.writes()
    token = nadia.browser.token()
    nadia.browser.press(form="/tjek")
    first = nadia.browser.page.text
    nadia.browser.post("/tjek", {"csrf_token": token})
    assert nadia.browser.path == "/kode"
    assert nadia.browser.page.text == first
    assert inquiries(portal) == 1


def test_the_code_page_shows_what_happens_and_by_which_day(nadia):
    page = nadia.sends().browser.page.text
    assert "Senest den 1.\u00a0december" in page.replace(" ", " ") or "Senest den 1. december" in page
    assert "8. december" in page.replace("\u00a0", " "), "treatment for alcohol, within 14 days, also anonymously (B7)"


def test_the_code_is_shown_for_ten_minutes_and_no_longer(nadia, clock):
    nadia.sends()
    clock.pass_time(minutes=9)
    nadia.browser.go("/kode")
    assert nadia.browser.path == "/kode"
    clock.pass_time(minutes=2)
    page = nadia.browser.go("/kode")
    assert nadia.code not in page.text.replace(" ", "")
    assert "koden kan ikke vises mere" in page.text


def test_she_must_say_that_she_has_written_it_down(nadia):
    nadia.sends()
    page = nadia.browser.press(form="/kode", expect=422)
    assert "Sæt et kryds" in page.text
    assert nadia.code in page.text


def test_once_written_down_it_is_never_shown_again(nadia):
    nadia.sends()
    nadia.writes_it_down()
    assert nadia.browser.path == "/min-side"
    nadia.browser.go("/kode")
    assert nadia.browser.path == "/log-ind"


def test_another_browser_never_sees_the_code(nadia, door):
    nadia.sends()
    door.go("/kode")
    assert door.path == "/log-ind"


def test_the_draft_is_gone_when_the_code_is_on_the_screen(nadia, portal):
    nadia.sends()
    with portal.vault.keystore.reading() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_sending_is_remembered_in_the_chain(nadia, portal):
    nadia.sends()
    with portal.data.reading() as session:
        assert session.scalars(select(Event.what)).all() == ["received"]


def test_a_crash_between_the_two_stores_loses_nothing(nadia, portal, monkeypatch):
    nadia.writes()
    lock_up = Vault.lock_up

    def crash(vault, *args, **kwargs):
        lock_up(vault, *args, **kwargs)
        raise RuntimeError("the power went")

    monkeypatch.setattr(Vault, "lock_up", crash)
    token = nadia.browser.token()
    answer = nadia.browser.client.post("/tjek", data={"csrf_token": token}, follow_redirects=False)
    assert answer.status_code == 500
    assert inquiries(portal) == 0
    monkeypatch.setattr(Vault, "lock_up", lock_up)
    nadia.browser.go("/kode")
    assert nadia.browser.path == "/tjek", "not sent, so the code page leads back to sending"
    nadia.browser.press(form="/tjek")
    assert nadia.browser.path == "/kode"
    assert inquiries(portal) == 1
    with portal.vault.keystore.reading() as session:
        assert session.scalar(select(func.count()).select_from(CaseKey)) == 1


@pytest.mark.parametrize("missing", ["sted", "ord"])
def test_an_unfinished_draft_is_not_sent(door, portal, missing):
    door.go("/begynd/selv")
    door.press(form="/begynd/selv")
    if missing == "ord":
        door.press(form="/skriv/sted", municipality="haderslev")
    door.post("/tjek", {"csrf_token": door.token()})
    assert door.path == f"/skriv/{missing}"
    assert inquiries(portal) == 0
