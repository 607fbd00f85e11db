"""Nadia sees where it stands: what has happened, what comes next and by when, and what was written."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.portal import Portal
from app.rules.answers import Answers, Channel, Contact, ContactChannel, Danger, SafeContact, Substance
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import DRUGS, HYPOTHETICAL, PROFESSIONAL, RELATIVE, TOLD, Mette, NadiaWhoWrote, plain


def words(browser: Browser) -> str:
    return plain(browser.go("/min-side").text)


def test_without_a_code_the_way_leads_to_the_code(door: Browser) -> None:
    door.go("/min-side")
    assert door.path == "/log-ind"


def test_she_is_greeted_by_the_name_she_chose(nadia: NadiaWhoWrote) -> None:
    page = nadia.has_written().comes_back().page
    assert page.h1 == "Hej Skipper"
    assert "Du er anonym. Sagsnummer 26-" in page.text
    assert page.title == "Min side – Indgangen"


@pytest.mark.parametrize(
    ("answers", "h1", "said"),
    [
        (replace(TOLD, contact=Contact()), "Min side", "Du er anonym."),
        (replace(TOLD, contact=Contact(name="Nadia Holm")), "Hej Nadia Holm", "Vi kender dit navn."),
        (
            replace(TOLD, contact=Contact(safe=SafeContact(channel=ContactChannel.PHONE, phone="+4520304050"))),
            "Min side",
            "Du har ikke sagt dit navn.",
        ),
        (PROFESSIONAL, "Min side", "Du skriver gennem dit arbejde."),
        (HYPOTHETICAL, "Min side", "Du spørger uden at sige, hvem det er."),
    ],
    ids=["code only", "name", "phone", "professional", "hypothetical"],
)
def test_she_is_told_how_much_we_know(nadia: NadiaWhoWrote, answers: Answers, h1: str, said: str) -> None:
    page = nadia.has_written(answers).comes_back().page
    assert page.h1 == h1
    assert said in page.text


def test_what_she_wrote_will_be_read_today_and_answered_tomorrow(nadia: NadiaWhoWrote) -> None:
    said = words(nadia.has_written().comes_back())
    assert "Vi læser det senest i dag kl. 16.00" in said
    assert "Du får svar her på siden senest onsdag den 25. november" in said
    assert "I dag kl. 13.40Du skrev til os" in said
    assert "Senest den 1. decemberDin første samtale" in said
    assert "Senest den 8. decemberHjælpen begynder" in said


def test_what_is_written_at_night_is_read_the_next_day(nadia: NadiaWhoWrote, clock: Clock) -> None:
    clock.moment = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)
    said = words(nadia.has_written().comes_back())
    assert "Vi læser det senest onsdag den 25. november kl. 16.00" in said
    assert "senest torsdag den 26. november" in said


def test_a_counsellor_reads_it_and_owes_an_answer(nadia: NadiaWhoWrote, mette: Mette) -> None:
    nadia.has_written()
    mette.claims()
    said = words(nadia.comes_back())
    assert "Mette læste det og blev din kontaktperson" in said
    assert "Du får svar senest onsdag den 25. november" in said
    assert "Det er Mette." in said
    assert "Lund" not in said, "a citizen is told first names only"


def test_an_answer_is_new_until_it_has_been_seen(nadia: NadiaWhoWrote, mette: Mette, clock: Clock) -> None:
    nadia.has_written()
    mette.claims()
    clock.pass_time(minutes=10)
    mette.replies("Kom, som du er.")
    first = plain(nadia.comes_back().page.text)
    assert "Mette har svaret dig" in first
    assert "1 ny" in first
    assert "Mettei dag kl. 13.50NyKom, som du er." in first
    again = words(nadia.browser)
    assert "1 ny" not in again
    assert "Mettei dag kl. 13.50Kom, som du er." in again
    assert "En samtale senest tirsdag den 1. december" in again


def test_once_the_first_talk_is_behind_her_the_line_is_simply_open(
    nadia: NadiaWhoWrote, mette: Mette, clock: Clock
) -> None:
    nadia.has_written(RELATIVE)
    mette.claims()
    mette.replies("Godt, du skrev.")
    clock.pass_time(days=8)
    nadia.comes_back()
    assert "Skriv, når du vil" in words(nadia.browser)


def test_we_say_so_when_we_are_late(nadia: NadiaWhoWrote, clock: Clock) -> None:
    nadia.has_written()
    clock.pass_time(days=2)
    said = words(nadia.comes_back())
    assert "Vi mangler at svare dig" in said
    assert "Du skulle have haft svar senest onsdag den 25. november. Det beklager vi." in said


def test_an_answer_does_not_start_the_waiting_anew(nadia: NadiaWhoWrote, mette: Mette, clock: Clock) -> None:
    """Writing again while waiting must not move the day that was promised."""
    nadia.has_written()
    clock.pass_time(hours=20)
    nadia.comes_back().press("Send", message="Er I der?")
    assert "senest onsdag den 25. november" in words(nadia.browser)


def test_somebody_who_was_written_down_by_staff_is_not_told_that_they_wrote(nadia: NadiaWhoWrote, mette: Mette) -> None:
    nadia.has_written(channel=Channel.COUNTER)
    mette.claims()
    assert "En samtale senest tirsdag den 1. december" in words(nadia.comes_back())


def test_a_target_is_called_a_target_and_the_law_by_its_name(nadia: NadiaWhoWrote) -> None:
    said = words(nadia.has_written(DRUGS).comes_back())
    assert "Ingen fast dato" in said
    assert "Loven giver ingen frist for behandling for stoffer, når du er anonym (serviceloven § 101 a)." in said
    assert "Siger du dit navn, er fristen 14 dage fra den dag, du bad om det." in said


def test_both_alcohol_and_drugs_give_two_clocks(nadia: NadiaWhoWrote) -> None:
    said = words(nadia.has_written(replace(TOLD, substance=Substance.BOTH)).comes_back())
    assert "sundhedsloven § 141" in said
    assert "serviceloven § 101 a" in said


def test_the_days_that_are_left_are_counted(nadia: NadiaWhoWrote, clock: Clock) -> None:
    nadia.has_written()
    assert "7 dage tilbage" in words(nadia.comes_back())
    clock.pass_time(days=6)
    assert "1 dag tilbage" in words(nadia.comes_back())
    clock.pass_time(days=1)
    assert "Det er i dag" in words(nadia.comes_back())
    clock.pass_time(days=1)
    assert "Dagen er gået. Har du ikke hørt fra os, så skriv eller ring." in words(nadia.comes_back())


def test_a_hypothetical_question_has_no_clock_and_no_wish(nadia: NadiaWhoWrote) -> None:
    said = words(nadia.has_written(HYPOTHETICAL).comes_back())
    assert "Der løber ingen frist." in said
    assert "Jeg vil have behandling" not in said


def test_danger_brings_the_numbers_to_the_top(nadia: NadiaWhoWrote) -> None:
    page = nadia.has_written(replace(TOLD, danger=Danger.YES)).comes_back().page
    assert "Du er vigtig lige nu" in page.text


def test_a_closed_inquiry_can_be_read_and_says_until_when(nadia: NadiaWhoWrote, mette: Mette) -> None:
    nadia.has_written()
    mette.claims()
    mette.closes()
    page = nadia.comes_back().page
    assert "Det her er afsluttet" in page.text
    assert "til det bliver slettet onsdag den 24. februar" in plain(page.text)
    assert "Mette afsluttede henvendelsen" in page.text
    assert not page.all("textarea")


def test_it_speaks_english_where_it_can(nadia: NadiaWhoWrote) -> None:
    nadia.has_written()
    browser = nadia.comes_back(language="en")
    assert browser.path == "/en/min-side"
    assert browser.page.language == "en"


def test_a_forms_own_address_leads_back_when_it_is_fetched(nadia: NadiaWhoWrote) -> None:
    browser = nadia.has_written().comes_back()
    for path in ("/min-side/besked", "/min-side/oenske", "/min-side/ny-kode/skrevet", "/log-ud"):
        browser.go(path)
        assert browser.path in ("/min-side", "/min-side/ny-kode")


def test_an_inquiry_that_is_forgotten_meanwhile_ends_the_visit(nadia: NadiaWhoWrote, portal: Portal) -> None:
    from app.forgetting import forget_inquiry
    from app.timeline import Actor
    from tests.own_page.people import dossier_in

    browser = nadia.has_written().comes_back()
    with portal.data.writing() as session:
        forget_inquiry(session, portal, dossier_in(portal).row.id, actor=Actor.SYSTEM, now=portal.now())
    browser.go("/min-side")
    assert browser.path == "/log-ind"
