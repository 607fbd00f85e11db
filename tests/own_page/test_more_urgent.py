"""It has become more urgent: Nadia says so without beginning again (N8, N11)."""

from dataclasses import replace

import pytest

from app.portal import Portal
from app.rules.answers import Danger
from app.rules.urgency import Urgency
from tests.own_page.people import RELATIVE, TOLD, Mette, NadiaWhoWrote, deeds_in, dossier_in, plain


def test_the_lines_that_are_open_now_stand_first(nadia: NadiaWhoWrote) -> None:
    browser = nadia.has_written().comes_back()
    said = plain(browser.go("/min-side/haster").text)
    assert said.index("Alarmcentralen112") < said.index("Den Blå Linje") < said.index("Er du i fare lige nu?")
    assert "Åben til kl. 19" in said
    assert "Vi har fået det, du skrev" not in said, "only who comes straight from a message is told so"


@pytest.mark.parametrize(
    ("answer", "urgency"), [("yes", Urgency.ACUTE), ("unsure", Urgency.SOON), ("no", Urgency.SOON)]
)
def test_she_moves_up(nadia: NadiaWhoWrote, portal: Portal, mette: Mette, answer: str, urgency: Urgency) -> None:
    nadia.has_written()
    mette.claims()
    assert dossier_in(portal).row.urgency == Urgency.ROUTINE
    browser = nadia.comes_back()
    browser.go("/min-side/haster")
    browser.press("Sig, at det haster", danger=answer)
    assert browser.path == "/min-side"
    dossier = dossier_in(portal)
    assert dossier.answers.danger == answer
    assert dossier.row.urgency == urgency
    assert dossier.row.unread_by_staff
    assert deeds_in(portal)[-1] == "more_urgent"
    assert "Du sagde, at det haster mere" in browser.page.text


def test_danger_that_is_over_no_longer_counts(nadia: NadiaWhoWrote, portal: Portal) -> None:
    browser = nadia.has_written(replace(TOLD, danger=Danger.YES)).comes_back()
    browser.go("/min-side/haster")
    browser.press("Sig, at det haster", danger="no")
    assert dossier_in(portal).row.urgency == Urgency.SOON
    assert "Du er vigtig lige nu" not in browser.page.text


def test_an_answer_is_asked_for(nadia: NadiaWhoWrote, portal: Portal) -> None:
    browser = nadia.has_written().comes_back()
    browser.go("/min-side/haster")
    assert "Vælg et af svarene." in browser.press("Sig, at det haster", expect=422).text
    assert "more_urgent" not in deeds_in(portal)


def test_a_relative_is_asked_about_anybody(nadia: NadiaWhoWrote) -> None:
    assert "Er nogen i fare lige nu?" in nadia.has_written(RELATIVE).comes_back().go("/min-side/haster").text


def test_when_it_is_closed_the_lines_stay_and_the_question_goes(
    nadia: NadiaWhoWrote, mette: Mette, portal: Portal
) -> None:
    nadia.has_written()
    mette.closes()
    browser = nadia.comes_back()
    page = browser.go("/min-side/haster")
    assert "Alarmcentralen" in page.text
    assert "Jeg har brug for hjælp igen" in page.text
    browser.post("/min-side/haster", {"csrf_token": browser.token(), "danger": "yes"}, expect=409)
    assert "more_urgent" not in deeds_in(portal)
