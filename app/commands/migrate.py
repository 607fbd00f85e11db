"""``migrate``: bring both stores up to this program's tables."""

from argparse import ArgumentParser, Namespace

from app.commands.stores import data_store, key_store, make_room
from app.database import Store
from app.migrations import Which, current, migrate, pending
from app.settings import settings_from


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--pending", action="store_true", help="only say what is missing; status 1 when anything is")


def run(arguments: Namespace) -> int:
    settings = settings_from()
    with data_store(settings) as data, key_store(settings) as keys:
        # Keys first: an inquiry's key is always stored before the inquiry.
        missing = step(keys, "keys", only_say=arguments.pending) + step(data, "data", only_say=arguments.pending)
    return 1 if arguments.pending and missing else 0


def step(store: Store, which: Which, *, only_say: bool) -> int:
    """Migrate one store, or only say what it lacks. Returns how many revisions that was."""
    make_room(store)
    missing = pending(store, which)
    if missing and not only_say:
        migrate(store, which)
        print(f"{which}: {len(missing)} new, now at {current(store, which)}")
    else:
        print(f"{which}: {len(missing)} missing" if missing else f"{which}: up to date at {current(store, which)}")
    return len(missing)
