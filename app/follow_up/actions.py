"""What is done about a follow-up, and coming back after an ending. Each leaves its event last."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import follow_ups, timeline
from app.correspondence import write_from_citizen
from app.dossier import Dossier, keep_answers, keep_promises, keep_urgency
from app.intake import promises_for
from app.models import Event, FollowUp, Inquiry, Staff
from app.portal import Portal
from app.rules.answers import Answers, Danger, Return, State, Wish
from app.rules.danish_days import danish_day
from app.rules.follow_up import (
    Due,
    FollowedUp,
    FollowUpKind,
    FollowUpState,
    next_review,
    next_try,
    obstacle_to_follow_up,
    obstacle_to_return,
)
from app.rules.obstacle import require
from app.rules.triage import Role
from app.rules.urgency import Urgency
from app.timeline import Actor, What

EVENTS = {
    FollowedUp.DONE: What.FOLLOWED_UP,
    FollowedUp.UNREACHED: What.NOT_REACHED,
    FollowedUp.DECLINED: What.FOLLOW_UP_REFUSED,
}


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What somebody says who comes back. ``reuse``: we may read what they told before."""

    wish: Wish
    danger: Danger
    reuse: bool
    same_person: bool | None
    words: str


def settle(
    session: Session, portal: Portal, staff: Staff, row: Inquiry, follow_up: FollowUp, how: FollowedUp, *, now: datetime
) -> None:
    """Write down how it went, and plan what follows from it. Said twice, it is said once."""
    require(obstacle_to_follow_up(role=Role(staff.role)))
    if follow_up.state != FollowUpState.PLANNED:
        return
    today, kind = danish_day(now), FollowUpKind(follow_up.kind)
    follow_up.state, follow_up.done_on, follow_up.done_by = FollowUpState(how), today, staff.id
    follow_up.tries += 1
    policy = portal.catalogue.centres[row.centre].policy
    if how is FollowedUp.UNREACHED and (day := next_try(today, follow_up.tries)):
        follow_ups.add(session, row, Due(day, kind), tries=follow_up.tries)
    elif how is FollowedUp.DONE and kind is FollowUpKind.PLAN_REVIEW and (day := next_review(today, policy)):
        follow_ups.add(session, row, Due(day, kind))
    session.flush()
    left = follow_ups.dues_of(follow_ups.planned_rows(session, row.id))
    follow_ups.keep_as_long(row, policy, left, today=today)
    session.flush()
    timeline.record(session, EVENTS[how], now=now, inquiry_id=row.id, staff_id=staff.id)


def come_back(session: Session, portal: Portal, dossier: Dossier, said: Coming, default: str, *, now: datetime) -> None:
    """'I need help again' (D2, D3): the same inquiry opens, at least 'soon', with new promises from today.

    Nobody has it: it stands where everybody sees it, and who had it before is proposed. What was told before is kept
    only when they said so. ``default`` is what is written for whoever writes nothing. The row must be held.
    """
    require(obstacle_to_return(state=State(dossier.row.state)))
    row, case, today = dossier.row, dossier.case, danish_day(now)
    back = Return(on=today, before=contact_before(session, row), same_person=said.same_person)
    answers = kept_answers(dossier.answers, said, back)
    keep_answers(row, case, answers)
    row.state, row.closed_on, row.forget_on, row.assigned_to = State.RECEIVED, None, None, None
    keep_promises(row, case, promises_for(portal, answers, now=now), today=today)
    keep_urgency(row, answers, today=today)
    row.urgency = min(row.urgency, Urgency.SOON)
    follow_ups.begin_again(session, case, row.id)
    write_from_citizen(session, row, case, said.words or default, now=now)
    session.flush()
    timeline.record(session, What.RETURNED, now=now, inquiry_id=row.id, actor=Actor.CITIZEN)


def kept_answers(before: Answers, said: Coming, back: Return) -> Answers:
    """What stands from now on. Without a yes only what is needed to answer at all: who asks, where, and how to reach
    them; the rest is gone."""
    if said.reuse:
        return replace(before, wish=said.wish, danger=said.danger, back=back)
    return Answers(
        for_whom=before.for_whom,
        municipality=before.municipality,
        door=before.door,
        centre=before.centre,
        age=before.age,
        contact_choice=before.contact_choice,
        contact=before.contact,
        hypothetical=before.hypothetical,
        wish=said.wish,
        danger=said.danger,
        back=back,
    )


def contact_before(session: Session, row: Inquiry) -> UUID | None:
    """Who had it last, if anybody did."""
    if row.assigned_to:
        return row.assigned_to
    taken = (Event.inquiry_id == row.id, Event.what.in_((What.CLAIMED, What.REGISTERED)))
    return session.scalar(select(Event.staff_id).where(*taken).order_by(Event.seq.desc()).limit(1))
