"""Rotation (security 2.4): cut anywhere, nothing is unreadable; afterwards an old copy of the keys opens for nobody."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from app.models import CaseKey, Inquiry, RetiredKey
from app.portal import Portal, open_portal
from app.settings import Settings
from app.vault import rotation
from app.vault.cases import open_for_centre, open_with_code
from app.vault.fields import CannotOpen
from app.vault.keys import KeyFault, KeyMissing, load_keys
from app.vault.making import make_keys
from tests.vault.rotating import CENTRES, kids, many, unreadable, with_keys
from tests.vault.sending import SECRET, sent, words_by_code


@pytest.fixture
def keys_folder(tmp_path: Path) -> Path:
    """Keys of this test's own: it destroys them."""
    folder = tmp_path / "keys"
    make_keys(folder, centres=CENTRES, demo=True)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if "-salt-" not in path.name and "-lookup-" not in path.name)


def test_beginning_changes_no_row_and_hinders_nobody(portal: Portal, keys_folder: Path) -> None:
    """Between the two steps a process that was not restarted goes on as before."""
    before = many(portal, 3)
    made = rotation.begin(keys_folder)
    assert made == ["store-2", "centre-haderslev-2", "centre-ishoej-2", "centre-koebenhavn-2"]
    assert rotation.begin(keys_folder) == []
    assert kids(portal) == {(1, 1)}
    during = sent(portal, centre="ishoej", own_words=f"{SECRET} 3")
    assert words_by_code(portal, during.code)
    assert not unreadable(portal, [*before, during])


def test_old_and_new_are_readable_while_both_are_there(portal: Portal, keys_folder: Path) -> None:
    old = many(portal, 2)
    rotation.begin(keys_folder)
    restarted = with_keys(portal, load_keys(keys_folder / "desk", private=True))
    new = sent(restarted, centre="koebenhavn", own_words=f"{SECRET} 2")
    assert kids(portal) == {(1, 1), (2, 2)}
    assert not unreadable(portal, [*old, new])


def test_finishing_leaves_only_the_new(portal: Portal, keys_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 4)
    before = many(portal, 10)
    rotation.begin(keys_folder)
    done = rotation.finish(keys_folder, portal.vault.keystore)
    assert (done.rewrapped, done.verified, done.destroyed) == (10, 10, 11)
    assert kids(portal) == {(2, 2)}
    assert not unreadable(portal, before)
    assert names(keys_folder / "desk") == [
        "DEMO",
        *(f"centre-{centre}-2.{kind}" for centre in CENTRES for kind in ("private", "public")),
        "form.key",
        "store-2.key",
        "totp.key",
    ]
    assert names(keys_folder / "door") == [
        "DEMO",
        *(f"centre-{centre}-2.public" for centre in CENTRES),
        "form.key",
        "store-2.key",
    ]


def test_it_can_be_done_again_and_again(portal: Portal, keys_folder: Path) -> None:
    before = many(portal, 3)
    for generation in (2, 3, 4):
        rotation.begin(keys_folder)
        rotation.finish(keys_folder, portal.vault.keystore)
        assert kids(portal) == {(generation, generation)}
    assert not unreadable(portal, before)


def test_there_must_be_something_to_finish(portal: Portal, keys_folder: Path) -> None:
    with pytest.raises(KeyFault, match="There is no rotation to finish"):
        rotation.finish(keys_folder, portal.vault.keystore)


def test_an_old_copy_of_the_key_store_opens_for_nobody(portal: Portal, keys_folder: Path) -> None:
    """Not for the centre, and not with the code: the outer key is gone (security 2.4)."""
    one = sent(portal)
    with portal.vault.keystore.reading() as session:
        stolen = session.get_one(CaseKey, one.inquiry_id)
    stretched = portal.vault._stretchers[1].stretch(one.code)
    assert open_with_code(portal.vault.keys, stolen, stretched).key == one.case.key
    rotation.begin(keys_folder)
    rotation.finish(keys_folder, portal.vault.keystore)
    after = load_keys(keys_folder / "desk", private=True)
    with pytest.raises(KeyMissing):
        open_with_code(after, stolen, stretched)
    with pytest.raises(KeyMissing):
        open_for_centre(after, stolen)
    told_to_be_new = CaseKey(**{column.name: getattr(stolen, column.name) for column in CaseKey.__table__.c})
    told_to_be_new.store_kid = told_to_be_new.centre_kid = 2
    with pytest.raises(CannotOpen):
        open_with_code(after, told_to_be_new, stretched)


def test_a_process_that_was_not_restarted_fails_and_stores_nothing(portal: Portal, keys_folder: Path) -> None:
    """Otherwise it would go on sealing to a key that nobody has any more, and thank people for it."""
    old = sent(portal)
    rotation.begin(keys_folder)
    rotation.finish(keys_folder, portal.vault.keystore)
    with pytest.raises(DBAPIError):
        sent(portal)
    with portal.data.reading() as session:
        assert [row.id for row in session.scalars(select(Inquiry))] == [old.inquiry_id]
    restarted = with_keys(portal, load_keys(keys_folder / "desk", private=True))
    assert words_by_code(restarted, sent(restarted).code) == SECRET


def test_a_new_centre_may_come_in_the_middle(portal: Portal, keys_folder: Path) -> None:
    rotation.begin(keys_folder)
    make_keys(keys_folder, centres=(*CENTRES, "nyby"), demo=True)
    rotation.finish(keys_folder, portal.vault.keystore)
    keys = load_keys(keys_folder / "desk", private=True)
    assert (keys.newest_centre_kid("nyby"), keys.newest_centre_kid("ishoej")) == (1, 2)
    with portal.vault.keystore.reading() as session:
        assert {row.name: row.kid for row in session.scalars(select(RetiredKey))} == {
            "store": 1,
            **{f"centre-{centre}": 1 for centre in CENTRES},
        }


def test_a_row_that_cannot_be_read_keeps_every_key(portal: Portal, keys_folder: Path) -> None:
    """One spoilt row must not cost the others theirs, nor stop them from being re-wrapped."""
    before, spoilt = many(portal, 4), sent(portal)
    with portal.vault.keystore.writing() as session:
        session.execute(update(CaseKey).where(CaseKey.inquiry_id == spoilt.inquiry_id).values(sealed=b"x" * 300))
    rotation.begin(keys_folder)
    with pytest.raises(KeyFault, match=f"1 rows cannot be read, the first is {spoilt.inquiry_id}"):
        rotation.finish(keys_folder, portal.vault.keystore)
    assert (keys_folder / "desk" / "store-1.key").exists()
    assert not unreadable(portal, before)
    portal.vault.forget(spoilt.inquiry_id, now=portal.now())
    assert rotation.finish(keys_folder, portal.vault.keystore).verified == 4
    assert not unreadable(portal, before)


def test_a_lost_new_key_stops_it_before_any_row_is_touched(portal: Portal, keys_folder: Path) -> None:
    sent(portal)
    rotation.begin(keys_folder)
    (keys_folder / "desk" / "centre-haderslev-2.private").unlink()
    with pytest.raises(KeyFault, match="nobody could read"):
        rotation.finish(keys_folder, portal.vault.keystore)
    assert kids(portal) == {(1, 1)}


def test_the_door_is_given_what_it_lacks(
    portal: Portal, keys_folder: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut between the two folders: the door catches up, and both start."""
    with monkeypatch.context() as patched:
        patched.setattr(rotation, "fill_door", lambda folder: None)
        rotation.begin(keys_folder)
    assert not (keys_folder / "door" / "store-2.key").exists()
    rotation.begin(keys_folder)
    assert (keys_folder / "door" / "store-2.key").read_bytes() == (keys_folder / "desk" / "store-2.key").read_bytes()
    reopened = open_portal(settings)
    assert reopened.vault.keys.newest_store_kid == 2
    reopened.dispose()


def test_a_code_changed_in_the_middle_is_kept(portal: Portal, keys_folder: Path) -> None:
    one = sent(portal)
    rotation.begin(keys_folder)
    restarted = with_keys(portal, load_keys(keys_folder / "desk", private=True))
    minted = restarted.vault.mint()
    restarted.vault.change_code(one.case, minted, now=portal.now())
    rotation.finish(keys_folder, portal.vault.keystore)
    assert words_by_code(restarted, minted.code) == SECRET
    assert words_by_code(restarted, one.code) is None


def test_copies_of_the_folder_are_out_of_reach(portal: Portal, keys_folder: Path, tmp_path: Path) -> None:
    """Said, not solved: who kept a copy of the old keys can still open an old copy of the store."""
    one = sent(portal)
    copy = tmp_path / "copy"
    shutil.copytree(keys_folder / "desk", copy)
    with portal.vault.keystore.reading() as session:
        stolen = session.get_one(CaseKey, one.inquiry_id)
    rotation.begin(keys_folder)
    rotation.finish(keys_folder, portal.vault.keystore)
    assert open_for_centre(load_keys(copy, private=True), stolen).key == one.case.key
