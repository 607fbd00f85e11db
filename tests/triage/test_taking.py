"""Taking, putting back, clarifying and ending: each once, each with its line in the timeline."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from app.chain import first_broken_link
from app.models import Event
from app.portal import Portal
from app.rules.answers import Danger, Home
from app.timeline import What, events_of, reason_of
from tests.clock import TUESDAY
from tests.people import Colleague, Desk, Nadia
from tests.triage.arriving import Arrived, arrives, row_of
from tests.triage.reading import aloud


def takes(colleague: Colleague, arrived: Arrived) -> None:
    colleague.go("/personale")
    colleague.press(form=f"{arrived.id}/tag")
    assert colleague.page.h1 == arrived.reference


def happened(portal: Portal, arrived: Arrived) -> list[str]:
    with portal.data.reading() as session:
        return [event.what for event in events_of(session, arrived.id)]


def test_taking_makes_you_the_contact_person(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    row = row_of(portal, arrived)
    assert row.state == "claimed"
    assert "Kontaktperson Mette Lund" in aloud(desk.mette.page)
    assert happened(portal, arrived) == ["received", "claimed", "opened"]


def test_the_second_is_told_who_was_first(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.jens.go("/personale")
    takes(desk.mette, arrived)
    desk.jens.press("Tag", expect=409)
    assert desk.jens.page.h1 == f"Mette Lund har taget {arrived.reference}"
    desk.jens.go("/personale?del=alle")
    assert "Mette" in desk.jens.page.text


def test_of_two_who_press_at_once_one_gets_it(desk: Desk, portal: Portal) -> None:
    for _ in range(5):
        arrived = arrives(portal)
        people = [desk.mette, desk.jens]
        for colleague in people:
            colleague.go("/personale")
        together = Barrier(2)

        def press(colleague: Colleague, arrived: Arrived = arrived, together: Barrier = together) -> int:
            data = {"csrf_token": colleague.token()}
            together.wait()
            return colleague.client.post(f"{arrived.path}/tag", data=data, follow_redirects=False).status_code

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(press, people)) == [303, 409]
        assert happened(portal, arrived).count("claimed") == 1
        row = row_of(portal, arrived)
        with portal.data.reading() as session:
            (event,) = session.scalars(select(Event).where(Event.inquiry_id == arrived.id, Event.what == What.CLAIMED))
        assert event.staff_id == row.assigned_to
        winner = next(each for each in people if each.go(arrived.path).h1 == arrived.reference)
        winner.press(form="/laeg-tilbage")
        winner.go(arrived.path)
        winner.press("Jeg vil se, om jeg kan tage den")
        with portal.data.writing() as session:
            session.delete(row_of(portal, arrived))
    with portal.data.reading() as session:
        assert first_broken_link(session) is None


def test_taking_your_own_again_is_harmless(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.mette.post(f"{arrived.path}/tag", {"csrf_token": desk.mette.token()})
    assert happened(portal, arrived).count("claimed") == 1


def test_taking_one_from_further_down_asks_for_one_tap(desk: Desk, portal: Portal) -> None:
    danger = arrives(portal, danger=Danger.YES)
    calm = arrives(portal)
    desk.mette.go("/personale")
    desk.mette.press(form=f"{calm.id}/tag")
    assert desk.mette.page.h1 == f"Hvorfor {calm.reference}?"
    assert row_of(portal, calm).assigned_to is None
    desk.mette.press("Det er mit område eller mit sprog")
    assert desk.mette.page.h1 == calm.reference
    assert "Det er mit område eller mit sprog" in aloud(desk.mette.page)
    case = portal.vault.open_for_staff(calm.id)
    assert case is not None
    with portal.data.reading() as session:
        (event,) = session.scalars(select(Event).where(Event.what == What.CLAIMED))
        assert reason_of(event, case) == "Det er mit område eller mit sprog"
    takes(desk.jens, danger)


def test_no_reason_is_asked_when_those_above_have_somebody(desk: Desk, portal: Portal) -> None:
    danger = arrives(portal, danger=Danger.YES)
    first = arrives(portal, at=TUESDAY - timedelta(hours=2))
    second = arrives(portal)
    takes(desk.mette, danger)
    takes(desk.jens, first)
    takes(desk.jens, second)


def test_a_row_that_rose_because_of_its_date_counts_as_above(desk: Desk, portal: Portal) -> None:
    arrives(portal, at=TUESDAY - timedelta(days=5))
    pregnant = arrives(portal, home=(Home.PREGNANT,))
    desk.mette.go("/personale")
    desk.mette.press(form=f"{pregnant.id}/tag")
    assert desk.mette.page.h1.startswith("Hvorfor")


def test_a_made_up_skip_reason_is_no_reason(desk: Desk, portal: Portal) -> None:
    arrives(portal, danger=Danger.YES)
    calm = arrives(portal)
    desk.mette.go("/personale")
    desk.mette.post(f"{calm.path}/tag", {"csrf_token": desk.mette.token(), "skip": "fordi"})
    assert desk.mette.page.h1.startswith("Hvorfor")
    assert row_of(portal, calm).assigned_to is None


def test_asking_why_for_one_that_is_taken_leads_to_it(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    assert desk.mette.go(f"{arrived.path}/tag").h1 == arrived.reference


def test_putting_back_gives_it_to_everybody(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.mette.press("Læg tilbage")
    assert desk.mette.page.h1 == "Kø"
    assert (row_of(portal, arrived).state, row_of(portal, arrived).assigned_to) == ("received", None)
    desk.mette.post(f"{arrived.path}/laeg-tilbage", {"csrf_token": desk.mette.token()})
    assert happened(portal, arrived).count("released") == 1
    takes(desk.jens, arrived)


def test_only_the_contact_person_and_the_leader_put_back(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.jens.go("/personale")
    desk.jens.post(f"{arrived.path}/laeg-tilbage", {"csrf_token": desk.jens.token()}, expect=409)
    assert "Den er ikke din" in desk.jens.page.text
    desk.karin.go("/personale")
    desk.karin.post(f"{arrived.path}/laeg-tilbage", {"csrf_token": desk.karin.token()})
    assert row_of(portal, arrived).assigned_to is None


def test_clarifying_is_said_once_and_stays_when_put_back(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.mette.press("Begynd afklaring")
    assert "I afklaring" in aloud(desk.mette.page)
    desk.mette.post(f"{arrived.path}/afklaring", {"csrf_token": desk.mette.token()})
    assert happened(portal, arrived).count("clarifying_began") == 1
    desk.mette.press("Læg tilbage")
    assert row_of(portal, arrived).state == "clarifying"


def test_closing_says_how_it_ended_and_when_it_is_forgotten(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.mette.go(f"{arrived.path}/afslut")
    assert "onsdag den 24. februar 2027" in aloud(desk.mette.page)
    desk.mette.press("Afslut", form="/afslut", outcome=["helped"], reason="Vi mødtes tre gange.")
    assert "Afsluttet tirsdag den 24. november 2026" in aloud(desk.mette.page)
    assert "Borgeren har fået det, der blev bedt om. Vi mødtes tre gange." in aloud(desk.mette.page)
    row = row_of(portal, arrived)
    assert (row.state, row.closed_on, row.forget_on) == ("closed", date(2026, 11, 24), date(2027, 2, 24))
    desk.mette.go("/personale?del=afsluttede")
    assert arrived.reference in aloud(desk.mette.page)
    assert arrived.reference not in desk.mette.go("/personale?del=alle").text


def test_closing_without_saying_how_keeps_what_was_written(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.mette.go(f"{arrived.path}/afslut")
    desk.mette.press("Afslut", form="/afslut", reason="Vi mødtes tre gange.", expect=422)
    assert "Vælg, hvordan det endte." in aloud(desk.mette.page)
    assert "Vi mødtes tre gange." in desk.mette.page.html
    assert row_of(portal, arrived).state == "claimed"


def test_closing_twice_closes_once(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    data = {"csrf_token": desk.mette.token(), "outcome": "elsewhere"}
    desk.mette.post(f"{arrived.path}/afslut", data)
    desk.mette.post(f"{arrived.path}/afslut", data)
    assert happened(portal, arrived).count("closed") == 1
    assert desk.mette.go(f"{arrived.path}/afslut").h1 == arrived.reference


def test_a_colleague_closes_nothing_of_yours(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.jens.go("/personale")
    desk.jens.post(f"{arrived.path}/afslut", {"csrf_token": desk.jens.token(), "outcome": "mistake"}, expect=409)
    assert row_of(portal, arrived).state == "claimed"


@pytest.mark.parametrize("deed", ["tag", "laeg-tilbage", "afklaring"])
def test_nothing_more_happens_to_a_closed_one(desk: Desk, portal: Portal, deed: str) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.mette.post(f"{arrived.path}/afslut", {"csrf_token": desk.mette.token(), "outcome": "mistake"})
    desk.mette.post(f"{arrived.path}/{deed}", {"csrf_token": desk.mette.token()}, expect=409)
    assert row_of(portal, arrived).state == "closed"


def test_no_button_leads_to_a_no(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.jens.go(arrived.path)
    desk.jens.press("Jeg dækker for en kollega")
    buttons = {desk.jens.page.text_of(each) for each in desk.jens.page.all("button")}
    assert not buttons & {"Tag", "Læg tilbage", "Send svar", "Gem note", "Begynd afklaring"}
    assert "Kun kontaktpersonen eller lederen svarer." in desk.jens.page.text


def test_nadia_sees_who_took_it(desk: Desk, nadia: Nadia) -> None:
    nadia.sends()
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    assert "Mette" in nadia.comes_back().page.text
