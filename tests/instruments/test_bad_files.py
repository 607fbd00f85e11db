"""Whatever somebody uploads: a clear report, never executed, never shown raw, and never an exception."""

import json
import re
import time as clock
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.instruments import import_questionnaire
from app.instruments.importing import MOST_BYTES
from app.instruments.report import MOST_SHOWN, Fate, Said
from app.instruments.shape import DEEPEST, LONGEST_TEXT, MOST_ITEMS
from app.instruments.texts import plain
from app.rules.questionnaire import walk
from app.web.import_words import fate_words, finding_words
from tests.instruments.files import coding, document, extension, file, form_of, question, read, said, when


def nested(levels: int) -> dict[str, Any]:
    inner = question("inside")
    for level in range(levels):
        inner = {"linkId": f"g{level}", "type": "group", "text": "x", "item": [inner]}
    return inner


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(b"", Said.NOT_JSON, id="nothing"),
        pytest.param(b"<Questionnaire/>", Said.NOT_JSON, id="XML"),
        pytest.param(b"\xff\xfe{", Said.NOT_JSON, id="not UTF-8"),
        pytest.param(b"[" * 200_000, Said.NOT_JSON, id="deeper than Python"),
        pytest.param(
            b'{"resourceType":"Questionnaire","item":[' + b"9" * 5000 + b"]}", Said.NOT_JSON, id="a long number"
        ),
        pytest.param(b"[]", Said.NO_QUESTIONNAIRE, id="a list"),
        pytest.param(b'"Questionnaire"', Said.NO_QUESTIONNAIRE, id="a text"),
        pytest.param(b'{"resourceType":"Patient"}', Said.NO_QUESTIONNAIRE, id="a patient"),
        pytest.param(b'{"resourceType":"Bundle"}', Said.NO_QUESTIONNAIRE, id="an empty bundle"),
        pytest.param(
            b'{"resourceType":"Bundle","entry":{"resource":1}}', Said.NO_QUESTIONNAIRE, id="a bundle of nothing"
        ),
        pytest.param(b'{"resourceType":"Questionnaire"}', Said.NO_ITEMS, id="no items"),
        pytest.param(b'{"resourceType":"Questionnaire","item":{"linkId":"q"}}', Said.NO_ITEMS, id="items as an object"),
        pytest.param(b'{"resourceType":"Questionnaire","item":[1,"x",null]}', Said.NO_ITEMS, id="items that are none"),
        pytest.param(file(question("d", "display")), Said.NO_ITEMS, id="nothing is asked"),
        pytest.param(b" " * (MOST_BYTES + 1), Said.TOO_BIG, id="too big"),
        pytest.param(file(question(text="x" * (LONGEST_TEXT + 1))), Said.TOO_LONG, id="a text without end"),
        pytest.param(file(nested(DEEPEST)), Said.TOO_DEEP, id="too deep"),
        pytest.param(file(nested(20)), Said.TOO_DEEP, id="20 levels"),
        pytest.param(
            file(*(question(f"q{n}") for n in range(MOST_ITEMS + 1))), Said.TOO_MANY_ITEMS, id="too many questions"
        ),
        pytest.param(
            file(question(type_="choice", answerOption=[coding(str(n)) for n in range(10_000)])),
            Said.TOO_MANY_OPTIONS,
            id="10,000 choices",
        ),
        pytest.param(file(question("a\ud800")), Said.BAD_CHARACTERS, id="half a character"),
        pytest.param(file(question(text="a\0b")), Said.BAD_CHARACTERS, id="the end of everything"),
        pytest.param(file({**question(), "x\0": 1}), Said.BAD_CHARACTERS, id="in a name"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(content: bytes, word: Said) -> None:
    found = import_questionnaire(content)
    assert found.form is None
    assert word in said(found, Fate.REFUSED)


def test_the_edges_are_inside() -> None:
    assert form_of(nested(DEEPEST - 1))
    assert form_of(question(text="x" * LONGEST_TEXT))
    assert form_of(*(question(f"q{n}") for n in range(MOST_ITEMS)))
    assert form_of(question(type_="choice", answerOption=[coding(str(n)) for n in range(500)]))
    content = file(question())
    assert import_questionnaire(content + b" " * (MOST_BYTES - len(content))).form


def test_5_mb_is_refused_without_being_read() -> None:
    begun = clock.process_time()
    assert said(import_questionnaire(b'{"a":' + b"[" * 5_000_000)) == [Said.TOO_BIG]
    assert clock.process_time() - begun < 0.1


def test_10_000_choices_in_a_list_beside_the_question() -> None:
    concepts = [{"code": str(n)} for n in range(10_000)]
    lists = [{"resourceType": "ValueSet", "id": "x", "compose": {"include": [{"concept": concepts}]}}]
    assert said(read(question(type_="choice", answerValueSet="#x"), contained=lists)) == [Said.TOO_MANY_OPTIONS]


def test_what_is_deep_without_being_items_is_refused_too() -> None:
    inner: dict[str, Any] = {"url": "x"}
    for _ in range(150):
        inner = {"extension": [inner]}
    assert Said.TOO_DEEP in said(read(question(extension=[inner])))


def test_a_modifier_is_found_wherever_it_hides() -> None:
    hidden = {"valueCoding": {"code": "a", "extension": [{"url": "x", "modifierExtension": [{"url": "y"}]}]}}
    found = read(question("here", "choice", answerOption=[hidden]))
    assert [(each.said, each.where) for each in found.findings] == [(Said.MODIFIER, "here")]


def test_a_circle_through_many_is_refused() -> None:
    ring = [question(f"q{n}", enableWhen=[when(f"q{(n + 1) % 900}")]) for n in range(900)]
    assert said(read(*ring)) == [Said.LOOP]


HOSTILE = [
    ("<script>alert(1)</script>Hej", "Hej"),
    ("<SCRIPT src=//x>steal()</SCRIPT >Hej", "Hej"),
    ("Hej<script>never closed", "Hej"),
    ("<style>*{display:none}</style>Hej", "Hej"),
    ("<img src=x onerror=alert(1)>Hej", "Hej"),
    ("<scr<b>ipt>Hej", "Hej"),
    ("He\u202ej\u0007", "Hej"),
    ("<!-- x -->Hej<?php ?>", "Hej"),
    ("3 < 4 og 5 > 4", "3 < 4 og 5 > 4"),
    ("&lt;b&gt;", "&lt;b&gt;"),
    ("{{ 7*7 }} {% x %}", "{{ 7*7 }} {% x %}"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_hostile_markup_becomes_plain_words_everywhere(text: str, shown: str) -> None:
    option = {"valueCoding": {"code": "a", "display": text}}
    form = form_of(question(text=text, prefix=text, type_="choice", answerOption=[option]), title=text, copyright=text)
    item = form.items[0]
    assert item.text["da"] == shown
    for each in (item.prefix, form.title["da"], form.copyright, item.options[0].text["da"]):
        assert each == item.text["da"]


def test_markup_cannot_hide_markup() -> None:
    text = "<" * 50 + "b>" * 50 + "x"
    assert "<b>" not in plain(text)
    for _ in range(3):
        assert "<script" not in plain("<scr<x>ipt>" * 20).replace(" ", "")


def test_a_megabyte_of_brackets_takes_no_time() -> None:
    begun = clock.process_time()
    for text in ("<" * 10_000, "<a" * 5_000, "<script" * 1_400, "<!" * 5_000, "<a " + " " * 9_000):
        plain(text)
    assert clock.process_time() - begun < 0.5


def test_a_file_of_nothing_but_surprises_has_a_report_that_can_be_read() -> None:
    begun = clock.process_time()
    found = read(question(extension=[{"url": f"x{number}"} for number in range(100_000)]), question("f", "attachment"))
    assert clock.process_time() - begun < 3
    assert len(found.findings) == MOST_SHOWN + 2
    assert said(found, Fate.REFUSED) == [Said.UNKNOWN_TYPE], "what refuses is never crowded out"
    assert said(found, Fate.IGNORED)[-2:] == [Said.EXTENSION, Said.AND_MORE]


def test_what_a_report_quotes_is_plain_and_short() -> None:
    found = read(
        question("q\u001b[31m", "<script>x</script>" + "long" * 100), extension=[extension("e\nvil\u0000"[:-1])]
    )
    for each in found.findings:
        assert len(each.what) <= 120
        assert "\u001b" not in each.where + each.what
        assert "<script" not in each.what


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_word_of_a_report_is_a_sentence(language: str) -> None:
    found = read(question(type_="attachment"), question(enableWhen=[when("nowhere")]), question())
    for each in found.findings:
        sentence = finding_words(each, language)
        assert sentence[0].isupper()
        assert "%(" not in sentence
        assert fate_words(each.fate, language)


JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=20),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=12), inner, max_size=5),
    max_leaves=20,
)
KEYS = some.sampled_from(
    re.findall(
        r"\w+",
        """linkId type text _text prefix item answerOption answerValueSet enableWhen enableBehavior extension url
        valueCoding valueInteger valueDecimal valueDate valueDateTime valueTime valueQuantity valueString initial
        question operator answerCoding answerInteger answerBoolean contained language title name status required
        repeats maxLength readOnly code system display resourceType compose include concept expansion contains
        valueCodeableConcept coding valueCode valueExpression _display initialSelected answerConstraint""",
    )
)
VALUES = some.sampled_from(
    [
        "Questionnaire", "choice", "boolean", "group", "display", "quantity", "coding", "q", "=", "exists", "any", "#x",
        "2026-11-24", "24:61", "1e400", -1, 0, 1e400, True, None, {}, [], [None], "http://hl7.org/x/ordinalValue",
        "http://hl7.org/x/questionnaire-hidden", "http://hl7.org/x/questionnaire-unit", "http://hl7.org/x/minValue",
        "http://hl7.org/x/questionnaire-itemControl", "http://hl7.org/x/maxLength", "ValueSet", "x", "\ud800", "\0",
    ]
)  # fmt: skip
LIKE_FHIR = some.recursive(
    VALUES, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(KEYS, inner, max_size=6), max_leaves=40
)


def never_raises(content: bytes) -> None:
    found = import_questionnaire(content)
    assert (found.form is None) is any(each.fate is Fate.REFUSED for each in found.findings)
    if found.form:
        assert len(set(found.form.by_id)) == len(list(walk(found.form.items)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.binary(max_size=300))
def test_garbage_never_raises(content: bytes) -> None:
    never_raises(content)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON)
def test_json_garbage_never_raises(told: Any) -> None:
    never_raises(json.dumps({"resourceType": "Questionnaire", "item": told}).encode())
    never_raises(json.dumps(told).encode())


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.dictionaries(KEYS, LIKE_FHIR, max_size=6), some.dictionaries(KEYS, LIKE_FHIR, max_size=4))
def test_what_looks_like_fhir_never_raises(item: dict[str, Any], around: dict[str, Any]) -> None:
    never_raises(json.dumps({**around, **document({**question(type_="choice"), **item}, question("x"))}).encode())
    never_raises(json.dumps({**document(question()), **around}).encode())
