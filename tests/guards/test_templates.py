"""Templates: named after the route that shows them, shown by something, and holding nothing that could run."""

import re

import pytest
from fastapi import FastAPI
from jinja2 import Environment
from jinja2.meta import find_referenced_templates

from tests.guards.routes import every_route
from tests.guards.source import modules, short, templates, texts

PARSER = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
SHARED = ("layouts/", "components/")
# Pages that are not named after their route, and why.
OTHER_NAMES = {
    "centres/citizen/door.html": "what 'centre_front' shows, whatever the centre",
    "inquiries/citizen/steps/": "one file a question; the route is 'question'",
    "inquiries/citizen/no_code.html": "what 'code' shows when there is none any more",
    "own_page/citizen/shown_code.html": "what 'new_code' shows while there is a code to show",
    "own_page/citizen/sign_in.html": "'sign_in_with_code': the desk has a 'sign_in' of its own",
    "questionnaires/citizen/two_answers.html": "what 'answer_form_question' asks when two devices have answered",
    "questionnaires/citizen/not_counted.html": "what 'answer_form_question' says of an answer that came too late",
    "triage/staff/reason.html": "what 'inquiry' asks first when it is not yours",
    "triage/staff/taken.html": "what 'claim' says to whoever comes second",
    "visitation/staff/decided_meanwhile.html": "what 'decide' says to whoever comes second",
    "messages/staff/reply.html": "the form of 'reply' again, with what was typed",
    "messages/staff/note.html": "the form of 'note' again, with what was typed",
}
OWN_SENTENCES = {"app/commands/check.py"}  # asks PostgreSQL for settings by names that stand beside it
PAGE_NAME = re.compile(r"^[a-z_]+/(citizen|staff)/[a-z_/]+\.html$")

# What must not stand in a template, and what it would open (security 3.2).
FORBIDDEN = {
    "an inline style": r"\sstyle\s*=",
    "an inline handler": r"[\s\"']on[a-z]+\s*=",
    "a style element": r"<style\b",
    "a script without a source": r"<script(?![^>]*\ssrc=)[^>]*>",
    "a script address": r"javascript:|data:text",
    "text that is trusted": r"\|\s*safe\b|\bMarkup\(|\|\s*tojson\b",
    "escaping switched off": r"autoescape\s+(?!true)",
    "htmx that runs script": r"hx-on\b|hx-vars|hx-(vals|headers)\s*=\s*[\"']\s*js:|hx-trigger\s*=\s*[\"'][^\"']*\[",
    "an address in the browser's history": r"hx-push-url",
    "somebody else's address": r"(?:src|srcset|action|hx-get|hx-post)\s*=\s*[\"'](?:https?:)?//",
    "a value outside quotes": r"\s[\w:-]+=\{\{",
    "a window that may look back": r"target\s*=\s*[\"']_blank",
}


def lint(source: str) -> list[str]:
    return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source, re.IGNORECASE)]


@pytest.mark.parametrize(
    "source",
    [
        '<p style="color: red">',
        '<a href="#" onclick="go()">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a href="javascript:go()">',
        "{{ text|safe }}",
        "{{ text | safe }}",
        "{% autoescape false %}",
        '<div hx-on:click="go()">',
        """<div hx-vals='js:{"a": go()}'>""",
        '<div hx-trigger="keyup[go()]">',
        '<a hx-push-url="true">',
        '<img src="https://elsewhere.example/a.png">',
        "<input value={{ text }}>",
        '<a target="_blank" href="/x">',
    ],
)
def test_the_lint_sees_what_it_should(source: str) -> None:
    assert lint(source)


def test_templates_hold_nothing_that_could_run() -> None:
    for name, source in templates():
        assert not lint(re.sub(r"\{#.*?#\}", "", source, flags=re.DOTALL)), f"{name}: {lint(source)}"


def test_templates_link_to_other_sites_without_telling_them_where_from() -> None:
    for name, source in templates():
        for link in re.findall(r"<a\b[^>]*href=\"https?://[^>]*>", source):
            assert "noreferrer" in link, f"{name}: {link}"


def test_code_trusts_no_text() -> None:
    """Nothing in Python may hand a template something that is not escaped, or a database a sentence it made itself."""
    for path, _ in modules():
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"\bMarkup\b|autoescape=False", source), short(path)
        if short(path) not in OWN_SENTENCES:
            assert not re.search(r"\btext\(\s*f[\"']", source), short(path)


def rendered() -> set[str]:
    """Templates that the program names itself; ``*`` stands for a part that is only known when it runs."""
    found = {text for _, tree in modules() for text in texts(tree) if text.endswith(".html") and "/" in text}
    return {text for text in found if not text.startswith("templates/")}  # a command that reads them all


def needed(name: str, sources: dict[str, str]) -> set[str]:
    """A template with everything it extends, includes or imports, however deep."""
    todo, seen = [name], set[str]()
    while todo:
        current = todo.pop()
        if current not in seen:
            seen.add(current)
            found = find_referenced_templates(PARSER.parse(sources[current]))
            todo += [each for each in found if each is not None]
            todo += re.findall(r"[\"']([a-z_]+/[a-z_/]+\.html)[\"']", sources[current])  # chosen by a condition
    return seen


def named(pattern: str, sources: dict[str, str]) -> set[str]:
    return {name for name in sources if re.fullmatch(re.escape(pattern).replace(r"\*", "[a-z_]+"), name)}


def test_everything_that_is_rendered_exists() -> None:
    sources = dict(templates())
    assert not [pattern for pattern in rendered() if not named(pattern, sources)]


def test_there_is_no_template_that_nothing_renders() -> None:
    sources = dict(templates())
    roots = {name for pattern in rendered() for name in named(pattern, sources)}
    reached = {each for root in roots for each in needed(root, sources)}
    assert set(sources) - reached == set()


def test_a_page_is_named_after_its_route(app: FastAPI) -> None:
    """``templates/<feature>/<citizen or staff>/<route>.html``; fragments begin with ``_``."""
    routes = {(route.module.split(".")[1], route.at_desk, route.name) for route in every_route(app)}
    for name, _ in templates():
        if name.startswith(SHARED) or name.rpartition("/")[2].startswith("_"):
            continue
        assert PAGE_NAME.match(name), name
        feature, side, *_, page = name.removesuffix(".html").split("/")
        if not any(name.startswith(other) for other in OTHER_NAMES):
            assert (feature, side == "staff", page) in routes, f"{name} is not named after a route of '{feature}'"


def test_the_list_of_other_names_names_nothing_that_is_gone() -> None:
    names = [name for name, _ in templates()]
    assert not [other for other in OTHER_NAMES if not any(name.startswith(other) for name in names)]
