"""Hours at the desk: fetched, added, ended; days that are otherwise; rooms, colleagues, and who may change what."""

from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import select

from app.models import OpenException, OpenRule, Resource, Staff
from app.portal import Portal
from app.rules.services import Mode
from app.rules.triage import Role
from tests.booking.calendar import Open, at, key
from tests.booking.desk_deeds import books, sections
from tests.people import Colleague, Desk
from tests.triage.reading import aloud

HOURS = "/personale/tider"
RULE: dict[str, Any] = {
    "owner": "",
    "kind": "bookable",
    "weekdays": ["5"],
    "opens": "9",
    "closes": "16.30",
    "valid_from": "2026-12-01",
    "valid_to": "",
    "modes": ["phone", "online"],
}
DAYS: dict[str, Any] = {
    "owner": "",
    "kind": "closed",
    "first_day": "2026-11-25",
    "last_day": "",
    "opens": "",
    "closes": "",
    "reason": "course",
}


def rules(portal: Portal, centre: str = "haderslev") -> list[OpenRule]:
    with portal.data.reading() as session:
        return list(session.scalars(select(OpenRule).where(OpenRule.centre == centre).order_by(OpenRule.id)))


def exceptions(portal: Portal) -> list[OpenException]:
    with portal.data.reading() as session:
        return list(session.scalars(select(OpenException)))


def sends(who: Colleague, path: str, *, expect: int = 200, **fields: Any) -> Colleague:
    """Fetch the page and send its form with these fields."""
    who.go(f"{HOURS}/{path}")
    who.post(f"{HOURS}/{path}", {"csrf_token": who.token(), **fields}, expect=expect)
    return who


def mettes_own(portal: Portal, desk: Desk, haderslev: Open) -> None:
    """Mette's calendar is Mette's."""
    desk.mette.go("/personale")
    with portal.data.writing() as session:
        staff = session.scalar(select(Staff).where(Staff.name == "Mette Lund"))
        assert staff
        session.get_one(Resource, haderslev.mette).staff_id = staff.id


def test_an_empty_calendar_begins_with_what_the_catalogue_says(desk: Desk, portal: Portal) -> None:
    karin = desk.karin
    assert "Her er ingen tider endnu" in aloud(karin.go(HOURS))
    token = karin.token()
    karin.press("Hent tider fra kataloget")
    place = sections(karin.page)["Stedet"]
    assert "Mandag–fredag 8–16 Tider til samtaler" in place
    assert "Torsdag 15–18 Åben rådgivning uden tid" in place
    known = len(rules(portal))
    karin.post(f"{HOURS}/hent", {"csrf_token": token})
    assert len(rules(portal)) == known == 9
    assert {row.resource_id for row in rules(portal)} == {None}


def test_a_leader_adds_weekly_hours(desk: Desk, portal: Portal, haderslev: Open) -> None:
    sends(desk.karin, "ny", **{**RULE, "weekdays": ["5", "6"], "owner": str(haderslev.jens)})
    assert desk.karin.path == HOURS
    said = sections(desk.karin.page)["Jens Friis"]
    assert "Lørdag, søndag 9–16.30 Tider til samtaler: telefon, video Fra 1. december 2026" in said
    added = rules(portal)[-2:]
    assert [(row.weekday, row.opens, row.closes, row.modes) for row in added] == [
        (day, time(9), time(16, 30), "online phone") for day in (5, 6)
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"opens": "16", "closes": "9"}, "Slut skal være efter start."),
        ({"opens": "9", "closes": "9"}, "Slut skal være efter start."),
        ({"opens": "2.30"}, "Timen mellem 2 og 3 om natten findes ikke hver dag."),
        ({"opens": "1", "closes": "2"}, "Timen mellem 2 og 3 om natten findes ikke hver dag."),
        ({"opens": "9.07"}, "Skriv tiden i hele 5 minutter."),
        ({"opens": "25"}, "Skriv tiden som 9 eller 9.30."),
        ({"closes": ""}, "Skriv tiden som 9 eller 9.30."),
        ({"opens": "٩"}, "Skriv tiden som 9 eller 9.30."),
        ({"weekdays": []}, "Vælg mindst én dag."),
        ({"weekdays": ["9"]}, "Det svar kan vi ikke læse."),
        ({"modes": []}, "Vælg mindst én måde at mødes på."),
        ({"valid_from": "31.02.2026"}, "Skriv datoen som 24.11.2026."),
        ({"valid_from": "0001-01-01"}, "Skriv datoen som 24.11.2026."),
        ({"valid_to": "2026-11-30"}, "Sidste dag skal være efter første dag."),
        ({"owner": "999"}, "Vælg en fra listen."),
        ({"owner": "x"}, "Det svar kan vi ikke læse."),
        ({"kind": "party"}, "Vælg et af svarene."),
    ],
)
def test_what_makes_no_sense_is_given_back(
    desk: Desk, portal: Portal, haderslev: Open, wrong: dict[str, Any], said: str
) -> None:
    known = len(rules(portal))
    sends(desk.karin, "ny", expect=422, **{**RULE, **wrong})
    assert said in aloud(desk.karin.page)
    typed = {field.get("name"): field.get("value") for field in desk.karin.page.all("input")}
    assert typed["opens"] == wrong.get("opens", "9")
    assert typed["valid_from"] == wrong.get("valid_from", "2026-12-01")
    assert len(rules(portal)) == known


def test_rules_of_rooms_and_of_other_centres_are_nobodys(desk: Desk, portal: Portal, haderslev: Open) -> None:
    sends(desk.karin, "ny", expect=422, **{**RULE, "owner": str(haderslev.room_1)})
    sends(desk.aisha, "ny", expect=422, **{**RULE, "owner": str(haderslev.mette)})
    desk.aisha.go(f"{HOURS}/fast/{rules(portal)[0].id}/stop", expect=404)
    desk.aisha.go(f"{HOURS}/hvem/{haderslev.mette}/stop", expect=404)
    assert rules(portal, "ishoej") == []


def test_the_same_hours_twice_are_refused_in_words(desk: Desk, portal: Portal, haderslev: Open) -> None:
    clashing = {**RULE, "owner": str(haderslev.mette), "weekdays": ["0", "5"], "opens": "14", "closes": "16"}
    sends(desk.karin, "ny", expect=422, **clashing)
    assert "Der er allerede tider af den slags på de timer." in aloud(desk.karin.page)
    sends(desk.karin, "ny", **{**clashing, "opens": "15"})  # Mette ends at 15: next to each other is no clash
    sends(desk.karin, "ny", **{**clashing, "kind": "drop_in"})


def test_hours_are_stopped_for_some_days_of_the_week(desk: Desk, portal: Portal, haderslev: Open) -> None:
    karin = desk.karin
    first = next(row for row in rules(portal) if row.resource_id == haderslev.mette)
    karin.go(f"{HOURS}/fast/{first.id}/stop")
    karin.press("Stop", rules=[str(first.id)], last_day="2026-11-30")
    said = sections(karin.page)["Mette Lund"]
    assert "Mandag 9–15 Tider til samtaler Til 30. november 2026" in said
    assert "Tirsdag–fredag 9–15" in said
    karin.go(f"{HOURS}/fast/{first.id}/stop")
    karin.press("Stop", expect=422, last_day="x")
    desk.mette.go(f"{HOURS}/fast/{first.id}/stop", expect=409)


def test_a_closed_day_keeps_what_is_booked_and_says_whom_to_move(desk: Desk, portal: Portal, haderslev: Open) -> None:
    booked = books(portal, key(at(25, 9), Mode.PHONE, haderslev.mette))
    karin = sends(desk.karin, "anderledes", **DAYS)
    assert karin.path == HOURS
    assert f"Stedet er lukket den dag. {booked.reference}" in sections(karin.page)["De her aftaler skal flyttes"]
    assert "25. november 2026 Hele stedet Lukket Kursus" in sections(karin.page)[
        "Dage, hvor det er anderledes"
    ].replace("\u00a0", " ")
    token = karin.token()
    row = exceptions(portal)[0]
    for _ in range(2):
        karin.post(f"{HOURS}/anderledes/{row.id}/fjern", {"csrf_token": token})
    assert exceptions(portal) == []
    assert "De her aftaler skal flyttes" not in aloud(karin.page)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first_day": ""}, "Skriv datoen som 24.11.2026."),
        ({"last_day": "2026-11-24"}, "Sidste dag skal være efter første dag."),
        ({"last_day": "2027-12-01"}, "Det er mere end et år."),
        ({"first_day": "2026-11-01"}, "Den dag er gået."),
        ({"opens": "9"}, "Skriv både fra og til"),
        ({"closes": "9"}, "Skriv både fra og til"),
        ({"opens": "10", "closes": "9"}, "Slut skal være efter start."),
        ({"opens": "2.15", "closes": "9"}, "Timen mellem 2 og 3 om natten"),
        ({"kind": "extra"}, "Skriv fra og til."),
        ({"kind": "replace"}, "Skriv fra og til."),
        ({"reason": "syg af influenza"}, "Vælg et af svarene."),
        ({"rule": "meeting"}, "Vælg et af svarene."),
    ],
)
def test_days_that_make_no_sense_are_given_back(
    desk: Desk, portal: Portal, haderslev: Open, wrong: dict[str, Any], said: str
) -> None:
    sends(desk.karin, "anderledes", expect=422, **{**DAYS, **wrong})
    assert said in aloud(desk.karin.page)
    assert exceptions(portal) == []


def test_a_counsellor_says_when_they_are_away_or_here_as_well(desk: Desk, portal: Portal, haderslev: Open) -> None:
    mettes_own(portal, desk, haderslev)
    mette = desk.mette
    own: dict[str, Any] = {**DAYS, "owner": str(haderslev.mette), "reason": "holiday"}
    sends(mette, "anderledes", **own)
    sends(mette, "anderledes", **{**own, "kind": "extra", "opens": "16", "closes": "18", "modes": ["phone"]})
    said = sections(mette.page)["Dage, hvor det er anderledes"]
    assert "Mette Lund Er her ikke Ferie" in said
    assert "Ekstra tider 16–18" in said
    refused = (
        {**own, "kind": "replace", "opens": "9", "closes": "10"},
        {**own, "owner": str(haderslev.jens)},
        {**own, "owner": ""},
    )
    for each in refused:
        sends(mette, "anderledes", expect=409, **each)
        assert "Det er kun en leder" in aloud(mette.page)
    assert len(exceptions(portal)) == 2
    mette.go(HOURS)
    mette.press("Fjern")
    assert len(exceptions(portal)) == 1


def test_what_is_a_leaders_is_a_leaders(desk: Desk, portal: Portal, haderslev: Open) -> None:
    mettes_own(portal, desk, haderslev)
    sends(desk.karin, "anderledes", **DAYS)
    row, mette = exceptions(portal)[0], desk.mette
    for path in ("ny", "hvem", f"hvem/{haderslev.room_1}/stop"):
        mette.go(f"{HOURS}/{path}", expect=409)
    mette.go(HOURS)
    token = mette.token()
    assert "Tilføj faste tider" not in aloud(mette.page)
    for path in ("ny", "hvem", "hent", f"hvem/{haderslev.room_1}/stop", f"anderledes/{row.id}/fjern"):
        mette.post(f"{HOURS}/{path}", {"csrf_token": token, **RULE}, expect=409)
    assert exceptions(portal)[0].id == row.id
    desk.soeren.go(HOURS, expect=409)


def test_a_room_a_colleague_and_a_last_day(desk: Desk, portal: Portal, haderslev: Open) -> None:
    desk.hired("Jonas Dahl", "haderslev", Role.COUNSELLOR)
    karin = desk.karin
    sends(karin, "hvem", kind="room", name="Rum 3")
    assert "Rum 3 Rum" in sections(karin.page)["Rum, telefonlinjer og biler"]
    karin.go(f"{HOURS}/hvem")
    choice = next(each for each in karin.page.all("option") if each.text == "Jonas Dahl")
    jonas = choice.get("value")
    wanted: dict[str, Any] = {"kind": "counsellor", "colleague": jonas, "gender": "man", "languages": ["da", "ar"]}
    sends(karin, "hvem", **wanted)
    assert "Jonas Dahl" in sections(karin.page)
    sends(karin, "hvem", expect=422, **wanted)  # has a calendar by now
    wrong: dict[str, Any]
    for wrong in ({"kind": "room", "name": ""}, {"kind": "counsellor"}, {"kind": "boat", "name": "x"}):
        sends(karin, "hvem", expect=422, **wrong)
    with portal.data.reading() as session:
        row = session.scalar(select(Resource).where(Resource.name == "Jonas Dahl"))
        assert row
        assert (row.gender, row.languages, str(row.staff_id)) == ("man", "da ar", jonas)
    sends(karin, f"hvem/{row.id}/stop", last_day="2026-12-31")
    assert "til og med den 31. december" in aloud(karin.page)
    sends(karin, f"hvem/{row.id}/stop", last_day="")
    assert "til og med" not in aloud(karin.page)
    sends(karin, f"hvem/{row.id}/stop", last_day="x", expect=422)


def test_a_counsellor_who_leaves_has_no_more_times(desk: Desk, portal: Portal, haderslev: Open) -> None:
    booked = books(portal, key(at(30, 16), Mode.PHONE, haderslev.jens))
    sends(desk.karin, f"hvem/{haderslev.jens}/stop", last_day="2026-11-27")
    assert f"Jens er her ikke mere den dag. {booked.reference}" in aloud(desk.karin.page)
    week = sections(desk.karin.go("/personale/kalender?uge=2026-49"))
    assert "Ledig Jens" not in " ".join(week.values())


def test_the_front_page_says_the_calendars_open_hours(desk: Desk, portal: Portal, haderslev: Open, door: Any) -> None:
    text = aloud(door.go("/haderslev"))
    assert "Åben til kl.\u00a016" in text.replace("kl. 16", "kl.\u00a016")
    assert "Tirsdag (i dag) 13–16" in text
    assert "10–12" not in text  # what the catalogue says holds no longer
    sends(desk.karin, "anderledes", **{**DAYS, "first_day": date(2026, 11, 24).isoformat()})
    text = aloud(door.go("/haderslev"))
    assert "Tirsdag (i dag) Lukket" in text
    assert "Åbner tirsdag den 1. december" in text.replace("\u00a0", " ")
    assert "Åben rådgivning" not in aloud(door.go("/ishoej"))
