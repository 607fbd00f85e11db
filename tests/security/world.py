"""One inquiry with everything that can hang on it, and every kind of person who may come near it.

Made below the pages, so that it is quick and owes nothing to the routes it is used to test.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from fastapi import FastAPI

from app import timeline
from app.accounts.actions import add_staff, begin_session
from app.correspondence import write_from_citizen, write_from_staff, write_note
from app.inquiries import drafts
from app.intake import receive
from app.models import Inquiry
from app.portal import Portal
from app.rules.answers import (
    AgeBand,
    Answers,
    Contact,
    ContactChannel,
    ContactTime,
    Danger,
    ForWhom,
    Home,
    IfAnotherAnswers,
    Rung,
    SafeContact,
    State,
    Substance,
    Topic,
    Wish,
)
from app.rules.questions import steps
from app.rules.triage import Role
from app.timeline import What
from app.vault import browser
from app.vault.tokens import new_token
from app.web import cookies
from tests.security.plain import Plain

SAFE = SafeContact(
    channel=ContactChannel.PHONE,
    phone="+4520304050",
    times=(ContactTime.MORNING,),
    may_leave_message=False,
    if_another_answers=IfAnotherAnswers.HANG_UP,
    code_word="tulipan",
)
ANSWERS = Answers(
    for_whom=ForWhom.SELF,
    municipality="haderslev",
    centre="haderslev",
    own_words="Jeg mister måske min lejlighed.",
    topics=(Topic.HOUSING, Topic.ALCOHOL),
    substance=Substance.ALCOHOL,
    wish=Wish.TREATMENT,
    age=AgeBand.FROM_30,
    danger=Danger.NO,
    home=(Home.NEITHER,),
    contact=Contact(nickname="Skipper", name="Nadia Holm", safe=SAFE),
    contact_choice=Rung.NAME,
)


@dataclass(frozen=True)
class Written:
    """One inquiry: its id, its code, and the browser that sent it."""

    inquiry_id: UUID
    code: str
    token: str


class World:
    """``written`` is an inquiry at Haderslev with messages, a note and a contact person, Mette."""

    def __init__(self, app: FastAPI, portal: Portal):
        self.app, self.portal = app, portal
        self._staff: dict[str, tuple[UUID, str]] = {}
        self.mette_id = self.hired("mette", "haderslev", Role.COUNSELLOR)
        self.written = self.an_inquiry(ANSWERS)
        self.told(self.written)

    def an_inquiry(self, answers: Answers = ANSWERS) -> Written:
        """An inquiry as it arrives from the door."""
        inquiry_id, token, minted = uuid4(), new_token(), self.portal.vault.mint()
        with self.portal.data.writing() as session:
            receive(
                session,
                self.portal,
                answers,
                inquiry_id=inquiry_id,
                minted=minted,
                token=token,
                now=self.portal.now(),
            )
        return Written(inquiry_id, minted.code, token)

    def told(self, written: Written) -> None:
        """Messages both ways, the last one unread, a note, an opening with a reason; Mette is contact person."""
        case, now = self.portal.vault.open_for_staff(written.inquiry_id), self.portal.now()
        assert case is not None
        with self.portal.data.writing() as session:
            row = session.get_one(Inquiry, written.inquiry_id)
            write_from_citizen(session, row, case, "Hej, er der nogen?", now=now)
            session.flush()
            write_from_staff(session, row, case, "Ja, vi er her.", staff_id=self.mette_id, now=now)
            session.flush()
            write_from_citizen(session, row, case, "Tak.", now=now)
            write_note(session, row, case, "Ringede, ingen tog den.", staff_id=self.mette_id, now=now)
            row.assigned_to, row.state = self.mette_id, State.CLAIMED
            timeline.record(
                session,
                What.OPENED_WITH_REASON,
                now=now,
                inquiry_id=row.id,
                staff_id=self.mette_id,
                reason="Jeg dækker for en kollega",
                case=case,
            )

    def hired(self, name: str, centre: str, role: Role) -> UUID:
        """A member of staff who is signed in. Returns their id."""
        with self.portal.data.writing() as session:
            staff, *_ = add_staff(
                session,
                self.portal,
                centre=centre,
                name=f"{name.title()} Prøve",
                email=f"{name}@{centre}.test",
                role=role,
                password=None,
            )
            token = begin_session(session, staff.id, old_token=None, now=self.portal.now())
            self._staff[name] = (staff.id, token)
        return staff.id

    def stranger(self) -> Plain:
        return Plain(self.app)

    def writer(self, answers: Answers = ANSWERS) -> Plain:
        """Somebody with a draft in which every question has been met."""
        done = Answers(**{**vars(answers), "answered": tuple(steps(answers, place_decides=True))})
        return Plain(self.app, {cookies.DRAFT: drafts.begin(self.portal, done, now=self.portal.now())})

    def visitor(self, written: Written | None = None) -> Plain:
        """A citizen who has shown their code."""
        case = self.portal.vault.open_for_staff((written or self.written).inquiry_id)
        assert case is not None, "forgotten"
        with self.portal.vault.keystore.writing() as session:
            token = browser.begin_session(session, case, now=self.portal.now())
        return Plain(self.app, {cookies.CITIZEN: token})

    def sender(self, written: Written | None = None) -> Plain:
        """The browser that sent an inquiry, on its way to the page with the code."""
        return Plain(self.app, {cookies.DRAFT: (written or self.written).token})

    def staff(self, name: str, centre: str = "haderslev", role: Role = Role.COUNSELLOR) -> Plain:
        """A signed-in member of staff, hired when first asked for."""
        if name not in self._staff:
            self.hired(name, centre, role)
        return Plain(self.app, {cookies.STAFF: self._staff[name][1]})
