"""An open queue hears of what moved at its own centre, soon, and of nothing else."""

import asyncio
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

import pytest
from sqlalchemy import func, select

from app import news as hearing
from app.models import Event, StaffSession
from app.news import News
from app.portal import Portal
from app.timeline import What
from app.triage import live
from app.triage.live import stream
from tests.browser import Browser
from tests.clock import Clock
from tests.people import Desk
from tests.triage.arriving import arrives

QUEUES = 200
MOVED, OVER = b"event: moved", b"event: over"


async def next_word(told: AsyncIterator[bytes], *, patience: float = 5.0) -> bytes:
    return await asyncio.wait_for(anext(told), patience)


def hears(portal: Portal, centre: str, deed: Callable[[], object], *, patience: float = 5.0) -> bytes | None:
    """What a queue that lies open at a centre is told after a deed; ``None`` when it is told nothing."""

    async def listening() -> bytes | None:
        news = News(portal)
        told = stream(news, centre, news.newest(), still_here=lambda: True)
        ear, word = asyncio.create_task(news.listen()), asyncio.create_task(next_word(told, patience=patience))
        await asyncio.sleep(0.7)
        await asyncio.to_thread(deed)
        try:
            return await word
        except TimeoutError:
            return None
        finally:
            ear.cancel()
            await told.aclose()

    return asyncio.run(listening())


def test_a_new_inquiry_is_heard_at_its_own_centre_only(portal: Portal) -> None:
    said = hears(portal, "haderslev", lambda: arrives(portal))
    assert said is not None
    assert MOVED in said
    assert hears(portal, "ishoej", lambda: arrives(portal), patience=1.6) is None


def test_what_moved_before_the_bell_hung_is_heard_at_once(portal: Portal) -> None:
    async def listening() -> bytes:
        news = News(portal)
        since = news.newest()
        arrives(portal)
        return await next_word(stream(news, "haderslev", since, still_here=lambda: True))

    assert MOVED in asyncio.run(listening())


def test_a_stream_ends_with_the_sign_in(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "BREATH_SECONDS", 0.05)

    async def listening() -> list[bytes]:
        news, here = News(portal), iter((True, True, False))
        told = [each async for each in stream(news, "haderslev", news.newest(), still_here=lambda: next(here))]
        assert news.listeners == 0
        return told

    assert asyncio.run(listening()) == [live.BREATH, live.BREATH, live.OVER]


def test_a_store_that_is_away_for_a_moment_is_asked_again(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "EVERY_SECONDS", 0.05)
    faults, newest = iter((True, True)), News.newest

    def failing(self: News) -> int:
        if next(faults, False):
            raise OSError
        return newest(self)

    monkeypatch.setattr(News, "newest", failing)

    async def listening() -> bytes:
        news = News(portal)
        told = stream(news, "haderslev", 10**9, still_here=lambda: True)
        ear, word = asyncio.create_task(news.listen()), asyncio.create_task(next_word(told))
        await asyncio.sleep(0.4)
        await asyncio.to_thread(arrives, portal)
        try:
            return await word
        finally:
            ear.cancel()

    assert MOVED in asyncio.run(listening())


def test_two_hundred_open_queues_hear_within_two_seconds(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    async def listening() -> tuple[float, float, int]:
        news = News(portal)
        tracemalloc.start()
        streams = [stream(news, "haderslev", news.newest(), still_here=lambda: True) for _ in range(QUEUES)]
        words = [asyncio.create_task(next_word(each, patience=30)) for each in streams]
        ear = asyncio.create_task(news.listen())
        await asyncio.sleep(1.5)
        held = tracemalloc.get_traced_memory()[0] / 2**20
        tracemalloc.stop()
        await asyncio.to_thread(arrives, portal)
        began = time.perf_counter()
        told = await asyncio.gather(*words)
        took = time.perf_counter() - began
        ear.cancel()
        for each in streams:
            with suppress(RuntimeError):
                await each.aclose()
        return took, held, sum(MOVED in each for each in told)

    took, held, heard = asyncio.run(listening())
    with capsys.disabled():
        print(f"\n{QUEUES} open queues: all heard after {took:.2f} s, holding {held:.1f} MB")  # noqa: T201
    assert heard == QUEUES
    assert took < 2
    assert held < 100


def test_whoever_asks_for_a_page_gets_the_queue(desk: Desk) -> None:
    desk.mette.go("/personale/koe/nyt")
    assert desk.mette.path == "/personale"


def test_what_an_open_page_fetches_by_itself_keeps_nobody_signed_in(desk: Desk, portal: Portal, clock: Clock) -> None:
    def seen() -> object:
        with portal.data.reading() as session:
            return session.scalar(select(func.max(StaffSession.seen_at)))

    mette, first = desk.mette, seen()
    clock.pass_time(minutes=5)
    mette.client.get("/personale/koe", headers={"X-By-Itself": "1"})
    assert seen() == first
    mette.go("/personale/koe")
    assert seen() != first


def test_looks_by_itself_are_written_down_every_quarter_of_an_hour(desk: Desk, portal: Portal, clock: Clock) -> None:
    def looks() -> int:
        with portal.data.reading() as session:
            return session.scalar(select(func.count()).where(Event.what == What.QUEUE_SEEN)) or 0

    mette = desk.mette
    mette.go("/personale/koe")
    before = looks()
    for _ in range(10):
        clock.pass_time(minutes=2)
        mette.client.get("/personale/koe", headers={"X-By-Itself": "1"})
    assert looks() == before + 1


def test_the_page_says_who_looked_a_moment_ago(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = arrives(portal)
    desk.jens.go(arrived.path)
    desk.jens.press(form="/aabn", why="taking")
    assert "Jens kigger på den nu" in desk.mette.go("/personale").text
    assert "kigger på den nu" not in desk.jens.go("/personale").text
    clock.pass_time(minutes=4)
    assert "kigger på den nu" not in desk.mette.go("/personale").text


def test_an_open_page_that_is_signed_out_is_led_away_whole(door: Browser) -> None:
    answer = door.client.get("/personale/koe", headers={"X-By-Itself": "1"}, follow_redirects=False)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/personale/log-ind"
