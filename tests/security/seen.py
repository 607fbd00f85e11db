"""A walk over every page of one side, with what each answered: for tests that look at everything at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from fastapi import FastAPI
from httpx2 import Response

from tests.guards.doors import DOORS, Who
from tests.guards.routes import Route, every_route
from tests.security.plain import Plain
from tests.security.world import World

# Forms that are sent as they should be, by route, so that the walk also sees what comes after them.
FILLED: dict[str, dict[str, str]] = {
    "start": {},
    "answer": {"own_words": "Jeg har det svært."},
    "written_down": {"written_down": "1"},
    "write": {"message": "Jeg har det lidt bedre."},
    "change_wish": {"wish": "advice"},
    "climb": {"rung": "nickname", "nickname": "Anker"},
    "more_urgent": {"danger": "unsure"},
    "change_code": {"written_down": "1"},
    "forget_me": {"sure": "1"},
    "open_with_reason": {"why": "covering"},
    "show_number": {"reason": "Der er aftalt et opkald."},
    "write_down": {"channel": "counter", "submission": "11111111-1111-4111-8111-111111111111", "nickname": "Ole"},
    "close": {"outcome": "helped"},
    "put_forward": {"ruling": "granted", "service": "individual_talks", "reason": "Det passer.", "version": "0"},
    "decide": {
        "ruling": "granted",
        "service": "individual_talks",
        "reason": "Det passer.",
        "start_on": "2026-12-01",
        "free_choice": "",
        "hand_to": "",
        "start_why": "",
        "version": "1",
    },
    "letter_given": {"received_on": "2026-11-24"},
    "use_form": {"for_whom": "self"},
    "stop_using_form": {"key": "ung"},
    "add_participant": {"meeting": "2026-11-25", "name": "Lise Krogh", "title": "Læge"},
    "remove_participant": {"meeting": "2026-11-25", "participant": "1"},
    "name_deputy": {
        "colleague": "11111111-1111-4111-8111-111111111111",
        "first_day": "2026-11-24",
        "last_day": "2026-11-25",
    },
    "end_deputy": {"deputy": "1"},
    "write_consent": {"follow_up": "yes"},
    "settle_follow_up": {"how": "done"},
    "answer_follow_up": {"follow_up": "yes"},
    "apply_for_anonymous": {"social_help": "no", "words": "Jeg har job."},
    "open_again": {"danger": "no", "wish": "treatment", "reuse": "yes", "person": "same", "words": "Igen."},
    "reply": {"message": "Kan du tale i morgen?"},
    "note": {"note": "Talte med lægen."},
}
ADDRESS = re.compile(r"\s(?:href|action|src|hx-get|hx-post|hx-target|srcset)=\"([^\"]*)\"")
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


@dataclass(frozen=True)
class Seen:
    """One answer to one kind of person."""

    route: Route
    who: str
    answer: Response

    @property
    def title(self) -> str:
        found = TITLE.search(self.answer.text)
        return unescape(found[1]).strip() if found else ""

    @property
    def addresses(self) -> list[str]:
        """Where it was, where it leads, and every address that stands on the page."""
        on_page = [unescape(each) for each in ADDRESS.findall(self.answer.text)] if self.is_page else []
        return [str(self.answer.request.url), self.answer.headers.get("location", ""), *on_page]

    @property
    def is_page(self) -> bool:
        return self.answer.headers.get("content-type", "").startswith("text/html")


def may_enter(world: World, who: Who) -> dict[str, Plain]:
    """Fresh browsers of those who may enter, and of a stranger."""
    stranger = {"stranger": world.stranger()}
    if who in (Who.COLLEAGUE, Who.OPENER):
        return stranger | {"mette": world.staff("mette"), "jens": world.staff("jens")}
    new = world.an_inquiry()
    match who:
        case Who.WRITER:
            return stranger | {"writer": world.writer()}
        case Who.SENDER:
            return stranger | {"sender": world.sender(new), "writer": world.writer()}
        case _:
            return stranger | {"visitor": world.visitor(new)}


def walk(app: FastAPI, world: World, *, desk: bool, language: str = "da") -> Iterator[Seen]:
    """Every route of one side, fetched or sent by everybody it is for: once empty, once filled in."""
    prefix = "" if language == "da" else f"/{language}"
    for route in every_route(app):
        if route.at_desk is not desk:
            continue
        path = prefix + route.filled(inquiry_id=world.written.inquiry_id)
        forms = [{}, FILLED[route.name]] if route.method == "POST" and FILLED.get(route.name) else [{}]
        for form in forms:
            for who, browser in may_enter(world, DOORS[route.name]).items():
                yield Seen(route, who, browser.send(route.method, path, form))
