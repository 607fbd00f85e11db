"""Sealed fields (security 2.4): bound to their place, padded, and never opened into something else."""

import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from app.dossier import find
from app.models import CaseKey, Inquiry
from app.portal import Portal
from app.vault.fields import LONGEST, PADDED_SIZES, CannotOpen, joined, padded, parted, seal, unpadded, unseal
from tests.vault.sending import sent, words_by_staff

KEY = bytes(range(32))


@given(st.binary(max_size=5_000), st.binary(max_size=60))
def test_what_is_sealed_comes_back(value: bytes, place: bytes) -> None:
    assert unseal(KEY, seal(KEY, value, place), place) == value


@given(st.lists(st.binary(max_size=20), max_size=6))
def test_parts_stay_apart(parts: list[bytes]) -> None:
    assert parted(joined(*parts)) == parts


@given(st.binary(max_size=70_000))
def test_padding_hides_the_length_up_to_a_step(value: bytes) -> None:
    if len(value) > LONGEST:
        with pytest.raises(ValueError, match="too long"):
            padded(value)
        return
    assert len(padded(value)) in PADDED_SIZES
    assert unpadded(padded(value)) == value


def test_yes_and_no_look_alike() -> None:
    assert len(seal(KEY, b"ja", b"")) == len(seal(KEY, b"nej, det er der slet ikke nogen, der er", b""))


def test_a_changed_byte_opens_nothing() -> None:
    sealed = seal(KEY, b"hemmeligt", b"her")
    for place in range(len(sealed)):
        spoilt = bytearray(sealed)
        spoilt[place] ^= 1
        with pytest.raises(CannotOpen):
            unseal(KEY, bytes(spoilt), b"her")
    for broken in (b"", sealed[:10], sealed[:-1], sealed + b"\0"):
        with pytest.raises(CannotOpen):
            unseal(KEY, broken, b"her")


def test_no_nonce_comes_twice() -> None:
    nonces = {seal(KEY, b"", b"")[2:14] for _ in range(20_000)}
    assert len(nonces) == 20_000


def test_another_key_or_place_opens_nothing() -> None:
    sealed = seal(KEY, b"hemmeligt", b"her")
    for key, place in ((os.urandom(32), b"her"), (KEY, b"der")):
        with pytest.raises(CannotOpen):
            unseal(key, sealed, place)


def test_fields_swapped_between_two_inquiries_do_not_open(portal: Portal) -> None:
    one, other = sent(portal), sent(portal)
    with portal.data.writing() as session:
        mine, theirs = session.get_one(Inquiry, one.inquiry_id), session.get_one(Inquiry, other.inquiry_id)
        mine.answers, theirs.answers = theirs.answers, mine.answers
    with pytest.raises(CannotOpen):
        words_by_staff(portal, one.inquiry_id)


def test_columns_swapped_within_an_inquiry_do_not_open(portal: Portal) -> None:
    one = sent(portal)
    with portal.data.writing() as session:
        row = session.get_one(Inquiry, one.inquiry_id)
        row.answers, row.contact = row.contact, row.answers
    with portal.data.reading() as session, pytest.raises(CannotOpen):
        find(session, one.case)


def test_key_rows_swapped_between_two_inquiries_do_not_open(portal: Portal) -> None:
    one, other = sent(portal), sent(portal)
    with portal.vault.keystore.writing() as session:
        mine, theirs = session.get_one(CaseKey, one.inquiry_id), session.get_one(CaseKey, other.inquiry_id)
        mine.sealed, theirs.sealed = theirs.sealed, mine.sealed
    with pytest.raises(CannotOpen):
        portal.vault.open_for_staff(one.inquiry_id)
    with pytest.raises(CannotOpen):
        portal.vault.open_with_code(one.code)


@pytest.mark.parametrize(("column", "value"), [("centre", "ishoej"), ("code_kid", 2), ("lookup", b"l" * 32)])
def test_a_key_row_told_to_be_another_does_not_open(portal: Portal, column: str, value: object) -> None:
    one = sent(portal)
    with portal.vault.keystore.writing() as session:
        session.execute(update(CaseKey).where(CaseKey.inquiry_id == one.inquiry_id).values({column: value}))
    with pytest.raises(CannotOpen):
        portal.vault.open_for_staff(one.inquiry_id)


def test_a_row_under_another_id_does_not_open(portal: Portal) -> None:
    """A thief with write access cannot give a stranger's inquiry to themselves."""
    one, mine = sent(portal), sent(portal)
    with portal.vault.keystore.writing() as session:
        session.delete(session.get_one(CaseKey, mine.inquiry_id))
    with portal.vault.keystore.writing() as session:
        session.execute(
            update(CaseKey)
            .where(CaseKey.inquiry_id == one.inquiry_id)
            .values(inquiry_id=uuid4(), lookup=os.urandom(32))
        )
    assert portal.vault.open_for_staff(one.inquiry_id) is None
    assert portal.vault.open_with_code(one.code) is None
