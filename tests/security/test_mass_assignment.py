"""A form sets what its page asks for. Whatever else is sent along sets nothing (security 2.2, row 6)."""

from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.models import DataBase, Inquiry, KeyBase, Staff
from app.rules.answers import Answers, Contact, SafeContact
from app.rules.triage import Role
from tests.guards.doors import DOORS, Who
from tests.guards.routes import Route, every_route
from tests.security.contents import contents
from tests.security.plain import Plain
from tests.security.seen import FILLED
from tests.security.world import World, Written

# Every column of every table and every field of what is sealed, with a value that would show where it landed.
PLANTED = "mass-assignment-7f3a"
SEALED_FIELDS = {*vars(Answers()), *vars(Contact()), *vars(SafeContact())}
NAMES = sorted(
    {column.name for base in (DataBase, KeyBase) for table in base.metadata.tables.values() for column in table.c}
    | SEALED_FIELDS
    | {"__class__", "__init__", "_sa_instance_state", "method", "_method", "self", "now", "portal", "session"}
)
CLEAR = ("centre", "state", "channel", "urgency", "due_on", "received_at", "assigned_to", "unread_by_staff")
CLEAR += ("citizen_active_on", "closed_on", "forget_on")
# The clear columns that steer who may do what; each is tried with a value that would be worth something.
TEMPTING = {
    "state": "closed",
    "centre": "ishoej",
    "assigned_to": "00000000-0000-4000-8000-000000000000",
    "urgency": "1",
    "role": "administrator",
    "staff_id": "00000000-0000-4000-8000-000000000000",
    "active": "false",
    "demo": "true",
    "received_at": "2001-01-01T00:00:00Z",
    "forget_on": "2099-01-01",
    "channel": "outreach",
    "reference": "26-0000",
}


# Fields that a page does ask for, though the walk leaves them empty.
OWN_FIELDS = {
    "start": {"centre"},
    "answer": {"own_words"},
    "climb": {"nickname", "name", "phone", "email"},
    "write_down": {"channel", "for_whom", "municipality", "own_words", "substance", "wish", "age", "danger", "home"}
    | {"phone"},
    "close": {"reason"},
}


def extra(route: Route) -> dict[str, str]:
    """Every name that the form itself does not ask for."""
    asked = {"csrf_token", *FILLED.get(route.name, {}), *OWN_FIELDS.get(route.name, ())}
    return {name: TEMPTING.get(name, PLANTED) for name in NAMES if name not in asked}


FORGETTING = {"forget_me", "take_back"}  # after these there is nothing left to compare


def test_the_names_are_all_there() -> None:
    assert {"centre", "role", "assigned_to", "own_words", "answers", "lookup", "token_hash", "nickname"} <= set(NAMES)


def test_mass_assignment(app: FastAPI, world: World) -> None:
    """The same form with and without the extra fields leaves the same rows behind, but for times, ids and seals."""
    for route in every_route(app):
        if route.method == "POST" and route.name not in FORGETTING:
            plain = after(world, route, {})
            loaded = after(world, route, extra(route))
            assert loaded == plain, f"{route} took something that its page does not ask for"
    assert PLANTED not in repr(contents(world.portal))


def after(world: World, route: Route, more: dict[str, str]) -> tuple[int, list[dict[str, object]]]:
    """Send a form about a fresh inquiry. Returns the status and what is then said by it and by whatever is new."""
    written = world.an_inquiry()
    world.told(written)
    before = every_inquiry(world)
    if route.name == "write_down":
        more = {**more, "submission": str(written.inquiry_id)}
    browser = somebody_for(world, route, written)
    answer = browser.post(route.filled(inquiry_id=written.inquiry_id), {**FILLED.get(route.name, {}), **more})
    assert answer.status_code < 500, route
    new = every_inquiry(world) - before
    assert len(new) == (1 if route.name in ("send", "write_down") else 0), route
    return answer.status_code, [standing(world, each) for each in (written.inquiry_id, *new)]


def every_inquiry(world: World) -> set[UUID]:
    with world.portal.data.reading() as session:
        return set(session.scalars(select(Inquiry.id)))


def somebody_for(world: World, route: Route, written: Written) -> Plain:
    match DOORS[route.name]:
        case Who.SENDER if route.name != "send":
            return world.sender(written)
        case Who.WRITER | Who.SENDER:
            return world.writer()
        case Who.COLLEAGUE | Who.OPENER:
            return world.staff("mette")
        case _:
            return world.visitor(written)


def standing(world: World, inquiry_id: UUID) -> dict[str, object]:
    """What an inquiry says, in clear and in its sealed parts, without what is new in every one; and who works here."""
    case = world.portal.vault.open_for_staff(inquiry_id)
    assert case is not None
    with world.portal.data.reading() as session:
        row = session.get_one(Inquiry, inquiry_id)
        staff = {(each.name, each.centre, each.role, each.active, each.demo) for each in session.scalars(select(Staff))}
    sealed = {
        column: case.open(getattr(row, column), table="inquiries", column=column, row_id=row.id)
        for column in ("answers", "contact", "promises")
    }
    return {"clear": {name: getattr(row, name) for name in CLEAR}, "sealed": sealed, "staff": staff}


@pytest.mark.parametrize("field", ["role", "centre", "active"])
def test_nobody_gives_themselves_a_role_on_the_way_in(world: World, field: str) -> None:
    mette = world.staff("mette")
    mette.post("/personale/log-ind", {"email": "mette@haderslev.test", "password": "x", "code": "1", field: "leader"})
    with world.portal.data.reading() as session:
        row = session.get_one(Staff, world.mette_id)
    assert (row.role, row.centre, row.active) == (Role.COUNSELLOR, "haderslev", True)
