"""Codes minted ahead: a code and its keys do not depend on the inquiry, so that a rush need not wait for Argon2.

They are in this process's memory and nowhere else, never more than ``size`` of them, each handed out once, and wiped
when the process stops. Only the public process keeps any. While people are being served none is made.
"""

import threading
import time
from collections import deque
from collections.abc import Callable

SIZE = 512
IDLE_SECONDS = 0.5  # so long nobody must have asked for a code, before the next is made ahead
LOOK_SECONDS = 0.1
CODE_BYTES = 16


class CodeStock:
    """``make`` gives a code and its 64 bytes; it may fail, and then there is simply none ahead."""

    def __init__(self, make: Callable[[], tuple[str, bytes]], *, size: int = SIZE, idle: float = IDLE_SECONDS):
        self._make, self._size, self._idle = make, size, idle
        self._ready: deque[bytearray] = deque()
        self._asked = time.monotonic()
        self._over = threading.Event()
        self._thread: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._ready)

    def begin(self) -> None:
        """Make codes ahead from now on."""
        self._thread = threading.Thread(target=self._fill, name="code-stock", daemon=True)
        self._thread.start()

    def take(self) -> tuple[str, bytes] | None:
        """A code that nobody else gets; ``None`` when there is none, and then it must be made while one waits."""
        self._asked = time.monotonic()
        try:
            kept = self._ready.popleft()
        except IndexError:
            return None
        code, stretched = kept[:CODE_BYTES].decode(), bytes(kept[CODE_BYTES:])
        wipe(kept)
        return code, stretched

    def end(self) -> None:
        """Stop, and wipe what is left."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        while self._ready:
            wipe(self._ready.popleft())

    def _fill(self) -> None:
        while not self._over.wait(0 if self._wanted else LOOK_SECONDS):
            if self._wanted:
                code, stretched = self._make()
                self._ready.append(bytearray(code.encode() + stretched))

    @property
    def _wanted(self) -> bool:
        return len(self._ready) < self._size and time.monotonic() - self._asked > self._idle


def wipe(kept: bytearray) -> None:
    kept[:] = bytes(len(kept))
