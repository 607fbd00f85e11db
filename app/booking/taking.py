"""What a citizen does with a time: keeps it for a moment, books it, calls it off, asks for another.

A time that cannot be had changes nothing: everything about it is undone, and the page offers the nearest.
"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.appointments import booking
from app.appointments.free_times import TimeWish
from app.appointments.placing import NotFree, asked_time
from app.booking.forms import TimeForm
from app.catalogue import Centre
from app.dossier import Dossier, change_contact, find
from app.models import Appointment
from app.portal import Portal
from app.rules.answers import State
from app.rules.appointments import Agreed
from app.rules.danish_days import danish_day, part_of_day
from app.rules.obstacle import require
from app.rules.own_deeds import obstacle_to_tell_more
from app.rules.services import Mode
from app.rules.talks import Talk
from app.vault.cases import OpenCase
from app.web.request import NoVisit


def own_dossier(session: Session, case: OpenCase) -> Dossier:
    """The citizen's inquiry, held until the transaction ends. Raises ``NoVisit`` when it was forgotten meanwhile."""
    dossier = find(session, case, to_change=True)
    if dossier is None:
        raise NoVisit
    return dossier


def own_modes(dossier: Dossier, talk: Talk) -> tuple[Mode, ...]:
    """The ways somebody may be met. Who asks without saying who they are has neither number nor address (N7)."""
    if not dossier.answers.hypothetical:
        return talk.modes
    return tuple(mode for mode in talk.modes if mode in (Mode.IN_PERSON, Mode.ONLINE))


def own_talk(session: Session, centre: Centre, dossier: Dossier, *, now: datetime) -> Talk:
    """The talk somebody chooses a time for: their first one, or the one they have and would like to move."""
    row = booking.ahead(session, dossier.row.id, now=now)
    moved = centre.talk(row.talk) if row else None
    return (moved or centre.talk_for(dossier.answers.for_whom)).talk


def keep(
    session: Session,
    centre: Centre,
    dossier: Dossier,
    key: str,
    agreed: Agreed,
    wish: TimeWish,
    *,
    now: datetime,
) -> Appointment:
    """Keep a time while its owner reads what they are about to book. Raises ``NotFree``, ``NotAllowed``."""
    talk = own_talk(session, centre, dossier, now=now)
    starts_at, mode, _ = asked_time(key)
    if mode not in own_modes(dossier, talk):
        raise NotFree(starts_at)
    earlier = booking.ahead(session, dossier.row.id, now=now)
    with session.begin_nested():
        held = booking.hold(session, centre, dossier.row, talk, key, now=now, wish=wish)
        before = booking.agreed_of(earlier, dossier.case) if earlier else Agreed()
        same_way = earlier is not None and earlier.mode == mode
        booking.seal_agreed(held, dossier.case, carried_over(before, agreed, same_way=same_way))
        session.flush()
    return held


def carried_over(before: Agreed, agreed: Agreed, *, same_way: bool) -> Agreed:
    """What was said about an earlier time holds for the new one, as far as it still makes sense."""
    return Agreed(
        where=agreed.where or (before.where if same_way else None),
        interpreter=agreed.interpreter or before.interpreter,
        note=agreed.note or before.note,
    )


def book(
    session: Session, portal: Portal, dossier: Dossier, held: Appointment, form: TimeForm, *, now: datetime
) -> Appointment:
    """Book what was kept, and what was said with it. Raises ``NotFree``, ``NotAllowed``."""
    centre, contact = portal.catalogue.centres[dossier.row.centre], dossier.contact
    told = form.contact(contact, part_of_day(held.starts_at))
    if told != contact:
        state = State(dossier.row.state)
        require(obstacle_to_tell_more(state=state, hypothetical=dossier.answers.hypothetical))
    agreed = form.agreed(booking.agreed_of(held, dossier.case))
    dossier.row.citizen_active_on = danish_day(now)
    with session.begin_nested():
        booked = booking.confirm(session, centre, dossier.row, dossier.case, held, agreed, now=now)
        change_contact(session, portal, dossier, told, now=now)
    return booked


def as_typed(form: TimeForm) -> Agreed:
    """What was typed with a time that could not be had, to be kept for the next."""
    return replace(form.agreed(Agreed()), why=None)
