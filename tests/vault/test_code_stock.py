"""Codes made ahead: each handed out once, none left behind, and without any everything works as before."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.main import create_app
from app.portal import Portal, open_portal
from app.settings import Role, Settings
from app.vault import stretching
from app.vault.code_stock import CodeStock
from app.vault.codes import new_code, read_code
from app.vault.stretching import Helper, Helpers, derive
from tests.browser import ORIGIN, Loop
from tests.clock import Clock

SALT = b"s" * 32
SECONDS = 10.0


def until(true: Callable[[], bool]) -> None:
    latest = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < latest, "it does not come"
        time.sleep(0.005)


def numbered() -> Callable[[], tuple[str, bytes]]:
    numbers = itertools.count()
    return lambda: (f"{next(numbers):016}", b"k" * 64)


@pytest.fixture
def stock() -> Iterator[CodeStock]:
    stock = CodeStock(numbered(), size=50, idle=0)
    stock.begin()
    yield stock
    stock.end()


@pytest.fixture
def public(settings: Settings, keys_folder: Path, clock: Clock) -> Iterator[Portal]:
    portal = open_portal(replace(settings, role=Role.PUBLIC, keys=keys_folder / "door"), now=clock)
    yield portal
    portal.vault.end()
    portal.dispose()


def test_no_code_is_handed_out_twice_however_many_ask_at_once(stock: CodeStock) -> None:
    given: list[str] = []

    def ask() -> None:
        given.extend(taken[0] for _ in range(200) if (taken := stock.take()))

    until(lambda: len(stock) == 50)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(given) >= 50
    assert len(given) == len(set(given))


def test_there_are_never_more_than_it_may_hold(stock: CodeStock) -> None:
    until(lambda: len(stock) == 50)
    time.sleep(0.15)
    assert len(stock) == 50


def test_nothing_is_made_ahead_while_people_ask() -> None:
    stock = CodeStock(numbered(), size=50, idle=0.3)
    stock.begin()
    try:
        for _ in range(20):
            assert stock.take() is None
            time.sleep(0.02)
        assert len(stock) == 0
        until(lambda: len(stock) == 50)
    finally:
        stock.end()


def test_what_is_left_is_wiped_when_the_process_stops(stock: CodeStock) -> None:
    until(lambda: len(stock) == 50)
    held = list(stock._ready)
    stock.end()
    assert len(stock) == 0
    assert stock.take() is None
    assert all(not any(each) for each in held), "a code is still in memory"


def test_a_code_that_was_taken_is_wiped_here(stock: CodeStock) -> None:
    until(lambda: len(stock) == 50)
    first = stock._ready[0]
    assert stock.take() is not None
    assert not any(first)


def test_a_code_made_ahead_opens_what_it_closes(public: Portal) -> None:
    public.vault.begin(stock=True)
    stock = public.vault.stock
    assert stock is not None
    stock._idle = 0
    until(lambda: len(stock) > 0)
    ahead = public.vault.mint_at_once()
    assert ahead is not None
    assert read_code(ahead.code) == ahead.code
    assert public.vault.minted_again(ahead.code).stretched == ahead.stretched


def test_an_empty_stock_falls_back_to_deriving(public: Portal) -> None:
    assert public.vault.stock is None
    assert public.vault.mint_at_once() is None
    minted = public.vault.mint()
    assert public.vault.minted_again(minted.code).stretched == minted.stretched


@pytest.mark.parametrize(("role", "folder", "has_one"), [(Role.PUBLIC, "door", True), (Role.STAFF, "desk", False)])
def test_only_the_public_process_keeps_any(
    role: Role, folder: str, has_one: bool, settings: Settings, keys_folder: Path, clock: Clock
) -> None:
    portal = open_portal(replace(settings, role=role, keys=keys_folder / folder, door_origin=ORIGIN), now=clock)
    app = create_app(portal)

    async def serves() -> bool:
        async with app.router.lifespan_context(app):
            return portal.vault.stock is not None

    assert Loop.running is not None
    assert Loop.running.call(serves) is has_one
    assert portal.vault.stock is None, "nothing is left when it has stopped"


def test_a_helper_says_what_would_have_been_said_here() -> None:
    helpers, codes = Helpers(2), [new_code() for _ in range(6)]
    try:
        assert [helpers.derive(SALT, 64, code) for code in codes] == [derive(SALT, 64, code) for code in codes]
    finally:
        helpers.end()


def test_a_helper_that_died_is_begun_again() -> None:
    helper, code = Helper(), new_code()
    try:
        assert helper.derive(SALT, 64, code) == derive(SALT, 64, code)
        assert helper._process is not None
        helper._process.kill()
        helper._process.wait()
        assert helper.derive(SALT, 64, code) == derive(SALT, 64, code)
    finally:
        helper.end()


def test_where_no_helper_can_be_begun_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(stretching.subprocess, "Popen", none)
    helper, code = Helper(), new_code()
    assert helper.derive(SALT, 64, code) == derive(SALT, 64, code)


def test_a_helper_is_told_nothing_of_the_process_it_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDGANG_DATABASE_URL", "postgresql://somebody:secret@nowhere/data")
    helper = Helper()
    try:
        helper.derive(SALT, 64, new_code())
        assert helper._process is not None
        told = Path(f"/proc/{helper._process.pid}/environ")
        if not told.exists():
            pytest.skip("this machine does not show a process's environment")
        assert b"INDGANG" not in told.read_bytes()
    finally:
        helper.end()


def test_helpers_end_with_the_one_who_began_them() -> None:
    helper = Helper()
    helper.derive(SALT, 64, new_code())
    process = helper._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()  # as it is when the server is gone
    assert process.wait(timeout=SECONDS) == 0
    helper.end()
