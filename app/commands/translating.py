"""Comparing what the portal says in Danish with what its other languages know."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from app.web.language import FIRST, LANGUAGES, LOCALES

ROOT = Path(__file__).resolve().parents[2]
TRANSLATED = tuple(language for language in LANGUAGES if language != FIRST)
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None}
# As ``web/pages.py`` reads templates: another setting would find other texts than the pages ask for.
TEMPLATE_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "false", "silent": "false"}
VALUE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
Said = dict[str, str | tuple[str, str]]  # by its (first) Danish text


def texts_in_use() -> Said:
    """Every Danish text that is translated somewhere, in the order in which files and lines come."""
    said: Said = {}
    for pattern, method, options in (
        ("templates/**/*.html", "jinja2.ext:babel_extract", TEMPLATE_OPTIONS),
        ("app/**/*.py", "python", {}),
    ):
        for path in sorted(ROOT.glob(pattern)):
            for message in texts_in(path, method, options):
                said.setdefault(first_of(message), message)
    return said


def texts_in(path: Path, method: str, options: dict[str, str]) -> Iterator[str | tuple[str, str]]:
    with path.open("rb") as file:
        for _, message, _, _ in extract(method, file, keywords=KEYWORDS, options=options):
            yield message if isinstance(message, str) else (message[0], message[1])


def faults(language: str) -> list[str]:
    """What is missing, empty, obsolete or fuzzy in one language, a line each."""
    said, known = texts_in_use(), {first_of(each.id): each for each in entries(read(language))}
    return [
        *(f"missing: {text!r}" for text in said if text not in known),
        *(f"obsolete: {text!r}" for text in known if text not in said),
        *(f"not translated: {text!r}" for text, each in known.items() if text in said and not translated(each)),
        *(f"plural has changed: {text!r}" for text, each in known.items() if text in said and each.id != said[text]),
        *(f"fuzzy: {text!r}" for text, each in known.items() if each.fuzzy),
        *(
            f"names other values: {text!r}"
            for text, each in known.items()
            if translated(each) and not same_values(each)
        ),
    ]


def same_values(message: Message) -> bool:
    """Whether a translation names the values that its Danish text names: a page would fail on any other."""
    danish, theirs = (set(VALUE.findall(" ".join(forms(each)))) for each in (message.id, message.string))
    return danish == theirs


def update(language: str, said: Said, *, drop_obsolete: bool) -> tuple[int, int]:
    """Add what is missing at the end, so that nothing else moves. Returns how many were added and dropped."""
    before = read(language)
    after = Catalog(locale=language, fuzzy=False)
    dropped = 0
    for each in entries(before):
        if drop_obsolete and first_of(each.id) not in said:
            dropped += 1
        else:
            after.add(each.id, each.string, flags=each.flags, user_comments=each.user_comments)
    known = {first_of(each.id) for each in entries(after)}
    missing = [message for text, message in said.items() if text not in known]
    for message in missing:
        after.add(message)
    write(after, language)
    return len(missing), dropped


def read(language: str) -> Catalog:
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(catalog: Catalog, language: str) -> None:
    """Without dates and places, which would change with every run."""
    body = BytesIO()
    write_po(body, catalog, width=120, no_location=True, omit_header=True, ignore_obsolete=True)
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(language=language) + body.getvalue().decode().lstrip("\n"), encoding="utf-8")


def path_of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "messages.po"


def entries(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def first_of(message: object) -> str:
    """What a text is known by: itself, or its singular."""
    return forms(message)[0]


def translated(message: Message) -> bool:
    return all(forms(message.string))


def forms(message: object) -> tuple[str, ...]:
    """A text, or its singular and plural."""
    return tuple(message) if isinstance(message, tuple | list) else (str(message or ""),)
