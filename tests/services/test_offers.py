"""What a person can get: shown with why and why not, by what they have told and by nothing else (A8, C12)."""

import pytest

CENTRES = ("haderslev", "ishoej", "koebenhavn")


@pytest.mark.parametrize("centre", CENTRES)
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_centre_shows_every_service_it_has(new_browser, portal, centre, language):
    page = new_browser(language).go(f"/{centre}/hjaelp")
    for offer in portal.catalogue.centres[centre].offers:
        assert offer.name_in(language) in page.text


def test_a_centre_that_is_not_ours_offers_nothing(door):
    door.go("/aarhus/hjaelp", expect=404)


def test_the_draft_decides_and_nothing_else_does(nadia, new_browser):
    nadia.has_a_draft(alder={"age": "30_plus"}, om={"substance": "alcohol"})
    mine = nadia.browser.go("/haderslev/hjaelp").text
    assert "Listen passer til det, du har skrevet" in mine
    assert "Det er for andre" in mine, "MOVE is for those under 30 with drugs"
    others = new_browser().go("/haderslev/hjaelp").text
    assert "Listen passer" not in others


def test_her_own_page_shows_what_she_can_get(nadia):
    nadia.sends()
    nadia.writes_it_down()
    page = nadia.browser.go("/min-side/hjaelp")
    assert "Åben rådgivning" in page.text
    assert page.title == "Den hjælp, vi har – Indgangen"


def test_a_stranger_is_led_to_the_code(door):
    door.go("/min-side/hjaelp")
    assert door.path == "/log-ind"


def test_the_desk_sees_what_may_fit_and_why(nadia, desk):
    nadia.sends()
    page = desk.mette.go("/personale")
    desk.mette.press("Tag")
    page = desk.mette.page
    assert "Tilbud, der kan passe" in page.text
    assert "Kræver visitation." in page.text


@pytest.mark.parametrize(("age", "prompted"), [("18_29", True), ("30_plus", False)])
def test_the_desk_is_reminded_of_what_the_young_must_be_offered(nadia, desk, age, prompted):
    """MOVE, to everybody under 30 with drugs (B11)."""
    nadia.sends(alder={"age": age}, om={"substance": "drugs"})
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    assert ("Skal tilbydes" in desk.mette.page.text) is prompted


def test_somebody_under_age_is_shown_a_way_on(nadia):
    nadia.has_a_draft(alder={"age": "13_17"})
    page = nadia.browser.go("/haderslev/hjaelp").text
    assert "Vi finder de rette voksne sammen med dig." in page
