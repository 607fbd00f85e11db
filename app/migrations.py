"""Two stores, two histories of their tables: taking each to a revision, and saying where it stands.

Everything of one run is one transaction on both databases, so that a migration that is killed
has not happened, and is simply run again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from alembic import command, context
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection, MetaData

from app.database import Store

HISTORIES = Path(__file__).resolve().parent.parent / "alembic"
MIGRATION_LOCK = 2
Which = Literal["data", "keys"]


class MigrationFault(Exception):
    """A store and this program do not belong together. The message says what to do."""


def migrate(store: Store, which: Which, revision: str = "head") -> None:
    """Take a store up to a revision. Does nothing when it is there already. Raises ``MigrationFault``."""
    try:
        command.upgrade(_config(store, which), revision)
    except (CommandError, RevisionError) as error:
        raise MigrationFault(_unknown(which)) from error


def retreat(store: Store, which: Which, revision: str = "base") -> None:
    """Take a store back to an older revision. What the newer one added is gone."""
    command.downgrade(_config(store, which), revision)


def current(store: Store, which: Which) -> str | None:
    """The revision a store is at; ``None`` when it has no tables yet."""
    del which  # each store keeps its own place; the name is asked for so that no call mixes them up
    with store.reading() as session:
        return MigrationContext.configure(session.connection()).get_current_revision()


def pending(store: Store, which: Which) -> list[str]:
    """The revisions a store still needs, the next first. Raises ``MigrationFault`` for one this program lacks."""
    script = ScriptDirectory.from_config(_config(store, which))
    try:
        steps = list(script.iterate_revisions("head", current(store, which) or "base"))
    except (CommandError, RevisionError) as error:
        raise MigrationFault(_unknown(which)) from error
    return [step.revision for step in reversed(steps)]


def run(metadata: MetaData) -> None:
    """What an ``env.py`` does: run the steps that were asked for, in one transaction."""
    store: Store = context.config.attributes["store"]
    with store.engine.connect() as connection, _foreign_keys_asleep(store, connection):
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=True,
            transactional_ddl=True,  # Alembic thinks SQLite cannot; our connections begin for themselves
        )
        with context.begin_transaction():
            _alone(connection)
            context.run_migrations()
            _require_whole(connection)


def _config(store: Store, which: Which) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HISTORIES / which))
    config.attributes["store"] = store
    return config


@contextmanager
def _foreign_keys_asleep(store: Store, connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it and dropping the old one, which would delete every row that
    points there. The switch works only outside a transaction, hence the bare cursor."""
    if not store.sqlite:
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")


def _alone(connection: Connection) -> None:
    """One migration at a time, and never a long queue of visitors behind it: on PostgreSQL a statement that
    waits for a lock makes everybody after it wait too, so it gives up soon and is run again."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL statement_timeout = '60s'")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = '2s'")


def _require_whole(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise MigrationFault("The migration would leave rows that point to nothing. It was taken back.")


def _unknown(which: Which) -> str:
    return f"The {which} store was made by a newer program than this one. Run the newer program."
