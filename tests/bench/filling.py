"""A store with as many sealed inquiries as one likes: a million in minutes, as large and as sealed as real ones.

Every inquiry's key follows from its id, so that the keys that are really looked at can be wrapped afterwards: wrapping
all would take longer than everything else.
"""

import hmac
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, func, insert, select

from app import timeline
from app.database import put
from app.models import CaseKey, Event, Inquiry, Staff
from app.models.stored import dump_answers, dump_contact, dump_promises
from app.portal import Portal
from app.rules.answers import Channel, Contact, State
from app.rules.danish_days import danish_day
from app.rules.triage import Role
from app.rules.urgency import Urgency
from app.timeline import Actor, What
from app.triage import queries
from app.triage.queries import Filters, Tab
from app.vault import cases
from app.vault.cases import OpenCase
from app.vault.codes import StretchedCode
from tests.security.world import ANSWERS

CENTRE = "haderslev"
SEED = b"the bench's inquiries, which nobody wrote"
AT_ONCE = 10_000
OPEN_SHARE, OWN_SHARE = 0.4, 0.5
INQUIRIES, EVENTS, KEYS = (cast(Table, each.__table__) for each in (Inquiry, Event, CaseKey))


@dataclass(frozen=True)
class Content:
    """What every one of them told, before it is sealed."""

    answers: str
    contact: str
    promises: str

    @classmethod
    def of_everybody(cls) -> "Content":
        told = replace(ANSWERS, contact=Contact())
        return cls(dump_answers(told), dump_contact(ANSWERS.contact), dump_promises(()))


def case_of(inquiry_id: UUID) -> OpenCase:
    """The keys of an inquiry of the bench, by its id."""
    made = (hmac.digest(SEED + purpose, inquiry_id.bytes, "sha256") for purpose in (b"data", b"notes"))
    return OpenCase(inquiry_id, *made)


def fill(portal: Portal, many: int) -> Staff:
    """Bring a store up to so many inquiries, with an event each. Returns a counsellor who can read the queue."""
    with portal.data.reading() as session:
        there = session.scalar(select(func.count()).select_from(Inquiry)) or 0
        head = session.execute(timeline.NEWEST).first()
    drawn, now, content = random.Random(there), portal.now(), Content.of_everybody()
    seq, previous = (head.seq, head.hash) if head else (0, timeline.BEGINNING)
    while there < many:
        rows = [row_of(drawn, there + number, now, content) for number in range(min(AT_ONCE, many - there))]
        events = []
        for row in rows:
            seq += 1
            event = event_of(row, seq, previous)
            previous = event["hash"]
            events.append(event)
        with portal.data.writing() as session:
            session.execute(insert(INQUIRIES), rows)
            session.execute(insert(EVENTS), events)
        there += len(rows)
    staff = counsellor(portal)
    wrap_first_pages(portal, staff)
    return staff


def row_of(drawn: random.Random, number: int, now: datetime, content: Content) -> dict[str, Any]:
    inquiry_id = UUID(int=drawn.getrandbits(128), version=4)
    case, came = case_of(inquiry_id), now - timedelta(minutes=drawn.randrange(60 * 24 * 300))
    is_open = drawn.random() < OPEN_SHARE
    day = danish_day(came)

    def sealed(column: str) -> bytes:
        return case.seal(getattr(content, column), table="inquiries", column=column, row_id=inquiry_id)

    return {
        "id": inquiry_id,
        "centre": CENTRE if drawn.random() < OWN_SHARE else drawn.choice(("ishoej", "koebenhavn")),
        "reference": f"00-{number:08}",
        "state": State.RECEIVED if is_open else State.CLOSED,
        "channel": Channel.WEB,
        "urgency": int(drawn.choice((Urgency.ACUTE, Urgency.SOON, Urgency.ROUTINE, Urgency.ROUTINE))),
        "due_on": day + timedelta(days=14),
        "received_at": came.replace(second=0, microsecond=0),
        "citizen_active_on": day,
        "unread_by_staff": is_open,
        "closed_on": None if is_open else day + timedelta(days=30),
        "forget_on": None if is_open else day + timedelta(days=1_825),
        **{column: sealed(column) for column in ("answers", "contact", "promises")},
    }


def event_of(row: dict[str, Any], seq: int, previous: bytes) -> dict[str, Any]:
    """The event that it came, in the chain."""
    said = {
        "seq": seq,
        "inquiry_id": row["id"],
        "happened_at": row["received_at"],
        "actor": Actor.CITIZEN,
        "staff_id": None,
        "what": What.RECEIVED,
        "detail": None,
        "previous": previous,
    }
    return said | {"hash": timeline.event_hash(cast(Event, SimpleNamespace(**said)))}


def counsellor(portal: Portal) -> Staff:
    """Somebody who reads the queue; made once a store."""
    from app.accounts.actions import add_staff

    with portal.data.writing() as session:
        known = session.scalar(select(Staff).where(Staff.email == "maaling@haderslev.test"))
        if known:
            return known
        made = add_staff(
            session,
            portal,
            centre=CENTRE,
            name="Målingens Rådgiver",
            email="maaling@haderslev.test",
            role=Role.COUNSELLOR,
            password=None,
        )
    return made.staff


def wrap_first_pages(portal: Portal, staff: Staff) -> None:
    """Give those who stand first in the queue their keys, as if they had been sent."""
    today = danish_day(portal.now())
    with portal.data.reading() as session:
        listed = [
            row.id
            for tab in (Tab.WAITING, Tab.ALL)
            for row, *_ in queries.queue(session, staff, tab, Filters(), after=None, today=today).rows
        ]
    with portal.vault.keystore.writing() as session:
        for row in wrapped(portal, listed):
            session.execute(put(session, KEYS), row)


def wrapped(portal: Portal, inquiry_ids: list[UUID]) -> Iterator[dict[str, Any]]:
    keys = portal.vault.keys
    for inquiry_id in dict.fromkeys(inquiry_ids):
        code = StretchedCode(hmac.digest(SEED, inquiry_id.bytes, "sha512"))
        row = cases.wrap(keys, case_of(inquiry_id), centre=CENTRE, code=code, code_kid=keys.newest_code_kid)
        yield {each.name: getattr(row, each.name) for each in KEYS.c}
