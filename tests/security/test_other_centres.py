"""Another centre's staff meet nothing: not the inquiry, and not that there is one (security 2.2, row 5)."""

import re
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import Response

from app.answer_sets import begin, mark_sent
from app.models import Inquiry
from app.rules.filling import Filling, Provenance
from app.rules.triage import Role
from tests.guards.routes import Route, every_route
from tests.security.contents import unchanged
from tests.security.seen import FILLED
from tests.security.world import World

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
# A centre's queue is read by its own staff, and every look leaves a line: that is no change to an inquiry.
OWN_TRACES = frozenset({"events", "staff_sessions"})


def routes_about_an_inquiry(app: FastAPI) -> list[Route]:
    found = [route for route in every_route(app) if route.about_an_inquiry]
    assert len(found) >= 10, "the matrix would test nothing"
    return found


def told(answer: Response) -> tuple[int, str, dict[str, str]]:
    """What somebody could learn from an answer. The form's token is new in every page."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("date", "set-cookie")}
    return answer.status_code, TOKEN.sub("", answer.text), headers


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.LEADER])
def test_idor_matrix(app: FastAPI, world: World, role: Role) -> None:
    """Every route with an id, fetched and sent, empty and filled in, by another centre's staff."""
    aisha, unknown, forgotten = world.staff("aisha", "ishoej", role), uuid4(), world.an_inquiry()
    world.portal.vault.forget(forgotten.inquiry_id, now=world.portal.now())
    for route in routes_about_an_inquiry(app):
        for form in ({}, FILLED.get(route.name, {})):
            answers = {}
            with unchanged(world.portal):
                for inquiry_id in (world.written.inquiry_id, unknown, forgotten.inquiry_id):
                    answer = aisha.send(route.method, route.filled(inquiry_id=inquiry_id), form)
                    assert answer.status_code == 404, f"{route} {form}: {answer.status_code}"
                    status, body, headers = told(answer)
                    answers[inquiry_id] = (status, body.replace(str(inquiry_id), ""), headers)
            assert len({repr(each) for each in answers.values()}) == 1, f"{route} tells the three apart"


def test_the_matrix_would_see_an_open_door(app: FastAPI, world: World) -> None:
    """Its own centre's staff do get in, on the same routes with the same forms."""
    karin, keys = world.staff("karin", role=Role.LEADER), answered_at_home(world)
    answers = {
        str(route): karin.send(
            route.method, route.filled(inquiry_id=world.written.inquiry_id, **keys), FILLED.get(route.name, {})
        )
        for route in routes_about_an_inquiry(app)
    }
    assert not [route for route, answer in answers.items() if answer.status_code == 404]


def answered_at_home(world: World) -> dict[str, str]:
    """Two questionnaires that were sent, by what an address calls them."""
    case, now = world.portal.vault.open_for_staff(world.written.inquiry_id), world.portal.now()
    assert case
    form = world.portal.library["forberedelse"].form
    told = Filling(
        key=form.key, version=form.version, provenance=Provenance.SELF, answers={"a4": (True,)}, may_export=True
    )
    with world.portal.data.writing() as session:
        sets = []
        for _ in range(2):
            sets.append(begin(session, case, told, now=now))
            mark_sent(sets[-1].row, now=now)
            session.flush()
        return {"set_key": sets[0].key, "other_key": sets[1].key}


def test_a_queue_holds_no_other_centres_inquiries(world: World) -> None:
    aisha = world.staff("aisha", "ishoej", Role.LEADER)
    with world.portal.data.reading() as session:
        reference = session.get_one(Inquiry, world.written.inquiry_id).reference
    with unchanged(world.portal, but=OWN_TRACES):
        for part in ("venter", "mine", "nye-svar", "frist", "alle", "afsluttede"):
            for more in ("", "&kanal=web", f"&efter={world.written.inquiry_id}"):
                answer = aisha.get(f"/personale/koe?del={part}{more}")
                assert answer.status_code == 200
                assert reference not in answer.text
                assert str(world.written.inquiry_id) not in answer.text.replace(more.replace("&", "&amp;"), "")


def test_a_colleague_who_has_not_taken_it_opens_it_only_with_a_reason(world: World) -> None:
    jens = world.staff("jens")
    path = f"/personale/henvendelse/{world.written.inquiry_id}"
    closed = jens.get(path)
    assert "Skipper" not in closed.text
    assert "lejlighed" not in closed.text
    assert jens.post(f"{path}/aabn", {}).status_code == 422
    assert jens.post(f"{path}/aabn", {"reason": "Mette er syg i dag."}).status_code == 303
    assert "lejlighed" in jens.get(path).text
