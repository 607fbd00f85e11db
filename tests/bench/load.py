"""A cheap client: requests made beforehand as bytes, kept connections, and hardly any reading of the answers.

It shares the machine with the server it measures, so all it may cost is a fraction of what the server does.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import uvloop

from tests.bench.statistics import percentile

GOOD = frozenset({200, 302, 303})
PATIENCE_SECONDS = 30.0
LOST = 0  # the status of a request that got no answer
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``head`` is everything before the empty line."""

    status: int
    head: bytes
    body: bytes


@dataclass
class Run:
    """What one load saw. ``waits`` are seconds from the moment a request was due to its answer, by status."""

    waits: dict[int, list[float]] = field(default_factory=dict)
    seconds: float = 0.0
    last: Answer | None = None

    def note(self, answer: Answer | None, wait: float) -> None:
        self.waits.setdefault(answer.status if answer else LOST, []).append(wait)
        self.last = answer or self.last

    @property
    def statuses(self) -> Counter[int]:
        return Counter({status: len(waits) for status, waits in self.waits.items()})

    @property
    def good(self) -> list[float]:
        return [wait for status in GOOD for wait in self.waits.get(status, ())]

    @property
    def errors(self) -> int:
        """Whatever was neither taken in nor turned away politely."""
        return sum(many for status, many in self.statuses.items() if status not in GOOD)

    @property
    def per_second(self) -> float:
        return len(self.good) / self.seconds if self.seconds else 0.0

    def ms(self, share: float, *, status: int | None = None) -> float:
        """The wait that ``share`` of the requests did not exceed."""
        return percentile(self.waits.get(status, []) if status is not None else self.good, share) * 1_000


class Connection(asyncio.Protocol):
    """One kept connection, one request at a time."""

    def __init__(self) -> None:
        self.open = False
        self._data = b""
        self._waiting: asyncio.Future[Answer | None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.open = True

    def connection_lost(self, exc: Exception | None) -> None:
        self.open = False
        self._answer(None)

    def data_received(self, data: bytes) -> None:
        self._data += data
        end = self._data.find(b"\r\n\r\n")
        if end < 0:
            return
        head = self._data[:end].lower()
        at = head.find(b"content-length: ")
        length = int(head[at + 16 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._data) >= end + 4 + length:
            answer = Answer(int(self._data[9:12]), self._data[:end], self._data[end + 4 :])
            self._data = b""
            self._answer(answer)

    def _answer(self, answer: Answer | None) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(answer)

    async def ask(self, request: bytes) -> Answer | None:
        """``None`` when the connection broke or nothing came."""
        loop = asyncio.get_running_loop()
        self._waiting = loop.create_future()
        self.transport.write(request)  # type: ignore[attr-defined]
        patience = loop.call_later(PATIENCE_SECONDS, self._answer, None)
        answer = await self._waiting
        patience.cancel()
        return answer


class Line:
    """Connections to one server: free ones are used again, the one used last first, and no more are opened than
    ``most``. Whoever comes when none is free waits, and the wait is counted."""

    def __init__(self, port: int, most: int):
        self.port = port
        self._places = asyncio.Semaphore(most)
        self._free: list[Connection] = []

    async def ask(self, request: bytes) -> Answer | None:
        async with self._places:
            connection = await self._connection()
            if connection is None:
                return None
            answer = await connection.ask(request)
            if answer is not None and connection.open and b"connection: close" not in answer.head.lower():
                self._free.append(connection)
            else:
                connection.transport.close()
            return answer

    async def _connection(self) -> Connection | None:
        while self._free:
            if (known := self._free.pop()).open:
                return known
        loop = asyncio.get_running_loop()
        try:
            _, connection = await loop.create_connection(Connection, "127.0.0.1", self.port)
        except OSError:
            return None
        return connection

    def close(self) -> None:
        for connection in self._free:
            connection.transport.close()


async def open_loop(port: int, requests: Sequence[bytes], rate: float, *, most: int = 512) -> Run:
    """Send on the minute, whether or not the server keeps up. Each wait is counted from the moment a request was due,
    so that a server which stalls cannot hide it by being asked less."""
    line, run, loop = Line(port, most), Run(), asyncio.get_running_loop()
    began = time.perf_counter()

    async def one(request: bytes, due: float) -> None:
        run.note(await line.ask(request), time.perf_counter() - due)

    tasks = []
    for number, request in enumerate(requests):
        due = began + number / rate
        if (early := due - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        tasks.append(loop.create_task(one(request, due)))
    await asyncio.gather(*tasks)
    run.seconds = time.perf_counter() - began
    line.close()
    return run


async def closed_loop(port: int, requests: Iterable[bytes], *, at_once: int, seconds: float = 1e9) -> Run:
    """So many at once, each asking again as soon as it is answered: what the server can do at most."""
    line, run, supply = Line(port, at_once), Run(), iter(requests)
    began = time.perf_counter()
    await asyncio.gather(*(_asks(line, run, supply, began + seconds) for _ in range(at_once)))
    run.seconds = time.perf_counter() - began
    line.close()
    return run


async def _asks(line: Line, run: Run, supply: Iterator[bytes], until: float) -> None:
    for request in supply:
        asked = time.perf_counter()
        if asked >= until:
            return
        run.note(await line.ask(request), time.perf_counter() - asked)


def go(load: Coroutine[Any, Any, Result]) -> Result:
    """Run one load to its end."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(load)
