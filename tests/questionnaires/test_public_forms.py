"""Real questionnaires from public repositories, filled in page by page without scripts: what was answered comes out."""

import os
import random
from pathlib import Path

import pytest

from app.instruments import import_questionnaire
from app.instruments.responses import read_response
from app.portal import Portal
from app.rules.branching import prefilled, submitted
from app.rules.questionnaire import Questionnaire
from tests.instruments.files import valid_response
from tests.questionnaires.filling_in import Filler, asking, given, instrument, valid_told
from tests.review import Page, review
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.world import World
from tests.served import served

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("INDGANG_FHIR_SAMPLES") or ROOT.parent / "shared" / "fhir")
FILES = sorted(FOLDER.glob("*.json"))
MOST_REVIEWED = 6  # pages a form: reading a page's markup is what takes the time

pytestmark = pytest.mark.skipif(not FILES, reason="the folder of public questionnaires is not here")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def form(request: pytest.FixtureRequest) -> Questionnaire:
    path: Path = request.param
    found = import_questionnaire(path.read_bytes()).form
    if found is None:
        pytest.skip("refused at import, with a reason")
    return found


def test_a_public_form_is_filled_in_page_by_page(form: Questionnaire, portal: Portal) -> None:
    portal = asking(portal, instrument(form))
    world = World(served(portal), portal)
    case = portal.vault.open_for_staff(world.written.inquiry_id)
    filler = Filler(world.visitor(), portal, form, case)
    chance, met = random.Random(form.version), set[str]()
    reviewed = [filler.url]
    while left := [each for each in filler.asked() if each.link_id not in met]:
        item = left[0]
        met.add(item.link_id)
        shown = filler.plain.get(filler.at(item.link_id))
        assert shown.status_code == 200, item.link_id
        if len(reviewed) < MOST_REVIEWED:
            reviewed.append(filler.at(item.link_id))
        filler.answers(item.link_id, valid_told(item, chance))
    for path in (*reviewed, f"{filler.url}/tjek"):
        seen = filler.plain.get(path)
        theirs = "we never say"  # a public form's own words are its authors'
        faults = [each for each in review(Page(seen.text), dict(seen.headers), path) if not each.startswith(theirs)]
        assert not faults, f"{path}: {faults}"
    if not met:  # a form that only tells has nothing to send
        return
    filler.sends()
    told = filler.plain.get(f"{filler.url}/hent").json()
    valid_response(told)
    expected = submitted(form, {**prefilled(form), **given(filler.told)})
    assert read_response(form, told) == expected
    assert filler.plain.get(f"{filler.url}/svar").status_code == 200
