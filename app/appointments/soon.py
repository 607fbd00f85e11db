"""'Look again soon': said by whatever changes rules or takes a time. The watch, where one runs, then wakes up.

Looking ahead six weeks takes a tenth of a second and more, which nobody who books should wait for.
"""

from threading import Event

from sqlalchemy import event
from sqlalchemy.orm import Session

_LISTENING: set[Event] = set()


def listen(wake: Event) -> None:
    """From now on the event is set after every change that was stored."""
    _LISTENING.add(wake)


def stop_listening(wake: Event) -> None:
    _LISTENING.discard(wake)


def look_soon(session: Session) -> None:
    """Once this transaction is stored, somebody should look again. Costs nothing where nobody listens."""
    if _LISTENING and not event.contains(session, "after_commit", _wake):
        event.listen(session, "after_commit", _wake)


def _wake(_: Session) -> None:
    for each in list(_LISTENING):
        each.set()
