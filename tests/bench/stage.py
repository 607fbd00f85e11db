"""Stores and servers of the bench: real processes in production mode, on loopback."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from app.catalogue import load_catalogue
from app.portal import Portal, open_portal
from app.settings import Settings, settings_from
from app.vault.making import make_keys
from tests import stores
from tests.stores import StoreUrls

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "var" / "bench"
READY_SECONDS = 60.0
LOOK_SECONDS = 0.25
REST_SECONDS = 0.8
LOOKS_AT_REST = 3  # a busy machine may leave a helper waiting for as long as one or two
SETTLED_SECONDS = 300.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def keys_folder() -> Path:
    """Real keys, made once for all runs: what was filled with them can be read again."""
    folder = FOLDER / "keys"
    make_keys(folder, centres=load_catalogue(Settings.catalogue).centres)
    return folder


postgres = contextmanager(stores.postgres_server)


def sqlite_urls(name: str) -> StoreUrls:
    """A pair of files with the newest tables; empty when it is new."""
    return stores.sqlite_template(FOLDER / name)


def fresh_sqlite(name: str) -> StoreUrls:
    """The same, without anything of an earlier run."""
    shutil.rmtree(FOLDER / name, ignore_errors=True)
    return sqlite_urls(name)


def postgres_urls(server: str, name: str) -> StoreUrls:
    urls = []
    with psycopg.connect(server, autocommit=True) as connection:
        for database in (f"{name}_data", f"{name}_keys"):
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone():
                connection.execute(f"CREATE DATABASE {database}")  # type: ignore[arg-type]
            urls.append(make_url(server).set(database=database).render_as_string(hide_password=False))
    return stores.migrated(StoreUrls(*urls))


def environment(urls: StoreUrls, role: str, port: int) -> dict[str, str]:
    return {
        "INDGANG_ROLE": role,
        "INDGANG_MODE": "production",
        "INDGANG_DATABASE_URL": urls.data,
        "INDGANG_KEYSTORE_URL": urls.keys,
        "INDGANG_KEYS": str(keys_folder() / ("door" if role == "public" else "desk")),
        "INDGANG_ORIGINS": f"https://127.0.0.1:{port}",
        "INDGANG_DOOR": f"https://127.0.0.1:{port}",
    }


def opened(urls: StoreUrls, role: str = "staff") -> Portal:
    """The same stores and keys, opened here."""
    return open_portal(settings_from(environment(urls, role, 0)))


@dataclass
class Server:
    """One process that listens. ``most_pss`` is the largest memory seen, in MB, counting shared pages by share."""

    port: int
    process: subprocess.Popen[bytes]
    start_seconds: float = 0.0
    most_pss: float = 0.0
    _over: threading.Event = field(default_factory=threading.Event)

    def watch_memory(self) -> None:
        threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self.most_pss = max(self.most_pss, pss_mb(self.process.pid))

    def settle(self) -> None:
        """Wait until its helpers have nothing to do: every code that is made ahead is there."""
        latest, before, still = time.perf_counter() + SETTLED_SECONDS, 0.0, 0
        while still < LOOKS_AT_REST:
            if time.perf_counter() > latest:
                raise RuntimeError("The server does not come to rest.")
            used = sum(map(cpu_seconds, children(self.process.pid)))
            still = still + 1 if used == before > 0 else 0
            before = used
            time.sleep(REST_SECONDS)

    def stop(self) -> None:
        self._over.set()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def pss_mb(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1_024
    return 0.0


def children(pid: int) -> list[int]:
    """Whatever any thread of a process has begun."""
    with suppress(OSError):
        lists = (each.read_text() for each in Path(f"/proc/{pid}/task").glob("*/children"))
        return [int(each) for some in lists for each in some.split()]
    return []


def cpu_seconds(pid: int) -> float:
    with suppress(OSError):
        used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def answers(port: int, path: str) -> bool:
    with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", port, timeout=2)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    return False


@contextmanager
def started(
    words: Sequence[str],
    port: int,
    more: dict[str, str] | None = None,
    *,
    ready: str = "/",
    python: Path | str = sys.executable,
) -> Iterator[Server]:
    """A program that listens on ``port``, from its first answer to its end."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with (FOLDER / "servers.log").open("ab") as log:
        process = subprocess.Popen([python, *words], cwd=ROOT, env=os.environ | (more or {}), stderr=log)
    while not answers(port, ready):
        if process.poll() is not None or time.perf_counter() - began > READY_SECONDS:
            raise RuntimeError(f"The server did not start: see {FOLDER / 'servers.log'}")
        time.sleep(0.005)
    server = Server(port, process, time.perf_counter() - began)
    server.watch_memory()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def portal_server(urls: StoreUrls, role: str = "public", *, module: str = "tests.bench.server") -> Iterator[Server]:
    port = free_port()
    words = ["-m", module, "serve", "--port", str(port)]
    with started(words, port, environment(urls, role, port), ready="/healthz") as server:
        yield server


@contextmanager
def hello_server() -> Iterator[Server]:
    port = free_port()
    with started(["-m", "tests.bench.hello", str(port)], port) as server:
        yield server
