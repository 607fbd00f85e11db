"""``serve``: what it refuses to start with, what it listens with, and what it writes to its log."""

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from app.commands import CommandFault
from app.commands.logs import Plain, ServerLine, Withheld
from app.commands.serve import refuse_demo_staff, server_config
from app.portal import Portal
from app.settings import Mode, Settings
from app.web.receiving import PatientProtocol
from tests.commands.conftest import Terminal
from tests.vault.sending import hired

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Kanariefuglen"
ADDRESS = re.compile(r"\b\d{1,3}(\.\d{1,3}){3}\b")


def test_production_does_not_start_with_demonstration_staff(portal: Portal) -> None:
    real, demo = hired("haderslev"), hired("haderslev")
    production = replace(portal, settings=replace(portal.settings, mode=Mode.PRODUCTION))
    with portal.data.writing() as session:
        session.add(real)
    refuse_demo_staff(production)
    demo.demo, demo.email = True, "mette@haderslev.example"
    with portal.data.writing() as session:
        session.add(demo)
    refuse_demo_staff(portal)  # a demonstration may
    with pytest.raises(CommandFault, match=r"demonstration staff \(mette@haderslev\.example\)"):
        refuse_demo_staff(production)


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_it_does_not_start_without_its_tables(
    terminal: Terminal, environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("INDGANG_KEYSTORE_URL", f"sqlite:///{tmp_path}/empty.db")
    said = terminal("serve", "--port", "0")
    assert said.status == 2
    assert "Run: python -m app migrate" in said.err


@pytest.mark.parametrize("store_urls", ["sqlite"], indirect=True)
def test_it_listens_as_it_should(portal: Portal) -> None:
    config = server_config(portal, host="127.0.0.1", port=8000)
    assert (config.access_log, config.server_header, config.date_header) == (False, False, True)
    assert (config.http, config.ws, config.log_config) == (PatientProtocol, "none", None)
    assert config.timeout_graceful_shutdown == 3
    assert (config.proxy_headers, config.forwarded_allow_ips) == (True, ["127.0.0.1"])
    alone = replace(portal, settings=replace(portal.settings, trusted_proxy=""))
    assert server_config(alone, host="127.0.0.1", port=8000).proxy_headers is False


def record(name: str, message: str, *arguments: object) -> logging.LogRecord:
    try:
        raise ValueError(SECRET)
    except ValueError:
        return logging.LogRecord(name, logging.ERROR, "/x/protocol.py", 7, message, arguments, sys.exc_info())


def test_our_line_never_says_what_an_exception_says() -> None:
    said = Plain().format(record("indgang", "fault %s", "ValueError at forms.py:12"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ERROR fault ValueError at forms\.py:12\nValueError", said)


def test_the_servers_line_is_one_line() -> None:
    said = ServerLine().format(record("uvicorn.error", "Exception in ASGI application\n"))
    assert said.endswith("ERROR Exception in ASGI application ValueError")
    assert SECRET not in said


def test_anybody_elses_words_are_withheld() -> None:
    said = Withheld().format(record("sqlalchemy.pool", "near %s: syntax error", SECRET))
    assert said.endswith("a warning from sqlalchemy.pool (protocol.py:7) ValueError")
    assert SECRET not in said


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(environment: Settings, log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A real process on a real port, with this test's stores."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    words = [sys.executable, "-m", "app", "serve", "--port", str(port)]
    with log.open("wb") as file:
        process = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "INDGANG_ORIGINS": origin}, stderr=file)
    try:
        for _ in range(600):
            try:
                httpx2.get(f"{origin}/healthz")
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield origin, process
    finally:
        process.kill()
        process.wait()


def test_a_real_process_opens_answers_and_stops(environment: Settings, portal: Portal, tmp_path: Path) -> None:
    """On both databases: alive, ready, without a name tag, with a quiet log, and gone when it is told to go."""
    log = tmp_path / "log"
    with serving(environment, log) as (origin, process):
        ready = httpx2.get(f"{origin}/readyz?{SECRET}")
        front = httpx2.get(f"{origin}/", timeout=20)
        assert (ready.text, front.status_code) == ("ready\n", 200)
        assert "server" not in front.headers
        assert "date" in front.headers
        with socket.create_connection(("127.0.0.1", int(origin.rpartition(":")[2]))) as nonsense:
            nonsense.sendall(SECRET.encode() + b"\r\n\r\n")
            nonsense.recv(100)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == -signal.SIGTERM  # in order, and then as it was told
    lines = log.read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING) ", line) for line in lines), lines
    assert any("GET /readyz 200 <" in line for line in lines)
    said = "\n".join(lines)
    assert SECRET not in said
    assert not ADDRESS.search(said)
