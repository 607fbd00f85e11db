"""Follow-ups of one inquiry: what was agreed, which days are planned, and what an ending or a return does to them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.models import FollowUp, FollowUpConsent, Inquiry
from app.models.stored import FOLLOW_UP_PLAN
from app.portal import Portal
from app.rules.centre_policy import CentrePolicy
from app.rules.danish_days import danish_day
from app.rules.follow_up import Due, FollowUpKind, FollowUpPlan, FollowUpState, has_follow_up, kept_until, planned
from app.timeline import Actor, What
from app.vault.cases import OpenCase

TABLE, COLUMN = "follow_up_consents", "agreed"


def plan_of(session: Session, case: OpenCase) -> FollowUpPlan | None:
    """What was agreed; ``None`` while there is nothing to follow up."""
    row = session.get(FollowUpConsent, case.inquiry_id)
    if row is None:
        return None
    return FOLLOW_UP_PLAN.validate_json(case.open(row.agreed, table=TABLE, column=COLUMN, row_id=case.inquiry_id))


def keep_plan(session: Session, case: OpenCase, plan: FollowUpPlan) -> None:
    said = FOLLOW_UP_PLAN.dump_json(plan).decode()
    sealed = case.seal(said, table=TABLE, column=COLUMN, row_id=case.inquiry_id)
    row = session.get(FollowUpConsent, case.inquiry_id)
    if row is None:
        session.add(FollowUpConsent(inquiry_id=case.inquiry_id, agreed=sealed))
    else:
        row.agreed = sealed


def begin(session: Session, portal: Portal, case: OpenCase, row: Inquiry, started_on: date, *, now: datetime) -> None:
    """Help was granted from a day: now there is something to follow up, once the citizen has said yes."""
    if not has_follow_up(_policy(portal, row)):
        return
    before = plan_of(session, case) or FollowUpPlan()
    _keep_and_plan(session, portal, case, row, replace(before, began_on=started_on, ended_on=None), now=now)


def answer(
    session: Session,
    portal: Portal,
    case: OpenCase,
    row: Inquiry,
    yes: bool,
    *,
    now: datetime,
    staff_id: UUID | None = None,
) -> None:
    """The citizen says yes or no, here or at the desk, and may change their mind. The row must be held."""
    before = plan_of(session, case)
    if before is None or before.yes is yes:
        return
    plan = replace(before, yes=yes, answered_on=danish_day(now), by_citizen=staff_id is None)
    _keep_and_plan(session, portal, case, row, plan, now=now)
    session.flush()
    what, actor = What.FOLLOW_UP_AGREED if yes else What.FOLLOW_UP_DECLINED, Actor.STAFF if staff_id else Actor.CITIZEN
    timeline.record(session, what, now=now, inquiry_id=row.id, actor=actor, staff_id=staff_id)


def end(session: Session, portal: Portal, case: OpenCase, row: Inquiry, *, now: datetime) -> None:
    """It is closed today: what was planned on the way falls away, and the days afterwards begin to count."""
    before = plan_of(session, case)
    if before is None:
        return
    _keep_and_plan(session, portal, case, row, replace(before, ended_on=danish_day(now)), now=now)


def call_off(session: Session, inquiry_id: UUID) -> None:
    """Nothing planned is needed any more."""
    for each in planned_rows(session, inquiry_id):
        each.state = FollowUpState.CALLED_OFF


def begin_again(session: Session, case: OpenCase, inquiry_id: UUID) -> None:
    """They are back: what was planned is not needed, and nothing has begun yet. What they said of it still holds."""
    call_off(session, inquiry_id)
    if plan := plan_of(session, case):
        keep_plan(session, case, replace(plan, began_on=None, ended_on=None))


def planned_rows(session: Session, inquiry_id: UUID) -> list[FollowUp]:
    """What is planned, the nearest first."""
    ahead = (FollowUp.inquiry_id == inquiry_id, FollowUp.state == FollowUpState.PLANNED)
    return list(session.scalars(select(FollowUp).where(*ahead).order_by(FollowUp.due_on, FollowUp.id)))


def every_row(session: Session, inquiry_id: UUID) -> list[FollowUp]:
    of_it = select(FollowUp).where(FollowUp.inquiry_id == inquiry_id)
    return list(session.scalars(of_it.order_by(FollowUp.due_on, FollowUp.id)))


def add(session: Session, row: Inquiry, due: Due, *, tries: int = 0) -> None:
    session.add(
        FollowUp(
            id=uuid4(),
            centre=row.centre,
            inquiry_id=row.id,
            kind=due.kind,
            due_on=due.on,
            state=FollowUpState.PLANNED,
            tries=tries,
        )
    )


def keep_as_long(row: Inquiry, policy: CentrePolicy, dues: Iterable[Due], *, today: date) -> None:
    """A closed inquiry is kept until the last day that was said yes to is over, and else no longer than usual."""
    if row.closed_on and row.forget_on:
        row.forget_on = kept_until(row.closed_on, policy, dues, today=today)


def _keep_and_plan(
    session: Session, portal: Portal, case: OpenCase, row: Inquiry, plan: FollowUpPlan, *, now: datetime
) -> None:
    keep_plan(session, case, plan)
    call_off(session, row.id)
    today = danish_day(now)
    dues = planned(plan, _policy(portal, row), today=today)
    for due in dues:
        add(session, row, due)
    keep_as_long(row, _policy(portal, row), dues, today=today)
    session.flush()


def _policy(portal: Portal, row: Inquiry) -> CentrePolicy:
    return portal.catalogue.centres[row.centre].policy


def dues_of(rows: Iterable[FollowUp]) -> tuple[Due, ...]:
    return tuple(Due(row.due_on, FollowUpKind(row.kind)) for row in rows)
