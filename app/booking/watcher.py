"""The watch in the staff process: looks at the promise every quarter of an hour, and soon after something changed.

The same rounds mark the contacts that were given, for the desk's search.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from app import contact_index
from app.appointments import soon, watch
from app.portal import Portal
from app.web.trace import fault_line

log = logging.getLogger("indgang")
EVERY_SECONDS = 15 * 60.0
SETTLES_SECONDS = 5.0  # changes come in bunches: a week of hours is twenty of them
REST_SECONDS = 60.0  # however much is booked, it looks no more often than this


class Watcher:
    """A thread of its own, which ends with the process. What goes wrong is logged, without data, and tried again."""

    def __init__(self, portal: Portal, *, every: float = EVERY_SECONDS, rest: float = REST_SECONDS):
        self.portal, self.every, self.rest = portal, every, rest
        self._changed, self._over = Event(), Event()
        self._thread = Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        soon.listen(self._changed)
        self._thread.start()

    def stop(self, *, patience: float = 5.0) -> None:
        """Let it finish the round it is at, and no other."""
        soon.stop_listening(self._changed)
        self._over.set()
        self._changed.set()
        self._thread.join(timeout=patience)

    def _run(self) -> None:
        while not self._over.is_set():
            self.look()
            self._over.wait(min(self.rest, self.every))
            self._changed.wait(max(0.0, self.every - self.rest))
            self._over.wait(min(SETTLES_SECONDS, self.rest))
            self._changed.clear()

    def look(self) -> None:
        """One round. What goes wrong with one thing does not keep the other from being done."""
        self._try(lambda: watch.look_everywhere(self.portal, now=self.portal.now()))
        self._try(lambda: contact_index.catch_up_everywhere(self.portal))

    def _try(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001 - the next round may be luckier; a watch that died would never tell
            log.error("watch %s", fault_line(error))
