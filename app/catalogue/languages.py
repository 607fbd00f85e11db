"""The languages the catalogue speaks, and how one text is found in one of them."""

from collections.abc import Mapping

FIRST_LANGUAGE = "da"
LANGUAGES = (FIRST_LANGUAGE, "en")

Translations = Mapping[str, str]  # language -> text
Texts = Mapping[str, Translations]  # language -> key -> text


def said(text: Translations, language: str) -> str:
    """A text in a language; Danish where a later language lacks it."""
    return text.get(language) or text[FIRST_LANGUAGE]
