"""A store: one database with a way to read it and a way to write it.

The portal has two: the data, and the keys that open it (``vault``). Both run on SQLite
and on PostgreSQL, and nothing outside this file knows which.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Engine, Insert, MetaData, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker

# What a broken, missing, locked or full database raises. Whoever asked is told to phone.
StoreAway = (DBAPIError, PoolTimeout)

SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # a thank-you must survive the power going
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",  # a forgotten key must leave the file, not only the table
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "cache_size=-512",  # KiB a connection, of which there are eighteen; the system keeps the file's pages anyway
)
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
BEGIN_TO_WRITE = "BEGIN IMMEDIATE"
LOOK_AGAIN_SECONDS = 0.002
MOST_LOOKS = 2_400  # about five seconds, as everywhere


class Store:
    """One database. ``reading`` never writes; ``writing`` commits when its block ends and only then."""

    def __init__(self, url: str, metadata: MetaData):
        self.url = make_url(url)
        self.metadata = metadata
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite:
            # One writer at a time: a queue in the pool beats SQLite's own busy-waiting,
            # which starves the unlucky for a second (p99 766 ms against 42 ms measured).
            self._write_engine = self._sqlite_engine(size=1, begin=BEGIN_TO_WRITE)
            self._read_engine = self._sqlite_engine(size=8, begin="BEGIN")
        else:
            self._write_engine = self._read_engine = self._postgres_engine()
        self._reader = sessionmaker(self._read_engine, expire_on_commit=False)
        self._writer = sessionmaker(self._write_engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that is rolled back when the block ends."""
        with self._reader() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that commits when the block ends well. Begins at the first statement, not before,
        so that slow work (Argon2) placed ahead of it holds no lock."""
        with self._writer.begin() as session:
            yield session

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations."""
        return self._write_engine

    def dispose(self) -> None:
        self._write_engine.dispose()
        self._read_engine.dispose()

    def _sqlite_engine(self, *, size: int, begin: str) -> Engine:
        engine = create_engine(
            self.url,
            pool_size=size,
            max_overflow=0,
            pool_timeout=10,
            hide_parameters=True,
            connect_args={"check_same_thread": False, "timeout": 5},
        )

        @event.listens_for(engine, "connect")
        def prepare(connection: Any, _: object) -> None:
            connection.isolation_level = None  # the driver must not begin transactions of its own
            for pragma in SQLITE_PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def begin_transaction(connection: Any) -> None:
            if begin == BEGIN_TO_WRITE:
                begin_in_turn(connection)
            else:
                connection.exec_driver_sql(begin)

        return engine

    def _postgres_engine(self) -> Engine:
        return create_engine(
            self.url,
            pool_size=8,
            max_overflow=4,
            pool_timeout=5,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={
                "connect_timeout": 2,
                "options": "-c statement_timeout=5000 -c lock_timeout=4000"
                " -c idle_in_transaction_session_timeout=10000 -c timezone=UTC",
            },
        )


def begin_in_turn(connection: Any) -> None:
    """Begin to write as soon as no other process does. SQLite's own waiting looks more and more seldom, so that of
    sixteen who write at once the unlucky starve (5 s and a fault measured); whoever looks often soon has a turn."""
    sqlite = connection.connection.dbapi_connection
    sqlite.execute("PRAGMA busy_timeout=0")
    try:
        for _ in range(MOST_LOOKS):
            try:
                sqlite.execute(BEGIN_TO_WRITE)
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
            time.sleep(LOOK_AGAIN_SECONDS)
        connection.exec_driver_sql(BEGIN_TO_WRITE)  # once more, so that its refusal is raised as everybody expects it
    finally:
        sqlite.execute("PRAGMA busy_timeout=5000")


def put(session: Session, table: Table) -> Insert:
    """A statement that stores a row in place of the one with the same key, if there is one."""
    return _put(session.get_bind().dialect.name, table)


def put_unless_there(session: Session, table: Table) -> Insert:
    """A statement that stores a row where nothing stands in its way, and then returns its first column."""
    return _put_unless_there(session.get_bind().dialect.name, table)


# Made once each: where a citizen waits, making a statement takes longer than running it.
@cache
def _put(dialect: str, table: Table) -> Insert:
    keys = [each.name for each in table.primary_key]
    stored = INSERTS[dialect](table)
    others = {each.name: stored.excluded[each.name] for each in table.c if each.name not in keys}
    made: Insert = stored.on_conflict_do_update(index_elements=keys, set_=others)
    return made


@cache
def _put_unless_there(dialect: str, table: Table) -> Insert:
    made: Insert = INSERTS[dialect](table).on_conflict_do_nothing().returning(next(iter(table.c)))
    return made


def one_at_a_time(session: Session, lock: int) -> None:
    """Hold a named lock until the transaction ends. SQLite's writers queue already; PostgreSQL's must be asked."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


def scrub(store: Store) -> None:
    """Push deleted rows out of SQLite's write-ahead log, so that a forgotten key is in no file."""
    if store.sqlite:
        with store.engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
