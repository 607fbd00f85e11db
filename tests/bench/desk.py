"""The staff's queue, however many have written: the same page at a thousand, a hundred thousand and a million."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

from app.accounts.actions import begin_session
from app.web.cookies import STAFF
from tests.bench import filling, people, stage
from tests.bench.load import closed_loop, go
from tests.bench.rounds import Pace, Rounds
from tests.bench.stage import Server
from tests.bench.statistics import Bar, Figure
from tests.stores import StoreUrls

QUEUE = "/personale/koe"


def queue(stores: Callable[[str], StoreUrls], pace: Pace, database: str) -> Iterator[Figure]:
    """``queue_1m_vs_1k`` and ``queue_p95_ms_100k``: one page after another, with its counts."""
    with ExitStack() as running:
        asked = {many: listed(running, stores(f"queue_{many}"), many) for many in pace.sizes}
        found = Rounds().take(
            pace,
            {
                f"{share} {many}": lambda server=server, page=page, share=share: waits(server, page, pace, share)
                for many, (server, page) in asked.items()
                for share in (0.5, 0.95)
            },
        )
    least, most = f"0.5 {pace.sizes[0]}", f"0.5 {pace.sizes[-1]}"
    beside = f"{database}: {found[least]:.1f} ms at {pace.sizes[0]:,}, {found[most]:.1f} ms at {pace.sizes[-1]:,}"
    more = "" if database == "SQLite" else "_pg"
    yield Figure(f"queue_1m_vs_1k{more}", found.ratio(most, least), Bar(at_most=1.2), beside, found.ratios(most, least))
    middle = f"0.95 {pace.sizes[1]}"
    yield Figure(
        f"queue_p95_ms_100k{more}", found[middle], Bar(at_most=100), f"at {pace.sizes[1]:,}", found.all(middle)
    )


def listed(running: ExitStack, urls: StoreUrls, many: int) -> tuple[Server, bytes]:
    """A server with so many inquiries, and the request for a signed-in counsellor's queue."""
    portal = stage.opened(urls)
    staff = filling.fill(portal, many)
    with portal.data.writing() as session:
        token = begin_session(session, staff.id, old_token=None, now=portal.now())
    portal.dispose()
    server = running.enter_context(stage.portal_server(urls, "staff"))
    asked = people.request(server.port, "GET", QUEUE, {STAFF: token})
    go(closed_loop(server.port, [asked] * 3, at_once=1))
    return server, asked


def waits(server: Server, asked: bytes, pace: Pace, share: float) -> float:
    run = go(closed_loop(server.port, people.again_and_again(asked), at_once=1, seconds=pace.seconds))
    if run.errors:
        raise RuntimeError(f"the queue answered {dict(run.statuses)}")
    return run.ms(share)
