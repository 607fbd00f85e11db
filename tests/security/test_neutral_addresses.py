"""Nothing that stays on a device tells what a person was here for: titles, addresses, names of downloads."""

import re
from uuid import UUID

import pytest
from fastapi import FastAPI

from app.models import Inquiry
from app.vault.codes import ALPHABET
from tests.guards.routes import every_route
from tests.review import PERSONAL_PATHS
from tests.security.seen import walk
from tests.security.world import World

TELLING = re.compile(
    r"alkohol|stof|misbrug|rusmid|afh[æa]ng|behandl|drik|alcohol|drug|addict|treatment|substance", re.I
)
AN_ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.I)
A_CODE = re.compile(rf"(?<![0-9A-Za-z])(?:[{ALPHABET}]{{4}}-?){{4}}(?![0-9A-Za-z])")
A_NUMBER = re.compile(r"\d\d-\d{4}")
MARKED = re.compile(r"\?v=[0-9a-f]{12}")  # a static file's content, which is the same for everybody


@pytest.mark.parametrize("language", ["da", "en"])
def test_titles_neutral(app: FastAPI, world: World, language: str) -> None:
    for desk in (False, True):
        for seen in walk(app, world, desk=desk, language=language):
            if seen.is_page and (PERSONAL_PATHS.match(seen.route.path) or desk or not seen.answer.is_success):
                assert seen.title, seen.route
                assert not TELLING.search(seen.title), f"{seen.route}: {seen.title}"
            assert "content-disposition" not in seen.answer.headers, "a download needs a neutral name, and a test"


def test_paths_neutral(app: FastAPI) -> None:
    """Every address, also those of pages that are the same for everybody: the history shows them all alike."""
    assert not [route for route in every_route(app) if TELLING.search(route.path)]


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_ids_in_urls(app: FastAPI, world: World, language: str) -> None:
    """On the citizen's side no address holds an inquiry's id, its number or a code (security 2.2, row 20)."""
    with world.portal.data.reading() as session:
        reference = session.get_one(Inquiry, world.written.inquiry_id).reference
    pages = 0
    for seen in walk(app, world, desk=False, language=language):
        pages += seen.is_page
        for address in seen.addresses:
            bare = MARKED.sub("", address)
            assert not AN_ID.search(bare), f"{seen.route}: {address}"
            assert not A_CODE.search(bare), f"{seen.route}: {address}"
            assert not A_NUMBER.search(bare), f"{seen.route}: {address}"
            assert reference not in bare
    assert pages > 40, "the walk saw too little to say anything"


def test_the_desks_addresses_hold_the_id_and_nothing_else(app: FastAPI, world: World) -> None:
    for seen in walk(app, world, desk=True):
        for address in seen.addresses:
            bare = MARKED.sub("", address)
            assert not A_CODE.search(bare.replace(str(world.written.inquiry_id), "")), address
            for found in AN_ID.findall(bare):
                assert UUID(found), address
