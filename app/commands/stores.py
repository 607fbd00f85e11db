"""Opening what a command works on: the two stores, or the whole portal of the staff process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.commands import CommandFault
from app.database import Store
from app.migrations import pending
from app.models import DataBase, KeyBase
from app.portal import Portal, open_portal
from app.settings import Settings, settings_from


@contextmanager
def data_store(settings: Settings) -> Iterator[Store]:
    with closing_store(Store(settings.database_url, DataBase.metadata)) as store:
        yield store


@contextmanager
def key_store(settings: Settings) -> Iterator[Store]:
    with closing_store(Store(settings.keystore_url, KeyBase.metadata)) as store:
        yield store


@contextmanager
def closing_store(store: Store) -> Iterator[Store]:
    try:
        yield store
    finally:
        store.dispose()


@contextmanager
def opened_portal(*, desk: bool = False) -> Iterator[Portal]:
    """The portal with its tables up to date. ``desk``: the command needs what only the staff process holds."""
    settings = settings_from()
    if desk and not settings.opens_desk:
        raise CommandFault("This belongs to the staff process. Set INDGANG_ROLE=staff and INDGANG_KEYS to the desk's.")
    portal = open_portal(settings)
    try:
        require_migrated(portal)
        yield portal
    finally:
        portal.dispose()


def require_migrated(portal: Portal) -> None:
    if pending(portal.data, "data") or pending(portal.vault.keystore, "keys"):
        raise CommandFault("The stores lack this program's tables. Run: python -m app migrate")


def make_room(store: Store) -> None:
    """The folder of an SQLite file, so that a first run needs no preparation."""
    if store.sqlite and store.url.database:
        Path(store.url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
