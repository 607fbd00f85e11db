"""It was sent, and the answer never came: the line dropped, the tab was closed. Nothing may be lost by that (R10)."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.models import CaseKey, Draft, Inquiry, ShownCode
from app.vault.sweeping import sweep

SENT = "Det her har jeg sendt."
LATER = {
    "at once": timedelta(0),
    "after nine minutes": timedelta(minutes=9),
    "after three hours": timedelta(hours=3),
    "after six days": timedelta(days=6),
}
ON_THE_WAY = ("/begynd/selv", "/begynd/paaroerende", "/skriv", "/skriv/ord", "/tjek")


def count(portal, table) -> int:
    store = portal.data if table is Inquiry else portal.vault.keystore
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def the_code(browser) -> str:
    return next(browser.page.text_of(each) for each in browser.page.root.iter() if each.get("id") == "code")


@pytest.fixture(params=LATER)
def later(request) -> timedelta:
    return LATER[request.param]


@pytest.fixture
def tab(nadia):
    """Nadia's browser: she has pressed Send, and still sees the page she pressed it on."""
    browser = nadia.has_a_draft(ord={"own_words": SENT}).browser
    answer = browser.client.post("/tjek", data={"csrf_token": browser.token()}, follow_redirects=False)
    assert answer.status_code == 303
    return browser


@pytest.mark.parametrize("path", ON_THE_WAY)
def test_every_way_leads_to_the_code_until_she_has_seen_it(tab, clock, later, path):
    clock.pass_time(seconds=later.total_seconds())
    page = tab.go(path)
    assert tab.path == "/kode"
    assert "Intet er sendt" not in page.text
    assert the_code(tab)


def test_sending_again_shows_the_code_and_it_opens_what_she_sent(tab, nadia, clock, later, portal):
    clock.pass_time(seconds=later.total_seconds())
    tab.press(form="/tjek")
    assert tab.path == "/kode"
    nadia.code = the_code(tab).replace(" ", "")
    assert SENT in nadia.comes_back().go("/min-side").text
    assert count(portal, Inquiry) == 1


def test_words_that_came_too_late_are_not_lost_and_not_said_to_be_sent(tab, clock, later, portal):
    token = tab.token()
    clock.pass_time(seconds=later.total_seconds())
    more = {"csrf_token": token, "own_words": "Og så kom jeg i tanker om mere."}
    page = tab.post("/skriv/ord", more, expect=409)
    assert "Det er allerede sendt" in page.text
    assert "Og så kom jeg i tanker om mere." in page.html
    assert 'href="/kode"' in page.html
    tab.go("/kode")
    assert the_code(tab)


def test_deleting_asks_first_and_then_deletes_what_was_sent(tab, clock, later, portal):
    clock.pass_time(seconds=later.total_seconds())
    page = tab.press("Slet kladden")
    assert tab.path == "/kode/slet"
    assert "allerede sendt" in page.text
    assert count(portal, Inquiry) == 1
    tab.press(form="/kode/slet")
    assert tab.path == "/slettet"
    assert [count(portal, table) for table in (Inquiry, CaseKey, ShownCode, Draft)] == [0, 0, 0, 0]
    tab.go("/tjek")
    assert tab.path == "/"


def test_she_may_think_better_of_deleting(tab, portal):
    page = tab.press("Slet kladden")
    assert 'href="/kode"' in page.html
    tab.go("/kode")
    assert the_code(tab)


def test_ten_minutes_begin_when_the_code_is_on_the_screen(tab, clock, portal):
    clock.pass_time(hours=20)
    tab.go("/kode")
    assert count(portal, Draft) == 0
    clock.pass_time(minutes=9)
    tab.go("/kode")
    assert the_code(tab)
    clock.pass_time(minutes=2)
    page = tab.go("/kode")
    assert not any(each.get("id") == "code" for each in page.root.iter())


@pytest.fixture
def too_late(tab, clock, portal):
    """The code has been on the screen, and its ten minutes are gone."""
    tab.go("/tjek")
    tab.go("/kode")
    with portal.data.reading() as session:
        tab.reference = session.scalars(select(Inquiry.reference)).one()
    clock.pass_time(minutes=11)
    return tab


@pytest.mark.parametrize("come_by", ["the code page", "the tick", "sending again"])
def test_who_comes_too_late_is_told_what_is_so_and_what_to_do(too_late, come_by, catalogue):
    token = too_late.token()
    if come_by == "the code page":
        page = too_late.go("/kode")
    elif come_by == "the tick":
        page = too_late.post("/kode", {"csrf_token": token, "written_down": "1"})
    else:
        page = too_late.post("/tjek", {"csrf_token": token})
    assert too_late.path == "/kode"
    assert "Det er sendt" in page.text
    assert too_late.reference in page.text
    assert 'href="/log-ind"' in page.html
    assert 'href="/haderslev"' in page.html
    phone = catalogue.centres["haderslev"].phone
    assert (f"tel:{phone}" if phone else "Ring til kommunen") in page.html


def test_who_comes_too_late_may_begin_anew(too_late, portal):
    too_late.go("/begynd/selv")
    assert too_late.path == "/begynd/selv"
    too_late.press(form="/begynd/selv")
    assert too_late.path == "/skriv/sted"
    assert count(portal, Inquiry) == 1, "what was sent is safe"


def test_an_answer_to_an_old_question_is_not_said_to_be_unsent(too_late):
    token = too_late.token()
    page = too_late.post("/skriv/ord", {"csrf_token": token, "own_words": "Mere."}, expect=409)
    assert "Det er allerede sendt" in page.text
    assert "Mere." in page.html


def test_when_it_is_swept_the_page_says_nothing_it_cannot_know(too_late, portal, clock):
    with portal.vault.keystore.writing() as session:
        sweep(session, now=clock())
    page = too_late.go("/kode")
    assert too_late.path == "/kode"
    assert "Det er sendt" not in page.text
    assert too_late.reference not in page.text
    assert 'href="/log-ind"' in page.html
    assert page.html.count('href="tel:') > 1, "112 stands on every page, and here we do as well"


def test_an_expired_draft_is_said_to_be_gone_and_unsent(nadia, clock, portal):
    nadia.has_a_draft()
    clock.pass_time(days=7, minutes=1)
    page = nadia.browser.press(form="/tjek", expect=401)
    assert "Din kladde er væk" in page.text
    assert count(portal, Inquiry) == 0


def test_sent_at_the_drafts_last_minute_there_is_time_to_write_the_code_down(nadia, clock):
    nadia.has_a_draft()
    clock.pass_time(days=6, hours=23, minutes=59)
    browser = nadia.browser
    browser.client.post("/tjek", data={"csrf_token": browser.token()}, follow_redirects=False)
    clock.pass_time(minutes=9)
    browser.go("/kode")
    assert the_code(browser)


def test_what_is_forgotten_elsewhere_leaves_no_draft_to_send_again(tab, portal, clock):
    with portal.data.reading() as session:
        inquiry_id = session.scalars(select(Inquiry.id)).one()
    portal.vault.forget(inquiry_id, now=clock())
    assert (count(portal, Draft), count(portal, ShownCode)) == (0, 0)


def test_leaving_in_a_hurry_ends_it_here_and_not_at_the_desk(tab, portal):
    tab.client.get("/ud", follow_redirects=False)
    assert (count(portal, Draft), count(portal, ShownCode), count(portal, Inquiry)) == (0, 0, 1)


def test_another_browser_learns_nothing(tab, door, portal):
    for path in ("/kode", "/kode/slet"):
        door.go(path)
        assert door.path == "/log-ind"
    door.go("/begynd/selv")
    door.post("/kode/slet", {"csrf_token": door.token()})
    assert count(portal, Inquiry) == 1
