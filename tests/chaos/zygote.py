"""Starts servers quickly: everything is imported once, and each server is a fork of that, with the same command.

Reads ports, one a line, and says the number of the process that serves there. A process so begun is as mortal as any.
"""

import os
import signal
import sys

from app.commands import main as command
from app.commands import serve
from app.main import create_app
from app.portal import open_portal
from app.settings import settings_from


def main() -> None:
    assert serve.run
    compile_templates()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # whoever dies is buried at once
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os._exit(command(["serve", "--port", line.strip()]))
        print(child, flush=True)  # noqa: T201


def compile_templates() -> None:
    """So that a short life is spent on sending, not on warming up."""
    portal = open_portal(settings_from())
    for environment in create_app(portal).state.pages.environments.values():
        for name in environment.list_templates():
            environment.get_template(name)
    portal.dispose()


if __name__ == "__main__":
    main()
