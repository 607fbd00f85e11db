"""Beside something people use: django-helpdesk, with the same load, in the same run, on the same database engine."""

import base64
import os
import subprocess
import venv
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode

from tests.bench import desk, people, stage
from tests.bench.load import Run, closed_loop, go
from tests.bench.rounds import Pace, Rounds
from tests.bench.stage import FOLDER, ROOT, Server, free_port
from tests.bench.statistics import Bar, Figure

PACKAGES = ("django-helpdesk", "gunicorn")
PYTHON = FOLDER / "peer-env" / "bin" / "python"
SITE = "tests.bench.peer_site"
FORM, LIST = "/tickets/submit/", "/datatables_ticket_list/" + base64.b64encode(b"{}").decode()
SECRET = "a" * 32  # what its form's token and cookie must share
SENT, SIZES = 250, (1_000, 100_000)
LIST_SECONDS = 10.0


def peer(pace: Pace) -> Iterator[Figure]:
    install()
    urls = stage.fresh_sqlite("beside_peer")
    with ExitStack() as running:
        theirs = {many: running.enter_context(peer_server(many)) for many in SIZES}
        ours = running.enter_context(stage.portal_server(urls))
        portal = stage.opened(urls)
        listed = {many: desk.listed(running, stage.sqlite_urls(f"queue_{many}"), many) for many in SIZES}
        small, form = theirs[SIZES[0]][0], people.request(theirs[SIZES[0]][0].port, "GET", FORM)
        our_form = people.request(ours.port, "GET", "/begynd/selv")

        def send_ours() -> float:
            ours.settle()
            ready = people.ready_to_send(portal, ours.port, SENT)
            return all_well(go(closed_loop(ours.port, ready, at_once=16))).per_second

        def send_theirs() -> float:
            return all_well(go(closed_loop(small.port, [ticket(small.port)] * SENT, at_once=16))).per_second

        measures = {
            "form": lambda: again(ours, our_form, pace.seconds),
            "their form": lambda: again(small, form, pace.seconds),
            "sent": send_ours,
            "their sent": lambda: (
                all_well(go(closed_loop(small.port, [ticket(small.port)] * SENT, at_once=16))).per_second
            ),
        }
        for many in SIZES:
            measures |= lists(many, *listed[many], *theirs[many])
        found = Rounds().take(pace, measures)
        portal.dispose()
    yield from figures(found)


def figures(found: Rounds) -> Iterator[Figure]:
    for key, name, least in (
        ("peer_burst", "sent", 2),
        ("peer_form", "form", 4),
        ("peer_list_1k", f"list {SIZES[0]}", None),
        ("peer_list_100k", f"list {SIZES[1]}", 50),
    ):
        beside = f"ours {found[name]:,.1f}/s, django-helpdesk {found['their ' + name]:,.2f}/s"
        yield Figure(
            key, found.ratio(name, "their " + name), Bar(at_least=least), beside, found.ratios(name, "their " + name)
        )


def lists(many: int, ours: Server, asked: bytes, theirs: Server, session: str) -> dict[str, Callable[[], float]]:
    wanted = people.request(theirs.port, "GET", LIST, {"sessionid": session})
    return {
        f"list {many}": lambda: again(ours, asked, LIST_SECONDS / 2, at_once=4),
        f"their list {many}": lambda: again(theirs, wanted, LIST_SECONDS, at_once=4),
    }


def again(server: Server, asked: bytes, seconds: float, *, at_once: int = 16) -> float:
    return all_well(
        go(closed_loop(server.port, people.again_and_again(asked), at_once=at_once, seconds=seconds))
    ).per_second


def all_well(run: Run) -> Run:
    """The same, or a fault: an answer that says no is no answer."""
    if set(run.statuses) - {200, 302, 303}:
        raise RuntimeError(f"not every answer was good: {dict(run.statuses)} {run.last}")
    return run


def ticket(port: int) -> bytes:
    fields = {
        "csrfmiddlewaretoken": SECRET,
        "queue": "1",
        "title": "A ticket",
        "body": people.STORY * 6,
        "priority": "3",
        "submitter_email": "somebody@example.org",
    }
    return people.request(port, "POST", FORM, {"csrftoken": SECRET}, urlencode(fields).encode())


def install() -> None:
    """Its environment, once: a folder that may be thrown away."""
    if not PYTHON.exists():
        venv.create(PYTHON.parents[1], with_pip=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)


@contextmanager
def peer_server(many: int) -> Iterator[tuple[Server, str]]:
    """Its own server, with its two workers, and a session that may read the list."""
    folder = FOLDER / f"peer_{many}"
    folder.mkdir(parents=True, exist_ok=True)
    told, port = {"PEER_FOLDER": str(folder), "HOME": str(folder)}, free_port()
    made = subprocess.run(
        [PYTHON, "-m", SITE, str(many)], cwd=ROOT, env=os.environ | told, check=True, capture_output=True, text=True
    )
    words = ["-m", "gunicorn", "--workers", "2", "--bind", f"127.0.0.1:{port}", f"{SITE}:application"]
    with stage.started(words, port, told, ready=FORM, python=PYTHON) as server:
        yield server, made.stdout.strip()
