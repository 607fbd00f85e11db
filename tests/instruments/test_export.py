"""Forms and answers out, and in again: the same form, the same answers, and the standard's own model content."""

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from app.instruments import import_questionnaire
from app.instruments.export import as_fhir
from app.instruments.responses import ResponseFault, canonical, read_response, response
from app.rules.branching import submitted
from app.rules.questionnaire import Amount, Coded, Passed, Questionnaire
from tests.instruments.files import (
    NOON,
    answers_to,
    coding,
    control,
    extension,
    form_of,
    question,
    random_answers,
    random_passed,
    translated,
    valid_form,
    valid_response,
    when,
)

EVERYTHING = [
    question("yes", help=None),
    question(
        "g", "group", enableWhen=[when("yes")], item=[question("inside", "choice", answerOption=[coding("a", 2)])]
    ),
    question(
        "why",
        "text",
        maxLength=9,
        prefix="1.",
        enableWhen=[when("yes"), when("g2", "exists", answerBoolean=False)],
        enableBehavior="any",
    ),
    question(
        "g2", "integer", extension=[extension("minValue", valueInteger=0), extension("maxValue", valueInteger=30)]
    ),
    question(
        "open",
        "open-choice",
        repeats=True,
        answerOption=[coding("a", 0.5), coding("b"), {"valueString": "Ord", "_valueString": translated("Word")}],
        extension=[
            extension("http://x/sdc-questionnaire-openLabel", valueString="Andet"),
            extension("questionnaire-maxOccurs", valueInteger=3),
        ],
    ),
    question(
        "decimal",
        "decimal",
        extension=[extension("maxDecimalPlaces", valueInteger=1), extension("minValue", valueDecimal=0.5)],
    ),
    question("quantity", "quantity", extension=[extension("questionnaire-unit", valueCoding={"display": "kg"})]),
    question(
        "quantities",
        "quantity",
        extension=[extension("questionnaire-unitOption", valueCoding={"display": each}) for each in ("kg", "g")],
    ),
    question("date", "date", extension=[extension("maxValue", valueDate="2030-01-01")], required=True),
    question("time", "time", readOnly=True),
    question("moment", "dateTime", initial=[{"valueDateTime": "2026-01-01T12:00:00+01:00"}]),
    question(
        "hidden",
        "string",
        extension=[extension("questionnaire-hidden", valueBoolean=True)],
        initial=[{"valueString": "x"}],
    ),
    question(
        "words",
        "string",
        extension=[extension("minLength", valueInteger=2)],
        item=[
            {"linkId": "words-help", "type": "display", "text": "Et afsnit"},
            {
                "linkId": "h",
                "type": "display",
                "text": "Hjælp",
                "_text": translated("Help"),
                "extension": [control("help")],
            },
            question("inner", enableWhen=[when("words", answerString="x")]),
        ],
    ),
    question(
        "many",
        "choice",
        repeats=True,
        answerOption=[{"valueInteger": 3}, {"valueDate": "2026-01-01"}, {"valueTime": "09:00:00"}],
    ),
]


@pytest.fixture(scope="module")
def everything() -> Questionnaire:
    return form_of(*EVERYTHING, _title=translated("All"), copyright="Ingen")


def again(form: Questionnaire) -> Questionnaire | None:
    return import_questionnaire(json.dumps(as_fhir(form)).encode()).form


def test_a_form_goes_out_and_comes_back_as_the_same_version(everything: Questionnaire) -> None:
    assert again(everything) == everything
    assert valid_form(as_fhir(everything))


def test_without_danish_the_form_speaks_its_own_language_first() -> None:
    form = form_of(question(text="Hello", _text=translated("Hallo", "de")), language="en", title="Form")
    told = as_fhir(form)
    assert (told["language"], told["item"][0]["text"]) == ("en", "Hello")
    assert again(form) == form


def test_a_help_never_takes_the_number_of_another_item(everything: Questionnaire) -> None:
    ids = [each["linkId"] for item in as_fhir(everything)["item"] for each in [item, *item.get("item", [])]]
    assert len(ids) == len(set(ids))
    assert "words-help-" in ids


def out(form: Questionnaire, answers: dict[str, Any], passed: dict[str, Passed] | None = None) -> dict[str, Any]:
    return valid_response(response(form, answers, passed or {}, authored=NOON, status="completed"))


@pytest.mark.parametrize("seed", range(25))
def test_random_answers_go_out_and_come_back(everything: Questionnaire, seed: int) -> None:
    chance = random.Random(seed)
    answers = random_answers(everything, chance)
    told = out(everything, answers, random_passed(everything, chance))
    assert read_response(everything, json.loads(json.dumps(told))) == submitted(everything, answers)


def items_of(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found, waiting = {}, list(told.get("item", []))
    while waiting:
        here = waiting.pop()
        assert here["linkId"] not in found
        found[here["linkId"]] = here
        waiting += here.get("item", [])
        for answer in here.get("answer", []):
            waiting += answer.get("item", [])
    return found


def test_only_what_is_asked_is_there_nested_as_the_form_is(everything: Questionnaire) -> None:
    answers = {"yes": (False,), "inside": (Coded("a", "urn:test"),), "words": ("x",), "inner": (True,), "g2": (4,)}
    told = out(everything, answers, {"inside": Passed.SKIPPED, "why": Passed.SKIPPED})
    assert set(items_of(told)) == {"yes", "words", "inner", "g2"}
    assert items_of(told)["words"]["answer"][0]["item"][0]["linkId"] == "inner"
    answers["yes"] = (True,)
    told = out(everything, answers)
    assert [each["linkId"] for each in told["item"]] == ["yes", "g", "g2", "words"]
    assert told["item"][1]["item"][0]["answer"][0]["valueCoding"] == {
        "code": "a",
        "system": "urn:test",
        "extension": [extension("ordinalValue", valueDecimal=2)],
    }


def test_what_was_passed_over_says_why_and_an_answer_is_stronger(everything: Questionnaire) -> None:
    passed = {"date": Passed.RATHER_NOT, "time": Passed.AT_THE_TALK, "g2": Passed.SKIPPED, "yes": Passed.RATHER_NOT}
    told = items_of(out(everything, {"yes": (True,)}, passed))
    reasons = {link_id: [each["valueCode"] for each in item.get("extension", [])] for link_id, item in told.items()}
    assert reasons == {"date": ["asked-declined"], "time": ["temp-unknown"], "g2": ["not-asked"], "yes": []}


def test_questions_inside_a_question_without_an_answer_keep_their_place() -> None:
    form = form_of(question("a", "string", item=[question("b")]))
    told = out(form, {"b": (True,)})
    assert told["item"][0]["item"][0]["linkId"] == "b"
    assert read_response(form, told) == {"b": (True,)}


def test_what_a_response_says_about_itself(everything: Questionnaire) -> None:
    told = out(everything, {})
    assert told["questionnaire"] == canonical(everything) == f"urn:indgangen:skema:prove|{everything.version}"
    assert (told["status"], told["authored"], told["language"]) == ("completed", "2026-11-24T12:40:00+00:00", "da")
    assert "item" not in told
    sourced = replace(everything, source="http://example.org/q")
    assert canonical(sourced) == f"http://example.org/q|{everything.version}"


@pytest.mark.parametrize(
    ("link_id", "value", "told"),
    [
        ("decimal", 2, {"valueDecimal": 2}),
        ("decimal", Decimal("2.5"), {"valueDecimal": 2.5}),
        ("quantity", Amount(Decimal(70), "kg"), {"valueQuantity": {"value": 70, "unit": "kg"}}),
        ("date", date(2026, 11, 24), {"valueDate": "2026-11-24"}),
        ("moment", date(2026, 11, 24), {"valueDateTime": "2026-11-24"}),
        ("moment", datetime(2026, 11, 24, 12), {"valueDateTime": "2026-11-24T12:00:00+01:00"}),  # noqa: DTZ001
        ("moment", datetime(2026, 11, 24, 12, tzinfo=UTC), {"valueDateTime": "2026-11-24T12:00:00+00:00"}),
        ("time", time(9, 30), {"valueTime": "09:30:00"}),
        ("g2", 7, {"valueInteger": 7}),
        ("open", "egne ord", {"valueString": "egne ord"}),
        ("open", Coded("b", "urn:test", "B"), {"valueCoding": {"code": "b", "system": "urn:test", "display": "B"}}),
    ],
)
def test_every_kind_of_answer(everything: Questionnaire, link_id: str, value: Any, told: dict[str, Any]) -> None:
    assert items_of(out(everything, {link_id: (value,)}))[link_id]["answer"] == [told]


def changed(form: Questionnaire, **more: Any) -> dict[str, Any]:
    return {**out(form, {"yes": (True,)}), **more}


@pytest.mark.parametrize(
    "more",
    [
        {"resourceType": "Patient"},
        {"questionnaire": "urn:indgangen:skema:prove|another"},
        {"questionnaire": None},
        {"item": [{"linkId": "nowhere", "answer": [{"valueBoolean": True}]}]},
        {"item": [{"linkId": ["yes"]}]},
        {"item": [{"linkId": "yes"}, {"linkId": "yes"}, {"linkId": "yes", "answer": [{}]}]},
        {"item": [{"linkId": "yes", "answer": [{"valueBoolean": True}, {"valueBoolean": False}]}]},
        {"item": [{"linkId": "yes", "answer": [{"valueString": "true"}]}]},
        {"item": [{"linkId": "yes", "answer": [{"valueInteger": 1}]}]},
        {"item": [{"linkId": "yes", "answer": [{}]}]},
        {"item": [{"linkId": "g", "answer": [{"valueString": "x"}]}]},
        {"item": [{"linkId": "g2", "answer": [{"valueBoolean": True}]}]},
        {"item": [{"linkId": "inside", "answer": [{"valueCoding": {"code": "z"}}]}]},
        {"item": [{"linkId": "inside", "answer": [{"valueString": "own words"}]}]},
        {"item": [{"linkId": "open", "answer": [{"valueCoding": {"code": "z"}}]}]},
        {"item": [{"linkId": "date", "answer": [{"valueDate": "i går"}]}]},
        {
            "item": [
                {"linkId": "yes", "answer": [{"valueBoolean": True}]},
                {"linkId": "yes", "answer": [{"valueBoolean": True}]},
            ]
        },
    ],
)
def test_what_is_no_answer_to_this_version_is_said_and_not_kept(
    everything: Questionnaire, more: dict[str, Any]
) -> None:
    with pytest.raises(ResponseFault) as refused:
        read_response(everything, changed(everything, **more))
    assert "own words" not in str(refused.value), "an answer is never quoted"


def test_an_answer_is_taken_as_the_form_has_it(everything: Questionnaire) -> None:
    told = [{"linkId": "inside", "answer": [{"valueCoding": {"code": "a", "display": "something else"}}]}]
    assert read_response(everything, changed(everything, item=told)) == {"inside": (Coded("a", "urn:test", "A"),)}
    whole = [{"linkId": "decimal", "answer": [{"valueInteger": 2}]}]
    value = read_response(everything, changed(everything, item=whole))["decimal"][0]
    assert (value, type(value)) == (2, Decimal)


def test_a_response_deeper_than_python_is_read_without_a_crash(everything: Questionnaire) -> None:
    inner: dict[str, Any] = {"linkId": "yes", "answer": [{"valueBoolean": True}]}
    for _ in range(5_000):
        inner = {"linkId": "g", "item": [inner]}
    with pytest.raises(ResponseFault):
        read_response(everything, changed(everything, item=[inner]))


def test_random_answers_take_every_kind(everything: Questionnaire) -> None:
    chance = random.Random(1)
    for item in everything.by_id.values():
        if item.kind.asks:
            assert list(answers_to(item, chance))
