"""A fault in a questionnaire's files stops the start: file, line, remedy, all at once."""

import shutil
from pathlib import Path

import pytest

from app.catalogue import CatalogueFault
from app.instruments.library import load_library

FOLDER = Path(__file__).resolve().parents[2] / "catalogue" / "questionnaires"

# file, old, new, and what the one line must say
FAULTS = [
    ("audit.toml", "minutes = 3", "", ["'minutes' is missing: a whole number of minutes"]),
    ("audit.toml", "minutes = 3", 'minutes = "3"', ["'minutes' must be a whole number of minutes"]),
    ("audit.toml", 'audience = ["self"]', "audience = []", ["'audience' must be a list of"]),
    ("audit.toml", 'ages = ["18_29"', 'ages = ["20_29"', ["'ages' must be a list of"]),
    ("audit.toml", 'text = "official"', 'text = "ours"', ["'text' must be \"own\""]),
    ("audit.toml", "checked = 2026-11-22", 'checked = "2026-11-22"', ["'checked' must be a date"]),
    ("audit.toml", 'copyright = "', 'copyrite = "', ["'copyrite' is unknown", "'copyright' is missing"]),
    ("audit.toml", "[intro]\nda = ", "[intro]\nde = ", ["'intro' has no translation 'da'"]),
    ("audit.toml", "[[score]]", "[score]", ["write each score under a header of its own: [[score]]"]),
    ("audit.toml", "[[score.band]]", "[[score.bond]]", ["'bond' is unknown"]),
    ("audit.toml", "most = 40\nunasked", "most = 41\nunasked", ["the most it can be is 40"]),
    ("audit.toml", '"q9", "q10"]', '"q9", "q11"]', ["'q11' is no item of the form"]),
    ("audit.toml", '"q9", "q10"]', '"q9", "q9"]', ["'items' must be a list of link ids, each once"]),
    ("audit.toml", "least = 8", "least = 9", ["the bands for a woman must reach from 0 to 40", "for a man"]),
    ("audit.toml", "most = 7", "most = 8", ["the bands for a woman must reach"]),
    ("audit.toml", "least = 0\nmost = 7", "least = 1\nmost = 7", ["must reach from 0"]),
    ("audit.toml", "most = 40\ntext", "most = 39\ntext", ["must reach from 0 to 40"]),
    ("audit_c.toml", "most = 3\nsex", "most = 4\nsex", ["the bands for a man must reach"]),
    ("audit.toml", "unasked = 0", 'unasked = 0\nmissing = "prorate"', ["'may_miss' goes with missing"]),
    ("audit.toml", "unasked = 0", 'missing = "guess"', ["'missing' must be one of \"refuse\", \"prorate\""]),
    ("audit.toml", 'key = "total"', 'key = "Total"', ["'key' must be letters a-z"]),
    ("phq9.toml", 'item = "q9"', 'item = "q10"', ["'q10' is no item of the form"]),
    ("phq9.toml", 'item = "q9"', 'item = "q9"\nat_least = 4', ["nothing at 'q9' counts 4"]),
    ("phq9.toml", 'flag = "suicidal"', 'flag = "sad"', ["'flag' must be one of"]),
    ("forberedelse.toml", 'item = "d4"', 'item = "d7"', ["nothing at 'd7' counts 1"]),
    ("audit.json", '"name": "audit"', '"name": "audit2"', ["its name is 'audit2'; write \"name\": \"audit\""]),
    ("audit.json", '"valueString": "Question 3"', '"valueString": ""', ["the text of q3 has no translation 'en'"]),
    ("audit.json", '"valueString": "Answer 1"', '"valueString": " "', ["the choice v1 of q1 has no translation 'en'"]),
    ("ung.json", '"type": "display"', '"type": "attachment"', ["it is refused (unknown_type)"]),
    ("ung.json", '"Hvad fylder mest?"', '"<b>Hvad</b> fylder mest?"', ["it is degraded (markup) at u2"]),
    ("who5.json", '"valueDecimal": 5', '"valueDecimal": 6', ["the most it can be is"]),
    ("cage.json", '"url": "http://hl7.org/fhir/StructureDefinition/ordinalValue"', '"url": "http://x/translation"',
     ["'q1' has choices without a weight"]),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "remedies"), FAULTS)
def test_a_fault_is_told_with_its_file_line_and_remedy(
    tmp_path: Path, file: str, old: str, new: str, remedies: list[str]
) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    path = tmp_path / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueFault) as stopped:
        load_library(tmp_path)
    told = str(stopped.value)
    for remedy in remedies:
        assert remedy in told
    assert all(Path(each.file).stem == path.stem for each in stopped.value.faults), told
    assert all(each.line >= 1 for each in stopped.value.faults)


def test_a_fault_names_its_line(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "audit.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, start=1) if line == "least = 20")
    path.write_text("\n".join([*lines[: at - 1], 'least = "20"', *lines[at:]]), encoding="utf-8")
    with pytest.raises(CatalogueFault) as stopped:
        load_library(tmp_path)
    assert [each.line for each in stopped.value.faults] == [at]


@pytest.mark.parametrize("ending", ["json", "toml"])
def test_a_file_without_its_other_half(tmp_path: Path, ending: str) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / f"cage.{ending}").unlink()
    with pytest.raises(CatalogueFault, match=rf"cage\.{ending}, line 1: the file is missing"):
        load_library(tmp_path)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    for key in ("cage", "gad7"):
        (tmp_path / f"{key}.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(CatalogueFault) as stopped:
        load_library(tmp_path)
    assert {each.file for each in stopped.value.faults} == {"cage.toml", "gad7.toml"}
