"""Nothing that stays on a device tells what a person was here for: titles, addresses, names of downloads."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from fastapi import FastAPI

from app.models import Inquiry
from app.vault.codes import ALPHABET
from tests.guards.routes import every_route
from tests.review import PERSONAL_PATHS
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.seen import Seen, walk
from tests.security.world import World

TELLING = re.compile(
    r"alkohol|stof|misbrug|rusmid|afh[æa]ng|behandl|drik|alcohol|drug|addict|treatment|substance", re.I
)
AN_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.IGNORECASE)
A_CODE = re.compile(rf"(?<![0-9A-Za-z])(?:[{ALPHABET}]{{4}}-?){{4}}(?![0-9A-Za-z])")
A_NUMBER = re.compile(r"\d\d-\d{4}")
MARKED = re.compile(r"\?v=[0-9a-f]{12}")  # a static file's content, which is the same for everybody


@dataclass(frozen=True)
class Walked:
    """Everything that was seen on one walk over both sides, and the number that may be nowhere in an address."""

    seen: list[Seen]
    inquiry_id: UUID
    reference: str


WALKED: dict[str, Walked] = {}


@pytest.fixture(params=["da", "en"])
def walked(request: pytest.FixtureRequest, app: FastAPI, world: World) -> Walked:
    """One walk a language, looked at by several tests."""
    if request.param not in WALKED:
        with world.portal.data.reading() as session:
            reference = session.get_one(Inquiry, world.written.inquiry_id).reference
        sides = (walk(app, world, desk=desk, language=request.param) for desk in (False, True))
        WALKED[request.param] = Walked([seen for side in sides for seen in side], world.written.inquiry_id, reference)
    return WALKED[request.param]


def test_the_walk_sees_enough_to_say_anything(walked: Walked) -> None:
    pages = [seen for seen in walked.seen if seen.is_page]
    assert len(pages) > 100
    assert {seen.answer.status_code for seen in walked.seen} >= {200, 303, 401, 422}


def test_titles_neutral(walked: Walked) -> None:
    for seen in walked.seen:
        personal = seen.route.at_desk or PERSONAL_PATHS.match(seen.route.path) or not seen.answer.is_success
        if seen.is_page and personal:
            assert seen.title, seen.route
            assert not TELLING.search(seen.title), f"{seen.route}: {seen.title}"


def test_paths_neutral(app: FastAPI) -> None:
    """Every address, also those of pages that are the same for everybody: the history shows them all alike."""
    assert not [route for route in every_route(app) if TELLING.search(route.path)]


def test_nothing_is_downloaded(walked: Walked) -> None:
    """A download stays on the device. The first one needs a neutral name, and a test of it."""
    assert not [seen.route for seen in walked.seen if "content-disposition" in seen.answer.headers]


def test_no_ids_in_urls(walked: Walked) -> None:
    """On the citizen's side no address holds an inquiry's id, its number or a code (security 2.2, row 20)."""
    for seen in walked.seen:
        if not seen.route.at_desk:
            for address in seen.addresses:
                bare = MARKED.sub("", address)
                assert not AN_ID.search(bare), f"{seen.route}: {address}"
                assert not A_CODE.search(bare), f"{seen.route}: {address}"
                assert not A_NUMBER.search(bare), f"{seen.route}: {address}"
                assert walked.reference not in bare


def test_the_desks_addresses_hold_the_id_and_nothing_else(walked: Walked) -> None:
    for seen in walked.seen:
        if seen.route.at_desk:
            for address in seen.addresses:
                bare = MARKED.sub("", address)
                assert not A_CODE.search(AN_ID.sub("", bare)), address
                assert walked.reference not in bare
