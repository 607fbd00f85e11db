"""Which dates are promised to whom, and how they are counted (design 5; A6, B1, B2, B7, C1, C3, C9, E4, N1)."""

from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.answers import AgeBand, ForWhom, Substance, Wish
from app.rules.clocks import (
    PROMISE,
    Clock,
    ClockKind,
    DayNumber,
    complaint_clock,
    day_number,
    days_left,
    integrated_treatment_clock,
    nearest_due,
    promised_clocks,
)
from app.rules.danish_days import danish_day
from app.rules.law import LAWS
from tests.rules.policies import EAGER, HADERSLEV, ISHOEJ, TUESDAY, told

COUNSELLING, ALCOHOL, DRUGS = ClockKind.OPEN_COUNSELLING, ClockKind.TREATMENT_ALCOHOL, ClockKind.TREATMENT_DRUGS
ANONYMOUS, UNSPECIFIED, DOCTOR = (
    ClockKind.TREATMENT_DRUGS_ANONYMOUS,
    ClockKind.TREATMENT_UNSPECIFIED,
    ClockKind.DOCTOR,
)


def promised(sent_on: date = TUESDAY, **changes: Any) -> tuple[Clock, ...]:
    return promised_clocks(**told(**changes), sent_on=sent_on)


def of_kind(clocks: tuple[Clock, ...], kind: ClockKind) -> Clock:
    (found,) = (clock for clock in clocks if clock.kind is kind)
    return found


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        pytest.param({"wish": Wish.ADVICE}, [COUNSELLING], id="N1 advice is not treatment"),
        pytest.param({"wish": Wish.UNDECIDED}, [COUNSELLING], id="N1 'I don't know yet' starts no treatment clock"),
        pytest.param({"wish": None}, [COUNSELLING], id="N1 a wish not told starts no treatment clock"),
        pytest.param({}, [COUNSELLING, ALCOHOL], id="B7 alcohol without a name has the law's clock"),
        pytest.param({"named": True}, [COUNSELLING, ALCOHOL], id="B2 alcohol with a name"),
        pytest.param(
            {"substance": Substance.DRUGS, "named": True}, [COUNSELLING, DRUGS, DOCTOR], id="B2 drugs with a name"
        ),
        pytest.param(
            {"substance": Substance.DRUGS}, [COUNSELLING, ANONYMOUS, DOCTOR], id="C3 drugs without a name: no guarantee"
        ),
        pytest.param(
            {"substance": Substance.BOTH, "named": True},
            [COUNSELLING, ALCOHOL, DRUGS, DOCTOR],
            id="B2 both gives two treatment clocks",
        ),
        pytest.param(
            {"substance": Substance.BOTH},
            [COUNSELLING, ALCOHOL, ANONYMOUS, DOCTOR],
            id="B7 C3 both without a name: the law for one, a target for the other",
        ),
        pytest.param({"substance": None}, [COUNSELLING, UNSPECIFIED], id="N1 for what was not told"),
        pytest.param({"substance": Substance.OTHER}, [COUNSELLING, UNSPECIFIED], id="N1 for something else"),
        pytest.param({"hypothetical": True}, [], id="N7 asked without saying who we are: no clock"),
        pytest.param(
            {"hypothetical": True, "substance": Substance.BOTH, "named": True}, [], id="N7 whatever else was told"
        ),
        pytest.param({"for_whom": ForWhom.RELATIVE}, [COUNSELLING], id="B3 a relative has a talk of their own"),
        pytest.param({"for_whom": ForWhom.PROFESSIONAL}, [COUNSELLING], id="B12 C2 a professional has a talk too"),
        pytest.param(
            {"for_whom": ForWhom.RELATIVE, "substance": Substance.DRUGS, "named": True},
            [COUNSELLING],
            id="B3 a relative cannot wish for somebody else's treatment",
        ),
        pytest.param(
            {"policy": ISHOEJ, "substance": Substance.DRUGS, "named": True},
            [COUNSELLING, DRUGS],
            id="C1 Ishøj's standard promises no doctor",
        ),
    ],
)
def test_which_clocks_start(changes: dict[str, Any], kinds: list[ClockKind]) -> None:
    assert [clock.kind for clock in promised(**changes)] == kinds


@pytest.mark.parametrize("age", [None, *AgeBand])
@pytest.mark.parametrize("substance", [Substance.ALCOHOL, Substance.DRUGS])
def test_c1_the_clock_holds_at_every_age(age: AgeBand | None, substance: Substance) -> None:
    assert promised(age=age, substance=substance, named=True) == promised(substance=substance, named=True)


@pytest.mark.parametrize(
    ("kind", "changes", "days", "basis", "is_law", "is_target"),
    [
        pytest.param(COUNSELLING, {}, 7, PROMISE, False, False, id="B1 open counselling: the centre's promise"),
        pytest.param(ALCOHOL, {}, 14, "sul_141", True, False, id="B2 B7 alcohol: the law, also anonymous"),
        pytest.param(DRUGS, {"substance": Substance.DRUGS, "named": True}, 14, "sel_101", True, False, id="B2 drugs"),
        pytest.param(ANONYMOUS, {"substance": Substance.DRUGS}, None, "sel_101_a", False, True, id="C3 no date"),
        pytest.param(
            ANONYMOUS, {"substance": Substance.DRUGS, "policy": EAGER}, 7, "sel_101_a", False, True, id="C3 own target"
        ),
        pytest.param(DOCTOR, {"substance": Substance.DRUGS}, 14, PROMISE, False, False, id="B2 the doctor: a standard"),
        pytest.param(UNSPECIFIED, {"substance": None}, None, PROMISE, False, True, id="N1 not told, no name: no date"),
        pytest.param(
            UNSPECIFIED, {"substance": None, "named": True}, 14, PROMISE, False, False, id="N1 not told, named"
        ),
        pytest.param(
            UNSPECIFIED, {"substance": None, "policy": EAGER}, 7, PROMISE, False, True, id="N1 not told: the target"
        ),
        pytest.param(COUNSELLING, {"policy": EAGER}, 3, PROMISE, False, False, id="B1 a centre may promise more"),
        pytest.param(ALCOHOL, {"policy": EAGER}, 10, "sul_141", True, False, id="B2 sooner than the law"),
    ],
)
def test_what_a_clock_rests_on(
    kind: ClockKind, changes: dict[str, Any], days: int | None, basis: str, is_law: bool, is_target: bool
) -> None:
    clock = of_kind(promised(**changes), kind)
    assert clock.starts_on == TUESDAY
    assert clock.due_on == (None if days is None else TUESDAY + timedelta(days=days))
    assert (clock.basis, clock.is_law, clock.is_target, clock.running) == (basis, is_law, is_target, True)
    assert clock.basis == PROMISE or clock.basis in LAWS
    assert clock.promised is (days is not None and not is_target)


@pytest.mark.parametrize(
    ("sent_on", "counselling", "treatment"),
    [
        pytest.param(date(2026, 11, 24), date(2026, 12, 1), date(2026, 12, 8), id="B1 over the end of November"),
        pytest.param(date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 7), id="B1 over New Year"),
        pytest.param(date(2027, 1, 31), date(2027, 2, 7), date(2027, 2, 14), id="B1 from the last of January"),
        pytest.param(date(2027, 2, 28), date(2027, 3, 7), date(2027, 3, 14), id="B1 28 February in a common year"),
        pytest.param(date(2028, 2, 22), date(2028, 2, 29), date(2028, 3, 7), id="B1 due on 29 February"),
        pytest.param(date(2028, 2, 29), date(2028, 3, 7), date(2028, 3, 14), id="B1 sent on 29 February"),
        pytest.param(date(2028, 2, 15), date(2028, 2, 22), date(2028, 2, 29), id="B2 treatment due on 29 February"),
        pytest.param(date(2027, 3, 24), date(2027, 3, 31), date(2027, 4, 7), id="N1 over Easter: calendar days"),
        pytest.param(date(2027, 3, 21), date(2027, 3, 28), date(2027, 4, 4), id="N1 due as summer time begins"),
        pytest.param(date(2026, 10, 18), date(2026, 10, 25), date(2026, 11, 1), id="N1 due as summer time ends"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 7), date(2027, 1, 14), id="B1 New Year's Eve"),
    ],
)
def test_the_date_is_counted_in_calendar_days(sent_on: date, counselling: date, treatment: date) -> None:
    clocks = promised(sent_on)
    assert of_kind(clocks, COUNSELLING).due_on == counselling
    assert of_kind(clocks, ALCOHOL).due_on == treatment


@pytest.mark.parametrize(
    ("sent_at", "treatment"),
    [
        pytest.param(datetime(2026, 11, 24, 22, 59, tzinfo=UTC), date(2026, 12, 8), id="N1 a minute to midnight"),
        pytest.param(
            datetime(2026, 11, 24, 23, 30, tzinfo=UTC), date(2026, 12, 9), id="N1 23:30 UTC counts from tomorrow"
        ),
        pytest.param(datetime(2027, 3, 28, 0, 30, tzinfo=UTC), date(2027, 4, 11), id="N1 the night of summer time"),
        pytest.param(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 11, 8), id="N1 the hour that comes twice"),
        pytest.param(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), date(2026, 11, 8), id="N1 and its second time"),
    ],
)
def test_the_day_is_the_danish_one(sent_at: datetime, treatment: date) -> None:
    assert of_kind(promised(danish_day(sent_at)), ALCOHOL).due_on == treatment


@pytest.mark.parametrize(
    ("kind", "day", "left", "number"),
    [
        pytest.param(COUNSELLING, 0, 7, (0, 7), id="B1 on the day itself, day 0 of 7"),
        pytest.param(COUNSELLING, 6, 1, (6, 7), id="B1 day 6 of 7"),
        pytest.param(COUNSELLING, 7, 0, (7, 7), id="B1 day 7 of 7 is the last"),
        pytest.param(COUNSELLING, 8, -1, (8, 7), id="B1 day 8 is a broken promise"),
        pytest.param(ALCOHOL, 11, 3, (11, 14), id="N13 day 11 of 14"),
        pytest.param(ALCOHOL, 13, 1, (13, 14), id="B2 day 13 of 14"),
        pytest.param(ALCOHOL, 14, 0, (14, 14), id="B2 day 14 of 14 is the last"),
        pytest.param(ALCOHOL, 15, -1, (15, 14), id="B2 day 15 breaks the law"),
    ],
)
def test_how_far_a_clock_has_come(kind: ClockKind, day: int, left: int, number: tuple[int, int]) -> None:
    clock, today = of_kind(promised(), kind), TUESDAY + timedelta(days=day)
    assert days_left(clock, today) == left
    assert day_number(clock, today) == DayNumber(*number)


def test_c3_a_clock_without_a_date_counts_nothing() -> None:
    clock = of_kind(promised(substance=Substance.DRUGS), ANONYMOUS)
    assert days_left(clock, TUESDAY) is None
    assert day_number(clock, TUESDAY) is None


def clock(
    kind: ClockKind, due_in: int | None, *, law: bool = False, target: bool = False, running: bool = True
) -> Clock:
    due_on = None if due_in is None else TUESDAY + timedelta(days=due_in)
    starts_on = TUESDAY - timedelta(days=5)
    return Clock(
        kind=kind, starts_on=starts_on, due_on=due_on, basis=PROMISE, is_law=law, is_target=target, running=running
    )


@pytest.mark.parametrize(
    ("clocks", "nearest"),
    [
        pytest.param([], None, id="N13 no clocks"),
        pytest.param([clock(ANONYMOUS, None)], None, id="N13 no dates"),
        pytest.param([clock(ALCOHOL, 9), clock(COUNSELLING, 2)], COUNSELLING, id="N13 the first date"),
        pytest.param([clock(COUNSELLING, 2), clock(ALCOHOL, -1)], ALCOHOL, id="N13 a broken one is nearest"),
        pytest.param([clock(COUNSELLING, 2, running=False), clock(ALCOHOL, 9)], ALCOHOL, id="N13 a stopped one is not"),
        pytest.param([clock(COUNSELLING, 2), clock(ALCOHOL, 2, law=True)], ALCOHOL, id="N13 law before promise"),
        pytest.param([clock(ANONYMOUS, 2, target=True), clock(DOCTOR, 2)], DOCTOR, id="N13 promise before target"),
        pytest.param([clock(ANONYMOUS, 1, target=True), clock(DOCTOR, 2)], ANONYMOUS, id="N13 a target has its date"),
        pytest.param(
            [clock(ClockKind.COMPLAINT, 1), clock(DOCTOR, 2)], DOCTOR, id="C9 the citizen's own deadline is not ours"
        ),
        pytest.param([clock(ClockKind.INTEGRATED_TREATMENT, 1)], None, id="E4 nor is the region's"),
    ],
)
def test_the_nearest_date(clocks: list[Clock], nearest: ClockKind | None) -> None:
    found = nearest_due(clocks, TUESDAY)
    assert (found.kind if found else None) is nearest


def test_of_two_clocks_alike_the_first_is_the_nearest() -> None:
    clocks = promised(substance=Substance.BOTH, named=True)[1:]
    assert nearest_due(clocks, TUESDAY) == of_kind(clocks, ALCOHOL)


def test_a_clock_that_has_not_started_is_not_the_nearest() -> None:
    assert nearest_due(promised(), TUESDAY - timedelta(days=1)) is None
    assert nearest_due(promised(), TUESDAY) is not None


def test_e4_the_regions_clock_runs_from_the_day_it_got_our_referral() -> None:
    clock = integrated_treatment_clock(TUESDAY)
    assert (clock.kind, clock.due_on) == (ClockKind.INTEGRATED_TREATMENT, date(2026, 12, 8))
    assert (clock.basis, clock.is_law) == ("sul_82_c", True)


def test_c9_a_complaint_in_ishoej_has_four_weeks_from_the_decision() -> None:
    clock = complaint_clock(date(2028, 2, 1), ISHOEJ)
    assert clock is not None
    assert (clock.kind, clock.due_on, clock.basis) == (ClockKind.COMPLAINT, date(2028, 2, 29), "rsl_67")
    assert clock.is_law


def test_b8_haderslevs_standard_states_no_days_for_a_complaint() -> None:
    assert complaint_clock(TUESDAY, HADERSLEV) is None


def test_a_clock_cannot_be_changed_once_promised() -> None:
    with pytest.raises(FrozenInstanceError):
        promised()[0].due_on = TUESDAY  # type: ignore[misc]


facts = some.fixed_dictionaries(
    {
        "for_whom": some.sampled_from(ForWhom),
        "wish": some.sampled_from([None, *Wish]),
        "substance": some.sampled_from([None, *Substance]),
        "named": some.booleans(),
        "age": some.sampled_from([None, *AgeBand]),
        "policy": some.sampled_from([HADERSLEV, ISHOEJ, EAGER]),
    }
)


@settings(deadline=None)
@given(before=facts, substance=some.sampled_from(Substance), age=some.sampled_from(AgeBand), names=some.booleans())
def test_telling_more_never_removes_or_delays_what_law_or_centre_promised(
    before: dict[str, Any], substance: Substance, age: AgeBand, names: bool
) -> None:
    """What was not told is told: the substance, the age, the name. A wish is told in another test: it is a choice."""
    more = {
        "substance": before["substance"] or substance,
        "age": before["age"] or age,
        "named": before["named"] or names,
    }
    earlier = [clock for clock in promised(**before) if clock.promised]
    later = [clock for clock in promised(**before | more) if clock.promised]
    for kept in earlier:
        same_wish = kept.kind is UNSPECIFIED
        assert any(
            (each.kind is kept.kind or (same_wish and each.kind in (ALCOHOL, DRUGS)))
            and each.due_on is not None
            and kept.due_on is not None
            and each.due_on <= kept.due_on
            for each in later
        )


@settings(deadline=None)
@given(told_all=facts, sent_on=some.dates(date(2020, 1, 1), date(2040, 1, 1)), hypothetical=some.booleans())
def test_no_law_is_ever_promised_later_than_the_law(
    told_all: dict[str, Any], sent_on: date, hypothetical: bool
) -> None:
    for each in promised(sent_on, **told_all, hypothetical=hypothetical):
        assert each.starts_on == sent_on
        assert not (each.is_law and each.is_target)
        if each.is_law:
            limit = LAWS[each.basis].days
            assert each.due_on is not None
            assert limit is not None
            assert (each.due_on - sent_on).days <= limit
