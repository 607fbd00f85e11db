"""What was typed, as an answer of the right kind; and what is said when it is none."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from app.rules.danish_days import COPENHAGEN
from app.rules.questionnaire import Amount, Coded, Item, ItemKind, Option
from app.rules.typed_answers import Typed, Wrong, WrongAnswer, read_answers, read_value

OPTIONS = tuple(
    Option(key=each, value=Coded(each), text={}, exclusive=each == "none") for each in ("a", "b", "c", "none")
)


def item(kind: ItemKind, **more: Any) -> Item:
    return Item(link_id="q", kind=kind, text={}, **more)


def wrong(kind: ItemKind, typed: Typed, **more: Any) -> tuple[Wrong, Any]:
    with pytest.raises(WrongAnswer) as refused:
        read_answers(item(kind, **more), typed)
    return refused.value.wrong, refused.value.limit


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (ItemKind.INTEGER, " 1 000 ", 1000),
        (ItemKind.INTEGER, "-3", -3),
        (ItemKind.INTEGER, "3,0", 3),
        (ItemKind.DECIMAL, "2,50", Decimal("2.5")),
        (ItemKind.DECIMAL, "2.5", Decimal("2.5")),
        (ItemKind.DATE, "1-2-2026", date(2026, 2, 1)),
        (ItemKind.DATE, "01.02.2026", date(2026, 2, 1)),
        (ItemKind.DATE, "2026-2-1", date(2026, 2, 1)),
        (ItemKind.TIME, "9", time(9)),
        (ItemKind.TIME, "23:59", time(23, 59)),
        (ItemKind.DATE_TIME, "1-2-2026", date(2026, 2, 1)),
        (ItemKind.DATE_TIME, "1-2-2026 9.30", datetime(2026, 2, 1, 9, 30, tzinfo=COPENHAGEN)),
        (ItemKind.STRING, " to\nord ", "to ord"),
        (ItemKind.TEXT, " to\r\nlinjer ", "to\nlinjer"),
    ],
)
def test_a_value_is_read_as_people_write_it(kind: ItemKind, typed: str, meant: object) -> None:
    found = read_value(item(kind), typed)
    assert (found, type(found)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (ItemKind.INTEGER, "2,5", Wrong.NOT_WHOLE),
        (ItemKind.INTEGER, "٣", Wrong.NOT_A_NUMBER),
        (ItemKind.DECIMAL, "1e3", Wrong.NOT_A_NUMBER),
        (ItemKind.DECIMAL, "NaN", Wrong.NOT_A_NUMBER),
        (ItemKind.DECIMAL, "9" * 13, Wrong.NOT_A_NUMBER),
        (ItemKind.DATE, "30-2-2026", Wrong.NOT_A_DAY),
        (ItemKind.DATE, "1-2-26", Wrong.NOT_A_DAY),
        (ItemKind.DATE, "0-0-0000", Wrong.NOT_A_DAY),
        (ItemKind.TIME, "24.00", Wrong.NOT_AN_HOUR),
        (ItemKind.TIME, "9.60", Wrong.NOT_AN_HOUR),
        (ItemKind.DATE_TIME, "1-2-2026 25", Wrong.NOT_AN_HOUR),
        (ItemKind.DATE_TIME, "i går", Wrong.NOT_A_DAY),
        (ItemKind.STRING, "\0", Wrong.NOT_TEXT),
        (ItemKind.STRING, "\u202e", Wrong.NOTHING_WRITTEN),
    ],
)
def test_what_is_no_value_is_said(kind: ItemKind, typed: str, said: Wrong) -> None:
    assert wrong(kind, Typed(own=[typed]))[0] is said


def test_limits_are_kept_and_named() -> None:
    between = {"least_value": Decimal(1), "most_value": Decimal("4.5")}
    assert wrong(ItemKind.DECIMAL, Typed(own=["0,9"]), **between) == (Wrong.TOO_LITTLE, Decimal(1))
    assert wrong(ItemKind.DECIMAL, Typed(own=["4,6"]), **between) == (Wrong.TOO_MUCH, Decimal("4.5"))
    assert read_value(item(ItemKind.DECIMAL, **between), "4,5") == Decimal("4.5")
    days = {"least_value": date(2026, 1, 2), "most_value": date(2026, 1, 4)}
    assert wrong(ItemKind.DATE, Typed(own=["1-1-2026"]), **days) == (Wrong.TOO_EARLY, date(2026, 1, 2))
    assert wrong(ItemKind.DATE, Typed(own=["5-1-2026"]), **days) == (Wrong.TOO_LATE, date(2026, 1, 4))
    assert wrong(ItemKind.DECIMAL, Typed(own=["1,25"]), decimals=1) == (Wrong.TOO_EXACT, 1)
    assert wrong(ItemKind.DECIMAL, Typed(own=["1,5"]), decimals=0) == (Wrong.NOT_WHOLE, None)
    assert wrong(ItemKind.STRING, Typed(own=["x" * 11]), max_length=10) == (Wrong.TOO_LONG, 10)
    assert wrong(ItemKind.STRING, Typed(own=["x"]), min_length=2) == (Wrong.TOO_SHORT, 2)
    assert wrong(ItemKind.STRING, Typed(own=["x" * 401]), max_length=99_999) == (Wrong.TOO_LONG, 400)


def test_choices_are_those_of_the_question_and_no_more_than_it_takes() -> None:
    one, some = {"options": OPTIONS}, {"options": OPTIONS, "most": 2}
    assert read_answers(item(ItemKind.CHOICE, **one), Typed(choice=["b", "b"])) == (Coded("b"),)
    assert wrong(ItemKind.CHOICE, Typed(choice=["x"]), **one)[0] is Wrong.NOT_AN_OPTION
    assert wrong(ItemKind.CHOICE, Typed(choice=["a", "b"]), **one)[0] is Wrong.ONE_ONLY
    assert wrong(ItemKind.CHOICE, Typed(choice=["a", "b", "c"]), **some) == (Wrong.AT_MOST, 2)
    assert wrong(ItemKind.CHOICE, Typed(choice=["a", "none"]), **some)[0] is Wrong.NOTHING_BESIDE
    assert wrong(ItemKind.CHOICE, Typed(own=["words"]), **one)[0] is Wrong.NOTHING_CHOSEN
    assert read_answers(item(ItemKind.CHOICE, options=OPTIONS, most=None), Typed(choice=["none"])) == (Coded("none"),)
    assert wrong(ItemKind.YES_NO, Typed(choice=["true"]))[0] is Wrong.NOT_AN_OPTION
    assert wrong(ItemKind.YES_NO, Typed(own=["yes"]))[0] is Wrong.NOTHING_CHOSEN


def test_words_of_ones_own_stand_beside_choices_where_the_question_lets_them() -> None:
    open_one = {"options": OPTIONS}
    assert read_answers(item(ItemKind.OPEN_CHOICE, **open_one), Typed(own=["te"])) == ("te",)
    assert wrong(ItemKind.OPEN_CHOICE, Typed(choice=["a"], own=["te"]), **open_one)[0] is Wrong.ONE_ONLY
    several = read_answers(item(ItemKind.OPEN_CHOICE, most=None, **open_one), Typed(choice=["a"], own=["te", " "]))
    assert several == (Coded("a"), "te")
    assert wrong(ItemKind.STRING, Typed(own=["x"] * 21), most=None) == (Wrong.AT_MOST, 20)


def test_an_amount_has_the_questions_unit() -> None:
    assert read_value(item(ItemKind.QUANTITY), "3") == Amount(Decimal(3))
    assert read_value(item(ItemKind.QUANTITY, units=("kg",)), "3", "mil") == Amount(Decimal(3), "kg")
    assert read_value(item(ItemKind.QUANTITY, units=("km", "m")), "3", "m") == Amount(Decimal(3), "m")
    assert wrong(ItemKind.QUANTITY, Typed(own=["3"]), units=("km", "m"))[0] is Wrong.NOT_A_UNIT
