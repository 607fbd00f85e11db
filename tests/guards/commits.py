"""What was really stored: every INSERT, UPDATE and DELETE that a commit made last, as 'UPDATE messages'."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread
from typing import Any

from sqlalchemy import Connection, Engine, event

WRITE = re.compile(r"\s*(INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\"?(\w+)", re.IGNORECASE)


@contextmanager
def committed() -> Iterator[set[str]]:
    """A set that fills up while the block runs. What is rolled back does not count, nor what the
    watch does of its own accord, whenever its time comes."""
    pending: dict[Connection, set[str]] = defaultdict(set)
    stored: set[str] = set()

    def statement(connection: Connection, _cursor: Any, sql: str, *_: Any) -> None:
        if current_thread().name != "watch" and (found := WRITE.match(sql)):
            pending[connection].add(f"{found[1].split()[0].upper()} {found[2]}")

    def commit(connection: Connection) -> None:
        stored.update(pending.pop(connection, ()))

    def rollback(connection: Connection) -> None:
        pending.pop(connection, None)

    listeners = (("before_cursor_execute", statement), ("commit", commit), ("rollback", rollback))
    for name, listener in listeners:
        event.listen(Engine, name, listener)
    try:
        yield stored
    finally:
        for name, listener in listeners:
            event.remove(Engine, name, listener)
