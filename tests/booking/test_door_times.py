"""Nadia looks for a time: what stands first, how she narrows it, and what a day without times offers (A3, A6)."""

from datetime import timedelta

import pytest

from app.appointments import opening
from app.portal import Portal
from app.rules.open_hours import ExceptionKind
from app.rules.services import Mode
from tests.booking.calendar import Open, at, key
from tests.booking.door import asked_for, moment, offered, plain
from tests.browser import Browser
from tests.clock import Clock
from tests.people import Nadia


@pytest.fixture
def looking(nadia: Nadia, haderslev: Open) -> Browser:
    """Nadia has just written her code down, and is led on to the times."""
    nadia.sends().browser.press(form="/kode", written_down="1")
    assert nadia.browser.path == "/min-side/tider"
    return nadia.browser


def test_who_has_just_written_is_led_on_to_a_time(looking: Browser) -> None:
    assert looking.page.h1 == "Vælg en tid, der passer dig"
    said = plain(looking.page.text)
    assert "En samtale på tre kvarter om, hvad du har brug for." in said
    assert "Du skrev den 24. november. Vi lover dig en samtale senest den 1. december." in said
    assert "Jeg vælger senere" in said


def test_who_writes_where_there_is_no_calendar_goes_to_her_own_page(nadia: Nadia) -> None:
    nadia.sends().browser.press(form="/kode", written_down="1")
    assert nadia.browser.path == "/min-side"


def test_the_open_door_stands_first(looking: Browser) -> None:
    said = plain(looking.page.text)
    assert said.index("Kom forbi uden tid") < said.index("Ledige tider de næste syv dage")
    assert "Clausensvej 25, 6100 Haderslev, indtil kl. 16 i dag." in said
    looking.press("Sig, at jeg kommer")
    assert looking.path == "/min-side"
    assert "Du kommer forbi i dag" in looking.page.text
    looking.press("Jeg kommer ikke alligevel")
    assert "Du kommer forbi i dag" not in looking.page.text


def test_a_door_that_has_closed_is_not_offered(looking: Browser, clock: Clock, portal: Portal) -> None:
    clock.pass_time(minutes=10)  # the page stands on her screen while the door closes
    with portal.data.writing() as session:
        today = at(24, 0).date()
        opening.add_exception(
            session, "haderslev", owner=None, kind=ExceptionKind.CLOSED, first_day=today, last_day=today
        )
    looking.press("Sig, at jeg kommer")
    assert looking.path == "/min-side/tider"
    assert "Åbent nu" not in looking.page.text
    assert asked_for(portal) == []


def test_days_are_called_what_people_call_them(looking: Browser) -> None:
    names = [plain(looking.page.text_of(each)) for each in looking.page.all("h3")]
    assert names == [
        "I dag 24. november",
        "I morgen 25. november",
        "Torsdag 26. november",
        "Fredag 27. november",
        "Weekend 28.–29. november",
        "Mandag 30. november",
        "Tirsdag 1. december",
    ]
    assert "Lukket. Hjælpelinjer, der har åbent" in looking.page.text


def test_a_day_shows_a_few_times_and_then_all_of_them(looking: Browser) -> None:
    tomorrow = [each for each in offered(looking) if at(25, 0) < moment(each) < at(26, 0)]
    assert len(tomorrow) == 4
    assert moment(tomorrow[0]) == at(25, 9)
    assert len({each.split(".")[1] for each in tomorrow}) > 2  # the ways to meet in turn
    links = looking.page.all("a")
    more = next(each for each in links if "Vis alle tider den dag, I morgen" in looking.page.text_of(each))
    looking.go(more.get("href", "").partition("#")[0])
    assert len([each for each in offered(looking) if at(25, 0) < moment(each) < at(26, 0)]) > 20


def test_a_way_to_meet_and_a_part_of_the_day_narrow_the_list(looking: Browser) -> None:
    looking.go("/min-side/tider?maade=we_come")
    assert {each.split(".")[1] for each in offered(looking)} == {"we_come"}
    looking.go("/min-side/tider?hvornaar=aften&maade=phone")
    assert {moment(each).hour for each in offered(looking)} <= {15, 16}  # UTC
    assert "aften" in looking.page.text


def test_a_filter_that_leaves_nothing_says_so_and_leads_on(looking: Browser) -> None:
    looking.go("/min-side/tider?hvornaar=aften&maade=we_come")
    assert offered(looking) == []
    assert "Der er ingen tider med det, du har valgt" in looking.page.text
    assert "Se alle tider" in looking.page.text
    assert "Sig, hvad der passer" in looking.page.text


def test_a_wish_for_somebody_a_language_or_an_interpreter(looking: Browser, haderslev: Open, portal: Portal) -> None:
    looking.press("Vis tider", koen="woman")
    assert {each.split(".")[2] for each in offered(looking)} == {str(haderslev.mette)}
    looking.press("Vis tider", koen="", sprog="de")
    assert {each.split(".")[2] for each in offered(looking)} == {str(haderslev.jens)}
    assert "på tysk" in looking.page.text
    looking.press("Vis tider", sprog="", tolk="arabisk")
    assert min(map(moment, offered(looking))) >= portal.now() + timedelta(days=2)
    looking.press("Vis tider", raadgiver=str(haderslev.mette), koen="man")
    assert "Der er ingen tider med det, du har valgt" in looking.page.text


def test_nonsense_in_the_address_is_left_out(looking: Browser) -> None:
    looking.go("/min-side/tider?maade=fax&hvornaar=nat&dag=i-morgen&fra=9999-99-99")
    assert offered(looking)
    looking.go("/min-side/tider?raadgiver=x&koen=%00&sprog=xx&tolk=%00")
    assert offered(looking)
    looking.go("/min-side/tider?fra=2031-01-01&dag=0001-01-01")
    assert offered(looking)


def test_a_week_without_times_is_never_an_empty_page(looking: Browser, portal: Portal) -> None:
    with portal.data.writing() as session:
        opening.add_exception(
            session,
            "haderslev",
            owner=None,
            kind=ExceptionKind.CLOSED,
            first_day=at(24, 0).date(),
            last_day=at(1, 0, month=12).date(),
        )
    looking.go("/min-side/tider")
    said = plain(looking.page.text)
    assert "Vi har ingen ledige tider de næste syv dage" in said
    assert "Det løfte gælder stadig." in said
    for way in ("Ring mig op", "Sig, hvornår du kan", "Til ventelisten"):
        assert way in said


def test_a_relative_is_offered_a_talk_of_their_own(nadia: Nadia, haderslev: Open) -> None:
    nadia.sends("paaroerende").browser.press(form="/kode", written_down="1")
    assert "En times samtale om dig og den, du er bekymret for." in nadia.browser.page.text
    assert "Vi kommer til dig" not in nadia.browser.page.text


def test_who_asks_without_saying_who_they_are_is_offered_no_call(nadia: Nadia, haderslev: Open) -> None:
    nadia.sends(hjemme={"hypothetical": "true"}).browser.press(form="/kode", written_down="1")
    browser = nadia.browser
    assert {each.split(".")[1] for each in offered(browser)} == {"in_person", "online"}
    browser.post(
        "/min-side/tider",
        {"csrf_token": browser.token(), "time": key(at(25, 9), Mode.PHONE, haderslev.mette)},
        expect=409,
    )
    browser.go("/min-side/ring-mig-op", expect=409)
