"""Sixteen processes that all want a time at once. Run as a module: it imports everything once and then forks.

Reads one race as JSON, and writes what each process met as JSON. Only ``NotFree`` and a rule's no are answers somebody
could be shown; everything else is counted under the name of its exception.
"""

import json
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import booking, groups
from app.appointments.placing import NotFree
from app.catalogue import Centre
from app.models import Appointment, Inquiry
from app.portal import Portal, open_portal
from app.rules.appointments import Agreed
from app.rules.obstacle import NotAllowed
from app.rules.services import Mode
from app.rules.talks import Talk
from app.settings import settings_from
from app.vault.cases import new_case
from tests.booking.calendar import at, key
from tests.clock import TUESDAY

PROCESSES, TRIES = 16, 40
LENGTHS = {"first_talk": 45, "family_talk": 60, "advice_talk": 30}  # 45 and 60 with a quarter after, 30 without
LATER = timedelta(minutes=11)  # for the second half of the tries: what was held and left is then anybody's


def racing_centre(portal: Portal) -> Centre:
    """Haderslev, with talks of three lengths that begin every quarter, each in person."""
    centre = portal.catalogue.centres["haderslev"]
    talks = tuple(
        replace(each, talk=replace(each.talk, every=15, modes=(Mode.IN_PERSON,)))
        for each in centre.talks
        if each.talk.key in LENGTHS
    )
    assert {each.talk.key: each.talk.minutes for each in talks} == LENGTHS
    return replace(centre, talks=talks)


def main() -> None:
    race: dict[str, Any] = json.load(sys.stdin)
    portal = open_portal(settings_from(race["environment"]))
    racer = {"appointments": Racer, "places": PlaceRacer}[race["what"]](portal, race)
    racer.warms_up()
    portal.dispose()  # no connection may be inherited; what was compiled may
    fork = get_context("fork")
    said: Any = fork.SimpleQueue()
    racers = [fork.Process(target=run, args=(racer, number, said)) for number in range(PROCESSES)]
    for each in racers:
        each.start()
    for _ in racers:
        print(json.dumps(said.get()), flush=True)  # noqa: T201
    for each in racers:
        each.join()


def run(racer: "Racer", number: int, said: Any) -> None:
    """One process's tries, all begun at the same moment."""
    met: Counter[str] = Counter()
    slowest = 0.0
    try:
        racer.begins(number)
        for each in range(racer.race["tries"]):
            began = time.perf_counter()
            met[racer.tries(each)] += 1
            slowest = max(slowest, time.perf_counter() - began)
    finally:  # also when it never began: somebody waits to hear from all of them
        said.put({"met": met, "slowest": slowest, "ended": time.time()})


class WarmedUp(Exception):
    """Throws away what was done to warm up."""


def fault_name(fault: Exception) -> str:
    """'OperationalError DeadlockDetected': what the database said, without what it was about."""
    return f"{type(fault).__name__} {type(getattr(fault, 'orig', None)).__name__}"


class Racer:
    """Somebody who books, moves and calls off, each time for an inquiry drawn at random: also for one that another
    process is busy with."""

    def __init__(self, portal: Portal, race: dict[str, Any]):
        self.portal, self.race = portal, race
        self.centre = racing_centre(portal)
        self.random = random.Random(PROCESSES)
        self.now = TUESDAY

    def warms_up(self) -> None:
        """So that the race is about times and not about compiling: everything once, and nothing of it kept."""
        inquiry = UUID(self.race["inquiries"][0])
        talk, time_key = self.centre.talks[0].talk, key(at(25, 10), Mode.IN_PERSON, self.race["counsellors"][0])
        with suppress(WarmedUp), self.portal.data.writing() as session:
            row = self.row(session, inquiry)
            held = booking.hold(session, self.centre, row, talk, time_key, now=self.now)
            mine = booking.confirm(session, self.centre, row, new_case(inquiry), held, Agreed(), now=self.now)
            booking.move(session, self.centre, mine, talk, time_key, now=self.now)
            booking.cancel(session, mine, now=self.now)
            raise WarmedUp

    def begins(self, number: int) -> None:
        self.random = random.Random(number)
        with self.portal.data.writing() as session:
            self.row(session, UUID(self.race["inquiries"][number % len(self.race["inquiries"])]))
        time.sleep(max(0.0, self.race["begins"] - time.time()))

    def tries(self, number: int) -> str:
        """One try, as the pages do it. Returns what came of it."""
        self.now = TUESDAY + (LATER if number >= self.race["tries"] // 2 else timedelta())
        inquiry = UUID(self.random.choice(self.race["inquiries"]))
        doing = self.random.choices((self.books, self.moves, self.cancels, self.leaves), (60, 20, 12, 8))[0]
        try:
            return doing(inquiry)
        except (NotFree, NotAllowed) as refused:
            return type(refused).__name__
        except Exception as fault:  # noqa: BLE001 - that is what is counted
            return f"FAULT {fault_name(fault)}"

    def wanted(self) -> tuple[Talk, str]:
        """A talk of any length, at any quarter of three days, with any of the counsellors."""
        talk = self.random.choice(self.centre.talks).talk
        begins = at(self.random.choice((25, 26, 27)), 9) + timedelta(minutes=15 * self.random.randrange(24))
        return talk, key(begins, Mode.IN_PERSON, self.random.choice(self.race["counsellors"]))

    def books(self, inquiry: UUID) -> str:
        self.leaves(inquiry)
        with self.portal.data.writing() as session:
            row, held = self.row(session, inquiry), booking.held_by(session, inquiry)
            if held is None:
                return "let go meanwhile"
            booking.confirm(session, self.centre, row, new_case(inquiry), held, Agreed(), now=self.now)
        return "booked"

    def leaves(self, inquiry: UUID) -> str:
        """Hold a time and go away."""
        talk, time_key = self.wanted()
        with self.portal.data.writing() as session:
            booking.hold(session, self.centre, self.row(session, inquiry), talk, time_key, now=self.now)
        return "held and left"

    def moves(self, inquiry: UUID) -> str:
        _, time_key = self.wanted()
        with self.portal.data.writing() as session:
            self.row(session, inquiry)
            mine = booking.ahead(session, inquiry, now=self.now)
            if mine is None:
                return "nothing to move"
            talk = self.centre.talk(mine.talk)
            assert talk
            booking.move(session, self.centre, mine, talk.talk, time_key, now=self.now)
        return "moved"

    def cancels(self, inquiry: UUID) -> str:
        with self.portal.data.writing() as session:
            self.row(session, inquiry)
            mine: Appointment | None = booking.ahead(session, inquiry, now=self.now)
            if mine is None:
                return "nothing to cancel"
            booking.cancel(session, mine, now=self.now)
        return "cancelled"

    def row(self, session: Session, inquiry: UUID) -> Inquiry:
        """The inquiry's row, held, as every route that writes has it."""
        return session.scalars(select(Inquiry).where(Inquiry.id == inquiry).with_for_update(key_share=True)).one()


class PlaceRacer(Racer):
    """Somebody who wants a place in the one group. Each inquiry asks once, and each process has six of them."""

    def begins(self, number: int) -> None:
        ids = [UUID(each) for each in self.race["inquiries"]]
        self.own = [ids[number + PROCESSES * each] for each in range(self.race["tries"])]
        self.cases = self.portal.vault.open_many_for_staff(self.own)
        super().begins(number)

    def tries(self, number: int) -> str:
        inquiry, meeting = self.own[number], UUID(self.race["meeting"])
        try:
            with self.portal.data.writing() as session:
                row, case = self.row(session, inquiry), self.cases[inquiry]
                groups.take_place(session, self.centre, meeting, row, case, self.now)
        except (groups.GroupFull, NotAllowed) as refused:
            return type(refused).__name__
        except Exception as fault:  # noqa: BLE001 - that is what is counted
            return f"FAULT {fault_name(fault)}"
        return "has a place"


if __name__ == "__main__":
    main()
