"""Everything that both stores hold, for tests that say 'nothing was changed'."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from app.portal import Portal

Rows = dict[str, list[tuple[Any, ...]]]


def contents(portal: Portal) -> Rows:
    """Every row of every table, in order."""
    found: Rows = {}
    for store in (portal.data, portal.vault.keystore):
        with store.reading() as session:
            for table in store.metadata.sorted_tables:
                found[table.name] = sorted((tuple(row) for row in session.execute(select(table))), key=repr)
    return found


def counts(portal: Portal) -> dict[str, int]:
    return {table: len(rows) for table, rows in contents(portal).items()}


@contextmanager
def unchanged(portal: Portal, *, but: frozenset[str] = frozenset()) -> Iterator[None]:
    """Fails when anything is stored, changed or deleted while the block runs, except in the tables that are named."""
    before = contents(portal)
    yield
    after = contents(portal)
    changed = {table for table in before if before[table] != after[table]} - but
    assert not changed, f"changed: {changed}"
