"""How soon, and why: the sum of the reasons a row shows (A7, C5, D3, N13, design 6)."""

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.answers import AgeBand, Answers, Danger, ForWhom, Home, Substance, Wish
from app.rules.clocks import Clock, promised_clocks
from app.rules.flags import Flag
from app.rules.urgency import Assessment, Reason, Urgency, assess, queue_key
from tests.rules.policies import TUESDAY, told

ACUTE, SOON, ROUTINE = Urgency.ACUTE, Urgency.SOON, Urgency.ROUTINE
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def clocks_sent(days_ago: int, **changes: Any) -> tuple[Clock, ...]:
    return promised_clocks(**told(**changes), sent_on=TUESDAY - timedelta(days=days_ago))


@pytest.mark.parametrize(
    ("answers", "urgency", "reasons"),
    [
        pytest.param(Answers(), ROUTINE, (), id="A7 nothing told: routine, and nothing held against anybody"),
        pytest.param(Answers(danger=Danger.YES), ACUTE, (Reason.DANGER,), id="A7 danger now: acute"),
        pytest.param(Answers(danger=Danger.UNSURE), SOON, (Reason.DANGER_UNSURE,), id="A7 perhaps in danger: soon"),
        pytest.param(Answers(danger=Danger.NO), ROUTINE, (), id="A7 no danger"),
        pytest.param(Answers(home=(Home.PREGNANT,)), SOON, (Reason.PREGNANT,), id="C5 pregnant: soon"),
        pytest.param(Answers(home=(Home.CHILDREN,)), SOON, (Reason.CHILDREN_AT_HOME,), id="C5 a child at home: soon"),
        pytest.param(Answers(home=(Home.NEITHER,)), ROUTINE, (), id="C5 neither"),
        pytest.param(
            Answers(home=(Home.CHILDREN, Home.PREGNANT)),
            SOON,
            (Reason.PREGNANT, Reason.CHILDREN_AT_HOME),
            id="C5 both, the heavier first",
        ),
        pytest.param(Answers(flags=(Flag.SUICIDAL,)), ACUTE, (Reason.SUICIDAL,), id="A2 thoughts of not living: acute"),
        pytest.param(Answers(flags=(Flag.WITHDRAWAL,)), SOON, (Reason.WITHDRAWAL,), id="A2 may fall ill: soon"),
        pytest.param(Answers(flags=(Flag.INJECTING,)), SOON, (Reason.INJECTING,), id="A2 injects: soon"),
        pytest.param(
            Answers(flags=(Flag.CHILDREN_AT_HOME,), home=(Home.CHILDREN,)),
            SOON,
            (Reason.CHILDREN_AT_HOME,),
            id="A2 children at home, said twice and told once",
        ),
        pytest.param(Answers(age=AgeBand.UNDER_13), SOON, (Reason.UNDER_18,), id="C1 twelve years old: soon"),
        pytest.param(Answers(age=AgeBand.FROM_13_TO_17), SOON, (Reason.UNDER_18,), id="C1 seventeen: soon"),
        pytest.param(Answers(age=AgeBand.FROM_18_TO_29), ROUTINE, (), id="B3 eighteen"),
        pytest.param(Answers(age=AgeBand.FROM_30), ROUTINE, (), id="B3 thirty"),
        pytest.param(
            Answers(for_whom=ForWhom.RELATIVE, danger=Danger.YES),
            ACUTE,
            (Reason.DANGER,),
            id="B3 a relative sees danger",
        ),
        pytest.param(
            Answers(for_whom=ForWhom.PROFESSIONAL, home=(Home.CHILDREN,)),
            SOON,
            (Reason.CHILDREN_AT_HOME,),
            id="B12 a professional asks about a child",
        ),
        pytest.param(
            Answers(danger=Danger.YES, age=AgeBand.FROM_13_TO_17, home=(Home.CHILDREN,)),
            ACUTE,
            (Reason.DANGER, Reason.CHILDREN_AT_HOME, Reason.UNDER_18),
            id="N13 all reasons, in order of weight",
        ),
        pytest.param(
            Answers(own_words="Jeg tænker på selvmord"),
            ROUTINE,
            (),
            id="N8 words alone decide nothing: the answer does",
        ),
        pytest.param(Answers(wish=Wish.TREATMENT, substance=Substance.DRUGS), ROUTINE, (), id="A7 a wish by itself"),
    ],
)
def test_urgency_from_the_answers(answers: Answers, urgency: Urgency, reasons: tuple[Reason, ...]) -> None:
    found = assess(answers, promised=clocks_sent(0), today=TUESDAY)
    assert (found.urgency, found.reasons) == (urgency, reasons)


@pytest.mark.parametrize(
    ("days_ago", "urgency", "reasons"),
    [
        pytest.param(0, ROUTINE, (), id="B1 sent today"),
        pytest.param(3, ROUTINE, (), id="B1 four days left: routine"),
        pytest.param(4, SOON, (Reason.FEW_DAYS_LEFT,), id="B1 three days left: soon"),
        pytest.param(6, SOON, (Reason.FEW_DAYS_LEFT,), id="B1 day 6 of 7: soon"),
        pytest.param(7, SOON, (Reason.FEW_DAYS_LEFT,), id="B1 day 7 of 7: soon"),
        pytest.param(8, SOON, (Reason.OVERDUE,), id="B1 day 8: the promise is broken"),
    ],
)
def test_urgency_from_the_clocks(days_ago: int, urgency: Urgency, reasons: tuple[Reason, ...]) -> None:
    found = assess(Answers(), promised=clocks_sent(days_ago), today=TUESDAY)
    assert (found.urgency, found.reasons) == (urgency, reasons)


def test_the_fewer_days_left_the_heavier() -> None:
    weights = [assess(Answers(), promised=clocks_sent(days), today=TUESDAY).weight for days in range(9)]
    assert weights == sorted(weights)
    assert len(set(weights[4:])) == 5


@pytest.mark.parametrize(
    ("answers", "days_ago", "weight"),
    [
        pytest.param(Answers(danger=Danger.YES), 0, 10_000, id="N13 danger"),
        pytest.param(Answers(danger=Danger.UNSURE), 0, 500, id="N13 perhaps danger"),
        pytest.param(Answers(), 8, 300, id="N13 a broken promise"),
        pytest.param(Answers(), 30, 300, id="N13 long broken weighs no more"),
        pytest.param(Answers(), 7, 220, id="N13 the last day"),
        pytest.param(Answers(), 4, 160, id="N13 three days left"),
        pytest.param(Answers(home=(Home.PREGNANT,)), 0, 150, id="N13 pregnant"),
        pytest.param(Answers(home=(Home.CHILDREN,)), 0, 140, id="N13 a child at home"),
        pytest.param(Answers(age=AgeBand.UNDER_13), 0, 120, id="N13 under 18"),
        pytest.param(Answers(age=AgeBand.UNDER_13, home=(Home.CHILDREN,)), 6, 460, id="N13 the sum of what is shown"),
    ],
)
def test_the_points_of_each_reason(answers: Answers, days_ago: int, weight: int) -> None:
    """A change of these numbers changes the queue: it is made here too, on purpose."""
    assert assess(answers, promised=clocks_sent(days_ago), today=TUESDAY).weight == weight


def test_n7_a_hypothetical_question_has_no_clock_and_is_routine() -> None:
    assert assess(Answers(hypothetical=True), promised=(), today=TUESDAY).urgency is ROUTINE


@pytest.mark.parametrize(
    ("last_word", "reasons", "weight"),
    [
        pytest.param(None, (), 0, id="N13 nothing waits for an answer"),
        pytest.param(TUESDAY, (), 0, id="N13 written today"),
        pytest.param(TUESDAY + timedelta(days=1), (), 0, id="N13 a clock that is wrong does no harm"),
        pytest.param(TUESDAY - timedelta(days=1), (Reason.WAITED,), 2, id="N13 waited since yesterday"),
        pytest.param(TUESDAY - timedelta(days=20), (Reason.WAITED,), 40, id="N13 waited twenty days"),
        pytest.param(TUESDAY - timedelta(days=21), (Reason.WAITED,), 40, id="N13 and no heavier after that"),
    ],
)
def test_waiting_weighs_but_decides_only_between_equals(
    last_word: date | None, reasons: tuple[Reason, ...], weight: int
) -> None:
    found = assess(Answers(), promised=(), today=TUESDAY, last_citizen_activity=last_word)
    assert (found.urgency, found.reasons, found.weight) == (ROUTINE, reasons, weight)


def test_a_broken_promise_outweighs_every_promise_that_still_holds() -> None:
    broken = assess(Answers(), promised=clocks_sent(8), today=TUESDAY)
    last_day = assess(Answers(), promised=clocks_sent(7), today=TUESDAY)
    assert broken.weight > last_day.weight


def test_one_who_may_be_in_danger_outweighs_a_broken_promise() -> None:
    unsure = assess(Answers(danger=Danger.UNSURE), promised=(), today=TUESDAY)
    broken = assess(Answers(), promised=clocks_sent(8), today=TUESDAY)
    assert unsure.weight > broken.weight


def test_the_mock_ups_queue_stands_in_the_order_it_should() -> None:
    """N13: danger, then day 11 of 14 with a child, then day 6 of 7, then pregnant, then under 18, then the rest."""
    rows = [
        assess(Answers(danger=Danger.YES), promised=clocks_sent(0), today=TUESDAY),
        assess(Answers(home=(Home.CHILDREN,)), promised=clocks_sent(11)[1:], today=TUESDAY),
        assess(Answers(), promised=clocks_sent(6), today=TUESDAY),
        assess(Answers(home=(Home.PREGNANT,)), promised=clocks_sent(1), today=TUESDAY),
        assess(Answers(age=AgeBand.FROM_13_TO_17), promised=clocks_sent(0), today=TUESDAY),
        assess(Answers(), promised=clocks_sent(0), today=TUESDAY),
    ]
    keys = [queue_key(row, due_on=None, received_at=NOON, reference="26-0001") for row in rows]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


answers = some.builds(
    Answers,
    danger=some.sampled_from([None, *Danger]),
    home=some.lists(some.sampled_from(Home), unique=True).map(tuple),
    age=some.sampled_from([None, *AgeBand]),
)
waited = some.none() | some.integers(0, 60).map(lambda days: TUESDAY - timedelta(days=days))


@settings(deadline=None)
@given(told_so_far=answers, days_ago=some.integers(0, 30), last_word=waited)
def test_the_weight_is_the_sum_of_visible_reasons_and_danger_outweighs_all_others(
    told_so_far: Answers, days_ago: int, last_word: date | None
) -> None:
    found = assess(told_so_far, promised=clocks_sent(days_ago), today=TUESDAY, last_citizen_activity=last_word)
    assert (found.weight == 0) is (not found.reasons)
    assert len(set(found.reasons)) == len(found.reasons)
    assert (found.urgency is ACUTE) is (told_so_far.danger is Danger.YES)
    assert (Reason.DANGER in found.reasons) is (found.weight >= 10_000)
    assert found.urgency is not ROUTINE or set(found.reasons) <= {Reason.WAITED}


rows = some.lists(
    some.tuples(
        some.builds(
            Assessment,
            urgency=some.sampled_from(Urgency),
            reasons=some.just(()),
            weight=some.integers(0, 3),
        ),
        some.none() | some.dates(date(2026, 11, 20), date(2026, 11, 23)),
        some.sampled_from([NOON, NOON + timedelta(hours=1)]),
    ),
    max_size=4,
)


@settings(deadline=None)
@given(rows=rows)
def test_the_order_is_total_and_the_same_whatever_order_the_rows_came_in(
    rows: list[tuple[Assessment, date | None, datetime]],
) -> None:
    numbered = [(row, f"26-{at:04}") for at, row in enumerate(rows)]

    def key(entry: tuple[tuple[Assessment, date | None, datetime], str]) -> tuple[Any, ...]:
        (assessment, due_on, received_at), reference = entry
        return queue_key(assessment, due_on=due_on, received_at=received_at, reference=reference)

    once = sorted(numbered, key=key)
    assert len({key(entry) for entry in numbered}) == len(numbered)
    assert all(sorted(shuffled, key=key) == once for shuffled in permutations(numbered))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param({"urgency": ACUTE}, {"urgency": SOON}, id="A7 acute before soon"),
        pytest.param({"urgency": SOON}, {"urgency": ROUTINE, "weight": 9}, id="A7 an override outweighs the sum"),
        pytest.param({"weight": 2}, {"weight": 1}, id="N13 the heavier first"),
        pytest.param({"due_on": TUESDAY}, {"due_on": TUESDAY + timedelta(days=1)}, id="N13 then the nearer date"),
        pytest.param({"due_on": TUESDAY}, {"due_on": None}, id="N13 a date before no date"),
        pytest.param({"received_at": NOON}, {"received_at": NOON + timedelta(minutes=1)}, id="N13 then who came first"),
        pytest.param({"reference": "26-0001"}, {"reference": "26-0002"}, id="N13 then the reference"),
    ],
)
def test_who_stands_first(first: dict[str, Any], second: dict[str, Any]) -> None:
    def key(**row: Any) -> tuple[Any, ...]:
        row = {"urgency": SOON, "weight": 1, "due_on": None, "received_at": NOON, "reference": "26-0001"} | row
        assessment = Assessment(urgency=row.pop("urgency"), reasons=(), weight=row.pop("weight"))
        return queue_key(assessment, **row)

    assert key(**first) < key(**second)
