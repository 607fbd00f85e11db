"""What each inquiry could have had on the day it came in: by this the promise of a week is measured (booking §4)."""

import logging
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.appointments.calendar import read_calendar
from app.appointments.free_times import open_slots
from app.catalogue import Centre
from app.models import Appointment, FirstOffer, Inquiry, Resource
from app.portal import Portal
from app.rules.answers import ForWhom
from app.rules.danish_days import danish_day, to_the_minute
from app.rules.minutes import moment_of
from app.rules.promise_watch import PROMISED
from app.rules.talks import Talk

log = logging.getLogger("indgang")
WITHIN = timedelta(minutes=PROMISED)
SOON_DAYS = 2  # looked at first: most find a time there, and then the rest of the week need not be read
COUNTED = timedelta(weeks=8)


class Kept(NamedTuple):
    """Of so many inquiries, so many were offered a time within a week."""

    offered: int
    of: int

    @property
    def percent(self) -> int:
        return round(100 * self.offered / self.of) if self.of else 0


class Offered(NamedTuple):
    """The earliest talk that could be had; ``None`` when there was none."""

    at: datetime | None


def offered_now(portal: Portal, centre: str, who: ForWhom, *, now: datetime) -> Offered | None:
    """What somebody who writes this moment could have. ``None`` where a centre keeps no calendar here.

    Call it before the transaction that stores the inquiry: it reads with a session of its own. It may fail, and then
    nothing is known; nobody's inquiry is lost for the sake of a figure.
    """
    place = portal.catalogue.centres[centre]
    try:
        with portal.data.reading() as session:
            return earliest(session, place, place.talk_for(who).talk, now=now)
    except Exception as error:  # noqa: BLE001 - whatever it is, the inquiry goes first
        log.error("first offer not known: %s", type(error).__name__)
        return None


def earliest(session: Session, centre: Centre, talk: Talk, *, now: datetime) -> Offered | None:
    """The earliest time for a talk, whatever the way of meeting."""
    if session.scalar(select(Resource.id).where(Resource.centre == centre.key).limit(1)) is None:
        return None  # no calendar is kept here, and there is nothing more to read
    today = danish_day(now)
    calendar = read_calendar(session, centre, first=today, days=talk.horizon_days)
    if not calendar.counsellors:
        return None
    for days in sorted({min(SOON_DAYS, talk.horizon_days), talk.horizon_days}):
        found = open_slots(session, calendar, talk, now=now, first=today, days=days)
        if found:
            return Offered(moment_of(min(slot.begins for slot in found)))
    return Offered(None)


def remember(session: Session, inquiry_id: UUID, offered: Offered | None, *, now: datetime) -> None:
    """Write it down beside the inquiry, which must be there already."""
    if offered is not None:
        session.add(
            FirstOffer(
                inquiry_id=inquiry_id,
                recorded_at=to_the_minute(now),
                offered_at=offered.at,
                met=offered.at is not None and offered.at - now <= WITHIN,
            )
        )


def note_choice(session: Session, appointment: Appointment) -> None:
    """Somebody chose a time: whether it was later than they needed to wait. Then a long wait was their own wish."""
    session.execute(
        update(FirstOffer)
        .where(FirstOffer.inquiry_id == appointment.inquiry_id, FirstOffer.met)
        .values(chose_later=FirstOffer.offered_at < appointment.starts_at)
        .execution_options(synchronize_session=False)
    )


def kept(session: Session, centre: str, *, now: datetime) -> Kept:
    """How the promise was kept for those who wrote in the last eight weeks."""
    query = (
        select(func.count(), func.count().filter(FirstOffer.met))
        .join(Inquiry, Inquiry.id == FirstOffer.inquiry_id)
        .where(Inquiry.centre == centre, FirstOffer.recorded_at >= now - COUNTED)
    )
    of, offered = session.execute(query).one()
    return Kept(offered, of)
