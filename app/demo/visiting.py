"""What the demonstration's people do at visitation and afterwards: propose, decide, read the letter, come back."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app import follow_ups
from app.answer_sets import begin, mark_sent
from app.decisions import decided, receive_letter
from app.demo.stories import Deed
from app.desk import reachable, unlocked
from app.dossier import Dossier, find
from app.follow_up.actions import Coming, come_back
from app.models import Staff
from app.portal import Portal
from app.rules.answers import Danger, Wish
from app.rules.danish_days import danish_day
from app.rules.filling import Filling, Provenance
from app.rules.questionnaire import Answers, Coded
from app.rules.visitation import Decision, Proposal, Ruling, StartWhy, guarantee
from app.vault.cases import OpenCase
from app.visitation import actions, arranging, queries
from app.visitation.applying import ApplicationForm, apply
from app.visitation.pages import law_keys
from app.visitation.writing import Deciding
from app.web.own_goals import PREPARATION

DOCTOR = ("Lise Krogh", "Læge")
AT_DESK = ("proposes", "decides")


def at_the_desk(
    session: Session, portal: Portal, staff: Staff, case: OpenCase, deed: Deed, contact: str, *, now: datetime
) -> None:
    """Somebody puts an inquiry forward, or a leader decides about one at the meeting."""
    row = reachable(session, staff, case.inquiry_id, to_change=True)
    dossier = unlocked(portal.vault, row) if row else None
    assert dossier is not None
    if deed.does == "proposes":
        meeting = queries.next_meeting(portal.catalogue.centres[staff.centre], danish_day(now))
        assert meeting is not None
        proposal = Proposal(
            ruling=Ruling(deed.ruling), service=deed.service or None, reason=deed.text, start_on=start(deed, now)
        )
        actions.put_forward(session, staff, dossier, proposal, meeting_on=meeting, version=0, now=now)
    else:
        decide(session, portal, staff, dossier, deed, contact, now=now)


def decide(
    session: Session, portal: Portal, staff: Staff, dossier: Dossier, deed: Deed, contact: str, *, now: datetime
) -> None:
    """The leader's word, at a meeting on the day itself, with the doctor there."""
    granted, day = deed.ruling == Ruling.GRANTED, danish_day(now)
    centre, limit, begins = portal.catalogue.centres[staff.centre], guarantee(dossier.promises), start(deed, now)
    decision = Decision(
        ruling=Ruling(deed.ruling),
        service=deed.service or None,
        reason=deed.text,
        start_on=begins if granted else None,
        start_why=StartWhy.CITIZEN_WAITS if granted and limit and begins and begins > limit else None,
        laws=law_keys(centre, dossier.answers, deed.service),
        named=dossier.contact.named,
    )
    arranging.add_participant(session, staff, meeting_on=day, name=staff.name, title="Leder")
    arranging.add_participant(session, staff, meeting_on=day, name=DOCTOR[0], title=DOCTOR[1])
    actions.decide(session, portal, Deciding(staff, dossier, contact, day, now), decision, version=1)


def start(deed: Deed, now: datetime) -> date | None:
    return danish_day(now) + timedelta(days=deed.starts_in) if deed.starts_in else None


def at_home(session: Session, portal: Portal, case: OpenCase, deed: Deed, *, now: datetime) -> None:
    """The citizen reads the letter, says yes to follow-up, or comes back after an ending."""
    dossier = find(session, case, to_change=True)
    assert dossier is not None
    match deed.does:
        case "reads_letter":
            newest = decided(session, case)[0]
            receive_letter(session, portal, dossier, newest, received_on=danish_day(now), now=now)
        case "prepares":
            prepare(session, portal, case, deed.text, now=now)
        case "applies":
            apply(session, portal, dossier, ApplicationForm(social_help="no", words=deed.text), now=now)
        case "agrees":
            follow_ups.answer(session, portal, case, dossier.row, True, now=now)
        case "returns":
            said = Coming(wish=Wish.TREATMENT, danger=Danger.NO, reuse=True, same_person=True, words=deed.text)
            come_back(session, portal, dossier, said, deed.text, now=now)


def prepare(session: Session, portal: Portal, case: OpenCase, good_day: str, *, now: datetime) -> None:
    """The preparation at home, with what a good day looks like and what to do about alcohol."""
    form = portal.library[PREPARATION].form
    answers: Answers = {"h4": (good_day,), "c6": (Coded("days", "urn:indgangen:svar"),)}
    filling = Filling(key=PREPARATION, version=form.version, provenance=Provenance.SELF, answers=answers)
    mark_sent(begin(session, case, filling, now=now).row, now=now)
