"""People who send inquiries while the server dies under them, and remember what they were thanked for."""

import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count
from urllib.parse import urlencode

from app.inquiries.drafts import dump_answers
from app.portal import Portal
from app.rules.answers import Answers
from app.rules.questions import steps
from app.vault import browser
from app.web.cookies import CITIZEN, DRAFT, FORM
from tests.security.test_codes_shown_once import codes_on
from tests.security.world import ANSWERS

TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')
PATIENCE_SECONDS = 5
LONGEST_FAREWELL = 30.0  # seconds for everybody's thanks, once the server stays up
SAY_MORE = 0.3  # of those who have a code go on to write a message
# The shortest whole way through the questions, for those who go through all of them.
WALK: Mapping[str, Mapping[str, str]] = {"sted": {"municipality": "haderslev"}, "ord": {"own_words": ""}}


class Gone(Exception):
    """No answer: whether it was stored, only the server knows."""


@dataclass
class Sent:
    """One inquiry as its sender knows it. ``words`` are in no other inquiry."""

    words: str
    cookies: dict[str, str] = field(default_factory=dict)
    code: str = ""
    message: str = ""
    tries: int = 0
    thanked: bool = False


class Visitor:
    """One person's browser: a new connection for every request, as on a bad line."""

    def __init__(self, port: int, sent: Sent):
        self.port, self.sent = port, sent

    def get(self, path: str) -> tuple[int, str, str]:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Send a form with the token of the page it stands on."""
        _, _, html = self.get(self.page_of(path))
        found = TOKEN.search(html)
        return self._ask("POST", path, {"csrf_token": found[1] if found else "", **fields})

    def page_of(self, path: str) -> str:
        return "/min-side" if path == "/min-side/besked" else path

    def _ask(self, method: str, path: str, form: Mapping[str, str] | None) -> tuple[int, str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.sent.cookies.items())
        headers = {"Cookie": cookies, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": somewhere()}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(form) if form is not None else None
        try:
            with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)) as connection:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                html = answer.read().decode()
        except (OSError, HTTPException) as error:
            raise Gone from error
        for line in answer.headers.get_all("Set-Cookie") or []:
            self._keep(SimpleCookie(line))
        return answer.status, answer.headers.get("Location", ""), html

    def _keep(self, given: SimpleCookie) -> None:
        for name, cookie in given.items():
            if cookie.value:
                self.sent.cookies[name] = cookie.value
            else:
                self.sent.cookies.pop(name, None)


def somewhere() -> str:
    """Another address each time: the limits are about networks, and this is about crashes."""
    return ".".join(str(random.randrange(1, 255)) for _ in range(4))


def stock(portal: Portal, many: int) -> list[Sent]:
    """Drafts in which every question has been met, each with words of its own, stored in one go."""
    ready = []
    done = tuple(steps(ANSWERS, place_decides=True))
    with portal.vault.keystore.writing() as session:
        for number in range(many):
            words = f"Forsøg nummer {number} fra lageret."
            answers: Answers = replace(ANSWERS, own_words=words, answered=done)
            token = browser.begin_draft(session, dump_answers(answers), now=portal.now())
            ready.append(Sent(words, {DRAFT: token, FORM: f"seed-{number}"}))
    return ready


class Senders:
    """Threads that send until they are told to stop. Each stays with its inquiry until it has been thanked."""

    def __init__(self, port: int, drafts: list[Sent], *, senders: int = 5, walkers: int = 1):
        self.port = port
        self.history: list[Sent] = []
        self.up, self.over, self.given_up = threading.Event(), threading.Event(), threading.Event()
        self._drafts, self._lock, self._numbers = iter(drafts), threading.Lock(), count(1)
        people = [*[self.from_stock] * senders, *[self.whole_walk] * walkers]
        self._threads = [threading.Thread(target=each, daemon=True) for each in people]

    @property
    def thanked(self) -> int:
        """How many have been thanked so far."""
        with self._lock:
            return sum(sent.thanked for sent in self.history)

    def begin(self) -> None:
        self.up.set()
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        """Let everybody who has begun get to the end, and nobody else begin. Who never does, is given up."""
        self.over.set()
        self.up.set()
        latest = time.monotonic() + LONGEST_FAREWELL
        for thread in self._threads:
            thread.join(timeout=max(0.1, latest - time.monotonic()))
        self.given_up.set()
        for thread in self._threads:
            thread.join(timeout=PATIENCE_SECONDS * 2)

    def from_stock(self) -> None:
        while not self.over.is_set():
            with self._lock:
                sent = next(self._drafts)
                self.history.append(sent)
            self.until_done(sent)

    def whole_walk(self) -> None:
        """From the first page: every question is a request, and any of them may be the one that dies."""
        while not self.over.is_set():
            sent = Sent(f"Forsøg nummer {next(self._numbers)} gennem alle spørgsmål.")
            self.patiently(lambda sent=sent: self.walk(sent))  # type: ignore[misc]
            with self._lock:
                self.history.append(sent)
            self.until_done(sent)

    def walk(self, sent: Sent) -> bool:
        """Begin, or go on where it broke. Says whether all questions are met."""
        visitor = Visitor(self.port, sent)
        if DRAFT not in sent.cookies:
            visitor.post("/begynd/selv")
            if DRAFT not in sent.cookies:
                return False
        status, leads_to, _ = visitor.get("/skriv")
        while status == 303 and leads_to.startswith("/skriv/"):
            step = leads_to.rpartition("/")[2]
            form = {**WALK.get(step, {"skip": "1"})}
            if step == "ord":
                form["own_words"] = sent.words
            status, leads_to, _ = visitor.post(leads_to, **form)
        return leads_to == "/tjek"

    def until_done(self, sent: Sent) -> None:
        self.patiently(lambda: self.press(sent))

    def press(self, sent: Sent) -> bool:
        """Press 'send'; then read the code, and now and then open the own page and say one thing more."""
        visitor = Visitor(self.port, sent)
        sent.tries += 1
        if not sent.thanked:
            status, leads_to, _ = visitor.post("/tjek")
            sent.thanked = status == 303 and leads_to == "/kode"
        _, _, html = visitor.get("/kode")
        for code in codes_on(html):
            sent.code = code
        if sent.code and random.random() < SAY_MORE:
            visitor.post("/kode", written_down="1")
            if CITIZEN in sent.cookies and visitor.post("/min-side/besked", message=f"Tak. {sent.words}")[0] == 303:
                sent.message = f"Tak. {sent.words}"
        return bool(sent.code)

    def patiently(self, doing: Callable[[], bool]) -> None:
        """Again and again until it is done. While the server is down, wait; that it went is no surprise."""
        done = False
        while not (done or self.given_up.is_set()):
            self.up.wait()
            try:
                done = doing()
            except Gone:
                time.sleep(0.01)
