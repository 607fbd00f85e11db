"""Group meetings at Haderslev in tests, and people who want a place in them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import timeline
from app.accounts.actions import add_staff
from app.appointments import groups, waiting
from app.appointments.lines import own_lines
from app.appointments.seats import held_meeting
from app.catalogue import Centre
from app.chain import first_broken_link
from app.dossier import find
from app.models import GroupPlace, GroupSession, Inquiry
from app.portal import Portal
from app.rules.answers import AgeBand, Answers, Contact, ForWhom, Substance
from app.rules.services import Mode
from app.rules.triage import Role
from app.timeline import What
from app.vault.cases import OpenCase
from tests.booking.calendar import at, somebody_tells

MOTIVATION = "motivation_group"
FRIDAY = at(27, 16)
GROWN = Answers(
    for_whom=ForWhom.SELF,
    centre="haderslev",
    municipality="haderslev",
    substance=Substance.ALCOHOL,
    age=AgeBand.FROM_30,
    contact=Contact(nickname="Skipper"),
)


def opens_a_group(
    portal: Portal,
    counsellor: int,
    *,
    room: int | None = None,
    capacity: int = 1,
    service: str = MOTIVATION,
    starts_at: datetime = FRIDAY,
    ends_at: datetime | None = None,
) -> UUID:
    """A meeting on Friday from 16 to 17.30."""
    with portal.data.writing() as session:
        return groups.open_session(
            session,
            portal.catalogue.centres["haderslev"],
            service,
            Mode.IN_PERSON,
            counsellor_id=counsellor,
            room_id=room,
            starts_at=starts_at,
            ends_at=ends_at or starts_at.replace(hour=17, minute=30),
            capacity=capacity,
            now=portal.now(),
        ).id


@dataclass(frozen=True)
class Person:
    """Somebody who has written, and what they do about groups: as the pages do it, with their row held."""

    portal: Portal
    case: OpenCase

    def takes(self, meeting: UUID) -> GroupPlace:
        return self._does(
            lambda session, row: groups.take_place(session, self.centre, meeting, row, self.case, self.now)
        )

    def waits(self, meeting: UUID) -> None:
        self._does(lambda session, row: waiting.join_group(session, self.centre, meeting, row, self.case, self.now))

    def waits_for_talk(self, mode: Mode) -> None:
        self._does(lambda session, row: waiting.join_talk(session, self.centre, mode, row, self.case, self.now))

    def leaves(self, meeting: UUID) -> None:
        def leave(session: Session, row: Inquiry) -> None:
            held = held_meeting(session, self.centre.key, meeting)
            assert held
            groups.leave_place(session, held, row.id, now=self.now)

        self._does(leave)

    def leaves_the_line(self) -> None:
        def leave(session: Session, row: Inquiry) -> None:
            for each in own_lines(session, row.id):
                waiting.leave(session, each.id, row, self.now)

        self._does(leave)

    def place(self, meeting: UUID) -> str:
        """How their place stands: '' when they never had one."""
        with self.portal.data.reading() as session:
            query = select(GroupPlace.state).where(
                GroupPlace.session_id == meeting, GroupPlace.inquiry_id == self.case.inquiry_id
            )
            return session.scalar(query) or ""

    def lines(self) -> list[str]:
        with self.portal.data.reading() as session:
            return [each.state for each in own_lines(session, self.case.inquiry_id)]

    def told(self) -> list[What]:
        """What their timeline says, without how they came."""
        with self.portal.data.reading() as session:
            events = timeline.events_of(session, self.case.inquiry_id)
        return [What(each.what) for each in events if each.what != What.RECEIVED]

    @property
    def centre(self) -> Centre:
        return self.portal.catalogue.centres["haderslev"]

    @property
    def now(self) -> datetime:
        return self.portal.now()

    def _does(self, deed: Callable[[Session, Inquiry], Any]) -> Any:
        with self.portal.data.writing() as session:
            dossier = find(session, self.case, to_change=True)
            assert dossier
            return deed(session, dossier.row)


def somebody(portal: Portal, answers: Answers = GROWN) -> Person:
    return Person(portal, somebody_tells(portal, answers))


def seats_taken(portal: Portal, meeting: UUID) -> int:
    with portal.data.reading() as session:
        return session.get_one(GroupSession, meeting).taken


def timeline_holds(portal: Portal) -> bool:
    with portal.data.reading() as session:
        return first_broken_link(session) is None


def a_counsellor(portal: Portal) -> UUID:
    """Mette, where nobody looks at a page of hers."""
    with portal.data.writing() as session:
        staff, *_ = add_staff(
            session,
            portal,
            centre="haderslev",
            name="Mette Lund",
            email="mette@haderslev.test",
            role=Role.COUNSELLOR,
            password=None,
        )
        return staff.id
