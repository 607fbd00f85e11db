"""What the demonstration's people answer at home: whole questionnaires, half of one, and the same one several times."""

import json
import tomllib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from app.answer_sets import find_set, keep
from app.demo.stories import HERE
from app.dossier import find
from app.instruments.writing import extension
from app.models import Staff
from app.portal import Portal
from app.questionnaires import actions, putting_into_use
from app.questionnaires.queries import own_set
from app.rules.answers import AgeBand, ForWhom
from app.rules.questionnaire import Coded, Item, Passed, Value
from app.vault.cases import OpenCase

LEADER = "karin"


@cache
def told() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "at_home.toml").read_text(encoding="utf-8"))


def lay_words_in(session: Session, portal: Portal, staff: dict[str, Staff], *, now: datetime) -> None:
    """A leader reads a file with the words of a questionnaire and puts it into use, as in real life."""
    about = told()["wellbeing"]
    leader = staff[LEADER]
    file = json.dumps(as_file(about)).encode()
    read = putting_into_use.read_file(session, portal, leader, file, words_for=about["words_for"], now=now)
    assert read.instrument, read.findings
    putting_into_use.put_into_use(
        session,
        portal,
        leader,
        read.instrument.form.version,
        for_whom=(ForWhom.SELF,),
        ages=(AgeBand.FROM_18_TO_29, AgeBand.FROM_30),
        now=now,
    )


def as_file(about: Mapping[str, Any]) -> dict[str, Any]:
    """The words as a FHIR file, in which every choice counts one more than the one before it."""
    options = [
        {
            "extension": [extension("ordinalValue", Decimal(weight))],
            "valueCoding": {"code": f"s{weight}", "display": text},
        }
        for weight, text in enumerate(about["choices"])
    ]
    items = [
        {"linkId": f"q{number}", "type": "choice", "text": text, "answerOption": options}
        for number, text in enumerate(about["questions"], start=1)
    ]
    lead = {"linkId": "lead", "type": "display", "text": about["lead"]}
    about_it = {"resourceType": "Questionnaire", "status": "active", "name": "proevetekst", "language": "da"}
    return {**about_it, "title": "Prøvetekst", "version": "demo", "item": [lead, *items]}


def fill_in(session: Session, portal: Portal, case: OpenCase, name: str, *, now: datetime) -> None:
    """Begin a questionnaire, answer it, and send it where the story says so."""
    filled = told()[name]
    dossier = find(session, case, to_change=True)
    assert dossier is not None
    begun = actions.start(session, portal, dossier, filled["form"], earlier=None, now=now)
    session.flush()
    own = own_set(session, portal, case, begun.key, to_change=True)
    assert own is not None
    filling = own.filling
    for link_id, given in filled["answers"].items():
        filling = filling.with_told(link_id, values(own.instrument.form.by_id[link_id], given), revision=1)
    for link_id, why in filled.get("passed", {}).items():
        filling = filling.with_told(link_id, Passed(why), revision=1)
    keep(case, begun.row, filling)
    session.flush()
    found = find_set(session, case, begun.row.id, to_change=True)
    assert found is not None
    if filled.get("sends"):
        done = type(own)(found, own.instrument)
        actions.send(session, portal, dossier, done, may_export=filled.get("may_export", False), now=now)


def values(item: Item, given: Any) -> tuple[Value, ...]:
    """What the file tells, as answers: a choice by its code or by what it counts for, anything else as it is."""
    return tuple(value(item, each) for each in (given if isinstance(given, list) else [given]))


def value(item: Item, given: Any) -> Value:
    if not item.options:
        found: Value = given
        return found
    return next(each.value for each in item.options if is_meant(each.value, each.weight, given))


def is_meant(choice: object, weight: Decimal | None, given: Any) -> bool:
    if isinstance(choice, Coded) and choice.code == str(given):
        return True
    return isinstance(given, int) and weight == given
