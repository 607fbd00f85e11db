"""Visitation, decisions and follow-ups on the desk's inquiry page, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalogue import Centre
from app.decisions import decided, is_deputy, waiting_item
from app.dossier import Dossier
from app.follow_ups import every_row, plan_of
from app.models import Staff
from app.portal import Portal
from app.rules.answers import State
from app.rules.danish_days import danish_day
from app.rules.follow_up import FollowUpKind, FollowUpState, has_follow_up
from app.rules.triage import Role
from app.rules.visitation import (
    obstacle_to_decide,
    obstacle_to_put_forward,
    obstacle_to_read_proposal,
)
from app.rules.weighing import areas_for_a_plan
from app.web.language import TEXTS, mark
from app.web.words import words

HELP = {True: mark("Ja"), False: mark("Nej"), None: mark("Ved det ikke")}


@dataclass(frozen=True, kw_only=True)
class LetterLine:
    """One decision in the list. The newest is first, and the only one that counts."""

    number: int
    ruling: str
    service: str
    by: str
    decided_on: date
    received_on: date | None


@dataclass(frozen=True, kw_only=True)
class FollowLine:
    id: UUID
    what: str
    due_on: date
    state: str
    planned: bool


def case_visitation(
    session: Session, portal: Portal, staff: Staff, dossier: Dossier, *, language: str
) -> dict[str, Any]:
    """Everything the section shows, under one name, so that it meets nothing else on the page."""
    row, answers, today = dossier.row, dossier.answers, danish_day(portal.now())
    item, role, state = waiting_item(session, row.id), Role(staff.role), State(row.state)
    deputy = is_deputy(session, staff, today)
    about: dict[str, Any] = {"role": role, "assigned_to": row.assigned_to, "staff_id": staff.id}
    centre = portal.catalogue.centres[row.centre]
    may_put = obstacle_to_put_forward(
        **about, state=state, for_whom=answers.for_whom, hypothetical=answers.hypothetical
    )
    reads = obstacle_to_read_proposal(**about, on_agenda=item is not None, deputy=deputy)
    return {
        "visit": {
            "item": item,
            "may_put": may_put is None,
            "may_read": reads is None,
            "may_decide": obstacle_to_decide(role=role, deputy=deputy, state=state, on_agenda=item is not None) is None,
            "letters": letter_lines(session, dossier, centre, language),
            "may_read_letters": obstacle_to_read_proposal(**about, on_agenda=False, deputy=deputy) is None,
            "plan_areas": [words(each, language) for each in areas_for_a_plan(answers)],
            "applied": answers.applied,
            "applied_help": TEXTS[language].gettext(HELP[answers.applied.social_help]) if answers.applied else "",
            "back": answers.back,
            "before": name_of(session, answers.back.before) if answers.back else "",
            "follow_up": follow_up(session, dossier, centre, language),
        }
    }


def letter_lines(session: Session, dossier: Dossier, centre: Centre, language: str) -> list[LetterLine]:
    names = {offer.key: offer.name_in(language) for offer in centre.offers}
    return [
        LetterLine(
            number=each.row.number,
            ruling=words(each.content.decision.ruling, language),
            service=names.get(each.content.decision.service or "", each.content.decision.hand_to or ""),
            by=each.by,
            decided_on=danish_day(each.row.decided_at),
            received_on=each.row.received_on,
        )
        for each in decided(session, dossier.case)
    ]


def follow_up(session: Session, dossier: Dossier, centre: Centre, language: str) -> dict[str, Any] | None:
    """What was agreed, and every follow-up with how it went."""
    plan = plan_of(session, dossier.case)
    if plan is None or not has_follow_up(centre.policy):
        return None
    lines = [
        FollowLine(
            id=row.id,
            what=words(FollowUpKind(row.kind), language),
            due_on=row.due_on,
            state=words(FollowUpState(row.state), language),
            planned=row.state == FollowUpState.PLANNED,
        )
        for row in every_row(session, dossier.row.id)
        if row.state != FollowUpState.CALLED_OFF
    ]
    return {"yes": plan.yes, "answered_on": plan.answered_on, "by_citizen": plan.by_citizen, "lines": lines}


def name_of(session: Session, staff_id: UUID | None) -> str:
    return (session.scalar(select(Staff.name).where(Staff.id == staff_id)) or "") if staff_id else ""
