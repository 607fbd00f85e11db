"""Answers out and in as a FHIR R4 ``QuestionnaireResponse``, one form version at a time."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from app.instruments.export import address, language
from app.instruments.texts import dicts
from app.instruments.values import value_in
from app.instruments.writing import Json, extension, moment, only_said, written
from app.rules.branching import enabled, submitted
from app.rules.comparing import equal
from app.rules.questionnaire import Amount, Answers, Coded, Item, ItemKind, Passed, Questionnaire, Value

Status = Literal["in-progress", "completed", "amended"]
ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
# 'At the talk' is an answer that is expected: FHIR's 'temp-unknown'.
WHY_ABSENT = {
    Passed.SKIPPED: "not-asked",
    Passed.AT_THE_TALK: "temp-unknown",
    Passed.RATHER_NOT: "asked-declined",
}
TYPES: Mapping[ItemKind, tuple[type, ...]] = {
    ItemKind.YES_NO: (bool,),
    ItemKind.STRING: (str,),
    ItemKind.TEXT: (str,),
    ItemKind.INTEGER: (int,),
    ItemKind.DECIMAL: (Decimal, int),
    ItemKind.QUANTITY: (Amount,),
    ItemKind.DATE: (date,),
    ItemKind.TIME: (object,),
    ItemKind.DATE_TIME: (datetime, date),
}


class ResponseFault(ValueError):
    """A response that cannot be read as answers to a form. The message names the item, never the answer."""


def response(
    form: Questionnaire,
    answers: Answers,
    passed: Mapping[str, Passed],
    *,
    authored: datetime,
    status: Status,
) -> Json:
    """The answers that count, nested as the form is. What was passed over says why; what is not asked is not there."""
    told = _Told(form, answers, passed)
    return only_said(
        {
            "resourceType": "QuestionnaireResponse",
            "questionnaire": canonical(form),
            "status": status,
            "authored": moment(authored),
            "language": language(form),
            "item": told.items(form.items),
        }
    )


class _Told:
    """One person's answers, told item by item."""

    def __init__(self, form: Questionnaire, answers: Answers, passed: Mapping[str, Passed]):
        self.language = language(form)
        self.asked, self.given = enabled(form, answers), submitted(form, answers)
        self.passed = passed

    def items(self, of: tuple[Item, ...]) -> list[Json]:
        told = [self.item(each) for each in of if each.link_id in self.asked]
        return [each for each in told if each.keys() & {"answer", "item", "extension"}]

    def item(self, of: Item) -> Json:
        inner = self.items(of.items)
        told = [_answer(of, each) for each in self.given.get(of.link_id, ())]
        if told and inner:  # FHIR has what is asked inside a question inside its answer
            told[0]["item"] = inner
        why = [] if told or of.link_id not in self.passed else [_absent(self.passed[of.link_id])]
        text = of.text.get(self.language)
        inside = [] if told else inner
        return only_said({"linkId": of.link_id, "extension": why, "text": text, "answer": told, "item": inside})


def canonical(form: Questionnaire) -> str:
    return f"{address(form)}|{form.version}"


def read_response(form: Questionnaire, document: Mapping[str, Any]) -> dict[str, tuple[Value, ...]]:
    """The answers of a response to exactly this version. Raises ``ResponseFault`` for anything else."""
    if document.get("resourceType") != "QuestionnaireResponse":
        raise ResponseFault("This is no QuestionnaireResponse.")
    if document.get("questionnaire") != canonical(form):
        raise ResponseFault("This answers another questionnaire, or another version of it.")
    seen: set[str] = set()
    answers: dict[str, tuple[Value, ...]] = {}
    for told in _items(document):
        item = form.by_id.get(str(told.get("linkId")))
        given = dicts(told.get("answer"))
        if item is None or item.link_id in seen:
            raise ResponseFault(f"'{str(told.get('linkId'))[:80]}' is no item of the form, or is there twice.")
        seen.add(item.link_id)
        if not given:
            continue
        if not item.kind.asks or (item.most is not None and len(given) > item.most):
            raise ResponseFault(f"'{item.link_id}' has more answers than it takes.")
        answers[item.link_id] = tuple(_value(item, each) for each in given)
    return {link_id: answers[link_id] for link_id in form.by_id if link_id in answers}


def _items(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every item, inside items and inside answers, without a call for each."""
    waiting = dicts(document.get("item"))
    while waiting:
        here = waiting.pop()
        yield here
        waiting += dicts(here.get("item"))
        for answer in dicts(here.get("answer")):
            waiting += dicts(answer.get("item"))


def _value(item: Item, told: dict[str, Any]) -> Value:
    """One answer, as one of the item's choices or as a value of its kind."""
    try:
        value = value_in(told, "value")
    except ValueError:
        value = None
    if value is not None and item.options:
        chosen = next((each.value for each in item.options if equal(each.value, value)), None)
        if chosen is not None:
            return chosen
    free = not item.options or item.kind is ItemKind.OPEN_CHOICE
    types = TYPES.get(item.kind, (str,))
    right = isinstance(value, types) and isinstance(value, bool) is (item.kind is ItemKind.YES_NO)
    if value is None or not free or not right:
        raise ResponseFault(f"'{item.link_id}' has an answer that it does not take.")
    return Decimal(value) if item.kind is ItemKind.DECIMAL and isinstance(value, int) else value


def _answer(item: Item, value: Value) -> Json:
    """An answer in the type its question asks for. A choice carries what it counts."""
    if item.kind is ItemKind.DATE_TIME and not isinstance(value, datetime) and isinstance(value, date):
        return {"valueDateTime": value.isoformat()}
    told = written("value", Decimal(value) if item.kind is ItemKind.DECIMAL and isinstance(value, int) else value)
    if isinstance(value, Coded):
        chosen = next((each for each in item.options if equal(each.value, value)), None)
        if chosen and chosen.weight is not None:
            told["valueCoding"]["extension"] = [extension("ordinalValue", chosen.weight)]
    return told


def _absent(passed: Passed) -> Json:
    return {"url": ABSENT, "valueCode": WHY_ABSENT[passed]}
