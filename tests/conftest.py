"""Nadia writes. Mette and Jens are counsellors at Haderslev, which Karin leads; Aisha leads Ishøj; Søren administers.

Every test that uses ``portal`` runs twice: on SQLite and on a real PostgreSQL.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI

from app.catalogue import Catalogue, load_catalogue
from app.instruments.library import FOLDER, Instrument, load_library
from app.portal import Portal, open_portal
from app.settings import Mode, Role, Settings
from app.vault.making import make_keys
from tests import stores
from tests.browser import ORIGIN, Browser, Loop
from tests.clock import Clock
from tests.people import Desk, Nadia
from tests.served import served

ROOT = Path(__file__).resolve().parent.parent
CHEAP_ARGON2_KIB = 64


@pytest.fixture(scope="session", autouse=True)
def one_loop() -> Iterator[None]:
    """One event loop serves the requests of all browsers: starting one for each request is what would cost most."""
    with start_blocking_portal() as Loop.running:
        yield
    Loop.running = None


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Read once: fifty milliseconds for each of three thousand tests would be minutes."""
    return load_catalogue(Settings.catalogue)


@pytest.fixture(scope="session")
def library() -> Mapping[str, Instrument]:
    """Read once, as the catalogue is."""
    return load_library(Settings.catalogue / FOLDER)


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder, centres=("haderslev", "ishoej", "koebenhavn"), demo=True)
    return folder


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> stores.StoreUrls:
    return stores.sqlite_template(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where one test after the other has its files."""
    folder = tmp_path_factory.mktemp("stores")
    yield folder
    stores.close(stores.sqlite_urls(folder))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    yield from stores.postgres_server()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[stores.StoreUrls]:
    template = stores.postgres_template(postgres_server)
    yield template
    stores.close(template)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_urls(request: pytest.FixtureRequest, sqlite_folder: Path) -> stores.StoreUrls:
    """A fresh pair of stores."""
    if request.param == "sqlite":
        return stores.sqlite_again(request.getfixturevalue("sqlite_template"), sqlite_folder)
    return stores.empty(request.getfixturevalue("postgres_template"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(store_urls: stores.StoreUrls, keys_folder: Path) -> Settings:
    return Settings(
        role=Role.ALL,
        mode=Mode.DEMO,
        database_url=store_urls.data,
        keystore_url=store_urls.keys,
        keys=keys_folder / "desk",
        origins=(ORIGIN,),
        argon2_memory_kib=CHEAP_ARGON2_KIB,
    )


@pytest.fixture
def portal(
    settings: Settings,
    store_urls: stores.StoreUrls,
    clock: Clock,
    catalogue: Catalogue,
    library: Mapping[str, Instrument],
) -> Portal:
    opened = stores.opened(store_urls)
    return open_portal(settings, now=clock, catalogue=catalogue, library=library, stores=opened)


@pytest.fixture
def app(portal: Portal) -> FastAPI:
    return served(portal)


@pytest.fixture
def door(app: FastAPI) -> Browser:
    """A visitor's browser. Every page it fetches is reviewed."""
    return Browser(app)


@pytest.fixture
def new_browser(app: FastAPI) -> Callable[..., Browser]:
    """Another device, or another person: a browser without cookies."""
    return lambda language="da": Browser(app, language=language)


@pytest.fixture
def nadia(app: FastAPI, portal: Portal) -> Nadia:
    """Nadia, who writes from Haderslev."""
    return Nadia(app, portal)


@pytest.fixture
def desk(app: FastAPI, portal: Portal, clock: Clock) -> Desk:
    """The staff: ``desk.mette``, ``desk.jens``, ``desk.karin``, ``desk.aisha``, ``desk.soeren``, all signed in."""
    return Desk(app, portal, clock)
