"""Scores on cases computed by hand; what is missing stays missing, and both sexes' bands when the sex is unknown."""

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from app.instruments.library import Instrument, load_library
from app.rules.questionnaire import Answers, Coded, ItemKind, Value
from app.rules.scoring import (
    Band,
    Flag,
    FlagRule,
    Missing,
    Score,
    Sex,
    bands,
    flags,
    scored,
    standing_flags,
    weight,
    weight_of,
)
from tests.rules.forms import choice, code, form, item, when

FOLDER = Path(__file__).resolve().parents[2] / "catalogue" / "questionnaires"
NAME = {"da": "Sum"}


@cache
def instrument(key: str) -> Instrument:
    return load_library(FOLDER)[key]


def answered(key: str, weights: str) -> dict[str, tuple[Value, ...]]:
    """Answers by what they count, question by question; '-' is none."""
    found: dict[str, tuple[Value, ...]] = {}
    for number, each in enumerate(weights.split(), start=1):
        if each != "-":
            options = instrument(key).form.by_id[f"q{number}"].options
            found[f"q{number}"] = (next(option.value for option in options if option.weight == int(each)),)
    return found


def total(key: str, answers: Answers, sex: Sex | None = None) -> tuple[Decimal | None, tuple[str, ...], list[str]]:
    """The sum, what is missing, and the beginnings of the bands' names."""
    found = scored(instrument(key).form, instrument(key).scores[0], answers, sex=sex)
    return found.total, found.missing, [each.text["en"] for each in found.bands]


# Added by hand, each beside the band that the published rule gives (questionnaires §6).
BY_HAND = [
    ("audit", "0 - - - - - - - 0 0", 0, "Zone 1"),  # never drinks, and is asked no more about it
    ("audit", "1 0 1 0 0 1 0 0 2 2", 7, "Zone 1"),
    ("audit", "2 1 1 0 0 1 0 1 2 0", 8, "Zone 2"),
    ("audit", "3 2 2 1 1 1 1 2 2 0", 15, "Zone 2"),
    ("audit", "3 2 2 1 1 1 1 1 2 2", 16, "Zone 3"),
    ("audit", "4 3 3 1 1 1 1 1 2 2", 19, "Zone 3"),
    ("audit", "4 3 3 1 1 1 2 1 4 0", 20, "Zone 4"),
    ("audit", "4 4 4 4 4 4 4 4 4 4", 40, "Zone 4"),
    ("audit", "0 - - - - - - - 4 2", 6, "Zone 1"),  # not now, but others worried last year
    ("cage", "0 0 0 0", 0, "Few"),
    ("cage", "1 0 0 0", 1, "Few"),
    ("cage", "1 0 1 0", 2, "Signs"),
    ("cage", "1 1 1 1", 4, "Signs"),
    ("dast10", "0 0 0 0 0 0 0 0 0 0", 0, "No signs"),
    ("dast10", "0 0 1 0 0 0 0 0 0 0", 1, "Low"),
    ("dast10", "1 0 1 0 0 0 0 0 0 0", 2, "Low"),
    ("dast10", "1 1 1 0 0 0 0 0 0 0", 3, "Moderate"),
    ("dast10", "1 1 1 1 1 0 0 0 0 0", 5, "Moderate"),
    ("dast10", "1 1 1 1 1 1 0 0 0 0", 6, "Substantial"),
    ("dast10", "1 1 1 1 1 1 1 1 0 0", 8, "Substantial"),
    ("dast10", "1 1 1 1 1 1 1 1 1 0", 9, "Severe"),
    ("dast10", "1 1 1 1 1 1 1 1 1 1", 10, "Severe"),
    ("phq9", "1 1 1 1 0 0 0 0 0", 4, "No or few"),
    ("phq9", "1 1 1 1 1 0 0 0 0", 5, "Mild"),
    ("phq9", "3 3 3 0 0 0 0 0 0", 9, "Mild"),
    ("phq9", "3 3 3 1 0 0 0 0 0", 10, "Moderate signs"),
    ("phq9", "2 2 2 2 2 2 2 0 0", 14, "Moderate signs"),
    ("phq9", "3 3 3 3 3 0 0 0 0", 15, "Moderately severe"),
    ("phq9", "3 3 3 3 3 1 1 1 1", 19, "Moderately severe"),
    ("phq9", "3 3 3 3 3 3 2 0 0", 20, "Severe"),
    ("phq9", "3 3 3 3 3 3 3 3 3", 27, "Severe"),
    ("gad7", "1 1 1 1 0 0 0", 4, "No or few"),
    ("gad7", "1 1 1 1 1 0 0", 5, "Mild"),
    ("gad7", "3 3 3 0 0 0 0", 9, "Mild"),
    ("gad7", "3 3 3 1 0 0 0", 10, "Moderate"),
    ("gad7", "2 2 2 2 2 2 2", 14, "Moderate"),
    ("gad7", "3 3 3 3 3 0 0", 15, "Severe"),
    ("gad7", "3 3 3 3 3 3 3", 21, "Severe"),
    ("who5", "0 0 0 0 0", 0, "Very low"),
    ("who5", "2 2 1 1 1", 28, "Very low"),
    ("who5", "2 2 2 1 1", 32, "Low"),
    ("who5", "3 3 2 2 2", 48, "Low"),
    ("who5", "3 3 3 2 2", 52, "Not low"),
    ("who5", "5 5 5 5 5", 100, "Not low"),
    ("dudit", "4 4 4 4 4 4 1 0 0 0 0", 25, "Signs of dependence"),
    ("dudit", "4 4 4 4 4 4 4 4 4 4 4", 44, "Signs of dependence"),
]


@pytest.mark.parametrize(("key", "weights", "sum_", "band"), BY_HAND)
def test_a2_a_score_is_what_it_is_by_hand(key: str, weights: str, sum_: int, band: str) -> None:
    for sex in (None, *Sex):
        found, missing, names = total(key, answered(key, weights), sex)
        assert found == sum_
        assert missing == ()
        assert len(names) == 1
        assert names[0].startswith(band)


# weights, sum, for a woman, for a man
BY_SEX = [
    ("audit_c", "0 - -", 0, "Low", "Low"),
    ("audit_c", "1 1 0", 2, "Low", "Low"),
    ("audit_c", "1 1 1", 3, "Signs", "Low"),
    ("audit_c", "2 1 1", 4, "Signs", "Signs"),
    ("audit_c", "4 4 4", 12, "Signs", "Signs"),
    ("dudit", "1 0 0 0 0 0 0 0 0 0 0", 1, "No signs", "No signs"),
    ("dudit", "2 0 0 0 0 0 0 0 0 0 0", 2, "Signs of problems", "No signs"),
    ("dudit", "2 1 0 0 0 0 0 0 0 2 0", 5, "Signs of problems", "No signs"),
    ("dudit", "2 0 0 0 0 0 0 0 0 2 2", 6, "Signs of problems", "Signs of problems"),
    ("dudit", "4 4 4 4 4 4 0 0 0 0 0", 24, "Signs of problems", "Signs of problems"),
]


@pytest.mark.parametrize(("key", "weights", "sum_", "woman", "man"), BY_SEX)
def test_both_cut_offs_are_shown_when_the_sex_is_unknown(
    key: str, weights: str, sum_: int, woman: str, man: str
) -> None:
    answers = answered(key, weights)
    hers, his, both = (total(key, answers, sex) for sex in (Sex.WOMAN, Sex.MAN, None))
    assert [hers[0], his[0], both[0]] == [sum_] * 3
    assert [len(each[2]) for each in (hers, his, both)] == [1, 1, 2]
    assert hers[2][0].startswith(woman)
    assert his[2][0].startswith(man)
    assert both[2] == [*hers[2], *his[2]]


@pytest.mark.parametrize("key", ["audit", "audit_c", "cage", "dast10", "dudit", "gad7", "phq9", "who5"])
def test_what_is_missing_stays_missing(key: str) -> None:
    asked = [item for item in instrument(key).form.by_id.values() if item.kind.asks]
    questions = [each.link_id for each in asked]
    full = {each.link_id: (each.options[-1].value,) for each in asked}
    assert total(key, full)[0] is not None
    for question in questions:
        found, missing, names = total(key, {each: value for each, value in full.items() if each != question})
        assert found is None, "a sum without an answer is made up"
        assert missing == (question,)
        assert names == []
    assert total(key, {}) == (None, tuple(questions), [])


def test_what_the_form_did_not_ask_is_not_missing_but_what_was_skipped_is() -> None:
    assert total("audit", answered("audit", "0 - - - - - - - 0 -"))[1] == ("q10",)
    skipped = total("audit", answered("audit", "- 1 1 1 1 1 1 1 0 0"))
    assert skipped[:2] == (None, ("q1",)), "whoever skips the first is still asked the others"


def test_answers_that_branching_hid_count_nothing() -> None:
    answers = {**answered("audit", "4 4 4 4 4 4 4 4 0 0"), **answered("audit", "0")}
    assert total("audit", answers)[0] == 0


def small(*weights: int | None, **more: object) -> Score:
    """A score of the questions a, b, c …"""
    return Score(key="s", name=NAME, items=tuple("abcdef"[: len(weights)]), most=Decimal(100), **more)  # type: ignore[arg-type]


def numbers(*values: int | None) -> tuple[object, dict[str, tuple[Value, ...]]]:
    asked = form(*(item(name, ItemKind.INTEGER) for name in "abcdef"[: len(values)]))
    given = {name: (value,) for name, value in zip("abcdef", values, strict=False) if value is not None}
    return asked, given


@pytest.mark.parametrize(
    ("values", "may_miss", "total_"),
    [
        pytest.param((1, 2, 3), 1, 6, id="nothing is missing"),
        pytest.param((1, 2, None), 1, 5, id="4.5 is 5, half a point up"),
        pytest.param((2, 2, None), 1, 6, id="the mean of the others in its place"),
        pytest.param((1, None, None), 1, None, id="too much is missing"),
        pytest.param((1, None, None), 2, 3, id="as much as may be"),
        pytest.param((None, None, None), 3, None, id="nothing at all"),
        pytest.param((1, 1, 2, None), 1, 5, id="5.33 is 5"),
        pytest.param((0, 0, None), 1, 0, id="nothing chosen is an answer"),
    ],
)
def test_a_prorated_sum(values: tuple[int | None, ...], may_miss: int, total_: int | None) -> None:
    asked, given = numbers(*values)
    score = small(*values, missing=Missing.PRORATE, may_miss=may_miss)
    assert scored(asked, score, given).total == total_  # type: ignore[arg-type]
    doubled = small(*values, missing=Missing.PRORATE, may_miss=may_miss, times=Decimal(2))
    assert scored(asked, doubled, given).total == (None if total_ is None else 2 * total_)  # type: ignore[arg-type]


def test_refusing_is_the_rule_however_little_is_missing() -> None:
    asked, given = numbers(1, 2, None)
    found = scored(asked, small(1, 2, 3, may_miss=3), given)  # type: ignore[arg-type]
    assert (found.total, found.missing, found.bands, found.score.key) == (None, ("c",), (), "s")


def test_a_question_that_is_not_asked_is_missing_unless_the_score_says_what_it_counts() -> None:
    asked = form(item("a", ItemKind.INTEGER), item("b", ItemKind.INTEGER, conditions=(when("a", ">", 0),)))
    given = {"a": (0,), "b": (7,)}
    assert scored(asked, small(0, 0), given).missing == ("b",)
    assert scored(asked, small(0, 0, unasked=Decimal(0)), given).total == 0
    assert scored(asked, small(0, 0, unasked=Decimal(3)), given).total == 3
    assert scored(asked, small(0, 0), {"a": (1,), "b": (7,)}).total == 8


def test_a_score_on_a_question_that_is_not_there_is_missing_it() -> None:
    assert scored(form(item("a")), small(0, 0), {"a": (True,)}).missing == ("b",)


def test_what_an_answer_counts() -> None:
    several = choice("q", a=1, b=2, c=None)
    assert weight(several, (code("a"), code("b"))) == 3
    assert weight(several, (Coded("b"),)) == 2, "by its code, whatever it is called"
    assert weight(several, (code("a"), code("c"))) is None, "a choice without a weight"
    assert weight(several, (code("a"), "own words")) is None
    assert weight(several, ("own words",)) is None
    assert weight(several, ()) is None
    assert weight_of(item("q"), True) == 1
    assert weight_of(item("q"), False) == 0
    assert weight_of(item("q", ItemKind.DECIMAL), Decimal("2.5")) == Decimal("2.5")
    assert weight_of(item("q", ItemKind.TEXT), "5") is None


def test_the_edges_of_a_band_are_in_it() -> None:
    low, high = (Band(least=Decimal(a), most=Decimal(b), text=NAME) for a, b in ((0, 3), (4, 8)))
    hers = Band(least=Decimal(3), most=Decimal(4), text=NAME, sex=Sex.WOMAN)
    score = small(0, bands=(low, high, hers))
    assert bands(score, Decimal(0), None) == (low,)
    assert bands(score, Decimal(3), None) == (low, hers)
    assert bands(score, Decimal(3), Sex.MAN) == (low,)
    assert bands(score, Decimal(4), Sex.WOMAN) == (high, hers)
    assert bands(score, Decimal(8), Sex.WOMAN) == (high,)
    assert bands(score, Decimal(9), None) == ()


def test_a_flag_is_raised_by_one_answer_among_several() -> None:
    signs = choice("signs", shake=1, nothing=0, sweat=2, unknown=None)
    rule = FlagRule(flag=Flag.WITHDRAWAL, item="signs")
    asked = form(signs, item("then", conditions=(when("signs", "=", code("shake")),)))
    for chosen, raised in [
        ((code("shake"),), True),
        ((code("nothing"), code("shake")), True),
        ((code("shake"), code("unknown")), True),
        ((code("nothing"),), False),
        ((code("unknown"),), False),
        (("own words",), False),
        ((), False),
    ]:
        assert flags(asked, (rule,), {"signs": chosen}) == ((Flag.WITHDRAWAL,) if raised else ())
    harder = FlagRule(flag=Flag.WITHDRAWAL, item="signs", at_least=Decimal(2))
    assert flags(asked, (harder,), {"signs": (code("shake"),)}) == ()
    assert flags(asked, (harder,), {"signs": (code("sweat"),)}) == (Flag.WITHDRAWAL,)


def test_flags_come_once_each_the_gravest_first_and_only_from_what_is_asked() -> None:
    asked = form(item("a"), item("b"), item("c", conditions=(when("a", "=", True),)))
    rules = tuple(
        FlagRule(flag=flag, item=each)
        for flag, each in (
            (Flag.CHILDREN_AT_HOME, "a"),
            (Flag.INJECTING, "a"),
            (Flag.INJECTING, "b"),
            (Flag.SUICIDAL, "c"),
            (Flag.WITHDRAWAL, "nowhere"),
        )
    )
    yes = dict.fromkeys(("a", "b", "c", "nowhere"), (True,))
    assert flags(asked, rules, yes) == (Flag.SUICIDAL, Flag.INJECTING, Flag.CHILDREN_AT_HOME)
    assert flags(asked, rules, {**yes, "a": (False,)}) == (Flag.INJECTING,), "the third is not asked now"
    assert flags(asked, rules, {}) == ()


@pytest.mark.parametrize(("ninth", "raised"), [("0", ()), ("1", (Flag.SUICIDAL,)), ("3", (Flag.SUICIDAL,)), ("-", ())])
def test_the_ninth_question_of_phq9_is_seen_at_once_whatever_the_sum_is(ninth: str, raised: tuple[Flag, ...]) -> None:
    found = instrument("phq9")
    assert flags(found.form, found.flags, answered("phq9", f"- - - - - - - - {ninth}")) == raised


def test_of_several_questionnaires_the_last_answer_to_each_question_stands() -> None:
    own, young = instrument("forberedelse"), instrument("ung")
    never = (next(each.value for each in own.form.by_id["g3"].options if each.weight == 0),)
    needle = {"d1": (own.form.by_id["d1"].options[0].value,), "d4": (True,)}

    def standing(*told: Answers) -> tuple[Flag, ...]:
        return standing_flags((own.form, own.flags, each) for each in told)

    assert standing() == ()
    raises = next(each.value for each in own.form.by_id["g3"].options if each.weight)
    assert standing({"g3": (raises,)}) == (Flag.SUICIDAL,)
    assert standing({"g3": (raises,)}, {}) == (Flag.SUICIDAL,), "not answered again: not taken back"
    assert standing({"g3": (raises,)}, {"g3": never}) == ()
    assert standing({"g3": never}, {"g3": (raises,)} | needle) == (Flag.SUICIDAL, Flag.INJECTING)
    other = {"u11": (next(each.value for each in young.form.by_id["u11"].options if each.weight),)}
    both = [(young.form, young.flags, other), (own.form, own.flags, {"g3": never})]
    assert standing_flags(both) == (Flag.SUICIDAL,), "another form's no does not answer for this one"
