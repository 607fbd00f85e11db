"""Staff sign in with password and one-time code, and every failure looks the same."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from limits import parse
from sqlalchemy import select
from starlette.testclient import TestClient

from app.accounts import actions, one_time_codes, pace, passwords
from app.accounts.passwords import WeakPassword
from app.chain import first_broken_link
from app.models import Event, Staff, StaffSession
from app.portal import Portal
from app.rules.triage import Role
from app.settings import Settings
from app.timeline import What
from app.vault.fields import CannotOpen
from app.vault.tokens import token_hash
from app.web.cookies import STAFF
from tests.browser import ORIGIN, Browser, Loop
from tests.clock import Clock
from tests.people import PASSWORD, Colleague, Desk

STEP = 30


def tries(browser: Browser, *, email: str, password: str, code: str, expect: int = 422) -> str:
    """What the sign-in page answers."""
    browser.go("/personale/log-ind")
    browser.press(form="/personale/log-ind", email=email, password=password, code=code, expect=expect)
    return browser.page.text


def events(portal: Portal, what: What) -> list[Event]:
    with portal.data.reading() as session:
        return list(session.scalars(select(Event).where(Event.what == what)))


def test_mette_signs_in_and_sees_the_queue(desk: Desk, portal: Portal) -> None:
    assert desk.mette.page.h1 == "Kø"
    assert [event.staff_id is not None for event in events(portal, What.SIGNED_IN)] == [True]


def test_every_failure_gets_the_same_answer(desk: Desk, portal: Portal, app: FastAPI) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    gone = desk.hired("Gitte Bang", "haderslev", Role.COUNSELLOR)
    with portal.data.writing() as session:
        actions.deactivate(session, session.merge(gone_staff(portal, gone)), now=portal.now())
    wrong = "000000" if mette.six_digits() != "000000" else "111111"
    answers = {
        tries(Browser(app), email=mette.email, password="et helt andet kodeord", code=mette.six_digits()),
        tries(Browser(app), email=mette.email, password=PASSWORD, code=wrong),
        tries(Browser(app), email="nobody@haderslev.test", password=PASSWORD, code=wrong),
        tries(Browser(app), email=gone.email, password=PASSWORD, code=gone.six_digits()),
    }
    assert len(answers) == 1
    assert len(events(portal, What.SIGN_IN_FAILED)) == 4
    assert not events(portal, What.SIGNED_IN)


def gone_staff(portal: Portal, colleague: Colleague) -> Staff:
    with portal.data.reading() as session:
        return session.scalars(select(Staff).where(Staff.email == colleague.email)).one()


def test_the_password_is_never_shown_again_and_the_email_is_kept(desk: Desk) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    tries(mette, email=mette.email, password="et helt andet kodeord", code="123456")
    assert "et helt andet kodeord" not in mette.page.html
    assert mette.email in mette.page.html


def test_empty_fields_say_what_is_missing(door: Browser) -> None:
    said = tries(door, email="", password="", code="")
    assert "Skriv din e-mail." in said
    assert "Skriv de 6 tal fra din app." in said


def test_a_code_is_good_once(desk: Desk, clock: Clock, app: FastAPI) -> None:
    mette = desk.mette
    used = mette.six_digits()
    tries(Browser(app), email=mette.email, password=PASSWORD, code=used)
    clock.pass_time(seconds=STEP)
    tries(Browser(app), email=mette.email, password=PASSWORD, code=used)
    another = Browser(app)
    tries(another, email=mette.email, password=PASSWORD, code=mette.six_digits(), expect=200)
    assert another.page.h1 == "Kø"


def test_an_older_code_than_the_last_used_one_is_dead(desk: Desk, clock: Clock, app: FastAPI) -> None:
    before = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    old = before.six_digits()
    clock.pass_time(seconds=STEP)
    before.signs_in()
    tries(Browser(app), email=before.email, password=PASSWORD, code=old)


@pytest.mark.parametrize(("seconds", "fits"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_code_may_be_one_step_early_or_late(clock: Clock, seconds: int, fits: bool) -> None:
    import pyotp

    secret = one_time_codes.new_secret()
    typed = pyotp.TOTP(secret).at(clock() + timedelta(seconds=seconds))
    assert (one_time_codes.fitting_step(secret, typed, now=clock()) is not None) is fits


def test_codes_are_read_with_the_space_that_apps_show(desk: Desk) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    code = mette.six_digits()
    tries(mette, email=mette.email.upper(), password=PASSWORD, code=f" {code[:3]} {code[3:]} ", expect=200)
    assert mette.page.h1 == "Kø"


def test_signing_in_gives_a_new_token_and_ends_the_old_session(desk: Desk, portal: Portal, clock: Clock) -> None:
    first = desk.mette.client.cookies[STAFF]
    clock.pass_time(seconds=STEP)
    desk.mette.signs_in()
    second = desk.mette.client.cookies[STAFF]
    assert first != second
    with portal.data.reading() as session:
        kept = {each.token_hash for each in session.scalars(select(StaffSession))}
    assert kept == {token_hash(second)}


def test_a_token_planted_before_sign_in_is_worth_nothing(desk: Desk, portal: Portal) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    mette.client.cookies.set(STAFF, "planted", domain="indgangen.test", path="/")
    mette.signs_in()
    assert mette.client.cookies[STAFF] != "planted"


def test_the_database_holds_no_token_no_password_and_no_secret(desk: Desk, portal: Portal) -> None:
    mette = desk.mette
    with portal.data.reading() as session:
        staff = session.scalars(select(Staff)).one()
        visit = session.scalars(select(StaffSession)).one()
    assert mette.client.cookies[STAFF].encode() not in visit.token_hash
    assert staff.password_hash.startswith("$argon2id$")
    assert PASSWORD not in staff.password_hash
    assert mette.secret.encode() not in staff.totp_secret


def test_a_secret_does_not_open_in_another_persons_row(desk: Desk, portal: Portal) -> None:
    desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    desk.hired("Jens Friis", "haderslev", Role.COUNSELLOR)
    with portal.data.reading() as session:
        one, other = session.scalars(select(Staff))
    with pytest.raises(CannotOpen):
        one_time_codes.unsealed(portal, other.id, one.totp_secret)


def test_without_a_session_a_page_leads_to_the_sign_in(door: Browser) -> None:
    door.go("/personale")
    assert door.path == "/personale/log-ind"


@pytest.mark.parametrize("passing", [{"minutes": 31}, {"hours": 8, "minutes": 1}])
def test_a_session_ends_after_half_an_hour_and_after_eight_hours(
    desk: Desk, clock: Clock, passing: dict[str, Any]
) -> None:
    minutes = passing.get("hours", 0) * 60 + passing.get("minutes", 0)
    steps = [minutes] if minutes < 60 else [20] * (minutes // 20) + [1]
    assert desk.mette.path == "/personale"
    for step in steps:
        clock.pass_time(minutes=step)
        desk.mette.go("/personale")
    assert desk.mette.path == "/personale/log-ind"


def test_a_session_that_is_used_stays(desk: Desk, clock: Clock) -> None:
    assert desk.mette.path == "/personale"
    for _ in range(5):
        clock.pass_time(minutes=29)
        desk.mette.go("/personale")
        assert desk.mette.path == "/personale"


def test_signing_out_ends_the_session_on_the_server(desk: Desk, portal: Portal) -> None:
    token = desk.mette.client.cookies[STAFF]
    desk.mette.press("Log ud")
    assert desk.mette.path == "/personale/log-ind"
    (redirect,) = desk.mette.response.history
    assert redirect.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    desk.mette.client.cookies.set(STAFF, token, domain="indgangen.test", path="/")
    desk.mette.go("/personale")
    assert desk.mette.path == "/personale/log-ind"
    assert len(events(portal, What.SIGNED_OUT)) == 1


def test_signing_out_twice_is_no_fault(desk: Desk) -> None:
    token = desk.mette.token()
    desk.mette.press("Log ud")
    desk.mette.post("/personale/log-ud", {"csrf_token": token}, expect=403)  # the old page's token is dead
    desk.mette.go("/personale/log-ind")


def test_a_deactivated_account_is_out_at_once_and_its_inquiries_go_back(desk: Desk, portal: Portal, nadia: Any) -> None:
    nadia.sends()
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    with portal.data.writing() as session:
        staff = session.scalars(select(Staff)).one()
        assert actions.deactivate(session, staff, now=portal.now()) == 1
    desk.mette.go("/personale")
    assert desk.mette.path == "/personale/log-ind"
    desk.jens.go("/personale")
    assert "Ingen endnu" in desk.jens.page.text


def test_many_tries_at_one_account_are_slowed_down(desk: Desk, app: FastAPI) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    browser = Browser(app)
    for _ in range(5):
        tries(browser, email=mette.email, password="et helt andet kodeord", code="123456")
    assert "Vent et minut" in tries(browser, email=mette.email, password=PASSWORD, code=mette.six_digits(), expect=429)
    assert "passer ikke sammen" in tries(browser, email="jens@haderslev.test", password=PASSWORD, code="123456")


def from_network(app: FastAPI, address: str) -> Browser:
    """A browser behind another address."""
    browser = Browser(app)
    browser.client = TestClient(app, ORIGIN, headers=dict(browser.client.headers), client=(address, 50_000))
    browser.client.portal = Loop.running
    return browser


def test_nobody_can_lock_a_colleague_out_from_another_network(desk: Desk, app: FastAPI) -> None:
    """Wrong tries from elsewhere, as many as there may be, cost the one who makes them and nobody else."""
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    for network in range(8):
        guesser = from_network(app, f"203.0.113.{network}")
        for expect in (422, 422, 422, 422, 422, 429):
            tries(guesser, email=mette.email, password="et helt andet kodeord", code="123456", expect=expect)
    home = from_network(app, "198.51.100.7")
    tries(home, email=mette.email, password=PASSWORD, code=mette.six_digits(), expect=200)
    assert home.page.h1 == "Kø"


def test_right_ones_cost_nothing_however_many(desk: Desk, clock: Clock, app: FastAPI) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    for _ in range(12):
        mette.signs_in()
        clock.pass_time(seconds=STEP)


def test_many_networks_together_get_one_try_each(desk: Desk, app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    """When an account has been tried very often, whoever has failed at it waits; whoever has not, may still try."""
    monkeypatch.setattr(pace, "FAILURES_AN_ACCOUNT", parse("6/hour"))
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    wrong: dict[str, Any] = {"email": mette.email, "password": "et helt andet kodeord", "code": "123456"}
    networks = [from_network(app, f"203.0.113.{network}") for network in range(8)]
    for each in networks:
        tries(each, **wrong)
    for each in networks:
        tries(each, **wrong, expect=429)
    home = from_network(app, "198.51.100.7")
    tries(home, email=mette.email, password=PASSWORD, code=mette.six_digits(), expect=200)


def test_a_whole_household_of_ipv6_is_one_network(desk: Desk, app: FastAPI) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    wrong: dict[str, Any] = {"email": mette.email, "password": "et helt andet kodeord", "code": "123456"}
    for host in range(5):
        tries(from_network(app, f"2001:db8:0:1::{host:x}"), **wrong)
    tries(from_network(app, "2001:db8:0:1::ffff"), **wrong, expect=429)
    tries(from_network(app, "2001:db8:1:1::1"), **wrong)


def test_a_whole_centre_behind_one_address_gets_in(desk: Desk) -> None:
    for number in range(30):
        desk.hired(f"Kollega{number} Lund", "haderslev", Role.COUNSELLOR).signs_in()


def test_the_chain_holds_after_all_of_this(desk: Desk, portal: Portal, app: FastAPI) -> None:
    tries(Browser(app), email="nobody@haderslev.test", password=PASSWORD, code="123456")
    desk.mette.go("/personale")
    with portal.data.reading() as session:
        assert first_broken_link(session) is None


def test_nothing_that_was_typed_is_in_a_failure(desk: Desk, portal: Portal, app: FastAPI) -> None:
    tries(Browser(app), email="nobody@haderslev.test", password=PASSWORD, code="123456")
    (event,) = events(portal, What.SIGN_IN_FAILED)
    assert event.staff_id is None
    assert event.detail is None


def test_a_fields_worth_of_extra_columns_changes_nothing(desk: Desk, portal: Portal) -> None:
    mette = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR)
    mette.go("/personale/log-ind")
    mette.press(
        form="/log-ind",
        email=mette.email,
        password=PASSWORD,
        code=mette.six_digits(),
        role="administrator",
        centre="ishoej",
        active="1",
        demo="1",
    )
    with portal.data.reading() as session:
        staff = session.scalars(select(Staff)).one()
    assert (staff.role, staff.centre, staff.demo) == ("counsellor", "haderslev", False)


def test_short_passwords_are_refused(portal: Portal) -> None:
    with pytest.raises(WeakPassword):
        passwords.hashed(portal.settings, "for kort")


def test_another_password_signs_everybody_out(desk: Desk, portal: Portal) -> None:
    desk.mette.go("/personale")
    with portal.data.writing() as session:
        actions.set_password(session, portal, session.scalars(select(Staff)).one(), "en helt ny lang sætning")
    desk.mette.go("/personale")
    assert desk.mette.path == "/personale/log-ind"


def test_production_hashes_as_rfc_9106_says() -> None:
    assert passwords.memory_kib(Settings()) == 65_536
    hasher = passwords.hasher(65_536)
    assert (hasher.time_cost, hasher.parallelism, hasher.type.name) == (3, 4, "ID")


def test_an_account_without_a_password_lets_nobody_in(portal: Portal) -> None:
    assert not passwords.fits(portal.settings, passwords.NO_PASSWORD, "")
    assert not passwords.fits(portal.settings, passwords.NO_PASSWORD, PASSWORD)


def test_the_roles_page_says_what_an_administrator_is_for(desk: Desk) -> None:
    desk.soeren.go("/personale")
    assert desk.soeren.path == "/personale/din-rolle"
    assert "Du er administrator" in desk.soeren.page.text


@pytest.mark.parametrize("who", ["mette", "karin"])
def test_the_others_can_read_what_theirs_is_for(desk: Desk, who: str) -> None:
    colleague: Browser = getattr(desk, who)
    colleague.go("/personale/din-rolle")
    assert ("Du er leder" in colleague.page.text) is (who == "karin")
