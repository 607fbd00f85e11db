"""A code that opens nothing does not say why: unknown, forgotten and changed ones look and take alike."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from httpx2 import Response

from app.main import create_app
from app.portal import Portal, open_portal
from app.settings import Settings
from app.vault.codes import new_code
from tests.clock import Clock
from tests.security.contents import unchanged
from tests.security.world import World

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
ROUNDS, TIMES, FEW_MS = 5, 8, 5.0


def wrong_codes(world: World) -> dict[str, str]:
    """A code of every kind that opens nothing."""
    forgotten, changed = world.an_inquiry(), world.an_inquiry()
    world.visitor(forgotten).post("/min-side/slet", {"sure": "1"})
    owner = world.visitor(changed)
    owner.post("/min-side/ny-kode")
    owner.post("/min-side/ny-kode/skrevet", {"written_down": "1"})
    return {"unknown": new_code(), "forgotten": forgotten.code, "changed": changed.code}


def told(answer: Response, code: str) -> tuple[int, str, list[str]]:
    body = TOKEN.sub("", answer.text).replace(code, "")
    return answer.status_code, body, sorted(name for name in answer.headers if name != "date")


def test_wrong_codes_get_the_same_answer(world: World, reached_argon: list[str]) -> None:
    """Unknown, forgotten or changed: the same words, and the same work behind them."""
    answers, work = {}, {}
    for kind, code in wrong_codes(world).items():
        before = len(reached_argon)
        with unchanged(world.portal):
            answers[kind] = told(world.stranger().post("/log-ind", {"code": code}), code)
        work[kind] = len(reached_argon) - before
    assert answers["unknown"][0] == 422
    assert answers["unknown"] == answers["forgotten"] == answers["changed"]
    assert set(work.values()) == {1}


@pytest.fixture
def slow_world(settings: Settings, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Codes that cost what they cost in production, and no limit, so that they can be timed."""
    portal: Portal = open_portal(replace(settings, argon2_memory_kib=Settings.argon2_memory_kib), now=clock)
    app = create_app(portal)
    monkeypatch.setattr(app.state, "limits", Unlimited())
    yield World(app, portal)
    portal.dispose()


class Unlimited:
    def spend(self, *_: object, **__: object) -> None: ...

    def require_some_left(self, *_: object, **__: object) -> None: ...


def cpu_and_wall(doing: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds of work, and milliseconds gone by."""
    worked, began = time.process_time(), time.perf_counter()
    doing()
    return (time.process_time() - worked) * 1_000, (time.perf_counter() - began) * 1_000


def test_wrong_codes_take_the_same_time(slow_world: World) -> None:
    """Interleaved and compared in pairs, by the median, against an unknown code.

    In milliseconds of work, which a busy machine hardly disturbs, and in milliseconds gone by, more loosely. A busy
    machine gets several chances; a code that is not stretched, or twice, has none.
    """
    codes, stranger = wrong_codes(slow_world), slow_world.stranger()
    for _ in range(ROUNDS):
        took: dict[str, list[tuple[float, float]]] = {kind: [] for kind in codes}
        for _ in range(TIMES):
            for kind, code in codes.items():
                took[kind].append(cpu_and_wall(partial(stranger.post, "/log-ind", {"code": code})))
        apart = [apart_by(took, which) for which in (0, 1)]
        costs = [statistics.median(each[which] for each in took["unknown"]) for which in (0, 1)]
        work, wall = (max(each.values()) for each in apart)
        print(f"a wrong code takes {costs[1]:.0f} ms; apart by {work:.1f} ms of work, {wall:.1f} ms gone by")  # noqa: T201
        if work <= max(FEW_MS, costs[0] * 0.08) and wall <= max(FEW_MS, costs[1] * 0.25):
            return
    raise AssertionError(f"work and wall: {apart}")


def apart_by(took: dict[str, list[tuple[float, float]]], which: int) -> dict[str, float]:
    unknown = took["unknown"]
    return {
        kind: abs(statistics.median(a[which] - b[which] for a, b in zip(each, unknown, strict=True)))
        for kind, each in took.items()
    }


def test_the_clock_sees_work_that_is_left_out(slow_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an early exit would look like."""
    code, stranger = new_code(), slow_world.stranger()
    with_work = statistics.median(cpu_and_wall(partial(stranger.post, "/log-ind", {"code": code}))[0] for _ in range(5))
    monkeypatch.setattr(slow_world.portal.vault, "open_with_code", lambda _: None)
    without = statistics.median(cpu_and_wall(partial(stranger.post, "/log-ind", {"code": code}))[0] for _ in range(5))
    assert with_work - without > max(FEW_MS, with_work * 0.08)
