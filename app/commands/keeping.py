"""What time takes away: unsent drafts, sessions, inquiries nobody returns to, closed ones whose day has come.

Each step commits by itself and may be run again: a job that is killed has done a part, and the next run the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, func, or_, select, text
from sqlalchemy.orm import Session

from app import timeline
from app.accounts.queries import IDLE, LONGEST
from app.database import scrub
from app.forgetting import finish_forgetting, forget_inquiry
from app.models import CaseKey, Inquiry, Message, ShownCode, StaffSession
from app.portal import Portal
from app.rules.answers import State
from app.rules.centre_policy import CentrePolicy
from app.rules.danish_days import danish_day
from app.rules.retention import abandoned_on, forget_on
from app.timeline import Actor, What
from app.vault.sweeping import sweep

AT_ONCE = 500  # ids in one question to a store
SHORTEST_MONTHS = timedelta(days=28)  # nothing younger than this is ever abandoned


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What one run did, in numbers of rows."""

    swept: int
    closed: int
    forgotten: int
    finished: int
    orphans: int


class Quiet(NamedTuple):
    """An open inquiry, and the last day on which either side wrote in it."""

    inquiry_id: UUID
    centre: str
    last_word_on: date


def keep(portal: Portal, *, now: datetime) -> Kept:
    """Run every step once."""
    orphans = sweep_orphan_keys(portal)  # before the sweep: a code that may still be shown says its key is young
    return Kept(
        orphans=orphans,
        swept=sweep_browsers(portal, now=now) + sweep_staff_sessions(portal, now=now),
        closed=close_abandoned(portal, now=now),
        forgotten=forget_due(portal, now=now),
        finished=finish_forgetting(portal, now=now),
    )


def sweep_browsers(portal: Portal, *, now: datetime) -> int:
    """Drafts, shown codes and citizens' sessions that have had their day."""
    with portal.vault.keystore.writing() as session:
        swept = sweep(session, now=now)
    scrub(portal.vault.keystore)
    return swept


def sweep_staff_sessions(portal: Portal, *, now: datetime) -> int:
    too_old = or_(StaffSession.began_at < now - LONGEST, StaffSession.seen_at < now - IDLE)
    with portal.data.writing() as session:
        return len(session.scalars(delete(StaffSession).where(too_old).returning(StaffSession.staff_id)).all())


def close_abandoned(portal: Portal, *, now: datetime) -> int:
    """Close open inquiries in which neither side has written for the centre's number of months."""
    today, closed = danish_day(now), 0
    with portal.data.reading() as session:
        left = [found for found in _quiet(session, before=today - SHORTEST_MONTHS) if _left(portal, found, today)]
    for found in left:
        with portal.data.writing() as session:
            closed += _close(session, portal, found.inquiry_id, now=now)
    return closed


def forget_due(portal: Portal, *, now: datetime) -> int:
    """Forget closed inquiries whose day has come."""
    due = select(Inquiry.id).where(Inquiry.state == State.CLOSED, Inquiry.forget_on <= danish_day(now))
    with portal.data.reading() as session:
        ids = list(session.scalars(due))
    forgotten = 0
    for inquiry_id in ids:
        with portal.data.writing() as session:
            forgotten += forget_inquiry(session, portal, inquiry_id, actor=Actor.SYSTEM, now=now)
    return forgotten


def sweep_orphan_keys(portal: Portal) -> int:
    """Delete keys whose inquiry was never stored: a crash came between the two stores.

    A key without data may also belong to an inquiry that is being stored this very moment. So nothing is deleted
    while its code may still be shown, nor before every intake under way has ended.
    """
    with portal.data.reading() as data, portal.vault.keystore.reading() as keys:
        suspects = [each for batch in _key_ids(keys) for each in _without_data(data, batch)]
    if not suspects:
        return 0
    with portal.data.writing() as data:
        _wait_for_intakes(data)
        swept = 0
        for start in range(0, len(suspects), AT_ONCE):
            orphans = _without_data(data, suspects[start : start + AT_ONCE])
            with portal.vault.keystore.writing() as keys:
                gone = keys.scalars(
                    delete(CaseKey).where(CaseKey.inquiry_id.in_(orphans)).returning(CaseKey.inquiry_id)
                )
                swept += len(gone.all())
    scrub(portal.vault.keystore)
    return swept


def _key_ids(keys: Session) -> Iterator[list[UUID]]:
    """Every inquiry that has a key and no code waiting to be shown, some hundreds at a time."""
    shown = select(ShownCode.inquiry_id)
    query = select(CaseKey.inquiry_id).where(CaseKey.inquiry_id.not_in(shown))
    for batch in keys.scalars(query.execution_options(yield_per=AT_ONCE)).partitions():
        yield list(batch)


def _without_data(data: Session, ids: list[UUID]) -> list[UUID]:
    there = set(data.scalars(select(Inquiry.id).where(Inquiry.id.in_(ids))))
    return [each for each in ids if each not in there]


def _wait_for_intakes(data: Session) -> None:
    """Hold the table until nobody is in the middle of storing an inquiry. SQLite has one writer at a time:
    its first statement here has waited already."""
    if data.get_bind().dialect.name == "postgresql":
        data.execute(text("LOCK TABLE inquiries IN SHARE ROW EXCLUSIVE MODE"))


def _quiet(session: Session, *, before: date, only: UUID | None = None) -> list[Quiet]:
    """Open inquiries in which the citizen wrote last before a day. ``only`` asks about one of them."""
    last_message = (
        select(func.max(Message.sent_at)).where(Message.inquiry_id == Inquiry.id).correlate(Inquiry).scalar_subquery()
    )
    query = select(Inquiry.id, Inquiry.centre, Inquiry.citizen_active_on, last_message).where(
        Inquiry.state != State.CLOSED, Inquiry.citizen_active_on < before
    )
    return [
        Quiet(inquiry_id, centre, _later(active_on, wrote))
        for inquiry_id, centre, active_on, wrote in session.execute(query.where(Inquiry.id == only) if only else query)
    ]


def _later(active_on: date, wrote: datetime | None) -> date:
    return max(active_on, danish_day(wrote)) if wrote else active_on


def _left(portal: Portal, found: Quiet, today: date) -> bool:
    policy = _policy(portal, found.centre)
    return policy is not None and abandoned_on(found.last_word_on, policy) <= today


def _policy(portal: Portal, centre: str) -> CentrePolicy | None:
    """A centre that left the catalogue closes nothing by itself: somebody must decide what becomes of it."""
    found = portal.catalogue.centres.get(centre)
    return found.policy if found else None


def _close(session: Session, portal: Portal, inquiry_id: UUID, *, now: datetime) -> bool:
    """Close one, unless somebody wrote or closed it a moment ago."""
    today = danish_day(now)
    row = session.scalar(select(Inquiry).where(Inquiry.id == inquiry_id).with_for_update())
    if row is None or not any(_left(portal, found, today) for found in _quiet(session, before=today, only=inquiry_id)):
        return False
    row.state = State.CLOSED
    row.closed_on = today
    row.forget_on = forget_on(today, portal.catalogue.centres[row.centre].policy)
    session.flush()
    timeline.record(session, What.CLOSED, now=now, inquiry_id=row.id, actor=Actor.SYSTEM)
    return True
