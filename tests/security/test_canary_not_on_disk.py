"""What people write is in no file and in no row that can be read (security 2.2, row 8)."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select, text

from app.inquiries import drafts
from app.models import Inquiry, Staff
from app.portal import Portal
from app.web import cookies
from tests.security.canaries import Canaries
from tests.security.contents import contents
from tests.security.plain import Plain
from tests.security.world import World

INQUIRIES = 200
TALKING = 20  # of them go on to write messages, and are answered


def written_by_everybody(app: FastAPI, world: World, canaries: Canaries) -> list[UUID]:
    """Two hundred inquiries through the door, and everything else a person may write on both sides."""
    app.state.limits = Unlimited()
    for number in range(INQUIRIES):
        browser = writer(world, canaries)
        if number % 10:  # every tenth is never sent: drafts are looked at too
            assert browser.post("/tjek").headers["location"] == "/kode"
        if number % 10 == 1 and number < TALKING * 10:
            talk(world, browser, canaries)
    with world.portal.data.reading() as session:
        return list(session.scalars(select(Inquiry.id)))


class Unlimited:
    def spend(self, *_: object, **__: object) -> None: ...

    def require_some_left(self, *_: object, **__: object) -> None: ...


def writer(world: World, canaries: Canaries) -> Plain:
    from app.rules.answers import Answers
    from app.rules.questions import steps

    told = canaries.answers()
    done = Answers(**{**vars(told), "answered": tuple(steps(told, place_decides=True))})
    return Plain(world.app, {cookies.DRAFT: drafts.begin(world.portal, done, now=world.portal.now())})


def talk(world: World, browser: Plain, canaries: Canaries) -> None:
    """The citizen writes, is opened with a reason, noted about, answered and closed; all of it with canaries."""
    browser.get("/kode")
    assert browser.post("/kode", {"written_down": "1"}).headers["location"] == "/min-side"
    assert browser.post("/min-side/besked", {"message": canaries.word()}).status_code == 303
    assert browser.post("/min-side/om-dig", {"rung": "name", "name": canaries.word()}).status_code == 303
    jens = world.staff("jens")
    with world.portal.data.reading() as session:
        newest = select(Inquiry.id).where(Inquiry.assigned_to.is_(None), Inquiry.unread_by_staff.is_(True))
        ids = [each for each in session.scalars(newest) if each != world.written.inquiry_id]
    path = f"/personale/henvendelse/{ids[-1]}"
    assert jens.post(f"{path}/aabn", {"reason": canaries.word()}).status_code == 303
    assert jens.post(f"{path}/tag", {"skip": "agreed"}).status_code == 303
    assert jens.post(f"{path}/svar", {"message": canaries.word()}).status_code == 303
    assert jens.post(f"{path}/note", {"note": canaries.word()}).status_code == 303
    assert jens.get(path).status_code == 200
    assert jens.post(f"{path}/afslut", {"outcome": "helped", "reason": canaries.word()}).status_code == 303


def files_of(portal: Portal) -> Iterator[Path]:
    """Every file that could hold something: SQLite's with their logs, or the whole cluster of PostgreSQL."""
    if portal.data.sqlite:
        yield from Path(portal.data.url.database or "").parent.rglob("*")
    else:
        with portal.data.engine.connect() as connection:
            cluster = Path(connection.scalar(text("SHOW data_directory")))
        with portal.data.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("CHECKPOINT"))
        yield from (each for each in cluster.rglob("*") if each.is_file())


def test_canary_not_on_disk(
    app: FastAPI, world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    canaries = Canaries()
    ids = written_by_everybody(app, world, canaries)
    assert len(ids) >= INQUIRIES * 9 // 10
    sizes = {}
    for path in files_of(world.portal):
        try:
            content = path.read_bytes()
        except (FileNotFoundError, PermissionError):
            continue  # PostgreSQL tidied it away, or it is a socket's lock
        sizes[path.suffix or path.name] = sizes.get(path.suffix or path.name, 0) + len(content)
        assert not canaries.found_in(content), path
    rows = json.dumps(contents(world.portal), default=repr).encode()
    assert not canaries.found_in(rows)
    for said in (caplog.text, *capfd.readouterr()):
        assert not canaries.found_in(said.encode())
    if world.portal.data.sqlite:
        assert {".db", ".db-wal", ".db-shm"} <= set(sizes)
    assert sum(sizes.values()) > 1_000_000
    print(f"{canaries.hatched} canaries in {len(ids)} inquiries, {sum(sizes.values())} bytes read, 0 found")  # noqa: T201


def test_the_search_finds_a_canary(world: World) -> None:
    """The other side of it: a word in a column that stands in clear is found, in rows and in files."""
    canaries = Canaries()
    with world.portal.data.writing() as session:
        session.get_one(Staff, world.mette_id).name = canaries.word()
    assert canaries.found_in(json.dumps(contents(world.portal), default=repr).encode()) == ["utf-8"]
    found = []
    for path in files_of(world.portal):
        try:
            found += canaries.found_in(path.read_bytes())
        except (FileNotFoundError, PermissionError):
            continue
    assert "utf-8" in found


@pytest.mark.parametrize("dress", ["utf-8", "utf-16-le", "utf-16-be", "hex", "HEX", "json", "percent"])
def test_the_search_sees_through_every_dress(dress: str) -> None:
    canaries = Canaries()
    assert dress in canaries.found_in(b"\xff\x00before" + canaries.dressed()[dress] + b"after")
    import base64

    for shift in range(3):
        packed = base64.b64encode(b"x" * shift + canaries.word().encode() + b"yz")
        assert [each for each in canaries.found_in(packed) if each.startswith("base64")], shift
