"""What a leader typed: what is still missing, and the decision it makes."""

from datetime import date, timedelta

from app.dossier import Dossier
from app.models import AgendaItem, Staff
from app.portal import Portal
from app.rules.visitation import WEEK, Decision, Ruling, guarantee, start_fault
from app.visitation import queries
from app.visitation.forms import NO_CHOICE_HERE, NO_RECEIVER, STARTS, DecisionForm
from app.visitation.pages import law_keys
from app.visitation.putting import service_faults
from app.web.forms import Errors

WRITTEN_UP_WITHIN = timedelta(days=2)


def meeting_of(portal: Portal, staff: Staff, item: AgendaItem | None, today: date) -> date:
    """The meeting a decision belongs to: the coming one, or the last one while it is still being written up."""
    coming = queries.next_meeting(portal.catalogue.centres[staff.centre], today)
    if coming is None or item is None:
        return today
    last = coming - WEEK
    return last if item.meeting_on <= last and today - last <= WRITTEN_UP_WITHIN else coming


def decision_faults(portal: Portal, dossier: Dossier, asked: DecisionForm, *, today: date) -> Errors:
    """What a leader still has to say, beside its field."""
    errors = service_faults(portal, dossier, asked.proposal)
    if asked.ruling is Ruling.HAND_OVER and not asked.hand_to:
        errors["hand_to"] = NO_RECEIVER
    if asked.ruling is Ruling.GRANTED:
        fault = start_fault(
            asked.start_on, why=asked.start_why or None, today=today, guaranteed=guarantee(dossier.promises)
        )
        if fault:
            errors["start_on"] = STARTS[fault]
        services = {each.key: each for each in portal.catalogue.centres[dossier.row.centre].services}
        chosen = services.get(asked.service)
        if asked.free_choice and chosen and not chosen.kind.is_treatment:
            errors["free_choice"] = NO_CHOICE_HERE
    return errors


def decision_of(portal: Portal, dossier: Dossier, asked: DecisionForm, *, today: date) -> Decision:
    """What was typed, as a decision: only what belongs to its kind is kept."""
    centre, granted = portal.catalogue.centres[dossier.row.centre], asked.ruling is Ruling.GRANTED
    about_help = asked.ruling in (Ruling.GRANTED, Ruling.NOT_GRANTED)
    service = (asked.service or None) if about_help else None
    limit = guarantee(dossier.promises)
    unusual = asked.start_on and (asked.start_on < today or (limit and asked.start_on > limit))
    return Decision(
        ruling=asked.ruling,
        service=service,
        reason=asked.reason,
        free_choice=(asked.free_choice or None) if granted else None,
        start_on=asked.start_on if granted else None,
        start_why=(asked.start_why or None) if granted and unusual else None,
        plan_offered=bool(asked.plan_offered),
        hand_to=asked.hand_to or None if asked.ruling is Ruling.HAND_OVER else None,
        laws=law_keys(centre, dossier.answers, service) if about_help else (),
        named=dossier.contact.named,
    )
