"""Visitation's rules: the meeting's day, who decides, when a start is odd, and what a decision does to the promises."""

from datetime import date
from uuid import uuid4

import pytest

from app.rules.answers import Answers, ForWhom, State, Substance, Topic, Wish
from app.rules.clock_changes import clocks_after_change
from app.rules.clocks import Clock, ClockKind, promised_clocks
from app.rules.obstacle import Obstacle
from app.rules.triage import Role
from app.rules.visitation import (
    Decision,
    Ruling,
    StartFault,
    StartWhy,
    clocks_after_decision,
    clocks_after_receipt,
    guarantee,
    meeting_on_or_after,
    obstacle_to_decide,
    obstacle_to_put_forward,
    obstacle_to_read_proposal,
    start_fault,
    state_after,
)
from app.rules.weighing import areas_for_a_plan
from tests.rules.policies import HADERSLEV, ISHOEJ

TUESDAY, ME = date(2026, 11, 24), uuid4()


def wished(substance: Substance = Substance.BOTH, *, named: bool = True) -> tuple[Clock, ...]:
    return promised_clocks(
        for_whom=ForWhom.SELF,
        wish=Wish.TREATMENT,
        substance=substance,
        named=named,
        age=None,
        hypothetical=False,
        sent_on=TUESDAY,
        policy=HADERSLEV,
    )


def granted(start_on: date, why: StartWhy | None = None) -> Decision:
    return Decision(ruling=Ruling.GRANTED, service="individual_talks", start_on=start_on, start_why=why)


@pytest.mark.parametrize(
    ("weekday", "closed", "expected"),
    [
        (1, (), date(2026, 11, 24)),
        (2, (), date(2026, 11, 25)),
        (0, (), date(2026, 11, 30)),
        (1, (date(2026, 11, 24),), date(2026, 12, 1)),
        (4, (date(2026, 11, 27), date(2026, 12, 4)), date(2026, 12, 11)),
    ],
)
def test_the_meeting_is_weekly_and_never_on_a_closed_day(
    weekday: int, closed: tuple[date, ...], expected: date
) -> None:
    assert meeting_on_or_after(TUESDAY, weekday, closed) == expected


@pytest.mark.parametrize(
    ("role", "deputy", "state", "on_agenda", "expected"),
    [
        (Role.LEADER, False, State.VISITATION, True, None),
        (Role.COUNSELLOR, True, State.VISITATION, True, None),
        (Role.COUNSELLOR, False, State.VISITATION, True, Obstacle.LEADER_DECIDES),
        (Role.ADMINISTRATOR, True, State.VISITATION, True, Obstacle.ROLE_OPENS_NOTHING),
        (Role.LEADER, False, State.CLOSED, True, Obstacle.ALREADY_CLOSED),
        (Role.LEADER, False, State.CLAIMED, False, Obstacle.NOT_PUT_FORWARD),
    ],
)
def test_a_leader_decides(role: Role, deputy: bool, state: State, on_agenda: bool, expected: Obstacle | None) -> None:
    assert obstacle_to_decide(role=role, deputy=deputy, state=state, on_agenda=on_agenda) is expected


@pytest.mark.parametrize(
    ("role", "mine", "on_agenda", "deputy", "expected"),
    [
        (Role.COUNSELLOR, False, True, False, None),
        (Role.COUNSELLOR, False, False, False, Obstacle.NOT_YOURS),
        (Role.COUNSELLOR, False, False, True, None),
        (Role.COUNSELLOR, True, False, False, None),
        (Role.LEADER, False, False, False, None),
        (Role.ADMINISTRATOR, True, True, True, Obstacle.ROLE_OPENS_NOTHING),
    ],
)
def test_who_reads_a_proposal(role: Role, mine: bool, on_agenda: bool, deputy: bool, expected: Obstacle | None) -> None:
    found = obstacle_to_read_proposal(
        role=role, assigned_to=ME if mine else None, staff_id=ME, on_agenda=on_agenda, deputy=deputy
    )
    assert found is expected


def test_nothing_is_put_forward_for_who_asked_for_no_help() -> None:
    def asked(for_whom: ForWhom = ForWhom.SELF, *, hypothetical: bool = False) -> Obstacle | None:
        return obstacle_to_put_forward(
            role=Role.COUNSELLOR,
            assigned_to=ME,
            staff_id=ME,
            state=State.CLAIMED,
            for_whom=for_whom,
            hypothetical=hypothetical,
        )

    assert asked() is None
    assert asked(ForWhom.RELATIVE) is None
    assert asked(ForWhom.PROFESSIONAL) is Obstacle.NOTHING_TO_DECIDE
    assert asked(hypothetical=True) is Obstacle.NOTHING_TO_DECIDE


@pytest.mark.parametrize(
    ("start_on", "why", "expected"),
    [
        (date(2026, 11, 24), None, None),
        (date(2026, 12, 8), None, None),
        (date(2026, 12, 9), None, StartFault.LATE),
        (date(2026, 12, 9), StartWhy.FREE_CHOICE, None),
        (date(2026, 12, 9), StartWhy.ALREADY_BEGUN, StartFault.LATE),
        (date(2026, 11, 23), None, StartFault.PAST),
        (date(2026, 11, 23), StartWhy.NO_ROOM, StartFault.PAST),
        (date(2026, 11, 23), StartWhy.ALREADY_BEGUN, None),
        (date(2027, 5, 26), StartWhy.NO_ROOM, None),
        (date(2027, 5, 27), StartWhy.NO_ROOM, StartFault.TOO_FAR),
        (date(2026, 5, 24), StartWhy.ALREADY_BEGUN, StartFault.TOO_FAR),
        (None, None, StartFault.MISSING),
    ],
)
def test_a_start_needs_a_reason_behind_us_and_beyond_the_guarantee(
    start_on: date | None, why: StartWhy | None, expected: StartFault | None
) -> None:
    assert start_fault(start_on, why=why, today=TUESDAY, guaranteed=date(2026, 12, 8)) is expected


def test_without_a_guarantee_a_later_start_needs_no_reason() -> None:
    assert guarantee(wished(Substance.DRUGS, named=False)) is None
    assert start_fault(date(2027, 1, 5), why=None, today=TUESDAY, guaranteed=None) is None


def running(clocks: tuple[Clock, ...]) -> set[ClockKind]:
    return {clock.kind for clock in clocks if clock.running}


def test_a_start_in_time_keeps_both_promises_of_treatment_and_leaves_the_doctor() -> None:
    after = clocks_after_decision(wished(), granted(date(2026, 12, 8)), today=TUESDAY)
    assert running(after) == {ClockKind.DOCTOR}, "the first talk was to find out what is decided now"
    met = {clock.kind: clock.met_on for clock in after if clock.met_on}
    assert met == dict.fromkeys((ClockKind.TREATMENT_ALCOHOL, ClockKind.TREATMENT_DRUGS), date(2026, 12, 8))


def test_a_broken_promise_goes_on_saying_so() -> None:
    late = clocks_after_decision(wished(), granted(date(2026, 12, 9), StartWhy.NO_ROOM), today=TUESDAY)
    assert running(late) == running(wished()) - {ClockKind.OPEN_COUNSELLING}
    chosen = clocks_after_decision(wished(), granted(date(2026, 12, 9), StartWhy.FREE_CHOICE), today=TUESDAY)
    assert ClockKind.TREATMENT_DRUGS not in running(chosen)


@pytest.mark.parametrize(
    ("ruling", "runs_on"),
    [
        (Ruling.NOT_GRANTED, False),
        (Ruling.NOTHING_MORE, False),
        (Ruling.HAND_OVER, True),
        (Ruling.MORE_KNOWLEDGE, True),
    ],
)
def test_a_no_answers_the_wish_and_a_hand_over_does_not(ruling: Ruling, runs_on: bool) -> None:
    after = clocks_after_decision(wished(), Decision(ruling=ruling), today=TUESDAY)
    assert (ClockKind.TREATMENT_ALCOHOL in running(after)) is runs_on
    assert not any(clock.met_on for clock in after)


def test_a_kept_promise_does_not_begin_again_when_more_is_told() -> None:
    after = clocks_after_decision(wished(Substance.DRUGS, named=False), granted(date(2026, 12, 1)), today=TUESDAY)
    told = clocks_after_change(
        after,
        for_whom=ForWhom.SELF,
        wish=Wish.TREATMENT,
        substance=Substance.DRUGS,
        named=True,
        age=None,
        hypothetical=False,
        changed_on=date(2026, 11, 26),
        policy=HADERSLEV,
    )
    assert ClockKind.TREATMENT_DRUGS not in running(told)


def test_the_citizens_own_deadline_counts_from_the_day_the_letter_came_and_only_where_it_is_stated() -> None:
    assert clocks_after_receipt(wished(), TUESDAY, HADERSLEV) == wished()
    once = clocks_after_receipt(wished(), TUESDAY, ISHOEJ)
    again = clocks_after_receipt(once, date(2026, 12, 1), ISHOEJ)
    assert [clock.due_on for clock in again if clock.kind is ClockKind.COMPLAINT] == [date(2026, 12, 29)]


def test_who_needs_to_know_more_goes_on_clarifying() -> None:
    assert {state_after(ruling) for ruling in Ruling if ruling is not Ruling.MORE_KNOWLEDGE} == {State.DECIDED}
    assert state_after(Ruling.MORE_KNOWLEDGE) is State.CLARIFYING


@pytest.mark.parametrize(
    ("topics", "substance", "expected"),
    [
        ((Topic.HOUSING, Topic.ALCOHOL), Substance.ALCOHOL, 0),
        ((Topic.HOUSING, Topic.MONEY), None, 0),
        ((Topic.HOUSING, Topic.MONEY), Substance.DRUGS, 2),
        ((Topic.HOUSING, Topic.MONEY, Topic.ALCOHOL), None, 2),
        ((Topic.HOUSING, Topic.MONEY, Topic.MIND), None, 3),
    ],
)
def test_one_plan_is_offered_where_several_parts_of_life_need_help(
    topics: tuple[Topic, ...], substance: Substance | None, expected: int
) -> None:
    assert len(areas_for_a_plan(Answers(topics=topics, substance=substance))) == expected
    assert areas_for_a_plan(Answers(for_whom=ForWhom.RELATIVE, topics=topics, substance=substance)) == ()
