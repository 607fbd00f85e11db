"""What a running process writes to stderr: our own lines, and from everybody else only that something went wrong.

A library's message may quote an address, a path or what a person wrote, so it is not printed.
"""

import logging
import logging.config
import time
from typing import Any


class Plain(logging.Formatter):
    """Time in UTC, level, message. Never an exception's words."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        return ei[0].__name__ if ei and ei[0] else ""

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - the library's name
        return ""


class ServerLine(Plain):
    """The server's own warnings, in one line: 'address already in use' is worth knowing."""

    def format(self, record: logging.LogRecord) -> str:
        return " ".join(super().format(record).split())


class Withheld(Plain):
    """Somebody else's warning: which library and where in it, without a word of what it says."""

    def format(self, record: logging.LogRecord) -> str:
        record = logging.makeLogRecord({**record.__dict__, "msg": "", "args": (), "exc_text": None})
        record.msg = f"a warning from {record.name} ({record.filename}:{record.lineno})"
        return " ".join(super().format(record).split())


def quiet_logs() -> None:
    """Install the three. uvicorn is told to leave them alone."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "ours": {"()": Plain},
                "server": {"()": ServerLine},
                "withheld": {"()": Withheld},
            },
            "handlers": {
                name: {"class": "logging.StreamHandler", "formatter": name} for name in ("ours", "server", "withheld")
            },
            "loggers": {
                "indgang": {"handlers": ["ours"], "level": "INFO", "propagate": False},
                "uvicorn.error": {"handlers": ["server"], "level": "WARNING", "propagate": False},
                "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
            },
            "root": {"handlers": ["withheld"], "level": "WARNING"},
        }
    )
