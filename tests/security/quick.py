"""Templates are compiled once for all applications that the tests make, and one event loop serves all requests."""

from collections.abc import Iterator
from functools import partial

import pytest
from anyio.from_thread import start_blocking_portal
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from app.web import pages
from tests.security.plain import Loop


class Remembered(BytecodeCache):
    """Keeps what was compiled in memory. A template that changed is compiled again: the cache checks its source."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    before = pages.Environment
    pages.Environment = partial(Environment, bytecode_cache=Remembered())  # type: ignore[assignment, misc]
    yield
    pages.Environment = before  # type: ignore[misc]


@pytest.fixture(scope="session", autouse=True)
def one_loop() -> Iterator[None]:
    with start_blocking_portal() as Loop.running:
        yield
    Loop.running = None
