"""A terminal: commands are run as an operator runs them, against this test's own stores and keys."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from app.commands import main
from app.settings import Settings
from tests.browser import ORIGIN


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str


Terminal = Callable[..., Said]


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """This test's settings, as a service manager would give them."""
    given = {
        "INDGANG_ROLE": settings.role,
        "INDGANG_MODE": settings.mode,
        "INDGANG_DATABASE_URL": settings.database_url,
        "INDGANG_KEYSTORE_URL": settings.keystore_url,
        "INDGANG_KEYS": str(settings.keys),
        "INDGANG_ORIGINS": ORIGIN,
        "INDGANG_ARGON2_MEMORY_KIB": str(settings.argon2_memory_kib),
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return settings


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    mask = os.umask(0)
    os.umask(mask)
    before = {name: (log.handlers[:], log.level, log.propagate) for name, log in loggers().items()}

    def run(*words: str) -> Said:
        try:
            status = main(words)
        except SystemExit as left:  # argparse
            status = int(left.code or 0)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    yield run
    os.umask(mask)
    for name, log in loggers().items():  # a command may have set up what a running process writes
        log.handlers[:], log.level, log.propagate = before[name]


def loggers() -> dict[str, logging.Logger]:
    return {name: logging.getLogger(name) for name in ("", "indgang", "uvicorn.error", "uvicorn.access")}
