"""Nadia writes to whoever reads her inquiry."""

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.correspondence import messages_of
from app.models import Message
from app.portal import Portal
from app.rules.answers import State
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import NadiaWhoWrote, deeds_in, dossier_in

QUESTION = "Skal jeg være holdt op, når jeg kommer?"


@pytest.fixture
def nadia(app: FastAPI, portal: Portal) -> NadiaWhoWrote:
    return NadiaWhoWrote(app, portal).has_written()


@pytest.fixture
def her_page(nadia: NadiaWhoWrote) -> Browser:
    return nadia.comes_back()


def texts(portal: Portal) -> list[str]:
    with portal.data.reading() as session:
        return [each.text for each in messages_of(session, dossier_in(portal).case)]


def test_a_message_is_stored_sealed_and_shown(her_page: Browser, portal: Portal) -> None:
    page = her_page.press("Send", message=QUESTION)
    assert her_page.path == "/min-side"
    assert QUESTION in page.text
    assert texts(portal) == [QUESTION]
    assert deeds_in(portal)[-1] == "citizen_wrote"
    assert dossier_in(portal).row.unread_by_staff
    with portal.data.reading() as session:
        body = session.scalars(select(Message.body)).one()
    assert QUESTION.encode() not in body


def test_the_newest_stands_last(her_page: Browser, clock: Clock) -> None:
    for text in ("Først.", "Så.", "Til sidst."):
        clock.pass_time(minutes=2)
        page = her_page.press("Send", message=text)
    assert page.text.index("Først.") < page.text.index("Så.") < page.text.index("Til sidst.")


def test_who_reads_it_and_when_stands_beside_the_button(her_page: Browser) -> None:
    assert "Rådgiverne i Rusmiddelcenter Haderslev læser det, du skriver." in her_page.page.text
    assert "Skriver du nu, bliver det læst i dag." in her_page.page.text


def test_lines_are_kept_and_blank_edges_are_not(her_page: Browser, portal: Portal) -> None:
    her_page.press("Send", message="  Hej Mette\r\n\r\nTak.\n ")
    assert texts(portal) == ["Hej Mette\n\nTak."]


def test_markup_is_only_text(her_page: Browser, portal: Portal) -> None:
    page = her_page.press("Send", message="<script>alert(1)</script><b>&amp;</b>")
    assert "<script>alert(1)</script><b>&amp;</b>" in page.text
    assert texts(portal) == ["<script>alert(1)</script><b>&amp;</b>"]


def test_pressing_twice_stores_once(her_page: Browser, portal: Portal, clock: Clock) -> None:
    token = her_page.token()
    for _ in range(3):
        her_page.post("/min-side/besked", {"csrf_token": token, "message": QUESTION})
    assert texts(portal) == [QUESTION]
    assert deeds_in(portal).count("citizen_wrote") == 1
    clock.pass_time(minutes=3)
    her_page.post("/min-side/besked", {"csrf_token": token, "message": QUESTION})
    assert texts(portal) == [QUESTION, QUESTION], "later, the same words are meant"


def test_an_empty_message_is_asked_for_again(her_page: Browser, portal: Portal) -> None:
    for empty in ("", "   ", "\n\t \r\n"):
        page = her_page.press("Send", message=empty, expect=422)
        assert "Skriv din besked, før du sender den." in page.text
        assert page.title.startswith("Fejl:")
    assert texts(portal) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 5_001, "Det er for langt."),
        ("før\x00efter", "Der er tegn, vi ikke kan læse."),
        ("æ" * 10_000, "Det er for langt."),
    ],
    ids=["too long", "NUL", "far too long"],
)
def test_what_cannot_be_kept_is_given_back(her_page: Browser, portal: Portal, text: str, said: str) -> None:
    page = her_page.press("Send", message=text, expect=422)
    assert said in page.text
    field = "".join(page.all("textarea")[0].itertext()).strip("\n")
    assert field == text.replace("\x00", "")
    assert texts(portal) == []


def test_the_longest_message_fits(her_page: Browser, portal: Portal) -> None:
    her_page.press("Send", message="ø" * 5_000)
    assert texts(portal) == ["ø" * 5_000]


def test_two_messages_in_one_form_are_not_guessed_between(her_page: Browser, portal: Portal) -> None:
    sent: dict[str, Any] = {"csrf_token": her_page.token(), "message": ["Den ene", "Den anden"]}
    her_page.post("/min-side/besked", sent, expect=422)
    assert texts(portal) == []


def test_words_of_danger_never_stop_a_text_and_bring_one_question(her_page: Browser, portal: Portal) -> None:
    page = her_page.press("Send", message="Jeg orker ikke at leve mere.")
    assert texts(portal) == ["Jeg orker ikke at leve mere."]
    assert her_page.path == "/min-side/haster"
    assert "Tak. Vi har fået det, du skrev." in page.text
    assert "Er du i fare lige nu?" in page.text
    her_page.press("Sig, at det haster", danger="yes")
    her_page.press("Send", message="Jeg orker ikke at leve mere, igen.")
    assert her_page.path == "/min-side", "who has said it is not asked again and again"


def test_nobody_pretends_to_read_a_closed_inquiry(her_page: Browser, portal: Portal) -> None:
    with portal.data.writing() as session:
        session.merge(dossier_in(portal).row).state = State.CLOSED
    page = her_page.press("Send", message=QUESTION, expect=409)
    assert "Henvendelsen er afsluttet." in page.text
    assert QUESTION in "".join(page.all("textarea")[0].itertext()), "what was typed is given back"
    assert texts(portal) == []


def test_a_visit_that_ended_gives_the_text_back(her_page: Browser, portal: Portal, clock: Clock) -> None:
    clock.pass_time(minutes=20)
    page = her_page.press("Send", message=QUESTION, expect=401)
    assert "Din side er lukket" in page.h1
    assert QUESTION in "".join(page.all("textarea")[0].itertext())
    assert texts(portal) == []


def test_a_foreign_or_forged_form_is_not_believed(her_page: Browser, portal: Portal) -> None:
    sent = {"csrf_token": her_page.token(), "message": QUESTION}
    her_page.post("/min-side/besked", {**sent, "csrf_token": "forged"}, expect=403)
    her_page.post("/min-side/besked", sent, headers={"origin": "https://evil.test"}, expect=403)
    her_page.post("/min-side/besked", sent, headers={"sec-fetch-site": "cross-site"}, expect=403)
    assert texts(portal) == []
