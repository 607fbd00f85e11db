"""Answers to questionnaires, kept and read: sealed under the inquiry's key, with the form's version pinned for ever."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.instruments.values import value_in
from app.instruments.writing import written
from app.models import AnswerSet
from app.rules.danish_days import to_the_minute
from app.rules.filling import Filling, Provenance, SetState
from app.rules.questionnaire import Amount, Answers, Passed, Value
from app.vault.cases import OpenCase
from app.vault.fields import LONGEST, joined, parted

NOT_YET = b""
KEYS = 1_000_000


@dataclass(frozen=True)
class OpenSet:
    """One set with its sealed part opened, for as long as one request lasts."""

    row: AnswerSet
    filling: Filling

    @property
    def key(self) -> str:
        """What it is called in an address on the citizen's side, where no whole id may stand."""
        return key_of(self.row.id)

    @property
    def sent(self) -> bool:
        return self.row.state == SetState.SENT


@dataclass(frozen=True)
class SetCounts:
    """How many of the citizen's own sets are begun, and how many were sent."""

    begun: int
    sent: int


def begin(
    session: Session,
    case: OpenCase,
    filling: Filling,
    *,
    now: datetime,
    staff_id: UUID | None = None,
    beside_id: UUID | None = None,
) -> OpenSet:
    """A new set, with whatever is in it from the first. ``beside_id``: the set it adds to."""
    row = AnswerSet(
        id=free_id(session, case.inquiry_id),
        inquiry_id=case.inquiry_id,
        staff_id=staff_id,
        beside_id=beside_id,
        state=SetState.BEGUN,
        revision=0,
        begun_at=to_the_minute(now),
        content=NOT_YET,
    )
    row.content = sealed(case, row.id, filling)
    session.add(row)
    return OpenSet(row, filling)


def keep(case: OpenCase, row: AnswerSet, filling: Filling) -> None:
    """Store what was changed. The row must be held. Every other device sees by the revision that it is behind."""
    row.content = sealed(case, row.id, filling)
    row.revision += 1


def mark_sent(row: AnswerSet, *, now: datetime) -> None:
    """From now on it is read, and not changed."""
    row.state, row.sent_at = SetState.SENT, to_the_minute(now)


def sets_of(session: Session, case: OpenCase) -> list[OpenSet]:
    """Every set of an inquiry, the oldest first: those that are begun as well. Show staff only what is ``sent``."""
    rows = session.scalars(
        select(AnswerSet)
        .where(AnswerSet.inquiry_id == case.inquiry_id)
        .order_by(AnswerSet.begun_at, AnswerSet.sent_at, AnswerSet.id)
    )
    return [opened(row, case) for row in rows]


def counts(session: Session, inquiry_id: UUID) -> SetCounts:
    """Without opening any."""
    mine = (AnswerSet.inquiry_id == inquiry_id, AnswerSet.staff_id.is_(None), AnswerSet.beside_id.is_(None))
    rows = session.execute(select(AnswerSet.state, func.count()).where(*mine).group_by(AnswerSet.state))
    found = {row[0]: row[1] for row in rows}
    return SetCounts(begun=found.get(SetState.BEGUN, 0), sent=found.get(SetState.SENT, 0))


def find_set(session: Session, case: OpenCase, set_id: UUID, *, to_change: bool = False) -> OpenSet | None:
    """One set of this inquiry. ``to_change`` holds the row until the transaction ends."""
    query = select(AnswerSet).where(AnswerSet.id == set_id, AnswerSet.inquiry_id == case.inquiry_id)
    row = session.scalar(query.with_for_update(key_share=True) if to_change else query)
    return opened(row, case) if row else None


def free_id(session: Session, inquiry_id: UUID) -> UUID:
    """An id whose key no other set of the inquiry has."""
    taken = {key_of(each) for each in session.scalars(select(AnswerSet.id).where(AnswerSet.inquiry_id == inquiry_id))}
    return next(each for each in iter(uuid4, None) if key_of(each) not in taken)


def find_by_key(session: Session, case: OpenCase, key: str, *, to_change: bool = False) -> OpenSet | None:
    """The set of this inquiry that an address names."""
    ids = session.scalars(select(AnswerSet.id).where(AnswerSet.inquiry_id == case.inquiry_id))
    found = next((each for each in ids if key_of(each) == key), None)
    return find_set(session, case, found, to_change=to_change) if found else None


def key_of(set_id: UUID) -> str:
    """Six digits: enough to tell a person's own sets apart, and nothing that could be looked up elsewhere."""
    return f"{set_id.int % KEYS:06}"


def opened(row: AnswerSet, case: OpenCase) -> OpenSet:
    """Raises ``CannotOpen`` when anything was moved or changed."""
    parts = [
        case.open(part, table="answer_sets", column="content", row_id=uuid5(row.id, str(number)))
        for number, part in enumerate(parted(row.content))
    ]
    return OpenSet(row, load_filling("".join(parts)))


def sealed(case: OpenCase, row_id: UUID, filling: Filling) -> bytes:
    """A seal holds so much and no more: a long set is several, one after the other."""
    content = dump_filling(filling)
    parts = [content[start : start + LONGEST] for start in range(0, len(content), LONGEST)]
    return joined(
        *(
            case.seal(part, table="answer_sets", column="content", row_id=uuid5(row_id, str(number)))
            for number, part in enumerate(parts)
        )
    )


def dump_filling(filling: Filling) -> str:
    """ASCII only, so that a letter is a byte and a part is never longer than its seal."""
    return json.dumps(
        {
            "key": filling.key,
            "version": filling.version,
            "provenance": filling.provenance,
            "answers": {link_id: [*map(_kept, values)] for link_id, values in filling.answers.items()},
            "passed": dict(filling.passed),
            "changed": dict(filling.changed),
            "may_export": filling.may_export,
        },
        separators=(",", ":"),
    )


def load_filling(stored: str) -> Filling:
    content = json.loads(stored)
    return Filling(
        key=content["key"],
        version=content["version"],
        provenance=Provenance(content["provenance"]),
        answers=_answers(content["answers"]),
        passed={link_id: Passed(why) for link_id, why in content["passed"].items()},
        changed=content["changed"],
        may_export=content["may_export"],
    )


def _answers(content: Mapping[str, list[dict[str, Any]]]) -> Answers:
    read = {link_id: tuple(value_in(each, "value") for each in values) for link_id, values in content.items()}
    return {link_id: tuple(each for each in values if each is not None) for link_id, values in read.items()}


def _kept(value: Value) -> dict[str, Any]:
    """A value under the name of its type. Numbers as they are written: not a digit of one is lost."""
    if isinstance(value, Decimal):
        return {"valueDecimal": str(value)}
    if isinstance(value, Amount):
        return {"valueQuantity": {"value": str(value.number), "unit": value.unit}}
    return written("value", value)
