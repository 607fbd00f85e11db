"""``check translations`` and ``translations update``: what the pages say, and what English knows of it."""

from pathlib import Path

import pytest

from app.commands import translating
from app.commands.translating import TEMPLATE_OPTIONS, faults, path_of, texts_in, texts_in_use, update
from tests.commands.conftest import Terminal

SAID: translating.Said = {
    "Hej": "Hej",
    "Du har %(number)s besked.": ("Du har %(number)s besked.", "Du har %(number)s beskeder."),
    "Kære %(name)s": "Kære %(name)s",
}
COMPLETE = """
msgid "Hej"
msgstr "Hello"

#, python-format
msgid "Du har %(number)s besked."
msgid_plural "Du har %(number)s beskeder."
msgstr[0] "You have %(number)s message."
msgstr[1] "You have %(number)s messages."

#, python-format
msgid "Kære %(name)s"
msgstr "Dear %(name)s"
"""


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An English catalogue of the test's own, for a portal that says three things."""
    monkeypatch.setattr(translating, "LOCALES", tmp_path)
    monkeypatch.setattr(translating, "texts_in_use", lambda: SAID)
    path = path_of("en")
    path.parent.mkdir(parents=True)
    path.write_text(translating.HEADER.format(language="en") + COMPLETE.lstrip(), encoding="utf-8")
    return path


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_a_complete_catalogue_has_no_fault(catalogue: Path) -> None:
    assert faults("en") == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('msgid "Hej"\nmsgstr "Hello"\n', "", "missing: 'Hej'"),
        ('"Hello"', '""', "not translated: 'Hej'"),
        ("You have %(number)s messages.", "", "not translated: 'Du har %(number)s besked.'"),
        ('msgid "Hej"', '#, fuzzy\nmsgid "Hej"', "fuzzy: 'Hej'"),
        ('msgid "Hej"', 'msgid "Farvel"\nmsgstr "Goodbye"\n\nmsgid "Hej"', "obsolete: 'Farvel'"),
        ("Dear %(name)s", "Dear %(navn)s", "names other values: 'Kære %(name)s'"),
        ("Dear %(name)s", "Dear you", "names other values: 'Kære %(name)s'"),
        ("%(number)s beskeder", "%(number)s breve", "plural has changed: 'Du har %(number)s besked.'"),
    ],
)
def test_each_fault_is_named(catalogue: Path, before: str, after: str, fault: str) -> None:
    edit(catalogue, before, after)
    assert fault in faults("en")


def test_a_missing_catalogue_is_everything_missing(catalogue: Path) -> None:
    catalogue.unlink()
    assert len(faults("en")) == len(SAID)


def test_updating_adds_what_is_missing_and_moves_nothing(catalogue: Path) -> None:
    edit(catalogue, 'msgid "Hej"\nmsgstr "Hello"\n\n', 'msgid "Farvel"\nmsgstr "Goodbye"\n\n')
    before = catalogue.read_text(encoding="utf-8")
    assert update("en", SAID, drop_obsolete=False) == (1, 0)
    assert catalogue.read_text(encoding="utf-8") == before.rstrip() + '\n\nmsgid "Hej"\nmsgstr ""\n\n'
    assert update("en", SAID, drop_obsolete=True) == (0, 1)
    after = catalogue.read_text(encoding="utf-8")
    assert "Farvel" not in after
    assert "POT-Creation-Date" not in after
    update("en", SAID, drop_obsolete=True)
    assert catalogue.read_text(encoding="utf-8") == after


def test_updating_keeps_translations_remarks_and_marks(catalogue: Path) -> None:
    edit(catalogue, 'msgid "Hej"', '# said at the door\n#, fuzzy\nmsgid "Hej"')
    update("en", {**SAID, "Ny": "Ny"}, drop_obsolete=True)
    text = catalogue.read_text(encoding="utf-8")
    assert '# said at the door\n#, fuzzy\nmsgid "Hej"\nmsgstr "Hello"' in text
    assert "You have %(number)s messages." in text


def test_the_command_updates_every_language(terminal: Terminal, catalogue: Path) -> None:
    catalogue.unlink()
    said = terminal("translations", "update")
    assert (said.status, said.out) == (0, f"en: 3 added, 0 dropped; {catalogue}\n")
    assert terminal("check", "translations").status == 1


TEMPLATE = """
{{ _("Tilbage") }}
{% trans name=who %}Kære {{ name }}{% endtrans %}
{% trans count=number %}{{ count }} besked{% pluralize %}{{ count }} beskeder{% endtrans %}
{% if ngettext("én", "flere", 2) %}{{ gettext("Videre") }}{% endif %}
{{ _(variable) }}
"""
CODE = """
from app.web.language import mark
TEXT = mark("Står her")
def f(_, x):
    return _("Vises") + _(x) + mark("Delt "
        "i to")
"""


def test_everything_a_page_can_say_is_found(tmp_path: Path) -> None:
    page, code = tmp_path / "page.html", tmp_path / "code.py"
    page.write_text(TEMPLATE, encoding="utf-8")
    code.write_text(CODE, encoding="utf-8")
    assert list(texts_in(page, "jinja2.ext:babel_extract", TEMPLATE_OPTIONS)) == [
        "Tilbage",
        "Kære %(name)s",
        ("%(count)s besked", "%(count)s beskeder"),
        ("én", "flere"),
        "Videre",
    ]
    assert list(texts_in(code, "python", {})) == ["Står her", "Vises", "Delt i to"]


def test_the_portals_own_texts_are_found() -> None:
    said = texts_in_use()
    assert {"Tilbage", "Alkohol", "Mig selv", "Akut"} & set(said)
    assert len(said) > 300
    assert "" not in said
