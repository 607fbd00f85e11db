"""The words that are never said to a citizen (words.md), in neither language, on no page and in no text."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from babel.messages.pofile import read_po

from app.web.language import LOCALES
from tests.conftest import ROOT
from tests.pages.album import Album
from tests.review import NEVER_SAID, QUOTED

SPOKEN_ATTRIBUTES = ("alt", "aria-label", "content", "placeholder", "title", "value")
# Words that are one thing to a citizen and another to somebody who builds, and stand at the desk or in a log.
LISTED = {
    "da": "misbrug misbruger narkoman alkoholiker junkie klient patient belastet",
    "en": "abuse abuser addict alcoholic user dirty client",
}


def fault_in(text: str, language: str) -> str | None:
    found = re.search(NEVER_SAID[language], QUOTED.sub("", text), re.IGNORECASE)
    return f"…{text[max(0, found.start() - 40) : found.end() + 40]}…" if found else None


@pytest.mark.parametrize(("language", "word"), [(code, word) for code, said in LISTED.items() for word in said.split()])
def test_the_check_knows_every_word_of_the_list(language: str, word: str) -> None:
    assert fault_in(f"- {word} -", language)


def test_ordinary_words_are_left_alone() -> None:
    for text in ("Du bruger mere, end du vil.", "Hvad bruger den anden?", "brug af alkohol eller stoffer"):
        assert fault_in(text, "da") is None, text


def test_no_page_at_the_door_says_them(album: Album) -> None:
    for sheet in album:
        if sheet.at_desk:
            continue
        unseen = [each.get(name, "") for each in sheet.page.root.iter() for name in SPOKEN_ATTRIBUTES]
        said = " ".join((sheet.page.text_of(sheet.page.root), *unseen))
        assert not (fault := fault_in(said, sheet.language)), f"{sheet}: {fault}"


def test_no_text_of_a_centre_says_them() -> None:
    texts = list(catalogue_texts())
    assert len(texts) > 100
    for place, language, text in texts:
        assert not (fault := fault_in(text, language)), f"{place}: {fault}"


def catalogue_texts() -> Iterator[tuple[str, str, str]]:
    """Every text of the catalogue that has a language, with the file it stands in."""
    for file in sorted((ROOT / "catalogue").rglob("*.toml")):
        for language, text in translated(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield str(file.relative_to(ROOT)), language, text


def translated(value: Any) -> Iterator[tuple[str, str]]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict):
        yield from ((code, value[code]) for code in ("da", "en") if isinstance(value.get(code), str))
    for each in inside:
        yield from translated(each)


def test_no_translation_says_them() -> None:
    with (LOCALES / "en" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        for message in read_po(file, locale="en"):
            for text in message.string if isinstance(message.string, tuple) else (message.string,):
                assert not (fault := fault_in(text or "", "en")), fault
