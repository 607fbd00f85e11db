"""What happens to the clocks when a person tells more, wishes something else or steps down the ladder (N1, N2)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.answers import ForWhom, Substance, Wish
from app.rules.clock_changes import clocks_after_change
from app.rules.clocks import TREATMENT_KINDS, Clock, ClockKind, promised_clocks
from tests.rules.policies import EAGER, HADERSLEV, ISHOEJ, TUESDAY, told

COUNSELLING, ALCOHOL, DRUGS = ClockKind.OPEN_COUNSELLING, ClockKind.TREATMENT_ALCOHOL, ClockKind.TREATMENT_DRUGS
ANONYMOUS, UNSPECIFIED, DOCTOR = (
    ClockKind.TREATMENT_DRUGS_ANONYMOUS,
    ClockKind.TREATMENT_UNSPECIFIED,
    ClockKind.DOCTOR,
)


def day(number: int) -> date:
    return TUESDAY + timedelta(days=number)


def promised(**changes: Any) -> tuple[Clock, ...]:
    return promised_clocks(**told(**changes), sent_on=TUESDAY)


def changed(clocks: tuple[Clock, ...], on: int, **changes: Any) -> tuple[Clock, ...]:
    return clocks_after_change(clocks, **told(**changes), changed_on=day(on))


def running(clocks: tuple[Clock, ...]) -> dict[ClockKind, tuple[date, date | None]]:
    return {clock.kind: (clock.starts_on, clock.due_on) for clock in clocks if clock.running}


FIRST_TALK = {COUNSELLING: (day(0), day(7))}
DRUGS_NAMED = {"substance": Substance.DRUGS, "named": True}


@pytest.mark.parametrize(
    ("before", "on", "after", "expected"),
    [
        pytest.param(
            {"wish": Wish.ADVICE},
            5,
            {},
            FIRST_TALK | {ALCOHOL: (day(5), day(19))},
            id="N1 starts at the wish, not at the advice",
        ),
        pytest.param(
            {"wish": Wish.UNDECIDED},
            3,
            {},
            FIRST_TALK | {ALCOHOL: (day(3), day(17))},
            id="N1 starts when the doubt ends",
        ),
        pytest.param(
            {"wish": None}, 0, {}, FIRST_TALK | {ALCOHOL: (day(0), day(14))}, id="N1 the wish told on the same day"
        ),
        pytest.param(
            {"wish": Wish.ADVICE},
            8,
            {"substance": Substance.BOTH, "named": True},
            FIRST_TALK | {ALCOHOL: (day(8), day(22)), DRUGS: (day(8), day(22)), DOCTOR: (day(8), day(22))},
            id="B2 a wish for both: two clocks and the doctor, from the wish",
        ),
        pytest.param({}, 5, {}, FIRST_TALK | {ALCOHOL: (day(0), day(14))}, id="N1 saying the same again moves nothing"),
        pytest.param(
            {}, 5, {"named": True}, FIRST_TALK | {ALCOHOL: (day(0), day(14))}, id="N2 a name keeps your place"
        ),
        pytest.param(
            {"substance": Substance.DRUGS},
            5,
            DRUGS_NAMED,
            FIRST_TALK | {DRUGS: (day(0), day(14)), DOCTOR: (day(0), day(14))},
            id="N2 with a name the law counts from the day of the wish",
        ),
        pytest.param(
            {"substance": Substance.DRUGS},
            20,
            DRUGS_NAMED,
            FIRST_TALK | {DRUGS: (day(0), day(14)), DOCTOR: (day(0), day(14))},
            id="N2 who waited twenty days first is late already, and stands first",
        ),
        pytest.param(
            {"substance": Substance.DRUGS, "policy": EAGER},
            2,
            DRUGS_NAMED | {"policy": EAGER},
            {COUNSELLING: (day(0), day(3)), DRUGS: (day(0), day(7)), DOCTOR: (day(0), day(5))},
            id="C3 a target that was nearer than the law stays the date",
        ),
        pytest.param(
            DRUGS_NAMED,
            5,
            {"substance": Substance.DRUGS},
            FIRST_TALK | {DRUGS: (day(0), day(14)), DOCTOR: (day(0), day(14))},
            id="N2 a name taken back takes no promise away",
        ),
        pytest.param(
            {"substance": None},
            4,
            {},
            FIRST_TALK | {ALCOHOL: (day(0), day(14))},
            id="N1 the substance told later: counted from the wish",
        ),
        pytest.param(
            {"substance": None},
            4,
            {"substance": Substance.DRUGS},
            FIRST_TALK | {ANONYMOUS: (day(0), None), DOCTOR: (day(0), day(14))},
            id="C3 drugs told later, without a name: no date is made up",
        ),
        pytest.param(
            {"substance": None, "named": True},
            4,
            {"substance": Substance.DRUGS},
            FIRST_TALK | {ANONYMOUS: (day(0), None), UNSPECIFIED: (day(0), day(14)), DOCTOR: (day(0), day(14))},
            id="N2 the name taken back as drugs are told: the promise stays",
        ),
        pytest.param(
            {"substance": None, "named": True},
            4,
            DRUGS_NAMED,
            FIRST_TALK | {DRUGS: (day(0), day(14)), DOCTOR: (day(0), day(14))},
            id="N1 drugs told later with a name",
        ),
        pytest.param(
            {},
            6,
            {"substance": Substance.BOTH, "named": True},
            FIRST_TALK | {ALCOHOL: (day(0), day(14)), DRUGS: (day(6), day(20)), DOCTOR: (day(6), day(20))},
            id="N1 a further wish has a day of its own",
        ),
        pytest.param(
            {},
            6,
            DRUGS_NAMED,
            FIRST_TALK | {ALCOHOL: (day(0), day(14)), DRUGS: (day(6), day(20)), DOCTOR: (day(6), day(20))},
            id="N1 a corrected substance removes no promise by itself",
        ),
        pytest.param({}, 6, {"substance": None}, FIRST_TALK | {ALCOHOL: (day(0), day(14))}, id="N1 a deleted answer"),
        pytest.param({}, 6, {"wish": Wish.ADVICE}, FIRST_TALK, id="N1 advice instead stops the treatment clock"),
        pytest.param(
            {}, 6, {"wish": Wish.UNDECIDED}, FIRST_TALK | {ALCOHOL: (day(0), day(14))}, id="N1 doubt is no withdrawal"
        ),
        pytest.param(
            {}, 6, {"wish": None}, FIRST_TALK | {ALCOHOL: (day(0), day(14))}, id="N1 a deleted wish is no withdrawal"
        ),
        pytest.param(
            {"hypothetical": True},
            3,
            {"wish": Wish.ADVICE},
            {COUNSELLING: (day(3), day(10))},
            id="N7 saying who one is",
        ),
        pytest.param(
            {},
            3,
            {"hypothetical": True},
            FIRST_TALK | {ALCOHOL: (day(0), day(14))},
            id="N7 taking it back takes no promise",
        ),
        pytest.param({"for_whom": ForWhom.RELATIVE}, 3, {"for_whom": ForWhom.RELATIVE}, FIRST_TALK, id="B3 a relative"),
    ],
)
def test_what_runs_after_a_change(
    before: dict[str, Any], on: int, after: dict[str, Any], expected: dict[ClockKind, tuple[date, date | None]]
) -> None:
    assert running(changed(promised(**before), on, **after)) == expected


def test_a_withdrawn_clock_is_stopped_and_not_forgotten() -> None:
    clocks = changed(promised(), 6, wish=Wish.ADVICE)
    (alcohol,) = (clock for clock in clocks if clock.kind is ALCOHOL)
    assert (alcohol.running, alcohol.starts_on, alcohol.due_on) == (False, day(0), day(14))


@pytest.mark.parametrize(
    ("wished_again", "expected"),
    [
        pytest.param(8, (day(0), day(14)), id="N1 a change of mind costs nobody their place"),
        pytest.param(14, (day(0), day(14)), id="N1 also on the last day"),
        pytest.param(15, (day(15), day(29)), id="N1 after the date the new wish has a day of its own"),
        pytest.param(90, (day(90), day(104)), id="D2 back after three months"),
    ],
)
def test_wishing_again(wished_again: int, expected: tuple[date, date]) -> None:
    withdrawn = changed(promised(), 6, wish=Wish.ADVICE)
    assert running(changed(withdrawn, wished_again))[ALCOHOL] == expected


def test_a_target_without_a_date_goes_on_from_its_first_day() -> None:
    withdrawn = changed(promised(substance=Substance.DRUGS), 6, wish=Wish.ADVICE)
    again = running(changed(withdrawn, 30, substance=Substance.DRUGS))
    assert again[ANONYMOUS] == (day(0), None)


def test_n7_a_question_asked_without_a_name_starts_no_clock_later_either() -> None:
    assert changed((), 3, hypothetical=True) == ()


def test_an_edited_policy_moves_no_promise_already_given() -> None:
    slower = replace(HADERSLEV, open_counselling_days=10)
    assert running(changed(promised(policy=EAGER), 1, policy=slower))[COUNSELLING] == (day(0), day(3))
    assert running(changed(promised(policy=EAGER), 1, policy=slower))[ALCOHOL] == (day(0), day(10))


def test_the_clocks_stand_in_the_order_of_the_screen_each_once() -> None:
    clocks = changed(changed(promised(wish=None), 2, **DRUGS_NAMED), 4, substance=Substance.BOTH, named=True)
    assert [clock.kind for clock in clocks] == [COUNSELLING, ALCOHOL, DRUGS, DOCTOR]


steps = some.lists(
    some.tuples(
        some.integers(0, 20),
        some.fixed_dictionaries(
            {
                "wish": some.sampled_from([None, *Wish]),
                "substance": some.sampled_from([None, *Substance]),
                "named": some.booleans(),
                "hypothetical": some.booleans(),
                "policy": some.sampled_from([HADERSLEV, ISHOEJ, EAGER]),
            }
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, max_examples=300)
@given(steps=steps)
def test_a_promised_clock_never_moves_back_by_itself(steps: list[tuple[int, dict[str, Any]]]) -> None:
    """Whatever is told in whatever order: a promise is kept, replaced by one as good, or withdrawn by the citizen."""
    on, (_, first) = 0, steps[0]
    clocks = promised(**first)
    for wait, facts in steps[1:]:
        on += wait
        later = changed(clocks, on, **facts)
        assert len({clock.kind for clock in later}) == len(later)
        for clock in clocks:
            if (
                clock.running
                and clock.promised
                and not (facts["wish"] is Wish.ADVICE and clock.kind in TREATMENT_KINDS)
            ):
                assert any(_at_least_as_good(each, clock) for each in later)
        clocks = later


def _at_least_as_good(new: Clock, old: Clock) -> bool:
    same = new.kind is old.kind or (old.kind is UNSPECIFIED and new.kind in (ALCOHOL, DRUGS))
    assert old.due_on is not None
    return same and new.running and new.promised and new.due_on is not None and new.due_on <= old.due_on


@settings(deadline=None)
@given(steps=steps)
def test_saying_the_same_twice_changes_nothing(steps: list[tuple[int, dict[str, Any]]]) -> None:
    clocks, on = promised(**steps[0][1]), 0
    for wait, facts in steps:
        on += wait
        clocks = changed(clocks, on, **facts)
        assert changed(clocks, on, **facts) == clocks
