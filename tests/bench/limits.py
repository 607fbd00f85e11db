"""What the machine can do at most, measured beside what the portal does: key derivation alone, durable rows alone."""

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from sqlalchemy import MetaData, Table, make_url

from app.models import DataBase, KeyBase
from app.settings import Settings
from app.vault.codes import AT_ONCE, new_code
from app.vault.stretching import Helpers
from tests.stores import StoreUrls

# What one submission stores, in two transactions, as it lies in the tables.
STORED = ((KeyBase.metadata, ("case_keys", "shown_codes")), (DataBase.metadata, ("inquiries", "events")))
FRESH = {"id", "inquiry_id", "token_hash", "lookup", "reference", "seq"}  # what no two rows may share


def derivations_per_second(seconds: float) -> float:
    """Argon2id for codes, as many at once as the portal runs, and nothing else."""
    helpers, done, over = Helpers(AT_ONCE), [0] * AT_ONCE, threading.Event()
    salt = os.urandom(32)

    def derive(number: int) -> None:
        while not over.is_set():
            helpers.derive(salt, Settings.argon2_memory_kib, new_code())
            done[number] += 1

    for _ in range(AT_ONCE):
        helpers.derive(salt, 64, new_code())  # begun before the clock
    threads = [threading.Thread(target=derive, args=(number,)) for number in range(AT_ONCE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    over.wait(seconds)
    over.set()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    helpers.end()
    return sum(done) / took


def durable_inserts_per_second(urls: StoreUrls, seconds: float) -> float:
    """Submissions' rows through the bare driver: two transactions each, both flushed. There must be one to copy."""
    with opened(urls.keys) as keys, opened(urls.data) as data:
        copies = [
            [Copier(connection, url, metadata.tables[name], metadata) for name in names]
            for (metadata, names), connection, url in zip(STORED, (keys, data), (urls.keys, urls.data), strict=True)
        ]
        number, began = 0, time.perf_counter()
        while time.perf_counter() - began < seconds:
            number += 1
            for connection, copiers in zip((keys, data), copies, strict=True):
                connection.execute("BEGIN IMMEDIATE" if urls.data.startswith("sqlite") else "BEGIN")
                for copier in copiers:
                    copier.insert(number)
                connection.execute("COMMIT")
        return number / (time.perf_counter() - began)


@contextmanager
def opened(url: str) -> Iterator[Any]:
    """The driver's own connection, as durable as the portal's."""
    made = make_url(url)
    if made.get_backend_name() == "sqlite":
        connection: Any = sqlite3.connect(made.database or "", isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
    else:
        connection = psycopg.connect(url, autocommit=True)
    with closing(connection):
        yield connection


class Copier:
    """One table's newest row, stored again and again with other keys."""

    def __init__(self, connection: Any, url: str, table: Table, metadata: MetaData):
        self.connection, self.names = connection, [each.name for each in table.columns]
        columns = ", ".join(self.names)
        self.row = list(connection.execute(f"SELECT {columns} FROM {table.name} LIMIT 1").fetchone())  # noqa: S608
        mark = "?" if url.startswith("sqlite") else "%s"
        self.statement = f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join([mark] * len(self.row))})"  # noqa: S608
        self.fresh = [place for place, name in enumerate(self.names) if name in FRESH]
        linked = table.name == "events" and "inquiry_id" in self.names
        self.kept = {self.names.index("inquiry_id")} if linked else set()  # a row that is there

    def insert(self, number: int) -> None:
        for place in self.fresh:
            if place not in self.kept:
                self.row[place] = another(self.row[place], self.names[place], number)
        self.connection.execute(self.statement, self.row)


def another(value: Any, name: str, number: int) -> Any:
    """A value of the same kind that nobody has."""
    if name == "seq":
        return 10**9 + number
    if isinstance(value, bytes):
        return secrets.token_bytes(len(value))
    if isinstance(value, str):
        return secrets.token_hex(len(value))[: len(value)] if name != "reference" else f"9{secrets.token_hex(5)}"
    return type(value)(bytes=secrets.token_bytes(16))


Measure = Callable[[float], float]
