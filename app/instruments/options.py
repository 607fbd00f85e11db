"""The choices of a question: written on it, or in a list that came with the file."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from app.instruments.extensions import OF_AN_OPTION, by_name, is_true, name_of
from app.instruments.report import Report, Said
from app.instruments.texts import dicts, extensions, has_markup, plain, texts_of
from app.instruments.values import decimal, value_in
from app.rules.questionnaire import Amount, Coded, Item, ItemKind, Option, Value

CHOOSES = (ItemKind.CHOICE, ItemKind.OPEN_CHOICE)
WEIGHTS = ("ordinalValue", "itemWeight", "questionnaire-ordinalValue")
EXCLUSIVE = "questionnaire-optionExclusive"
MOST_OPTIONS = 500


class ValueSets:
    """The lists of choices that are contained in the file, by their id."""

    def __init__(self, document: dict[str, Any]):
        found = dicts(document.get("contained"))
        self.by_id = {str(each.get("id")): each for each in found if each.get("resourceType") == "ValueSet"}

    def codings(self, address: str) -> Iterator[dict[str, Any]] | None:
        """The choices of '#id'; ``None`` when the list is not in the file."""
        found = self.by_id.get(address.removeprefix("#")) if address.startswith("#") else None
        return self._codings(found) if found else None

    def _codings(self, found: dict[str, Any]) -> Iterator[dict[str, Any]]:
        expansion, compose = found.get("expansion"), found.get("compose")
        contained = dicts(expansion.get("contains")) if isinstance(expansion, dict) else []
        yield from contained
        if not contained and isinstance(compose, dict):
            for include in dicts(compose.get("include")):
                for concept in dicts(include.get("concept")):
                    yield {"system": include.get("system", ""), **concept}


def options_of(told: dict[str, Any], item: Item, sets: ValueSets, language: str, report: Report) -> tuple[Option, ...]:
    """The choices in their order, with what each counts for. A question to choose without choices is refused."""
    written = dicts(told.get("answerOption")) or [{"valueCoding": each} for each in dicts(told.get("option"))]
    if told.get("answerValueSet"):
        codings = sets.codings(str(told["answerValueSet"]))
        if codings is None:
            report.refuse(Said.OPTIONS_ELSEWHERE, item.link_id, told["answerValueSet"])
            return ()
        kept = islice(codings, MOST_OPTIONS + 1)
        written = [{"valueCoding": each, "extension": each.get("extension") or []} for each in kept]
    if len(written) > MOST_OPTIONS:
        report.refuse(Said.TOO_MANY_OPTIONS, item.link_id, MOST_OPTIONS)
        return ()
    options = tuple(option(each, f"v{number}", language) for number, each in enumerate(written, start=1))
    if item.kind in CHOOSES and not options:
        report.refuse(Said.NO_OPTIONS, item.link_id)
    _say_what_is_lost(written, item.link_id, report)
    return options


def option(told: dict[str, Any], key: str, language: str) -> Option:
    value = value_in(told, "value")
    if value is None or isinstance(value, bool | Decimal | Amount):
        raise ValueError("a choice without a value")
    coding = told.get("valueCoding")
    if isinstance(value, Coded) and isinstance(coding, dict):
        text = texts_of(coding, "display", language) or {language: plain(value.code)}
    else:
        text = texts_of(told, "valueString", language) or {language: plain(str(value))}
    return Option(
        key=key,
        value=value,
        text=text,
        weight=next((each for each in map(weight_in, (told, coding)) if each is not None), None),
        exclusive=is_true(by_name(told).get(EXCLUSIVE)),
    )


def chosen_at_first(told: dict[str, Any], options: tuple[Option, ...]) -> tuple[Value, ...]:
    """The choices that the file has chosen already."""
    written = dicts(told.get("answerOption"))
    return tuple(each.value for each, way in zip(options, written, strict=False) if way.get("initialSelected") is True)


def weight_in(holder: Any) -> Decimal | None:
    """What a choice counts for. Files write it on the choice or on its coding."""
    for each in extensions(holder):
        if name_of(each) in WEIGHTS:
            return decimal(each.get("valueDecimal", each.get("valueInteger", "")))
    return None


def _say_what_is_lost(written: list[dict[str, Any]], link_id: str, report: Report) -> None:
    names = {name for each in written for part in (each, each.get("valueCoding")) for name in by_name(part)}
    for name in sorted(names - OF_AN_OPTION):
        report.ignore(Said.EXTENSION, link_id, name)
    if any(has_markup((each.get("valueCoding") or {}).get("display") or each.get("valueString")) for each in written):
        report.degrade(Said.MARKUP, link_id)
