"""Two keyholes (design §1.1): the centre's and the citizen's, and what neither the public process nor a thief has."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.correspondence import messages_of, notes_of
from app.models import CaseKey, CitizenSession, Draft, Message, ShownCode
from app.portal import Portal, open_portal
from app.settings import Role, Settings
from app.vault import browser, cases
from app.vault.codes import new_code
from app.vault.fields import CannotOpen
from app.vault.keys import KeyMissing
from app.vault.tokens import token_hash
from tests.clock import Clock
from tests.vault.sending import SECRET, noted, sent, words_by_code, words_by_staff


@pytest.fixture
def vault_door(settings: Settings, keys_folder: Path, clock: Clock) -> Iterator[Portal]:
    """The public process beside the portal's own: the same stores, and the door's keys alone."""
    portal = open_portal(replace(settings, role=Role.PUBLIC, keys=keys_folder / "door"), now=clock)
    yield portal
    portal.dispose()


def test_both_keyholes_open_the_same_words(portal: Portal) -> None:
    one = sent(portal)
    assert words_by_code(portal, one.code) == words_by_staff(portal, one.inquiry_id) == SECRET


def test_every_wrong_code_opens_nothing(portal: Portal) -> None:
    one = sent(portal)
    for typed in (new_code(), "", "FAKE", one.code[::-1], one.code[:-1], "é" * 16):
        assert portal.vault.open_with_code(typed) is None


def test_the_public_process_locks_and_cannot_unlock(portal: Portal, vault_door: Portal) -> None:
    """Row 11: with everything it holds, what was written there opens only for a code, or elsewhere."""
    one = sent(vault_door)
    assert not vault_door.vault.keys.opens_inquiries
    assert vault_door.vault.keys.totp is None
    with pytest.raises(KeyMissing):
        vault_door.vault.open_for_staff(one.inquiry_id)
    assert words_by_code(vault_door, one.code) == SECRET
    assert words_by_staff(portal, one.inquiry_id) == SECRET


def test_the_public_process_with_every_secret_it_has_opens_nothing(vault_door: Portal) -> None:
    one, keys = sent(vault_door), vault_door.vault.keys
    with vault_door.vault.keystore.reading() as session:
        wrapped = cases.unseal_row(keys, session.get_one(CaseKey, one.inquiry_id))
    secrets = [*keys.store.values(), *keys.code_salt.values(), *keys.code_lookup.values(), keys.form]
    for secret in secrets:
        with pytest.raises(CannotOpen):
            cases.OpenCase(one.inquiry_id, secret).open(
                wrapped.for_centre, table="x", column="y", row_id=one.inquiry_id
            )
        assert one.case.key not in secret
    for part in (wrapped.for_centre, wrapped.for_code, wrapped.notes_for_centre):
        assert one.case.key not in part


def test_one_centres_key_does_not_open_another_centres_inquiry(portal: Portal) -> None:
    theirs, keys = sent(portal, centre="ishoej"), portal.vault.keys
    ours = {name: key for name, key in keys.centre_private.items() if name[0] == "haderslev"}
    with portal.vault.keystore.reading() as session:
        row = session.get_one(CaseKey, theirs.inquiry_id)
        with pytest.raises(KeyMissing):
            cases.open_for_centre(replace(keys, centre_private=ours), row)
        swapped = {("ishoej", 1): ours["haderslev", 1]}
        with pytest.raises(CannotOpen):
            cases.open_for_centre(replace(keys, centre_private=swapped), row)


def test_a_code_never_reaches_the_notes(portal: Portal) -> None:
    one = sent(portal)
    noted(portal, one.inquiry_id, "Ring til hendes søster først")
    citizen, centre = portal.vault.open_with_code(one.code), portal.vault.open_for_staff(one.inquiry_id)
    assert citizen is not None
    assert centre is not None
    with portal.data.reading() as session:
        assert [note.text for note in notes_of(session, centre)] == ["Ring til hendes søster først"]
        with pytest.raises(CannotOpen):
            notes_of(session, citizen)
        disguised = replace(citizen, notes_key=citizen.key)  # what they have does not fit either
        with pytest.raises(CannotOpen):
            notes_of(session, disguised)
        assert [message.text for message in messages_of(session, citizen)] == [f"Besked: {SECRET}"]


def test_a_changed_code_opens_and_the_old_one_does_not(portal: Portal) -> None:
    one, minted = sent(portal), portal.vault.mint()
    with portal.vault.keystore.writing() as session:
        before = browser.begin_session(session, one.case, now=portal.now())
    assert portal.vault.change_code(one.case, minted, now=portal.now())
    assert words_by_code(portal, one.code) is None
    assert words_by_code(portal, minted.code) == words_by_staff(portal, one.inquiry_id) == SECRET
    with portal.vault.keystore.reading() as session:
        assert browser.open_session(session, before, now=portal.now()) is None


def test_the_stores_hold_nothing_that_opens(portal: Portal) -> None:
    """Neither a code, nor a token, nor a key, nor a word stands in any column."""
    one = sent(portal)
    with portal.vault.keystore.writing() as session:
        token = browser.begin_session(session, one.case, now=portal.now())
        draft = browser.begin_draft(session, SECRET, now=portal.now())
    columns: list[bytes] = []
    with portal.vault.keystore.reading() as session:
        for table in (CaseKey, CitizenSession, Draft, ShownCode):
            for row in session.scalars(select(table)):
                columns += [value for value in vars(row).values() if isinstance(value, bytes)]
    with portal.data.reading() as session:
        columns += [row.body for row in session.scalars(select(Message))]
    hidden = (SECRET, one.code, token, draft, one.token)
    everything = b"".join(columns)
    assert len(everything) > 1_000
    for secret in (*(text.encode() for text in hidden), one.case.key):
        assert secret not in everything
    assert token_hash(token) in everything
