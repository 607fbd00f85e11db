"""However often the button is pressed, and wherever it breaks, an inquiry is sent once and its code works (R10)."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from httpx2 import Response
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import intake
from app.models import CaseKey, Draft, Event, Inquiry, Message, ShownCode
from app.timeline import What
from app.vault import browser as sealed
from app.vault.codes import read_code
from app.vault.vault import Vault
from app.web import cookies
from tests.security.plain import Plain
from tests.security.test_codes_shown_once import codes_on
from tests.security.world import World

PRESSES = 8


def at_once(doings: list[Callable[[], Response]]) -> list[Response]:
    """Everybody presses at the same moment."""
    barrier, answers = threading.Barrier(len(doings)), [None] * len(doings)

    def press(number: int) -> None:
        barrier.wait()
        answers[number] = doings[number]()  # type: ignore[call-overload]

    threads = [threading.Thread(target=press, args=(number,)) for number in range(len(doings))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for answer in answers if answer is not None]


def same_browser(browser: Plain) -> Plain:
    """The same cookies in another tab."""
    return Plain(browser.app, {each.name: each.value or "" for each in browser.client.cookies.jar})


def count(world: World, table: Any, *where: Any) -> int:
    store = world.portal.data if table.metadata is world.portal.data.metadata else world.portal.vault.keystore
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(*where)) or 0


def code_of(browser: Plain) -> str:
    """The code on the code page. Fails when there is none, or more than one."""
    (code,) = codes_on(browser.get("/kode").text)
    return code


def require_one(world: World, writer: Plain, *, before: int) -> None:
    """One more inquiry, with one key, one beginning, and a code that opens it for its owner and for staff."""
    assert count(world, Inquiry) == before + 1
    assert count(world, CaseKey) == before + 1
    assert count(world, Event, Event.what == What.RECEIVED) == before + 1
    code = code_of(writer)
    case = world.portal.vault.open_with_code(code)
    assert case is not None
    assert world.portal.vault.open_for_staff(case.inquiry_id) is not None
    shown = Plain(world.app)
    assert shown.post("/log-ind", {"code": code}).headers["location"] == "/min-side"
    assert "lejlighed" in shown.get("/min-side/det-ved-vi").text


def test_pressing_eight_times_at_once_sends_once(world: World) -> None:
    writer, before = world.writer(), count(world, Inquiry)
    tabs = [same_browser(writer) for _ in range(PRESSES)]
    answers = at_once([lambda tab=tab: tab.post("/tjek") for tab in tabs])  # type: ignore[misc]
    assert [(answer.status_code, answer.headers["location"]) for answer in answers] == [(303, "/kode")] * PRESSES
    codes = {code_of(tab) for tab in tabs}
    assert len(codes) == 1, "two tabs show two codes"
    require_one(world, writer, before=before)
    assert not codes_on(world.stranger().get("/kode").text)
    assert count(world, ShownCode) == 2  # theirs, and the one of the inquiry that was there before


def test_two_drafts_at_once_are_two(world: World) -> None:
    before, writers = count(world, Inquiry), [world.writer() for _ in range(PRESSES)]
    at_once([lambda each=each: each.post("/tjek") for each in writers])  # type: ignore[misc]
    assert count(world, Inquiry) == before + PRESSES
    assert len({code_of(each) for each in writers}) == PRESSES


def test_pressing_again_after_back_sends_nothing_more(world: World) -> None:
    writer, before = world.writer(), count(world, Inquiry)
    stale = {"csrf_token": writer.token()}
    writer.post("/tjek")
    code = code_of(writer)
    for _ in range(3):
        assert writer.client.post("/tjek", data=stale).headers["location"] == "/kode"
    assert code_of(writer) == code
    require_one(world, writer, before=before)
    assert count(world, Draft) == 0


def test_pressing_twice_before_the_code_was_seen_keeps_the_code(world: World) -> None:
    writer, before = world.writer(), count(world, Inquiry)
    writer.post("/tjek")
    with world.portal.vault.keystore.reading() as session:
        first = session.scalars(select(CaseKey.lookup)).all()
    writer.post("/tjek")
    with world.portal.vault.keystore.reading() as session:
        assert session.scalars(select(CaseKey.lookup)).all() == first
    require_one(world, writer, before=before)


def test_a_message_pressed_eight_times_at_once_is_one(world: World) -> None:
    visitor, before = world.visitor(), count(world, Message)
    tabs = [same_browser(visitor) for _ in range(PRESSES)]
    answers = at_once([lambda tab=tab: tab.post("/min-side/besked", {"message": "Kun én gang"}) for tab in tabs])  # type: ignore[misc]
    assert {answer.status_code for answer in answers} == {303}
    assert count(world, Message) == before + 1


def test_registering_pressed_eight_times_at_once_is_one(world: World) -> None:
    mette, before = world.staff("mette"), count(world, Inquiry)
    form = {"channel": "counter", "submission": "33333333-3333-4333-8333-333333333333", "nickname": "Ole"}
    tabs = [same_browser(mette) for _ in range(PRESSES)]
    answers = at_once([lambda tab=tab: tab.post("/personale/registrer", form) for tab in tabs])  # type: ignore[misc]
    assert {answer.status_code for answer in answers} == {303}
    assert count(world, Inquiry) == before + 1
    (slip,) = {answer.headers["location"] for answer in answers}
    assert len({next(iter(codes_on(tab.get(slip).text))) for tab in tabs}) == 1


class Crash(Exception):
    """The power goes here."""


def fails(*_: Any, **__: Any) -> Any:
    raise Crash


@contextmanager
def at(where: Any, name: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, fails)
        yield


@contextmanager
def at_the_commit_of(world: World, store: str) -> Iterator[None]:
    """The last word of a transaction does not get through."""
    wanted = world.portal.data if store == "data" else world.portal.vault.keystore

    def refuse(session: Session) -> None:
        if session.get_bind() is wanted.engine:
            raise OperationalError("COMMIT", {}, Exception("gone"))

    event.listen(Session, "before_commit", refuse)
    try:
        yield
    finally:
        event.remove(Session, "before_commit", refuse)


CRASHES: dict[str, Callable[[World], Any]] = {
    "before anything": lambda _: at(intake, "claim_row"),
    "with the row, before its keys": lambda _: at(Vault, "lock_up"),
    "inside the key store": lambda _: at(sealed, "keep_code"),
    "when the key store commits": lambda world: at_the_commit_of(world, "keys"),
    "between the two stores": lambda _: at(intake, "keep_answers"),
    "before the last line": lambda _: at(intake.timeline, "record"),
    "when the data commit": lambda world: at_the_commit_of(world, "data"),
}


@pytest.mark.parametrize("crash", CRASHES)
def test_crash_between_stores(world: World, crash: str) -> None:
    """Wherever it breaks: no thank-you, nothing half, the draft still there, and sending again works."""
    writer, before = world.writer(), count(world, Inquiry)
    with CRASHES[crash](world):
        answer = writer.post("/tjek")
    assert answer.status_code in (500, 503)
    assert "location" not in answer.headers
    assert count(world, Inquiry) == before
    assert count(world, Draft) == 1
    assert not codes_on(writer.get("/kode").text), "a code is shown that opens nothing"
    assert writer.get("/kode").headers["location"] in ("/tjek", "/log-ind")
    assert writer.get("/tjek").status_code == 200
    assert writer.post("/tjek").headers["location"] == "/kode"
    require_one(world, writer, before=before)


@pytest.mark.parametrize("crash", CRASHES)
def test_a_code_from_before_a_crash_opens_nothing(world: World, crash: str) -> None:
    """The keys may be there and the inquiry not: then that code is like any that opens nothing."""
    minted: list[str] = []
    real = world.portal.vault.mint

    def remembered() -> Any:
        new = real()
        minted.append(new.code)
        return new

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.portal.vault, "mint", remembered)
        writer = world.writer()
        with CRASHES[crash](world):
            writer.post("/tjek")
        assert minted
        assert read_code(minted[0])
        assert world.stranger().post("/log-ind", {"code": minted[0]}).status_code == 422
        writer.post("/tjek")
        assert world.stranger().post("/log-ind", {"code": minted[0]}).status_code == 422
        assert world.stranger().post("/log-ind", {"code": minted[1]}).status_code == 303
    assert cookies.DRAFT
