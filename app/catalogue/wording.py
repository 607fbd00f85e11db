"""Reading the catalogue's texts: every one in every language, and every one that a page needs."""

from typing import Any

from app.catalogue.documents import Document
from app.catalogue.languages import LANGUAGES, Texts

# What each centre says in its own words. The pages ask for these by name.
CENTRE_TEXTS = (
    "intro",
    "readers",
    "who",
    "under_18",
    "elsewhere",
    "anonymous",
    "relatives",
    "professionals",
    "complaint",
    "transport",
    "price",
)
# What is the same everywhere, because the law is.
COMMON_TEXTS = ("duty", "duty_more", "hypothetical", "withdrawal")


def read_texts(document: Document, keys: tuple[str, ...]) -> Texts:
    """The texts of a file by language and key. Notes every missing text and every missing translation."""
    document.unknown_keys((), keys)
    texts: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for key in keys:
        if key not in document.content:
            document.fault((key,), f"the text '{key}' is missing; add [{key}] with {_each_language()}")
            continue
        for language, text in read_translations(document, (key,), document.table((key,))).items():
            texts[language][key] = text
    return texts


def read_translations(document: Document, path: tuple[str, ...], table: Any) -> dict[str, str]:
    """One text in each language, its line breaks made spaces. Notes what is missing."""
    name = ".".join(part for part in path if not part.isdigit())
    if not isinstance(table, dict):
        document.fault(path, f"'{name}' must be a table with {_each_language()}")
        return {}
    for language in table:
        if language not in LANGUAGES:
            document.fault((*path, language), f"'{name}' has the unknown language '{language}'; use {_each_language()}")
    found = {}
    for language in LANGUAGES:
        text = table.get(language)
        if isinstance(text, str) and text.strip():
            found[language] = " ".join(text.split())
        else:
            document.fault(path, f"'{name}' has no translation '{language}'; add {language} = \"…\"")
    return found


def _each_language() -> str:
    return " and ".join(f'{language} = "…"' for language in LANGUAGES)
