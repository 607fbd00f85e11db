"""A frozen form back as a FHIR R4 ``Questionnaire``: what is read again is the same form, to the same version."""

from collections.abc import Container

from app.instruments.importing import OWN_ADDRESS
from app.instruments.items import KINDS
from app.instruments.texts import FIRST_LANGUAGE
from app.instruments.writing import Json, concept, extension, only_said, said, written
from app.rules.questionnaire import Condition, Item, ItemKind, Option, Questionnaire

KIND_NAMES = {kind: name for name, kind in reversed(KINDS.items()) if name not in ("coding", "url")}
LONGEST_LINK_ID = 255


def address(form: Questionnaire) -> str:
    """Where the form says it is from; a name of our own when it does not say."""
    return form.source or f"{OWN_ADDRESS}{form.key}"


def language(form: Questionnaire) -> str:
    return FIRST_LANGUAGE if FIRST_LANGUAGE in form.languages else form.languages[0]


def as_fhir(form: Questionnaire) -> Json:
    """The form as R4 JSON, with every language, weight, limit and condition it has."""
    base = language(form)
    return only_said(
        {
            "resourceType": "Questionnaire",
            "url": address(form),
            "version": form.version,
            "name": form.key,
            **said("title", form.title, base),
            "status": "active",
            "language": base,
            "copyright": form.copyright,
            "item": [_item(each, base, form.by_id) for each in form.items],
        }
    )


def _item(item: Item, base: str, taken: Container[str]) -> Json:
    return only_said(
        {
            "linkId": item.link_id,
            "extension": _extensions(item, base),
            "prefix": item.prefix,
            **said("text", item.text, base),
            "type": KIND_NAMES[item.kind],
            "enableWhen": [_condition(each) for each in item.conditions],
            "enableBehavior": ("all" if item.all_conditions else "any") if len(item.conditions) > 1 else None,
            "required": item.required or None,
            "repeats": item.most != 1 or None,
            "readOnly": item.read_only or None,
            "maxLength": item.max_length,
            "answerOption": [_option(each, base) for each in item.options],
            "initial": [written("value", each) for each in item.initial],
            "item": [*_help(item, base, taken), *(_item(each, base, taken) for each in item.items)],
        }
    )


def _help(item: Item, base: str, taken: Container[str]) -> list[Json]:
    """The words that help, as a display inside the question."""
    if not item.help:
        return []
    control = concept("questionnaire-itemControl", "help", "http://hl7.org/fhir/questionnaire-item-control")
    text = said("text", item.help, base)
    link_id = f"{item.link_id}-help"[-LONGEST_LINK_ID:]
    while link_id in taken:
        link_id = f"{link_id}-"[-LONGEST_LINK_ID:]
    return [{"linkId": link_id, "extension": [control], **text, "type": "display"}]


def _extensions(item: Item, base: str) -> list[Json]:
    found = []
    if item.hidden:
        found.append(extension("questionnaire-hidden", True))
    if item.most not in (None, 1):
        found.append(extension("questionnaire-maxOccurs", item.most))
    for name, value in (("minLength", item.min_length), ("maxDecimalPlaces", item.decimals)):
        if value is not None:
            found.append(extension(name, value))
    for name, limit in (("minValue", item.least_value), ("maxValue", item.most_value)):
        if limit is not None:
            whole = item.kind is ItemKind.INTEGER and not hasattr(limit, "isoformat")
            found.append(extension(name, int(limit) if whole else limit))  # type: ignore[arg-type]
    if item.open_label:
        found.append(extension("sdc-questionnaire-openLabel", item.open_label[base], sdc=True))
    name = "questionnaire-unit" if len(item.units) == 1 else "questionnaire-unitOption"
    return [*found, *(_unit(name, each) for each in item.units)]


def _unit(name: str, unit: str) -> Json:
    return {"url": f"http://hl7.org/fhir/StructureDefinition/{name}", "valueCoding": {"display": unit}}


def _condition(condition: Condition) -> Json:
    return {
        "question": condition.question,
        "operator": str(condition.operator),
        **written("answer", condition.value),
    }


def _option(option: Option, base: str) -> Json:
    found = [] if option.weight is None else [extension("ordinalValue", option.weight)]
    if option.exclusive:
        found.append(extension("questionnaire-optionExclusive", True))
    told = written("value", option.value)
    if "valueCoding" in told:
        told["valueCoding"] = {**told["valueCoding"], **said("display", option.text, base)}
    elif "valueString" in told and set(option.text) != {base}:
        told |= {"_valueString": said("valueString", option.text, base)["_valueString"]}
    return only_said({"extension": found, **told})
