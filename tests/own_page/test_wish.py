"""Nadia wishes for something else than before, and the clocks follow (N1)."""

from dataclasses import replace
from datetime import date

import pytest

from app.portal import Portal
from app.rules.answers import Answers, Wish
from app.rules.clocks import ClockKind
from tests.clock import Clock
from tests.own_page.people import HYPOTHETICAL, RELATIVE, TOLD, Mette, NadiaWhoWrote, deeds_in, dossier_in, plain

ADVICE = replace(TOLD, wish=Wish.ADVICE)


def test_the_clock_starts_on_the_day_of_the_wish(nadia: NadiaWhoWrote, portal: Portal, clock: Clock) -> None:
    nadia.has_written(ADVICE)
    clock.pass_time(days=2)
    browser = nadia.comes_back()
    assert "Hjælpen begynder" not in browser.page.text
    browser.press("Jeg vil have behandling")
    assert browser.path == "/min-side"
    clocks = {clock.kind: clock for clock in dossier_in(portal).promises}
    assert clocks[ClockKind.TREATMENT_ALCOHOL].due_on == date(2026, 12, 10)
    assert clocks[ClockKind.OPEN_COUNSELLING].due_on == date(2026, 12, 1), "earlier promises do not move"
    assert "Senest den 10. december" in plain(browser.page.text)
    assert "Du ændrede dit ønske" in browser.page.text
    assert deeds_in(portal)[-1] == "wish_changed"
    assert dossier_in(portal).row.unread_by_staff


def test_only_advice_stops_the_clock_and_changing_back_brings_the_same_day(
    nadia: NadiaWhoWrote, portal: Portal
) -> None:
    browser = nadia.has_written().comes_back()
    assert "Så standser fristen for behandling." in browser.page.text
    browser.press("Kun råd")
    assert "sundhedsloven" not in browser.page.text
    assert dossier_in(portal).answers.wish is Wish.ADVICE
    browser.press("Jeg vil have behandling")
    assert "Senest den 8. december" in plain(browser.page.text)


def test_pressing_twice_wishes_once(nadia: NadiaWhoWrote, portal: Portal) -> None:
    browser = nadia.has_written(ADVICE).comes_back()
    sent = {"csrf_token": browser.token(), "wish": "treatment"}
    browser.post("/min-side/oenske", sent)
    browser.post("/min-side/oenske", sent)
    assert deeds_in(portal).count("wish_changed") == 1


@pytest.mark.parametrize("answers", [RELATIVE, HYPOTHETICAL], ids=["relative", "hypothetical"])
def test_only_a_persons_own_wish_counts(nadia: NadiaWhoWrote, portal: Portal, answers: Answers) -> None:
    browser = nadia.has_written(answers).comes_back()
    assert "Jeg vil have behandling" not in browser.page.text
    browser.post("/min-side/oenske", {"csrf_token": browser.token(), "wish": "treatment"}, expect=409)
    assert "wish_changed" not in deeds_in(portal)


def test_a_closed_inquiry_takes_no_wish(nadia: NadiaWhoWrote, mette: Mette, portal: Portal) -> None:
    nadia.has_written(ADVICE)
    mette.closes()
    browser = nadia.comes_back()
    browser.post("/min-side/oenske", {"csrf_token": browser.token(), "wish": "treatment"}, expect=409)
    assert dossier_in(portal).answers.wish is Wish.ADVICE


def test_a_wish_that_is_not_offered_is_asked_for_again(nadia: NadiaWhoWrote, portal: Portal) -> None:
    browser = nadia.has_written(ADVICE).comes_back()
    token = browser.token()
    for wish in ("", "undecided", "free beer"):
        browser.post("/min-side/oenske", {"csrf_token": token, "wish": wish}, expect=422)
    assert dossier_in(portal).answers.wish is Wish.ADVICE
