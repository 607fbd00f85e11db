"""Reading a centre's ``policy.toml``: who it is and what it promises, each value with its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.catalogue.documents import Document
from app.catalogue.offers import Stated
from app.rules.centre_policy import CentrePolicy, policy_faults
from app.rules.law import LAWS
from app.rules.plain_text import TextFault, email_address, phone_number


@dataclass(frozen=True)
class Field:
    """One value that may stand in the file: where, what it looks like, and whether a centre can do without it."""

    group: str
    key: str
    reads: Callable[[Any], Any]
    looks_like: str
    required: bool = False
    policy_field: str | None = None


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise ValueError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError
    return tuple(map(_text, value))


def _numbers(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise ValueError
    return tuple(map(_number, value))


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAME, _NUMBER, _LIST = "a text", "a whole number", 'a list of texts, such as ["…", "…"]'
FIELDS = (
    Field("about", "name", _text, _NAME, required=True),
    Field("about", "municipalities", _texts, _LIST, required=True, policy_field="municipalities"),
    Field("about", "address", _texts, _LIST),
    Field("about", "phone", lambda value: phone_number(_text(value)), "a telephone number"),
    Field("about", "email", lambda value: email_address(_text(value)), "an e-mail address"),
    Field("ages", "youngest", _number, _NUMBER, policy_field="youngest_age"),
    Field("ages", "oldest", _number, _NUMBER, policy_field="oldest_age"),
    *(
        Field("promises", key, _number, _NUMBER, required=required, policy_field=key)
        for key, required in (
            ("open_counselling_days", True),
            ("treatment_days", True),
            ("doctor_days", False),
            ("anonymous_drug_target_days", False),
            ("complaint_days", False),
            ("reply_working_days", True),
        )
    ),
    Field("keeping", "retention_months", _number, _NUMBER, required=True, policy_field="retention_months"),
    Field("keeping", "abandoned_months", _number, _NUMBER, required=True, policy_field="abandoned_months"),
    Field("follow_up", "plan_review_months", _number, _NUMBER, policy_field="plan_review_months"),
    Field("follow_up", "days_after_start", _numbers, "a list of numbers", policy_field="follow_up_days_after_start"),
    Field("follow_up", "months_after_end", _numbers, "a list of numbers", policy_field="follow_up_months_after_end"),
    Field(
        "visitation",
        "weekday",
        lambda value: WEEKDAYS.index(_text(value)),
        'a day, such as "wednesday"',
        policy_field="visitation_weekday",
    ),
    Field("staffing", "caseload_limit", _number, _NUMBER, policy_field="caseload_limit"),
)


@dataclass(frozen=True, kw_only=True)
class PolicyFile:
    """What stood in one ``policy.toml``. ``policy`` is ``None`` when a value it needs is missing.

    ``sources`` by key, for the centre's other files; a faulty one is ``None``.
    """

    values: Mapping[str, Any]
    stated: Mapping[str, Stated]
    sources: Mapping[str, Stated | None]
    policy: CentrePolicy | None


def read_policy(document: Document) -> PolicyFile:
    """Read and check a policy. Every fault is noted in the document."""
    groups = {field.group for field in FIELDS}
    document.unknown_keys((), {*groups, "sources"})
    for group in groups:
        document.unknown_keys((group,), {field.key for field in FIELDS if field.group == group})
    sources = _read_sources(document)
    values: dict[str, Any] = {}
    stated: dict[str, Stated] = {}
    for field in FIELDS:
        _read_value(document, field, sources, values, stated)
    return PolicyFile(values=values, stated=stated, sources=sources, policy=_policy(document, values))


def _read_value(
    document: Document,
    field: Field,
    sources: Mapping[str, Stated | None],
    values: dict[str, Any],
    stated: dict[str, Stated],
) -> None:
    path, name = (field.group, field.key), f"{field.group}.{field.key}"
    if field.key not in document.table((field.group,)):
        if field.required:
            document.fault(path, f"'{name}' is missing; add [{name}] with a value and its source")
        return
    table = document.table((field.group,))[field.key]
    if not isinstance(table, Mapping):
        document.fault(path, f"'{name}' stands without its source; write [{name}] with value = … and source = …")
        return
    document.unknown_keys(path, {"value", "source", "assumed", "note"})
    try:
        values[name] = field.reads(table.get("value"))
    except (ValueError, TextFault):
        document.fault((*path, "value"), f"'{name}' must be {field.looks_like}; write it as value = …")
    if where := where_stated(document, path, table, sources):
        stated[name] = where


def where_stated(
    document: Document, path: tuple[str, ...], table: Mapping[str, Any], sources: Mapping[str, Stated | None]
) -> Stated | None:
    """Where what stands at ``path`` was read, or that it is assumed. ``None`` with a fault when it says neither."""
    name = ".".join(part for part in path if not part.isdigit())
    source, note = table.get("source"), table.get("note")
    if note is not None and not isinstance(note, str):
        document.fault((*path, "note"), f"'{name}.note' must be a text")
        return None
    if table.get("assumed") is True and source is None and isinstance(note, str):
        return Stated(source=None, checked=None, assumed=True, note=note)
    if not isinstance(source, str) or "assumed" in table:
        document.fault(path, f"'{name}' needs a source = \"key: section\", or assumed = true with a note that says why")
        return None
    key, _, section = source.partition(":")
    if key == "law" and section.strip() in LAWS:
        text = LAWS[section.strip()]
        return Stated(source=f"{text.paragraph} ({text.checked})", checked=None, assumed=False, note=note)
    if key not in sources:
        document.fault((*path, "source"), f"source '{key}' is unknown; add [sources.{key}] or name one that is there")
        return None
    found = sources[key]
    if found is None:
        return None
    return Stated(source=f"{found.source}, {section.strip()}", checked=found.checked, assumed=False, note=note)


def _read_sources(document: Document) -> dict[str, Stated | None]:
    """The file's sources by key. A faulty one is ``None``: the values that name it are not faulty too."""
    return {key: _read_source(document, ("sources", key)) for key in document.table(("sources",))}


def _read_source(document: Document, path: tuple[str, str]) -> Stated | None:
    document.unknown_keys(path, {"title", "file", "year", "checked"})
    table, name = document.table(path), ".".join(path)
    title, file, year, checked = (table.get(each) for each in ("title", "file", "year", "checked"))
    if type(checked) is not date:
        document.fault((*path, "checked"), f"'{name}.checked' must be a date such as 2026-11-22")
    elif not isinstance(title, str) or not isinstance(file, str) or type(year) is not int:
        document.fault(path, f"'{name}' needs a title and a file in quotes, and a year")
    else:
        return Stated(source=f"{title} ({file}, {year})", checked=checked, assumed=False, note=None)
    return None


def _policy(document: Document, values: Mapping[str, Any]) -> CentrePolicy | None:
    names = {field.policy_field: f"{field.group}.{field.key}" for field in FIELDS if field.policy_field}
    if any(field.required and f"{field.group}.{field.key}" not in values for field in FIELDS if field.policy_field):
        return None
    given = {field: values[name] for field, name in names.items() if name in values}
    policy = CentrePolicy(**{"youngest_age": None, **given})
    for fault in policy_faults(policy):
        field, _, remedy = fault.partition(": ")
        document.fault((*names[field].split("."), "value"), f"'{names[field]}': {remedy}")
    return policy
