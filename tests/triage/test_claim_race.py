"""Pairs of counsellors who take the same inquiry at the same moment: one has it, the other learns who (issue 6).

The suite runs a few pairs on both databases. ``INDGANG_CLAIM_PAIRS=10000`` runs them all.
"""

import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.actions import add_staff
from app.desk import names_of, reachable
from app.models import Event, Inquiry, Staff
from app.portal import Portal
from app.rules.obstacle import NotAllowed, Obstacle
from app.rules.triage import Role
from app.timeline import What
from app.triage import actions
from tests.clock import TUESDAY
from tests.triage.arriving import arrives

PAIRS = int(os.environ.get("INDGANG_CLAIM_PAIRS", "20"))
INQUIRIES = max(4, PAIRS // 100)  # each is taken and put back again and again
NAMES = ("Mette Lund", "Jens Friis")


class Race:
    """Two counsellors, a few inquiries, and everything both of them met."""

    def __init__(self, portal: Portal):
        self.portal, self.met = portal, Counter[str]()
        with portal.data.writing() as session:
            self.staff = [self.hired(session, name) for name in NAMES]
        self.inquiries = [arrives(portal).id for _ in range(INQUIRIES)]
        self.cases = portal.vault.open_many_for_staff(self.inquiries)

    def hired(self, session: Session, name: str) -> UUID:
        email = f"{name.split(maxsplit=1)[0].lower()}@haderslev.test"
        made = add_staff(
            session,
            self.portal,
            centre="haderslev",
            name=name,
            email=email,
            role=Role.COUNSELLOR,
            password=None,
        )
        return made.staff.id

    def pair(self, number: int, pool: ThreadPoolExecutor) -> None:
        inquiry, together = self.inquiries[number % INQUIRIES], threading.Barrier(2)
        said = list(pool.map(lambda which: self.claims(inquiry, which, together), (0, 1)))
        self.met.update(said)
        assert sorted(said) == ["told who", "won"], said
        self.puts_back(inquiry)

    def claims(self, inquiry: UUID, which: int, together: threading.Barrier) -> str:
        """One press of 'Tag', with a reason, as it comes when somebody stands before it."""
        together.wait()
        with self.portal.data.writing() as session:
            staff, case = session.get_one(Staff, self.staff[which]), self.cases[inquiry]
            row = reachable(session, staff, inquiry)
            assert row is not None
            try:
                actions.claim(session, staff, row, case=case, reason=f"Grund {which}", now=TUESDAY)
            except NotAllowed as refusal:
                other = names_of(session, [row.assigned_to]) == {self.staff[1 - which]: NAMES[1 - which]}
                return "told who" if other and refusal.obstacle is Obstacle.CLAIMED_BY_COLLEAGUE else "told wrong"
            return "won"

    def puts_back(self, inquiry: UUID) -> None:
        with self.portal.data.writing() as session:
            row = session.get_one(Inquiry, inquiry)
            assert row.assigned_to in self.staff
            actions.release(session, session.get_one(Staff, row.assigned_to), row, now=TUESDAY)


def test_of_two_counsellors_exactly_one_takes_it(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    race, began = Race(portal), time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        for number in range(PAIRS):
            race.pair(number, pool)
    took = time.perf_counter() - began
    with capsys.disabled():
        print(f"\n{portal.data.url.get_backend_name()}: {PAIRS} pairs in {took:.1f} s, {dict(race.met)}")  # noqa: T201
    assert race.met == {"won": PAIRS, "told who": PAIRS}
    with portal.data.reading() as session:
        for what in (What.CLAIMED, What.RELEASED):
            assert session.scalar(select(func.count()).where(Event.what == what)) == PAIRS, "no deed without its event"
