"""A centre opens doors of its own (A4, E1): their own words and first question, one queue behind them all."""

import pytest
from sqlalchemy import select

from app.dossier import opened
from app.models import Inquiry
from app.rules.answers import Substance


def all_doors(portal):
    return [(centre, door) for centre in portal.catalogue.centres.values() for door in centre.doors]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_door_has_a_page_in_its_own_words(new_browser, portal, language):
    browser = new_browser(language)
    assert all_doors(portal)
    for _, door in all_doors(portal):
        page = browser.go(f"/{door.slug}")
        assert page.h1 == door.name_in(language)


def test_every_way_in_leads_to_the_doors_first_question(new_browser, portal):
    for _, door in all_doors(portal):
        browser = new_browser()
        browser.go(f"/{door.slug}")
        ways = [each.get("href") for each in browser.page.all("a") if "way" in (each.get("class") or "").split()]
        assert len(ways) == len(door.audience)
        browser.go(ways[0])
        browser.press(form=ways[0].partition("?")[0])
        assert browser.path == f"/skriv/{door.asks_first or 'sted'}"


def test_what_a_door_knows_is_shown_and_can_be_changed(door, portal):
    door.go("/begynd/selv?door=hverdag-haderslev")
    door.press(form="/begynd/selv")
    while not door.path.endswith("/tjek"):
        step = door.path.rpartition("/")[2]
        assert step != "om", "the door has told us"
        door.press(form=f"/skriv/{step}", skip="1")
    assert "Alkohol" in door.page.text
    door.go("/skriv/om")
    door.press(form="/skriv/om", substance="both")
    door.press(form="/tjek")
    with portal.data.reading() as session:
        row = session.scalars(select(Inquiry)).one()
    assert row.centre == "haderslev"
    assert opened(row, portal.vault.open_for_staff(row.id)).answers.substance is Substance.BOTH


def test_a_door_nobody_opened_is_no_door(door):
    door.go("/hemmelig-indgang", expect=404)
    door.go("/begynd/selv?door=hemmelig-indgang")
    door.press(form="/begynd/selv", door="hemmelig-indgang")
    assert door.path == "/skriv/sted"
