"""One event loop serves the requests of all browsers: starting one for each request is what would cost most."""

from collections.abc import Iterator

import pytest
from anyio.from_thread import start_blocking_portal

from tests.security.plain import Loop


@pytest.fixture(scope="session", autouse=True)
def one_loop() -> Iterator[None]:
    with start_blocking_portal() as Loop.running:
        yield
    Loop.running = None
