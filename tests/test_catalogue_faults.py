"""A fault in the catalogue stops the start with one line: file, line, remedy (issue 3, 'Bad input')."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.catalogue import CatalogueFault, Fault, load_catalogue

CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"


# Each case edits one file of a copy: (file, old, new) and what the one line must say.
FAULTS = [
    pytest.param(
        "haderslev/policy.toml",
        '[ages.youngest]\nvalue = 18\nsource = "standard: 4"',
        "[ages]\nyoungest = 18",
        ["'ages.youngest' stands without its source", "[ages.youngest]"],
        id="a bare value",
    ),
    pytest.param(
        "haderslev/policy.toml",
        "[promises.treatment_days]\nvalue = 14",
        "[promises.treatment_days]\nvalue = 21",
        ["'promises.treatment_days'", "21 days is later than serviceloven § 101 allows", "write 14 or fewer"],
        id="a promise below the law",
    ),
    pytest.param(
        "ishoej/policy.toml",
        "value = 28",
        "value = 14",
        ["'promises.complaint_days'", "write 28 or more"],
        id="C9 too short",
    ),
    pytest.param(
        "haderslev/policy.toml",
        "[ages.oldest]\nvalue = 85",
        "[ages.oldest]\nvalue = 17",
        ["'ages.oldest'", "below the youngest age 18", "swap them"],
        id="reversed ages",
    ),
    pytest.param(
        "haderslev/policy.toml",
        "[promises.doctor_days]",
        "[promises.docter_days]",
        ["'promises.docter_days' is unknown", "'doctor_days'"],
        id="a misspelt promise",
    ),
    pytest.param(
        "haderslev/policy.toml",
        'source = "standard: 4"',
        'source = "standard: 4"\ncolour = "blue"',
        ["'ages.youngest.colour' is unknown", "remove it"],
        id="an unknown key in a value",
    ),
    pytest.param(
        "haderslev/policy.toml",
        "[about.name]",
        "[extra.name]\nvalue = 1\n[about.name]",
        ["'extra' is unknown"],
        id="a group",
    ),
    pytest.param(
        "haderslev/policy.toml", "value = 18", 'value = "18"', ["'ages.youngest' must be a whole number"], id="a number"
    ),
    pytest.param(
        "haderslev/policy.toml", "value = 18", "value = true", ["must be a whole number"], id="a truth is no number"
    ),
    pytest.param(
        "ishoej/policy.toml", '"20692833"', '"2069"', ["'about.phone' must be a telephone number"], id="a phone"
    ),
    pytest.param(
        "haderslev/policy.toml",
        'value = "Rusmiddelcenter Haderslev"',
        'value = " "',
        ["'about.name' must be a text"],
        id="an empty name",
    ),
    pytest.param(
        "haderslev/policy.toml",
        'source = "standard: 4"',
        "",
        ["'ages.youngest' needs a source"],
        id="a value without a source",
    ),
    pytest.param(
        "haderslev/policy.toml",
        'source = "standard: 4"',
        'source = "letter: 4"',
        ["source 'letter' is unknown", "[sources.letter]"],
        id="a source nobody knows",
    ),
    pytest.param(
        "haderslev/policy.toml",
        'source = "standard: 4"',
        'source = "law: sel_999"',
        ["source 'law' is unknown"],
        id="a law nobody knows",
    ),
    pytest.param(
        "haderslev/policy.toml",
        "checked = 2026-11-22",
        'checked = "in May"',
        ["must be a date such as"],
        id="an invalid date",
    ),
    pytest.param(
        "haderslev/policy.toml", "year = 2024", "", ["'sources.standard' needs a title"], id="a source without year"
    ),
    pytest.param(
        "haderslev/policy.toml",
        '["haderslev"]',
        '["hadersleb"]',
        ["'hadersleb' is no municipality's key"],
        id="unknown place",
    ),
    pytest.param(
        "koebenhavn/policy.toml",
        '["koebenhavn"]',
        '["koebenhavn", "ishoej"]',
        ["'ishoej' is served by 'ishoej' already", "name it once"],
        id="a municipality served twice",
    ),
    pytest.param(
        "haderslev/policy.toml",
        "[promises.reply_working_days]\nvalue = 1\nassumed = true\n",
        "[promises.reply_working_days]\nvalue = 1\n",
        ["'promises.reply_working_days' needs a source"],
        id="assumed, but not said so",
    ),
    pytest.param(
        "haderslev/policy.toml",
        'title = "Haderslev',
        'title = "Haderslev"\n"',
        ["this is no TOML; mend it"],
        id="no TOML",
    ),
    pytest.param(
        "haderslev/opening.toml",
        'monday = ["08:00-16:00"]',
        'monday = ["16:00-08:00"]',
        ["monday:", "closes after it opens"],
        id="reversed hours",
    ),
    pytest.param(
        "haderslev/opening.toml",
        'tuesday = ["08:00-16:00"]',
        'tuesday = ["8-16"]',
        ["tuesday: '8-16' is no span of hours.", "08:00-12:00"],
        id="hours nobody understands",
    ),
    pytest.param(
        "haderslev/opening.toml",
        'tuesday = ["08:00-16:00"]',
        'tuesday = "08:00-16:00"',
        ["tuesday: The hours of a day are a list."],
        id="hours that are no list",
    ),
    pytest.param(
        "haderslev/opening.toml",
        'wednesday = ["08:00-16:00"]',
        'wednesday = ["08:00-25:00"]',
        ["wednesday:", "hour must be in 0..23"],
        id="an hour that is none",
    ),
    pytest.param(
        "haderslev/opening.toml", 'friday = ["08', 'fridag = ["08', ["'reading.fridag' is unknown"], id="a misspelt day"
    ),
    pytest.param(
        "haderslev/opening.toml",
        '"12-24"',
        '"24-12"',
        ["'24-12' is no day of the year", '"12-24"'],
        id="a day of no year",
    ),
    pytest.param(
        "haderslev/opening.toml", '"12-24"', "24", ["24 is no day of the year"], id="a closed day that is a number"
    ),
    pytest.param(
        "haderslev/opening.toml",
        'assumed = true\nnote = "Not in the standard."\nmonday',
        "monday",
        ["[reading] needs a source"],
        id="hours without a source",
    ),
    pytest.param("haderslev/opening.toml", "[drop_in]", "[dropin]", ["'dropin' is unknown"], id="misspelt hours"),
    pytest.param(
        "help_lines.toml", 'number = "112"', "number = 112", ['a help line needs number = "'], id="a line's number"
    ),
    pytest.param(
        "help_lines.toml", 'key = "giftlinjen"', 'key = "alarm"', ["the key 'alarm' is used twice"], id="a line twice"
    ),
    pytest.param(
        "help_lines.toml",
        'municipalities = ["ishoej", "vallensbaek"]',
        'municipalities = ["ishoej", "vestegnen"]',
        ["'vestegnen' is no municipality's key"],
        id="a line in a place nobody knows",
    ),
    pytest.param(
        "help_lines.toml",
        '{ monday = ["11:00-15:00"]',
        '{ mondag = ["11:00-15:00"]',
        ["hours are a table"],
        id="a line's days",
    ),
    pytest.param(
        "help_lines.toml",
        'monday = ["11:00-19:00"]',
        'monday = ["19:00-11:00"]',
        ["monday:"],
        id="a line's reversed hours",
    ),
    pytest.param(
        "help_lines.toml",
        ', en = "When a life is in danger"',
        "",
        ["'line.what' has no translation 'en'"],
        id="a line's",
    ),
    pytest.param(
        "help_lines.toml", 'name = "Dit Rum"', 'title = "x"\nname = "Dit Rum"', ["'title' is unknown"], id="line key"
    ),
    pytest.param(
        "municipalities.toml", 'fanoe = "Fanø"', 'fan_oe = "Fanø"', ["must be letters a-z"], id="a municipality's key"
    ),
    pytest.param(
        "municipalities.toml", 'fanoe = "Fanø"', 'elsewhere = "x"', ["'elsewhere' must be"], id="elsewhere is no place"
    ),
]
# A text under the wrong name is two faults: one is unknown, and the right one is missing.
TWO_FAULTS = [
    pytest.param(
        "haderslev/texts.toml",
        "[price]",
        "[prise]",
        ["'prise' is unknown", "the text 'price' is missing"],
        id="a misspelt text",
    ),
    pytest.param(
        "haderslev/texts.toml",
        'en = "The counsellors at Rusmiddelcenter Haderslev read',
        'pl = "The counsellors at Rusmiddelcenter Haderslev read',
        ["unknown language 'pl'", "no translation 'en'"],
        id="a missing translation",
    ),
    pytest.param(
        "texts.toml",
        "[withdrawal]",
        "[withdrawl]",
        ["'withdrawl' is unknown", "the text 'withdrawal' is missing"],
        id="a text that is the same everywhere",
    ),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A catalogue of one's own to spoil."""
    return shutil.copytree(CATALOGUE, tmp_path / "catalogue")


@pytest.mark.parametrize(("file", "old", "new", "said"), FAULTS)
def test_a_fault_is_one_line_with_file_line_and_remedy(
    copy: Path, file: str, old: str, new: str, said: list[str]
) -> None:
    (fault,), spoilt = _faults_of(copy / file, old, new)
    assert fault.file == file
    assert fault.line in spoilt
    assert str(fault).startswith(f"{file}, line {fault.line}: ")
    assert "\n" not in str(fault)
    assert [words for words in said if words not in str(fault)] == []


@pytest.mark.parametrize(("file", "old", "new", "said"), TWO_FAULTS)
def test_a_text_under_the_wrong_name_is_two_lines(copy: Path, file: str, old: str, new: str, said: list[str]) -> None:
    faults, spoilt = _faults_of(copy / file, old, new)
    assert [fault.file for fault in faults] == [file, file]
    assert any(fault.line in spoilt for fault in faults)
    told = "\n".join(map(str, faults))
    assert [words for words in said if words not in told] == []


def _faults_of(file: Path, old: str, new: str) -> tuple[tuple[Fault, ...], range]:
    """The faults once ``old`` has become ``new``, and the lines of the file where they may be said to stand."""
    before = file.read_text(encoding="utf-8")
    assert old in before
    after = before.replace(old, new, 1)
    file.write_text(after, encoding="utf-8")
    root = file.parent if file.parent.name == "catalogue" else file.parent.parent
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(root)
    assert str(raised.value).splitlines() == list(map(str, raised.value.faults))
    return raised.value.faults, _lines_that_changed(before, after)


def _lines_that_changed(before: str, after: str) -> range:
    """From the header above the first changed line to a line after it: close enough to find it."""
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    first = next(number for number, (old, new) in enumerate(pairs, start=1) if old != new)
    headers = [at for at, line in enumerate(after.splitlines()[:first], start=1) if line.startswith("[")]
    return range(headers[-1] if headers else 1, first + 3)


def test_a_missing_file_is_one_line(copy: Path) -> None:
    (copy / "ishoej" / "opening.toml").unlink()
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(copy)
    assert (
        str(raised.value) == "ishoej/opening.toml, line 1: the file is missing; copy it from another centre and edit it"
    )


def test_a_file_in_another_encoding_is_one_line(copy: Path) -> None:
    (copy / "ishoej" / "texts.toml").write_bytes("[intro]\nda = 'Ishøj'".encode("latin-1"))
    with pytest.raises(CatalogueFault, match="save it as UTF-8") as raised:
        load_catalogue(copy)
    assert len(raised.value.faults) == 1


def test_a_required_value_that_is_missing_is_one_line(copy: Path) -> None:
    file = copy / "koebenhavn" / "policy.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace('[promises.treatment_days]\nvalue = 14\nsource = "law: sel_101"\n', ""), encoding="utf-8"
    )
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(copy)
    (fault,) = raised.value.faults
    assert "'promises.treatment_days' is missing; add [promises.treatment_days]" in str(fault)


def test_every_fault_is_told_at_once_in_the_order_of_the_files(copy: Path) -> None:
    for place in ("haderslev", "ishoej"):
        file = copy / place / "policy.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("value = 14", "value = 40"), encoding="utf-8")
    with pytest.raises(CatalogueFault) as raised:
        load_catalogue(copy)
    assert [fault.file for fault in raised.value.faults] == ["haderslev/policy.toml"] * 2 + ["ishoej/policy.toml"]
    assert len(str(raised.value).splitlines()) == 3


def test_a_new_centre_is_added_by_copying_a_folder(copy: Path) -> None:
    shutil.copytree(copy / "haderslev", copy / "aabenraa")
    file = copy / "aabenraa" / "policy.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('["haderslev"]', '["aabenraa"]'), encoding="utf-8")
    catalogue = load_catalogue(copy)
    centre = catalogue.centre_for("aabenraa")
    assert centre is not None
    assert centre.key == "aabenraa"
    assert catalogue.municipalities["aabenraa"] == "Aabenraa"


def test_a_folder_with_a_name_that_is_no_address_is_refused(copy: Path) -> None:
    (copy / "haderslev").rename(copy / "Haderslev by")
    with pytest.raises(CatalogueFault, match="rename it"):
        load_catalogue(copy)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFault, match="there is no centre"):
        load_catalogue(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFault, match="there is no centre"):
        load_catalogue(tmp_path / "nowhere")


def test_29_february_may_be_a_closed_day(copy: Path) -> None:
    file = copy / "haderslev" / "opening.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"12-24"', '"02-29"'), encoding="utf-8")
    centre = load_catalogue(copy).centres["haderslev"]
    assert date(2028, 2, 29) in centre.closed_dates(2028)
    assert date(2028, 2, 29) in centre.closed_dates(2027)


def test_a_line_may_be_open_until_midnight(copy: Path) -> None:
    file = copy / "help_lines.toml"
    text = file.read_text(encoding="utf-8").replace('tuesday = ["18:00-23:00"]', 'tuesday = ["18:00-24:00"]')
    file.write_text(text, encoding="utf-8")
    late = datetime(2026, 11, 24, 22, 30, tzinfo=UTC)  # 23.30 in Denmark
    assert "blaa_linje" in {state.line.key for state in load_catalogue(copy).lines_at(late) if state.open_now}
