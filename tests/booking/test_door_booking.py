"""Nadia books a time, reads where and when, moves it, calls it off, and is treated kindly when she is too late (A3)."""

import pytest
from icalendar import Calendar

from app.appointments.attendance import write_down
from app.dossier import find
from app.models import Appointment, Staff
from app.portal import Portal
from app.rules.answers import ContactTime
from app.rules.appointments import Attendance
from app.rules.services import Mode
from app.rules.triage import Role
from tests.booking.calendar import Open, at, key
from tests.booking.door import agreed_about, booked, chooses, dossier_of, offered, plain, wants
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import deeds_in
from tests.people import Desk, Nadia

THURSDAY_TEN = at(26, 10)


@pytest.fixture
def browser(nadia: Nadia, haderslev: Open) -> Browser:
    """Nadia, with her own page on the screen."""
    return nadia.sends().writes_it_down()


def test_a_time_is_chosen_read_and_booked(browser: Browser, haderslev: Open, portal: Portal) -> None:
    browser.go("/min-side/tider?dag=2026-11-26")
    wanted = key(THURSDAY_TEN, Mode.IN_PERSON, haderslev.jens)
    assert wanted in offered(browser)
    wants(browser, wanted)
    assert browser.path == "/min-side/tid"
    said = plain(browser.page.text)
    assert "Torsdag den 26. november kl. 10.00" in said
    assert "Vi holder den til dig indtil kl. 13.50." in said
    assert "Du taler med Jens." in said
    assert "Hos os, Clausensvej 25, 6100 Haderslev." in said
    browser.press("Ja, den tager jeg", note="Jeg tager min søster med.")
    assert browser.path == "/min-side"
    said = plain(browser.page.text)
    assert "Din næste aftale Torsdag den 26. november kl. 10.00" in said
    assert "Du taler med Jens hos os, Clausensvej 25, 6100 Haderslev." in said
    assert "Du har en tid den 26. november" in said
    assert "Du og Jens taler sammen" in said
    assert "Der blev aftalt en tid" in said
    assert "Vælg en tid" not in said
    assert booked(portal) == [(THURSDAY_TEN, "in_person", "booked")]
    assert agreed_about(portal).note == "Jeg tager min søster med."


def test_pressed_twice_it_is_booked_once(browser: Browser, haderslev: Open, portal: Portal) -> None:
    wants(browser, key(THURSDAY_TEN, Mode.ONLINE, haderslev.mette))
    held = next(each.get("value", "") for each in browser.page.all("input") if each.get("name") == "held")
    sent = {"csrf_token": browser.token(), "held": held}
    for _ in range(2):
        browser.post("/min-side/tid", sent)
        assert browser.path == "/min-side"
    assert len(booked(portal)) == 1
    assert deeds_in(portal).count("time_booked") == 1


def test_choosing_again_moves_it_after_a_word_of_warning(browser: Browser, haderslev: Open, portal: Portal) -> None:
    chooses(browser, key(THURSDAY_TEN, Mode.IN_PERSON, haderslev.mette), note="Ring på hos naboen.")
    browser.go("/min-side/tider")
    said = plain(browser.page.text)
    assert "Du har en tid torsdag den 26. november kl. 10.00." in said
    assert "er den gamle væk, når du har bekræftet" in said
    wants(browser, key(at(27, 11), Mode.ONLINE, haderslev.jens))
    assert "Så giver du slip på tiden torsdag den 26. november" in plain(browser.page.text)
    assert "Ring på hos naboen." in browser.page.html
    assert (THURSDAY_TEN, "in_person", "booked") in booked(portal)  # until it is confirmed
    browser.press("Flyt til den her tid")
    assert booked(portal) == [(at(27, 11), "online", "booked")]
    assert "Tiden blev flyttet" in browser.page.text


def test_called_off_it_is_free_and_another_is_offered(browser: Browser, haderslev: Open, portal: Portal) -> None:
    chooses(browser, key(THURSDAY_TEN, Mode.IN_PERSON, haderslev.mette))
    browser.go("/min-side/tid/afbud")
    assert "Det er helt i orden." in browser.page.text
    browser.press("Ja, meld afbud")
    assert "Du har ingen tid nu" in browser.page.text
    assert "Vælg en ny tid" in browser.page.text
    assert booked(portal) == [(THURSDAY_TEN, "in_person", "cancelled")]
    chooses(browser, key(THURSDAY_TEN, Mode.IN_PERSON, haderslev.mette))
    assert "Din næste aftale" in browser.page.text


def test_an_old_page_calls_nothing_off(browser: Browser, haderslev: Open, portal: Portal) -> None:
    chooses(browser, key(THURSDAY_TEN, Mode.IN_PERSON, haderslev.mette))
    browser.go("/min-side/tid/afbud")
    token = browser.token()
    old = next(each.get("value", "") for each in browser.page.all("input") if each.get("name") == "which")
    chooses(browser, key(at(27, 11), Mode.IN_PERSON, haderslev.mette))
    browser.post("/min-side/tid/afbud", {"csrf_token": token, "which": old})
    assert "Vil du melde afbud?" in browser.page.text
    assert booked(portal) == [(at(27, 11), "in_person", "booked")]


def test_a_time_somebody_took_meanwhile_is_answered_with_the_nearest(
    browser: Browser, nadia: Nadia, haderslev: Open, portal: Portal, clock: Clock
) -> None:
    """Her hold ran out, and another was quicker. What she typed is still there."""
    wanted = key(at(26, 9), Mode.WE_COME, haderslev.mette)
    wants(browser, wanted)
    clock.pass_time(minutes=11)
    other = Nadia(nadia.app, portal).sends().writes_it_down()
    chooses(other, wanted, where="Ved åen 3")
    browser.press("Ja, den tager jeg", where="Skovvej 4", note="Der er en hund.", expect=409)
    said = plain(browser.page.text)
    assert "Den tid er lige væk" in said
    assert "De tre nærmeste tider" in said
    assert "Det, du skrev, følger med." in said
    nearest = offered(browser)[:3]
    assert len(set(nearest)) == 3
    assert wanted not in nearest
    browser.press(form="/min-side/tider", time=nearest[0])
    assert "Der er en hund." in browser.page.html
    browser.press(form="/min-side/tid", may_call=None)
    assert len(booked(portal)) == 2


def test_no_time_that_the_rules_forbid_can_be_had(browser: Browser, haderslev: Open, portal: Portal) -> None:
    forbidden = (
        key(at(24, 10), Mode.PHONE, haderslev.mette),  # past
        key(at(25, 7), Mode.PHONE, haderslev.mette),  # closed
        key(at(28, 10), Mode.PHONE, haderslev.mette),  # Saturday
        key(at(25, 9, 10), Mode.PHONE, haderslev.mette),  # between two beginnings
        key(at(29, 2, 30, month=3, year=2027), Mode.PHONE, haderslev.mette),  # far away
        key(at(25, 10), Mode.PHONE, haderslev.room_1),  # a room is nobody
        key(at(25, 10), Mode.PHONE, 9999),
        "x",
        "",
        "99999999999999999999.phone.1",
    )
    for each in forbidden:
        wants(browser, each, expect=409)
        assert "De tre nærmeste tider" in browser.page.text
        assert len(offered(browser)) >= 3
    assert booked(portal) == []


def test_what_another_holds_is_theirs(browser: Browser, nadia: Nadia, haderslev: Open, portal: Portal) -> None:
    other = Nadia(nadia.app, portal).sends().writes_it_down()
    wants(other, key(at(26, 9), Mode.ONLINE, haderslev.mette))
    theirs = next(each.get("value", "") for each in other.page.all("input") if each.get("name") == "held")
    wants(browser, key(at(27, 9), Mode.ONLINE, haderslev.mette))
    browser.post("/min-side/tid", {"csrf_token": browser.token(), "held": theirs})
    assert browser.path == "/min-side/tid"  # her own, to be read and confirmed
    assert {state for *_, state in booked(portal)} == {"held"}


def test_a_call_needs_a_number_and_keeps_to_the_card(browser: Browser, haderslev: Open, portal: Portal) -> None:
    wants(browser, key(at(26, 13), Mode.PHONE, haderslev.mette))
    browser.press("Ja, den tager jeg", expect=422)
    assert "Skriv det nummer, vi skal ringe til." in browser.page.text
    browser.press("Ja, den tager jeg", phone="20 30 40 50", may_leave_message="no", if_another_answers="hang_up")
    assert "Mette ringer til dig på 20 30 40 50." in plain(browser.page.text)
    safe = dossier_of(portal).contact.safe
    assert (safe.phone, safe.times, safe.may_leave_message) == ("+4520304050", (ContactTime.AFTERNOON,), False)
    assert "contact_changed" in deeds_in(portal)
    # Another time of the day is outside the card: she says yes to it herself.
    wants(browser, key(at(27, 9), Mode.PHONE, haderslev.mette))
    assert "Vi ringer til 20 30 40 50, som du har sagt." in plain(browser.page.text)
    browser.press("Flyt til den her tid", expect=422)
    browser.press("Flyt til den her tid", may_call="1")
    assert dossier_of(portal).contact.safe.times == (ContactTime.MORNING, ContactTime.AFTERNOON)


def test_we_come_to_an_address_that_is_sealed(browser: Browser, haderslev: Open, portal: Portal) -> None:
    wants(browser, key(at(26, 9), Mode.WE_COME, haderslev.mette))
    browser.press("Ja, den tager jeg", expect=422)
    assert "Skriv, hvor vi skal komme hen." in browser.page.text
    browser.press("Ja, den tager jeg", where="Bænken ved åen")
    assert "Sted: Bænken ved åen." in browser.page.text
    assert agreed_about(portal).where == "Bænken ved åen"


def test_an_interpreter_who_was_wished_for_is_agreed(browser: Browser, haderslev: Open, portal: Portal) -> None:
    browser.go("/min-side/tider?tolk=arabisk")
    browser.press("fredag", time=key(at(27, 9), Mode.ONLINE, haderslev.mette))
    assert "Vi finder en tolk: arabisk." in browser.page.text
    browser.press("Ja, den tager jeg")
    assert agreed_about(portal).interpreter == "arabisk"
    assert "Der er en tolk med: arabisk." in browser.page.text


def test_a_neutral_calendar_file(browser: Browser, haderslev: Open) -> None:
    browser.go("/min-side/aftale.ics", expect=404)
    chooses(browser, key(THURSDAY_TEN, Mode.IN_PERSON, haderslev.mette))
    browser.go("/min-side/aftale.ics")
    headers = browser.response.headers
    assert headers["content-disposition"] == 'attachment; filename="aftale.ics"'
    assert headers["cache-control"] == "no-store"
    event = Calendar.from_ical(browser.response.content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == THURSDAY_TEN
    for told in ("Mette", "Haderslev", "Rusmiddel", "Clausensvej"):
        assert told not in browser.response.text


def test_after_a_missed_time_nobody_is_blamed(
    browser: Browser, haderslev: Open, portal: Portal, clock: Clock, nadia: Nadia, desk: Desk
) -> None:
    desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    chooses(browser, key(at(25, 9), Mode.IN_PERSON, haderslev.mette))
    clock.moment = at(25, 12)
    centre, case = portal.catalogue.centres["haderslev"], dossier_of(portal).case
    with portal.data.writing() as session:
        row, dossier = session.query(Appointment).one(), find(session, case, to_change=True)
        assert dossier
        mette = session.query(Staff).one().id
        write_down(session, centre, row, dossier, Attendance.STAYED_AWAY, staff_id=mette, now=clock.moment)
    page = nadia.comes_back().page
    assert "Vil du have en ny tid?" in page.text
    assert "Du er lige så velkommen som før." in page.text
    assert "kom ikke" not in page.text.lower()
    chooses(nadia.browser, key(at(26, 9), Mode.IN_PERSON, haderslev.mette))
    assert "Vil du have en ny tid?" not in nadia.browser.page.text


def test_what_we_hold_tells_of_times_too(browser: Browser, haderslev: Open) -> None:
    chooses(browser, key(THURSDAY_TEN, Mode.IN_PERSON, haderslev.mette), note="Jeg er døv på det ene øre.")
    said = plain(browser.go("/min-side/det-ved-vi").text)
    assert "Dine tider" in said
    assert "Torsdag den 26. november kl. 10.00Hos os, med Mette. Aftalt." in said
    assert "Jeg er døv på det ene øre." in said


def test_in_english_too(nadia: Nadia, haderslev: Open) -> None:
    nadia.sends(language="en").browser.press(form="/kode", written_down="1")
    assert nadia.browser.path == "/en/min-side/tider"
    chooses(nadia.browser, key(at(25, 9), Mode.ONLINE, haderslev.mette))
    assert nadia.browser.path == "/en/min-side"
