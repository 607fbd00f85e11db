"""Visitation: when the meeting is, who decides, what a decision is, and what it does to state and clocks (B4, B6, A16).

A leader decides, or whoever a leader has put in their place for some days. What is decided stays as it was written:
whoever thinks again makes a new decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from app.rules.answers import ForWhom, State
from app.rules.centre_policy import CentrePolicy
from app.rules.clocks import TREATMENT_KINDS, Clock, ClockKind, complaint_clock
from app.rules.obstacle import Obstacle
from app.rules.triage import Role

WEEK = timedelta(days=7)
FURTHEST_START = timedelta(days=183)  # half a year: a later day is a slip of the finger


class Ruling(StrEnum):
    """What was decided."""

    GRANTED = "granted"
    NOT_GRANTED = "not_granted"
    HAND_OVER = "hand_over"
    MORE_KNOWLEDGE = "more_knowledge"
    NOTHING_MORE = "nothing_more"


class StartWhy(StrEnum):
    """Why a start lies where nobody would expect it."""

    ALREADY_BEGUN = "already_begun"  # before today
    FREE_CHOICE = "free_choice"  # the citizen chose another place, and the law lets the date move (B2, C6)
    CITIZEN_WAITS = "citizen_waits"  # the citizen asked for a later day
    NO_ROOM = "no_room"  # ours: the promise is broken, and the clock goes on saying so


_LATER_BY_CHOICE = frozenset({StartWhy.FREE_CHOICE, StartWhy.CITIZEN_WAITS})


_SETTLES = frozenset({Ruling.GRANTED, Ruling.NOT_GRANTED, Ruling.NOTHING_MORE})  # what the first talk was to find out


class StartFault(StrEnum):
    MISSING = "missing"
    PAST = "past"
    LATE = "late"
    TOO_FAR = "too_far"


class ItemState(StrEnum):
    """Where something put forward stands."""

    WAITING = "waiting"
    DECIDED = "decided"
    TAKEN_OFF = "taken_off"


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the contact person proposes. ``service`` is a key in the centre's list."""

    ruling: Ruling
    service: str | None = None
    reason: str = ""
    free_choice: str | None = None
    start_on: date | None = None
    plan_offered: bool = False


@dataclass(frozen=True, kw_only=True)
class Decision(Proposal):
    """What a leader decided. ``hand_to``: to whom, where it is handed over. ``laws`` are keys in ``law.LAWS``."""

    start_why: StartWhy | None = None
    hand_to: str | None = None
    laws: tuple[str, ...] = ()
    named: bool = False


def meeting_on_or_after(today: date, weekday: int, closed: Iterable[date] = ()) -> date:
    """The next weekly meeting: today's counts. One that falls on a closed day is skipped (B6)."""
    day, shut = today + timedelta(days=(weekday - today.weekday()) % 7), frozenset(closed)
    for _ in range(60):
        if day not in shut:
            return day
        day += WEEK
    raise ValueError("A centre that is closed for more than a year has no meetings.")


def obstacle_to_put_forward(
    *, role: Role, assigned_to: UUID | None, staff_id: UUID, state: State, for_whom: ForWhom, hypothetical: bool
) -> Obstacle | None:
    """Why this may not be put on the agenda: only the contact person or a leader does, and only what can be decided."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    if not state.open:
        return Obstacle.ALREADY_CLOSED
    if assigned_to != staff_id and role is not Role.LEADER:
        return Obstacle.NOT_YOURS
    if hypothetical or for_whom is ForWhom.PROFESSIONAL:
        return Obstacle.NOTHING_TO_DECIDE
    return None


def obstacle_to_read_proposal(
    *, role: Role, assigned_to: UUID | None, staff_id: UUID, on_agenda: bool, deputy: bool
) -> Obstacle | None:
    """Why a proposal or a letter may not be read. What is on the agenda is there for those who meet about it."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    if on_agenda or deputy or role is Role.LEADER or assigned_to == staff_id:
        return None
    return Obstacle.NOT_YOURS


def obstacle_to_decide(*, role: Role, deputy: bool, state: State, on_agenda: bool) -> Obstacle | None:
    """Why this person may not decide (B6). Any leader of the centre may, so that one who is away stops nothing."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    if role is not Role.LEADER and not deputy:
        return Obstacle.LEADER_DECIDES
    if not state.open:
        return Obstacle.ALREADY_CLOSED
    return None if on_agenda else Obstacle.NOT_PUT_FORWARD


def obstacle_to_name_deputy(*, role: Role) -> Obstacle | None:
    """Why this person may not put somebody in the leader's place."""
    if role is Role.ADMINISTRATOR:
        return Obstacle.ROLE_OPENS_NOTHING
    return None if role is Role.LEADER else Obstacle.LEADER_DECIDES


def guarantee(promises: Iterable[Clock]) -> date | None:
    """The last day on which treatment may begin: the nearest promise of it that still runs."""
    kinds = TREATMENT_KINDS - {ClockKind.DOCTOR}
    days = [clock.due_on for clock in promises if clock.kind in kinds and clock.running and clock.promised]
    return min((day for day in days if day), default=None)


def start_fault(
    start_on: date | None, *, why: StartWhy | None, today: date, guaranteed: date | None
) -> StartFault | None:
    """What is missing about a start: a day, or why it lies behind us or beyond what was promised."""
    if start_on is None:
        return StartFault.MISSING
    if start_on > today + FURTHEST_START or start_on < today - FURTHEST_START:
        return StartFault.TOO_FAR
    if start_on < today and why is not StartWhy.ALREADY_BEGUN:
        return StartFault.PAST
    late = guaranteed is not None and start_on > guaranteed
    if late and why not in (*_LATER_BY_CHOICE, StartWhy.NO_ROOM):
        return StartFault.LATE
    return None


def state_after(ruling: Ruling) -> State:
    """Where the inquiry stands once it is decided. Who needs to know more goes on clarifying."""
    return State.CLARIFYING if ruling is Ruling.MORE_KNOWLEDGE else State.DECIDED


def clocks_after_decision(clocks: Iterable[Clock], decision: Decision, *, today: date) -> tuple[Clock, ...]:
    """The promises once it is decided. A start in time keeps the promise of treatment; so does a later one that the
    citizen chose. A start that comes too late breaks it, and the clock goes on saying so. A no answers the wish.
    Handed over or not yet known, the clocks stay ours and run on (D7)."""
    return tuple(_after(clock, decision, today) for clock in clocks)


def _after(clock: Clock, decision: Decision, today: date) -> Clock:
    if not clock.running:
        return clock
    if clock.kind is ClockKind.OPEN_COUNSELLING and decision.ruling in _SETTLES:
        return replace(clock, running=False)
    if clock.kind not in TREATMENT_KINDS:
        return clock
    match decision.ruling:
        case Ruling.NOT_GRANTED | Ruling.NOTHING_MORE:
            return replace(clock, running=False)
        case Ruling.GRANTED if clock.kind is not ClockKind.DOCTOR and decision.start_on:
            in_time = clock.due_on is None or decision.start_on <= clock.due_on
            if in_time or decision.start_why in _LATER_BY_CHOICE:
                return replace(clock, running=False, met_on=decision.start_on)
    return clock


def clocks_after_receipt(clocks: Iterable[Clock], received_on: date, policy: CentrePolicy) -> tuple[Clock, ...]:
    """The same promises with the citizen's own deadline for a complaint, counted from the day the letter came (C9).

    A new letter has a new deadline. Where the centre's standard names no days, no clock is started.
    """
    others = tuple(clock for clock in clocks if clock.kind is not ClockKind.COMPLAINT)
    new = complaint_clock(received_on, policy)
    return (*others, new) if new else others
