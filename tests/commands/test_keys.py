"""``keys``: making, checking, rotating, from the terminal."""

from pathlib import Path

import pytest

from app.settings import Settings
from app.vault.keys import load_keys
from tests.commands.conftest import Terminal


def test_init_makes_a_pair_for_every_centre_of_the_catalogue(terminal: Terminal, tmp_path: Path) -> None:
    folder = str(tmp_path / "keys")
    said = terminal("keys", "init", folder)
    assert said.status == 0
    assert all(f"centre-{centre}-1" in said.out for centre in ("haderslev", "ishoej", "koebenhavn"))
    assert "Keep a copy of 'desk' locked away" in said.out
    assert "nothing was missing" in terminal("keys", "init", folder).out
    assert terminal("keys", "check", folder).out == "keys: 3 centres, newest store key 1, real\n"


def test_no_key_is_ever_printed(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    said = [terminal("keys", *words, str(folder)) for words in (("init",), ("check",), ("rotate",))]
    printed = "".join(each.out + each.err for each in said)
    for path in folder.rglob("*.*"):
        assert path.read_bytes().hex() not in printed


def test_demo_keys_are_marked(terminal: Terminal, tmp_path: Path) -> None:
    folder = str(tmp_path / "keys")
    terminal("keys", "init", "--demo", folder)
    assert "demonstration" in terminal("keys", "check", folder).out
    again = terminal("keys", "init", folder)
    assert (again.status, again.err.count("\n")) == (2, 1)


def test_check_finds_folders_that_do_not_belong_together(terminal: Terminal, tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        terminal("keys", "init", str(folder))
    (one / "door").rename(tmp_path / "door")
    (other / "door").rename(one / "door")
    said = terminal("keys", "check", str(one))
    assert said.status == 2
    assert "do not belong together" in said.err


def test_check_says_what_is_wrong(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    terminal("keys", "init", str(folder))
    (folder / "door" / "form.key").chmod(0o444)
    said = terminal("keys", "check", str(folder))
    assert (said.status, said.out) == (2, "")
    assert "can be read by others. Run: chmod 400" in said.err


@pytest.fixture
def keys_folder(tmp_path: Path, terminal: Terminal) -> Path:
    folder = tmp_path / "keys"
    terminal("keys", "init", "--demo", str(folder))
    return folder


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_rotating_is_two_steps(terminal: Terminal, environment: Settings, keys_folder: Path) -> None:
    folder = str(keys_folder)
    assert "There is no rotation to finish" in terminal("keys", "rotate", "--finish", folder).err
    begun = terminal("keys", "rotate", folder)
    assert "made: store-2" in begun.out
    assert f"keys rotate {folder} --finish" in begun.out
    assert "no new keys were needed" in terminal("keys", "rotate", folder).out
    finished = terminal("keys", "rotate", "--finish", folder)
    assert finished.out.startswith("0 inquiries re-wrapped, 0 read back, 11 key files destroyed.")
    assert load_keys(keys_folder / "desk", private=True).newest_store_kid == 2
    assert terminal("keys", "check", folder).status == 0
