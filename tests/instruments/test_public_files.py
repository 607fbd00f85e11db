"""Real questionnaires from public repositories: each imports, or is refused with a reason. They are never committed."""

import json
import os
import random
from pathlib import Path

import pytest

from app.instruments import Imported, import_questionnaire
from app.instruments.export import as_fhir
from app.instruments.report import Fate
from app.instruments.responses import read_response, response
from app.rules.branching import questions, submitted
from app.web.import_words import finding_words
from tests.instruments.files import NOON, random_answers, random_passed, valid_form, valid_response

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("INDGANG_FHIR_SAMPLES") or ROOT.parent / "shared" / "fhir")
FILES = sorted(FOLDER.glob("*.json"))
# What no import may take: the reason must be there, whatever else is.
MUST_BE_REFUSED = {
    "lhc-q-enableWhen-with-reference-loop": "loop",
    "lhc-q-with-modifierExtension": "modifier",
    "sdc-form-behavior": "modifier",
    "lhc-enableWhenExpressionTest": "expression",
    "sdc-cqf-PHQ9": "expression",
}
MUST_BE_TAKEN = {"jm-audit", "jm-audit-c", "jm-cage", "derived-kl-who5-da", "sdc-PHQ9", "lhc-q-with-nested-enableWhen"}

pytestmark = pytest.mark.skipif(not FILES, reason="the folder of public questionnaires is not here")


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def imported(path: Path) -> Imported:
    return import_questionnaire(path.read_bytes())


def test_each_imports_or_is_refused_with_a_reason(path: Path, imported: Imported) -> None:
    reasons = [each.said for each in imported.findings if each.fate is Fate.REFUSED]
    assert (imported.form is None) is bool(reasons)
    assert all(finding_words(each, "en") for each in imported.findings)
    assert path.stem not in MUST_BE_TAKEN or imported.form
    assert MUST_BE_REFUSED.get(path.stem) in (None, *reasons)


def test_each_that_was_taken_goes_out_and_comes_back(imported: Imported) -> None:
    if not imported.form:
        return
    told = valid_form(as_fhir(imported.form))
    assert import_questionnaire(json.dumps(told).encode()).form == imported.form


@pytest.mark.parametrize("seed", range(3))
def test_random_answers_to_each_go_out_and_come_back(path: Path, imported: Imported, seed: int) -> None:
    if not imported.form:
        return
    chance = random.Random(f"{path.stem} {seed}")
    answers = random_answers(imported.form, chance)
    told = response(imported.form, answers, random_passed(imported.form, chance), authored=NOON, status="completed")
    valid_response(told)
    assert read_response(imported.form, json.loads(json.dumps(told))) == submitted(imported.form, answers)
    assert all(each.text or each.help for each in questions(imported.form, answers)) or any(
        each.said == "no_text" for each in imported.findings
    )
