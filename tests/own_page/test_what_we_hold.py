"""Nadia sees everything we hold, who has opened it, and when it is forgotten (N12)."""

from dataclasses import replace

from app.rules.answers import Contact, ContactChannel, ContactTime, SafeContact
from tests.clock import Clock
from tests.own_page.people import RELATIVE, TOLD, Mette, NadiaWhoWrote, plain
from tests.people import OWN_WORDS

PHONE = SafeContact(
    channel=ContactChannel.PHONE,
    phone="+4520304050",
    times=(ContactTime.MORNING,),
    may_leave_message=False,
    code_word="solsikke",
)


def test_every_answer_stands_beside_its_question(nadia: NadiaWhoWrote) -> None:
    told = replace(TOLD, contact=Contact(name="Nadia Holm", nickname="Skipper", safe=PHONE))
    page = nadia.has_written(told).comes_back().go("/min-side/det-ved-vi")
    rows = {page.text_of(row[0]): plain(page.text_of(row[1])) for row in map(list, page.all("div")) if len(row) == 2}
    said = " ".join(rows.values())
    for answer in ("Haderslev", OWN_WORDS, "1. Bolig, 2. Alkohol", "Behandling", "30 år eller mere"):
        assert answer in said
    for contact in ("Skipper", "Nadia Holm", "20 30 40 50", "Formiddag, 8 til 12", "Læg ikke besked", "solsikke"):
        assert contact in said


def test_what_was_never_asked_is_not_listed_and_what_was_skipped_is(nadia: NadiaWhoWrote) -> None:
    told = replace(RELATIVE, age=None)
    page = nadia.has_written(told).comes_back().go("/min-side/det-ved-vi")
    assert "Det fylder mest" not in page.text
    assert "AlderIkke oplyst" in page.text


def test_she_sees_who_opened_it_and_roughly_when(nadia: NadiaWhoWrote, mette: Mette, clock: Clock) -> None:
    nadia.has_written()
    mette.opens()
    mette.opens()
    clock.pass_time(hours=20)
    mette.opens()
    page = nadia.comes_back().go("/min-side/det-ved-vi")
    said = plain(page.text)
    assert said.count("I går om eftermiddagenMette, rådgiver") == 1
    assert "I dag om formiddagenMette, rådgiver" in said
    assert "I dag om formiddagenDin kode" in said
    assert "Lund" not in said
    assert "13.40" not in said, "the minute would say too much"


def test_nobody_has_opened_it_is_said_as_well(nadia: NadiaWhoWrote) -> None:
    page = nadia.has_written().comes_back().go("/min-side/det-ved-vi")
    assert "Mette" not in page.text
    assert "Din kode" in page.text


def test_messages_are_counted_and_notes_are_told_of(nadia: NadiaWhoWrote, mette: Mette) -> None:
    nadia.has_written()
    mette.claims()
    mette.replies("Kom, som du er.")
    mette.notes("Ringer til hende torsdag.")
    page = nadia.comes_back().go("/min-side/det-ved-vi")
    assert "1 besked fra dig. 1 besked fra os." in page.text
    assert "Rådgiverne kan også skrive notater" in page.text
    assert "torsdag" not in page.text


def test_it_says_when_it_is_forgotten(nadia: NadiaWhoWrote, mette: Mette) -> None:
    nadia.has_written()
    browser = nadia.comes_back()
    said = plain(browser.go("/min-side/det-ved-vi").text)
    assert "gemmer vi det i 3 måneder" in said
    assert "slutter forløbet af sig selv mandag den 24. maj 2027" in said
    mette.closes()
    assert "Det sker af sig selv onsdag den 24. februar." in plain(browser.go("/min-side/det-ved-vi").text)
