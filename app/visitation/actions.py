"""What is done at visitation: put forward, take off, decide. Each leaves its event last.

Of two who decide at once, or of one who decides on what was changed meanwhile, exactly one is right: the agenda item's
version says which. The other is told who, and what.
"""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import follow_ups, timeline
from app.decisions import Decided, decided, is_deputy, seal_proposal, take_off_agenda, waiting_item
from app.dossier import Dossier, keep_promises
from app.models import AgendaItem, DecisionLetter, Staff
from app.portal import Portal
from app.rules.answers import State
from app.rules.danish_days import danish_day
from app.rules.obstacle import Obstacle, require
from app.rules.triage import Role
from app.rules.visitation import (
    Decision,
    ItemState,
    Proposal,
    Ruling,
    clocks_after_decision,
    obstacle_to_decide,
    obstacle_to_put_forward,
    state_after,
)
from app.timeline import What
from app.visitation.writing import Deciding, write


class Stale(Exception):
    """Somebody else changed it meanwhile. ``latest`` is what was decided, when it was; else the proposal changed."""

    def __init__(self, latest: Decided | None):
        super().__init__("stale")
        self.latest = latest


def may_put_forward(staff: Staff, dossier: Dossier) -> None:
    """Raises ``NotAllowed``."""
    require(
        obstacle_to_put_forward(
            role=Role(staff.role),
            assigned_to=dossier.row.assigned_to,
            staff_id=staff.id,
            state=State(dossier.row.state),
            for_whom=dossier.answers.for_whom,
            hypothetical=dossier.answers.hypothetical,
        )
    )


def put_forward(
    session: Session,
    staff: Staff,
    dossier: Dossier,
    proposal: Proposal,
    *,
    meeting_on: date,
    version: int,
    now: datetime,
) -> None:
    """Put an inquiry on the agenda, or change what is proposed about it while it waits. Raises ``Stale``."""
    may_put_forward(staff, dossier)
    row, case = dossier.row, dossier.case
    item = waiting_item(session, row.id)
    if (item.version if item else 0) != version:
        raise Stale(None if item else next(iter(decided(session, case)), None))
    if item is None:
        item = new_item(staff, dossier, meeting_on)
        session.add(item)
    item.version += 1
    item.proposal = seal_proposal(case, item.id, proposal)
    row.state = State.VISITATION
    session.flush()
    timeline.record(session, What.PUT_FORWARD, now=now, inquiry_id=row.id, staff_id=staff.id)


def new_item(staff: Staff, dossier: Dossier, meeting_on: date) -> AgendaItem:
    return AgendaItem(
        id=uuid4(),
        centre=dossier.row.centre,
        inquiry_id=dossier.row.id,
        put_by=staff.id,
        meeting_on=meeting_on,
        state=ItemState.WAITING,
        version=0,
        proposal=b"",
    )


def take_off(session: Session, staff: Staff, dossier: Dossier, *, now: datetime) -> None:
    """Take an inquiry off the agenda: it is clarified further. One that is not there is left alone."""
    may_put_forward(staff, dossier)
    row = dossier.row
    if take_off_agenda(session, row.id) is None:
        return
    row.state = State.CLARIFYING
    session.flush()
    timeline.record(session, What.TAKEN_OFF_AGENDA, now=now, inquiry_id=row.id, staff_id=staff.id)


def decide(session: Session, portal: Portal, who: Deciding, decision: Decision, *, version: int) -> DecisionLetter:
    """Decide, write the letter, and let state, promises and follow-ups go on from it. Raises ``Stale``."""
    staff, row, case, today = who.staff, who.dossier.row, who.dossier.case, danish_day(who.now)
    item, latest = waiting_item(session, row.id), next(iter(decided(session, case)), None)
    require(may_decide(session, staff, row.state, on_agenda=item is not None or latest is not None, today=today))
    if item is None:
        raise Stale(latest)
    if not taken(session, item, version):
        session.refresh(item)
        raise Stale(next(iter(decided(session, case)), None) if item.state == ItemState.DECIDED else None)
    letter = write(session, portal, who, decision, item)
    row.state = state_after(decision.ruling)
    keep_promises(row, case, clocks_after_decision(who.dossier.promises, decision, today=today), today=today)
    if decision.ruling is Ruling.GRANTED and decision.start_on:
        follow_ups.begin(session, portal, case, row, decision.start_on, now=who.now)
    elif decision.ruling in (Ruling.NOT_GRANTED, Ruling.NOTHING_MORE):
        follow_ups.call_off(session, row.id)
    session.flush()
    timeline.record(session, What.DECIDED, now=who.now, inquiry_id=row.id, staff_id=staff.id)
    return letter


def may_decide(session: Session, staff: Staff, state: str, *, on_agenda: bool, today: date) -> Obstacle | None:
    """The rule's answer: nothing, or why not."""
    deputy = is_deputy(session, staff, today)
    return obstacle_to_decide(role=Role(staff.role), deputy=deputy, state=State(state), on_agenda=on_agenda)


def taken(session: Session, item: AgendaItem, version: int) -> bool:
    """One changes the row and everybody else changes nothing."""
    won = session.execute(
        update(AgendaItem)
        .where(AgendaItem.id == item.id, AgendaItem.state == ItemState.WAITING, AgendaItem.version == version)
        .values(state=ItemState.DECIDED, version=version + 1)
        .returning(AgendaItem.id)
        .execution_options(synchronize_session=False)
    ).first()
    return won is not None
