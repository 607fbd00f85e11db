"""Sixteen processes want the same times: nobody gets one that somebody has, and nobody meets a fault (booking §2)."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from app.appointments.lines import Line, stand
from app.models import Appointment, GroupPlace, GroupSession, Occupied
from app.portal import Portal
from app.rules.appointments import AppointmentState, PlaceState
from app.rules.services import Mode
from app.settings import Settings
from tests.booking.calendar import Open, at, key, somebody_tells, somebody_writes
from tests.booking.groups import GROWN, opens_a_group
from tests.booking.racers import LATER, LENGTHS, PROCESSES, TRIES, racing_centre
from tests.booking.test_taking_a_time import books
from tests.clock import TUESDAY

ROOT = Path(__file__).resolve().parents[2]
INQUIRIES = 32  # so few that the same one is often in two hands
ASK_FOR_A_PLACE = 96
START_AFTER = 4.0  # seconds: all sixteen are there by then
PATIENCE_SECONDS = 300


@dataclass
class Race:
    """What sixteen processes met."""

    met: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    took: float = 0.0

    @property
    def faults(self) -> dict[str, int]:
        return {name: many for name, many in self.met.items() if name.startswith("FAULT")}

    def say(self, capsys: pytest.CaptureFixture[str], portal: Portal, outcome: str) -> None:
        """The figures, also when all is well."""
        with capsys.disabled():
            print(  # noqa: T201
                f"\n{portal.data.url.get_backend_name()}: {outcome}; {sum(self.met.values())} tries in "
                f"{self.took:.1f} s, the slowest {self.slowest:.2f} s, {dict(self.met.most_common())}"
            )


def environment(settings: Settings) -> dict[str, str]:
    return {
        "INDGANG_ROLE": "all",
        "INDGANG_MODE": "demo",
        "INDGANG_DATABASE_URL": settings.database_url,
        "INDGANG_KEYSTORE_URL": settings.keystore_url,
        "INDGANG_KEYS": str(settings.keys),
        "INDGANG_ORIGINS": settings.origins[0],
        "INDGANG_ARGON2_MEMORY_KIB": str(settings.argon2_memory_kib),
    }


def raced(settings: Settings, **race: Any) -> Race:
    """Let them run against the test's own stores."""
    begins = time.time() + START_AFTER
    ran = subprocess.run(
        [sys.executable, "-m", "tests.booking.racers"],
        cwd=ROOT,
        env=os.environ,
        input=json.dumps({"environment": environment(settings), "begins": begins, **race}),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    race_ran = Race()
    for line in ran.stdout.splitlines():
        one = json.loads(line)
        race_ran.met += Counter(one["met"])
        race_ran.slowest = max(race_ran.slowest, one["slowest"])
        race_ran.took = max(race_ran.took, one["ended"] - begins)
    return race_ran


def stands_in_line(portal: Portal, inquiries: list[str]) -> None:
    """Every second of them waits for one of the talks: what others call off is then held for them at once."""
    with portal.data.writing() as session:
        for number, inquiry in enumerate(inquiries[::2]):
            line = Line(centre="haderslev", talk=list(LENGTHS)[number % len(LENGTHS)], mode=Mode.IN_PERSON)
            stand(session, line, UUID(inquiry), now=portal.now())


def overlaps(portal: Portal, *, now: datetime) -> tuple[int, int]:
    """How many appointments overlap another of the same counsellor or room, looked up in nothing but the appointments,
    and how many there are. A hold that has ended holds nothing."""
    talks = {each.talk.key: each.talk for each in racing_centre(portal).talks}
    spans: dict[int, list[tuple[datetime, datetime]]] = {}
    many = 0
    with portal.data.reading() as session:
        for row in session.scalars(select(Appointment)):
            held = row.state == AppointmentState.HELD and row.held_until is not None and row.held_until > now
            if row.state != AppointmentState.BOOKED and not held:
                continue
            many += 1
            free_again = row.ends_at + timedelta(minutes=talks[row.talk].after)
            for resource in (row.counsellor_id, row.extra_id):
                assert resource is not None
                spans.setdefault(resource, []).append((row.starts_at, free_again))
    clashes = sum(later[0] < earlier[1] for taken in spans.values() for earlier, later in pairwise(sorted(taken)))
    return clashes, many


def test_the_sweep_sees_an_overlap(portal: Portal, haderslev: Open) -> None:
    """Also one that only the quarter after a talk makes, and in the room alone."""
    first = books(portal, somebody_writes(portal), key(at(25, 11), Mode.IN_PERSON, haderslev.mette))
    second = books(portal, somebody_writes(portal), key(at(26, 11), Mode.IN_PERSON, haderslev.jens))
    assert overlaps(portal, now=portal.now()) == (0, 2)
    with portal.data.writing() as session:
        row = session.get_one(Appointment, second.id)
        row.starts_at, row.ends_at, row.extra_id = at(25, 11, 55), at(25, 12, 40), first.extra_id
    assert overlaps(portal, now=portal.now()) == (1, 2)


@pytest.mark.slow
def test_nobody_gets_a_time_that_somebody_has(
    portal: Portal, settings: Settings, haderslev: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    inquiries = [str(somebody_writes(portal).inquiry_id) for _ in range(INQUIRIES)]
    stands_in_line(portal, inquiries)
    counsellors = [haderslev.mette, haderslev.jens]
    race = raced(settings, what="appointments", tries=TRIES, inquiries=inquiries, counsellors=counsellors)
    clashes, many = overlaps(portal, now=TUESDAY + LATER)
    race.say(capsys, portal, f"{clashes} overlaps among {many}")
    assert sum(race.met.values()) == PROCESSES * TRIES
    assert race.faults == {}
    assert clashes == 0
    assert race.met["NotFree"] > 50, "nobody raced for anything"
    assert many > 10
    with portal.data.reading() as session:
        left_over = (
            select(func.count())
            .select_from(Occupied)
            .join(Appointment, Appointment.id == Occupied.appointment_id)
            .where(Appointment.state == AppointmentState.CANCELLED)
        )
        assert session.scalar(left_over) == 0


@pytest.mark.slow
def test_a_group_of_twelve_has_twelve(
    portal: Portal, settings: Settings, haderslev: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    meeting = opens_a_group(portal, haderslev.mette, capacity=12)
    inquiries = [str(somebody_tells(portal, GROWN).inquiry_id) for _ in range(ASK_FOR_A_PLACE)]
    race = raced(
        settings,
        what="places",
        tries=ASK_FOR_A_PLACE // PROCESSES,
        inquiries=inquiries,
        counsellors=[haderslev.mette],
        meeting=str(meeting),
    )
    with portal.data.reading() as session:
        booked = list(session.scalars(select(GroupPlace.inquiry_id).where(GroupPlace.state == PlaceState.BOOKED)))
        counted = session.get_one(GroupSession, meeting).taken
    race.say(capsys, portal, f"{len(booked)} places of 12")
    assert race.faults == {}
    assert race.met == {"has a place": 12, "GroupFull": ASK_FOR_A_PLACE - 12}
    assert len(set(booked)) == len(booked) == counted == 12
