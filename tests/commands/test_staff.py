"""``staff``: accounts from the terminal, shown once and working."""

import re

import pyotp
import pytest
from sqlalchemy import select

from app.accounts import one_time_codes, passwords
from app.models import Staff
from app.portal import Portal
from app.settings import Settings
from tests.commands.conftest import Terminal

METTE = ("--name", "Mette Lund", "--email", "Mette@Haderslev.example", "--centre", "haderslev", "--role", "counsellor")


def account(portal: Portal) -> Staff:
    with portal.data.reading() as session:
        return session.scalars(select(Staff)).one()


def test_an_account_is_made_and_shown_once(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    said = terminal("staff", "add", *METTE)
    assert said.status == 0
    password = re.search(r"password +(\S+)", said.out)
    secret = re.search(r"TOTP secret +(\S+)", said.out)
    assert password is not None
    assert secret is not None
    assert f"otpauth://totp/Indgangen:mette%40haderslev.example?secret={secret[1]}" in said.out
    made = account(portal)
    assert (made.email, made.centre, made.role, made.active, made.demo) == (
        "mette@haderslev.example",
        "haderslev",
        "counsellor",
        True,
        False,
    )
    assert passwords.fits(portal.settings, made.password_hash, password[1])
    kept = one_time_codes.unsealed(portal, made.id, made.totp_secret)
    assert kept == secret[1]
    digits = pyotp.TOTP(kept).at(portal.now())
    assert one_time_codes.fitting_step(kept, digits, now=portal.now()) is not None


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_the_list_shows_everybody_and_no_secret(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    shown = terminal("staff", "add", *METTE).out
    listed = terminal("staff", "list").out
    assert listed.split() == ["haderslev", "counsellor", "Mette", "Lund", "mette@haderslev.example"]
    assert not set(re.findall(r"[A-Z2-7]{32}", shown)) & set(listed.split())


def test_a_second_account_for_one_address_is_refused(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    terminal("staff", "add", *METTE)
    again = terminal("staff", "add", *METTE)
    assert (again.status, again.out) == (2, "")
    assert again.err.endswith("There is already an account for Mette@Haderslev.example.\n")
    assert account(portal)


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("--centre", "aarhus"), "There is no centre 'aarhus'. Choose: haderslev, ishoej, koebenhavn."),
        (("--email", "mette"), "needs a name and an e-mail address"),
        (("--name", " "), "needs a name and an e-mail address"),
        (("--role", "boss"), "invalid choice"),
    ],
)
def test_what_is_wrong_is_said(
    terminal: Terminal, environment: Settings, portal: Portal, changed: tuple[str, str], said: str
) -> None:
    refused = terminal("staff", "add", *METTE, *changed)
    assert refused.status == 2
    assert said in refused.err
    with portal.data.reading() as session:
        assert not session.scalars(select(Staff)).all()


def test_who_leaves_can_no_longer_sign_in(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    terminal("staff", "add", *METTE)
    said = terminal("staff", "deactivate", "METTE@haderslev.example")
    assert said.status == 0
    assert "can no longer sign in" in said.out
    assert not account(portal).active
    assert "deactivated" in terminal("staff", "list").out
    assert "There is no account for" in terminal("staff", "deactivate", "jens@haderslev.example").err
