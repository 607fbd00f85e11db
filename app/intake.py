"""An inquiry arrives: the one way in, for what a citizen sends and for what staff register.

The order is the promise. The inquiry's row first, which lets only one of two presses through;
then its keys, committed; then everything else, committed when the request ends, before the answer leaves.
"""

import secrets
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table, bindparam, select
from sqlalchemy.orm import Session

from app import timeline
from app.appointments import first_offers
from app.database import put_unless_there
from app.dossier import keep_answers, keep_promises, keep_urgency
from app.models import Inquiry
from app.portal import Portal
from app.rules.answers import Answers, Channel, State
from app.rules.clocks import Clock, promised_clocks
from app.rules.danish_days import danish_day
from app.timeline import Actor, What
from app.vault.cases import OpenCase, new_case
from app.vault.vault import MintedCode

MOST_DRAWS = 5
# The table itself where a citizen waits: through the mapped class the same statements take three times as long.
ROWS = cast(Table, Inquiry.__table__)
TAKEN = select(ROWS.c.id).where(ROWS.c.reference == bindparam("reference"))


class AlreadyReceived(Exception):
    """The same inquiry was sent a moment ago, and is safe."""


def receive(
    session: Session,
    portal: Portal,
    answers: Answers,
    *,
    inquiry_id: UUID,
    minted: MintedCode,
    token: str,
    now: datetime,
    channel: Channel = Channel.WEB,
    staff_id: UUID | None = None,
) -> OpenCase:
    """Store an inquiry and everything it starts. The browser behind ``token`` may then show its code.

    Raises ``AlreadyReceived`` when it is stored already: pressing twice sends once.
    """
    assert answers.centre is not None
    offered = first_offers.offered_now(portal, answers.centre, answers.for_whom, now=now)
    case, today = new_case(inquiry_id), danish_day(now)
    row = new_row(inquiry_id, answers.centre, channel=channel, now=now)
    keep_answers(row, case, answers)
    keep_promises(row, case, promises_for(portal, answers, now=now), today=today)
    keep_urgency(row, answers, today=today)
    if staff_id:
        row.assigned_to, row.state = staff_id, State.CLAIMED
    claim_row(session, row, now=now)
    portal.vault.lock_up(case, centre=answers.centre, minted=minted, token=token, now=now)
    first_offers.remember(session, inquiry_id, offered, now=now)
    timeline.record(
        session,
        What.REGISTERED if staff_id else What.RECEIVED,
        now=now,
        inquiry_id=inquiry_id,
        actor=Actor.STAFF if staff_id else Actor.CITIZEN,
        staff_id=staff_id,
    )
    return case


def new_row(inquiry_id: UUID, centre: str, *, channel: Channel, now: datetime) -> Inquiry:
    """What stands in clear of an inquiry that has just come."""
    return Inquiry(
        id=inquiry_id,
        centre=centre,
        state=State.RECEIVED,
        channel=channel,
        received_at=now.replace(second=0, microsecond=0),
        citizen_active_on=danish_day(now),
    )


def claim_row(session: Session, row: Inquiry, *, now: datetime) -> None:
    """Insert the row. A second sender of the same draft waits here, and then learns that it is done."""
    for _ in range(MOST_DRAWS):
        row.reference = free_reference(session, now)
        told = {each.name: value for each in ROWS.c if (value := getattr(row, each.name)) is not None}
        if session.execute(put_unless_there(session, ROWS), told).first() is not None:
            return
        if session.scalar(select(ROWS.c.id).where(ROWS.c.id == row.id)) is not None:
            break  # the same draft; else, by chance, the same reference
    raise AlreadyReceived


def free_reference(session: Session, now: datetime) -> str:
    """A number to say aloud, drawn at random so that it tells nobody how many have written."""
    year = danish_day(now).year % 100
    for digits in (4, 4, 4, 5, 5, 6):
        reference = f"{year:02}-{secrets.randbelow(10**digits):0{digits}}"
        if session.scalar(TAKEN, {"reference": reference}) is None:
            return reference
    return f"{year:02}-{secrets.randbelow(10**8):08}"


def promises_for(portal: Portal, answers: Answers, *, now: datetime) -> tuple[Clock, ...]:
    """The clocks this person is promised today, by the policy of the centre that reads it."""
    assert answers.centre is not None
    return promised_clocks(
        for_whom=answers.for_whom,
        wish=answers.wish,
        substance=answers.substance,
        named=answers.contact.named,
        age=answers.age,
        hypothetical=answers.hypothetical,
        sent_on=danish_day(now),
        policy=portal.catalogue.centres[answers.centre].policy,
    )
