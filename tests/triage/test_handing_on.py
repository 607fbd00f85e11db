"""Mette goes on holiday and gives what she has to Jens; Karin, who leads, shares out what nobody has (D8)."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.chain import first_broken_link
from app.models import Inquiry, Staff
from app.portal import Portal
from app.timeline import What, events_of, reason_of
from tests.people import Colleague, Desk, Nadia
from tests.review import Page
from tests.triage.arriving import Arrived, arrives, row_of
from tests.triage.reading import aloud
from tests.triage.test_taking import happened, takes


def id_of(portal: Portal, colleague: Colleague) -> str:
    with portal.data.reading() as session:
        found = session.scalar(select(Staff.id).where(Staff.email == colleague.email))
    assert isinstance(found, UUID)
    return str(found)


def gives(colleague: Colleague, arrived: Arrived, receiver: str, *, reason: str = "", expect: int = 200) -> Page:
    colleague.go(f"{arrived.path}/giv-videre")
    return colleague.press(form="/giv-videre", receiver=receiver, reason=reason, expect=expect)


def limit(portal: Portal, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    centre = portal.catalogue.centres["haderslev"]
    changed = replace(centre, policy=replace(centre.policy, caseload_limit=most))
    monkeypatch.setitem(portal.catalogue.centres, "haderslev", changed)  # type: ignore[arg-type]


def test_jens_is_the_contact_person_from_now_on(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    jens = id_of(portal, desk.jens)
    gives(desk.mette, arrived, jens, reason="Jeg har ferie i uge 49.")
    assert desk.mette.path == "/personale"
    assert str(row_of(portal, arrived).assigned_to) == jens
    page = desk.jens.go(arrived.path)  # it is his: no reason is asked
    assert page.h1 == arrived.reference
    assert "Givet videre af Mette" in page.text
    assert "Til Jens Friis. Jeg har ferie i uge 49." in aloud(page)
    assert "Hvorfor åbner du" in desk.mette.go(arrived.path).text
    assert happened(portal, arrived)[:4] == ["received", "claimed", "opened", "handed_on"]
    with portal.data.reading() as session:
        assert first_broken_link(session) is None


def test_the_reason_lies_sealed(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    gives(desk.mette, arrived, id_of(portal, desk.jens), reason="Hemmelig grund.")
    case = portal.vault.open_for_staff(arrived.id)
    assert case is not None
    with portal.data.reading() as session:
        (event,) = [each for each in events_of(session, arrived.id) if each.what == What.HANDED_ON]
        assert b"Hemmelig" not in (event.detail or b"")
        assert reason_of(event, case) == "Til Jens Friis. Hemmelig grund."


def test_only_who_has_it_or_a_leader_gives_it_on(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    jens, mette = id_of(portal, desk.jens), id_of(portal, desk.mette)
    desk.mette.go(f"{arrived.path}/giv-videre")  # nobody has it, and she does not lead
    assert desk.mette.path == arrived.path
    desk.mette.go("/personale")
    desk.mette.post(f"{arrived.path}/giv-videre", {"csrf_token": desk.mette.token(), "receiver": jens}, expect=409)
    assert row_of(portal, arrived).assigned_to is None
    gives(desk.karin, arrived, mette)
    assert str(row_of(portal, arrived).assigned_to) == mette
    assert row_of(portal, arrived).state == "claimed"
    gives(desk.karin, arrived, jens)
    assert str(row_of(portal, arrived).assigned_to) == jens


def test_each_colleague_stands_with_how_many_they_have(desk: Desk, portal: Portal) -> None:
    takes(desk.jens, arrives(portal))
    second = arrives(portal)
    takes(desk.mette, second)
    assert desk.karin.name
    desk.soeren, desk.aisha  # noqa: B018  (an administrator, and a leader elsewhere: neither can have it)
    text = aloud(desk.mette.go(f"{second.path}/giv-videre"))
    assert "Jens Friis Har 1 åben" in text
    assert "Karin Holm Har 0 åbne" in text
    for nobody in ("Søren", "Aisha", "Mette Lund Har"):
        assert nobody not in text


def test_over_the_centres_limit_it_takes_a_reason(desk: Desk, portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    limit(portal, monkeypatch, 1)
    takes(desk.jens, arrives(portal))
    second = arrives(portal)
    takes(desk.mette, second)
    jens = id_of(portal, desk.jens)
    page = gives(desk.mette, second, jens, expect=422)
    assert "Har 1 af 1" in aloud(page)
    assert "Din kollega har nok i forvejen" in page.text
    assert row_of(portal, second).assigned_to != UUID(jens)
    desk.mette.press(form="/giv-videre", receiver=jens, reason="Hun kender ham fra før.")
    assert row_of(portal, second).assigned_to == UUID(jens)


def test_two_at_once_do_not_pass_the_limit_together(
    desk: Desk, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(portal, monkeypatch, 1)
    jens, givers = id_of(portal, desk.jens), (desk.mette, desk.karin)
    held_by = {each.email: id_of(portal, each) for each in givers}
    for _ in range(5):
        given = []
        for giver in givers:
            given.append(arrives(portal))
            takes(giver, given[-1])
            giver.go(f"{given[-1].path}/giv-videre")
        together = Barrier(2)

        def press(giver: Colleague, arrived: Arrived, together: Barrier = together) -> int:
            data = {"csrf_token": giver.token(), "receiver": jens, "held_by": held_by[giver.email]}
            together.wait()
            answer = giver.client.post(f"{arrived.path}/giv-videre", data=data, follow_redirects=False)
            return int(answer.status_code)

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(press, givers, given)) == [303, 422]
        with portal.data.writing() as session:
            session.execute(update(Inquiry).values(state="closed"))


def test_what_moved_meanwhile_is_not_given_away_and_nothing_typed_is_lost(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    desk.karin.go(f"{arrived.path}/giv-videre")
    desk.mette.go(arrived.path)
    desk.mette.press(form="/laeg-tilbage")
    takes(desk.jens, arrived)
    mette = id_of(portal, desk.mette)
    page = desk.karin.press(form="/giv-videre", receiver=mette, reason="Skrevet længe.", expect=409)
    assert "Den er flyttet, mens du skrev" in page.text
    assert "Jens Friis er kontaktperson." in page.text
    assert "Skrevet længe." in desk.karin.response.text
    assert str(row_of(portal, arrived).assigned_to) == id_of(portal, desk.jens)
    desk.karin.press(form="/giv-videre", receiver=mette, reason="Skrevet længe.")
    assert str(row_of(portal, arrived).assigned_to) == mette


@pytest.mark.parametrize("who", ["", "nobody", "aisha", "soeren", "gone", "self"])
def test_nobody_outside_or_away_is_given_anything(desk: Desk, portal: Portal, who: str) -> None:
    arrived = arrives(portal)
    takes(desk.mette, arrived)
    if who == "gone":
        receiver = id_of(portal, desk.jens)
        with portal.data.writing() as session:
            session.execute(update(Staff).where(Staff.id == UUID(receiver)).values(active=False))
    else:
        known = {"aisha": "aisha", "soeren": "soeren", "self": "mette"}
        receiver = id_of(portal, getattr(desk, known[who])) if who in known else who
    assert desk.karin.name
    page = gives(desk.mette, arrived, receiver, expect=422)
    assert "Vælg, hvem der skal have den." in page.text
    assert str(row_of(portal, arrived).assigned_to) == id_of(portal, desk.mette)


def test_a_closed_one_lies_still(desk: Desk, portal: Portal) -> None:
    arrived, jens = arrives(portal), id_of(portal, desk.jens)
    takes(desk.mette, arrived)
    desk.mette.go(f"{arrived.path}/giv-videre")
    with portal.data.writing() as session:
        session.execute(update(Inquiry).where(Inquiry.id == arrived.id).values(state="closed"))
    desk.mette.press(form="/giv-videre", receiver=jens, expect=409)
    assert str(row_of(portal, arrived).assigned_to) == id_of(portal, desk.mette)


def test_the_citizen_is_told_who_the_contact_person_is_now(desk: Desk, portal: Portal, nadia: Nadia) -> None:
    nadia.sends().writes_it_down()
    with portal.data.reading() as session:
        row = session.scalars(select(Inquiry)).one()
    arrived = Arrived(row.id, row.reference, nadia.code)
    takes(desk.mette, arrived)
    gives(desk.mette, arrived, id_of(portal, desk.jens), reason="Kun for personalet.")
    text = aloud(nadia.browser.go("/min-side"))
    assert "Mette gav plads til en anden kontaktperson" in text
    assert "Jens" in text
    assert "Kun for personalet" not in text
