"""Back with the old code (D2, D3): the same inquiry, further up, with new promises, and nothing asked twice."""

from datetime import date

import pytest

from app.dossier import Dossier, opened
from app.models import Inquiry
from app.portal import Portal
from app.rules.answers import Answers, Substance, Topic
from app.timeline import events_of
from tests.browser import Browser
from tests.clock import Clock
from tests.follow_up.test_follow_ups import granted, planned
from tests.people import Desk
from tests.triage.arriving import PLAIN, Arrived, arrives, row_of
from tests.triage.reading import aloud
from tests.visitation.meeting import promises, sends
from tests.visitation.test_own_letter import reader

BACK = {"danger": "no", "wish": "treatment", "reuse": "yes", "person": "same"}


@pytest.fixture
def ended(desk: Desk, portal: Portal, clock: Clock) -> Arrived:
    """Mette had it and ended it; a month has gone."""
    arrived = arrives(portal, PLAIN, topics=(Topic.MONEY, Topic.ALCOHOL))
    desk.mette.go("/personale")
    sends(desk.mette, f"{arrived.path}/tag", skip="agreed")
    sends(desk.mette, f"{arrived.path}/afslut", outcome="helped")
    clock.pass_time(days=30)
    return arrived


def told(portal: Portal, arrived: Arrived) -> Answers:
    return dossier_of(portal, arrived).answers


def dossier_of(portal: Portal, arrived: Arrived) -> Dossier:
    case = portal.vault.open_for_staff(arrived.id)
    assert case is not None
    with portal.data.reading() as session:
        return opened(session.get_one(Inquiry, arrived.id), case)


def comes_back(desk: Desk, ended: Arrived, **answers: str) -> Browser:
    browser = reader(desk, ended).browser
    browser.go("/min-side/igen")
    browser.press("Jeg har brug for hjælp igen", **{**BACK, **answers})
    return browser


def test_the_same_inquiry_opens_again(desk: Desk, portal: Portal, ended: Arrived) -> None:
    browser = reader(desk, ended).browser
    assert "Har du brug for hjælp igen, skal du ikke begynde forfra." in aloud(browser.page)
    said = aloud(browser.go("/min-side/igen"))
    assert "Tal med nogen nu" in said
    assert "Gerne Mette igen" in said
    assert "Hvad handler det om" not in said, "nothing is asked twice"
    browser.press("Jeg har brug for hjælp igen", **BACK)
    row = row_of(portal, ended)
    assert (row.id, row.reference, row.state) == (ended.id, ended.reference, "received")
    assert (row.closed_on, row.forget_on, row.assigned_to) == (None, None, None)
    assert row.urgency == 2, "at least soon"
    assert {each.due_on for each in promises(portal, ended)} == {date(2026, 12, 31), date(2027, 1, 7)}
    with portal.data.reading() as session:
        assert [event.what for event in events_of(session, ended.id)][-1] == "returned"
    assert "Du kom tilbage" in aloud(browser.page)
    assert "Jeg har brug for hjælp igen." in aloud(browser.page)


def test_the_queue_says_that_they_are_back_and_who_it_was(desk: Desk, portal: Portal, ended: Arrived) -> None:
    comes_back(desk, ended)
    desk.jens.go("/personale")
    assert "er tilbage efter et forløb" in aloud(desk.jens.page).lower()
    sends(desk.jens, f"{ended.path}/tag", skip="agreed")
    said = aloud(desk.jens.go(ended.path))
    assert "Kom tilbage den 24. december. Kontaktpersonen var Mette Lund. Vil gerne have den samme igen." in said
    assert "Borgeren kom tilbage med sin kode" in said


def test_earlier_answers_are_used_only_with_a_yes(desk: Desk, portal: Portal, ended: Arrived) -> None:
    comes_back(desk, ended, reuse="no", words="Jeg er begyndt igen.")
    now = told(portal, ended)
    assert (now.own_words, now.topics, now.substance) == (None, (), None)
    assert now.contact.nickname == "Skipper", "how to reach them is no answer"


def test_with_a_yes_nothing_is_lost(desk: Desk, portal: Portal, ended: Arrived) -> None:
    comes_back(desk, ended)
    now = told(portal, ended)
    assert (now.topics, now.substance) == ((Topic.MONEY, Topic.ALCOHOL), Substance.ALCOHOL)


def test_danger_puts_them_at_the_front(desk: Desk, portal: Portal, ended: Arrived) -> None:
    comes_back(desk, ended, danger="yes")
    assert row_of(portal, ended).urgency == 1


def test_words_of_danger_bring_the_help_lines(desk: Desk, ended: Arrived) -> None:
    browser = comes_back(desk, ended, words="Jeg vil ikke leve mere")
    assert browser.path == "/min-side/haster"


def test_what_is_missing_is_said_and_what_was_typed_is_kept(desk: Desk, portal: Portal, ended: Arrived) -> None:
    browser = reader(desk, ended).browser
    browser.go("/min-side/igen")
    browser.press("Jeg har brug for hjælp igen", expect=422, words="Det er gået galt.")
    assert "Det er gået galt." in browser.page.html
    assert row_of(portal, ended).state == "closed"


def test_pressed_twice_it_opens_once(desk: Desk, portal: Portal, ended: Arrived) -> None:
    browser = comes_back(desk, ended)
    browser.post("/min-side/igen", {"csrf_token": browser.token(), **BACK})
    with portal.data.reading() as session:
        assert [event.what for event in events_of(session, ended.id)].count("returned") == 1
    browser.go("/min-side/igen")
    assert browser.path == "/min-side"


def test_what_was_planned_after_the_end_is_not_needed_any_more(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = granted(desk, portal)
    browser = reader(desk, arrived).browser
    browser.press("Ja, det må I gerne")
    sends(desk.mette, f"{arrived.path}/afslut", outcome="helped")
    assert len(planned(portal, arrived)) == 2
    clock.pass_time(days=5)
    browser = comes_back(desk, arrived)
    assert planned(portal, arrived) == []
    assert "Må vi høre, hvordan det går?" not in aloud(browser.page)
