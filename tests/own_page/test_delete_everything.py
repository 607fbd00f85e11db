"""Nadia deletes everything, now and for ever (design 1.2)."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app import forgetting
from app.chain import first_broken_link
from app.models import CaseKey, CitizenSession, DataBase, Event, Forgotten, Inquiry, KeyBase, Message, Note
from app.portal import Portal
from app.timeline import Actor
from app.web.cookies import CITIZEN
from tests.browser import Browser
from tests.own_page.people import Mette, NadiaWhoWrote, deeds_in, dossier_in


def rows(portal: Portal, table: type[DataBase] | type[KeyBase]) -> int:
    store = portal.vault.keystore if issubclass(table, KeyBase) else portal.data
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def deletes_everything(browser: Browser) -> Browser:
    browser.go("/min-side/slet")
    browser.press("Slet alt nu", sure="1")
    return browser


@pytest.fixture
def after_a_while(nadia: NadiaWhoWrote, mette: Mette) -> NadiaWhoWrote:
    """An inquiry with a bit of everything in it."""
    nadia.has_written()
    mette.claims()
    mette.replies("Kom, som du er.")
    mette.notes("Ringer torsdag.")
    nadia.comes_back().press("Send", message="Tak.")
    return nadia


def test_everything_of_hers_is_gone(after_a_while: NadiaWhoWrote, portal: Portal) -> None:
    browser = deletes_everything(after_a_while.browser)
    assert browser.path == "/slettet"
    assert browser.page.h1 == "Alt er slettet"
    for table in (Inquiry, Message, Note, CaseKey, CitizenSession):
        assert rows(portal, table) == 0, table
    assert rows(portal, Forgotten) == 1


def test_the_cookie_and_whatever_the_browser_kept_go_too(after_a_while: NadiaWhoWrote) -> None:
    browser = after_a_while.browser
    browser.go("/min-side/slet")
    sent = {"csrf_token": browser.token(), "sure": "1"}
    answer = browser.client.post("/min-side/slet", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert CITIZEN not in browser.client.cookies
    browser.go("/min-side")
    assert browser.path == "/log-ind"


def test_the_code_and_every_other_browser_are_dead(
    after_a_while: NadiaWhoWrote, new_browser: Callable[..., Browser]
) -> None:
    elsewhere = after_a_while.comes_back()
    deletes_everything(after_a_while.comes_back())
    elsewhere.go("/min-side")
    assert elsewhere.path == "/log-ind"
    other = new_browser()
    other.go("/log-ind")
    assert "Koden åbner ikke noget" in other.press("Åbn min side", code=after_a_while.code, expect=422).text


def test_what_honestly_remains_says_nothing_of_her(after_a_while: NadiaWhoWrote, portal: Portal) -> None:
    inquiry_id = dossier_in(portal).row.id
    deletes_everything(after_a_while.browser)
    with portal.data.reading() as session:
        last = session.scalars(select(Event).order_by(Event.seq.desc())).first()
        assert last
        assert (last.what, last.actor, last.inquiry_id, last.detail) == ("forgotten", "citizen", inquiry_id, None)
        assert first_broken_link(session) is None
    assert "et tilfældigt nummer" in after_a_while.browser.page.text
    assert "Gamle sikkerhedskopier" in after_a_while.browser.page.text


def test_one_clear_question_first(after_a_while: NadiaWhoWrote, portal: Portal) -> None:
    browser = after_a_while.browser
    page = browser.go("/min-side/slet")
    assert "Ingen kan gøre det om" in page.text
    page = browser.press("Slet alt nu", expect=422)
    assert "Sæt et kryds, hvis du vil slette det hele." in page.text
    assert rows(portal, Inquiry) == 1


def test_it_cannot_be_fetched_by_a_link(after_a_while: NadiaWhoWrote, portal: Portal) -> None:
    after_a_while.browser.go("/min-side/slet?sure=1")
    assert rows(portal, Inquiry) == 1


def test_a_crash_between_keys_and_rows_leaves_nothing_readable_and_is_finished_later(
    after_a_while: NadiaWhoWrote, portal: Portal
) -> None:
    inquiry_id = dossier_in(portal).row.id
    portal.vault.forget(inquiry_id, now=portal.now())  # and here the power goes
    assert portal.vault.open_for_staff(inquiry_id) is None
    assert rows(portal, Inquiry) == 1
    assert forgetting.finish_forgetting(portal, now=portal.now()) == 1
    for table in (Inquiry, Message, Note):
        assert rows(portal, table) == 0, table
    assert deeds_in(portal)[-1] == "forgotten"
    assert forgetting.finish_forgetting(portal, now=portal.now()) == 0


def test_forgetting_twice_is_told_once(after_a_while: NadiaWhoWrote, portal: Portal) -> None:
    inquiry_id = dossier_in(portal).row.id
    for expected in (True, False):
        with portal.data.writing() as session:
            done = forgetting.forget_inquiry(session, portal, inquiry_id, actor=Actor.SYSTEM, now=portal.now())
        assert done is expected
    assert deeds_in(portal).count("forgotten") == 1
