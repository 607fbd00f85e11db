"""The same text gives the same answer, and the same words back, on SQLite and on PostgreSQL (R16)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.correspondence import messages_of
from app.main import create_app
from app.portal import open_portal
from app.rules.plain_text import TextFault, clean_text
from app.settings import Mode, Role, Settings
from tests import stores
from tests.browser import ORIGIN
from tests.clock import Clock
from tests.security.test_bad_input import FORM
from tests.security.world import World

LONGEST = 5_000
# Every plane and every kind of character, lone surrogates too: they arrive as bytes that decode to nothing.
ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
BYTES = st.binary(max_size=200)


@pytest.fixture(scope="module")
def both(
    sqlite_template: stores.StoreUrls,
    postgres_template: stores.StoreUrls,
    keys_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[World, World]]:
    """The same world twice."""
    worlds, clock = [], Clock()
    folder = tmp_path_factory.mktemp("both")
    for urls in (stores.sqlite_copy(sqlite_template, folder), stores.empty(postgres_template)):
        wanted = Settings(role=Role.ALL, mode=Mode.DEMO, origins=(ORIGIN,), argon2_memory_kib=64)
        wanted = replace(wanted, database_url=urls.data, keystore_url=urls.keys, keys=keys_folder / "desk")
        portal = open_portal(wanted, now=clock)
        worlds.append(World(create_app(portal), portal))
    yield worlds[0], worlds[1]
    for world in worlds:
        world.portal.dispose()


def written(world: World, message: bytes) -> tuple[int, str | None]:
    """Write a message, as bytes. Returns the status and what is then read back."""
    inquiry = world.an_inquiry()
    visitor = world.visitor(inquiry)
    body = f"csrf_token={quote(visitor.token())}&message=".encode() + quote(message).encode()
    answer = visitor.client.post("/min-side/besked", content=body, headers={"content-type": FORM})
    case = world.portal.vault.open_for_staff(inquiry.inquiry_id)
    assert case is not None
    with world.portal.data.reading() as session:
        texts = [each.text for each in messages_of(session, case)]
    assert len(texts) == (1 if answer.status_code == 303 else 0)
    return answer.status_code, texts[0] if texts else None


def cleaned(message: bytes) -> str | None:
    """What the rule makes of it; nothing when it may not be kept."""
    try:
        return clean_text(message.decode("utf-8", "replace"), max_chars=LONGEST, multiline=True) or None
    except TextFault:
        return None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(text=ANYTHING)
@example(text="")
@example(text="\0")
@example(text="a\x1b[31mb")
@example(text="a\ud800b")
@example(text="\u202eab\u2069")
@example(text="A\u030a" * 100)
@example(text="\r\n\r\n x \u2028 y \t")
def test_a_text_is_kept_or_refused_alike(both: tuple[World, World], text: str) -> None:
    require_alike(both, text.encode("utf-8", "surrogatepass"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(message=BYTES)
@example(message=b"\xed\xa0\x80")
@example(message=b"\xff\xfe\x00")
@example(message=b"a" * LONGEST)
@example(message=b"a" * (LONGEST + 1))
def test_bytes_are_kept_or_refused_alike(both: tuple[World, World], message: bytes) -> None:
    require_alike(both, message)


def require_alike(both: tuple[World, World], message: bytes) -> None:
    on_sqlite, on_postgres = (written(world, message) for world in both)
    assert on_sqlite == on_postgres
    status, kept = on_sqlite
    assert status in (303, 422)
    assert kept == cleaned(message)
    text = message.decode("utf-8", "replace")
    if any(unicodedata.category(each) == "Cc" for each in text if each not in "\t\r\n"):
        assert status == 422, "a control character was kept"
