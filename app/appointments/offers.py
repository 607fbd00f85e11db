"""Answering an offer of a talk from the waiting list: yes, no, or too late."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import booking, offering
from app.appointments.lines import Line
from app.appointments.placing import NotFree
from app.appointments.telling import Told, by_whom, tell_all
from app.catalogue import Centre
from app.models import Appointment, Inquiry
from app.rules.appointments import Agreed, AppointmentState, WaitingState
from app.timeline import What
from app.vault.cases import OpenCase


class OfferGone(Exception):
    """What was offered is not theirs any more: it ran out, or it was never theirs."""


def give_up_offer(session: Session, offer: Appointment, *, now: datetime) -> list[Told]:
    """Somebody's offer, given up; and the next in line who is offered it."""
    freed = offering.freed_by(session, offer)
    offering.end_offer(session, offer, WaitingState.LEFT)
    return [by_whom(What.OFFER_DECLINED, freed.given_up_by, None), *offering.pass_on(session, freed, now=now)]


def own_offer(session: Session, inquiry_id: UUID, line: Line) -> Appointment | None:
    """The talk that is held for somebody who waited for it, the row held."""
    query = select(Appointment).where(
        Appointment.inquiry_id == inquiry_id,
        Appointment.talk == line.talk,
        Appointment.mode == line.mode,
        Appointment.state == AppointmentState.HELD,
        Appointment.offered.is_(True),
    )
    return session.scalar(query.limit(1).with_for_update(key_share=True))


def offered_time(session: Session, inquiry_id: UUID, offer_id: UUID) -> Appointment | None:
    """One's own time with this id, held while it is answered; nothing for anybody else's."""
    query = select(Appointment).where(Appointment.id == offer_id, Appointment.inquiry_id == inquiry_id)
    return session.scalar(query.with_for_update(key_share=True).execution_options(populate_existing=True))


def standing_offer(session: Session, inquiry_id: UUID, offer_id: UUID, *, now: datetime) -> Appointment:
    """One's own offer, while it can be answered. Raises ``OfferGone``."""
    offer = offered_time(session, inquiry_id, offer_id)
    if offer is None or not is_offered(offer, now=now):
        raise OfferGone
    return offer


def is_offered(offer: Appointment, *, now: datetime) -> bool:
    """Whether it is an offer that nobody has answered and that has not run out."""
    held = offer.state == AppointmentState.HELD and offer.offered
    return held and offer.held_until is not None and offer.held_until > now


def accept_time(
    session: Session, centre: Centre, row: Inquiry, case: OpenCase, offer_id: UUID, agreed: Agreed, now: datetime
) -> Appointment:
    """Say yes to a talk. Said twice, it is booked once. Who had an appointment already has this one instead.

    Raises ``OfferGone`` when it ran out or the rules no longer allow it; in that case they wait on.
    """
    offer = offered_time(session, row.id, offer_id)
    if offer and offer.state == AppointmentState.BOOKED:
        return offer
    offer = standing_offer(session, row.id, offer_id, now=now)
    try:
        return booking.confirm(session, centre, row, case, offer, agreed, now=now)
    except NotFree:
        wait_on(session, offer)
        raise OfferGone from None


def wait_on(session: Session, offer: Appointment) -> None:
    """An offer that cannot be kept, for no fault of theirs: they stand where they stood in the line."""
    offering.end_offer(session, offer, WaitingState.WAITING)


def decline_time(session: Session, inquiry_id: UUID, offer_id: UUID, now: datetime) -> None:
    """Say no to a talk: the next in line is offered it, or it is free. Said twice, it is said once."""
    offer = offered_time(session, inquiry_id, offer_id)
    if offer and offer.state == AppointmentState.HELD and offer.offered:
        tell_all(session, give_up_offer(session, offer, now=now), now=now)
