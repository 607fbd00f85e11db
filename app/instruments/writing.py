"""Our values as FHIR writes them: texts with their translations, answers, and the extensions that go with them."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from app.instruments.texts import TRANSLATION
from app.rules.danish_days import COPENHAGEN
from app.rules.questionnaire import Amount, Coded, Texts, Value

CORE = "http://hl7.org/fhir/StructureDefinition"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
Json = dict[str, Any]


def said(name: str, texts: Texts, language: str) -> Json:
    """A text in the form's language, with its translations beside it."""
    told: Json = {name: texts[language]} if texts.get(language) else {}
    others = [translation(each, text) for each, text in sorted(texts.items()) if each != language]
    return {**told, f"_{name}": {"extension": others}} if others else told


def translation(language: str, text: str) -> Json:
    parts = [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": text}]
    return {"url": TRANSLATION, "extension": parts}


def extension(name: str, value: Value, *, sdc: bool = False) -> Json:
    return {"url": f"{SDC if sdc else CORE}/{name}", **written("value", value)}


def concept(name: str, code: str, system: str) -> Json:
    coding = {"system": system, "code": code}
    return {"url": f"{CORE}/{name}", "valueCodeableConcept": {"coding": [coding]}}


def written(prefix: str, value: Value) -> Json:
    """A value under the name that says its type: ``valueCoding``, ``answerDate`` …"""
    kind, told = _written(value)
    return {prefix + kind: told}


def _written(value: Value) -> tuple[str, Any]:
    match value:
        case bool():
            return "Boolean", value
        case int():
            return "Integer", value
        case Decimal():
            return "Decimal", number(value)
        case datetime():
            return "DateTime", moment(value)
        case date():
            return "Date", value.isoformat()
        case time():
            return "Time", value.replace(tzinfo=None).isoformat()
        case Coded():
            return "Coding", coding(value)
        case Amount():
            unit = {"unit": value.unit} if value.unit else {}
            return "Quantity", {"value": number(value.number), **unit}
        case _:
            return "String", value


def coding(value: Coded) -> Json:
    return {name: each for name, each in value._asdict().items() if each}


def number(value: Decimal) -> int | float:
    """A JSON number: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def moment(value: datetime) -> str:
    """With its zone: FHIR has no time of day without one. Ours without one are Danish."""
    return (value if value.tzinfo else value.replace(tzinfo=COPENHAGEN)).isoformat()


def only_said(told: Mapping[str, Any]) -> Json:
    """Without what is empty: FHIR has no empty lists and no empty texts."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {}, ())}
