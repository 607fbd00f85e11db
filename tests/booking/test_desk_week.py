"""The week at the desk: everything that is there, nothing on top of anything else, and nothing of an inquiry."""

import re
from datetime import date, time, timedelta

import pytest

from app.appointments import opening
from app.appointments.requests import ask
from app.booking.lanes import lanes
from app.dossier import find
from app.portal import Portal
from app.rules.appointments import Agreed, RequestKind
from app.rules.open_hours import ExceptionKind, RuleKind
from app.rules.services import Mode
from tests.booking.calendar import SINCE, Open, at, key, somebody_writes
from tests.booking.desk_deeds import books, sections
from tests.people import Desk

WEEK = "/personale/kalender"


def test_the_week_says_when_who_and_how(desk: Desk, portal: Portal, haderslev: Open) -> None:
    booked = books(portal, key(at(25, 9), Mode.PHONE, haderslev.mette))
    mette = desk.mette
    page = mette.go(WEEK)
    assert page.h1 == "Uge 48"
    days = sections(page)
    assert [name for name in days if "dage" not in name] == [
        "Mandag 23.",
        "Tirsdag 24. · i dag",
        "Onsdag 25.",
        "Torsdag 26.",
        "Fredag 27.",
    ]
    assert f"9–9.45 {booked.reference} Mette, telefon" in days["Onsdag 25."]
    assert "13–16 Åben rådgivning" in days["Tirsdag 24. · i dag"]
    assert "Ledig Jens" in days["Onsdag 25."]
    assert "Skipper" not in page.html
    mette.go(booked.path)
    assert mette.page.h1.startswith("Onsdag den 25. november")


def test_what_was_held_shows_how_it_went_and_what_is_called_off_is_gone(
    desk: Desk, portal: Portal, haderslev: Open
) -> None:
    booked = books(portal, key(at(25, 9), Mode.PHONE, haderslev.mette))
    desk.mette.go(booked.path)
    desk.mette.press("Aflys", form="/aflys")
    assert booked.reference not in desk.mette.go(WEEK).text


def test_the_weeks_before_and_after_are_one_press_away(desk: Desk, haderslev: Open) -> None:
    for asked, heading in (
        ("2026-53", "Uge 53"),
        ("2027-1", "Uge 1"),
        ("", "Uge 48"),
        ("x", "Uge 48"),
        ("2026-99", "Uge 48"),
    ):
        assert desk.mette.go(f"{WEEK}?uge={asked}").h1 == heading
    desk.mette.go(f"{WEEK}?uge=9999-52")
    assert desk.mette.page.h1 == "Uge 48"
    page = desk.mette.go(f"{WEEK}?uge=2026-53")
    assert [link.get("href") for link in page.all("a") if "Uge" in page.text_of(link)] == [
        f"{WEEK}?uge=2026-52",
        f"{WEEK}?uge=2027-01",
    ]


@pytest.mark.parametrize("only", ["mette", "nobody", "room"])
def test_one_counsellor_at_a_time(desk: Desk, portal: Portal, haderslev: Open, only: str) -> None:
    hers = books(portal, key(at(25, 9), Mode.PHONE, haderslev.mette))
    his = books(portal, key(at(25, 16), Mode.PHONE, haderslev.jens))
    who = {"mette": haderslev.mette, "nobody": "x", "room": haderslev.room_1}[only]
    text = desk.mette.go(f"{WEEK}?raadgiver={who}").text
    assert hers.reference in text
    assert (his.reference in text) is (only != "mette")


def test_closed_days_absence_and_meetings_are_there(desk: Desk, portal: Portal, haderslev: Open) -> None:
    with portal.data.writing() as session:
        opening.add_rule(
            session,
            "haderslev",
            owner=None,
            weekday=3,
            opens=time(8),
            closes=time(9),
            valid_from=SINCE,
            kind=RuleKind.MEETING,
            name="Supervision",
        )
        for owner, day, opens, closes, reason in (
            (None, date(2026, 11, 27), None, None, "course"),
            (haderslev.mette, date(2026, 11, 26), None, None, "holiday"),
            (haderslev.jens, date(2026, 11, 25), time(10), time(12), "absence"),
        ):
            opening.add_exception(
                session,
                "haderslev",
                owner=owner,
                kind=ExceptionKind.CLOSED,
                first_day=day,
                last_day=day,
                opens=opens,
                closes=closes,
                reason=reason,
            )
    days = sections(desk.mette.go(WEEK))
    assert "8–9 Supervision" in days["Torsdag 26."]
    assert "Mette: ferie" in days["Torsdag 26."]
    assert "10–12 Fravær Jens" in days["Onsdag 25."]
    assert "Lukket: kursus" in days["Fredag 27."]
    assert "Ledig" not in days["Fredag 27."]


def test_the_weekend_and_christmas(desk: Desk, portal: Portal, haderslev: Open) -> None:
    with portal.data.writing() as session:
        for owner in (None, haderslev.jens):
            opening.add_rule(
                session,
                "haderslev",
                owner=owner,
                weekday=5,
                opens=time(10),
                closes=time(12),
                valid_from=SINCE,
            )
    assert "Lørdag 28." in sections(desk.mette.go(WEEK))
    days = sections(desk.mette.go(f"{WEEK}?uge=2026-52"))
    assert days["Torsdag 24."] == "Lukket: helligdag eller fast lukkedag"
    assert "Ledig" not in days["Fredag 25."]


def test_nothing_stands_on_top_of_anything_else(desk: Desk, portal: Portal, haderslev: Open) -> None:
    for hour, who in ((9, haderslev.mette), (10, haderslev.jens), (11, haderslev.mette), (11, haderslev.jens)):
        books(portal, key(at(25, hour), Mode.ONLINE, who))
    page = desk.mette.go(WEEK)
    for section in page.all("section"):
        taken: set[tuple[int, int]] = set()
        for item in section.iter("{http://www.w3.org/1999/xhtml}li"):
            found = re.fullmatch(r"b-\w+ at-(\d+) for-(\d+) lane-(\d+)-of-(\d+)", item.get("class", ""))
            assert found, item.get("class")
            start, long, lane, of = map(int, found.groups())
            columns = range(lane * 60 // of, (lane + 1) * 60 // of)
            mine = {(row, column) for row in range(start, start + long) for column in columns}
            assert not taken & mine
            taken |= mine


def test_lanes_share_only_what_does_not_meet() -> None:
    found = lanes([("a", 0, 4), ("b", 2, 6), ("c", 4, 8), ("d", 8, 10)], least=2)
    assert found["a"] == found["c"] == (0, 2)
    assert found["b"] == (1, 2)
    assert found["d"] == (0, 2)
    crowd = lanes([(number, 0, 4) for number in range(7)])
    assert {each.of for each in crowd.values()} == {10}
    assert len({each.number for each in crowd.values()}) == 7
    assert {each.of for each in lanes([(number, 0, 4) for number in range(90)]).values()} == {60}


def test_the_nights_when_the_clocks_change_are_drawn_as_people_live_them(
    desk: Desk, portal: Portal, haderslev: Open
) -> None:
    with portal.data.writing() as session:
        opening.add_rule(
            session,
            "haderslev",
            owner=None,
            weekday=6,
            opens=time(1),
            closes=time(5),
            valid_from=SINCE,
            kind=RuleKind.DROP_IN,
        )
    for week, day in (("2028-12", "Søndag 26."), ("2026-43", "Søndag 25.")):
        days = sections(desk.mette.go(f"{WEEK}?uge={week}"))
        assert "1–5 Åben rådgivning" in days[day]


def test_another_centre_sees_its_own_week(desk: Desk, portal: Portal, haderslev: Open) -> None:
    booked = books(portal, key(at(25, 9), Mode.PHONE, haderslev.mette))
    assert booked.reference not in desk.aisha.go(WEEK).text
    desk.aisha.go(booked.path, expect=404)
    desk.soeren.go(booked.path, expect=409)
    desk.soeren.go(WEEK, expect=409)


def test_how_many_are_on_their_way(desk: Desk, portal: Portal, haderslev: Open) -> None:
    for _ in range(2):
        case = somebody_writes(portal)
        with portal.data.writing() as session:
            dossier = find(session, case, to_change=True)
            assert dossier
            ask(session, dossier.row, case, RequestKind.DROP_IN, Agreed(), now=portal.now() - timedelta(minutes=5))
    assert "13–16 Åben rådgivning 2 er på vej" in sections(desk.mette.go(WEEK))["Tirsdag 24. · i dag"]
