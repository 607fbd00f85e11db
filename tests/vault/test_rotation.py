"""Rotation (security 2.4): cut anywhere, nothing is unreadable; afterwards an old copy of the keys opens for nobody."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from app.models import CaseKey, Inquiry, RetiredKey
from app.portal import Portal, open_portal
from app.settings import Settings
from app.vault import destroying, making, rotation
from app.vault.cases import open_for_centre, open_with_code
from app.vault.fields import CannotOpen
from app.vault.keys import KeyFault, KeyMissing, Keys, load_keys
from app.vault.making import make_keys
from app.vault.vault import Vault
from tests.vault.sending import SECRET, Sent, sent, words_by_code, words_by_staff

CENTRES = ("haderslev", "ishoej", "koebenhavn")


class PowerCut(Exception):
    """The process ends here."""


@pytest.fixture
def keys_folder(tmp_path: Path) -> Path:
    """Keys of this test's own: it destroys them."""
    folder = tmp_path / "keys"
    make_keys(folder, centres=CENTRES, demo=True)
    return folder


def many(portal: Portal, number: int) -> list[Sent]:
    return [sent(portal, centre=CENTRES[place % 3], own_words=f"{SECRET} {place}") for place in range(number)]


def unreadable(portal: Portal, all_sent: list[Sent]) -> list[UUID]:
    """Those that either side cannot read, in full, with the keys that lie in the folder now."""
    reopened = with_keys(portal, load_keys(portal.settings.keys, private=True))
    return [
        each.inquiry_id
        for place, each in enumerate(all_sent)
        if not (words_by_code(reopened, each.code) == words_by_staff(reopened, each.inquiry_id) == f"{SECRET} {place}")
    ]


def with_keys(portal: Portal, keys: Keys) -> Portal:
    """The same process after a restart."""
    vault = Vault(portal.vault.keystore, keys, argon2_memory_kib=portal.settings.argon2_memory_kib)
    return replace(portal, vault=vault)


def kids(portal: Portal) -> set[tuple[int, int]]:
    with portal.vault.keystore.reading() as session:
        return {(row.centre_kid, row.store_kid) for row in session.scalars(select(CaseKey))}


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


def steps_of(run: Callable[[], object], cut: Callable[[int], None], most: int = 200) -> int:
    """Run something that is cut at its first, second, third … step, until it is not cut any more."""
    for number in range(most):
        cut(number)
        try:
            run()
        except PowerCut:
            continue
        return number
    raise AssertionError("it never ends")


def test_cut_at_every_batch_nothing_is_unreadable(
    portal: Portal, keys_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``test_rotation_interrupted_anywhere``: the job ends at each batch boundary, and everything can be read."""
    monkeypatch.setattr(rotation, "BATCH", 3)
    before = many(portal, 10)
    rotation.begin(keys_folder)
    real, left = rotation._next_batch, [0]

    def next_batch(*arguments: object) -> list[CaseKey]:
        if left[0] == 0:
            raise PowerCut
        left[0] -= 1
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(rotation, "_next_batch", next_batch)
    seen = []

    def cut(number: int) -> None:
        if number:
            assert not unreadable(portal, before)
            seen.append(len(kids(portal)))
        left[0] = 1  # one batch a time, and then the light goes out

    steps_of(lambda: rotation.finish(keys_folder, portal.vault.keystore), cut)
    assert seen.count(2) >= 3  # it was cut while both generations were in use
    assert kids(portal) == {(2, 2)}
    assert not unreadable(portal, before)


def test_cut_in_the_middle_of_a_batch_takes_the_batch_back(
    portal: Portal, keys_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = many(portal, 5)
    rotation.begin(keys_folder)
    real, done = rotation.rewrap, [0]

    def rewrap(keys: Keys, row: CaseKey) -> None:
        if done[0] == 3:
            raise PowerCut
        done[0] += 1
        real(keys, row)

    with monkeypatch.context() as patched:
        patched.setattr(rotation, "rewrap", rewrap)
        with pytest.raises(PowerCut):
            rotation.finish(keys_folder, portal.vault.keystore)
    assert kids(portal) == {(1, 1)}
    assert not unreadable(portal, before)
    assert rotation.finish(keys_folder, portal.vault.keystore).rewrapped == 5


@pytest.mark.parametrize("deed", ["write_key", "rename", "wipe"])
def test_cut_at_every_file_the_folders_still_load(
    portal: Portal, keys_folder: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """Keys are made and destroyed in an order in which every half-way is a folder that starts, or is completed."""
    before = many(portal, 3)
    left = [0]
    real = {"write_key": making.write_key, "rename": destroying._destroy, "wipe": destroying._wipe}[deed]

    def counted(*arguments: object) -> object:
        if left[0] == 0:
            raise PowerCut
        left[0] -= 1
        return real(*arguments)  # type: ignore[operator]

    where = (making, "write_key") if deed == "write_key" else (destroying, "_destroy" if deed == "rename" else "_wipe")
    monkeypatch.setattr(*where, counted)

    def cut(number: int) -> None:
        left[0] = 1 if deed == "wipe" else number
        if number and deed != "write_key":
            load_keys(keys_folder / "desk", private=True)
            load_keys(keys_folder / "door", private=False)
            assert not unreadable(portal, before)

    def rotate() -> None:
        if deed == "write_key" or not (keys_folder / "desk" / "store-2.key").exists():
            rotation.begin(keys_folder)
        rotation.finish(keys_folder, portal.vault.keystore)

    steps_of(rotate, cut)
    assert kids(portal) == {(2, 2)}
    assert not unreadable(portal, before)
    assert not list(keys_folder.rglob(f"*{destroying.GONE}"))
    assert not list(keys_folder.rglob("centre-*-1.*"))
    assert not list(keys_folder.rglob("store-1.key"))


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
