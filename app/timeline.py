"""What happened to an inquiry: the only writer of events, each chained to the one before it.

An event is written in the same transaction as the deed it tells of, so there is no deed
without one. The chain shows when a row was changed, taken out, put in or moved.
"""

import hashlib
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, cast
from uuid import UUID, uuid5

from sqlalchemy import Row, Table, func, select
from sqlalchemy.orm import Session

from app.database import one_at_a_time
from app.models import Event
from app.vault.cases import OpenCase
from app.vault.fields import joined

BEGINNING = b"\0" * 32
CHAIN_LOCK = 1
CHAIN = cast(Table, Event.__table__)
NEWEST_NUMBER = select(func.max(CHAIN.c.seq))
NEWEST = select(CHAIN.c.seq, CHAIN.c.hash).order_by(CHAIN.c.seq.desc()).limit(1)


class Actor(StrEnum):
    CITIZEN = "citizen"
    STAFF = "staff"
    SYSTEM = "system"


class What(StrEnum):
    """Everything that is worth remembering, in the past tense."""

    RECEIVED = "received"
    REGISTERED = "registered"
    CITIZEN_SIGNED_IN = "citizen_signed_in"
    CITIZEN_WROTE = "citizen_wrote"
    CONTACT_CHANGED = "contact_changed"
    WISH_CHANGED = "wish_changed"
    MORE_URGENT = "more_urgent"
    ANSWERS_SENT = "answers_sent"  # a questionnaire was sent
    FLAG_RAISED = "flag_raised"  # and said something that staff must see at once
    EXPORT_ALLOWED = "export_allowed"  # its answers may leave as a file
    EXPORT_ENDED = "export_ended"
    CODE_CHANGED = "code_changed"
    OPENED = "opened"
    OPENED_WITH_REASON = "opened_with_reason"
    CLAIMED = "claimed"
    RELEASED = "released"
    HANDED_ON = "handed_on"  # to a colleague at the same centre, who is named in the sealed reason
    CLARIFYING_BEGAN = "clarifying_began"
    NUMBER_SHOWN = "number_shown"  # a telephone number was read outside the hours the citizen chose, with a reason
    REPLIED = "replied"
    NOTED = "noted"
    TIME_BOOKED = "time_booked"
    TIME_MOVED = "time_moved"
    TIME_CANCELLED = "time_cancelled"
    TIME_OFFERED = "time_offered"  # a place on the waiting list came up
    OFFER_DECLINED = "offer_declined"  # or let run out
    WAITING_BEGAN = "waiting_began"
    WAITING_ENDED = "waiting_ended"  # left the line, or the meeting was cancelled
    TIME_ASKED_FOR = "time_asked_for"  # a call, another time, or 'I am coming'
    TIME_ARRANGED = "time_arranged"  # what was asked for is done
    PLACE_BOOKED = "place_booked"
    PLACE_CANCELLED = "place_cancelled"
    CAME = "came"
    STAYED_AWAY = "stayed_away"
    GIFT_CARD = "gift_card"
    PUT_FORWARD = "put_forward"  # for the visitation meeting
    TAKEN_OFF_AGENDA = "taken_off_agenda"
    PROPOSAL_OPENED = "proposal_opened"
    DECIDED = "decided"
    LETTER_OPENED = "letter_opened"  # by staff
    LETTER_READ = "letter_read"  # by the citizen, for the first time
    LETTER_GIVEN = "letter_given"  # by hand or by post
    APPLIED = "applied"  # for treatment of drugs without a name
    FOLLOW_UP_AGREED = "follow_up_agreed"
    FOLLOW_UP_DECLINED = "follow_up_declined"  # the yes was not given, or taken back
    FOLLOWED_UP = "followed_up"
    NOT_REACHED = "not_reached"
    FOLLOW_UP_REFUSED = "follow_up_refused"  # one of them, not all
    RETURNED = "returned"  # back with the old code after an ending
    CLOSED = "closed"
    FORGOTTEN = "forgotten"
    FORM_IMPORTED = "form_imported"  # a questionnaire was read from a file
    FORM_USED = "form_used"  # and put into use at a centre
    FORM_ENDED = "form_ended"
    ANSWERS_OPENED = "answers_opened"
    ANSWERS_ADDED = "answers_added"  # by a counsellor, beside the citizen's own
    ANSWERS_EXPORTED = "answers_exported"
    QUEUE_SEEN = "queue_seen"
    DEPUTY_NAMED = "deputy_named"
    DEPUTY_ENDED = "deputy_ended"
    AGES_SEEN = "ages_seen"  # read to see which young people have a gift card coming
    SEARCHED = "searched"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"


class SearchedBy(StrEnum):
    """What narrows or widens the queue, or what kind of thing was searched by. No word that anybody typed is here."""

    ALL = "all"
    CLOSED = "closed"
    CHANNEL = "channel"
    URGENCY = "urgency"
    STATE = "state"
    REFERENCE = "reference"
    CODE = "code"
    PHONE = "phone"
    EMAIL = "email"
    TEXT = "text"


def record(
    session: Session,
    what: What,
    *,
    now: datetime,
    inquiry_id: UUID | None = None,
    actor: Actor = Actor.STAFF,
    staff_id: UUID | None = None,
    reason: str | None = None,
    case: OpenCase | None = None,
    by: tuple[SearchedBy, ...] = (),
) -> Event:
    """Add one event to the chain. A ``reason`` in free text is sealed under the inquiry's key and dies with it.

    A search has no inquiry to be sealed under: what it was ``by`` stands behind its name, 'searched:channel,state'.
    """
    one_at_a_time(session, CHAIN_LOCK)
    last = session.execute(NEWEST).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, BEGINNING)
    event = Event(
        seq=seq,
        inquiry_id=inquiry_id,
        happened_at=now.astimezone(UTC).replace(microsecond=0),
        actor=actor,
        staff_id=staff_id,
        what=f"{what}:{','.join(by)}" if by else what,
        previous=previous,
    )
    if reason and case:
        event.detail = case.seal(reason, table="events", column="detail", row_id=detail_id(case.inquiry_id, seq))
    event.hash = event_hash(event)
    session.add(event)
    session.flush()
    return event


def newest(session: Session) -> int:
    """The number of the newest event; 0 when nothing has happened yet."""
    return session.scalar(NEWEST_NUMBER) or 0


def reason_of(event: Event, case: OpenCase) -> str | None:
    """The free text that came with an event, for those who hold the inquiry's key."""
    if event.detail is None:
        return None
    return case.open(event.detail, table="events", column="detail", row_id=detail_id(case.inquiry_id, event.seq))


def detail_id(inquiry_id: UUID, seq: int) -> UUID:
    """A row id for sealing: events are numbered, and the seal wants an id."""
    return uuid5(inquiry_id, str(seq))


def event_hash(event: Event | Row[Any]) -> bytes:
    """SHA-256 over everything the row says and the hash before it."""
    said = (
        event.seq.to_bytes(8),
        event.previous,
        event.happened_at.isoformat().encode(),
        str(event.actor).encode(),
        str(event.what).encode(),
        event.inquiry_id.bytes if event.inquiry_id else b"",
        event.staff_id.bytes if event.staff_id else b"",
        event.detail or b"",
    )
    return hashlib.sha256(joined(b"indgang/event/1", *said)).digest()


def events_of(session: Session, inquiry_id: UUID) -> list[Event]:
    """One inquiry's own events, the oldest first."""
    return list(session.scalars(select(Event).where(Event.inquiry_id == inquiry_id).order_by(Event.seq)))
