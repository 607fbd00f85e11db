"""Nadia who has written already, and Mette who answers without a screen: these stories are told from Nadia's side."""

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import select

from app import timeline
from app.chain import chain
from app.correspondence import write_from_staff, write_note
from app.dossier import Dossier, opened
from app.intake import receive
from app.models import Inquiry, Staff
from app.portal import Portal
from app.rules.answers import (
    AgeBand,
    Answers,
    Channel,
    Contact,
    Danger,
    ForWhom,
    Home,
    Rung,
    State,
    Substance,
    Topic,
    Wish,
)
from app.rules.danish_days import danish_day
from app.rules.retention import forget_on
from app.rules.triage import Role
from app.timeline import What
from app.vault.codes import grouped
from app.vault.tokens import new_token
from tests.clock import Clock
from tests.people import OWN_WORDS, Desk, Nadia

# What she told, when a test does not say otherwise.
TOLD = Answers(
    for_whom=ForWhom.SELF,
    municipality="haderslev",
    centre="haderslev",
    own_words=OWN_WORDS,
    topics=(Topic.HOUSING, Topic.ALCOHOL),
    substance=Substance.ALCOHOL,
    wish=Wish.TREATMENT,
    age=AgeBand.FROM_30,
    danger=Danger.NO,
    home=(Home.NEITHER,),
    contact_choice=Rung.NICKNAME,
    contact=Contact(nickname="Skipper"),
)
DRUGS = replace(TOLD, substance=Substance.DRUGS)
RELATIVE = replace(TOLD, for_whom=ForWhom.RELATIVE, wish=Wish.ADVICE, topics=())
PROFESSIONAL = replace(
    TOLD, for_whom=ForWhom.PROFESSIONAL, wish=None, topics=(), contact=Contact(), contact_choice=Rung.CODE_ONLY
)
HYPOTHETICAL = replace(TOLD, hypothetical=True, contact=Contact(), contact_choice=None)


class NadiaWhoWrote(Nadia):
    """Nadia with a code in her hand. The questions have tests of their own, so they are not asked again here."""

    def has_written(self, answers: Answers = TOLD, *, channel: Channel = Channel.WEB) -> "NadiaWhoWrote":
        minted = self.portal.vault.mint()
        with self.portal.data.writing() as session:
            receive(
                session,
                self.portal,
                answers,
                inquiry_id=uuid4(),
                minted=minted,
                token=new_token(),
                now=self.portal.now(),
                channel=channel,
            )
        self.code = grouped(minted.code)
        return self


class Mette:
    """A counsellor at Haderslev, and what she does with the only inquiry there is."""

    def __init__(self, portal: Portal, desk: Desk, clock: Clock):
        self.portal, self.clock = portal, clock
        email = desk.hired("Mette Lund", "haderslev", Role.COUNSELLOR).email
        with portal.data.reading() as session:
            self.id = session.scalars(select(Staff.id).where(Staff.email == email)).one()

    def opens(self) -> None:
        self._does(What.OPENED_WITH_REASON)

    def claims(self) -> None:
        self._does(What.CLAIMED, assigned_to=self.id, state=State.CLAIMED, unread_by_staff=False)

    def closes(self) -> None:
        today = danish_day(self.clock())
        day = forget_on(today, self.portal.catalogue.centres["haderslev"].policy)
        self._does(What.CLOSED, state=State.CLOSED, closed_on=today, forget_on=day)

    def replies(self, text: str) -> None:
        with self.portal.data.writing() as session:
            row = session.scalars(select(Inquiry)).one()
            case = self.portal.vault.open_for_staff(row.id)
            assert case
            write_from_staff(session, row, case, text, staff_id=self.id, now=self.clock())
            timeline.record(session, What.REPLIED, now=self.clock(), inquiry_id=row.id, staff_id=self.id)

    def notes(self, text: str) -> None:
        with self.portal.data.writing() as session:
            row = session.scalars(select(Inquiry)).one()
            case = self.portal.vault.open_for_staff(row.id)
            assert case
            write_note(session, row, case, text, staff_id=self.id, now=self.clock())

    def _does(self, what: What, **changes: object) -> None:
        with self.portal.data.writing() as session:
            row = session.scalars(select(Inquiry)).one()
            for name, value in changes.items():
                setattr(row, name, value)
            timeline.record(session, what, now=self.clock(), inquiry_id=row.id, staff_id=self.id)


def dossier_in(portal: Portal) -> Dossier:
    """The only inquiry there is, as the staff would open it."""
    with portal.data.reading() as session:
        row = session.scalars(select(Inquiry)).one()
    case = portal.vault.open_for_staff(row.id)
    assert case
    return opened(row, case)


def deeds_in(portal: Portal) -> list[str]:
    """Everything the timeline tells, in order."""
    with portal.data.reading() as session:
        return [event.what for event in chain(session)]


def plain(text: str) -> str:
    """A text with ordinary spaces, as a test is written."""
    return text.replace("\u00a0", " ")
