"""Pairs of leaders who decide at the same moment: exactly one wins, the other learns who and what (issue 6).

The suite runs a few pairs on both databases. ``INDGANG_DECISION_PAIRS=10000`` runs them all.
"""

import os
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.accounts.actions import add_staff
from app.decisions import decided
from app.desk import reachable
from app.dossier import opened
from app.models import AgendaItem, DecisionLetter, Event, Inquiry, Staff
from app.portal import Portal
from app.rules.answers import State
from app.rules.triage import Role
from app.rules.visitation import Decision, Proposal, Ruling
from app.timeline import What
from app.vault.cases import OpenCase
from app.visitation import actions
from app.visitation.writing import Deciding
from tests.clock import TUESDAY
from tests.triage.arriving import arrives

PAIRS = int(os.environ.get("INDGANG_DECISION_PAIRS", "12"))
INQUIRIES = max(4, PAIRS // 25)  # each is decided again and again: each time a new decision, never an edit
RULINGS = (Ruling.NOT_GRANTED, Ruling.NOTHING_MORE)


class Race:
    """Two leaders, a few inquiries, and everything both of them met."""

    def __init__(self, portal: Portal):
        self.portal, self.met = portal, Counter[str]()
        with portal.data.writing() as session:
            self.leaders = [
                add_staff(
                    session,
                    portal,
                    centre="haderslev",
                    name=f"{name} Leder",
                    email=f"{name.lower()}@haderslev.test",
                    role=Role.LEADER,
                    password=None,
                )[0].id
                for name in ("Karin", "Lone")
            ]
        self.inquiries = [arrives(portal).id for _ in range(INQUIRIES)]
        self.cases = portal.vault.open_many_for_staff(self.inquiries)

    def pair(self, number: int) -> None:
        """Put it forward, let both press at once, and look at what came of it."""
        inquiry = self.inquiries[number % INQUIRIES]
        self.put_forward(inquiry)
        together = threading.Barrier(2)
        with ThreadPoolExecutor(2) as pool:
            said = list(pool.map(lambda which: self.decides(inquiry, which, together), (0, 1)))
        self.met.update(said)
        assert sorted(said) == ["told who and what", "won"], said

    def put_forward(self, inquiry: UUID) -> None:
        with self.portal.data.writing() as session:
            staff, case = session.get_one(Staff, self.leaders[0]), self.cases[inquiry]
            row = reachable(session, staff, inquiry, to_change=True)
            assert row is not None
            proposal = Proposal(ruling=Ruling.NOTHING_MORE, reason="Prøve.")
            day = TUESDAY.date()
            actions.put_forward(session, staff, opened(row, case), proposal, meeting_on=day, version=0, now=TUESDAY)

    def decides(self, inquiry: UUID, which: int, together: threading.Barrier) -> str:
        """One leader's press. What they wrote stays theirs, whoever wins."""
        words = f"Det siger leder {which}."
        together.wait()
        with self.portal.data.writing() as session:
            staff, case = session.get_one(Staff, self.leaders[which]), self.cases[inquiry]
            row = reachable(session, staff, inquiry, to_change=True)
            assert row is not None
            who = Deciding(staff, opened(row, case), "", TUESDAY.date(), TUESDAY)
            try:
                actions.decide(session, self.portal, who, Decision(ruling=RULINGS[which], reason=words), version=1)
            except actions.Stale as stale:
                return self.told(case, stale, which)
        return "won"

    def told(self, case: OpenCase, stale: actions.Stale, which: int) -> str:
        latest = stale.latest
        other = ("Karin Leder", "Lone Leder")[1 - which]
        del case
        if latest is None or latest.by != other or latest.content.decision.ruling is not RULINGS[1 - which]:
            return "told something else"
        return "told who and what"


def test_of_two_leaders_exactly_one_decides(portal: Portal, capsys: pytest.CaptureFixture[str]) -> None:
    race, began = Race(portal), time.perf_counter()
    for number in range(PAIRS):
        race.pair(number)
    took = time.perf_counter() - began
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{portal.data.url.get_backend_name()}: {PAIRS} pairs in {took:.1f} s, {dict(race.met)}"
        )
    assert race.met == {"won": PAIRS, "told who and what": PAIRS}
    with portal.data.reading() as session:
        assert session.scalar(select(func.count()).select_from(DecisionLetter)) == PAIRS
        assert session.scalar(select(func.count()).where(Event.what == What.DECIDED)) == PAIRS
        left = select(func.count()).where(AgendaItem.state == "waiting")
        assert session.scalar(left) == 0
        for inquiry in race.inquiries:
            numbers = [each.row.number for each in decided(session, race.cases[inquiry])]
            assert numbers == list(range(len(numbers), 0, -1)), "every number once, none left out"
            assert session.get_one(Inquiry, inquiry).state == State.DECIDED
