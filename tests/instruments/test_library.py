"""The questionnaires that come with the portal: their words, their counting, and the standard's own opinion of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.catalogue import CatalogueFault, load_catalogue
from app.catalogue.languages import LANGUAGES
from app.instruments.export import as_fhir
from app.instruments.importing import import_questionnaire
from app.instruments.library import Instrument, load_library
from app.instruments.official import with_official_text
from app.instruments.report import Finding, Said
from app.rules.answers import AgeBand, ForWhom
from app.rules.branching import enabled, questions
from app.rules.plain_text import lix
from app.rules.questionnaire import Coded, ItemKind, walk
from app.rules.scoring import Flag, flags, scored
from tests.instruments.files import coding, form_of, question, valid_form
from tests.review import NEVER_SAID

FOLDER = Path(__file__).resolve().parents[2] / "catalogue" / "questionnaires"
WORDS_A_MINUTE = 150
OWN, OFFICIAL = (
    ("forberedelse", "ung", "taet_paa"),
    ("audit", "audit_c", "cage", "dast10", "dudit", "gad7", "phq9", "who5"),
)
KEYS = (*OWN, *OFFICIAL)
SYSTEM = "urn:indgangen:svar"


@cache
def library() -> Mapping[str, Instrument]:
    return load_library(FOLDER)


def words_of(instrument: Instrument, language: str) -> Iterator[str]:
    """Everything a person can read in it, all branches and choices included."""
    yield instrument.form.title[language]
    yield instrument.intro[language]
    for item in walk(instrument.form.items):
        yield from filter(None, (item.prefix, item.text[language], item.help.get(language, "")))
        yield from (each.text[language] for each in item.options)


def test_all_of_them_are_there() -> None:
    assert sorted(library()) == sorted(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_the_files_are_what_the_standard_says_they_are(key: str) -> None:
    told = json.loads((FOLDER / f"{key}.json").read_text(encoding="utf-8"))
    valid_form(told)
    form = library()[key].form
    assert import_questionnaire(json.dumps(valid_form(as_fhir(form))).encode()).form == form


@pytest.mark.parametrize("key", KEYS)
def test_every_text_is_there_in_both_languages(key: str) -> None:
    instrument = library()[key]
    assert set(instrument.form.languages) == set(LANGUAGES)
    for language in LANGUAGES:
        texts = list(words_of(instrument, language))
        assert all(each == each.strip() and each for each in texts)
    said = {language: list(words_of(instrument, language)) for language in LANGUAGES}
    assert [len(each) for each in said.values()] == [len(said["da"])] * len(LANGUAGES)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_e1_no_word_hurts_and_no_sentence_shouts(key: str, language: str) -> None:
    instrument = library()[key]
    bands = [band.text[language] for score in instrument.scores for band in score.bands]
    for text in (*words_of(instrument, language), *bands):
        assert not re.search(NEVER_SAID[language], text, re.IGNORECASE), text
        assert "!" not in text


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_d1_they_are_easy_to_read(key: str, language: str) -> None:
    assert lix("\n".join(words_of(library()[key], language))) <= 30


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a2_none_takes_longer_to_read_than_it_says(key: str, language: str) -> None:
    instrument = library()[key]
    words = sum(len(each.split()) for each in words_of(instrument, language))
    assert words <= instrument.minutes * WORDS_A_MINUTE
    assert instrument.minutes <= 25


@pytest.mark.parametrize("key", KEYS)
def test_addresses_say_nothing_about_what_it_is_about(key: str) -> None:
    """Link ids and keys may stand in an address (a path, a fragment, a file's name)."""
    for each in (key, *library()[key].form.by_id):
        assert re.fullmatch(r"[a-z][a-z0-9_]{0,15}", each)
        assert not re.search(r"alko|drug|stof|misbrug|rus", each)


@pytest.mark.parametrize("key", KEYS)
def test_every_choice_is_our_own_code_and_each_is_there_once(key: str) -> None:
    for item in walk(library()[key].form.items):
        codes = [each.value for each in item.options]
        assert len(set(codes)) == len(codes)
        assert all(isinstance(each, Coded) and each.system == SYSTEM for each in codes)
        for language in LANGUAGES:
            said = [each.text[language] for each in item.options]
            assert len(set(said)) == len(said), item.link_id


@pytest.mark.parametrize("key", ["ung", "taet_paa"])
def test_a_short_one_is_short(key: str) -> None:
    assert len([item for item in walk(library()[key].form.items) if item.kind.asks]) <= 15


def test_whom_each_is_for() -> None:
    adult, young = library()["forberedelse"], library()["ung"]
    assert adult.suits(ForWhom.SELF, AgeBand.FROM_30)
    assert adult.suits(ForWhom.SELF, None)
    assert not adult.suits(ForWhom.SELF, AgeBand.FROM_13_TO_17)
    assert not adult.suits(ForWhom.RELATIVE, AgeBand.FROM_30)
    assert young.suits(ForWhom.SELF, AgeBand.FROM_13_TO_17)
    assert library()["taet_paa"].suits(ForWhom.RELATIVE, AgeBand.FROM_13_TO_17)


SEVEN = "abcdefg"


def test_a2_every_area_of_life_asks_how_much_it_weighs_and_how_much_help_is_wanted() -> None:
    form = library()["forberedelse"].form
    areas = {each.link_id: each for each in form.items}
    assert list(areas) == [*SEVEN, "h"]
    for area in SEVEN:
        scales = [each for each in areas[area].items if [option.weight for option in each.options] == [0, 1, 2, 3, 4]]
        assert len(scales) == 2
        assert scales[0].text["da"].startswith("Hvor meget fylder")
        assert scales[1].text["da"].startswith("Hvor meget vil du gerne have hjælp med")
        assert areas[area].items[-2:] == tuple(scales), "last, when the rest has been thought of"


def test_the_preparation_has_no_composite_score() -> None:
    assert all(library()[key].scores == () for key in OWN)


def test_d5_goals_go_from_safer_to_stopping_and_none_is_left_out() -> None:
    form = library()["forberedelse"].form
    for question_ in ("c6", "d8"):
        codes = [each.value.code for each in form.by_id[question_].options if isinstance(each.value, Coded)]
        assert codes == ["safer", "days", "less", "stop", "stay", "same", "unsure"]


def test_a9_what_comes_first_second_and_third_is_the_citizens_own_order() -> None:
    form = library()["forberedelse"].form
    first, second, third = (form.by_id[each] for each in ("h1", "h2", "h3"))
    assert first.options == second.options == third.options
    choice = first.options[0].value
    assert {"h2", "h3"} & enabled(form, {"h1": (choice,)}) == {"h2"}
    assert {"h2", "h3"} <= enabled(form, {"h1": (choice,), "h2": (choice,)})


def answer(instrument: Instrument, link_id: str, code: str) -> Coded:
    options = instrument.form.by_id[link_id].options
    return next(each.value for each in options if isinstance(each.value, Coded) and each.value.code == code)


@pytest.mark.parametrize(
    ("key", "link_id", "code", "raised"),
    [
        ("forberedelse", "g3", "no", None),
        ("forberedelse", "g3", "before", None),
        ("forberedelse", "g3", "year", Flag.SUICIDAL),
        ("forberedelse", "g3", "now", Flag.SUICIDAL),
        ("forberedelse", "c4", "shake", Flag.WITHDRAWAL),
        ("forberedelse", "c4", "sweat", Flag.WITHDRAWAL),
        ("forberedelse", "c4", "seizure", Flag.WITHDRAWAL),
        ("forberedelse", "c4", "see", Flag.WITHDRAWAL),
        ("forberedelse", "c4", "none", None),
        ("forberedelse", "d6", "seizure", Flag.WITHDRAWAL),
        ("ung", "u11", "now", Flag.SUICIDAL),
        ("ung", "u8", "shake", Flag.WITHDRAWAL),
        ("ung", "u8", "mood", None),
        ("taet_paa", "t12", "year", Flag.SUICIDAL),
    ],
)
def test_what_staff_must_see_at_once(key: str, link_id: str, code: str, raised: Flag | None) -> None:
    instrument = library()[key]
    found = flags(instrument.form, instrument.flags, {link_id: (answer(instrument, link_id, code),)})
    assert found == ((raised,) if raised else ())


@pytest.mark.parametrize(
    ("key", "link_id", "raised", "before"),
    [
        ("forberedelse", "d4", Flag.INJECTING, ()),
        ("forberedelse", "f3", Flag.CHILDREN_AT_HOME, ()),
        ("ung", "u6", Flag.INJECTING, (("u4", "few"),)),
        ("taet_paa", "t9", Flag.CHILDREN_AT_HOME, ()),
    ],
)
def test_a_yes_that_staff_must_see(key: str, link_id: str, raised: Flag, before: tuple[tuple[str, str], ...]) -> None:
    instrument = library()[key]
    answers = {each: (answer(instrument, each, code),) for each, code in before}
    assert flags(instrument.form, instrument.flags, {**answers, link_id: (True,)}) == (raised,)
    assert flags(instrument.form, instrument.flags, {**answers, link_id: (False,)}) == ()


def test_who_does_not_drink_is_not_asked_about_drinking() -> None:
    instrument = library()["forberedelse"]
    asked = {each.link_id for each in questions(instrument.form, {"c1": (answer(instrument, "c1", "no"),)})}
    assert {each for each in asked if each.startswith("c")} == {"c1"}
    none = {"d1": (answer(instrument, "d1", "none"),)}
    assert {each.link_id for each in questions(instrument.form, none) if each.link_id.startswith("d")} == {"d1"}


def test_n7_the_duty_is_told_where_children_are_asked_for() -> None:
    for key, link_id in (("forberedelse", "f3"), ("taet_paa", "t9"), ("ung", "u10")):
        help_ = library()[key].form.by_id[link_id].help
        assert "pligt" in help_["da"]
        assert "must tell" in help_["en"]


def test_where_it_may_be_dangerous_to_stop_it_says_so() -> None:
    for key, link_id in (("forberedelse", "c4"), ("forberedelse", "d6"), ("ung", "u8")):
        assert "stop ikke brat" in library()[key].form.by_id[link_id].help["da"]
    for key, link_id in (("forberedelse", "g3"), ("ung", "u11"), ("taet_paa", "t12")):
        assert "112" in library()[key].form.by_id[link_id].help["da"]


@pytest.mark.parametrize("key", OFFICIAL)
def test_a_definition_whose_words_belong_to_others_has_none_of_them(key: str) -> None:
    instrument = library()[key]
    assert instrument.needs_text
    asked = [item for item in walk(instrument.form.items) if item.kind.asks]
    assert [item.text["da"] for item in asked] == [f"Spørgsmål {number}" for number in range(1, len(asked) + 1)]
    assert {each.text["da"] for item in asked for each in item.options} <= {f"Svar {number}" for number in range(1, 7)}
    assert instrument.source
    assert instrument.copyright
    assert instrument.checked <= date(2026, 12, 31)


@pytest.mark.parametrize("key", OFFICIAL)
def test_the_official_words_stand_on_our_counting(key: str) -> None:
    """A file with its own numbers, another order of choices and a question that counts nothing."""
    instrument = library()[key]
    ours = [item for item in walk(instrument.form.items) if item.kind.asks]
    theirs = [
        question(f"x.{at}", "choice", answerOption=[
            coding(f"c{each.weight}", int(each.weight or 0)) | {} for each in reversed(item.options)
        ])
        for at, item in enumerate(ours)
    ]  # fmt: skip
    lead = {"linkId": "lead", "type": "display", "text": "Tænk på de sidste to uger."}
    imported = form_of(lead, *theirs, question("name", "string"), url="http://example.org/x", copyright="Ejeren")
    found = with_official_text(instrument, imported)
    assert isinstance(found, Instrument)
    assert (found.needs_text, found.copyright, found.form.source) == (False, "Ejeren", "http://example.org/x")
    assert found.form.version not in (instrument.form.version, imported.version)
    assert found.wording == imported.version
    assert list(found.form.by_id) == list(instrument.form.by_id)
    assert found.form.items[0].text == {"da": "Tænk på de sidste to uger."}
    for mine, item in zip(ours, (each for each in walk(found.form.items) if each.kind.asks), strict=True):
        assert item.text["da"].startswith("Spørgsmål x.")
        assert item.conditions == mine.conditions
        assert [each.weight for each in item.options] == [each.weight for each in reversed(mine.options)]
        assert {(each.value.code, each.weight) for each in item.options} == {
            (each.value.code, each.weight) for each in mine.options
        }
        assert [each.key for each in item.options] == [f"v{number}" for number in range(1, len(mine.options) + 1)]
    again = import_questionnaire(json.dumps(as_fhir(found.form)).encode()).form
    assert again == found.form, "kept as a file, it is the same version when it is read"
    answers = {item.link_id: (item.options[0].value,) for item in ours}
    assert scored(found.form, found.scores[0], answers) == scored(instrument.form, instrument.scores[0], answers)


def fitting(*weights: float, number: int = 4, **more: object) -> object:
    options = [coding(f"c{each}", each) for each in weights]
    items = [question(f"q{at}", "choice", answerOption=options, **more) for at in range(number)]
    return with_official_text(library()["cage"], form_of(*items))


def test_a_file_that_does_not_fit_is_refused_with_its_reason() -> None:
    assert isinstance(fitting(0, 1), Instrument)
    for found, word in (
        (fitting(0, 1, number=3), Said.OTHER_NUMBER),
        (fitting(0, 1, number=5), Said.OTHER_NUMBER),
        (fitting(0, 2), Said.OTHER_OPTIONS),
        (fitting(0, 1, 1), Said.OTHER_OPTIONS),
        (fitting(0), Said.OTHER_OPTIONS),
    ):
        assert isinstance(found, Finding)
        assert found.said is word
    german = form_of(
        *(question(f"q{n}", "choice", answerOption=[coding("a", 0), coding("b", 1)]) for n in range(4)), language="de"
    )
    refused = with_official_text(library()["cage"], replace(german, title={"de": "x"}))
    assert isinstance(refused, Finding)
    assert refused.said is Said.NOT_DANISH


def test_the_catalogue_does_not_take_it_for_a_centre() -> None:
    assert "questionnaires" not in load_catalogue(FOLDER.parent).centres


def test_no_questionnaire_at_all_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CatalogueFault, match="there is no questionnaire"):
        load_library(tmp_path)


def test_a_screening_asks_only_choices() -> None:
    for key in OFFICIAL:
        assert {item.kind for item in walk(library()[key].form.items)} == {ItemKind.GROUP, ItemKind.CHOICE}
