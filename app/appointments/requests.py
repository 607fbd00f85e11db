"""What is asked for when no time fits: a call, another time, or 'I am coming' to an open door."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.models import Inquiry, TimeRequest
from app.models.stored import dump_agreed, load_agreed
from app.rules.answers import ContactTime, State
from app.rules.appointments import Agreed, RequestKind, obstacle_to_book
from app.rules.danish_days import danish_day, to_the_minute
from app.rules.obstacle import require
from app.timeline import Actor, What
from app.vault.cases import OpenCase


def ask(
    session: Session,
    row: Inquiry,
    case: OpenCase,
    kind: RequestKind,
    agreed: Agreed,
    *,
    day: date | None = None,
    part: ContactTime | None = None,
    now: datetime,
) -> TimeRequest:
    """Ask for a time that is not on the page. One of each kind stands open: asked again, it is changed.

    The row must be held. It brings the inquiry forward as unread, so that somebody looks.
    """
    require(obstacle_to_book(state=State(row.state)))
    found = open_request(session, row.id, kind)
    if found is None:
        found = TimeRequest(id=uuid4(), centre=row.centre, inquiry_id=row.id, kind=kind, made_at=to_the_minute(now))
        session.add(found)
    found.day, found.part = day, part or ""
    sealed = case.seal(dump_agreed(agreed), table="time_requests", column="detail", row_id=found.id)
    found.detail = sealed if agreed != Agreed() else None
    row.unread_by_staff = True
    row.citizen_active_on = danish_day(now)
    session.flush()
    timeline.record(session, What.TIME_ASKED_FOR, now=now, inquiry_id=row.id, actor=Actor.CITIZEN)
    return found


def settle(session: Session, request: TimeRequest, *, staff_id: UUID, now: datetime) -> None:
    """It is done: called, found, or received at the door. Settled twice, it is settled once."""
    if request.done_on is None:
        request.done_on, request.done_by = danish_day(now), staff_id
        session.flush()
        timeline.record(session, What.TIME_ARRANGED, now=now, inquiry_id=request.inquiry_id, staff_id=staff_id)


def open_request(session: Session, inquiry_id: UUID, kind: RequestKind) -> TimeRequest | None:
    query = select(TimeRequest).where(
        TimeRequest.inquiry_id == inquiry_id, TimeRequest.kind == kind, TimeRequest.done_on.is_(None)
    )
    return session.scalar(query.limit(1))


def open_requests(session: Session, centre: str) -> list[TimeRequest]:
    """Everything a centre has been asked for and has not done, the oldest first."""
    query = select(TimeRequest).where(TimeRequest.centre == centre, TimeRequest.done_on.is_(None))
    return list(session.scalars(query.order_by(TimeRequest.made_at, TimeRequest.id)))


def asked(request: TimeRequest, case: OpenCase) -> Agreed:
    """Why, for those who hold the inquiry's key."""
    if request.detail is None:
        return Agreed()
    return load_agreed(case.open(request.detail, table="time_requests", column="detail", row_id=request.id))
