"""A draft: kept for who writes it, gone when they say so, never mistaken for sent."""

from sqlalchemy import func, select

from app.models import Draft, Inquiry
from app.web.cookies import DRAFT


def count(portal, table) -> int:
    store = portal.vault.keystore if table is Draft else portal.data
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_nothing_is_stored_before_she_begins(door, portal):
    door.go("/")
    door.go("/begynd/selv")
    assert count(portal, Draft) == 0


def test_a_draft_waits_for_her_and_is_not_an_inquiry(nadia, portal):
    nadia.writes()
    assert (count(portal, Draft), count(portal, Inquiry)) == (1, 0)
    page = nadia.browser.go("/begynd/selv")
    assert "Du har en kladde her" in page.text
    nadia.browser.go("/skriv")
    assert nadia.browser.path == "/tjek"


def test_a_draft_is_gone_after_seven_days(nadia, clock):
    nadia.writes()
    clock.pass_time(days=7)
    nadia.browser.go("/tjek")
    assert nadia.browser.path == "/", "there is nothing to check any more"


def test_the_cookie_goes_with_the_browser_unless_she_asks_to_keep_it(door):
    door.go("/begynd/selv")
    door.press(form="/begynd/selv")
    assert next(each for each in door.client.cookies.jar if each.name == DRAFT).expires is None
    door.go("/begynd/selv")
    door.press(form="/begynd/selv", keep="yes")
    assert next(each for each in door.client.cookies.jar if each.name == DRAFT).expires is not None


def test_beginning_anew_throws_the_old_draft_away(nadia, portal):
    nadia.writes()
    nadia.browser.go("/begynd/selv")
    nadia.browser.press(form="/begynd/selv")
    assert count(portal, Draft) == 1
    assert nadia.browser.path == "/skriv/sted"


def test_deleting_the_draft_deletes_it_now(nadia, portal):
    nadia.writes()
    nadia.browser.press("Slet kladden")
    assert count(portal, Draft) == 0
    assert nadia.browser.path == "/"


def test_leaving_in_a_hurry_deletes_the_draft(nadia, portal):
    nadia.writes()
    answer = nadia.browser.client.get("/ud", follow_redirects=False)
    assert answer.headers["location"] == portal.settings.exit_url
    assert count(portal, Draft) == 0


def test_another_browser_never_sees_her_draft(nadia, door):
    nadia.writes()
    door.go("/tjek")
    assert door.path == "/"


def test_writing_on_after_the_draft_is_gone_keeps_her_words_on_the_screen(nadia, clock):
    nadia.writes()
    nadia.browser.go("/skriv/ord")
    clock.pass_time(days=8)
    page = nadia.browser.press(form="/skriv/ord", own_words="Det her må ikke blive væk", expect=401)
    assert "Det her må ikke blive væk" in page.html
    assert "Det, du skrev nu, er ikke sendt" in page.text


def test_the_database_alone_tells_nothing_of_a_draft(nadia, portal):
    nadia.writes(ord={"own_words": "kanariefugl"})
    with portal.vault.keystore.reading() as session:
        assert b"kanariefugl" not in session.scalars(select(Draft.sealed)).one()
