"""Takes a store away and brings it back, while the program runs and knows nothing of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from app.database import Store

NO_DATABASE = "postgres"  # the cluster's own, to ask it from


@contextmanager
def away(*stores: Store) -> Iterator[None]:
    """Nothing answers at their addresses while the block runs; afterwards everything is as it was."""
    for store in stores:
        leave(store)
    try:
        yield
    finally:
        for store in stores:
            come_back(store)


def leave(store: Store) -> None:
    if store.sqlite:
        store.dispose()  # what is open would go on working on a file that has moved
        for path in files(store):
            path.rename(path.with_name(path.name + ".away"))
        Path(store.url.database or "").mkdir()  # nor may a new one be made in its place
    else:
        with cluster(store) as connection:
            connection.execute(f"ALTER DATABASE {store.url.database} ALLOW_CONNECTIONS false")  # type: ignore[arg-type]
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [store.url.database]
            )
        time.sleep(0.05)  # they are told to go, and take a moment


def come_back(store: Store) -> None:
    if store.sqlite:
        Path(store.url.database or "").rmdir()
        folder = Path(store.url.database or "").parent
        for path in folder.glob(f"{Path(store.url.database or '').name}*.away"):
            path.rename(path.with_name(path.name.removesuffix(".away")))
    else:
        with cluster(store) as connection:
            connection.execute(f"ALTER DATABASE {store.url.database} ALLOW_CONNECTIONS true")  # type: ignore[arg-type]


def files(store: Store) -> list[Path]:
    path = Path(store.url.database or "")
    return [each for each in path.parent.glob(f"{path.name}*") if not each.name.endswith(".away")]


def cluster(store: Store) -> psycopg.Connection[tuple[object, ...]]:
    url = make_url(store.url).set(database=NO_DATABASE).render_as_string(hide_password=False)
    return psycopg.connect(url, autocommit=True)
