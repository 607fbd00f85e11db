"""Somebody comes, calls, or is met in the street: registered once, with a slip that tells nothing."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from app.models import Inquiry
from app.portal import Portal
from app.rules.answers import Danger, Home
from app.settings import Role
from app.triage.register import door_address
from app.web.cookies import STAFF
from tests.browser import Browser
from tests.clock import Clock
from tests.people import Colleague, Desk
from tests.triage.reading import aloud

TOLD: dict[str, Any] = {
    "channel": ["counter"],
    "own_words": "Han kom ind fra gaden og ville tale med nogen.",
    "municipality": "haderslev",
    "substance": "both",
    "wish": "treatment",
    "age": "18_29",
    "danger": ["no"],
    "home": ["children"],
    "nickname": "Skipper",
    "phone": "20 30 40 50",
}


def registers(colleague: Colleague, *, expect: int = 200, **changes: Any) -> Colleague:
    colleague.go("/personale/registrer")
    colleague.press("Registrér og vis koden", expect=expect, **{**TOLD, **changes})
    return colleague


def code_on(colleague: Colleague) -> str:
    return next(
        colleague.page.text_of(each) for each in colleague.page.root.iter() if each.get("id") == "slip-code"
    ).replace(" ", "")


def how_many(portal: Portal) -> int:
    with portal.data.reading() as session:
        return session.scalar(select(func.count()).select_from(Inquiry)) or 0


def the_one(portal: Portal) -> Inquiry:
    with portal.data.reading() as session:
        return session.scalars(select(Inquiry)).one()


def slip_of(row: Inquiry) -> str:
    return f"/personale/registrer/{row.id}/kode"


def test_the_person_gets_a_code_that_opens_their_own_page(desk: Desk, portal: Portal, app: FastAPI) -> None:
    registers(desk.mette)
    assert desk.mette.path == slip_of(the_one(portal))
    code = code_on(desk.mette)
    citizen = Browser(app)
    citizen.go("/log-ind")
    citizen.press(form="/log-ind", code=code)
    assert citizen.path == "/min-side"
    assert "Mette" in citizen.page.text


def test_what_was_told_is_there_and_mette_has_it(desk: Desk, portal: Portal) -> None:
    registers(desk.mette)
    desk.mette.press("Borgeren har koden")
    text = aloud(desk.mette.page)
    assert "»Han kom ind fra gaden og ville tale med nogen.«" in text
    for told in ("Anonym, kalder sig Skipper", "Både alkohol og stoffer", "18 til 29 år", "Der bor børn i hjemmet"):
        assert told in text, told
    assert "Ringe på 20 30 40 50" in text
    assert "Kontaktperson Mette Lund" in text
    assert "Skrevet ned af Mette" in text
    row = the_one(portal)
    assert (row.state, row.channel, row.centre, row.unread_by_staff) == ("claimed", "counter", "haderslev", False)


def test_who_was_met_does_not_wait_for_an_answer(desk: Desk) -> None:
    registers(desk.mette)
    assert "ventet" not in desk.mette.go("/personale?del=mine").text
    assert "Fremmøde" in aloud(desk.mette.page)


def test_the_slip_tells_nothing(desk: Desk, portal: Portal) -> None:
    registers(desk.mette)
    (slip,) = [each for each in desk.mette.page.root.iter() if "slip" in str(each.get("class", "")).split()]
    said = desk.mette.page.text_of(slip).lower()
    for word in ("alkohol", "stof", "rusmiddel", "center", "haderslev", "rådgiv", "behandling", "skipper", "mette"):
        assert word not in said, word
    assert the_one(portal).reference in said
    assert "indgangen.test" in said
    assert "senest onsdag den 25. november" in said.replace("\u00a0", " ")
    assert "slip-page" in desk.mette.page.html


def test_the_slip_is_gone_when_it_is_handed_over(desk: Desk) -> None:
    registers(desk.mette)
    slip, code = desk.mette.path, code_on(desk.mette)
    desk.mette.press("Borgeren har koden")
    assert desk.mette.go(slip).h1 == "Registrér en henvendelse"
    assert code not in desk.mette.page.html


def test_the_slip_is_gone_after_ten_minutes(desk: Desk, clock: Clock) -> None:
    registers(desk.mette)
    clock.pass_time(minutes=11)
    desk.mette.go(desk.mette.path)
    assert desk.mette.path == "/personale/registrer"


def test_nobody_else_sees_the_slip(desk: Desk) -> None:
    registers(desk.mette)
    desk.jens.go(desk.mette.path)
    assert desk.jens.path == "/personale/registrer"
    desk.aisha.go(desk.mette.path, expect=404)


def test_pressed_twice_registers_once(desk: Desk, portal: Portal) -> None:
    desk.mette.go("/personale/registrer")
    for _ in range(2):
        page = desk.mette.page
        desk.mette.press("Registrér og vis koden", **TOLD)
        code = code_on(desk.mette)
        desk.mette.page = page
    assert how_many(portal) == 1
    desk.mette.go(desk.mette.path)
    assert code_on(desk.mette) == code


def test_two_people_are_two_inquiries(desk: Desk, portal: Portal) -> None:
    registers(desk.mette)
    registers(desk.mette)
    assert how_many(portal) == 2


def test_two_slips_in_two_tabs_stay_two(desk: Desk, portal: Portal, app: FastAPI) -> None:
    """Anna's code is not lost, and her page does not become Bent's, when Bent is registered in a second tab."""
    mette, slips = desk.mette, {}
    for name in ("Anna", "Bent"):
        mette.go("/personale/registrer")
        slips[name] = mette.press("Registrér og vis koden", **{**TOLD, "nickname": name}), mette.path, code_on(mette)
    for page, path, code in slips.values():
        mette.go(path)
        assert code_on(mette) == code, "a tab that is loaded again shows its own code"
        mette.page = page
    mette.page = slips["Anna"][0]
    assert "Anna" in aloud(mette.press("Borgeren har koden"))
    mette.go(slips["Bent"][1])
    assert code_on(mette) == slips["Bent"][2], "the other slip is untouched"
    for name, (_, _, code) in slips.items():
        citizen = Browser(app)
        citizen.go("/log-ind")
        citizen.press(form="/log-ind", code=code)
        assert f"Hej {name}" in citizen.page.text


def test_pressed_twice_the_slip_is_handed_over_once(desk: Desk) -> None:
    slip = registers(desk.mette).page
    for _ in range(2):
        desk.mette.page = slip
        assert "Anonym, kalder sig Skipper" in aloud(desk.mette.press("Borgeren har koden"))


def test_the_same_submission_in_another_session_is_another_inquiry(desk: Desk, portal: Portal) -> None:
    """Nobody can come to, or block, an inquiry by naming it: the id is bound to the session."""
    submission = str(uuid4())
    registers(desk.mette, submission=submission)
    registers(desk.jens, submission=submission)
    assert how_many(portal) == 2


@pytest.mark.parametrize("submission", ["", "x", "1" * 500])
def test_a_broken_submission_registers_nothing_and_keeps_what_was_typed(
    desk: Desk, portal: Portal, submission: str
) -> None:
    registers(desk.mette, submission=submission, expect=422)
    assert "Han kom ind fra gaden" in desk.mette.page.html
    assert how_many(portal) == 0
    desk.mette.press("Registrér og vis koden")
    assert how_many(portal) == 1


def test_only_the_channel_must_be_chosen(desk: Desk, portal: Portal) -> None:
    nothing = dict.fromkeys(TOLD)
    registers(desk.mette, **nothing, expect=422)
    assert "Vælg, hvordan borgeren kom til os." in aloud(desk.mette.page)
    registers(desk.mette, **{**nothing, "channel": ["phone"]})
    assert how_many(portal) == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"phone": "12"}, "Skriv telefonnummeret med 8 cifre."),
        ({"municipality": "atlantis"}, "Vælg en af kommunerne"),
        ({"channel": ["web"]}, "Vælg, hvordan borgeren kom til os."),
        ({"own_words": "x" * 5001}, "Det er for langt."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(desk: Desk, portal: Portal, changes: dict[str, Any], said: str) -> None:
    registers(desk.mette, **changes, expect=422)
    assert said in aloud(desk.mette.page)
    assert 'value="Skipper"' in desk.mette.page.html
    assert how_many(portal) == 0


def test_columns_cannot_be_set_through_the_form(desk: Desk, portal: Portal) -> None:
    registers(desk.mette, centre="ishoej", state="closed", urgency="1", reference="26-0001", assigned_to=str(uuid4()))
    row = the_one(portal)
    assert (row.centre, row.state, row.urgency) == ("haderslev", "claimed", 2)
    assert row.reference != "26-0001"


def test_danger_told_at_the_counter_is_acute(desk: Desk, portal: Portal) -> None:
    registers(desk.mette, danger=[Danger.YES.value], home=[Home.PREGNANT.value, Home.CHILDREN.value])
    assert the_one(portal).urgency == 1


def test_a_session_that_ended_keeps_the_words(desk: Desk, portal: Portal, clock: Clock) -> None:
    desk.mette.go("/personale/registrer")
    clock.pass_time(minutes=40)
    desk.mette.press("Registrér og vis koden", expect=401, **TOLD)
    assert "Han kom ind fra gaden" in desk.mette.page.html
    assert how_many(portal) == 0


def test_a_desk_in_a_process_of_its_own_prints_the_doors_address(portal: Portal) -> None:
    assert door_address(portal) == "indgangen.test"
    apart = replace(portal.settings, role=Role.STAFF, door_origin="https://hjaelp.example")
    assert door_address(replace(portal, settings=apart)) == "hjaelp.example"


def test_the_code_is_under_the_sessions_own_token(desk: Desk) -> None:
    registers(desk.mette)
    slip, token = desk.mette.path, desk.mette.client.cookies[STAFF]
    desk.mette.client.cookies.set(STAFF, token[:-4] + "AAAA", domain="indgangen.test", path="/")
    desk.mette.go(slip)
    assert desk.mette.path == "/personale/log-ind"
