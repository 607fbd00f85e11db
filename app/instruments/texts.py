"""A file's texts in each language they are there in, as plain words."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
TAG = re.compile(r"<[/!?a-zA-Z][^<>]{0,2000}>")
RUNS = re.compile(r"<(script|style)\b.*?(?:</\1\b[^<>]{0,100}>|\Z)", re.IGNORECASE | re.DOTALL)
MOST_ROUNDS = 5
LANGUAGE = re.compile(r"[a-z]{2,3}")
FIRST_LANGUAGE = "da"


def texts_of(holder: dict[str, Any], name: str, language: str) -> dict[str, str]:
    """A text and its translations. The markup in it is taken out; empty when there is none."""
    said = {language: plain(holder.get(name))} if isinstance(holder.get(name), str) else {}
    for extension in extensions(holder.get(f"_{name}")):
        if extension.get("url") == TRANSLATION:
            parts = {each.get("url"): each for each in extensions(extension)}
            tongue = str(parts.get("lang", {}).get("valueCode", "")).split("-")[0]
            content = parts.get("content", {})
            if LANGUAGE.fullmatch(tongue):
                said[tongue] = plain(content.get("valueString") or content.get("valueMarkdown") or "")
    return {tongue: text for tongue, text in said.items() if text}


def language_of(document: dict[str, Any]) -> str:
    """The language a file is written in; Danish when it does not say so in a way that can be read."""
    told = document.get("language")
    found = told.split("-")[0].lower() if isinstance(told, str) else ""
    return found if LANGUAGE.fullmatch(found) else FIRST_LANGUAGE


def extensions(holder: Any) -> Iterator[dict[str, Any]]:
    """The extensions of a part of the file, whatever else stands there."""
    yield from dicts(holder.get("extension") if isinstance(holder, dict) else None)


def dicts(found: Any) -> list[dict[str, Any]]:
    """The objects of a list; none when it is no list. A file may hold anything anywhere."""
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def plain(text: Any) -> str:
    """Words without markup and without what cannot be printed. A text that looks like markup is still only text."""
    shown = RUNS.sub(" ", text) if isinstance(text, str) else ""
    for _ in range(MOST_ROUNDS):  # what is taken out may leave another tag behind
        shown, found = TAG.subn(" ", shown)
        if not found:
            break
    kept = "".join(each for each in shown if each in "\n\t" or unicodedata.category(each)[0] != "C")
    return re.sub(r"[ \t]+", " ", kept).strip()


def has_markup(text: Any) -> bool:
    return isinstance(text, str) and TAG.search(text) is not None


def slug(name: str) -> str:
    """A short key of small letters, digits, hyphens and underscores."""
    plain_letters = name.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    ascii_only = unicodedata.normalize("NFKD", plain_letters).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", ascii_only).strip("-")[:40] or "skema"
