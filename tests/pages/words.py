"""What a person reads on a page, as lines of text: headings and list items are sentences of their own."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from tests.review import HTML, SVG

# A block begins and ends a line. What stands in a table is columns; what somebody typed is not ours to judge.
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "button",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "label",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "section",
        "select",
        "summary",
        "ul",
    }
)
NOT_READ = frozenset({"script", "style", "table", "textarea", "output", "template"})
PASSED_OVER = frozenset({"code", "own-words", "sr-only", "q-top"})  # q-top: 'Tilbage' and 'Spørgsmål 3 af 12'
NUMBERS = re.compile(r"\b[\d.\-–/: ]*\d[\d.\-–/: ]*\b")
FIELDS = frozenset({"input", "textarea", "select"})


def reading_text(root: ElementTree.Element) -> str:
    """The text of a page's main part, a line for each block, without codes, numbers and tables."""
    mains = list(root.iter(HTML + "main"))
    said = "".join(pieces(mains[0] if mains else root))
    lines = (" ".join(NUMBERS.sub(" ", line).split()) for line in said.splitlines())
    return "\n".join(line for line in lines if line)


def pieces(element: ElementTree.Element) -> Iterator[str]:
    tag = str(element.tag).removeprefix(HTML)
    if tag in NOT_READ or tag.startswith(SVG) or element.get("hidden") is not None:
        return
    if PASSED_OVER & set((element.get("class") or "").split()):
        return
    around = "\n" if tag in BLOCKS else ""
    yield around
    yield element.text or ""
    for child in element:
        yield from pieces(child)
        yield child.tail or ""
    yield around


def has_fields(root: ElementTree.Element) -> bool:
    """Whether something is to be filled in here."""
    for main in root.iter(HTML + "main"):
        for each in main.iter():
            if str(each.tag).removeprefix(HTML) in FIELDS and each.get("type") not in ("hidden", "submit"):
                return True
    return False
