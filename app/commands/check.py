"""``check``: one line for each thing that must be right, status 1 when one is not."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.catalogue import CatalogueFault, load_catalogue
from app.chain import Head, first_broken_link, head_of
from app.commands import CommandFault, said, translating
from app.commands.comparing import dead_but_there, without_key
from app.commands.stores import data_store, key_store
from app.database import Store
from app.migrations import MigrationFault, Which, current, pending
from app.portal import open_portal
from app.settings import SettingsFault, catalogue_folder, settings_from
from app.vault.keys import KeyFault

FAULTS = (CommandFault, SettingsFault, KeyFault, CatalogueFault, MigrationFault, DBAPIError)
MOST_SHOWN = 10
SAFE_POSTGRES = ("fsync", "synchronous_commit", "full_page_writes")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("what", nargs="*", choices=[*CHECKS, []], help=f"{', '.join(CHECKS)}; all when none is named")
    parser.add_argument("--head", type=kept_head, help="the timeline's end as an earlier check printed it, NUMBER:HASH")


def run(arguments: Namespace) -> int:
    checks: dict[str, Callable[[], str]] = {**CHECKS, "timeline": partial(timeline, arguments.head)}
    return max([tried(name, checks[name]) for name in arguments.what or checks])


def kept_head(said: str) -> Head:
    """What was printed. Raises ``ValueError``, which the parser puts in words."""
    number, _, told = said.partition(":")
    return Head(int(number), bytes.fromhex(told))


def tried(name: str, check: Callable[[], str]) -> int:
    try:
        print(f"{name}: {check()}")
    except FAULTS as error:
        print(f"{name}: FAULT: {said(error)}", file=sys.stderr)
        return 1
    return 0


def settings() -> str:
    found = settings_from()
    return f"role {found.role}, mode {found.mode}, {len(found.origins)} origins"


def keys() -> str:
    portal = open_portal(settings_from())  # loads the role's own folder, and compares it with the catalogue
    portal.dispose()
    held = portal.vault.keys
    opens = "opens inquiries" if held.opens_inquiries else "opens nothing"
    return f"{len(portal.catalogue.centres)} centres, {opens}{', demonstration' if held.demo else ''}"


def catalogue() -> str:
    found = load_catalogue(catalogue_folder())
    return f"{len(found.centres)} centres, {len(found.help_lines)} help lines"


def translations() -> str:
    faults = [f"{language} {fault}" for language in translating.TRANSLATED for fault in translating.faults(language)]
    if faults:
        more = [f"and {len(faults) - MOST_SHOWN} more"] if len(faults) > MOST_SHOWN else []
        raise CommandFault("\n  ".join([f"{len(faults)} texts", *faults[:MOST_SHOWN], *more]))
    return f"{len(translating.texts_in_use())} texts in {', '.join(translating.TRANSLATED)}"


def timeline(head: Head | None = None) -> str:
    """Prints the chain's end, to be kept elsewhere: who cuts events off the end leaves a chain that fits."""
    with data_store(settings_from()) as store, store.reading() as session:
        if broken := first_broken_link(session, head=head):
            raise CommandFault(f"the chain breaks at event {broken}. Somebody has changed what was written there.")
        end = head_of(session)
    return f"{end.seq} events, unbroken; head {end.seq}:{end.hash.hex()}" if end else "0 events, unbroken"


def stores() -> str:
    found = settings_from()
    with data_store(found) as data, key_store(found) as keystore:
        for store, which in every(data, keystore):
            if pending(store, which):
                raise CommandFault("tables are missing. Run: python -m app migrate")
            require_sound(store, which)
        if lost := without_key(data, keystore):
            raise CommandFault(f"{lost} inquiries have no key. Was an old key store restored? Restore a newer one.")
        if dead := dead_but_there(data, keystore):
            raise CommandFault(f"{dead} forgotten inquiries still have rows. Run: python -m app forget")
        return ", ".join(f"{which} at {current(store, which)}" for store, which in every(data, keystore))


def every(data: Store, keystore: Store) -> Iterator[tuple[Store, Which]]:
    yield data, "data"
    yield keystore, "keys"


def require_sound(store: Store, which: Which) -> None:
    """A store that is whole, and that has stored what it says it has."""
    with store.reading() as session:
        if store.sqlite:
            if session.scalar(text("PRAGMA quick_check")) != "ok":
                raise CommandFault(f"the {which} store's file is damaged. Restore it from a backup.")
            return
        for setting in SAFE_POSTGRES:
            if session.scalar(text(f"SHOW {setting}")) == "off":
                raise CommandFault(f"PostgreSQL has {setting}=off: a thank-you could be lost. Turn it on.")


CHECKS: dict[str, Callable[[], str]] = {
    "settings": settings,
    "keys": keys,
    "catalogue": catalogue,
    "translations": translations,
    "timeline": timeline,
    "stores": stores,
}
