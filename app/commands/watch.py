"""``watch``: look once at every centre's promise of a week, offer what came free to whoever waits, and
mark the contacts that were given, for the desk's search.

The staff process does this every quarter of an hour by itself; this is for a machine that runs it otherwise.
"""

from argparse import ArgumentParser, Namespace

from app import contact_index
from app.appointments.watch import look_everywhere
from app.commands.stores import opened_portal


def arguments(parser: ArgumentParser) -> None:
    parser.epilog = "The staff process does the same every quarter of an hour while it runs."


def run(arguments: Namespace) -> None:
    with opened_portal() as portal:
        standing = look_everywhere(portal, now=portal.now())
        contact_index.catch_up_everywhere(portal)
    print(f"{standing} alarms stand open.")
