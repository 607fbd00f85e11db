"""Whether the timeline is as it was written: nothing changed, taken out, put in, moved, or cut off its end."""

from contextlib import closing
from typing import Any, NamedTuple

from sqlalchemy import Result, select
from sqlalchemy.orm import Session

from app.timeline import BEGINNING, CHAIN, NEWEST, event_hash


class Head(NamedTuple):
    """The newest event's number and hash. Kept elsewhere, it shows later that nothing before it was changed or cut."""

    seq: int
    hash: bytes


def first_broken_link(session: Session, *, head: Head | None = None) -> int | None:
    """The number of the first event that does not fit the chain; ``None`` when all is well.

    A chain whose end was cut off fits: only who has kept its ``head`` elsewhere sees that (security 3.13).
    """
    previous, expected = BEGINNING, 1
    with closing(chain(session)) as events:
        for event in events:
            if event.seq != expected or event.previous != previous or event_hash(event) != event.hash:
                return expected
            if head and event.seq == head.seq and event.hash != head.hash:
                return expected
            previous, expected = event.hash, expected + 1
    return expected if head and head.seq >= expected else None


def head_of(session: Session) -> Head | None:
    """The end of the chain as it is now; ``None`` before anything happened."""
    last = session.execute(NEWEST).first()
    return Head(last.seq, last.hash) if last else None


def chain(session: Session) -> Result[Any]:
    """Every event in order, read a thousand at a time, as bare rows: making objects of them took longer than all else.
    Close it when you stop early."""
    return session.execute(select(*CHAIN.c).order_by(CHAIN.c.seq).execution_options(yield_per=1_000))
