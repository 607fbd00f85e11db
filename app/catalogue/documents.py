"""Reading the catalogue's TOML files, and saying for each fault the file, the line and the remedy."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

KeyPath = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing to mend. ``file`` is relative to the catalogue's folder."""

    file: str
    line: int
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.remedy}"


class CatalogueFault(Exception):
    """The catalogue cannot be used: every fault at once, one line each, so it is mended in one go."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.remedy)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file's content, where each key stands, and the list that collects what is wrong with it."""

    file: str
    content: Mapping[str, Any]
    lines: Mapping[KeyPath, int]
    faults: list[Fault] = field(compare=False)

    def fault(self, path: KeyPath, remedy: str) -> None:
        """Note a fault at a key, or at the nearest table around a key that is not there."""
        while path and path not in self.lines:
            path = path[:-1]
        self.faults.append(Fault(file=self.file, line=self.lines.get(path, 1), remedy=remedy))

    def unknown_keys(self, path: KeyPath, known: Iterable[str]) -> None:
        """Note every key at ``path`` that nobody reads: a misspelt promise must not vanish in silence."""
        names = sorted(known)
        for key in self.table(path):
            if key not in names:
                self.fault((*path, key), f"'{'.'.join((*path, key))}' is unknown; remove it or use {_listed(names)}")

    def table(self, path: KeyPath) -> Mapping[str, Any]:
        """The table at ``path``; empty where there is none. Notes a fault where something else stands."""
        here: Mapping[str, Any] = self.content
        for at, key in enumerate(path):
            inner = here.get(key, {})
            if not isinstance(inner, Mapping):
                self.fault(path[: at + 1], f"'{'.'.join(path[: at + 1])}' must be a table: write [{'.'.join(path)}]")
                return {}
            here = inner
        return here


def read_document(folder: Path, file: str, faults: list[Fault]) -> Document:
    """Read one file. One that is missing or is no TOML is noted, and reads as empty."""
    try:
        text = (folder / file).read_text(encoding="utf-8")
        return Document(file=file, content=tomllib.loads(text), lines=_lines_of(text), faults=faults)
    except FileNotFoundError:
        faults.append(Fault(file=file, line=1, remedy="the file is missing; copy it from another centre and edit it"))
    except UnicodeDecodeError:
        faults.append(Fault(file=file, line=1, remedy="the file is not UTF-8; save it as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        faults.append(Fault(file=file, line=int(line[1]) if line else 1, remedy=f"this is no TOML; mend it: {error}"))
    return Document(file=file, content={}, lines={}, faults=[])  # its other faults would only follow from this one


_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"-]+)\s*=")


def _lines_of(text: str) -> dict[KeyPath, int]:
    """Where each table and key stands: the parser tells no lines, and a fault without one is hard to find.

    Knows the TOML that the catalogue uses: headers, keys, texts over several lines, lists of tables (numbered from 0).
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    numbers: dict[KeyPath, int] = {}
    inside_text = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not inside_text:
            if header := _HEADER.match(line):
                table = _parts(header[1])
                if table[:1] in numbers and len(table) > 1:
                    table = (table[0], str(numbers[table[:1]]), *table[1:])
                if line.lstrip().startswith("[["):
                    numbers[table] = numbers.get(table, -1) + 1
                    table = (*table, str(numbers[table]))
                for depth in range(1, len(table) + 1):
                    lines.setdefault(table[:depth], number)
            elif key := _KEY.match(line):
                lines.setdefault((*table, *_parts(key[1])), number)
        inside_text ^= line.count('"""') % 2 == 1
    return lines


def _parts(dotted: str) -> KeyPath:
    return tuple(part.strip().strip('"') for part in dotted.split("."))


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
