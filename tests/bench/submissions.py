"""People who send: a rush, a steady stream, many at once, ten times too many; and what everybody else notices of it."""

import asyncio
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from typing import Any

from app.web.cookies import CITIZEN
from tests.bench import limits, people, stage
from tests.bench.load import Run, closed_loop, go, open_loop
from tests.bench.rounds import Pace, Rounds
from tests.bench.stage import Server
from tests.bench.statistics import Bar, Figure
from tests.stores import StoreUrls

RUSH = 500
RUSH_RATE = 160.0  # arrivals a second
STREAM_RATE = 20.0
OTHERS_RATE = 5.0
OVERLOAD = 10
OVERLOAD_SECONDS = 3.0
AT_LEAST_DERIVED = 0.04  # seconds: an answer that came sooner had a code that was made ahead
STEADY, STREAM, CROWD = 150, 100, 1_500  # how many of each


@dataclass
class Sending:
    """One server, somebody who reads their own page meanwhile, and drafts for everybody who sends."""

    urls: StoreUrls
    server: Server
    pace: Pace
    errors: int = 0
    found: Rounds = field(default_factory=Rounds)

    def __post_init__(self) -> None:
        self.portal = stage.opened(self.urls)
        visit = people.somebody_written(self.portal).visit
        self.other = people.request(self.server.port, "GET", "/min-side", {CITIZEN: visit})

    def ready(self, many: int) -> list[bytes]:
        return people.ready_to_send(self.portal, self.server.port, many)

    def round(self) -> None:
        """Everything once, the rush first: it needs the codes that were made while nobody came."""
        self.note(
            derived=limits.derivations_per_second(self.pace.seconds),
            inserted=limits.durable_inserts_per_second(self.urls, self.pace.seconds),
        )
        alone = self.beside(nothing())[1]
        rushing, steady, streaming, sixteen, many, crowd = map(self.ready, (RUSH, STEADY, STREAM, 130, 130, CROWD))
        rush, others_in_rush = self.beside(open_loop(self.server.port, rushing, RUSH_RATE))
        self.use_up()
        at_8, others_in_stream = self.beside(closed_loop(self.server.port, steady, at_once=8))
        stream = go(open_loop(self.server.port, streaming, STREAM_RATE, most=8))
        at_16 = go(closed_loop(self.server.port, sixteen, at_once=16))
        at_64 = go(closed_loop(self.server.port, many, at_once=64))
        rate = OVERLOAD * at_8.per_second
        overload = go(open_loop(self.server.port, crowd[: int(rate * OVERLOAD_SECONDS)], rate))
        taken_in = (rush, at_8, stream, at_16, at_64, alone, others_in_rush, others_in_stream)
        self.errors += sum(run.errors for run in taken_in)
        self.errors += overload.errors - overload.statuses[503]
        self.note(
            burst=rush.per_second,
            burst_p99=rush.ms(0.99),
            at_8=at_8.per_second,
            p99=stream.ms(0.99),
            spread=at_16.ms(0.99) / at_16.ms(0.5),
            others=max(others_in_rush.ms(0.5), others_in_stream.ms(0.5)) / alone.ms(0.5),
            goodput=overload.per_second / at_8.per_second,
            turned_away=overload.ms(0.99, status=503),
        )

    def use_up(self) -> None:
        """Take whatever was made ahead: what follows must wait for its codes."""
        while min(go(closed_loop(self.server.port, self.ready(8), at_once=8)).good, default=1) < AT_LEAST_DERIVED:
            pass

    def note(self, **taken: float) -> None:
        for name, value in taken.items():
            self.found.taken.setdefault(name, []).append(value)

    def beside(self, load: Coroutine[Any, Any, Run]) -> tuple[Run, Run]:
        """A load, and what somebody else waits for their own page while it lasts."""
        others = people.again_and_again(self.other)
        asked = [next(others) for _ in range(int(OTHERS_RATE * 3))]

        async def both() -> tuple[Run, Run]:
            return await asyncio.gather(load, open_loop(self.server.port, asked, OTHERS_RATE))

        return go(both())


async def nothing() -> Run:
    return Run()


def submissions(urls: StoreUrls, pace: Pace) -> Iterator[Figure]:
    with stage.portal_server(urls) as server:
        sending = Sending(urls, server, pace)
        for _ in range(pace.rounds):
            server.settle()
            sending.round()
        yield from figures(sending)
        yield Figure("pss_mb", server.most_pss, Bar(at_most=130), "the most under all these loads")


def figures(sending: Sending) -> Iterator[Figure]:
    found = sending.found
    derived, inserted = found["derived"], found["inserted"]
    limit = min(derived, inserted)
    alone = f"key derivation alone {derived:.1f}/s, durable rows alone {inserted:,.0f}/s"
    for key, name, bar, beside in (
        ("submit_per_s", "at_8", Bar(at_least=20), alone),
        ("submit_p99_ms", "p99", Bar(at_most=1_000), "20 a second arrive, no code made ahead"),
        ("burst_per_s", "burst", Bar(at_least=150), f"{RUSH} people, {RUSH_RATE:.0f} a second arrive"),
        ("burst_p99_ms", "burst_p99", Bar(at_most=500), "from the moment each was due"),
        ("submit_p99_vs_p50", "spread", Bar(at_most=4), "16 at once"),
        ("others_slower", "others", Bar(at_most=2), "somebody's own page meanwhile, median"),
        ("overload_goodput", "goodput", Bar(at_least=0.8), f"{OVERLOAD} times what it can take"),
        ("overload_503_ms", "turned_away", Bar(at_most=100), "p99 of those turned away, with the number to call"),
    ):
        yield Figure(key, found[name], bar, beside, found.all(name))
    yield Figure("submit_vs_limit", found["at_8"] / limit, Bar(at_least=0.85), f"the slower of both: {limit:.1f}/s")
    yield Figure("submit_errors", float(sending.errors), Bar(at_most=0), "all of these loads, 8, 16 and 64 at once")
