"""A real server, a real Chromium and real people: every page they see is watched for what must never happen."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import make_url

from app.commands.serve import server_config
from app.portal import open_portal
from app.settings import Mode, Role, Settings
from app.web.limits import Limits
from tests import stores
from tests.clock import Clock
from tests.conftest import CHEAP_ARGON2_KIB
from tests.journeys.gallery import Eye, Wall, hanging
from tests.journeys.served import EXIT_URL, Served
from tests.journeys.visitors import Visitors
from tests.pages.collecting import collected

# Nothing but this machine is ever asked, whatever a page or the browser itself would like.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys of this process. Its visitors share nothing."""
    path = Path(os.environ.get("INDGANG_BROWSER", "/usr/bin/chromium"))
    if not path.exists():
        reason = f"no Chromium at {path}: install it, or set INDGANG_BROWSER"
        if os.environ.get("INDGANG_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # Playwright switches the browser's memory of pages off. People have it, so it stays on here.
        browser = playwright.chromium.launch(
            executable_path=path, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
        )
        yield browser
        browser.close()


@contextmanager
def running(urls: stores.StoreUrls, keys_folder: Path) -> Iterator[Served]:
    """The portal behind the same server, with the same settings, that ``python -m app serve`` starts."""
    clock = Clock()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        settings = Settings(
            role=Role.ALL,
            mode=Mode.DEMO,
            database_url=urls.data,
            keystore_url=urls.keys,
            keys=keys_folder / "desk",
            origins=(f"http://127.0.0.1:{port}",),
            exit_url=EXIT_URL,
            argon2_memory_kib=CHEAP_ARGON2_KIB,
        )
        portal = open_portal(settings, now=clock)
        config = server_config(portal, host="127.0.0.1", port=port)
        config.timeout_graceful_shutdown = 1
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        served = Served(portal=portal, app=config.app, clock=clock, server=server, thread=thread)
        while not server.started:
            time.sleep(0.01)
        yield served
        served.stops()


@pytest.fixture(scope="session")
def sqlite_served(
    sqlite_template: stores.StoreUrls, keys_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    urls = stores.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("journeys"))
    with running(urls, keys_folder) as served:
        yield served


@pytest.fixture(scope="session")
def postgres_served(postgres_server: str, keys_folder: Path) -> Iterator[Served]:
    """On databases of its own: the other tests empty theirs."""
    urls = []
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        for name in ("journeys", "journeys_keys"):
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
            urls.append(make_url(postgres_server).set(database=name).render_as_string(hide_password=False))
    with running(stores.migrated(stores.StoreUrls(*urls)), keys_folder) as served:
        yield served


@pytest.fixture
def brief_served(sqlite_template: stores.StoreUrls, keys_folder: Path, tmp_path: Path) -> Iterator[Served]:
    """A server of one's own, to be stopped while somebody is there."""
    with running(stores.sqlite_copy(sqlite_template, tmp_path), keys_folder) as served:
        yield served


def ready(served: Served) -> Served:
    """The same server for another test, where nobody has tried anything too often."""
    served.app.state.limits = Limits()
    return served


@pytest.fixture
def served(sqlite_served: Served) -> Served:
    """The running portal, on SQLite."""
    return ready(sqlite_served)


@pytest.fixture(params=["sqlite", "postgresql"])
def served_twice(request: pytest.FixtureRequest) -> Served:
    """The running portal, on each of the two databases."""
    return ready(request.getfixturevalue("sqlite_served" if request.param == "sqlite" else "postgres_served"))


@pytest.fixture
def visitors(chromium: Browser) -> Iterator[Visitors]:
    """Makes people with browsers of their own. What any of them saw that must never happen fails the test."""
    people = Visitors(chromium)
    yield people
    faults = people.leave()
    assert not faults, "\n".join(faults)


@pytest.fixture(scope="session")
def wall(keys_folder: Path, sqlite_template: stores.StoreUrls) -> Iterator[Wall]:
    """Every page of the portal, hung where a browser can look at it."""
    with hanging(collected(keys_folder, sqlite_template)) as wall:
        yield wall


@pytest.fixture
def eye(chromium: Browser, wall: Wall) -> Iterator[Eye]:
    """Looks at pages. What is wrong with any of them fails the test."""
    eye = Eye(chromium, wall)
    yield eye
    faults = eye.closes()
    assert not faults, f"{len(faults)} faults on {eye.looked_at} pages\n" + "\n".join(faults[:40])
