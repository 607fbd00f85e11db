"""The portal: everything one process holds, put together once at the start."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.catalogue import Catalogue, load_catalogue
from app.database import Store
from app.instruments.library import FOLDER, Instrument, load_library
from app.models import DataBase, KeyBase
from app.settings import Settings, SettingsFault
from app.vault.keys import KeyFault, load_keys
from app.vault.vault import Vault

log = logging.getLogger("indgang")


@dataclass(frozen=True, kw_only=True)
class Portal:
    """One process's settings, stores, keys and clock. ``now`` gives an aware moment in UTC.

    ``library`` holds the questionnaires that come with the portal, and ``read`` those that were read out of the data,
    by the version that never changes.
    """

    settings: Settings
    catalogue: Catalogue
    library: Mapping[str, Instrument]
    data: Store
    vault: Vault
    read: dict[str, Instrument] = field(default_factory=dict, init=False)
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def dispose(self) -> None:
        self.data.dispose()
        self.vault.keystore.dispose()


def open_portal(
    settings: Settings,
    *,
    now: Callable[[], datetime] | None = None,
    catalogue: Catalogue | None = None,
    library: Mapping[str, Instrument] | None = None,
    stores: tuple[Store, Store] | None = None,
) -> Portal:
    """Load and check everything. Raises ``SettingsFault``, ``KeyFault`` or ``CatalogueFault``: one line each.

    A ``catalogue`` and a ``library`` that were loaded already, and ``stores`` (data, keys) that are open, are taken
    as they are.
    """
    catalogue = catalogue or load_catalogue(settings.catalogue)
    library = library or load_library(settings.catalogue / FOLDER)
    keys = load_keys(settings.keys, private=settings.opens_desk)
    data, keystore = stores or open_stores(settings.database_url, settings.keystore_url)
    refuse_unsafe(settings, demo_keys=keys.demo, data=data)
    for centre in catalogue.centres:
        if not any(name == centre for name, _ in keys.centre_public):
            raise KeyFault(f"The centre '{centre}' has no key. Run: python -m app keys init FOLDER")
    vault = Vault(keystore, keys, argon2_memory_kib=settings.argon2_memory_kib)
    if settings.demo:
        log.warning("DEMO: keys and sign-ins are published. Nothing real may be written here.")
    clock = {"now": now} if now else {}
    return Portal(settings=settings, catalogue=catalogue, library=library, data=data, vault=vault, **clock)


def open_stores(database_url: str, keystore_url: str) -> tuple[Store, Store]:
    return Store(database_url, DataBase.metadata), Store(keystore_url, KeyBase.metadata)


def refuse_unsafe(settings: Settings, *, demo_keys: bool, data: Store) -> None:
    """What production never starts with (``docs``: README, 'Into production')."""
    if settings.demo:
        return
    if demo_keys:
        raise KeyFault("These keys were made for a demonstration. Make real ones: python -m app keys init FOLDER")
    if data.sqlite and data.url.database:
        from pathlib import Path

        if settings.keys.resolve() == Path(data.url.database).resolve().parent:
            raise SettingsFault("The keys lie beside the database. A stolen disk would open everything: move them.")
