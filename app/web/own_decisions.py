"""Decisions, follow-ups and the way back, as the citizen's own page shows them."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.decisions import decided
from app.dossier import Dossier, find
from app.follow_ups import plan_of, planned_rows
from app.portal import Portal
from app.rules.answers import ForWhom, State, Substance
from app.rules.danish_days import danish_day
from app.rules.follow_up import FollowUpKind, FollowUpPlan, kept_until, would_be_planned
from app.rules.own_deeds import obstacle_to_tell_more
from app.rules.services import Anonymity
from app.vault.cases import OpenCase
from app.web.language import TEXTS, mark
from app.web.request import NoVisit
from app.web.words import spoken_day

# To the citizen, each with its day: felt as support, not control (D4).
SAID = {
    FollowUpKind.PLAN_REVIEW: mark("%(day)s ser vi sammen på, om planen stadig passer til dig"),
    FollowUpKind.AFTER_START: mark("%(day)s hører vi, hvordan det går"),
    FollowUpKind.AFTER_END: mark("%(day)s spørger vi, hvordan du har det"),
}


def own_held(session: Session, case: OpenCase) -> Dossier:
    """The citizen's inquiry, held until the transaction ends. Raises ``NoVisit`` when it was forgotten meanwhile."""
    dossier = find(session, case, to_change=True)
    if dossier is None:
        raise NoVisit
    return dossier


def own_decisions(session: Session, portal: Portal, dossier: Dossier, *, language: str) -> dict[str, Any]:
    """What the own page shows: the newest letter, what is planned, whether to ask, and the ways on."""
    letters = decided(session, dossier.case)
    newest = letters[0] if letters else None
    return {
        "own_decision": newest.row if newest else None,
        "own_letters": [each.row for each in letters],
        "own_back": dossier.answers.back,
        "own_decision_unread": newest is not None and newest.row.received_on is None,
        "follow_up": own_follow_up(session, portal, dossier, language=language),
        "may_apply": may_apply(portal, dossier),
        "applied": dossier.answers.applied,
        "may_return": not State(dossier.row.state).open,
    }


def own_follow_up(session: Session, portal: Portal, dossier: Dossier, *, language: str) -> dict[str, Any] | None:
    """What was agreed and which days are planned, or would be; nothing where nothing is followed up."""
    plan = plan_of(session, dossier.case)
    if plan is None:
        return None
    policy = portal.catalogue.centres[dossier.row.centre].policy
    rows, today = planned_rows(session, dossier.row.id), danish_day(portal.now())
    would = [each for each in would_be_planned(plan, policy) if each.on >= today]
    if not (rows if plan.yes else would):
        return None
    days = (
        [(row.due_on, FollowUpKind(row.kind)) for row in rows] if plan.yes else [(each.on, each.kind) for each in would]
    )
    return {
        "yes": plan.yes,
        "days": [said(day, kind, language) for day, kind in days],
        "kept_until": kept(dossier, plan, portal),
    }


def kept(dossier: Dossier, plan: FollowUpPlan, portal: Portal) -> date | None:
    """Until when a closed inquiry is kept, when a yes makes that longer: it has to be said before the yes."""
    policy = portal.catalogue.centres[dossier.row.centre].policy
    if dossier.row.closed_on is None:
        return None
    return kept_until(dossier.row.closed_on, policy, would_be_planned(plan, policy))


def said(day: date, kind: FollowUpKind, language: str) -> str:
    words = TEXTS[language].gettext(SAID[kind]) % {"day": spoken_day(day, language)}
    return words[:1].upper() + words[1:]


def may_apply(portal: Portal, dossier: Dossier) -> bool:
    """Whether treatment without a name can be applied for here: drugs, no name, and a centre that has it (C3)."""
    answers, centre = dossier.answers, portal.catalogue.centres[dossier.row.centre]
    open_here = obstacle_to_tell_more(state=State(dossier.row.state), hypothetical=answers.hypothetical) is None
    about_drugs = answers.substance in (Substance.DRUGS, Substance.BOTH)
    has_it = any(each.anonymous is Anonymity.DECIDED for each in centre.services)
    return open_here and about_drugs and has_it and answers.for_whom is ForWhom.SELF and not answers.contact.named
