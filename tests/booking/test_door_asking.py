"""No time fits Nadia: she says why, or asks to be called when it is safe, and reads what happens next (A6, N4)."""

from datetime import date

import pytest

from app.portal import Portal
from app.rules.answers import ContactTime
from app.rules.appointments import NoneFits
from tests.booking.calendar import Open, at
from tests.booking.door import asked_for, dossier_of, plain
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import deeds_in
from tests.people import Nadia


@pytest.fixture
def browser(nadia: Nadia, haderslev: Open) -> Browser:
    """Nadia, with her own page on the screen."""
    return nadia.sends().writes_it_down()


def test_why_no_time_fits_and_what_would(browser: Browser, portal: Portal) -> None:
    browser.go("/min-side/ingen-tid-passer")
    browser.press("Find en anden tid", note="Kun om natten", expect=422)
    assert "Vælg et af svarene." in browser.page.text
    assert "Kun om natten" in browser.page.html
    browser.press("Find en anden tid", why="evening")
    assert browser.path == "/min-side"
    assert "Du hører fra os her på siden senest onsdag den 25. november." in plain(browser.page.text)
    [(request, agreed)] = asked_for(portal)
    assert (request.kind, agreed.why, agreed.note) == ("none_fits", NoneFits.EVENING, "Kun om natten")
    assert dossier_of(portal).row.unread_by_staff
    assert "time_asked_for" in deeds_in(portal)


def test_a_call_on_a_new_number_with_the_card(browser: Browser, portal: Portal) -> None:
    browser.go("/min-side/ring-mig-op")
    browser.press("Ring mig op", day="2026-11-26", part="morning", expect=422)
    assert "Skriv det nummer, vi skal ringe til." in browser.page.text
    browser.press("Ring mig op", phone="20304050", may_leave_message="no", code_word="solsikke")
    said = plain(browser.page.text)
    assert "Vi ringer til dig torsdag den 26. november" in said
    assert "Formiddag, 8 til 12. Vi ringer til 20 30 40 50." in said
    [(request, _)] = asked_for(portal)
    assert (request.day, request.part) == (date(2026, 11, 26), ContactTime.MORNING)
    safe = dossier_of(portal).contact.safe
    assert (safe.phone, safe.times, safe.code_word) == ("+4520304050", (ContactTime.MORNING,), "solsikke")


def test_only_the_hours_that_are_safe_are_offered(nadia: Nadia, haderslev: Open, portal: Portal) -> None:
    nadia.sends(kontakt={"contact_choice": "safe_contact"}).writes_it_down()  # her card says mornings
    browser = nadia.browser
    browser.go("/min-side/ring-mig-op")
    said = plain(browser.page.text)
    assert "Vi ringer til 20 30 40 50" in said
    assert "Læg ikke besked" in said
    assert "Du har sagt, at det er sikkert her." in said
    parts = [each.get("value") for each in browser.page.all("input") if each.get("name") == "part"]
    assert parts == ["morning"]
    days = [each.get("value") for each in browser.page.all("input") if each.get("name") == "day"]
    assert days == [f"2026-11-{day}" for day in (25, 26, 27, 30)] + ["2026-12-01"]  # today's morning is over
    browser.press("Ring mig op", day="2026-11-25", part="evening", expect=422)
    assert "På det tidspunkt kan vi ikke ringe." in browser.page.text
    assert asked_for(portal) == []


@pytest.mark.parametrize("day", ["2026-11-28", "2026-11-23", "2027-01-05", "i morgen"])
def test_a_day_on_which_nobody_calls_is_not_promised(browser: Browser, portal: Portal, day: str) -> None:
    browser.go("/min-side/ring-mig-op")
    browser.press("Ring mig op", day=day, part="morning", phone="20304050", expect=422)
    assert asked_for(portal) == []


def test_asked_again_it_is_changed_and_then_taken_back(browser: Browser, portal: Portal, clock: Clock) -> None:
    for day in ("2026-11-25", "2026-11-26"):
        browser.go("/min-side/ring-mig-op")
        browser.press("Ring mig op", day=day, part="morning", phone="20304050")
    [(request, _)] = asked_for(portal)
    assert request.day == date(2026, 11, 26)
    browser.press("I skal ikke ringe alligevel")
    assert "Vi ringer til dig" not in browser.page.text
    [(request, _)] = asked_for(portal)
    assert request.done_on == at(24, 0).date()


def test_a_centre_without_a_calendar_calls_when_it_reads(nadia: Nadia) -> None:
    browser = nadia.sends().writes_it_down()
    browser.go("/min-side/tider")
    assert "Vi har ingen ledige tider" in browser.page.text
    browser.press(form="/min-side/kommer")
    browser.go("/min-side/ring-mig-op")
    days = [each.get("value") for each in browser.page.all("input") if each.get("name") == "day"]
    assert days[0] == "2026-11-24"
    assert "2026-11-28" not in days
