"""FHIR's extensions by name: which are understood, which change what is asked, and which make no difference."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.instruments.texts import extensions, plain
from app.instruments.values import value_in
from app.rules.questionnaire import Amount, Value

HELPING = frozenset({"help", "flyover", "lower", "upper", "prompt", "instructions"})
PLAIN_CONTROLS = frozenset({"radio-button", "drop-down", "check-box", "page", "header", "footer", "inline", "text-box"})
MAKES_NO_DIFFERENCE = frozenset(
    {
        "questionnaire-choiceOrientation",
        "sdc-questionnaire-choiceColumn",
        "sdc-questionnaire-width",
        "sdc-questionnaire-keyboard",
        "sdc-questionnaire-collapsible",
        "sdc-questionnaire-columnCount",
        "sdc-questionnaire-shortText",
        "questionnaire-supportLink",
        "designNote",
        "translation",
    }
)
UNDERSTOOD = frozenset(
    {
        "questionnaire-hidden",
        "questionnaire-itemControl",
        "questionnaire-displayCategory",
        "questionnaire-unit",
        "questionnaire-unitOption",
        "questionnaire-minOccurs",
        "questionnaire-maxOccurs",
        "sdc-questionnaire-openLabel",
        "minLength",
        "maxDecimalPlaces",
        "minValue",
        "maxValue",
        "sdc-questionnaire-minQuantity",
        "sdc-questionnaire-maxQuantity",
        "entryFormat",
    }
)
OF_AN_OPTION = frozenset(
    {"ordinalValue", "itemWeight", "questionnaire-ordinalValue", "questionnaire-optionExclusive", "translation"}
)
OF_A_TEXT = frozenset({"translation", "rendering-xhtml", "rendering-markdown", "rendering-style"})
RUN = frozenset(
    {
        "sdc-questionnaire-enableWhenExpression",
        "sdc-questionnaire-answerExpression",
        "sdc-questionnaire-candidateExpression",
        "sdc-questionnaire-answerOptionsToggleExpression",
        "cqf-expression",
        "cqf-calculatedValue",
    }
)
COMPUTED = frozenset({"sdc-questionnaire-calculatedExpression", "sdf-calculatedExpression", "calculatedExpression"})
PREFILLING = frozenset(
    {
        "sdc-questionnaire-initialExpression",
        "sdc-questionnaire-itemPopulationContext",
        "sdc-questionnaire-contextExpression",
        "variable",
        "sdc-questionnaire-launchContext",
    }
)
CONSTRAINING = frozenset({"targetConstraint", "questionnaire-constraint", "regex"})


def by_name(holder: Any) -> dict[str, dict[str, Any]]:
    """The extensions of a part of the file, by what they are called."""
    return {name_of(each): each for each in extensions(holder)}


def name_of(extension: dict[str, Any]) -> str:
    """What an extension is called: the last part of its address."""
    return str(extension.get("url") or "").rstrip("/").rsplit("/", 1)[-1]


def is_help(told: dict[str, Any]) -> bool:
    """Whether a display only helps with the question around it, at all times."""
    about = by_name(told)
    controlled = controls(about.get("questionnaire-itemControl", {})) & HELPING
    return (bool(controlled) or "questionnaire-displayCategory" in about) and not told.get("enableWhen")


def controls(extension: dict[str, Any]) -> frozenset[str]:
    concept = extension.get("valueCodeableConcept")
    codings = concept.get("coding") if isinstance(concept, dict) else None
    codes = codings if isinstance(codings, list) else []
    return frozenset(str(each.get("code") or "") for each in codes if isinstance(each, dict)) - {""}


def is_true(extension: dict[str, Any] | None) -> bool:
    return extension is not None and extension.get("valueBoolean") is True


def count_in(extension: dict[str, Any] | None) -> int | None:
    return count(value_in(extension, "value")) if extension else None


def count(value: Any) -> int | None:
    """A whole number from 0; ``None`` for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def text_in(extension: dict[str, Any] | None) -> str:
    return plain(value_in(extension, "value")) if extension else ""


def units_in(found: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    names = ("questionnaire-unit", "questionnaire-unitOption")
    codings = [each.get("valueCoding") for each in found if name_of(each) in names]
    units = [plain(each.get("display") or each.get("code")) for each in codings if isinstance(each, dict)]
    return tuple(dict.fromkeys(filter(None, units)))


def limit(about: dict[str, dict[str, Any]], plain_name: str, quantity_name: str) -> Any:
    """The least or the most a number or a date may be. Raises ``ValueError`` for one that is no value."""
    extension = about.get(plain_name) or about.get(f"sdc-questionnaire-{quantity_name}")
    value: Value | None = value_in(extension, "value") if extension else None
    if isinstance(value, Amount):
        return value.number
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
