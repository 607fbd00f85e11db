"""The same draft in two tabs of one browser: neither takes anything from the other."""

import pytest

from app.inquiries import citizen
from app.models.stored import load_answers
from app.rules.answers import AgeBand, Wish
from app.vault import browser as sealed
from app.web.cookies import DRAFT
from tests.security.plain import Plain
from tests.security.test_sent_once import at_once


@pytest.fixture
def drafted(nadia, portal, clock):
    """What is stored in Nadia's draft right now."""

    def answers():
        token = next(each.value for each in nadia.browser.client.cookies.jar if each.name == DRAFT)
        with portal.vault.keystore.reading() as session:
            return load_answers(sealed.open_draft(session, token, now=clock()).content)

    return answers


def test_two_answers_at_the_same_moment_are_both_kept(nadia, drafted, monkeypatch):
    nadia.has_a_draft(alder=None, oensker=None)
    nadia.browser.go("/skriv/alder")
    token, real = nadia.browser.token(), citizen.bind
    client = nadia.browser.client

    def meanwhile(model, form):
        """The other tab's answer comes while this one is on its way."""
        monkeypatch.setattr(citizen, "bind", real)
        sent = client.post("/skriv/oensker", data={"csrf_token": token, "wish": "advice"}, follow_redirects=False)
        assert sent.status_code == 303
        return real(model, form)

    monkeypatch.setattr(citizen, "bind", meanwhile)
    nadia.browser.press(form="/skriv/alder", age="30_plus")
    assert (drafted().age, drafted().wish) == (AgeBand.FROM_30, Wish.ADVICE)


def test_pressed_in_two_tabs_at_once_again_and_again_nothing_is_lost(nadia, app, drafted):
    nadia.has_a_draft()
    held = {each.name: each.value for each in nadia.browser.client.cookies.jar}
    tabs = [Plain(app, held), Plain(app, held)]
    for age, wish in (("13_17", "advice"), ("30_plus", "treatment")) * 4:
        answers = at_once(
            [
                lambda age=age: tabs[0].post("/skriv/alder", {"age": age}),
                lambda wish=wish: tabs[1].post("/skriv/oensker", {"wish": wish}),
            ]
        )
        assert [answer.status_code for answer in answers] == [303, 303]
        assert (drafted().age, drafted().wish) == (age, wish)


def test_skipping_in_one_tab_takes_nothing_from_the_other(nadia, drafted):
    nadia.has_a_draft()
    nadia.browser.go("/skriv/alder")
    nadia.browser.press(form="/skriv/alder", skip="1")
    assert drafted().age is None
    assert drafted().wish is Wish.TREATMENT


def test_beginning_in_another_tab_leads_to_the_code_that_waits(nadia):
    nadia.sends()
    first, code = nadia.browser.page, nadia.code
    other = nadia.browser
    other.go("/begynd/selv")
    assert other.path == "/kode"
    assert code in other.page.text.replace(" ", "")
    other.page = first
    nadia.writes_it_down()
    assert other.path == "/min-side"


def test_a_stale_page_before_the_questions_destroys_no_code(nadia, door):
    door.go("/begynd/selv")
    nadia.sends()
    nadia.browser.post("/begynd/selv", {"csrf_token": nadia.browser.token()})
    assert nadia.browser.path == "/kode"
    assert nadia.code in nadia.browser.page.text.replace(" ", "")
    nadia.writes_it_down()
    assert nadia.browser.path == "/min-side"


def test_the_code_page_says_what_leaving_does(nadia):
    page = nadia.sends().browser.page.text
    assert "Forlader du siden" in page
