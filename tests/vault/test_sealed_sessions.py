"""What a browser holds (security 3.5): sealed under its cookie, over in time, one at a time."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import CitizenSession, Draft, ShownCode
from app.portal import Portal
from app.vault import browser
from app.vault.fields import CannotOpen
from app.vault.sweeping import sweep
from app.vault.tokens import new_token, token_bytes, token_hash
from tests.clock import Clock
from tests.vault.sending import Sent, sent


def opened(portal: Portal, token: str) -> bool:
    with portal.vault.keystore.reading() as session:
        return browser.open_session(session, token, now=portal.now()) is not None


def begun(portal: Portal, one: Sent) -> str:
    with portal.vault.keystore.writing() as session:
        return browser.begin_session(session, one.case, now=portal.now())


def test_a_session_opens_for_its_cookie_and_no_other(portal: Portal) -> None:
    token = begun(portal, sent(portal))
    assert opened(portal, token)
    for other in (new_token(), "", token[:-2], token + "A", "æøå", "\0", token.upper()):
        assert not opened(portal, other)


def test_a_stolen_store_opens_no_session(portal: Portal) -> None:
    """The row found by its hash and told to belong to the thief's own cookie still does not open."""
    begun(portal, sent(portal))
    thief = new_token()
    with portal.vault.keystore.writing() as session:
        session.execute(update(CitizenSession).values(token_hash=token_hash(thief)))
    with pytest.raises(CannotOpen):
        opened(portal, thief)


def test_a_session_moved_to_another_inquiry_does_not_open(portal: Portal) -> None:
    one, other = sent(portal), sent(portal)
    token = begun(portal, one)
    with portal.vault.keystore.writing() as session:
        session.execute(update(CitizenSession).values(inquiry_id=other.inquiry_id))
    with pytest.raises(CannotOpen):
        opened(portal, token)


def test_it_ends_after_a_quiet_quarter_of_an_hour(portal: Portal, clock: Clock) -> None:
    token = begun(portal, sent(portal))
    clock.pass_time(minutes=15)
    assert opened(portal, token)
    clock.pass_time(seconds=1)
    assert not opened(portal, token)


def test_it_ends_after_an_hour_however_busy(portal: Portal, clock: Clock) -> None:
    token = begun(portal, sent(portal))
    for _ in range(6):
        clock.pass_time(minutes=10)
        assert opened(portal, token)
        with portal.vault.keystore.writing() as session:
            browser.touch_session(session, token, now=clock())
    clock.pass_time(seconds=1)
    assert not opened(portal, token)


def test_a_code_is_shown_for_ten_minutes_to_one_browser(portal: Portal, clock: Clock) -> None:
    one = sent(portal)
    with portal.vault.keystore.reading() as session:
        shown = browser.code_to_show(session, one.token, now=clock())
        assert shown is not None
        assert (shown.code, shown.case.key) == (one.code, one.case.key)
        assert browser.code_to_show(session, new_token(), now=clock()) is None
        clock.pass_time(minutes=10)
        assert browser.code_to_show(session, one.token, now=clock()) is None


def test_the_purposes_do_not_mix(portal: Portal) -> None:
    """A draft's row made into a session's does not open, although the same cookie sealed it."""
    token, one = new_token(), sent(portal)
    with portal.vault.keystore.writing() as session:
        browser.keep_code(session, token, one.code, one.case, now=portal.now())
    with portal.vault.keystore.writing() as session:
        sealed = session.scalars(select(ShownCode.sealed)).first()
        session.add(
            CitizenSession(
                token_hash=token_hash(token),
                inquiry_id=one.inquiry_id,
                sealed_key=sealed,
                began_at=portal.now(),
                seen_at=portal.now(),
            )
        )
    with pytest.raises(CannotOpen):
        opened(portal, token)


def test_sweeping_takes_what_is_over_and_nothing_else(portal: Portal, clock: Clock) -> None:
    one = sent(portal)
    begun(portal, one)
    with portal.vault.keystore.writing() as session:
        browser.begin_draft(session, "gammel", now=clock() - browser.DRAFT_LIFE)
        young = browser.begin_draft(session, "ny", now=clock())
    clock.pass_time(minutes=16)
    with portal.vault.keystore.writing() as session:
        assert sweep(session, now=clock()) == 3  # the old draft, the shown code, the quiet session
    with portal.vault.keystore.reading() as session:
        assert rows(session) == {"drafts": 1, "shown": 0, "sessions": 0}
        kept = browser.open_draft(session, young, now=clock())
        assert kept is not None
        assert kept.content == "ny"
        assert browser.open_draft(session, young, now=clock() + timedelta(days=7)) is None


def rows(session: Session) -> dict[str, int]:
    named = (("drafts", Draft), ("shown", ShownCode), ("sessions", CitizenSession))
    return {name: len(session.scalars(select(table)).all()) for name, table in named}


def test_tokens_carry_256_bits_and_odd_ones_find_nothing() -> None:
    assert len({new_token() for _ in range(1_000)}) == 1_000
    assert len(token_bytes(new_token())) == 32
    for odd in ("", "%", "a" * 5, "\ud800", "你好"):
        assert token_hash(odd) is not None
