"""Argon2id in processes of its own: one for each of two at a time, kinder to the machine than what people wait for.

Each takes 46 MiB while it works and half a core for as long as it takes. Here it takes them from nobody: not the
memory of the process that answers, and not the core that a page is made on. A helper is told a salt and a code and
says what they make. It holds no other key, knows no store, and ends by itself when the one who started it is gone.
"""

import os
import queue
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

HERE = Path(__file__).resolve().parents[2]
STRETCHED_BYTES = 64
ASKED = struct.Struct("<I32s16s")  # memory in KiB, salt, code
KINDNESS = 10


def derive(salt: bytes, memory_kib: int, code: str) -> bytes:
    """Argon2id, 64 bytes, about 60 ms at 46 MiB, in this very thread."""
    argon = Argon2id(salt=salt, length=STRETCHED_BYTES, iterations=1, lanes=1, memory_cost=memory_kib)
    return argon.derive(code.encode())


class Helper:
    """One helper process, begun when it is first asked. Used by one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def derive(self, salt: bytes, memory_kib: int, code: str) -> bytes:
        """The same as ``derive``. One that died is begun again, once."""
        asked = ASKED.pack(memory_kib, salt, code.encode())
        return self._ask(asked) or self._ask(asked) or derive(salt, memory_kib, code)

    def _ask(self, asked: bytes) -> bytes:
        with suppress(OSError):
            process = self._process = self._process or self._begin()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(asked)
            process.stdin.flush()
            told = process.stdout.read(STRETCHED_BYTES)
            if len(told) == STRETCHED_BYTES:
                return told
        self.end()
        return b""

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "app.vault.stretching"],
            cwd=HERE,
            env={},  # it needs none of what this process was told
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # a signal to the server's terminal is not for the helper: it goes when asked to
        )

    def end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        process.wait()


class Helpers:
    """A few helpers, each lent to one thread at a time."""

    def __init__(self, many: int):
        self._all = [Helper() for _ in range(many)]
        self._free: queue.LifoQueue[Helper] = queue.LifoQueue()
        for helper in self._all:
            self._free.put(helper)
        self._ended = threading.Event()

    def derive(self, salt: bytes, memory_kib: int, code: str) -> bytes:
        if self._ended.is_set():
            return derive(salt, memory_kib, code)
        helper = self._free.get()
        try:
            return helper.derive(salt, memory_kib, code)
        finally:
            self._free.put(helper)

    def end(self) -> None:
        """End them all. Whoever is waiting for one is answered without."""
        self._ended.set()
        for helper in self._all:
            helper.end()


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """A helper's whole life: read, derive, say, until nobody asks any more."""
    while len(question := asked.read(ASKED.size)) == ASKED.size:
        memory_kib, salt, code = ASKED.unpack(question)
        told.write(derive(salt, memory_kib, code.decode()))
        told.flush()


if __name__ == "__main__":
    os.nice(KINDNESS)
    serve(sys.stdin.buffer, sys.stdout.buffer)
