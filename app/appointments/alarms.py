"""Alarms that times run short: raised once, changed while it lasts, and closed when it is over (booking §4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.models import OfferAlarm, Staff
from app.rules.answers import ForWhom
from app.rules.danish_days import to_the_minute
from app.rules.promise_watch import Cause, Level, Remedy, Shortage, is_worse
from app.rules.services import Mode

Kind = tuple[ForWhom, Mode]


def settle(session: Session, centre: str, shortages: Mapping[Kind, Shortage], *, now: datetime) -> None:
    """Make the open alarms say what was found. One that got worse counts as not seen yet."""
    standing = {kind_of(each): each for each in open_alarms(session, centre)}
    for kind, alarm in standing.items():
        if kind not in shortages:
            alarm.closed_at = to_the_minute(now)
    session.flush()
    for kind, found in shortages.items():
        if kind in standing:
            change(standing[kind], found)
        else:
            raise_once(session, centre, kind, found, now=now)
    session.flush()


def differs(session: Session, centre: str, shortages: Mapping[Kind, Shortage]) -> bool:
    """Whether ``settle`` would change anything."""
    return {kind_of(each): said(each) for each in open_alarms(session, centre)} != dict(shortages)


def change(alarm: OfferAlarm, found: Shortage) -> None:
    if is_worse(found.level, Level(alarm.level)):
        alarm.seen_by = None
    say(alarm, found)


def raise_once(session: Session, centre: str, kind: Kind, found: Shortage, *, now: datetime) -> None:
    """Open an alarm, unless another process did so this moment."""
    alarm = OfferAlarm(centre=centre, audience=kind[0], mode=kind[1], opened_at=to_the_minute(now))
    say(alarm, found)
    try:
        with session.begin_nested():
            session.add(alarm)
    except IntegrityError:
        return


def say(alarm: OfferAlarm, found: Shortage) -> None:
    alarm.level, alarm.cause, alarm.remedy = found.level, found.cause, found.remedy
    alarm.first_day = found.first_day


def open_alarms(session: Session, centre: str) -> list[OfferAlarm]:
    """The alarms that stand open, the oldest first."""
    query = select(OfferAlarm).where(OfferAlarm.centre == centre, OfferAlarm.closed_at.is_(None))
    return list(session.scalars(query.order_by(OfferAlarm.id)))


def kind_of(alarm: OfferAlarm) -> Kind:
    return ForWhom(alarm.audience), Mode(alarm.mode)


def said(alarm: OfferAlarm) -> Shortage:
    return Shortage(
        level=Level(alarm.level),
        first_day=alarm.first_day,
        cause=Cause(alarm.cause),
        remedy=Remedy(alarm.remedy),
    )


def seers(session: Session, alarms: Iterable[OfferAlarm]) -> dict[UUID, str]:
    """The names of those who take care of them."""
    ids = {each.seen_by for each in alarms if each.seen_by}
    return {found.id: found.name for found in session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(ids)))}


def acknowledge(session: Session, centre: str, alarm_ids: Iterable[int], *, staff_id: UUID) -> None:
    """Somebody has seen these and takes care of them. The first who does is remembered; another centre's are left."""
    session.execute(
        update(OfferAlarm)
        .where(OfferAlarm.id.in_(list(alarm_ids)), OfferAlarm.centre == centre, OfferAlarm.seen_by.is_(None))
        .values(seen_by=staff_id)
    )
