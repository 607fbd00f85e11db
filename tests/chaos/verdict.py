"""What is left when the dust has settled: how many were lost, halved or doubled. All of it is read from the stores."""

import re
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path

from sqlalchemy import select, text

from app.chain import first_broken_link
from app.correspondence import messages_of
from app.dossier import opened
from app.models import CaseKey, Event, Inquiry
from app.portal import Portal
from app.timeline import What
from app.vault.fields import CannotOpen
from tests.chaos.senders import Sent

ADDRESS = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")


@dataclass
class Verdict:
    """Figures. Everything but the first five must be nought."""

    thanked: int = 0
    stored: int = 0
    messages: int = 0
    retried: int = 0
    orphan_keys: int = 0  # a key without an inquiry: harmless, and swept
    lost: int = 0  # thanked for, and not there
    never_thanked: int = 0  # sent again and again, and never done
    half: int = 0  # a row without its key, a part that does not open, or no beginning in the timeline
    doubled: int = 0  # the same words twice
    unreadable_by_code: int = 0
    unreadable_by_staff: int = 0
    lost_messages: int = 0
    doubled_messages: int = 0
    broken_chain: int = 0
    broken_files: int = 0

    @property
    def faults(self) -> dict[str, int]:
        names = [each.name for each in fields(self)][5:]
        return {name: value for name in names if (value := getattr(self, name))}


def judge(portal: Portal, history: list[Sent]) -> Verdict:
    """Compare what the senders remember with what the stores hold."""
    verdict = Verdict(thanked=sum(sent.thanked or bool(sent.code) for sent in history))
    verdict.never_thanked = sum(not sent.code for sent in history)
    verdict.retried = sum(sent.tries > 1 for sent in history)
    words = read_everything(portal, verdict)
    for sent in history:
        if (sent.thanked or sent.code) and not words[sent.words]:
            verdict.lost += 1
        verdict.doubled += max(0, words[sent.words] - 1)
        if sent.code:
            judge_code(portal, sent, verdict)
    with portal.data.reading() as session:
        verdict.broken_chain = first_broken_link(session) or 0
    verdict.broken_files = sum(not whole(store) for store in (portal.data, portal.vault.keystore))
    return verdict


def read_everything(portal: Portal, verdict: Verdict) -> Counter[str]:
    """Open every inquiry as staff would. Returns how often each story is there."""
    words: Counter[str] = Counter()
    with portal.data.reading() as session:
        rows = session.scalars(select(Inquiry)).all()
        begun = Counter(session.scalars(select(Event.inquiry_id).where(Event.what == What.RECEIVED)))
    with portal.vault.keystore.reading() as session:
        keyed = set(session.scalars(select(CaseKey.inquiry_id)))
    verdict.stored, verdict.orphan_keys = len(rows), len(keyed - {row.id for row in rows})
    for row in rows:
        if row.id not in keyed or begun[row.id] != 1 or row.due_on is None:
            verdict.half += 1
            continue
        try:
            case = portal.vault.open_for_staff(row.id)
            assert case is not None
            words[opened(row, case).answers.own_words or ""] += 1
        except CannotOpen:
            verdict.unreadable_by_staff += 1
    return words


def judge_code(portal: Portal, sent: Sent, verdict: Verdict) -> None:
    case = portal.vault.open_with_code(sent.code)
    if case is None:
        verdict.unreadable_by_code += 1
        return
    with portal.data.reading() as session:
        row = session.get(Inquiry, case.inquiry_id)
        if row is None or opened(row, case).answers.own_words != sent.words:
            verdict.unreadable_by_code += 1
            return
        said = Counter(each.text for each in messages_of(session, case))
    verdict.messages += said.total()
    verdict.lost_messages += bool(sent.message) and not said[sent.message]
    verdict.doubled_messages += sum(times - 1 for times in said.values())


def whole(store: object) -> bool:
    """SQLite's own opinion of its file."""
    with store.engine.connect() as connection:  # type: ignore[attr-defined]
        says = connection.scalar(text("PRAGMA integrity_check"))
        strays = connection.execute(text("PRAGMA foreign_key_check")).first()
    return says == "ok" and strays is None


def told_by(log: Path, history: list[Sent], *, own_address: str) -> list[str]:
    """Everything in the server's own output that should not be there: addresses, codes, words, tokens."""
    said = log.read_text(encoding="utf-8").replace(own_address, "")
    found = ADDRESS.findall(said)
    secrets = (part for sent in history for part in (sent.words, sent.code, *sent.cookies.values()) if part)
    return [*found, *(each for each in secrets if each in said)]
