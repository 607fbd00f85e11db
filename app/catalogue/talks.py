"""Reading a centre's ``talks.toml``: which talks can be booked, how long they take, and how."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.catalogue.documents import Document
from app.catalogue.fields import Field, key_word, only_true, some_of, value_of, whole_number
from app.catalogue.languages import Translations, said
from app.catalogue.offers import Stated
from app.catalogue.policies import where_stated
from app.catalogue.wording import read_translations
from app.rules.answers import ForWhom
from app.rules.services import Mode
from app.rules.talks import Talk, talk_faults

_MINUTES = Field(whole_number, "a whole number of minutes", required=True)
FIELDS = {
    "key": Field(key_word, "letters a-z with _ between words", required=True),
    "minutes": _MINUTES,
    "before": Field(whole_number, "a whole number of minutes"),
    "after": Field(whole_number, "a whole number of minutes"),
    "every": _MINUTES,
    "modes": some_of(Mode, required=True),
    "audience": some_of(ForWhom),
    "notice_minutes": _MINUTES,
    "horizon_days": Field(whole_number, "a whole number of days", required=True),
    "first": Field(only_true, "true, or left out"),
}
_LEFT_OUT = {"before": 0, "after": 0, "audience": (), "first": False}
_ABOUT = ("name", "about", "source", "assumed", "note")


@dataclass(frozen=True, kw_only=True)
class BookableTalk:
    """One talk with its words."""

    talk: Talk
    name: Translations
    about: Translations
    stated: Stated

    def name_in(self, language: str) -> str:
        return said(self.name, language)

    def about_in(self, language: str) -> str:
        """What it is, in one sentence under the page's heading."""
        return said(self.about, language)


def read_talks(document: Document, sources: Mapping[str, Stated | None]) -> tuple[BookableTalk, ...]:
    """The talks in the order of the file. Every kind of person must find one; every fault is noted."""
    document.unknown_keys((), {"talk"})
    tables = document.content.get("talk", [])
    if not isinstance(tables, list) or any(not isinstance(each, dict) for each in tables):
        document.fault(("talk",), "write each talk under a header of its own: [[talk]]")
        return ()
    found = [_read_talk(document, ("talk", str(at)), each, sources) for at, each in enumerate(tables)]
    talks = tuple(each for each in found if each)
    if len(talks) == len(found) and document.content:
        _check(document, talks)
    return talks


def _read_talk(
    document: Document, path: tuple[str, ...], table: Mapping[str, Any], sources: Mapping[str, Stated | None]
) -> BookableTalk | None:
    before = len(document.faults)
    for key in table:
        if key not in FIELDS and key not in _ABOUT:
            document.fault((*path, key), f"'{key}' is unknown on a talk; remove it or correct its spelling")
    values = {name: value_of(document, path, table, name, field) for name, field in FIELDS.items()}
    name = read_translations(document, (*path, "name"), table.get("name", {}))
    about = read_translations(document, (*path, "about"), table.get("about", {}))
    stated = where_stated(document, path, table, sources)
    if len(document.faults) > before or stated is None:
        return None
    given: dict[str, Any] = {name: _LEFT_OUT.get(name) if value is None else value for name, value in values.items()}
    talk = Talk(**given)
    for fault in talk_faults(talk):
        field, _, remedy = fault.partition(": ")
        document.fault((*path, field), f"'{talk.key}', {field}: {remedy}")
    return BookableTalk(talk=talk, name=name, about=about, stated=stated)


def _check(document: Document, talks: tuple[BookableTalk, ...]) -> None:
    keys = [each.talk.key for each in talks]
    for at, key in enumerate(keys):
        if key in keys[:at]:
            document.fault(("talk", str(at), "key"), f"the key '{key}' is used twice; give each talk its own")
    for who in ForWhom:
        if sum(who in each.talk.audience for each in talks) != 1:
            document.fault((), f"exactly one talk must be for '{who}'; name it in that talk's audience")
    if not any(each.talk.first for each in talks):
        document.fault((), "no talk is first = true; the promise of a first talk needs one (B1)")
