"""A thank-you outlives the power: every commit is flushed to the disk, which killing alone does not prove (R3)."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from app.portal import Portal
from tests import stores

SAVES = 50
PROGRAM = """
from sqlalchemy import text
from app.database import Store
from app.models import DataBase
store = Store({url!r}, DataBase.metadata)
with store.writing() as session:
    session.execute(text("CREATE TABLE thanks (number INTEGER)"))
if {lax!r}:
    with store.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA synchronous=NORMAL")
print("begin", flush=True)
for number in range({saves}):
    with store.writing() as session:
        session.execute(text("INSERT INTO thanks VALUES (:number)"), {{"number": number}})
"""


def test_every_connection_is_told_to_be_sure(portal: Portal) -> None:
    for store in (portal.data, portal.vault.keystore):
        with store.writing() as session:
            if store.sqlite:
                settings = {name: session.scalar(text(f"PRAGMA {name}")) for name in ("synchronous", "journal_mode")}
                assert settings == {"synchronous": 2, "journal_mode": "wal"}  # 2 is FULL
                assert session.scalar(text("PRAGMA secure_delete")) == 1
                assert session.scalar(text("PRAGMA foreign_keys")) == 1
            else:
                for name in ("synchronous_commit", "fsync", "full_page_writes"):
                    assert session.scalar(text(f"SHOW {name}")) == "on", name


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace, to count what the kernel was asked")
@pytest.mark.parametrize("lax", [False, True])
def test_the_kernel_is_asked_to_flush_once_a_commit(
    lax: bool, tmp_path: Path, sqlite_template: stores.StoreUrls
) -> None:
    """And the same count with a lax setting is far lower, which proves that the test can see it."""
    urls, trace = stores.sqlite_copy(sqlite_template, tmp_path), tmp_path / "trace"
    program = PROGRAM.format(url=urls.data, lax=lax, saves=SAVES)
    command = ["strace", "-f", "-o", str(trace), "-e", "trace=fsync,fdatasync,write", sys.executable, "-c", program]
    done = subprocess.run(command, cwd=Path(__file__).resolve().parents[2], capture_output=True, text=True, check=False)
    if "Operation not permitted" in done.stderr:
        pytest.skip("this machine does not let one process watch another")
    assert done.returncode == 0, done.stderr
    after = trace.read_text().partition('"begin')[2]
    flushed = len(re.findall(r"\b(?:fsync|fdatasync)\(", after))
    print(f"{flushed} flushes for {SAVES} commits{' with a lax setting' if lax else ''}")  # noqa: T201
    assert (flushed < SAVES / 2) if lax else (flushed >= SAVES)
