"""That something moved in a centre's queue, told at once to whoever has it open. Tells that, and nothing of what.

One look a process at the newest event, twice a second and only while somebody listens, however many do. It asks the
database and not the process, so that what the door's process stores is heard at the desk's.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool

from app import timeline
from app.models import Event, Inquiry
from app.portal import Portal
from app.timeline import What

log = logging.getLogger("indgang")
EVERY_SECONDS = 0.5
# What changes a row, its place, or who is looking at it.
MOVES = (
    What.RECEIVED,
    What.REGISTERED,
    What.CITIZEN_WROTE,
    What.CONTACT_CHANGED,
    What.WISH_CHANGED,
    What.MORE_URGENT,
    What.FLAG_RAISED,
    What.OPENED,
    What.OPENED_WITH_REASON,
    What.CLAIMED,
    What.RELEASED,
    What.HANDED_ON,
    What.CLARIFYING_BEGAN,
    What.REPLIED,
    What.PUT_FORWARD,
    What.TAKEN_OFF_AGENDA,
    What.DECIDED,
    What.RETURNED,
    What.CLOSED,
)


class Bell:
    """One open queue's bell. ``place`` is how many of its centre listened before it: they are rung one by one."""

    def __init__(self, place: int):
        self.place = place
        self.rang = asyncio.Event()


class News:
    """One process's ear to the timeline."""

    def __init__(self, portal: Portal):
        self._portal = portal
        self._heard: int | None = None
        self._bells: defaultdict[str, list[Bell]] = defaultdict(list)

    @property
    def listeners(self) -> int:
        return sum(map(len, self._bells.values()))

    @property
    def heard(self) -> int:
        """How far the ear has come; for whoever connects anew, who then misses nothing and may be told once more."""
        return self._heard or 0

    @contextmanager
    def listening(self, centre: str, since: int) -> Iterator[Bell]:
        """Hang a bell for whoever knows the timeline as far as ``since``. The first decides where the ear begins."""
        if self._heard is None:
            self._heard = since
        bell = Bell(len(self._bells[centre]))
        self._bells[centre].append(bell)
        try:
            yield bell
        finally:
            self._bells[centre].remove(bell)

    async def listen(self) -> None:
        """Until it is cancelled. A store that is away for a moment is asked again."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            if not self.listeners:
                self._heard = None
                continue
            try:
                moved = await run_in_threadpool(self._look)
            except Exception as error:  # noqa: BLE001 - the ear must outlive whatever the store does
                log.error("news %s", type(error).__name__)
                continue
            for centre in moved:
                for bell in self._bells[centre]:
                    bell.rang.set()

    def newest(self) -> int:
        """How far the timeline has come. A page says it, so that nothing is missed until its bell hangs."""
        with self._portal.data.reading() as session:
            return timeline.newest(session)

    def moved(self, centre: str, since: int) -> bool:
        """Whether anything moved in a centre's queue after an event."""
        with self._portal.data.reading() as session:
            one = select(Event.seq).join(Inquiry, Inquiry.id == Event.inquiry_id)
            after = one.where(Event.seq > since, Event.what.in_(MOVES), Inquiry.centre == centre)
            return session.scalar(after.limit(1)) is not None

    def _look(self) -> list[str]:
        """The centres in which something moved since the last look."""
        since, newest = self._heard, self.newest()
        if since is None or newest <= since:  # less, when an address was made up: that makes nobody deaf
            self._heard = newest
            return []
        with self._portal.data.reading() as session:
            where = select(Inquiry.centre).join(Event, Event.inquiry_id == Inquiry.id)
            moved = where.where(Event.seq > since, Event.seq <= newest, Event.what.in_(MOVES)).distinct()
            found = list(session.scalars(moved))
        self._heard = newest  # last, so that a store that fails half-way is asked for the same again
        return found
