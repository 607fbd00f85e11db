"""From a FHIR file to a frozen form: checked for size and shape first, then item by item, then as a whole.

FHIR R4 ``Questionnaire``, and R5's way of writing choices (questionnaires §1, §5). No expression of a file is ever
run: what depends on one is refused or left out, and the report says so.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from app.instruments.extensions import COMPUTED, by_name
from app.instruments.items import Reader, say_what_is_lost
from app.instruments.report import Finding, Report, Said
from app.instruments.shape import is_bearable, parts
from app.instruments.texts import FIRST_LANGUAGE, dicts, language_of, plain, slug, texts_of
from app.instruments.values import frozen
from app.rules.branching import loop
from app.rules.questionnaire import Item, Questionnaire, walk

MOST_BYTES = 2_000_000
OWN_ADDRESS = "urn:indgangen:skema:"  # then the key: a form of ours, or one that came without an address


@dataclass(frozen=True)
class Imported:
    """``form`` is ``None`` when the file was refused; ``findings`` say why, and everything else worth knowing."""

    form: Questionnaire | None
    findings: tuple[Finding, ...]


def import_questionnaire(content: bytes) -> Imported:
    """Read a file that somebody uploaded. Never raises for what is in it."""
    report = Report()
    found = _questionnaire_in(content, report)
    if found is None or not is_bearable(found, report):
        return Imported(None, report.findings)
    say_what_is_lost(report, by_name(found), "")
    form = _form(found, Reader(found, report).items(found.get("item")))
    _check(form, found, report)
    return Imported(None if report.refused else form, report.findings)


def _questionnaire_in(content: bytes, report: Report) -> dict[str, Any] | None:
    if len(content) > MOST_BYTES:
        report.refuse(Said.TOO_BIG, what=MOST_BYTES // 1_000_000)
        return None
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        report.refuse(Said.NOT_JSON)
        return None
    if isinstance(document, dict) and document.get("resourceType") == "Bundle":
        document = _first_in_bundle(document, report)
    if not isinstance(document, dict) or document.get("resourceType") != "Questionnaire":
        report.refuse(Said.NO_QUESTIONNAIRE)
        return None
    if not isinstance(document.get("item"), list) or not document["item"]:
        report.refuse(Said.NO_ITEMS)
        return None
    return document


def _first_in_bundle(bundle: dict[str, Any], report: Report) -> object:
    """A bundle of one form in several languages: the Danish one, or the first. The others are named."""
    resources = [each.get("resource") for each in dicts(bundle.get("entry"))]
    found = [each for each in dicts(resources) if each.get("resourceType") == "Questionnaire"]
    danish = [each for each in found if str(each.get("language", "")).startswith(FIRST_LANGUAGE)]
    chosen = next(iter([*danish, *found]), None)
    for each in found:
        if each is not chosen:
            report.degrade(Said.OTHER_IN_BUNDLE, what=each.get("language") or each.get("title") or "")
    return chosen


def _form(document: dict[str, Any], items: tuple[Item, ...]) -> Questionnaire:
    language = language_of(document)
    key = slug(
        next((each for each in map(document.get, ("name", "id", "title")) if each and isinstance(each, str)), "")
    )
    title = texts_of(document, "title", language) or {language: plain(document.get("name")) or key}
    spoken = {each for item in walk(items) for each in item.text} | set(title)
    address = plain(document.get("url"))
    form = Questionnaire(
        key=key,
        version="",
        title=title,
        languages=tuple(sorted(spoken, key=lambda each: (each != language, each))),  # its own language first
        items=items,
        source="" if address.startswith(OWN_ADDRESS) else address,
        copyright=plain(document.get("copyright")),
    )
    return replace(form, version=version_of(form))


def version_of(form: Questionnaire) -> str:
    """The hash of everything that is asked: an answer belongs to exactly these words."""
    return hashlib.sha256(json.dumps(frozen(replace(form, version="")), sort_keys=True).encode()).hexdigest()


def _check(form: Questionnaire, document: dict[str, Any], report: Report) -> None:
    """What can be said only of the whole."""
    seen: set[str] = set()
    for item in walk(form.items):
        if item.link_id in seen:
            report.refuse(Said.SAME_LINK_ID, item.link_id)
        seen.add(item.link_id)
    _check_conditions(form, document, report)
    if not report.refused and (circle := loop(form)):
        report.refuse(Said.LOOP, circle[0], " → ".join(circle))
    asked = [item for item in walk(form.items) if item.kind.asks]
    if not asked:
        report.refuse(Said.NO_ITEMS)
    for item in asked:
        if not item.text and not item.hidden:
            report.degrade(Said.NO_TEXT, item.link_id)
    if FIRST_LANGUAGE not in form.languages:
        report.degrade(Said.NOT_DANISH, what=", ".join(form.languages))


def _check_conditions(form: Questionnaire, document: dict[str, Any], report: Report) -> None:
    """That everything a question depends on is there, and can be answered by somebody."""
    told = [here for here, *_ in parts(document) if isinstance(here, dict) and "linkId" in here]
    computed = {str(each["linkId"]) for each in told if COMPUTED & by_name(each).keys()}
    for item in walk(form.items):
        for condition in item.conditions:
            if condition.question not in form.by_id:
                report.refuse(Said.CONDITION_NOWHERE, item.link_id, condition.question)
            elif condition.question in computed:
                report.refuse(Said.RESTS_ON_CALCULATED, item.link_id, condition.question)
