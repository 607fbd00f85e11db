"""A fault in ``services.toml`` or ``doors.toml`` stops the start with one line: file, line, remedy (issue 3)."""

import shutil
from pathlib import Path

import pytest

from app.catalogue import CatalogueFault, load_catalogue
from tests.test_catalogue import CATALOGUE

OPEN = 'key = "open_counselling"'
MOVE = 'key = "move"'
# Each case edits one file of a copy: (file, a line of the service or door, old, new) and what the one line must say.
FAULTS = [
    pytest.param(
        "haderslev/services.toml", MOVE, "gift_cards", "giftcards", ["'giftcards' is unknown"], id="unknown key"
    ),
    pytest.param("haderslev/services.toml", MOVE, "oldest = 30", "oldest = 17", ["below the youngest"], id="reversed"),
    pytest.param("haderslev/services.toml", MOVE, "youngest = 18", "youngest = 15", ["centre is for 18"], id="overlap"),
    pytest.param("haderslev/services.toml", MOVE, "youngest = 18", 'youngest = "18"', ["'youngest' must"], id="a text"),
    pytest.param("haderslev/services.toml", MOVE, "youngest = 18", "youngest = 1.5", ["whole number"], id="a half"),
    pytest.param("haderslev/services.toml", MOVE, "oldest = 30", "oldest = 300", ["300 is no age"], id="no age"),
    pytest.param("haderslev/services.toml", MOVE, ', en = "MOVE and MOVE plus"', "", ["no translation 'en'"], id="en"),
    pytest.param("haderslev/services.toml", MOVE, ' en = "Talks', ' pl = "', ["'pl'", "'en'"], id="pl for en"),
    pytest.param("haderslev/services.toml", MOVE, MOVE, OPEN, ["'open_counselling' is used twice"], id="a key twice"),
    pytest.param("haderslev/services.toml", MOVE, MOVE, 'key = "MOVE"', ["'key' must be letters a-z"], id="a key"),
    pytest.param("haderslev/services.toml", MOVE, MOVE, "", ["'key' is missing"], id="no key"),
    pytest.param("haderslev/services.toml", MOVE, '["self"]', '["everybody"]', ['"self", "relative"'], id="audience"),
    pytest.param("haderslev/services.toml", MOVE, '["self"]', "[]", ["'audience' must be a list"], id="for nobody"),
    pytest.param("haderslev/services.toml", MOVE, '["self"]', '["self", "self"]', ["each once"], id="said twice"),
    pytest.param("haderslev/services.toml", MOVE, '"talks"', '"speech"', ["'kind' must be one of"], id="a kind"),
    pytest.param("haderslev/services.toml", MOVE, '["drugs"]', '["both"]', ['"alcohol", "drugs"'], id="a substance"),
    pytest.param("haderslev/services.toml", MOVE, '"can_if_granted"', '"maybe"', ['"must", "can"'], id="an access"),
    pytest.param("haderslev/services.toml", MOVE, "intrusiveness = 3", "intrusiveness = 12", ["1 to 9"], id="C12"),
    pytest.param(
        "haderslev/services.toml", MOVE, "gift_cards = true", "gift_cards = false", ["true, or left out"], id="false"
    ),
    pytest.param(
        "haderslev/services.toml", MOVE, 'source = "standard: ', 'source = "letter: ', ["'letter' is unknown"], id="src"
    ),
    pytest.param("haderslev/services.toml", MOVE, 'source = "standard: ', 'text = "', ["'text'", "source"], id="none"),
    pytest.param(
        "haderslev/services.toml", MOVE, '"anonymous", "modes"]', '"nothing"]', ["'assumed_values' are"], id="assumed"
    ),
    pytest.param("haderslev/services.toml", MOVE, "note = ", "# ", ["assumed values need a note"], id="no note"),
    pytest.param(
        "haderslev/services.toml",
        'key = "motivation_group"',
        'group_of = "all_ages"',
        'group_of = "under_30"\noldest = 40',
        ["overlaps the group from 30"],
        id="A15 groups that overlap",
    ),
    pytest.param(
        "haderslev/services.toml",
        'key = "motivation_group"',
        'group_of = "all_ages"',
        'price = "free" #',
        ["this is no TOML; mend it"],
        id="the same key twice in one service",
    ),
    pytest.param(
        "haderslev/services.toml",
        'key = "day_treatment_alcohol"',
        'anonymous = "yes"',
        'anonymous = "no"',
        ["sundhedsloven § 141 gives treatment of alcohol without a name"],
        id="B7 less than the law",
    ),
    pytest.param(
        "ishoej/services.toml",
        'key = "anonymous_treatment"',
        'conditions = ["no_social_help"]',
        "",
        ["serviceloven § 101 a", 'add "no_social_help"'],
        id="C3 without its condition",
    ),
    pytest.param(
        "ishoej/services.toml",
        'key = "family_effort"',
        '["pregnant_or_children"]',
        '["mental_illness", "no_mental_illness"]',
        ["nobody's answers can open this service"],
        id="a service that nothing can reach",
    ),
    pytest.param(
        "ishoej/services.toml",
        'key = "anonymous_advice"',
        "talks = [3, 5]",
        "talks = [5, 3]",
        ["write the least and the most"],
        id="C2 talks reversed",
    ),
    pytest.param(
        "ishoej/services.toml",
        'key = "anonymous_advice"',
        "talks = [3, 5]",
        "talks = 3",
        ["'talks' must be the least and the most"],
        id="C2 one number of talks",
    ),
    pytest.param(
        "ishoej/services.toml",
        'key = "anonymous_advice"',
        '["self", "relative", "professional"]',
        '["self", "relative"]',
        ["no service of kind 'advice' is for 'professional'"],
        id="A5 nobody talks to professionals",
    ),
    pytest.param(
        "ishoej/services.toml",
        'key = "anonymous_advice"',
        'access = "can"',
        'access = "can"\nyoungest = 13',
        ["advice is open to all; leave it out"],
        id="C2 advice from 13",
    ),
    pytest.param(
        "haderslev/services.toml",
        'key = "anonymous_online_group"',
        '"soenderborg"',
        '"sonderborg"',
        ["'sonderborg' is no municipality's key"],
        id="B5 a place nobody knows",
    ),
    pytest.param(
        "koebenhavn/services.toml",
        'key = "first_talk"',
        "assumed = true",
        "assumed = false",
        ["needs a source"],
        id="assumed, but not said so",
    ),
    pytest.param("ishoej/doors.toml", "unge-", "unge-{centre}", "unge-stof", ["tells others"], id="E1 says too much"),
    pytest.param("ishoej/doors.toml", "unge-", "unge-{centre}", "skriv", ["the portal's own"], id="A4 a route"),
    pytest.param("ishoej/doors.toml", "unge-", "unge-{centre}", "haderslev", ["the portal's own"], id="A4 a centre"),
    pytest.param("ishoej/doors.toml", "unge-", "unge-{centre}", "Unge!", ["'slug' must be"], id="A4 no address"),
    pytest.param("ishoej/doors.toml", "unge-", "unge-{centre}", "u", ["3 to 40"], id="A4 too short"),
    pytest.param("ishoej/doors.toml", "unge-", 'slug = "unge-{centre}"', "", ["'slug' must be"], id="A4 no slug"),
    pytest.param(
        "ishoej/doors.toml",
        "unge-",
        "unge-{centre}",
        "unge-haderslev",
        ["'unge-haderslev' is taken by 'haderslev'"],
        id="A4 another centre's address",
    ),
    pytest.param("ishoej/doors.toml", "unge-", '["self", "relative"]', '["me"]', ["'audience' must"], id="A4 who"),
    pytest.param("ishoej/doors.toml", "unge-", '"age"', '"name"', ['one of "age", "substance"'], id="A4 what first"),
    pytest.param(
        "ishoej/doors.toml", "unge-", "asks_first", 'age = "13_17"\nasks_first', ["has answered"], id="A4 asks twice"
    ),
    pytest.param("ishoej/doors.toml", "unge-", "asks_first", "asks", ["'asks' is unknown"], id="A4 an unknown key"),
    pytest.param("ishoej/doors.toml", "unge-", ' en = "Pitstop', ' no = "', ["'no'", "'en'"], id="A4 a language"),
    pytest.param("ishoej/doors.toml", "unge-", 'source = "standard', 'source = "word', ["'word'"], id="A4 a source"),
    pytest.param("ishoej/doors.toml", "unge-", "[[door]]", "[[window]]", ["'window' is unknown"], id="A4 no door"),
]
TWO_LINES = {"pl for en", "A4 a language", "none"}  # one text under the wrong name is unknown, and another is missing


@pytest.mark.parametrize(("file", "at", "old", "new", "said"), FAULTS)
def test_a_fault_is_one_line_with_file_line_and_remedy(
    request: pytest.FixtureRequest, tmp_path: Path, file: str, at: str, old: str, new: str, said: list[str]
) -> None:
    copy = shutil.copytree(CATALOGUE, tmp_path / "catalogue")
    text = (copy / file).read_text(encoding="utf-8")
    place = text.rindex("[[", 0, text.index(at))
    spoilt = text[:place] + text[place:].replace(old, new, 1)
    assert spoilt != text
    (copy / file).write_text(spoilt, encoding="utf-8")
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(copy)
    faults = raised.value.faults
    assert len(faults) == (2 if request.node.callspec.id in TWO_LINES else 1), str(raised.value)
    header = text[:place].count("\n") + 1
    for fault in faults:
        assert fault.file == file
        assert fault.line == 1 or header <= fault.line <= header + 24, str(fault)
        assert "\n" not in str(fault)
    told = "\n".join(map(str, faults))
    assert [words for words in said if words not in told] == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        pytest.param("services.toml", "service = 3", "write each service under a header of its own", id="no services"),
        pytest.param("services.toml", "service = [3]", "write each service under a header of its own", id="a number"),
        pytest.param("doors.toml", "door = 3", "write each door under a header of its own", id="no doors"),
        pytest.param("doors.toml", "door = [3]", "write each door under a header of its own", id="a number for a door"),
    ],
)
def test_what_is_no_list_is_one_line(tmp_path: Path, file: str, text: str, said: str) -> None:
    copy = shutil.copytree(CATALOGUE, tmp_path / "catalogue")
    (copy / "ishoej" / file).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueFault, match=said) as raised:
        load_catalogue(copy)
    assert len(raised.value.faults) == 1


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    copy = shutil.copytree(CATALOGUE, tmp_path / "catalogue")
    (copy / "ishoej" / "services.toml").unlink()
    with pytest.raises(CatalogueFault, match="the file is missing; copy it from another centre") as raised:
        load_catalogue(copy)
    assert [fault.file for fault in raised.value.faults] == ["ishoej/services.toml"]


def test_a_centre_that_offers_nothing_is_three_lines(tmp_path: Path) -> None:
    copy = shutil.copytree(CATALOGUE, tmp_path / "catalogue")
    (copy / "ishoej" / "services.toml").write_text("", encoding="utf-8")
    with pytest.raises(CatalogueFault, match="nobody meets a closed door") as raised:
        load_catalogue(copy)
    assert len(raised.value.faults) == 3
