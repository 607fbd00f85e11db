"""Reading a questionnaire's TOML: for whom it is, what is said before it, what is counted, and where that is from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.catalogue.documents import Document
from app.catalogue.fields import Field, key_word, one_of, only_true, some_of, value_of, whole_number
from app.catalogue.wording import read_translations
from app.rules.answers import AgeBand, ForWhom
from app.rules.flags import Flag
from app.rules.questionnaire import Texts
from app.rules.scoring import Band, FlagRule, Missing, Score, Sex

TEXT = {"own": False, "official": True}  # whether the words are still to come


def words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return " ".join(value.split())


def link_id(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value


def link_ids(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or len(set(value)) != len(value):
        raise ValueError
    return tuple(map(link_id, value))


def number(value: Any) -> Decimal:
    return Decimal(whole_number(value))


def day(value: Any) -> date:
    if type(value) is not date:
        raise ValueError
    return value


def origin(value: Any) -> bool:
    if value not in TEXT:
        raise ValueError
    return TEXT[value]


_WORDS = Field(words, 'a text in "…"', required=True)
_NUMBER = Field(number, "a whole number", required=True)
FIELDS = {
    "audience": some_of(ForWhom, required=True),
    "ages": some_of(AgeBand),
    "minutes": Field(whole_number, "a whole number of minutes", required=True),
    "wording": _WORDS,
    "text": Field(origin, '"own", or "official" where the words belong to others', required=True),
    "source": _WORDS,
    "copyright": _WORDS,
    # What a counsellor reads first: how much each area weighs, how much help is wanted with it, and own goals.
    "burdens": Field(link_ids, 'a list of link ids, each once, such as ["a7"]'),
    "wishes": Field(link_ids, 'a list of link ids, each once, such as ["a8"]'),
    "goals": Field(link_ids, 'a list of link ids, each once, such as ["h4"]'),
    "checked": Field(day, "a date such as 2026-11-22", required=True),
}
SCORE = {
    "key": Field(key_word, "letters a-z with _ between words", required=True),
    "items": Field(link_ids, 'a list of link ids, each once, such as ["q1", "q2"]', required=True),
    "most": _NUMBER,
    "times": Field(number, "a whole number, or left out"),
    "missing": one_of(Missing),
    "may_miss": Field(whole_number, "a whole number, or left out"),
    "unasked": Field(number, "a whole number, or left out"),
    "higher_is_better": Field(only_true, "true, or left out"),
}
BAND = {"least": _NUMBER, "most": _NUMBER, "sex": one_of(Sex)}
FLAG = {
    "flag": one_of(Flag, required=True),
    "item": Field(link_id, 'a link id, such as "q9"', required=True),
    "at_least": Field(number, "a whole number, or left out"),
}


@dataclass(frozen=True, kw_only=True)
class Sidecar:
    """What stands beside the form."""

    audience: tuple[ForWhom, ...]
    ages: tuple[AgeBand, ...]
    minutes: int
    intro: Texts
    wording: str
    needs_text: bool
    scores: tuple[Score, ...]
    flags: tuple[FlagRule, ...]
    source: str
    copyright: str
    checked: date
    burdens: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()


def read_sidecar(document: Document) -> Sidecar | None:
    """What the file says; ``None`` when something is wrong, which is then noted in the document."""
    if not document.content:
        return None
    before = len(document.faults)
    document.unknown_keys((), {*FIELDS, "intro", "note", "score", "flag"})
    values = {name: value_of(document, (), document.content, name, field) for name, field in FIELDS.items()}
    intro = read_translations(document, ("intro",), document.content.get("intro", {}))
    scores = [_score(document, path, each) for path, each in _tables(document, (), document.content, "score")]
    flags = [_flag(document, path, each) for path, each in _tables(document, (), document.content, "flag")]
    if len(document.faults) > before:
        return None
    return Sidecar(
        audience=values["audience"],
        ages=values["ages"] or (),
        minutes=values["minutes"],
        intro=intro,
        wording=values["wording"],
        needs_text=values["text"],
        scores=tuple(each for each in scores if each),
        flags=tuple(each for each in flags if each),
        source=values["source"],
        copyright=values["copyright"],
        checked=values["checked"],
        burdens=values["burdens"] or (),
        wishes=values["wishes"] or (),
        goals=values["goals"] or (),
    )


def _tables(
    document: Document, path: tuple[str, ...], around: Mapping[str, Any], name: str
) -> list[tuple[tuple[str, ...], Mapping[str, Any]]]:
    found = around.get(name, [])
    if not isinstance(found, list) or any(not isinstance(each, dict) for each in found):
        document.fault((*path, name), f"write each {name} under a header of its own: [[{'.'.join((*path[:1], name))}]]")
        return []
    return [((*path, name, str(at)), each) for at, each in enumerate(found)]


def _read(
    document: Document, path: tuple[str, ...], table: Mapping[str, Any], fields: Mapping[str, Field], also: set[str]
) -> dict[str, Any]:
    """The fields that are there. Notes what is unknown, missing, or cannot be read."""
    for key in table:
        if key not in fields and key not in also:
            document.fault((*path, key), f"'{key}' is unknown; remove it or correct its spelling")
    values = {name: value_of(document, path, table, name, field) for name, field in fields.items()}
    return {name: value for name, value in values.items() if value is not None}


def _score(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> Score | None:
    before = len(document.faults)
    values = _read(document, path, table, SCORE, {"name", "band"})
    name = read_translations(document, (*path, "name"), table.get("name", {}))
    bands = [_band(document, inner, each) for inner, each in _tables(document, path, table, "band")]
    if len(document.faults) > before:
        return None
    return Score(name=name, bands=tuple(each for each in bands if each), **values)


def _band(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> Band | None:
    before = len(document.faults)
    values = _read(document, path, table, BAND, {"text"})
    text = read_translations(document, (*path, "text"), table.get("text", {}))
    return None if len(document.faults) > before else Band(text=text, **values)


def _flag(document: Document, path: tuple[str, ...], table: Mapping[str, Any]) -> FlagRule | None:
    before = len(document.faults)
    values = _read(document, path, table, FLAG, set())
    return None if len(document.faults) > before else FlagRule(**values)
