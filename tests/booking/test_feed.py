"""A calendar file and a feed that any program reads, and that tell nobody anything (booking §6, N4)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from icalendar import Calendar
from sqlalchemy import select

from app.accounts.actions import deactivate
from app.appointments import booking, opening
from app.appointments.calendar_files import own_file, own_file_of
from app.models import Appointment, CalendarFeed, GroupSession, Resource, Staff
from app.portal import Portal
from app.rules.answers import ForWhom
from app.rules.appointments import Agreed
from app.rules.open_hours import RuleKind
from app.rules.services import Mode
from tests.booking.calendar import SINCE, Open, at, key, open_haderslev, somebody_writes
from tests.booking.plain_calendar import Line, read
from tests.booking.test_taking_a_time import books
from tests.browser import Browser
from tests.clock import Clock
from tests.people import Desk

NEVER_SAID = re.compile(r"nadia|skipper|mette|lund|haderslev|rusmiddel|alkohol|stof|LOCATION|ATTENDEE|ORGANIZER", re.I)


@pytest.fixture
def hers(desk: Desk, portal: Portal) -> Open:
    """Mette is signed in, and is the Mette of the calendar."""
    assert desk.mette
    with portal.data.writing() as session:
        return open_haderslev(session, mette=session.scalar(select(Staff.id).where(Staff.name == "Mette Lund")))


def a_new_feed(desk: Desk) -> str:
    """Mette makes an address. Returns its path."""
    desk.mette.go("/personale/kalender/abonnement")
    desk.mette.press(form="/personale/kalender/abonnement")
    found = re.search(r"https?://\S+\.ics", desk.mette.page.text)
    assert found, desk.mette.page.text
    return urlsplit(found[0]).path


def fetched(browser: Browser, path: str) -> bytes:
    answer = browser.client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return bytes(answer.content)


def events(text: bytes) -> list[dict[str, Line]]:
    return [dict(each) for each in read(text)]


def test_the_own_file_is_one_neutral_event() -> None:
    uid, begins = uuid4(), at(24, 15)
    text = own_file(uid=uid, sequence=2, starts_at=begins, ends_at=begins + timedelta(minutes=45), now=begins)
    (event,) = events(text)
    assert (event["SUMMARY"].value, event["UID"].value, event["SEQUENCE"].value) == ("Aftale", str(uid), "2")
    assert (event["DTSTART"].value, event["DTEND"].value) == ("20261124T140000Z", "20261124T144500Z")
    assert (event["CLASS"].value, event["STATUS"].value) == ("PRIVATE", "CONFIRMED")
    assert set(event) == {
        "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CLASS", "STATUS", "TRANSP",
    }  # fmt: skip
    parsed = Calendar.from_ical(text)
    assert parsed["METHOD"] == "PUBLISH"
    assert parsed.walk("VEVENT")[0]["DTSTART"].dt == begins
    assert b"VTIMEZONE" not in text
    assert text.count(b"\n") == text.count(b"\r\n")


@pytest.mark.parametrize(("day", "month", "written"), [(24, 10, "20261024T070000Z"), (25, 10, "20261025T080000Z")])
def test_the_file_is_right_on_both_sides_of_a_clock_change(day: int, month: int, written: str) -> None:
    begins = at(day, 9, month=month)
    text = own_file(uid=uuid4(), sequence=0, starts_at=begins, ends_at=begins + timedelta(hours=1), now=begins)
    assert events(text)[0]["DTSTART"].value == written


def test_a_move_raises_the_sequence_and_keeps_the_uid(portal: Portal, haderslev: Open) -> None:
    mine = books(portal, somebody_writes(portal), key(at(25, 9), Mode.PHONE, haderslev.mette))
    centre = portal.catalogue.centres["haderslev"]
    talk = centre.talk_for(ForWhom.SELF).talk
    before = events(own_file_of(mine, now=portal.now()))[0]
    with portal.data.writing() as session:
        row = session.get_one(Appointment, mine.id)
        booking.move(session, centre, row, talk, key(at(26, 11), Mode.PHONE, haderslev.mette), now=portal.now())
        after = events(own_file_of(row, now=portal.now()))[0]
        booking.cancel(session, row, now=portal.now())
        off = events(own_file_of(row, now=portal.now()))[0]
    assert before["UID"] == after["UID"] == off["UID"]
    assert [each["SEQUENCE"].value for each in (before, after, off)] == ["0", "1", "2"]
    assert [each["STATUS"].value for each in (before, after, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_the_feed_says_how_and_when_and_a_number_to_look_up(
    desk: Desk, portal: Portal, hers: Open, new_browser: Callable[..., Browser]
) -> None:
    nadia = somebody_writes(portal)
    booked = books(portal, nadia, key(at(25, 9), Mode.IN_PERSON, hers.mette), Agreed(note="Jeg hedder Nadia"))
    off = books(portal, somebody_writes(portal), key(at(26, 9), Mode.PHONE, hers.mette))
    books(portal, somebody_writes(portal), key(at(26, 15, 30), Mode.PHONE, hers.jens))
    with portal.data.writing() as session:
        booking.cancel(session, session.get_one(Appointment, off.id), now=portal.now())
        session.add(a_group(hers.mette))
        opening.add_rule(
            session, "haderslev", owner=hers.mette, weekday=3, opens=at(1, 9).time(), closes=at(1, 11).time(),
            valid_from=SINCE, kind=RuleKind.DROP_IN,
        )  # fmt: skip
    text = fetched(new_browser(), a_new_feed(desk))
    assert not NEVER_SAID.search(text.decode())
    assert re.search(r"^REFRESH-INTERVAL;VALUE=DURATION:PT15M\r$", text.decode(), re.M)
    assert re.search(r"^X-PUBLISHED-TTL:PT15M\r$", text.decode(), re.M)
    found = events(text)
    said = {each["SUMMARY"].value for each in found}
    assert {each for each in said if each.startswith("Samtale, fremmøde, 26-")}
    assert "Gruppe" in said
    mine = next(each for each in found if each["UID"].value == str(booked.uid))
    assert (mine["DTSTART"].value, mine["DTEND"].value) == ("20261125T080000Z", "20261125T084500Z")
    assert next(each for each in found if each["UID"].value == str(off.uid))["STATUS"].value == "CANCELLED"
    doors = [each for each in found if each["SUMMARY"].value == "Åben rådgivning"]
    assert {each["TRANSP"].value for each in doors} == {"TRANSPARENT"}
    assert len({each["UID"].value for each in doors}) == len(doors) == 12  # 13 Thursdays, of which 24 December closed
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", each[name].value) for each in found for name in ("DTSTART", "DTEND"))
    assert len(Calendar.from_ical(text).walk("VEVENT")) == len(found) == len(doors) + 3


def a_group(counsellor: int) -> GroupSession:
    return GroupSession(
        id=uuid4(), centre="haderslev", service="group", mode=Mode.IN_PERSON, counsellor_id=counsellor,
        starts_at=at(27, 10).astimezone(UTC), ends_at=at(27, 12).astimezone(UTC), capacity=12,
    )  # fmt: skip


def test_the_feed_reaches_a_week_back_and_three_months_ahead(
    desk: Desk, portal: Portal, hers: Open, clock: Clock, new_browser: Callable[..., Browser]
) -> None:
    booked = books(portal, somebody_writes(portal), key(at(25, 9), Mode.PHONE, hers.mette))
    off = books(portal, somebody_writes(portal), key(at(25, 10), Mode.PHONE, hers.mette))
    with portal.data.writing() as session:
        booking.cancel(session, session.get_one(Appointment, off.id), now=portal.now())
    path, browser = a_new_feed(desk), new_browser()

    def shown_on(moment: datetime) -> set[UUID]:
        clock.moment = moment
        return {UUID(each["UID"].value) for each in events(fetched(browser, path))}

    assert shown_on(at(2, 8, month=12)) == {booked.uid, off.uid}
    assert shown_on(at(3, 8, month=12)) == {off.uid}
    assert shown_on(at(25, 8, month=12)) == {off.uid}
    assert shown_on(at(25, 12, month=12)) == set()
    assert shown_on(at(1, 12, month=8)) == set()


def test_what_has_not_changed_is_not_sent_again(
    desk: Desk, portal: Portal, hers: Open, clock: Clock, new_browser: Callable[..., Browser]
) -> None:
    path, client = a_new_feed(desk), new_browser().client
    first = client.get(path)
    assert first.headers["cache-control"].startswith("private")
    clock.pass_time(minutes=16)
    same = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    books(portal, somebody_writes(portal), key(at(25, 9), Mode.PHONE, hers.mette))
    assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_an_address_ends_when_it_is_replaced_removed_or_its_owner_leaves(
    desk: Desk, portal: Portal, hers: Open, new_browser: Callable[..., Browser]
) -> None:
    client = new_browser().client
    first = a_new_feed(desk)
    second = a_new_feed(desk)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    desk.mette.go("/personale/kalender/abonnement")
    assert ".ics" not in desk.mette.page.text  # it was shown once
    desk.mette.press(form="/personale/kalender/abonnement/fjern")
    assert client.get(second).status_code == 404
    assert "ingen adresse" in desk.mette.page.text
    third = a_new_feed(desk)
    with portal.data.reading() as session:
        stored = session.scalars(select(CalendarFeed.token_hash)).one()
    assert third.rpartition("/")[2].removesuffix(".ics").encode() not in stored
    with portal.data.writing() as session:
        deactivate(session, session.scalars(select(Staff).where(Staff.name == "Mette Lund")).one(), now=portal.now())
    assert client.get(third).status_code == 404


def test_guessing_addresses_comes_to_an_end(new_browser: Callable[..., Browser]) -> None:
    client = new_browser().client
    answers = [client.get(f"/personale/kalender/{number:043}.ics").status_code for number in range(25)]
    assert answers == [404] * 20 + [429] * 5


def test_somebody_without_a_calendar_has_an_empty_feed(
    desk: Desk, portal: Portal, new_browser: Callable[..., Browser]
) -> None:
    assert events(fetched(new_browser(), a_new_feed(desk))) == []
    with portal.data.reading() as session:
        assert session.scalars(select(Resource)).all() == []
