"""No log knows anybody: not who, not from where, not with what, not what they wrote (security 2.2, row 21; 3.9)."""

import logging
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.testclient import TestClient

from app.commands.logs import Withheld
from app.database import Store
from app.models import Inquiry
from app.vault.codes import grouped
from app.vault.fields import CannotOpen
from app.web.pages import Pages
from app.web.trace import fault_line
from tests.browser import ORIGIN, Loop
from tests.security.canaries import Canaries
from tests.security.plain import OWN_PAGE, Plain
from tests.security.seen import walk
from tests.security.world import World

ADDRESS, AGENT = "203.0.113.77", "Kanariebrowser/12.5 (Linux; Ukendt)"
IPV6_ADDRESS = "2001:db8:77::abcd"
IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
IPV6 = re.compile(r"(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}|[0-9a-f]{1,4}::[0-9a-f]", re.IGNORECASE)
UUID_LIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
OWN_LINE = re.compile(r"^[A-Z]+ (/[a-z{}_/.-]*|-) \d{3} [<>]\d+ms$")
FAULT_LINE = re.compile(r"^(fault|store away) \w+ at (app/)?[\w/.:< ]+$|outside our code$")
# The tests' own client says what it sends; a server has no such thing.
CLIENTS = ("httpx", "httpx2", "httpcore", "httpcore2", "asyncio")


class Everything(logging.Handler):
    """Keeps every line as the most talkative handler would write it, tracebacks and all."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.lines: list[str] = []
        self.ours: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] in CLIENTS:
            return
        self.lines.append(f"{record.name} {record.levelname} {record.getMessage()}")
        if record.name == "indgang":
            self.ours.append(record.getMessage())
        if record.exc_info:
            self.lines.append("".join(traceback.format_exception(*record.exc_info)))


@pytest.fixture
def log() -> Iterator[Everything]:
    """Everything that any logger says, at the levels that a running process has."""
    root, ours, kept = logging.getLogger(), logging.getLogger("indgang"), Everything()
    before = root.level, ours.level
    root.addHandler(kept)
    root.setLevel(logging.WARNING)
    ours.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(kept)
    root.setLevel(before[0])
    ours.setLevel(before[1])


def somebody(app: FastAPI, browser: Plain, address: str = ADDRESS) -> Plain:
    """The same browser, from an address and with a name that would be recognised."""
    headers = {**OWN_PAGE, "user-agent": AGENT, "x-forwarded-for": ADDRESS, "accept-language": "kl"}
    jar = browser.client.cookies
    browser.client = TestClient(
        app, ORIGIN, raise_server_exceptions=False, follow_redirects=False, headers=headers, client=(address, 51_234)
    )
    browser.client.cookies, browser.client.portal = jar, Loop.running
    return browser


def require_silence(log: Everything, *, secret: Iterator[str] | tuple[str, ...] = (), canaries: Canaries) -> None:
    said = "\n".join(log.lines)
    assert not canaries.found_in(said.encode())
    for what, pattern in (("IPv4", IPV4), ("IPv6", IPV6), ("an id", UUID_LIKE)):
        assert not pattern.search(said), f"{what}: {pattern.search(said)}"
    for word in ("Kanariebrowser", "Mozilla", "testclient", "Skipper", "lejlighed", "mette", "@haderslev", *secret):
        assert word.lower() not in said.lower(), word
    for line in log.ours:
        assert OWN_LINE.match(line) or FAULT_LINE.match(line), line


def cookies_of(browser: Plain) -> list[str]:
    return [each.value or "" for each in browser.client.cookies.jar]


def test_logs_have_no_personal_data(app: FastAPI, world: World, log: Everything) -> None:
    """A whole visit on both sides, with everything that may be refused on the way."""
    canaries = Canaries()
    with world.portal.data.reading() as session:
        reference = session.get_one(Inquiry, world.written.inquiry_id).reference
    visitor, stranger = somebody(app, world.visitor()), somebody(app, world.stranger(), IPV6_ADDRESS)
    mette = somebody(app, world.staff("mette"))
    path = f"/personale/henvendelse/{world.written.inquiry_id}"
    secret = (world.written.code, grouped(world.written.code), reference, *cookies_of(visitor), *cookies_of(mette))
    visitor.post("/min-side/besked", {"message": canaries.word()})
    visitor.get(f"/min-side?besked={canaries.word()}")
    stranger.post("/log-ind", {"code": world.written.code})
    stranger.post("/log-ind", {"code": canaries.word()})
    stranger.get(f"/{canaries.word()}/{world.written.code}")
    stranger.post("/min-side/besked", {"message": canaries.word()})
    stranger.post(
        "/personale/log-ind", {"email": "mette@haderslev.test", "password": canaries.word(), "code": "123456"}
    )
    mette.post(f"{path}/svar", {"message": canaries.word()})
    mette.post(f"{path}/note", {"note": canaries.word()})
    mette.get(f"/personale/koe?del={canaries.word()}&efter={world.written.inquiry_id}")
    stranger.client.post(
        "/min-side/besked", data={"message": canaries.word()}, headers={"origin": "https://evil.example"}
    )
    assert len(log.ours) == 11
    require_silence(log, secret=secret, canaries=canaries)


def test_every_route_logs_its_template_and_nothing_else(app: FastAPI, world: World, log: Everything) -> None:
    for desk in (False, True):
        for _ in walk(app, world, desk=desk):
            pass
    assert len(log.ours) > 150
    require_silence(log, canaries=Canaries())


@contextmanager
def broken(where: Any, name: str, fails: Any) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, name, fails)
        yield


def test_faults_are_told_without_their_words(app: FastAPI, world: World, log: Everything) -> None:
    """A template, a middleware, a vault and a database that fail with what a person wrote in their mouths."""
    canaries, visitor = Canaries(), somebody(app, world.visitor())

    def failing(error: BaseException) -> Any:
        def fails(*_: Any, **__: Any) -> Any:
            raise error

        return fails

    word = canaries.word()
    gone = OperationalError(f"SELECT '{word}'", {"text": word}, Exception(f"connection to {ADDRESS} lost: {word}"))
    for where, name, error, status in (
        (Pages, "render", KeyError(word), 500),
        (Pages, "address", ValueError(word), 500),
        (Store, "reading", gone, 503),
        (Store, "writing", gone, 503),
        (world.portal.vault, "mint", CannotOpen(word), 500),
        (app.state.limits, "spend", RuntimeError(f"{word} from {ADDRESS}"), 500),
    ):
        with broken(where, name, failing(error)):
            for path in ("/min-side", "/log-ind", "/"):
                visitor.get(path)
            answers = [
                visitor.post("/min-side/besked", {"message": word}),
                visitor.post("/min-side/ny-kode"),
                visitor.post("/log-ind", {"code": world.written.code[::-1]}),
            ]
        assert {answer.status_code for answer in answers} <= {303, 401, 422, 500, 503}, (name, status)
    assert any(line.startswith("fault") for line in log.ours)
    assert any(line.startswith("store away") for line in log.ours)
    require_silence(log, canaries=canaries)


def test_a_duplicate_key_does_not_quote_the_row(world: World, log: Everything) -> None:
    """PostgreSQL's own words name the value; ours must not."""
    canaries = Canaries()
    with world.portal.data.writing() as session:
        first = session.get_one(Inquiry, world.written.inquiry_id)
        first.reference = f"{canaries.family[-8:]}"
        values = {column.name: getattr(first, column.name) for column in Inquiry.__table__.c}
    other = world.an_inquiry().inquiry_id
    with pytest.raises(IntegrityError) as caught, world.portal.data.writing() as session:
        session.add(Inquiry(**{**values, "id": other}))
    logging.getLogger("indgang").error("fault %s", fault_line(caught.value))
    assert first.reference not in "\n".join(log.lines)
    require_silence(log, canaries=canaries)


def test_other_programs_lines_are_withheld() -> None:
    """A library's warning may quote anything, so a running process prints where it came from and not what it says."""
    record = logging.LogRecord("sqlalchemy.pool", logging.ERROR, "/x/pool.py", 7, "lost %s", (ADDRESS,), None)
    try:
        raise ValueError(ADDRESS)
    except ValueError as error:
        record.exc_info = (type(error), error, error.__traceback__)
    said = Withheld().format(record)
    assert ADDRESS not in said
    assert "sqlalchemy.pool" in said


def test_the_check_sees_what_it_should(log: Everything) -> None:
    canaries = Canaries()
    for slip in (
        f"GET / from {ADDRESS}",
        IPV6_ADDRESS,
        AGENT,
        canaries.word(),
        "mette@haderslev.test",
        "GET /min-side?a=b 200 <10ms",
    ):
        log.lines.clear()
        log.ours.clear()
        logging.getLogger("indgang").warning("%s", slip)
        with pytest.raises(AssertionError):
            require_silence(log, canaries=canaries)
