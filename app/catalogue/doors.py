"""Reading a centre's ``doors.toml``: its own ways in, each with an address of its own, its own words and question."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from app.catalogue.documents import Document, Fault, read_document
from app.catalogue.offers import Door, Stated
from app.catalogue.policies import where_stated
from app.catalogue.wording import read_translations
from app.rules.answers import AgeBand, ForWhom, Substance
from app.rules.questions import Step

# The first words of the portal's own addresses. A test compares them with the routes.
OWN_ADDRESSES = frozenset(
    {
        "begynd",
        "da",
        "dele",
        "en",
        "healthz",
        "kode",
        "log-ind",
        "log-ud",
        "min-side",
        "personale",
        "privatliv",
        "readyz",
        "rettigheder",
        "skriv",
        "skriv-slet",
        "static",
        "tjek",
        "trygt",
        "ud",
        "was",
    }
)
# An address is seen in a browser's history and over a shoulder, so it never says what it is about.
SAYS_TOO_MUCH = re.compile("alkohol|alcohol|drik|drink|druk|stof|drug|misbrug|rusmid|afhaeng|addict|hash|kokain|heroin")
CENTRE = "{centre}"  # in an address it becomes the centre's key, so a copied folder has addresses of its own
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LENGTHS = range(3, 41)
_ASKED_FIRST = {"age": Step.AGE, "substance": Step.SUBSTANCE}
_KEYS = ("slug", "name", "intro", "audience", "asks_first", "age", "substance", "source", "assumed", "note")

Choice = TypeVar("Choice", bound=StrEnum)


class Doors:
    """Reads the doors of one centre after another, and remembers whose each address is."""

    def __init__(self, *, centres: frozenset[str]) -> None:
        self._centres = centres
        self._owners: dict[str, str] = {}

    def read(
        self, root: Path, centre: str, sources: Mapping[str, Stated | None], faults: list[Fault]
    ) -> tuple[Door, ...]:
        """A centre's doors in the order of its file; none where there is no file. Every fault is noted."""
        file = f"{centre}/doors.toml"
        if not (root / file).exists():
            return ()
        document = read_document(root, file, faults)
        document.unknown_keys((), {"door"})
        tables = document.content.get("door", [])
        if not isinstance(tables, list) or any(not isinstance(each, dict) for each in tables):
            document.fault(("door",), "write each door under a header of its own: [[door]]")
            return ()
        slugs = [
            self._claimed(document, ("door", str(at), "slug"), table.get("slug"), centre)
            for at, table in enumerate(tables)
        ]
        doors = [_read_door(document, ("door", str(at)), table, slugs[at], sources) for at, table in enumerate(tables)]
        return tuple(door for door in doors if door)

    def _claimed(self, document: Document, path: tuple[str, ...], written: Any, centre: str) -> str:
        slug = written.replace(CENTRE, centre) if isinstance(written, str) else written
        if not isinstance(slug, str) or not _SLUG.fullmatch(slug) or len(slug) not in _SLUG_LENGTHS:
            document.fault(
                path, "'slug' must be 3 to 40 letters a-z, digits and single dashes, such as \"unge-{centre}\""
            )
        elif SAYS_TOO_MUCH.search(slug):
            document.fault(path, f"the address '{slug}' tells others what it is about; choose a neutral one")
        elif slug in OWN_ADDRESSES or slug in self._centres:
            document.fault(path, f"the address '{slug}' is the portal's own; choose another")
        elif slug in self._owners:
            document.fault(path, f"the address '{slug}' is taken by '{self._owners[slug]}'; choose another")
        else:
            self._owners[slug] = centre
            return str(slug)
        return ""


def _read_door(
    document: Document, path: tuple[str, ...], table: Mapping[str, Any], slug: str, sources: Mapping[str, Stated | None]
) -> Door | None:
    before = len(document.faults)
    for key in table:
        if key not in _KEYS:
            document.fault((*path, key), f"'{key}' is unknown on a door; remove it or correct its spelling")
    name = read_translations(document, (*path, "name"), table.get("name", {}))
    intro = read_translations(document, (*path, "intro"), table.get("intro", {}))
    audience = _audience(document, path, table)
    asks_first = _choice(document, path, table, "asks_first", _ASKED_FIRST)
    age = _choice(document, path, table, "age", _by_value(AgeBand))
    substance = _choice(document, path, table, "substance", _by_value(Substance))
    if (asks_first is Step.AGE and age) or (asks_first is Step.SUBSTANCE and substance):
        document.fault(
            (*path, "asks_first"), "the door asks what coming through it has answered; leave one of them out"
        )
    stated = where_stated(document, path, table, sources)
    if len(document.faults) > before or stated is None or not slug:
        return None
    return Door(
        slug=slug,
        name=name,
        intro=intro,
        audience=audience,
        asks_first=asks_first,
        age=age,
        substance=substance,
        stated=stated,
    )


def _audience(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> tuple[ForWhom, ...]:
    asked, known = table.get("audience"), _by_value(ForWhom)
    if not isinstance(asked, list) or not asked or any(each not in known for each in map(str, asked)):
        asked = None
    if asked is None or len(set(asked)) != len(asked):
        document.fault((*path, "audience"), f"'audience' must be a list of {_listed(known)}, each once")
        return ()
    return tuple(known[each] for each in asked)


def _choice(
    document: Document, path: tuple[str, ...], table: Mapping[str, Any], key: str, known: Mapping[str, Choice]
) -> Choice | None:
    if key not in table:
        return None
    if not isinstance(table[key], str) or table[key] not in known:
        document.fault((*path, key), f"'{key}' must be one of {_listed(known)}")
        return None
    return known[table[key]]


def _by_value(kind: type[Choice]) -> dict[str, Choice]:
    return {each.value: each for each in kind}


def _listed(known: Mapping[str, object]) -> str:
    return ", ".join(f'"{each}"' for each in known)
