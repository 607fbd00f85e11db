"""A real server process on SQLite, which can be killed and started again, and the stores behind it."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from app.portal import Portal, open_portal
from app.settings import settings_from
from tests.stores import StoreUrls

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 40.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass
class Stage:
    """``urls`` are migrated stores, ``keys`` is the desk's folder. Whatever the server says goes to ``log``."""

    folder: Path
    urls: StoreUrls
    keys: Path
    port: int = field(default_factory=free_port)
    pid: int = 0
    restarts: list[float] = field(default_factory=list)
    zygote: subprocess.Popen[str] | None = None

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "INDGANG_ROLE": "all",
            "INDGANG_MODE": "demo",
            "INDGANG_DATABASE_URL": self.urls.data,
            "INDGANG_KEYSTORE_URL": self.urls.keys,
            "INDGANG_KEYS": str(self.keys),
            "INDGANG_ORIGINS": self.origin,
            "INDGANG_ARGON2_MEMORY_KIB": "64",
        }

    def start(self) -> None:
        """Start the server, and wait until it could store an inquiry. Remembers how long that took."""
        began = time.monotonic()
        zygote = self.zygote = self.zygote or self.conceive()
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        zygote.stdin.write(f"{self.port}\n")
        zygote.stdin.flush()
        self.pid = int(zygote.stdout.readline() or 0)
        assert self.pid, self.log.read_text()
        while not self.ready():
            assert self.alive(), self.log.read_text()
            assert time.monotonic() - began < READY_SECONDS, "the server does not get ready"
            time.sleep(0.01)
        self.restarts.append(time.monotonic() - began)

    def conceive(self) -> subprocess.Popen[str]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.chaos.zygote"],
                cwd=ROOT,
                env=os.environ | self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def ready(self) -> bool:
        with suppress(OSError, HTTPException), closing(HTTPConnection("127.0.0.1", self.port, timeout=2)) as connection:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        return False

    def alive(self) -> bool:
        with suppress(ProcessLookupError):
            os.kill(self.pid, 0)
            return True
        return False

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """As the power going: no goodbye, no flush. Waits until it is really gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)
        began = time.monotonic()
        while self.alive():
            assert time.monotonic() - began < READY_SECONDS, "the server does not end"
            time.sleep(0.002)

    def stop(self) -> None:
        """As an operator would; and the end of whatever starts servers here."""
        if self.pid and self.alive():
            self.kill(signal.SIGTERM)
        if self.zygote is not None:
            with self.zygote as zygote:
                zygote.kill()
            self.zygote = None

    def portal(self) -> Portal:
        """The same stores and keys, opened here, to look at what was really stored."""
        return open_portal(settings_from(self.environment))
