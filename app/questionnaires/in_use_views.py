"""The centre's questionnaires as its leader sees them: in use, not in use, and one of them word for word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.instruments.library import Instrument
from app.instruments.report import Fate, Finding
from app.models import FormUse, Staff
from app.portal import Portal
from app.questionnaires.in_use_forms import FOR_WHOM
from app.questionnaires_in_use import by_version, in_use, uses
from app.rules.answers import AgeBand
from app.rules.form_use import obstacle_to_choose_forms
from app.rules.questionnaire import Item, ItemKind, walk
from app.rules.triage import Role
from app.web.answer_words import say
from app.web.import_words import fate_words, finding_words
from app.web.language import TEXTS, mark
from app.web.words import short_day, words

EVERY_AGE = mark("Alle aldre")
KINDS = {
    ItemKind.GROUP: mark("Overskrift"),
    ItemKind.DISPLAY: mark("Tekst"),
    ItemKind.YES_NO: mark("Ja eller nej"),
    ItemKind.CHOICE: mark("Svar at vælge mellem"),
    ItemKind.OPEN_CHOICE: mark("Svar at vælge mellem, eller egne ord"),
    ItemKind.STRING: mark("En linje med egne ord"),
    ItemKind.TEXT: mark("Egne ord"),
    ItemKind.INTEGER: mark("Et helt tal"),
    ItemKind.DECIMAL: mark("Et tal"),
    ItemKind.QUANTITY: mark("Et tal med en enhed"),
    ItemKind.DATE: mark("En dato"),
    ItemKind.TIME: mark("Et klokkeslæt"),
    ItemKind.DATE_TIME: mark("En dato og et klokkeslæt"),
}


@dataclass(frozen=True, kw_only=True)
class FormRow:
    """One questionnaire in a list."""

    key: str
    version: str
    title: str
    questions: int
    minutes: int
    for_whom: str
    ages: str
    since: str
    ours: bool
    needs_text: bool


@dataclass(frozen=True)
class Asked:
    """One question or heading of the preview, with its answers to choose between. ``depth`` begins with 0."""

    text: str
    help: str
    kind: str
    options: list[str]
    depends: str
    depth: int
    heading: bool


def list_context(session: Session, portal: Portal, staff: Staff, language: str) -> dict[str, Any]:
    chosen = {each.key: each for each in uses(session, staff.centre)}
    asked = in_use(session, portal, staff.centre)
    keys = {each.key for each in asked}
    ours = [each for key, each in portal.library.items() if key not in keys]
    return {
        "asked": [row(portal, each, chosen.get(each.key), language) for each in asked],
        "not_asked": [row(portal, each, None, language) for each in ours],
        "official": [(each.key, say(each.form.title, language)) for each in portal.library.values() if each.needs_text],
        "may_choose": obstacle_to_choose_forms(role=Role(staff.role)) is None,
    }


def row(portal: Portal, instrument: Instrument, use: FormUse | None, language: str) -> FormRow:
    return FormRow(
        key=instrument.key,
        version=instrument.form.version,
        title=say(instrument.form.title, language),
        questions=sum(each.kind.asks and not each.hidden for each in walk(instrument.form.items)),
        minutes=instrument.minutes,
        for_whom=", ".join(TEXTS[language].gettext(FOR_WHOM[each]) for each in instrument.audience),
        ages=", ".join(words(each, language) for each in instrument.ages) or TEXTS[language].gettext(EVERY_AGE),
        since=short_day(use.began_at, language) if use else "",
        ours=instrument.key in portal.library,
        needs_text=instrument.needs_text,
    )


def preview_context(
    session: Session, portal: Portal, staff: Staff, version: str, language: str
) -> dict[str, Any] | None:
    """One questionnaire word for word, and the choice of whom it is for; ``None`` when there is none."""
    instrument = by_version(session, portal, version)
    if instrument is None:
        return None
    held = next((each for each in uses(session, staff.centre) if each.key == instrument.key), None)
    used = next((each for each in in_use(session, portal, staff.centre) if each.form.version == version), None)
    return {
        "form": row(portal, used or instrument, held, language),
        "used": used is not None,
        "source": instrument.source,
        "copyright": instrument.copyright,
        "scores": [say(each.name, language) for each in instrument.scores],
        "asked": list(asked(instrument.form.items, language, 0)),
        "for_whom": [(each.value, TEXTS[language].gettext(said)) for each, said in FOR_WHOM.items()],
        "ages": [(each.value, words(each, language)) for each in AgeBand],
        "chosen": {"for_whom": [*(used or instrument).audience], "age": [*(used or instrument).ages]},
        "may_choose": obstacle_to_choose_forms(role=Role(staff.role)) is None,
    }


def asked(items: tuple[Item, ...], language: str, depth: int) -> Iterator[Asked]:
    """Everything that may be shown to somebody, in its order."""
    for item in items:
        if item.hidden:
            continue
        yield Asked(
            text=f"{item.prefix} {say(item.text, language)}".strip() or item.link_id,
            help=say(item.help, language),
            kind=TEXTS[language].gettext(KINDS[item.kind]),
            options=[say(each.text, language) for each in item.options],
            depends=", ".join(dict.fromkeys(each.question for each in item.conditions)),
            depth=min(depth, 3),
            heading=not item.kind.asks,
        )
        yield from asked(item.items, language, depth + 1)


def report(findings: Iterable[Finding], language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the import did, by how bad it is: (what became of it, [(where, in words)])."""
    found = list(findings)
    return [
        (
            fate_words(fate, language),
            [(each.where, finding_words(each, language)) for each in found if each.fate is fate],
        )
        for fate in Fate
        if any(each.fate is fate for each in found)
    ]
