"""Nadia says more about herself, one rung at a time, and takes it back again (N2, N4)."""

from dataclasses import replace
from datetime import date

import pytest

from app.portal import Portal
from app.rules.answers import Contact, ContactChannel, ContactTime, IfAnotherAnswers, Rung, SafeContact
from app.rules.clocks import ClockKind
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import (
    DRUGS,
    HYPOTHETICAL,
    PROFESSIONAL,
    TOLD,
    Mette,
    NadiaWhoWrote,
    deeds_in,
    dossier_in,
    plain,
)

ANONYMOUS = replace(TOLD, contact=Contact(), contact_choice=Rung.CODE_ONLY)
NAMED = replace(TOLD, contact=Contact(name="Nadia Holm"), contact_choice=Rung.NAME)


@pytest.fixture
def on_the_ladder(nadia: NadiaWhoWrote) -> Browser:
    browser = nadia.has_written(ANONYMOUS).comes_back()
    browser.go("/min-side/om-dig")
    return browser


def test_each_rung_says_what_it_gives_and_what_it_takes(on_the_ladder: Browser) -> None:
    text = on_the_ladder.page.text
    assert text.count("Det får du:") == 4
    assert text.count("Det mister du:") == 3
    assert "Kun med kodenDu er her" in text


def test_a_nickname_and_back(on_the_ladder: Browser, portal: Portal) -> None:
    before = dossier_in(portal).row
    on_the_ladder.press("Gem kaldenavnet", nickname="  Skipper ")
    assert on_the_ladder.path == "/min-side/om-dig"
    assert dossier_in(portal).contact == Contact(nickname="Skipper")
    assert on_the_ladder.go("/min-side").h1 == "Hej Skipper"
    on_the_ladder.go("/min-side/om-dig")
    on_the_ladder.press("Fjern kaldenavnet")
    after = dossier_in(portal)
    assert after.contact == Contact()
    assert after.answers.contact_choice is Rung.CODE_ONLY
    assert (after.row.id, after.row.reference) == (before.id, before.reference)
    assert deeds_in(portal)[-2:] == ["contact_changed", "contact_changed"]


def test_a_safe_phone_with_its_card_and_back(on_the_ladder: Browser, portal: Portal) -> None:
    on_the_ladder.press(
        "Gem telefon og e-mail",
        phone="20 30 40 50",
        email="Skipper@Eksempel.dk",
        times=["morning", "evening"],
        may_leave_message="no",
        if_another_answers="hang_up",
        code_word="solsikke",
    )
    safe = dossier_in(portal).contact.safe
    assert (safe.phone, safe.email, safe.code_word) == ("+4520304050", "Skipper@eksempel.dk", "solsikke")
    assert safe.times == (ContactTime.MORNING, ContactTime.EVENING)
    assert safe.may_leave_message is False
    assert safe.if_another_answers is IfAnotherAnswers.HANG_UP
    assert "20 30 40 50, Skipper@eksempel.dk" in plain(on_the_ladder.page.text)
    on_the_ladder.press("Fjern telefon og e-mail")
    assert dossier_in(portal).contact.safe == SafeContact()


def test_the_card_goes_with_the_phone(on_the_ladder: Browser, portal: Portal) -> None:
    on_the_ladder.press("Gem telefon og e-mail", email="skipper@eksempel.dk", times=["morning"], code_word="solsikke")
    safe = dossier_in(portal).contact.safe
    assert safe == SafeContact(channel=ContactChannel.EMAIL, email="skipper@eksempel.dk")


def test_a_name_makes_the_law_count_from_the_day_she_asked(nadia: NadiaWhoWrote, portal: Portal, clock: Clock) -> None:
    """Anonymous drug treatment has no guarantee; with a name the law's 14 days run from the first wish."""
    nadia.has_written(DRUGS)
    clock.pass_time(days=3)
    browser = nadia.comes_back()
    browser.go("/min-side/om-dig")
    assert "Handler det om stoffer, giver loven dig en frist på 14 dage" in browser.page.text
    browser.press("Gem navnet", name="Nadia Holm")
    clocks = {clock.kind: clock for clock in dossier_in(portal).promises}
    assert clocks[ClockKind.TREATMENT_DRUGS].due_on == date(2026, 12, 8)
    assert ClockKind.TREATMENT_DRUGS_ANONYMOUS not in clocks
    assert "Det står i serviceloven § 101." in plain(browser.go("/min-side").text)
    browser.go("/min-side/om-dig")
    browser.press("Fjern navnet")
    clocks = {clock.kind: clock for clock in dossier_in(portal).promises}
    assert clocks[ClockKind.TREATMENT_DRUGS].running, "a name taken back takes no promise away"
    assert not dossier_in(portal).contact.named


@pytest.mark.parametrize(
    ("button", "fields", "said"),
    [
        ("Gem kaldenavnet", {"nickname": " "}, "Skriv et kaldenavn, eller lad være."),
        ("Gem navnet", {"name": ""}, "Skriv dit navn, eller lad være."),
        ("Gem navnet", {"name": "x" * 81}, "Det er for langt."),
        ("Gem telefon og e-mail", {}, "Skriv et telefonnummer eller en e-mail."),
        ("Gem telefon og e-mail", {"phone": "12"}, "Skriv telefonnummeret med 8 cifre."),
        ("Gem telefon og e-mail", {"phone": "20304050", "email": "skipper"}, "Skriv e-mailen som"),
    ],
    ids=["no nickname", "no name", "long name", "no reach", "short number", "half an e-mail"],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    on_the_ladder: Browser, portal: Portal, button: str, fields: dict[str, str], said: str
) -> None:
    page = on_the_ladder.press(button, expect=422, **fields)
    assert said in page.text
    kept = {field.get("name"): field.get("value") for field in page.all("input")}
    assert all(kept[name] == value for name, value in fields.items() if value.strip())
    assert dossier_in(portal).contact == Contact()


def test_pressing_twice_changes_once(on_the_ladder: Browser, portal: Portal) -> None:
    for _ in range(2):
        on_the_ladder.press("Gem kaldenavnet", nickname="Skipper")
    assert deeds_in(portal).count("contact_changed") == 1


def test_a_hypothetical_question_has_no_ladder(nadia: NadiaWhoWrote, portal: Portal) -> None:
    browser = nadia.has_written(HYPOTHETICAL).comes_back()
    page = browser.go("/min-side/om-dig")
    assert "Du spørger uden at sige, hvem det er" in page.text
    assert "Begynd på ny" in page.text
    assert not [field for field in page.all("input") if field.get("type") != "hidden"]
    sent = {"csrf_token": browser.token(), "rung": "name", "name": "Nadia Holm"}
    browser.post("/min-side/om-dig", sent, expect=409)
    assert dossier_in(portal).contact == Contact()


def test_a_professional_is_asked_for_no_name(nadia: NadiaWhoWrote, portal: Portal) -> None:
    browser = nadia.has_written(PROFESSIONAL).comes_back()
    page = browser.go("/min-side/om-dig")
    assert "Dit navn" not in page.text
    browser.post("/min-side/om-dig", {"csrf_token": browser.token(), "rung": "name", "name": "Nadia Holm"})
    assert dossier_in(portal).contact == Contact()


def test_when_it_is_closed_she_may_take_back_but_not_say_more(
    nadia: NadiaWhoWrote, mette: Mette, portal: Portal
) -> None:
    nadia.has_written(NAMED)
    mette.closes()
    browser = nadia.comes_back()
    browser.go("/min-side/om-dig")
    sent = {"csrf_token": browser.token(), "rung": "nickname", "nickname": "Skipper"}
    browser.post("/min-side/om-dig", sent, expect=409)
    browser.go("/min-side/om-dig")
    browser.press("Fjern navnet")
    assert dossier_in(portal).contact == Contact()


def test_a_rung_that_is_not_there_changes_nothing(on_the_ladder: Browser, portal: Portal) -> None:
    token = on_the_ladder.token()
    for rung in ("", "code_only", "cpr", "name' OR 1=1"):
        sent = {"csrf_token": token, "rung": rung, "name": "Nadia", "take_back": "1"}
        on_the_ladder.post("/min-side/om-dig", sent)
        assert on_the_ladder.path == "/min-side/om-dig"
    assert "contact_changed" not in deeds_in(portal)


def test_fields_that_no_form_offers_are_ignored(on_the_ladder: Browser, portal: Portal) -> None:
    before = dossier_in(portal).row
    on_the_ladder.press("Gem kaldenavnet", nickname="Skipper", state="closed", urgency="1", centre="ishoej", name="N")
    after = dossier_in(portal)
    assert (after.row.state, after.row.urgency, after.row.centre) == (before.state, before.urgency, before.centre)
    assert after.contact.name is None
