"""An inquiry arrives: the one way in, for what a citizen sends and for what staff register.

The order is the promise. The inquiry's row first, which lets only one of two presses through;
then its keys, committed; then everything else, committed when the request ends, before the answer leaves.
"""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import timeline
from app.appointments import first_offers
from app.dossier import keep_answers, keep_promises, keep_urgency
from app.models import Inquiry
from app.portal import Portal
from app.rules.answers import Answers, Channel, State
from app.rules.clocks import Clock, promised_clocks
from app.rules.danish_days import danish_day
from app.timeline import Actor, What
from app.vault.cases import OpenCase
from app.vault.vault import MintedCode

NOT_YET = b""
MOST_DRAWS = 5


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
    row = claim_row(session, inquiry_id, answers.centre, channel=channel, now=now)
    case = portal.vault.lock_up(inquiry_id, centre=answers.centre, minted=minted, token=token, now=now)
    today = danish_day(now)
    keep_answers(row, case, answers)
    keep_promises(row, case, promises_for(portal, answers, now=now), today=today)
    keep_urgency(row, answers, today=today)
    first_offers.remember(session, inquiry_id, offered, now=now)
    if staff_id:
        row.assigned_to, row.state = staff_id, State.CLAIMED
    timeline.record(
        session,
        What.REGISTERED if staff_id else What.RECEIVED,
        now=now,
        inquiry_id=inquiry_id,
        actor=Actor.STAFF if staff_id else Actor.CITIZEN,
        staff_id=staff_id,
    )
    return case


def claim_row(session: Session, inquiry_id: UUID, centre: str, *, channel: Channel, now: datetime) -> Inquiry:
    """Insert the bare row. A second sender of the same draft waits here, and then learns that it is done."""
    for _ in range(MOST_DRAWS):
        if session.get(Inquiry, inquiry_id) is not None:
            raise AlreadyReceived
        row = Inquiry(
            id=inquiry_id,
            centre=centre,
            reference=free_reference(session, now),
            state=State.RECEIVED,
            channel=channel,
            urgency=0,
            received_at=now.replace(second=0, microsecond=0),
            citizen_active_on=danish_day(now),
            answers=NOT_YET,
            contact=NOT_YET,
            promises=NOT_YET,
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue  # the same draft, or by chance the same reference: look again
        return row
    raise AlreadyReceived


def free_reference(session: Session, now: datetime) -> str:
    """A number to say aloud, drawn at random so that it tells nobody how many have written."""
    year = danish_day(now).year % 100
    for digits in (4, 4, 4, 5, 5, 6):
        reference = f"{year:02}-{secrets.randbelow(10**digits):0{digits}}"
        if session.scalar(select(Inquiry.id).where(Inquiry.reference == reference)) is None:
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
