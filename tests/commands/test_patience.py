"""Slow and endless requests (R13): each connection is closed in time, and everybody else is served meanwhile."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import uvicorn

from app.web import receiving
from app.web.receiving import PatientProtocol

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def hello(scope: Any, receive: Any, send: Any) -> None:
    """Reads the body to its end and says ok."""
    while (await receive()).get("more_body"):
        pass
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A real server whose patience is short."""
    monkeypatch.setattr(receiving, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(receiving, "BODY_SECONDS", 0.8)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        hello, http=PatientProtocol, ws="none", lifespan="off", log_config=None, log_level="critical"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()
    listening.close()


def connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.settimeout(0.1)
    return connection


def closed_after(connection: socket.socket, drip: bytes = b"", *, most: float = 5) -> float:
    """Seconds until the server hangs up, while bytes drip in."""
    began = time.monotonic()
    with connection:
        while time.monotonic() - began < most:
            try:
                if connection.recv(1_000) == b"":
                    break
            except TimeoutError:
                try:
                    connection.sendall(drip)
                except OSError:
                    break
            except OSError:
                break
        else:
            raise AssertionError("it was never closed")
    return time.monotonic() - began


def answer(connection: socket.socket) -> bytes:
    connection.settimeout(3)
    said = connection.recv(1_000)
    connection.settimeout(0.1)
    return said


def test_a_silent_connection_is_closed(port: int) -> None:
    assert closed_after(connected(port)) < 2


def test_a_head_that_drips_is_closed(port: int) -> None:
    connection = connected(port)
    connection.sendall(HEAD)
    assert closed_after(connection, b"X") < 2


def test_a_body_that_drips_is_closed(port: int) -> None:
    connection = connected(port)
    connection.sendall(HEAD + b"\r\n")
    assert 0.5 < closed_after(connection, b"x") < 3


def test_line_breaks_between_requests_hold_nothing_open(port: int) -> None:
    connection = connected(port)
    connection.sendall(WHOLE)
    assert b"200 OK" in answer(connection)
    assert closed_after(connection, b"\r\n") < 3


def test_a_head_without_end_is_cut(port: int) -> None:
    connection = connected(port)
    sent = 0
    with connection:
        connection.sendall(HEAD)
        with suppress(OSError):  # reset or broken pipe, as the system likes
            for _ in range(3_000):
                connection.sendall(b"X-Y: " + b"y" * 1_000 + b"\r\n")
                sent += 1_000
                time.sleep(0.0005)
    assert sent < 3_000_000


def test_whoever_is_quick_is_served_and_may_stay(port: int) -> None:
    """Many requests on one connection, with pauses: only waiting is punished."""
    slow = [connected(port) for _ in range(50)]
    for each in slow:
        each.sendall(HEAD)
    with connected(port) as connection:
        for _ in range(4):
            connection.sendall(WHOLE)
            assert b"200 OK" in answer(connection)
            time.sleep(0.3)
    for each in slow:
        each.close()


def test_a_large_body_in_time_is_taken(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000)
        assert b"200 OK" in answer(connection)
