"""``forget``: let time take what it should. Run it every hour; it may be stopped anywhere and run again."""

from argparse import ArgumentParser, Namespace

from app.commands.keeping import keep
from app.commands.stores import opened_portal


def arguments(parser: ArgumentParser) -> None:
    parser.epilog = "Also after a backup was restored: what was forgotten is forgotten again."


def run(arguments: Namespace) -> None:
    with opened_portal() as portal:
        kept = keep(portal, now=portal.now())
    print(
        f"{kept.forgotten} forgotten, {kept.finished} forgotten again, {kept.closed} closed after long silence, "
        f"{kept.swept} drafts and sessions swept, {kept.orphans} keys without an inquiry removed."
    )
