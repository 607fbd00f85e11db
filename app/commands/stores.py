"""Opening what a command works on: the two stores, or the whole portal of the staff process."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.commands import CommandFault
from app.database import Store
from app.models import DataBase, KeyBase
from app.portal import Portal, open_portal
from app.settings import HERE, Settings, settings_from

REVISIONS = HERE / "alembic"
REVISION = re.compile(r'^revision = "(.+)"$', re.MULTILINE)
FOLLOWS = re.compile(r'^down_revision = "(.+)"$', re.MULTILINE)


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
    for store, which in ((portal.data, "data"), (portal.vault.keystore, "keys")):
        if revision_of(store) == newest_revision(which):
            continue
        from app.migrations import pending  # a third of a second and 10 MB, which a server can do without

        if pending(store, "data" if which == "data" else "keys"):
            raise CommandFault("The stores lack this program's tables. Run: python -m app migrate")


def revision_of(store: Store) -> str | None:
    """Where a store's tables stand; ``None`` when it has none that can be read."""
    with suppress(DBAPIError), store.reading() as session:
        found: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
        return found
    return None


def newest_revision(which: str) -> str | None:
    """The revision that no other one follows."""
    files = [each.read_text(encoding="utf-8") for each in (REVISIONS / which / "versions").glob("*.py")]
    made = {found[1] for each in files if (found := REVISION.search(each))}
    followed = {found[1] for each in files if (found := FOLLOWS.search(each))}
    return next(iter(made - followed)) if len(made - followed) == 1 else None


def make_room(store: Store) -> None:
    """The folder of an SQLite file, so that a first run needs no preparation."""
    if store.sqlite and store.url.database:
        Path(store.url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
