"""What a citizen does on their own page. Each deed ends with its line in the timeline."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app import timeline
from app.dossier import Dossier, change_contact, find, keep_answers, keep_told, keep_urgency
from app.forgetting import forget_inquiry
from app.portal import Portal
from app.rules.answers import Contact, Danger, State, Wish
from app.rules.danish_days import danish_day
from app.rules.obstacle import require
from app.rules.own_deeds import obstacle_to_change_wish, obstacle_to_hurry, obstacle_to_tell_more
from app.rules.urgency import Urgency
from app.timeline import Actor, What
from app.vault import browser
from app.vault.cases import OpenCase
from app.vault.vault import MintedCode
from app.web.request import NoVisit


def sign_in(session: Session, portal: Portal, case: OpenCase, *, instead_of: str | None, now: datetime) -> str | None:
    """Begin a visit. Returns its token, or nothing when the keys are there and the inquiry is not.

    ``instead_of`` is the token this browser held before: it ends now, so that none is ever taken over.
    """
    dossier = find(session, case, to_change=True)
    if dossier is None:
        return None
    dossier.row.citizen_active_on = danish_day(now)
    tell(session, What.CITIZEN_SIGNED_IN, case.inquiry_id, now=now)
    with portal.vault.keystore.writing() as keystore:
        if instead_of:
            browser.end_session(keystore, instead_of)
        return browser.begin_session(keystore, case, now=now)


def sign_out(portal: Portal, token: str) -> None:
    with portal.vault.keystore.writing() as keystore:
        browser.end_session(keystore, token)
        browser.drop_code(keystore, token)


def change_wish(session: Session, portal: Portal, case: OpenCase, wish: Wish, *, now: datetime) -> None:
    """Another wish: the clocks it starts count from today, and those it makes pointless stop."""
    dossier = own_dossier(session, case)
    answers = dossier.answers
    require(
        obstacle_to_change_wish(
            state=State(dossier.row.state), hypothetical=answers.hypothetical, for_whom=answers.for_whom
        )
    )
    if answers.wish is wish:
        return
    keep_told(portal, dossier, replace(answers, wish=wish), now=now)
    dossier.row.unread_by_staff = True
    tell(session, What.WISH_CHANGED, case.inquiry_id, now=now)


def step_up(session: Session, portal: Portal, case: OpenCase, contact: Contact, *, now: datetime) -> None:
    """Say more about oneself. Id, dates, messages and clocks stay; a name may make a clock firmer (N2)."""
    dossier = own_dossier(session, case)
    answers = dossier.answers
    require(obstacle_to_tell_more(state=State(dossier.row.state), hypothetical=answers.hypothetical))
    change_contact(session, portal, dossier, contact, now=now)


def step_down(session: Session, portal: Portal, case: OpenCase, contact: Contact, *, now: datetime) -> None:
    """Take something back: it is gone from that moment. Always allowed."""
    change_contact(session, portal, own_dossier(session, case), contact, now=now)


def say_more_urgent(session: Session, case: OpenCase, danger: Danger, *, now: datetime) -> None:
    """It has become more urgent: never less than 'soon', also for those who are in no danger (N11)."""
    dossier = own_dossier(session, case)
    require(obstacle_to_hurry(state=State(dossier.row.state)))
    row, today = dossier.row, danish_day(now)
    answers = replace(dossier.answers, danger=danger)
    keep_answers(row, case, answers)
    keep_urgency(row, answers, today=today)
    row.urgency = min(row.urgency, Urgency.SOON)
    row.unread_by_staff = True
    row.citizen_active_on = today
    tell(session, What.MORE_URGENT, case.inquiry_id, now=now)


def change_code(portal: Portal, case: OpenCase, minted: MintedCode, *, now: datetime) -> str:
    """Let a code that its owner has written down count, and close every other browser.

    Returns the token of the visit that goes on. Nothing here can lock anybody out: whatever breaks,
    either the old code or the new one works, and the citizen has both.
    """
    with portal.data.writing() as session:
        if find(session, case) is None:
            raise NoVisit
        token = portal.vault.change_code(case, minted, now=now)
        if token is None:
            raise NoVisit
        tell(session, What.CODE_CHANGED, case.inquiry_id, now=now)
    return token


def forget(session: Session, portal: Portal, case: OpenCase, *, now: datetime) -> None:
    """Delete everything, for ever."""
    forget_inquiry(session, portal, case.inquiry_id, actor=Actor.CITIZEN, now=now)


def own_dossier(session: Session, case: OpenCase) -> Dossier:
    """The citizen's inquiry, held until the transaction ends. Raises ``NoVisit`` when it was forgotten meanwhile."""
    dossier = find(session, case, to_change=True)
    if dossier is None:
        raise NoVisit
    return dossier


def tell(session: Session, what: What, inquiry_id: UUID, *, now: datetime) -> None:
    timeline.record(session, what, now=now, inquiry_id=inquiry_id, actor=Actor.CITIZEN)
