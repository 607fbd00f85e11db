"""What the pages of writing show: a question with its surroundings, and the answers before they are sent."""

from datetime import datetime
from typing import Any

from fastapi import Request

from app.catalogue import Centre
from app.catalogue.loading import ELSEWHERE
from app.dossier import Dossier
from app.inquiries.drafts import Writing
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.questions import NEVER_SKIPPED, Step
from app.web.clock_words import clock_words
from app.web.language import TEXTS, mark
from app.web.pages import address, language_of
from app.web.presence import when_answered, who_reads, will_be_read
from app.web.told import Told, told


def question_page(request: Request, step: Step, writing: Writing) -> dict[str, Any]:
    order, catalogue, language = writing.steps, writing.catalogue, language_of(request)
    return {
        "step": step,
        "answers": writing.answers,
        "back": writing.before(step),
        "number": order.index(step),
        "of": len(order) - 1,
        "skippable": step not in NEVER_SKIPPED,
        "centre": catalogue.centres.get(writing.answers.centre or ""),
        "centres": catalogue.centres,
        "served": list(catalogue.municipalities.items()),
        "names": catalogue.municipalities,
        "chosen": [str(topic) for topic in writing.answers.topics],
        **{key: catalogue.text(key, language) for key in ("duty", "duty_more", "hypothetical")},
    }


def check_page(request: Request, writing: Writing, portal: Portal, *, now: datetime) -> dict[str, Any]:
    answers, language = writing.answers, language_of(request)
    reader = portal.catalogue.centres[answers.centre or ""]
    rows = [
        Told(row.step, row.label, row.value, address(request, "question", step=row.step))
        for row in told(answers, writing.steps, portal.catalogue, language)
    ]
    return {
        "answers": answers,
        "rows": rows,
        "reader": reader,
        "back": writing.steps[-1],
        "reads": who_reads(reader, now, language),
        "elsewhere": reader.text("elsewhere", language) if answers.municipality == ELSEWHERE else "",
        "under_18": reader.text("under_18", language) if answers.age and answers.age.under_18 else "",
    }


def what_happens(dossier: Dossier, reader: Centre, *, asks: bool, now: datetime, language: str) -> list[dict[str, str]]:
    """The code page's steps: read, answered, and each promise with its day. ``asks``: there is something that the
    person may answer at home meanwhile."""
    _ = TEXTS[language].gettext
    read = {"when": "", "what": _(mark("En rådgiver læser det, du skrev")), "text": will_be_read(reader, now, language)}
    answered = {"when": "", "what": _(mark("Du får svar")), "text": when_answered(reader, now, language)}
    told = _(mark("Kun hvis du vil. Du finder dem på din side, når du har skrevet koden ned."))
    at_home = {"when": "", "what": _(mark("Du kan svare på spørgsmål hjemmefra")), "text": told}
    said = (clock_words(clock, today=danish_day(now), language=language) for clock in dossier.promises)
    promised = [{"when": "", "what": words.heading, "text": words.sentence} for words in said]
    return [
        read | {"state": "now"},
        *(step | {"state": "todo"} for step in (*([at_home] if asks else []), answered, *promised)),
    ]
