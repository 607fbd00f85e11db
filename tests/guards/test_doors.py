"""Every route is listed with who may enter, and lets in nobody else."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant

from app.accounts.staff import signed_in
from app.main import create_app
from app.portal import Portal, open_portal
from app.rules.triage import Role
from app.settings import Role as Process
from app.settings import Settings
from app.web.request import opener, visit
from tests.clock import Clock
from tests.guards.doors import DOORS, Who
from tests.guards.routes import Route, every_route
from tests.security.world import World

# Where a stranger who reads is led, by who the page is for. Who sends is told so with a 401.
LED_TO = {
    Who.WRITER: {"/"},
    Who.SENDER: {"/kode", "/log-ind"},
    Who.VISITOR: {"/log-ind"},
    Who.COLLEAGUE: {"/personale/log-ind"},
    Who.OPENER: {"/personale/log-ind"},
}


def test_every_route_is_listed_with_who_may_enter(app: FastAPI) -> None:
    """A new route needs a row in ``doors.py``, which somebody reviews; a row without a route is dead."""
    assert {route.name for route in every_route(app)} == set(DOORS)


def test_a_route_is_named_once(app: FastAPI) -> None:
    """Two functions of one name would make links and this table say two things at once."""
    functions = {(route.name, route.endpoint) for route in every_route(app)}
    assert len(functions) == len({name for name, _ in functions})


def test_strangers_are_shown_to_the_right_door(app: FastAPI, portal: Portal) -> None:
    world = World(app, portal)
    stranger = world.stranger()
    for route in every_route(app):
        who = DOORS[route.name]
        if who in (Who.MACHINE, Who.ANYBODY):
            continue
        answer = stranger.send(route.method, route.filled(inquiry_id=world.written.inquiry_id))
        if route.method == "GET" or who is Who.SENDER:
            assert answer.status_code == 303, route
            assert answer.headers["location"] in LED_TO[who], route
        else:
            assert answer.status_code == 401, route
            assert "set-cookie" not in answer.headers, route


def test_every_desk_route_stands_behind_the_sign_in(app: FastAPI) -> None:
    """Not only by its answer: the dependency itself is there, before anything else can run."""
    for route in every_route(app):
        asked = depends_on(route)
        if DOORS[route.name] in (Who.COLLEAGUE, Who.OPENER):
            assert signed_in in asked, route
            assert route.at_desk, route
        if DOORS[route.name] is Who.OPENER:
            assert opener in asked, f"{route} must ask for an Opener"
        if DOORS[route.name] is Who.VISITOR:
            assert visit in asked, f"{route} must ask for the OwnVisit"


def test_an_administrator_opens_nothing(app: FastAPI, portal: Portal) -> None:
    """Every desk route says no before it looks anything up: also for an inquiry that is not there."""
    world = World(app, portal)
    administrator = world.staff("søren", role=Role.ADMINISTRATOR)
    for route in every_route(app):
        if DOORS[route.name] is Who.OPENER:
            for inquiry_id in (world.written.inquiry_id, "00000000-0000-4000-8000-000000000000"):
                answer = administrator.send(route.method, route.filled(inquiry_id=inquiry_id))
                assert answer.status_code == 409, route
                assert "Din rolle åbner ikke henvendelser" in answer.text, route
                assert "Skipper" not in answer.text, route


def test_a_signed_in_citizen_is_a_stranger_at_the_desk(app: FastAPI, portal: Portal) -> None:
    world = World(app, portal)
    citizen = world.visitor()
    for route in every_route(app):
        if DOORS[route.name] in (Who.COLLEAGUE, Who.OPENER):
            answer = citizen.send(route.method, route.filled(inquiry_id=world.written.inquiry_id))
            assert answer.status_code == (303 if route.method == "GET" else 401), route


def test_an_account_that_is_ended_is_a_stranger_at_once(app: FastAPI, portal: Portal) -> None:
    from app.accounts.actions import deactivate
    from app.models import Staff

    world = World(app, portal)
    mette = world.staff("mette")
    assert mette.get("/personale/koe").status_code == 200
    with portal.data.writing() as session:
        deactivate(session, session.get_one(Staff, world.mette_id), now=portal.now())
    assert mette.get("/personale/koe").headers["location"] == "/personale/log-ind"


@pytest.mark.parametrize(("process", "folder"), [(Process.PUBLIC, "door"), (Process.STAFF, "desk")])
def test_each_process_has_its_own_doors_only(
    process: Process, folder: str, settings: Settings, keys_folder: Path, clock: Clock
) -> None:
    portal = open_portal(replace(settings, role=process, keys=keys_folder / folder), now=clock)
    routes = every_route(create_app(portal))
    portal.dispose()
    machine = {route.name for route in routes if DOORS[route.name] is Who.MACHINE}
    assert machine == {"healthz", "readyz"}
    for route in routes:
        if route.name not in machine:
            assert route.at_desk is (process is Process.STAFF), route


@pytest.mark.parametrize(("process", "folder"), [(Process.PUBLIC, "door"), (Process.STAFF, "desk")])
def test_a_process_of_one_side_answers_for_the_other_with_a_page(
    process: Process, folder: str, settings: Settings, keys_folder: Path, clock: Clock
) -> None:
    """Its pages link to its own routes only: a wrong address is a 404 with a way on, and never a fault."""
    portal = open_portal(replace(settings, role=process, keys=keys_folder / folder), now=clock)
    app = create_app(portal)
    stranger = World.stranger.__get__(type("Somebody", (), {"app": app})())()
    for path in ("/nowhere/at/all", "/personale/nowhere/at/all", "/en/nowhere/at/all", "/static/js/none.js"):
        for method in ("GET", "POST"):
            answer = stranger.send(method, path)
            assert answer.status_code in (404, 405), f"{process} {method} {path}: {answer.status_code}"
            assert 'href="/' in answer.text
    portal.dispose()


def depends_on(route: Route) -> set[object]:
    """Every function that a route asks for, however deep."""

    def asked(dependant: Dependant) -> set[object]:
        return {dependant.call}.union(*(asked(each) for each in dependant.dependencies))

    return asked(route.dependant) if route.dependant else set()
