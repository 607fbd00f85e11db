"""Rotation that is cut (security 2.4): at any batch, row or file, and nothing is unreadable."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.models import CaseKey
from app.portal import Portal
from app.vault import destroying, making, rotation
from app.vault.keys import Keys, load_keys
from app.vault.making import make_keys
from tests.vault.rotating import CENTRES, kids, many, unreadable


class PowerCut(Exception):
    """The process ends here."""


@pytest.fixture
def keys_folder(tmp_path: Path) -> Path:
    """Keys of this test's own: it destroys them."""
    folder = tmp_path / "keys"
    make_keys(folder, centres=CENTRES, demo=True)
    return folder


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
