"""What staff do with an inquiry: open, take, put back, begin to clarify, close. Each leaves its event last."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import follow_ups, timeline
from app.appointments.ending import cancel_all_ahead
from app.appointments.telling import tell_all
from app.appointments.waiting import leave_all
from app.correspondence import Written, messages_of, notes_of
from app.decisions import take_off_agenda
from app.desk import names_of, number_shown_lately, obstacle_to_read, unlocked
from app.dossier import Dossier
from app.instruments.library import Instrument
from app.known_sets import KnownSet, known_sets
from app.models import Event, Inquiry, Staff
from app.portal import Portal
from app.questionnaires_in_use import offered
from app.rules.answers import State
from app.rules.danish_days import danish_day
from app.rules.obstacle import NotAllowed, Obstacle, require
from app.rules.retention import forget_on
from app.rules.triage import (
    Role,
    obstacle_to_claim,
    obstacle_to_close,
    obstacle_to_note,
    obstacle_to_release,
)
from app.timeline import What
from app.triage import queries
from app.triage.times import Times, times_of
from app.vault.cases import OpenCase


@dataclass(frozen=True)
class Opened:
    """Everything the inquiry page shows. ``names`` are colleagues' names by id."""

    dossier: Dossier
    messages: list[Written] = field(repr=False)
    notes: list[Written] = field(repr=False)
    events: list[Event]
    names: dict[UUID, str]
    number_shown: bool
    times: Times
    sets: list[KnownSet]
    fillable: list[Instrument]


def open_inquiry(session: Session, portal: Portal, staff: Staff, row: Inquiry, *, now: datetime) -> Opened | None:
    """Read an inquiry, and say so in its timeline. ``None`` when it has been forgotten.

    Raises ``NotAllowed`` with ``REASON_NEEDED`` when it is not yours and no reason was given a short while ago (N12).
    """
    mine = row.assigned_to == staff.id
    require(obstacle_to_read(session, staff, row, now=now))
    dossier = unlocked(portal.vault, row)
    if dossier is None:
        return None
    events = timeline.events_of(session, row.id)
    sets = known_sets(session, portal, dossier.case)
    writers = (each.set.row.staff_id for each in sets)
    answers = dossier.answers
    opened = Opened(
        dossier,
        messages_of(session, dossier.case),
        notes_of(session, dossier.case),
        events,
        names_of(session, [row.assigned_to, *(event.staff_id for event in events), *writers]),
        number_shown_lately(session, staff, row.id, now=now),
        times_of(session, dossier.case),
        sets,
        offered(session, portal, row.centre, answers.for_whom, answers.age),
    )
    if mine:
        row.unread_by_staff = False
    session.flush()
    timeline.record(session, What.OPENED, now=now, inquiry_id=row.id, staff_id=staff.id)
    return opened


def open_with_reason(session: Session, staff: Staff, case: OpenCase, reason: str, *, now: datetime) -> None:
    """Write down why somebody opens an inquiry that is not theirs. It opens for them for a quarter of an hour."""
    timeline.record(
        session,
        What.OPENED_WITH_REASON,
        now=now,
        inquiry_id=case.inquiry_id,
        staff_id=staff.id,
        reason=reason,
        case=case,
    )


def show_number(session: Session, staff: Staff, case: OpenCase, reason: str, *, now: datetime) -> None:
    """Write down why somebody must call outside the hours the citizen chose (N4)."""
    timeline.record(
        session, What.NUMBER_SHOWN, now=now, inquiry_id=case.inquiry_id, staff_id=staff.id, reason=reason, case=case
    )


def claim(
    session: Session, staff: Staff, row: Inquiry, *, case: OpenCase | None, reason: str | None, now: datetime
) -> None:
    """Take an inquiry. Of two who press at once, one changes the row and the other changes nothing.

    Raises ``NotAllowed`` with ``CLAIMED_BY_COLLEAGUE`` for the one who was later.
    """
    require(_no_colleague_has(staff, row))
    if row.assigned_to == staff.id:
        return
    if not assign(session, row, staff.id, held_by=None):
        raise NotAllowed(_no_colleague_has(staff, row) or Obstacle.CLAIMED_BY_COLLEAGUE)
    timeline.record(session, What.CLAIMED, now=now, inquiry_id=row.id, staff_id=staff.id, reason=reason, case=case)


def assign(session: Session, row: Inquiry, staff_id: UUID, *, held_by: UUID | None) -> bool:
    """Make somebody the contact person, if the inquiry is open and still lies where it was seen to lie."""
    same = Inquiry.assigned_to.is_(None) if held_by is None else Inquiry.assigned_to == held_by
    taken = session.execute(
        update(Inquiry)
        .where(Inquiry.id == row.id, same, queries.OPEN)
        .values(assigned_to=staff_id)
        .returning(Inquiry.id)
        .execution_options(synchronize_session=False)
    ).first()
    session.refresh(row)
    if taken is not None and row.state == State.RECEIVED:
        row.state = State.CLAIMED
        session.flush()
    return taken is not None


def _no_colleague_has(staff: Staff, row: Inquiry) -> Obstacle | None:
    state = State(row.state)
    return obstacle_to_claim(role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=state)


def release(session: Session, staff: Staff, row: Inquiry, *, now: datetime) -> None:
    """Put an inquiry back where everybody sees it. One that lies there already is left alone."""
    if row.assigned_to is None and State(row.state).open:
        return
    state = State(row.state)
    require(obstacle_to_release(role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=state))
    row.assigned_to = None
    if state is State.CLAIMED:
        row.state = State.RECEIVED
    session.flush()
    timeline.record(session, What.RELEASED, now=now, inquiry_id=row.id, staff_id=staff.id)


def begin_clarifying(session: Session, staff: Staff, row: Inquiry, *, now: datetime) -> None:
    """Say that the talks have begun. Said twice, or later than that, it changes nothing."""
    state = State(row.state)
    # What a person may write about an inquiry, they may also say about where it stands.
    require(obstacle_to_note(role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=state))
    if state not in (State.RECEIVED, State.CLAIMED):
        return
    row.state = State.CLARIFYING
    session.flush()
    timeline.record(session, What.CLARIFYING_BEGAN, now=now, inquiry_id=row.id, staff_id=staff.id)


def close(
    session: Session, portal: Portal, staff: Staff, row: Inquiry, case: OpenCase, reason: str, *, now: datetime
) -> None:
    """End an inquiry. The day it is forgotten is set today, by the centre's own policy (D2). Times ahead are free."""
    state, today = State(row.state), danish_day(now)
    require(obstacle_to_close(role=Role(staff.role), assigned_to=row.assigned_to, staff_id=staff.id, state=state))
    row.state = State.CLOSED
    row.closed_on = today
    row.forget_on = forget_on(today, portal.catalogue.centres[row.centre].policy)
    take_off_agenda(session, row.id)
    follow_ups.end(session, portal, case, row, now=now)
    session.flush()
    told = leave_all(session, row.id, now, staff_id=staff.id)
    told += cancel_all_ahead(session, row.id, now=now, staff_id=staff.id)
    tell_all(session, told, now=now)
    timeline.record(session, What.CLOSED, now=now, inquiry_id=row.id, staff_id=staff.id, reason=reason, case=case)


def mark_heard(session: Session, inquiry_id: UUID) -> None:
    """What a person told across the counter is no unread letter."""
    session.execute(update(Inquiry).where(Inquiry.id == inquiry_id).values(unread_by_staff=False))
