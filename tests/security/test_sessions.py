"""Sessions: new ones at every sign-in, dead on the server, and in no database (security 2.2, rows 1, 2 and 25)."""

import base64
import hashlib

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.models import CitizenSession, Event
from app.portal import Portal
from app.timeline import What
from app.vault.codes import grouped
from app.vault.tokens import token_bytes
from app.web import cookies
from tests.clock import Clock
from tests.people import Desk, Nadia
from tests.security.contents import contents, unchanged
from tests.security.plain import Plain
from tests.security.world import World


def cookie(browser: Plain, name: str) -> str:
    return next((each.value or "" for each in browser.client.cookies.jar if each.name == name), "")


def signed_in(world: World, **given: str) -> Plain:
    """A browser that shows the code. ``given`` are cookies it holds already."""
    browser = Plain(world.app, given)
    assert browser.post("/log-ind", {"code": grouped(world.written.code)}).headers["location"] == "/min-side"
    return browser


def test_session_rotates(world: World) -> None:
    """Whatever token a browser brings, it leaves with one that nobody could have put there."""
    planted = cookie(signed_in(world), cookies.CITIZEN)
    victim = signed_in(world, **{cookies.CITIZEN: planted})
    assert cookie(victim, cookies.CITIZEN) != planted
    assert len(token_bytes(cookie(victim, cookies.CITIZEN))) == 32
    thief = Plain(world.app, {cookies.CITIZEN: planted})
    assert thief.get("/min-side").headers["location"] == "/log-ind"


def test_a_token_that_was_made_up_is_not_taken_over(world: World) -> None:
    browser = signed_in(world, **{cookies.CITIZEN: "A" * 43})
    assert cookie(browser, cookies.CITIZEN) != "A" * 43


def test_session_rotates_at_the_desk(desk: Desk) -> None:
    first = desk.mette.client.cookies[cookies.STAFF]
    desk.clock.pass_time(minutes=1)
    desk.mette.signs_in()
    second = desk.mette.client.cookies[cookies.STAFF]
    assert first != second
    thief = Plain(desk.app, {cookies.STAFF: first})
    assert thief.get("/personale/koe").headers["location"] == "/personale/log-ind"


def test_session_rotates_when_the_code_page_is_left(world: World) -> None:
    written = world.an_inquiry()
    browser = world.sender(written)
    assert browser.post("/kode", {"written_down": "1"}).headers["location"] == "/min-side"
    assert cookie(browser, cookies.CITIZEN) not in ("", written.token)
    assert not cookie(browser, cookies.DRAFT)


def test_token_not_in_db(world: World) -> None:
    """Neither the token nor what it decodes to: whoever has the database has nothing to show us."""
    people = (signed_in(world), world.writer(), world.sender(), world.staff("mette"))
    tokens = {each.value or "" for person in people for each in person.client.cookies.jar if each.name != cookies.FORM}
    assert len(tokens) == 4
    stored = repr(contents(world.portal)).encode() + b"".join(
        value for rows in contents(world.portal).values() for row in rows for value in row if isinstance(value, bytes)
    )
    for token in tokens:
        secret = token_bytes(token)
        for form in (token.encode(), secret, secret.hex().encode(), base64.b64encode(secret), repr(secret).encode()):
            assert form not in stored
        assert hashlib.sha256(secret).digest() not in stored, "the sum must be ours alone, not one of many tables"


def test_a_stolen_database_opens_no_session(world: World) -> None:
    """What is stored of a session, shown as a cookie, is nothing."""
    signed_in(world)
    with world.portal.vault.keystore.reading() as session:
        row = session.scalars(select(CitizenSession)).first()
        assert row is not None
    for stolen in (row.token_hash, row.sealed_key[:32], row.inquiry_id.bytes + row.inquiry_id.bytes):
        token = base64.urlsafe_b64encode(stolen).decode().rstrip("=")
        assert Plain(world.app, {cookies.CITIZEN: token}).get("/min-side").headers["location"] == "/log-ind"


def test_code_change_kills_sessions(world: World) -> None:
    mine, theirs = signed_in(world), signed_in(world)
    before = cookie(mine, cookies.CITIZEN)
    assert mine.post("/min-side/ny-kode").headers["location"] == "/min-side/ny-kode"
    assert theirs.get("/min-side").status_code == 200, "nothing counts until the new code is written down"
    assert mine.post("/min-side/ny-kode/skrevet", {"written_down": "1"}).headers["location"] == "/min-side"
    assert cookie(mine, cookies.CITIZEN) != before
    assert theirs.get("/min-side").headers["location"] == "/log-ind"
    assert theirs.post("/min-side/besked", {"message": "Det er mig"}).status_code == 401
    assert mine.get("/min-side").status_code == 200


def test_rotate_code_old_code_dead(app: FastAPI, nadia: Nadia) -> None:
    browser = nadia.sends().writes_it_down()
    old = nadia.code
    browser.go("/min-side/ny-kode")
    browser.press(form="/min-side/ny-kode")
    new = next(browser.page.text_of(each) for each in browser.page.root.iter() if each.get("id") == "code")
    assert new != old
    assert Plain(app).post("/log-ind", {"code": old}).status_code == 303, "it counts when it is written down"
    browser.press(form="/min-side/ny-kode/skrevet", written_down="1")
    stranger = Plain(app)
    assert stranger.post("/log-ind", {"code": old}).status_code == 422
    assert stranger.post("/log-ind", {"code": new}).headers["location"] == "/min-side"


def test_a_signed_out_session_is_dead_on_the_server(world: World) -> None:
    browser = signed_in(world)
    kept = cookie(browser, cookies.CITIZEN)
    answer = browser.post("/log-ud")
    assert '"cookies"' in answer.headers["clear-site-data"]
    assert Plain(world.app, {cookies.CITIZEN: kept}).get("/min-side").headers["location"] == "/log-ind"


@pytest.mark.parametrize(("minutes", "times", "alive"), [(14, 1, True), (16, 1, False), (14, 5, False)])
def test_a_session_ends_by_itself(world: World, clock: Clock, minutes: int, times: int, alive: bool) -> None:
    """After a quarter of an hour without a sign of life, and after an hour whatever happens."""
    browser = signed_in(world)
    for _ in range(times):
        clock.pass_time(minutes=minutes)
        answer = browser.get("/min-side")
    assert answer.status_code == (200 if alive else 303)


@pytest.mark.parametrize(("minutes", "times", "alive"), [(29, 1, True), (31, 1, False), (29, 17, False)])
def test_a_session_at_the_desk_ends_by_itself(
    world: World, clock: Clock, minutes: int, times: int, alive: bool
) -> None:
    mette = world.staff("mette")
    for _ in range(times):
        clock.pass_time(minutes=minutes)
        answer = mette.get("/personale/din-rolle")
    assert answer.status_code == (200 if alive else 303)


def test_an_ended_session_changes_nothing_and_keeps_the_text(world: World, clock: Clock) -> None:
    browser = signed_in(world)
    clock.pass_time(minutes=20)
    with unchanged(world.portal):
        answer = browser.post("/min-side/besked", {"message": "Det her må ikke gå tabt."})
    assert answer.status_code == 401
    assert "Det her må ikke gå tabt." in answer.text


def test_last_use_shown(world: World, clock: Clock) -> None:
    """Somebody else's use of the code shows the next time: the day and the hour, never the minute."""
    first = signed_in(world)
    assert "kl." not in last_use(first)
    clock.pass_time(hours=2)
    other = signed_in(world)
    assert "mellem kl. 13 og 14" in last_use(other)
    clock.pass_time(minutes=5)
    again = signed_in(world)
    with world.portal.data.reading() as session:
        theirs = select(Event.what).where(Event.inquiry_id == world.written.inquiry_id)
        assert list(session.scalars(theirs)).count(What.CITIZEN_SIGNED_IN) == 3
    assert "mellem kl. 15 og 16" in last_use(again)


def last_use(browser: Plain) -> str:
    """The line about the code's last use."""
    from tests.review import Page

    page = Page(browser.get("/min-side").text)
    return " ".join(page.text_of(each) for each in page.root.iter() if "sidst" in page.text_of(each).lower()[:60])


def test_drafts_and_codes_die_of_age(world: World, portal: Portal, clock: Clock) -> None:
    writer, sender = world.writer(), world.sender()
    clock.pass_time(minutes=11)
    assert 'id="code"' not in sender.get("/kode").text
    assert writer.get("/tjek").status_code == 200
    clock.pass_time(days=7)
    assert writer.get("/tjek").headers["location"] == "/"
    assert world.staff("mette").get("/personale/koe").headers["location"] == "/personale/log-ind"
