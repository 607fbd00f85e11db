"""What an operator can put right is said in one line, with status 2 and without a traceback."""

from pathlib import Path

import pytest

from app.commands import COMMANDS
from app.settings import Settings
from tests.commands.conftest import Terminal

ONE_STORE = pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)


def test_without_a_command_it_says_which_there_are(terminal: Terminal) -> None:
    for words, status in (((), 2), (("--help",), 0), (("-h",), 0), (("nonsense",), 2)):
        said = terminal(*words)
        assert said.status == status
        assert all(name in said.out + said.err for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(terminal: Terminal, command: str) -> None:
    said = terminal(command, "--help")
    assert said.status == 0
    assert COMMANDS[command].split(";")[0][:30] in " ".join(said.out.split())


def refused(terminal: Terminal, *words: str) -> str:
    said = terminal(*words)
    assert said.status == 2
    assert said.err.count("\n") == 1, said.err
    assert "Traceback" not in said.err
    return said.err


def test_without_settings(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INDGANG_DATABASE_URL", "INDGANG_KEYSTORE_URL"):
        monkeypatch.delenv(name, raising=False)
    for words in (("migrate",), ("staff", "list"), ("seed",), ("forget",), ("serve",)):
        assert "Set INDGANG_DATABASE_URL and INDGANG_KEYSTORE_URL" in refused(terminal, *words)


@ONE_STORE
@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("INDGANG_ROLE", "boss", "A setting has a value that is not understood"),
        ("INDGANG_ORIGINS", "", "Set INDGANG_ORIGINS"),
        ("INDGANG_EXIT_URL", "http://dmi.dk", "INDGANG_EXIT_URL must be an https address"),
        ("INDGANG_MODE", "production", "INDGANG_ROLE=all is for demonstration"),
        ("INDGANG_KEYS", "/nowhere", "There is no key folder at /nowhere"),
        ("INDGANG_ROLE", "public", "This belongs to the staff process"),
    ],
)
def test_settings_that_do_not_fit(
    terminal: Terminal, environment: Settings, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert said in refused(terminal, "staff", "list")


@ONE_STORE
def test_both_stores_in_one(terminal: Terminal, environment: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDGANG_KEYSTORE_URL", environment.database_url)
    assert "Give the keys a store of their own" in refused(terminal, "migrate")


@ONE_STORE
@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:9/none"])
def test_a_store_that_is_away(
    terminal: Terminal, environment: Settings, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("INDGANG_DATABASE_URL", url)
    said = refused(terminal, "forget")
    assert "A store does not answer as it should (OperationalError)" in said
    assert "nobody" not in said


@ONE_STORE
def test_a_store_without_tables(
    terminal: Terminal, environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INDGANG_DATABASE_URL", f"sqlite:///{tmp_path}/empty.db")
    assert "Run: python -m app migrate" in refused(terminal, "forget")


def test_a_catalogue_that_is_wrong(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INDGANG_CATALOGUE", str(tmp_path))
    said = terminal("keys", "init", str(tmp_path / "keys"))
    assert said.status == 2
    assert "there is no centre" in said.err
    assert "Traceback" not in said.err
    assert not (tmp_path / "keys").exists()


def test_a_word_too_many(terminal: Terminal) -> None:
    assert terminal("keys", "init").status == 2
    assert terminal("serve", "--port", "many").status == 2
    assert terminal("staff", "add", "--name", "Mette").status == 2
