"""Counts what reaches Argon2id, which is what a guess costs."""

import time
from collections.abc import Callable

import pytest

from app.vault import stretching


@pytest.fixture
def reached_argon(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every code that was stretched."""
    return counting(monkeypatch)


@pytest.fixture
def reached_slow_argon(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The same, each taking as long as it does in production."""
    return counting(monkeypatch, while_working=lambda: time.sleep(0.06))


def counting(monkeypatch: pytest.MonkeyPatch, while_working: Callable[[], None] = lambda: None) -> list[str]:
    seen: list[str] = []

    class Counted:
        def __init__(self, **how: object):
            self.argon = real(**how)  # type: ignore[arg-type]

        def derive(self, code: bytes) -> bytes:
            seen.append(code.decode())
            while_working()
            return self.argon.derive(code)

    real = stretching.Argon2id
    monkeypatch.setattr(stretching, "Argon2id", Counted)
    return seen


__all__ = ["reached_argon", "reached_slow_argon"]
