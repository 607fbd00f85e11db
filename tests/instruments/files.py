"""FHIR files for the tests, in as few words as they can be said; and a second opinion on what we publish."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from fhir.resources.R4B.questionnaire import Questionnaire as R4Questionnaire
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse as R4Response

from app.instruments import Imported, import_questionnaire
from app.instruments.report import Fate, Said
from app.rules.questionnaire import Amount, Item, ItemKind, Passed, Questionnaire, Value, walk

Json = dict[str, Any]
CORE = "http://hl7.org/fhir/StructureDefinition/"
NOON = datetime(2026, 11, 24, 12, 40, tzinfo=UTC)


def question(link_id: str = "q", type_: str = "boolean", **more: Any) -> Json:
    return {"linkId": link_id, "type": type_, "text": f"Spørgsmål {link_id}", **more}


def document(*items: Any, **more: Any) -> Json:
    about = {"resourceType": "Questionnaire", "status": "active", "name": "prove", "title": "Prøve"}
    return {**about, **more, "item": list(items)}


def file(*items: Any, **more: Any) -> bytes:
    return json.dumps(document(*items, **more)).encode()


def read(*items: Any, **more: Any) -> Imported:
    return import_questionnaire(file(*items, **more))


def form_of(*items: Any, **more: Any) -> Questionnaire:
    found = read(*items, **more)
    assert found.form, found.findings
    return found.form


def one(*items: Any, **more: Any) -> Item:
    """The first item of a form."""
    return form_of(*items, **more).items[0]


def said(found: Imported, fate: Fate | None = None) -> list[Said]:
    return [each.said for each in found.findings if fate in (None, each.fate)]


def extension(name: str, **value: Any) -> Json:
    return {"url": name if ":" in name else CORE + name, **value}


def expression(name: str, text: str = "1 = 1", language: str = "text/fhirpath") -> Json:
    return extension(name, valueExpression={"language": language, "expression": text})


def control(code: str) -> Json:
    return extension("questionnaire-itemControl", valueCodeableConcept={"coding": [{"code": code}]})


def translated(text: str, language: str = "en") -> Json:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"extension": [{"url": f"{CORE}translation", "extension": parts}]}


def coding(code: str, weight: float | None = None, **more: Any) -> Json:
    counted = {"extension": [extension("ordinalValue", valueDecimal=weight)]} if weight is not None else {}
    return {**counted, "valueCoding": {"system": "urn:test", "code": code, "display": code.upper()}, **more}


def when(source: str, operator: str = "=", **answer: Any) -> Json:
    return {"question": source, "operator": operator, **(answer or {"answerBoolean": True})}


def valid_form(told: Json) -> Json:
    """The form as the standard's own model understands it. Raises for what it does not."""
    R4Questionnaire.model_validate(told)
    return told


def valid_response(told: Json) -> Json:
    R4Response.model_validate(told)
    return told


def random_answers(form: Questionnaire, chance: random.Random) -> dict[str, tuple[Value, ...]]:
    """An answer of the right kind to about every second question, asked or not."""
    return {
        each.link_id: tuple(answers_to(each, chance))
        for each in walk(form.items)
        if each.kind.asks and chance.random() < 0.7
    }


def random_passed(form: Questionnaire, chance: random.Random) -> dict[str, Passed]:
    return {each.link_id: chance.choice(list(Passed)) for each in walk(form.items) if each.kind.asks}


def answers_to(item: Item, chance: random.Random) -> Iterator[Value]:
    most = min(item.most or 3, 3)
    if item.options:
        values = list(dict.fromkeys(each.value for each in item.options))
        yield from chance.sample(values, chance.randint(1, min(most, len(values))))
        return
    for _ in range(chance.randint(1, most)):
        yield answer_to(item, chance)


def answer_to(item: Item, chance: random.Random) -> Value:
    number = Decimal(chance.randint(0, 500)) / 10
    day = date(2026, 1, 1) + timedelta(days=chance.randint(0, 700))
    of_kind: dict[ItemKind, Value] = {
        ItemKind.YES_NO: chance.random() < 0.5,
        ItemKind.STRING: chance.choice(["ja", "nej ' \" <b>", "æøå 🙂"]),
        ItemKind.TEXT: "to\nlinjer",
        ItemKind.INTEGER: chance.randint(0, 40),
        ItemKind.DECIMAL: number,
        ItemKind.QUANTITY: Amount(number, item.units[0] if item.units else ""),
        ItemKind.DATE: day,
        ItemKind.TIME: time(chance.randint(0, 23), chance.randint(0, 59)),
        ItemKind.DATE_TIME: chance.choice([NOON, day]),
    }
    return of_kind[item.kind]
