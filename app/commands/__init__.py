"""The commands: ``python -m app <command>``, one file each, loaded only when it is asked for.

A command's module has ``arguments(parser)`` and ``run(arguments)``, which returns an exit status or nothing.
What an operator can put right is a ``Fault``: one line, status 2, no traceback.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sqlalchemy.exc import DBAPIError

COMMANDS = {
    "serve": "open the doors of this process's role",
    "migrate": "bring both stores up to this program's tables",
    "keys": "make, check and rotate the key folders",
    "staff": "add, list and deactivate staff accounts",
    "seed": "fill a demonstration with people and inquiries",
    "forget": "forget what has had its day; run it every hour",
    "watch": "look at the promise of a week once, and offer what came free",
    "check": "check the settings, keys, catalogue, translations, timeline and stores",
    "questionnaires": "check a questionnaire's file, and list the ones in the catalogue",
    "translations": "bring the English catalogue up to date with the Danish texts",
}
NOT_THE_WORLDS = 0o077  # whatever a command creates is readable by its owner alone
FAULT_STATUS = 2


class CommandFault(Exception):
    """The command cannot do what it was asked. The message is one line on what to do."""


def main(words: Sequence[str]) -> int:
    """Run one command. Returns the exit status."""
    os.umask(NOT_THE_WORLDS)
    name = words[0] if words else ""
    if name not in COMMANDS:
        asked = name in ("--help", "-h")
        print(overview(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else FAULT_STATUS
    command = import_module(f"app.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"python -m app {name}", description=COMMANDS[name])
    command.arguments(parser)
    arguments = parser.parse_args(words[1:])
    try:
        return command.run(arguments) or 0
    except faults() as error:
        print(said(error), file=sys.stderr)
        return FAULT_STATUS


def overview() -> str:
    lines = [f"  {name:<16}{what}" for name, what in COMMANDS.items()]
    return "\n".join(["usage: python -m app <command> [--help]", "", *lines])


def faults() -> tuple[type[Exception], ...]:
    """What an operator can put right. Imported late, so that ``--help`` is quick."""
    from app.catalogue import CatalogueFault
    from app.migrations import MigrationFault
    from app.settings import SettingsFault
    from app.vault.keys import KeyFault

    return (CommandFault, SettingsFault, KeyFault, CatalogueFault, MigrationFault, DBAPIError)


def said(error: Exception) -> str:
    """A fault in one line. A database's own words are left out: they may quote what a person wrote."""
    if isinstance(error, DBAPIError):
        kind = type(error.orig).__name__
        return (
            f"A store does not answer as it should ({kind}). Is it running, and is INDGANG_DATABASE_URL or "
            "INDGANG_KEYSTORE_URL right? New tables: python -m app migrate"
        )
    return str(error)
