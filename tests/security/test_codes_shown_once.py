"""A code is shown to whoever it was made for, once, and made anew by its owner alone (security 2.2, rows 2 and 15)."""

import ast
import re

from fastapi import FastAPI

from app.rules.triage import Role
from app.vault.codes import ALPHABET, grouped, read_code
from tests.clock import Clock
from tests.guards.routes import every_route
from tests.guards.source import modules, short
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.seen import walk
from tests.security.world import World

SHOWN = re.compile(rf"(?<![0-9A-Za-z])(?:[{ALPHABET}]{{4}}[-\s]?){{3}}[{ALPHABET}]{{4}}(?![0-9A-Za-z])")


def codes_on(html: str) -> set[str]:
    """Everything on a page that reads as a code, however it is grouped."""
    return {code for found in SHOWN.findall(re.sub(r"<[^>]+>", "", html)) if (code := read_code(found))}


def test_no_route_returns_code(app: FastAPI, world: World) -> None:
    """Once it is written down no page shows it again: not to its owner, not to staff, not to the browser that sent."""
    world.sender().post("/kode", {"written_down": "1"})
    code = world.written.code
    assert not codes_on(world.sender().get("/kode").text), "a kept cookie still shows it"
    for desk in (False, True):
        for seen in walk(app, world, desk=desk):
            for form in (code, grouped(code), grouped(code).replace("-", " ")):
                assert form not in seen.answer.text, seen.route
                assert form not in repr(seen.answer.headers), seen.route


def test_a_code_is_shown_to_the_browser_that_sent_and_to_no_other(world: World, clock: Clock) -> None:
    assert codes_on(world.sender().get("/kode").text) == {world.written.code}
    for other in (world.stranger(), world.visitor(), world.writer(), world.staff("mette")):
        assert not codes_on(other.get("/kode").text)
    clock.pass_time(minutes=11)
    assert not codes_on(world.sender().get("/kode").text)


def test_reissue_is_impossible_for_staff(app: FastAPI) -> None:
    """No desk route leads to making a code for an inquiry that has one (row 15): only its owner changes it."""
    makers = {
        short(path)
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("mint", "change_code", "keep_code")
        if not short(path).startswith("app/demo/")
    }
    assert makers <= {
        "app/vault/vault.py",
        "app/web/code_line.py",  # a new inquiry from the door
        "app/triage/register.py",  # a new inquiry at the desk
        "app/own_page/code.py",  # its owner, who has shown the old code
        "app/own_page/actions.py",
    }
    assert not [route for route in every_route(app) if route.at_desk and "code" in route.name]


def test_a_registered_code_is_shown_to_the_one_who_wrote_it_down(world: World, clock: Clock) -> None:
    mette, jens = world.staff("mette"), world.staff("jens")
    form = {"channel": "counter", "submission": "22222222-2222-4222-8222-222222222222", "nickname": "Ole"}
    slip = mette.post("/personale/registrer", form).headers["location"]
    assert codes_on(mette.get(slip).text)
    for other in (jens, world.staff("karin", role=Role.LEADER)):
        assert other.get(slip).headers["location"] == "/personale/registrer"
    assert world.staff("aisha", "ishoej", Role.LEADER).get(slip).status_code == 404
    clock.pass_time(minutes=11)
    assert mette.get(slip).headers["location"] == "/personale/registrer"
