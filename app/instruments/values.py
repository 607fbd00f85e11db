"""Values in a file and values of ours: reading FHIR's ``value[x]``, and writing a form down to be hashed."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from app.instruments.texts import plain
from app.rules.questionnaire import Amount, Coded, Value

CLOCK = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?")
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2})?")
LONGEST_NUMBER = 30
GREATEST_POWER = 20  # of ten: more than anybody counts, less than what arithmetic chokes on


def value_in(holder: Mapping[str, Any], prefix: str) -> Value | None:
    """The one ``valueString``, ``answerCoding`` … of a part of the file. Raises ``ValueError`` for one that is none."""
    for name, value in holder.items():
        if name.startswith(prefix) and name != prefix and name[len(prefix)].isupper():
            return read(name[len(prefix) :], value)
    return None


def read(kind: str, value: Any) -> Value:
    """A value of FHIR's by the name of its type. Raises ``ValueError``."""
    match kind:
        case "Boolean" if isinstance(value, bool):
            return value
        case "Integer" if isinstance(value, int) and not isinstance(value, bool):
            return value
        case "Decimal" if isinstance(value, int | float | str) and not isinstance(value, bool):
            return decimal(value)
        case "String" | "Uri" | "Url" | "Markdown" | "Code" if isinstance(value, str):
            return value
        case "Date" if isinstance(value, str):
            return whole_date(value)
        case "DateTime" if isinstance(value, str):
            return datetime.fromisoformat(value) if "T" in value else whole_date(value)
        case "Time" if isinstance(value, str) and CLOCK.fullmatch(value):
            return time.fromisoformat(value)
        case "Coding" if isinstance(value, dict) and value:
            return Coded(*(str(value.get(name) or "").strip() for name in ("code", "system", "display")))
        case "Quantity" if isinstance(value, dict):
            return Amount(decimal(value.get("value", "")), plain(value.get("unit") or value.get("code")))
    raise ValueError(f"no value of the type {kind}")


def decimal(value: Any) -> Decimal:
    """A finite number. Raises ``ValueError``."""
    if len(str(value)) > LONGEST_NUMBER:
        raise ValueError("a number that long is none")
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None
    if not found.is_finite() or abs(found.adjusted()) > GREATEST_POWER:
        raise ValueError(f"{value!r} is no number")
    return Decimal(int(found)) if found == found.to_integral_value() else found.normalize()  # 1.0 is the same as 1


def whole_date(value: str) -> date:
    """A date; a year or a month is its first day."""
    return date.fromisoformat((value + "-01-01")[:10] if PARTIAL_DATE.fullmatch(value) else value)


def frozen(value: Any) -> Any:
    """Anything of a form as JSON: the same form gives the same text for ever."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: frozen(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Coded | Amount):
        return [type(value).__name__, *map(frozen, value)]
    if isinstance(value, Mapping):
        return {str(key): frozen(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [frozen(each) for each in value]
    if isinstance(value, Decimal | date | time):
        return [type(value).__name__, str(value)]
    return value
