"""When a question is asked: FHIR's enableWhen against a table written by hand from the standard."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.branching import enabled, loop, prefilled, questions, submitted, unseen
from app.rules.questionnaire import Amount, ItemKind, Operator, Value
from tests.rules.forms import choice, code, form, group, item, when

OPERATORS = ["=", "!=", ">", "<", ">=", "<="]
A, B, C = code("a"), code("b"), code("c")
KG = "kg"

# The frozen oracle, from the standard's own words (hl7.org/fhir/R5/codesystem-questionnaire-enable-operator):
#   exists  whether there is an answer equals the value      =  at least one answer is equal
#   !=      no answer is equal                               >  <  >=  <=  at least one answer is so
# Each row: kind, what was answered, the condition's value, and then met or not for  =  !=  >  <  >=  <=
ORACLE: list[tuple[ItemKind, tuple[Value, ...], Value, str]] = [
    (ItemKind.YES_NO, (True,), True, "y n n n n n"),
    (ItemKind.YES_NO, (False,), True, "n y n n n n"),
    (ItemKind.YES_NO, (), True, "n y n n n n"),
    (ItemKind.CHOICE, (A,), A, "y n n n n n"),
    (ItemKind.CHOICE, (B,), A, "n y n n n n"),
    (ItemKind.CHOICE, (), A, "n y n n n n"),
    (ItemKind.CHOICE, (A, B), A, "y n n n n n"),
    (ItemKind.CHOICE, (B, C), A, "n y n n n n"),
    (ItemKind.OPEN_CHOICE, ("own words",), A, "n y n n n n"),
    (ItemKind.OPEN_CHOICE, ("own words", A), A, "y n n n n n"),
    (ItemKind.STRING, ("b",), "b", "y n n n y y"),
    (ItemKind.STRING, ("c",), "b", "n y y n y n"),
    (ItemKind.TEXT, ("a",), "b", "n y n y n y"),
    (ItemKind.TEXT, (), "b", "n y n n n n"),
    (ItemKind.INTEGER, (4,), 5, "n y n y n y"),
    (ItemKind.INTEGER, (5,), 5, "y n n n y y"),
    (ItemKind.INTEGER, (6,), 5, "n y y n y n"),
    (ItemKind.INTEGER, (), 5, "n y n n n n"),
    (ItemKind.INTEGER, (4, 6), 5, "n y y y y y"),
    (ItemKind.INTEGER, (4, 5), 5, "y n n y y y"),
    (ItemKind.DECIMAL, (Decimal("4.9"),), 5, "n y n y n y"),
    (ItemKind.DECIMAL, (Decimal("5.0"),), 5, "y n n n y y"),
    (ItemKind.DECIMAL, (Decimal("5.1"),), Decimal(5), "n y y n y n"),
    (ItemKind.QUANTITY, (Amount(Decimal(6), KG),), Amount(Decimal(5), KG), "n y y n y n"),
    (ItemKind.QUANTITY, (Amount(Decimal(6), KG),), Amount(Decimal(6), "g"), "n y n n n n"),
    (ItemKind.DATE, (date(2026, 1, 1),), date(2026, 1, 2), "n y n y n y"),
    (ItemKind.DATE, (date(2026, 1, 2),), date(2026, 1, 2), "y n n n y y"),
    (ItemKind.DATE, (date(2026, 1, 3),), date(2026, 1, 2), "n y y n y n"),
    (ItemKind.TIME, (time(9),), time(10), "n y n y n y"),
    (ItemKind.TIME, (time(10),), time(10), "y n n n y y"),
    (ItemKind.DATE_TIME, (datetime(2026, 1, 1, 12, tzinfo=UTC),), datetime(2026, 1, 1, 11, tzinfo=UTC), "n y y n y n"),
    (ItemKind.DATE_TIME, (datetime(2026, 1, 1, 12, tzinfo=UTC),), date(2026, 1, 1), "y n n n y y"),
    (ItemKind.STRING, ("5",), 5, "n y n n n n"),
]


@pytest.mark.parametrize(("kind", "answers", "value", "met"), ORACLE)
def test_every_operator_on_every_kind(kind: ItemKind, answers: tuple[Value, ...], value: Value, met: str) -> None:
    for operator, wanted in zip(OPERATORS, met.split(), strict=True):
        asked = form(item("q", kind), item("then", conditions=(when("q", operator, value),)))
        assert ("then" in enabled(asked, {"q": answers})) is (wanted == "y"), operator


@pytest.mark.parametrize(
    ("answers", "value", "met"),
    [((False,), True, True), ((), True, False), ((), False, True), ((0,), False, False)],
)
def test_exists_asks_whether_there_is_an_answer(answers: tuple[Value, ...], value: bool, met: bool) -> None:
    asked = form(item("q"), item("then", conditions=(when("q", "exists", value),)))
    assert ("then" in enabled(asked, {"q": answers})) is met
    assert ("then" in enabled(asked, {})) is (value is False)


@pytest.mark.parametrize(
    ("every", "first", "second", "on"),
    [
        (True, True, True, True),
        (True, True, False, False),
        (True, False, True, False),
        (True, False, False, False),
        (False, True, True, True),
        (False, True, False, True),
        (False, False, True, True),
        (False, False, False, False),
    ],
)
def test_all_or_any(every: bool, first: bool, second: bool, on: bool) -> None:
    conditions = (when("a", "=", True), when("b", "=", True))
    asked = form(item("a"), item("b"), item("then", conditions=conditions, all_conditions=every))
    assert ("then" in enabled(asked, {"a": (first,), "b": (second,)})) is on


@pytest.mark.parametrize("every", [True, False])
def test_without_a_condition_it_is_asked(every: bool) -> None:
    assert enabled(form(item("a", all_conditions=every)), {}) == {"a"}


def test_what_is_inside_something_that_is_not_asked_is_not_asked() -> None:
    inner = group("h", item("b"))
    asked = form(
        item("a"), group("g", inner, item("c", conditions=(when("a", "=", False),)), conditions=(when("a", "=", True),))
    )
    assert enabled(asked, {"a": (True,)}) == {"a", "g", "h", "b"}
    assert enabled(asked, {"a": (False,)}) == {"a"}


def test_an_answer_that_is_not_asked_for_counts_as_none_for_the_others() -> None:
    """The middle question was answered, and then its reason to be asked was taken back."""
    asked = form(
        item("first"),
        item("middle", conditions=(when("first", "=", True),)),
        item("last", conditions=(when("middle", "=", True),)),
        item("without", conditions=(when("middle", "exists", False),)),
        item("unequal", conditions=(when("middle", "!=", True),)),
    )
    answers = {"first": (True,), "middle": (True,), "last": (True,)}
    assert enabled(asked, answers) == {"first", "middle", "last"}
    answers["first"] = (False,)
    assert enabled(asked, answers) == {"first", "without", "unequal"}
    assert submitted(asked, answers) == {"first": (False,)}


def test_what_is_settled_after_something_that_is_not_asked_is_settled_all_the_same() -> None:
    chain = [item(each, conditions=(when(before, "=", True),)) for before, each in zip("abcd", "bcde", strict=True)]
    asked = form(item("a"), group("g", item("inside"), conditions=(when("a", "=", False),)), *chain)
    assert enabled(asked, dict.fromkeys("abcde", (True,))) == set("abcde")


def test_a_condition_may_look_forward_and_into_a_group() -> None:
    asked = form(item("early", conditions=(when("late", "=", True),)), group("g", item("late")))
    assert "early" in enabled(asked, {"late": (True,)})
    assert "early" not in enabled(asked, {"late": (False,)})


def test_a_question_inside_a_question_is_asked_with_it() -> None:
    asked = form(item("a", items=(item("b", conditions=(when("a", "=", True),)),)))
    assert enabled(asked, {"a": (True,)}) == {"a", "b"}
    assert enabled(asked, {}) == {"a"}


def test_an_answer_to_nothing_that_is_asked_is_not_sent() -> None:
    asked = form(group("g", item("b")), item("d", ItemKind.DISPLAY), item("a"))
    given = {"a": (True,), "b": (False,), "g": (True,), "d": (True,), "nowhere": (True,)}
    sent = submitted(asked, given)
    assert sent == {"b": (False,), "a": (True,)}
    assert list(sent) == ["b", "a"], "in the form's order"
    assert submitted(asked, {"a": ()}) == {}


def test_the_pages_are_the_questions_that_are_asked_and_seen() -> None:
    asked = form(
        group("g", item("a"), item("secret", hidden=True), item("told", ItemKind.DISPLAY)),
        group("out of sight", item("b"), hidden=True),
        item("c", conditions=(when("a", "=", True),)),
    )
    assert [each.link_id for each in questions(asked, {})] == ["a"]
    assert [each.link_id for each in questions(asked, {"a": (True,)})] == ["a", "c"]
    assert {each for each in asked.by_id if unseen(asked, asked.by_id[each])} == {"secret", "out of sight", "b"}


def test_a_hidden_question_can_still_decide() -> None:
    asked = form(
        item("secret", hidden=True, initial=(True,)),
        item("shown", conditions=(when("secret", "=", True),), initial=(False,)),
        item("fixed", ItemKind.INTEGER, read_only=True, initial=(3,)),
        item("empty", hidden=True),
        item("words", ItemKind.DISPLAY, hidden=True, initial=("x",)),
        group("g", item("inside", initial=(True,)), hidden=True),
    )
    assert prefilled(asked) == {"secret": (True,), "fixed": (3,), "inside": (True,)}
    assert "shown" in enabled(asked, prefilled(asked))
    assert "shown" not in enabled(asked, {})


def test_a_circle_is_found_and_named() -> None:
    asked = form(
        item("x"),
        item("a", conditions=(when("b", "=", True),)),
        item("b", conditions=(when("c", "=", True),)),
        item("c", conditions=(when("a", "=", True),)),
    )
    circle = loop(asked)
    assert set(circle) == {"a", "b", "c"}
    assert len(circle) == 3
    follows = {"a": "b", "b": "c", "c": "a"}
    assert all(follows[one] == other for one, other in zip(circle, (*circle[1:], circle[0]), strict=True))


def test_a_question_that_waits_for_itself_or_for_what_is_inside_it_is_a_circle() -> None:
    assert loop(form(item("a", conditions=(when("a", "=", True),)))) == ("a",)
    assert set(loop(form(group("g", item("a"), conditions=(when("a", "=", True),))))) == {"g", "a"}


def test_two_that_rest_on_the_same_question_are_no_circle() -> None:
    asked = form(item("a"), *(item(each, conditions=(when("a", "=", True),)) for each in "bc"))
    assert loop(asked) == ()
    assert loop(form(item("a", conditions=(when("nowhere", "=", True),)))) == ()


def test_a_thousand_questions_in_a_chain_are_no_deeper_than_one() -> None:
    chain = [item("q0"), *(item(f"q{n}", conditions=(when(f"q{n - 1}", "=", True),)) for n in range(1, 1_000))]
    asked = form(*reversed(chain))
    assert loop(asked) == ()
    assert len(enabled(asked, {each.link_id: (True,) for each in chain})) == 1_000
    assert enabled(asked, {"q0": (True,), "q1": (False,)}) == {"q0", "q1"}


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_more_conditions_never_make_all_easier_or_any_harder(data: some.DataObject) -> None:
    pick = data.draw(some.dictionaries(some.sampled_from("abc"), some.booleans()))
    answers = {question: (value,) for question, value in pick.items()}
    conditions = tuple(
        when(question, data.draw(some.sampled_from([str(each) for each in Operator])), True)
        for question in data.draw(some.lists(some.sampled_from("abc"), min_size=1, max_size=4))
    )
    sources = [item(each) for each in "abc"]

    def on(number: int, every: bool) -> bool:
        then = item("then", conditions=conditions[:number], all_conditions=every)
        return "then" in enabled(form(*sources, then), answers)

    for number in range(1, len(conditions)):
        assert on(number, True) or not on(number + 1, True)
        assert on(number + 1, False) or not on(number, False)


def test_a_choice_can_be_asked_for_by_its_code_alone() -> None:
    asked = form(choice("q", a=1, b=2), item("then", conditions=(when("q", "=", code("a")._replace(system="")),)))
    assert "then" in enabled(asked, {"q": (A,)})
