"""What the pages of visitation show: the meeting, a proposal, and what a leader has to see."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.catalogue import Centre
from app.decisions import Decided, is_deputy, proposal_of
from app.dossier import Dossier
from app.models import AgendaItem, Staff
from app.portal import Portal
from app.rules import law
from app.rules.answers import Answers
from app.rules.complaints import laws_of
from app.rules.danish_days import danish_day
from app.rules.eligibility import matching
from app.rules.facts import Facts
from app.rules.law import LAWS
from app.rules.triage import Role
from app.rules.visitation import Decision, Proposal, Ruling, guarantee
from app.rules.weighing import areas_for_a_plan, less_intrusive
from app.visitation import queries
from app.visitation.letter import quoted
from app.web.clock_words import clock_words_for_staff
from app.web.forms import Form
from app.web.language import TEXTS
from app.web.own_goals import goals
from app.web.service_terms import VERDICTS_TO_STAFF
from app.web.words import words


@dataclass(frozen=True)
class ToChoose:
    """A service in the list, the least intrusive first, with how it fits (C12)."""

    key: str
    name: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Put:
    """A proposal in words."""

    ruling: str
    service: str
    reason: str = field(repr=False)
    free_choice: str = field(repr=False)
    start_on: date | None
    plan_offered: bool


def meeting_context(
    session: Session, centre: Centre, staff: Staff, asked: date | None, *, now: datetime
) -> dict[str, Any] | None:
    """One meeting; ``None`` where the centre names no weekday for it."""
    today = danish_day(now)
    coming = queries.next_meeting(centre, today)
    if coming is None:
        return None
    meeting_on = asked or coming
    waiting = queries.agenda(session, centre.key, meeting_on) if meeting_on >= today else []
    deputies = queries.deputies(session, centre.key, today)
    return {
        "centre_name": centre.name,
        "meeting_on": meeting_on,
        "coming": coming,
        "is_past": meeting_on < today,
        "agenda": waiting,
        "carried": sum(1 for each in waiting if each.carried_over),
        "decided": queries.decided_at(session, centre.key, meeting_on),
        "participants": queries.participants(session, centre.key, meeting_on),
        "earlier": queries.earlier_meetings(session, centre.key, coming),
        "deputies": deputies,
        "leaders": queries.leaders(session, centre.key),
        "colleagues": queries.colleagues(session, centre.key),
        "leads": staff.role == Role.LEADER,
        "decides": staff.role == Role.LEADER or is_deputy(session, staff, today),
        "today": today,
    }


def facts_of(answers: Answers) -> Facts:
    """What was told beyond the questions, as far as somebody applied for help without a name (C3)."""
    return Facts(social_help=answers.applied.social_help if answers.applied else None)


def services_to_choose(centre: Centre, answers: Answers, language: str) -> list[ToChoose]:
    texts = TEXTS[language]
    chosen = []
    for each in matching(answers, centre.services, centre.policy, facts_of(answers)):
        name = centre.offer(each.service.key).name_in(language)
        verdict = texts.gettext(VERDICTS_TO_STAFF[each.decision.verdict])
        chosen.append(ToChoose(each.service.key, f"{name} ({verdict.lower()})"))
    return chosen


def gentler(centre: Centre, answers: Answers, chosen: str | None, language: str) -> list[str]:
    """What is open and asks less of a life than what was chosen, by name."""
    service = next((each for each in centre.services if each.key == chosen), None)
    if service is None:
        return []
    found = matching(answers, centre.services, centre.policy, facts_of(answers))
    return [centre.offer(each.key).name_in(language) for each in less_intrusive(found, service)]


def law_keys(centre: Centre, answers: Answers, chosen: str | None) -> tuple[str, ...]:
    service = next((each for each in centre.services if each.key == chosen), None)
    return tuple(each.key for each in laws_of(answers.substance, service, named=answers.contact.named))


def about_context(
    session: Session, portal: Portal, dossier: Dossier, *, now: datetime, language: str
) -> dict[str, Any]:
    """What whoever proposes or decides must have before their eyes: the citizen's own words first (A9)."""
    answers, row = dossier.answers, dossier.row
    centre, today = portal.catalogue.centres[row.centre], danish_day(now)
    return {
        "row": row,
        "own_words": answers.own_words or "",
        "topics": [words(topic, language) for topic in answers.topics],
        "goals": goals(session, portal, dossier.case, language),
        "named": answers.contact.named,
        "clocks": [clock_words_for_staff(c, today=today, language=language) for c in dossier.promises if c.running],
        "guaranteed": guarantee(dossier.promises),
        "services": services_to_choose(centre, answers, language),
        "plan_areas": [words(topic, language) for topic in areas_for_a_plan(answers)],
        "plan_law": quoted(law.SOCIAL_ACTION_PLAN),
        "applied": answers.applied,
        "anonymous_law": quoted(law.ANONYMOUS_DRUG_TREATMENT),
    }


def put(centre: Centre, proposal: Proposal, language: str) -> Put:
    """A proposal or a decision as the desk reads it."""
    known = {offer.key: offer.name_in(language) for offer in centre.offers}
    return Put(
        ruling=words(proposal.ruling, language),
        service=known.get(proposal.service or "", ""),
        reason=proposal.reason,
        free_choice=proposal.free_choice or "",
        start_on=proposal.start_on,
        plan_offered=proposal.plan_offered,
    )


def proposal_form(item: AgendaItem | None, dossier: Dossier, proposed: Proposal | None = None) -> Form:
    """The form as it is first seen: filled in with what is proposed already."""
    if item is None:
        return Form((("version", "0"), ("ruling", Ruling.GRANTED)))
    said = proposed or proposal_of(item, dossier.case)
    filled = {
        "version": str(item.version),
        "ruling": said.ruling,
        "service": said.service or "",
        "reason": said.reason,
        "free_choice": said.free_choice or "",
        "start_on": said.start_on.isoformat() if said.start_on else "",
        "plan_offered": "1" if said.plan_offered else "",
    }
    return Form(tuple((name, str(value)) for name, value in filled.items()))


def law_sources(decision: Decision) -> list[tuple[str, str, str]]:
    """The laws it rests on with where each was read and how surely: for the desk, not for the letter."""
    return [(quoted(LAWS[key]), LAWS[key].source, LAWS[key].checked) for key in decision.laws]


def letter_context(centre: Centre, found: Decided, language: str) -> dict[str, Any]:
    return {
        "letter": found.letter(language),
        "centre_name": centre.name,
        "centre_address": centre.address or (),
        "number": found.row.number,
        "received_on": found.row.received_on,
    }


def contact_name(names: dict[UUID, str], assigned_to: UUID | None) -> str:
    """The contact person's first name, or nothing."""
    name = names.get(assigned_to, "") if assigned_to else ""
    return name.split()[0] if name else ""
