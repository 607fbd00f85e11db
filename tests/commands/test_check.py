"""``check``: one line a thing, and status 1 when something is wrong."""

from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, func, select, text

from app.commands import translating
from app.commands.check import CHECKS
from app.database import Store
from app.models import CaseKey, Inquiry
from app.portal import Portal
from app.settings import Settings
from tests.commands.conftest import Terminal
from tests.vault.sending import sent

WITHOUT_TRANSLATIONS = [name for name in CHECKS if name != "translations"]  # a guard of its own looks after those


def test_all_is_well_in_a_new_portal(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    sent(portal)
    said = terminal("check", *WITHOUT_TRANSLATIONS)
    assert said.status == 0, said.err
    lines = said.out.splitlines()
    assert [line.split(":")[0] for line in lines] == WITHOUT_TRANSLATIONS
    assert any(line.startswith("timeline: 1 events, unbroken; head 1:") for line in lines)
    assert "catalogue: 3 centres" in said.out


def faulty(terminal: Terminal, what: str) -> str:
    said = terminal("check", what)
    assert said.status == 1
    assert said.out == ""
    assert said.err.startswith(f"{what}: FAULT: ")
    return said.err


def test_a_broken_chain_is_said_with_its_place(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    for _ in range(3):
        sent(portal)
    with portal.data.writing() as session:
        stop = "DROP TRIGGER events_stay_update" if portal.data.sqlite else "ALTER TABLE events DISABLE TRIGGER USER"
        session.execute(text(stop))
        session.execute(text("UPDATE events SET what = 'closed' WHERE seq = 2"))
        if not portal.data.sqlite:
            session.execute(text("ALTER TABLE events ENABLE TRIGGER USER"))
    assert "the chain breaks at event 2" in faulty(terminal, "timeline")


def test_an_inquiry_without_a_key_is_said(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    """An old key store was restored: those who wrote since are lost, and somebody must be told."""
    one = sent(portal)
    with portal.vault.keystore.writing() as session:
        session.delete(session.get_one(CaseKey, one.inquiry_id))
    assert "1 inquiries have no key" in faulty(terminal, "stores")


def test_a_forgotten_inquiry_that_came_back_is_said(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    portal.vault.forget(sent(portal).inquiry_id, now=portal.now())
    assert "Run: python -m app forget" in faulty(terminal, "stores")
    terminal("forget")
    assert terminal("check", "stores").status == 0
    with portal.data.reading() as session:
        assert session.scalar(select(func.count()).select_from(Inquiry)) == 0


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_a_damaged_file_is_said(terminal: Terminal, environment: Settings, portal: Portal) -> None:
    for _ in range(20):
        sent(portal)
    portal.dispose()
    path = Path(portal.data.url.database or "")
    spoilt = bytearray(path.read_bytes())
    for page in range(1, len(spoilt) // 4096):
        spoilt[page * 4096 : page * 4096 + 24] = b"\xff" * 24
    path.write_bytes(spoilt)
    said = terminal("check", "stores")
    assert said.status == 1
    assert "Traceback" not in said.err


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_missing_tables_are_said(
    terminal: Terminal, environment: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INDGANG_KEYSTORE_URL", f"sqlite:///{tmp_path}/empty.db")
    assert "Run: python -m app migrate" in faulty(terminal, "stores")
    assert terminal("migrate", "--pending").status == 1
    assert terminal("migrate").status == 0
    assert terminal("migrate", "--pending").status == 0
    assert terminal("check", "stores").status == 0


def careless(url: URL) -> URL:
    return url.update_query_dict({"options": "-c synchronous_commit=off"})


@pytest.mark.parametrize("store_urls", ["postgresql"], indirect=True)
def test_a_postgresql_that_may_forget_is_refused(portal: Portal, environment: Settings, terminal: Terminal) -> None:
    """fsync off is quick and loses what was thanked for (security §4)."""
    assert terminal("check", "stores").status == 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Store, "_postgres_engine", lambda store: create_engine(careless(store.url)))
        assert "PostgreSQL has synchronous_commit=off" in faulty(terminal, "stores")


def test_every_fault_is_counted_and_the_rest_is_checked(
    terminal: Terminal, environment: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "faults", lambda language: [f"missing: 'tekst {n}'" for n in range(12)])
    said = terminal("check")
    assert said.status == 1
    assert said.err.count("FAULT") == 1
    assert "12 texts" in said.err
    assert "and 2 more" in said.err
    assert len(said.out.splitlines()) == len(CHECKS) - 1


def test_a_word_nobody_knows(terminal: Terminal) -> None:
    assert terminal("check", "everything").status == 2
