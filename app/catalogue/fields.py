"""The values in the catalogue's lists of services and talks: how each is read, and what to write instead."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.catalogue.documents import Document

_KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")


@dataclass(frozen=True)
class Field:
    """One value: how it is read, what it looks like, and whether one can do without it."""

    reads: Callable[[Any], Any]
    looks_like: str
    required: bool = False


def key_word(value: Any) -> str:
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise ValueError
    return value


def whole_number(value: Any) -> int:
    if type(value) is not int:
        raise ValueError
    return value


def only_true(value: Any) -> bool:
    if value is not True:
        raise ValueError
    return True


def two_numbers(value: Any) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError
    return whole_number(value[0]), whole_number(value[1])


def key_words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise ValueError
    return tuple(map(key_word, value))


def one_of(kind: type[StrEnum], *, required: bool = False) -> Field:
    return Field(kind, f"one of {_choices(kind)}", required)


def some_of(kind: type[StrEnum], *, required: bool = False) -> Field:
    def read(value: Any) -> tuple[StrEnum, ...]:
        if not isinstance(value, list) or not value or len(set(value)) != len(value):
            raise ValueError
        return tuple(map(kind, value))

    return Field(read, f"a list of {_choices(kind)}, each once", required)


def _choices(kind: type[StrEnum]) -> str:
    return ", ".join(f'"{each}"' for each in kind)


def value_of(document: Document, path: tuple[str, ...], table: Mapping[str, Any], name: str, field: Field) -> Any:
    """A value as its field reads it; ``None`` where there is none. Notes what is missing and what cannot be read."""
    if name not in table:
        if field.required:
            document.fault((*path, name), f"'{name}' is missing: {field.looks_like}")
        return None
    try:
        return field.reads(table[name])
    except (ValueError, TypeError):
        document.fault((*path, name), f"'{name}' must be {field.looks_like}")
        return None
