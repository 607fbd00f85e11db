"""A form as a value: what is inside what, and which answers are the same answer."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from app.rules.comparing import equal, ordered
from app.rules.danish_days import COPENHAGEN
from app.rules.questionnaire import Amount, Coded, ItemKind, Operator, Value, family, walk
from tests.rules.forms import choice, form, group, item, when

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ORDERS = (Operator.LESS, Operator.AT_MOST, Operator.AT_LEAST, Operator.MORE)

# (one, other, same, how one stands to the other: <, =, > or None where there is no order)
STANDS = [
    pytest.param(1, 2, "<", id="whole numbers"),
    pytest.param(2, Decimal("1.5"), ">", id="a whole number and a fraction"),
    pytest.param(2, Decimal("2.0"), "=", id="the same number written twice"),
    pytest.param(Amount(Decimal(70), "kg"), Amount(Decimal(80), "kg"), "<", id="amounts of a unit"),
    pytest.param(Amount(Decimal(70), "kg"), Amount(Decimal(70), "kg"), "=", id="the same amount"),
    pytest.param(Amount(Decimal(70), "kg"), Amount(Decimal(70), "g"), None, id="amounts of two units"),
    pytest.param(Amount(Decimal(70), "kg"), Amount(Decimal(60)), ">", id="an amount and one without a unit"),
    pytest.param(Amount(Decimal(70)), Amount(Decimal(60), "kg"), ">", id="an amount without a unit and one with"),
    pytest.param(Amount(Decimal(70), "kg"), 70, "=", id="an amount and a number"),
    pytest.param("a", "b", "<", id="texts"),
    pytest.param("a", "a", "=", id="the same text"),
    pytest.param(date(2026, 11, 24), date(2026, 11, 25), "<", id="days"),
    pytest.param(time(9), time(8, 59), ">", id="times of day"),
    pytest.param(time(9, tzinfo=UTC), time(9), "=", id="a time of day has no zone"),
    pytest.param(NOON, NOON.astimezone(COPENHAGEN), "=", id="the same moment in two zones"),
    pytest.param(NOON, datetime(2026, 11, 24, 13), "=", id="a moment without a zone is Danish"),  # noqa: DTZ001
    pytest.param(datetime(2026, 11, 24, 12, 59), NOON, "<", id="a Danish moment before"),  # noqa: DTZ001
    pytest.param(NOON, date(2026, 11, 24), "=", id="a moment and its day"),
    pytest.param(date(2026, 11, 23), NOON, "<", id="a day before a moment"),
    pytest.param(datetime(2026, 11, 24, 23, 30, tzinfo=UTC), date(2026, 11, 25), "=", id="its day is the Danish one"),
    pytest.param(1, "1", None, id="a number and a text"),
    pytest.param(date(2026, 1, 1), time(9), None, id="a day and a time"),
    pytest.param(NOON, "2026-11-24", None, id="a moment and a text"),
    pytest.param(Coded("a", "s"), "a", None, id="a code and a text"),
    pytest.param("a", Coded("a", "s"), None, id="a text and a code"),
    pytest.param(True, 1, None, id="a truth is no number"),
]


@pytest.mark.parametrize(("one", "other", "stands"), STANDS)
def test_how_one_answer_stands_to_another(one: Value, other: Value, stands: str | None) -> None:
    assert equal(one, other) is (stands == "=")
    assert equal(other, one) is (stands == "=")
    expected = {"<": (True, True, False, False), "=": (False, True, True, False), ">": (False, False, True, True)}
    wanted = expected[stands] if stands else (False,) * 4
    assert tuple(ordered(one, each, other) for each in ORDERS) == wanted


def test_truths_are_equal_or_not_and_have_no_order() -> None:
    assert equal(True, True)
    assert not equal(True, False)
    assert not any(ordered(True, each, False) or ordered(False, each, True) for each in ORDERS)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(Coded("a", "s", "x"), Coded("a", "s", "y"), True, id="the display says nothing"),
        pytest.param(Coded("a", "s"), Coded("b", "s"), False, id="another code"),
        pytest.param(Coded("a", "s"), Coded("a", "t"), False, id="another system"),
        pytest.param(Coded("a", "s"), Coded("a"), True, id="without a system the code is enough"),
        pytest.param(Coded("a"), Coded("a", "s"), True, id="and the other way round"),
        pytest.param(Coded("a", "s", "x"), Coded("", "s", "x"), False, id="a code and none"),
        pytest.param(Coded("", "s", "x"), Coded("a", "s", "x"), False, id="none and a code"),
        pytest.param(Coded(display="x"), Coded(display="x"), True, id="without codes the words are the meaning"),
        pytest.param(Coded(display="x"), Coded(display="y"), False, id="other words"),
    ],
)
def test_when_two_codes_mean_the_same(one: Coded, other: Coded, same: bool) -> None:
    assert one.same_as(other) is same
    assert equal(one, other) is same
    assert not any(ordered(one, each, other) for each in ORDERS)


def test_what_asks_and_what_does_not() -> None:
    assert [kind for kind in ItemKind if not kind.asks] == [ItemKind.GROUP, ItemKind.DISPLAY]


def test_a_form_knows_its_items_in_reading_order_and_what_is_around_each() -> None:
    asked = form(group("g", item("a"), group("h", item("b"))), item("c"))
    assert [each.link_id for each in walk(asked.items)] == ["g", "a", "h", "b", "c"]
    assert list(asked.by_id) == ["g", "a", "h", "b", "c"]
    assert asked.by_id["b"].link_id == "b"
    assert dict(family(asked.items, None)) == {"g": None, "a": "g", "h": "g", "b": "h", "c": None}
    assert asked.parents["b"] == "h"


def test_an_item_is_settled_after_all_it_needs() -> None:
    asked = form(
        item("a", conditions=(when("b", "=", True),)), group("g", item("b"), conditions=(when("c", "=", True),))
    )
    asked = replace(asked, items=(*asked.items, item("c"), item("d", conditions=(when("nowhere", "=", True),))))
    assert asked.needs == {
        "a": frozenset({"b"}),
        "g": frozenset({"c"}),
        "b": frozenset({"g"}),
        "c": frozenset(),
        "d": frozenset(),
    }
    order = asked.settling_order
    assert sorted(order) == ["a", "b", "c", "d", "g"]
    assert order.index("c") < order.index("g") < order.index("b") < order.index("a")


def test_an_option_is_found_by_its_key() -> None:
    question = choice("q", yes=1, no=0)
    found = question.option("no")
    assert found is not None
    assert found.weight == 0
    assert question.option("maybe") is None
