"""Migrations (R18): up, down, up on both stores and both databases, whole or not at all, and equal to the models."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import get_args
from uuid import uuid4

import psycopg
import pytest
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, func, inspect, make_url, select, text
from sqlalchemy.exc import DBAPIError

from app import migrations
from app.database import Store
from app.migrations import MigrationFault, Which, current, migrate, pending, retreat
from app.models import DataBase, KeyBase
from app.portal import open_portal
from app.settings import Settings
from tests.clock import Clock
from tests.vault.sending import SECRET, noted, sent, words_by_code

ROOT = Path(__file__).resolve().parents[2]
METADATA: dict[str, MetaData] = {"data": DataBase.metadata, "keys": KeyBase.metadata}
Empty = dict[str, str]


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Empty]:
    """Two databases without a single table, thrown away afterwards."""
    if request.param == "sqlite":
        yield {which: f"sqlite:///{tmp_path}/{which}.db" for which in get_args(Which)}
        return
    server, names = request.getfixturevalue("postgres_server"), [f"empty_{uuid4().hex}" for _ in get_args(Which)]
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            connection.execute(f"CREATE DATABASE {name}")
        yield {
            which: make_url(server).set(database=name).render_as_string(hide_password=False)
            for which, name in zip(get_args(Which), names, strict=True)
        }
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=get_args(Which))
def which(request: pytest.FixtureRequest) -> Which:
    chosen: Which = request.param
    return chosen


@pytest.fixture
def store(empty_urls: Empty, which: Which) -> Iterator[Store]:
    store = Store(empty_urls[which], METADATA[which])
    yield store
    store.dispose()


def tables(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def leftovers(store: Store) -> set[str]:
    """Everything a downgrade should have taken with it: tables, triggers and functions of ours."""
    query = (
        "SELECT name FROM sqlite_master WHERE name NOT LIKE '%alembic%'"
        if store.sqlite
        else "SELECT tgname FROM pg_trigger UNION "
        "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    )
    with store.engine.connect() as connection:
        named = set(connection.scalars(text(query)))
    return tables(store) | named


def test_the_tables_are_what_the_models_say(store: Store, which: Which) -> None:
    migrate(store, which)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA[which]) == []
    assert tables(store) == set(METADATA[which].tables)


def test_every_constraint_has_a_name(store: Store, which: Which) -> None:
    """An unnamed one cannot be changed on SQLite, and has another name on every server."""
    migrate(store, which)
    with store.engine.connect() as connection:
        found = inspect(connection)
        for table in METADATA[which].tables:
            assert found.get_pk_constraint(table)["name"] == f"pk_{table}"
            named = [*found.get_foreign_keys(table), *found.get_unique_constraints(table), *found.get_indexes(table)]
            assert all(each["name"] for each in named), table


def test_up_down_and_up_again(store: Store, which: Which) -> None:
    """Every revision of the history, one by one."""
    script = ScriptDirectory.from_config(migrations._config(store, which))
    history = [each.revision for each in reversed(list(script.walk_revisions()))]
    assert pending(store, which) == history
    assert current(store, which) is None
    for number, revision in enumerate(history):
        migrate(store, which, revision)
        retreat(store, which, history[number - 1] if number else "base")
        migrate(store, which, revision)
        assert current(store, which) == revision
        assert pending(store, which) == history[number + 1 :]
    retreat(store, which)
    assert leftovers(store) == set()
    migrate(store, which)
    migrate(store, which)  # and once more does nothing
    assert pending(store, which) == []


def test_a_filled_store_goes_down_and_up(settings: Settings, clock: Clock) -> None:
    """With people's data in it, and afterwards everything works again."""
    portal = open_portal(settings, now=clock)
    noted(portal, sent(portal).inquiry_id, "En note")
    for which, store in (("data", portal.data), ("keys", portal.vault.keystore)):
        retreat(store, which)
        assert tables(store) == set()
        migrate(store, which)
    again = sent(portal)
    assert words_by_code(portal, again.code) == SECRET
    portal.dispose()


def test_one_that_is_killed_has_not_happened(store: Store, which: Which, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut after each statement: nothing is left behind, and the next try is whole."""
    real, left = op.create_index, [0]

    def create_index(*arguments: object, **options: object) -> None:
        if left[0] == 0:
            raise InterruptedError
        left[0] -= 1
        real(*arguments, **options)  # type: ignore[arg-type]

    for number in range(100):
        left[0] = number
        with monkeypatch.context() as patched:
            patched.setattr(op, "create_index", create_index)
            try:
                migrate(store, which)
                break
            except InterruptedError:
                assert leftovers(store) == set()
                assert current(store, which) is None
    assert pending(store, which) == []
    assert number >= 3


MIGRATING = """
import sys
from app.database import Store
from app.migrations import migrate
from app.models import DataBase
migrate(Store(sys.argv[1], DataBase.metadata), "data")
"""


@pytest.mark.parametrize("which", ["data"], indirect=True)
def test_two_processes_at_once_do_it_once(store: Store, which: Which, empty_urls: Empty) -> None:
    """Two machines are started with the new program in the same moment."""
    words = [sys.executable, "-c", MIGRATING, empty_urls[which]]
    both = [subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(each.wait(), each.communicate()[1]) for each in both] == [(0, b""), (0, b"")]
    assert pending(store, which) == []


def test_a_newer_store_is_refused(store: Store, which: Which) -> None:
    migrate(store, which)
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    with pytest.raises(MigrationFault, match=f"The {which} store was made by a newer program"):
        pending(store, which)
    with pytest.raises(MigrationFault, match="newer program"):
        migrate(store, which)


@pytest.mark.parametrize("empty_urls", ["postgresql"], indirect=True)
@pytest.mark.parametrize("which", ["data"], indirect=True)
def test_on_postgresql_it_does_not_wait_in_everybodys_way(store: Store, which: Which) -> None:
    """A statement that waits for a lock makes everybody behind it wait too: it gives up after two seconds."""
    migrate(store, which)
    with store.engine.connect() as reader:
        reader.execute(text("SELECT count(*) FROM inquiries"))
        began = time.monotonic()
        with pytest.raises(DBAPIError, match="lock timeout"):
            retreat(store, which)
        assert time.monotonic() - began < 4
    assert pending(store, which) == []


def counted(store: Store, table: str) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(DataBase.metadata.tables[table])) or 0


RECREATE = '''"""A later revision that SQLite can only do by copying the table."""

import sqlalchemy as sa
from alembic import op

revision = "data_later"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("inquiries", recreate="auto") as batch:
        batch.add_column(sa.Column("later", sa.String(length=10), nullable=True))
        batch.alter_column("channel", type_=sa.String(length=20), existing_type=sa.String(length=10))


def downgrade() -> None:
    with op.batch_alter_table("inquiries") as batch:
        batch.drop_column("later")
        batch.alter_column("channel", type_=sa.String(length=10), existing_type=sa.String(length=20))
'''


def test_copying_a_table_loses_no_row_that_points_to_it(
    settings: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite drops the old table, and messages hang on it with ON DELETE CASCADE."""
    portal = open_portal(settings, now=clock)
    one = sent(portal)
    noted(portal, one.inquiry_id, "En note")
    shutil.copytree(migrations.HISTORIES, tmp_path / "histories")
    head = current(portal.data, "data")
    later = tmp_path / "histories" / "data" / "versions" / "2099-01-01_later.py"
    later.write_text(RECREATE.format(head=head), encoding="utf-8")
    monkeypatch.setattr(migrations, "HISTORIES", tmp_path / "histories")
    for move in (lambda: migrate(portal.data, "data"), lambda: retreat(portal.data, "data", str(head))):
        move()
        assert [counted(portal.data, table) for table in ("inquiries", "messages", "notes")] == [1, 1, 1]
        assert words_by_code(portal, one.code) == SECRET
    if portal.data.sqlite:
        with portal.data.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    portal.dispose()
