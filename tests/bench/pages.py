"""The pages everybody meets, beside the framework's smallest; a citizen's own page and week of times; start, memory."""

import asyncio
from collections.abc import Callable, Iterator

from app.web.cookies import CITIZEN
from tests.bench import diary, limits, people, stage
from tests.bench.load import Run, closed_loop, go
from tests.bench.rounds import Pace, Rounds
from tests.bench.stage import Server
from tests.bench.statistics import Bar, Figure
from tests.stores import StoreUrls

FRONT, FORM = "/", "/begynd/selv"
AT_ONCE = 16


def pages(urls: StoreUrls, pace: Pace) -> Iterator[Figure]:
    """``front_page_vs_hello`` and ``form_page_vs_hello``: pages a second of ours to pages a second of a bare hello."""
    with stage.hello_server() as bare, stage.portal_server(urls) as server:
        server.settle()

        def rate(port: int, path: str) -> Callable[[], float]:
            asked = people.request(port, "GET", path)
            go(closed_loop(port, [asked] * 20, at_once=1))  # nothing is made for the first time while the clock runs
            load = lambda: closed_loop(port, people.again_and_again(asked), at_once=AT_ONCE, seconds=pace.seconds)  # noqa: E731
            return lambda: go(load()).per_second

        found = Rounds().take(
            pace, {"hello": rate(bare.port, "/"), "front": rate(server.port, FRONT), "form": rate(server.port, FORM)}
        )
    beside = f"a bare FastAPI 'hello': {found['hello']:,.0f}/s"
    for key, name, least in (("front_page_vs_hello", "front", 0.5), ("form_page_vs_hello", "form", 0.12)):
        yield Figure(key, found.ratio(name, "hello"), Bar(at_least=least), beside, found.ratios(name, "hello"))


def own_page(urls: StoreUrls, pace: Pace) -> Iterator[Figure]:
    """``status_page_per_s``, ``login_per_s`` and ``slots_week_ms``: what somebody does who has written before."""
    portal = stage.opened(urls)
    written = people.somebody_written(portal)
    diary.fill(portal, people.somebody_written(portal).inquiry_id, "haderslev")
    with stage.portal_server(urls) as server:
        server.settle()
        seen = people.request(server.port, "GET", "/min-side", {CITIZEN: written.visit})
        shown = people.form(portal, server.port, "/log-ind", {}, code=written.code)
        times = people.request(server.port, "GET", "/min-side/tider", {CITIZEN: written.visit})
        go(closed_loop(server.port, [seen, times], at_once=1))
        found = Rounds().take(
            pace,
            {
                "seen": lambda: many(server, seen, pace).per_second,
                "shown": lambda: many(server, shown, pace).per_second,
                "times": lambda: many(server, times, pace, at_once=1).ms(0.5),
                "derived": lambda: limits.derivations_per_second(pace.seconds),
            },
        )
    portal.dispose()
    beside = f"key derivation alone: {found['derived']:.1f}/s"
    yield Figure("status_page_per_s", found["seen"], Bar(at_least=30), "8 at once", found.all("seen"))
    yield Figure("login_per_s", found["shown"], Bar(at_least=15), beside, found.all("shown"))
    yield Figure(
        "slots_week_ms",
        found["times"],
        Bar(at_most=100),
        f"{diary.COUNSELLORS} counsellors, {diary.APPOINTMENTS:,} appointments; the whole page",
        found.all("times"),
    )


def many(server: Server, asked: bytes, pace: Pace, *, at_once: int = 8) -> Run:
    run = go(closed_loop(server.port, people.again_and_again(asked), at_once=at_once, seconds=pace.seconds))
    if run.errors or (asked.startswith(b"GET") and run.statuses[303]):
        raise RuntimeError(f"a page that should be there answered {dict(run.statuses)}")
    return run


def start(urls: StoreUrls, pace: Pace) -> Iterator[Figure]:
    """``start_s``: from nothing to the first answer."""
    taken = []
    for _ in range(max(2, pace.rounds)):
        with stage.portal_server(urls, module="app") as server:
            taken.append(server.start_seconds)
    yield Figure("start_s", sorted(taken)[len(taken) // 2], Bar(at_most=2), "", tuple(round(each, 2) for each in taken))


def two_processes(urls: StoreUrls, pace: Pace) -> Iterator[Figure]:
    """``two_processes_vs_one``: a citizen's own page from two processes on one PostgreSQL, to the same from one."""
    portal = stage.opened(urls)
    written = people.somebody_written(portal)
    portal.dispose()
    with stage.portal_server(urls) as one, stage.portal_server(urls) as other:
        for server in (one, other):
            server.settle()
        asked = {
            each.port: people.request(each.port, "GET", "/min-side", {CITIZEN: written.visit}) for each in (one, other)
        }

        def rate(*servers: Server) -> float:
            loads = [
                closed_loop(
                    each.port,
                    people.again_and_again(asked[each.port]),
                    at_once=16 // len(servers),
                    seconds=pace.seconds,
                )
                for each in servers
            ]
            return sum(run.per_second for run in go(together(*loads)))

        found = Rounds().take(pace, {"one": lambda: rate(one), "two": lambda: rate(one, other)})
    beside = f"one: {found['one']:.0f}/s, two: {found['two']:.0f}/s; 2 cores for all, the database and the load too"
    yield Figure(
        "two_processes_vs_one", found.ratio("two", "one"), Bar(at_least=1.3), beside, found.ratios("two", "one")
    )


async def together(*loads):  # type: ignore[no-untyped-def]

    return await asyncio.gather(*loads)
