"""A time found and booked for somebody at the desk, and what the inquiry's page then says."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.appointments import requests
from app.appointments.booking import agreed_of
from app.dossier import find, keep_contact
from app.models import Appointment
from app.portal import Portal
from app.rules.answers import ContactTime, IfAnotherAnswers, SafeContact
from app.rules.appointments import Agreed, AppointmentState, NoneFits, RequestKind
from app.rules.services import Mode
from app.vault.cases import OpenCase
from tests.booking.calendar import Open, at, key, somebody_writes
from tests.booking.desk_deeds import books, sections, takes
from tests.people import Colleague, Desk
from tests.triage.arriving import arrives
from tests.triage.reading import aloud

TEN = at(25, 10)


def page_of(case: OpenCase) -> str:
    return f"/personale/henvendelse/{case.inquiry_id}"


def appointments(portal: Portal) -> list[Appointment]:
    with portal.data.reading() as session:
        return list(session.scalars(select(Appointment)))


def looks_for_a_time(colleague: Colleague, case: OpenCase, query: str = "") -> Colleague:
    takes(colleague, case.inquiry_id)
    colleague.go(f"{page_of(case)}/tider{query}")
    return colleague


def test_mette_agrees_a_time_with_skipper(desk: Desk, portal: Portal, haderslev: Open) -> None:
    case = somebody_writes(portal)
    mette = takes(desk.mette, case.inquiry_id)
    assert "Ingen aftaler endnu." in aloud(mette.page)
    mette.go(f"{page_of(case)}/tider")
    time_key = key(TEN, Mode.IN_PERSON, haderslev.mette)
    mette.press("kl.", form="/tider", time=time_key, where="Havnegade 1", note="Tag gerne en ven med")
    assert mette.path == page_of(case)
    said = sections(mette.page)["Aftaler"]
    assert "Onsdag den 25. november kl. 10.00 Mette · fremmøde · Rum 1 · En første samtale" in said
    assert "»Havnegade 1«" in said
    assert "»Tag gerne en ven med«" in said
    (booked,) = appointments(portal)
    assert (booked.state, booked.starts_at) == (AppointmentState.BOOKED, TEN)
    assert b"Havnegade" not in (booked.detail or b"")
    assert agreed_of(booked, case) == Agreed(where="Havnegade 1", note="Tag gerne en ven med")
    with portal.data.reading() as session:
        assert find(session, case)


def test_pressed_twice_it_is_booked_once(desk: Desk, portal: Portal, haderslev: Open) -> None:
    case = somebody_writes(portal)
    mette = looks_for_a_time(desk.mette, case)
    sent = {"csrf_token": mette.token(), "time": key(TEN, Mode.PHONE, haderslev.mette), "maade": "phone"}
    for _ in range(2):
        mette.post(f"{page_of(case)}/tider", sent)
        assert mette.path == page_of(case)
    assert len(appointments(portal)) == 1


def test_a_time_that_is_gone_keeps_what_was_typed(desk: Desk, portal: Portal, haderslev: Open) -> None:
    taken = key(at(25, 9), Mode.WE_COME, haderslev.mette)
    books(portal, taken)
    case = somebody_writes(portal)
    mette = looks_for_a_time(desk.mette, case, "?maade=we_come&uge=2026-48")
    mette.press("kl.", form="/tider", time=taken, where="Havnegade 1", note="Ring på", expect=409)
    text = aloud(mette.page)
    assert "Den tid er ikke ledig mere" in text
    assert "Her er de tre nærmeste:" in text
    values = {field.get("name"): field.get("value") for field in mette.page.all("input")}
    assert (values["where"], values["note"], values["maade"]) == ("Havnegade 1", "Ring på", "we_come")
    assert len(appointments(portal)) == 1


@pytest.mark.parametrize("wrong", ["", "x", "1.phone.1", "29500000.fax.1", "29500000.phone.99", "9" * 40])
def test_forged_times_book_nothing(desk: Desk, portal: Portal, haderslev: Open, wrong: str) -> None:
    case = somebody_writes(portal)
    mette = looks_for_a_time(desk.mette, case)
    mette.press("kl.", form="/tider", time=wrong, expect=409)
    assert appointments(portal) == []


def test_too_long_a_note_is_given_back(desk: Desk, portal: Portal, haderslev: Open) -> None:
    case = somebody_writes(portal)
    mette = looks_for_a_time(desk.mette, case)
    mette.press("kl.", form="/tider", note="x" * 301, expect=422)
    assert "Det er for langt." in aloud(mette.page)
    assert appointments(portal) == []


def test_the_hour_that_does_not_exist_and_yesterday_book_nothing(desk: Desk, portal: Portal, haderslev: Open) -> None:
    case = somebody_writes(portal)
    mette = looks_for_a_time(desk.mette, case)
    for moment in (at(28, 2, 30, month=3, year=2027), at(23, 10), at(25, 10, year=2028), at(28, 10)):
        mette.press("kl.", form="/tider", time=key(moment, Mode.PHONE, haderslev.mette), expect=409)
    assert appointments(portal) == []


def test_staff_need_no_notice_and_choose_among_all_talks(desk: Desk, portal: Portal, haderslev: Open) -> None:
    case = somebody_writes(portal)
    mette = looks_for_a_time(desk.mette, case, "?samtale=next_talk&maade=phone")
    assert "kl. 14.00" in aloud(mette.page)
    mette.press("kl. 14.00", form="/tider", time=key(at(24, 14), Mode.PHONE, haderslev.jens))
    (booked,) = appointments(portal)
    assert (booked.talk, booked.ends_at - booked.starts_at) == ("next_talk", at(24, 15) - at(24, 14))


def test_one_counsellor_one_way_one_week(desk: Desk, portal: Portal, haderslev: Open) -> None:
    case = somebody_writes(portal)
    mette = looks_for_a_time(desk.mette, case, f"?maade=phone&raadgiver={haderslev.jens}&uge=2026-49")
    text = aloud(mette.page)
    assert "Uge 49" in text
    assert "Torsdag den 3. december" in text
    assert "Torsdag den 26. november" not in text
    assert "kl. 9.00" not in text  # Jens begins at ten
    mette.go(f"{page_of(case)}/tider?maade=fax&raadgiver=x&samtale=y&uge=z")
    assert "Uge 48" in aloud(mette.page)


def test_only_whoever_has_it_may_agree_a_time(desk: Desk, portal: Portal, haderslev: Open) -> None:
    case = somebody_writes(portal)
    takes(desk.mette, case.inquiry_id)
    sent: dict[str, Any] = {"time": key(TEN, Mode.PHONE, haderslev.mette), "maade": "phone"}
    for colleague, status in ((desk.jens, 409), (desk.aisha, 404)):
        colleague.go(f"{page_of(case)}/tider", expect=status)
        colleague.go("/personale")
        colleague.post(f"{page_of(case)}/tider", {"csrf_token": colleague.token(), **sent}, expect=status)
    assert appointments(portal) == []
    desk.karin.go(f"{page_of(case)}/tider")
    desk.karin.press("kl.", form="/tider", **sent)
    assert len(appointments(portal)) == 1


def test_whoever_has_a_time_already_is_shown_to_moving_it(desk: Desk, portal: Portal, haderslev: Open) -> None:
    booked = books(portal, key(TEN, Mode.PHONE, haderslev.mette))
    mette = looks_for_a_time(desk.mette, booked.case)
    assert "Borgeren har en tid onsdag den 25. november" in aloud(mette.page)
    assert any(link.get("href") == f"{booked.path}/flyt" for link in mette.page.all("a"))


def test_a_call_is_asked_for_and_made_as_it_is_safe(desk: Desk, portal: Portal, haderslev: Open) -> None:
    card = SafeContact(
        phone="+4520304050",
        times=(ContactTime.MORNING,),
        may_leave_message=False,
        if_another_answers=IfAnotherAnswers.WRONG_NUMBER,
    )
    arrived = arrives(portal)
    case = portal.vault.open_with_code(arrived.code)
    assert case
    with portal.data.writing() as session:
        dossier = find(session, case, to_change=True)
        assert dossier
        keep_contact(dossier.row, case, replace(dossier.contact, safe=card))
        for kind, agreed in (
            (RequestKind.NONE_FITS, Agreed(why=NoneFits.AT_WORK, note="Jeg har fri om fredagen.")),
            (RequestKind.CALL_BACK, Agreed()),
        ):
            part = ContactTime.MORNING if kind is RequestKind.CALL_BACK else None
            requests.ask(session, dossier.row, case, kind, agreed, day=at(25, 9).date(), part=part, now=portal.now())
    mette = takes(desk.mette, arrived.id)
    said = sections(mette.page)["Aftaler"]
    assert said.index("Vil ringes op") < said.index("Ingen tid passer")
    assert "Onsdag den 25. november. Formiddag, 8 til 12" in said
    assert "Ring kun Formiddag, 8 til 12. Næste gang i morgen kl. 8." in said.replace("\u00a0", " ")
    assert "Sig, at I har ringet forkert" in said
    assert "Læg ikke besked" in said
    assert "»Jeg har fri om fredagen.«" in said
    assert "20 30 40 50" not in said
    mette.press("Klaret", form="/klaret")
    assert mette.path == arrived.path
    assert "Vil ringes op" not in sections(mette.page)["Aftaler"]
