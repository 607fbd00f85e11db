"""How an answer stands to the value of a condition: FHIR's seven operators, and what is like what.

The words of the standard are followed (questionnaire-enable-operator, R5): '!=' is met when no answer is equal, so also
when there is none. A question that was skipped then hides nothing; one question too many is kinder than one too few.
"""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from app.rules.danish_days import COPENHAGEN
from app.rules.questionnaire import Amount, Coded, Condition, Operator, Value


def is_met(condition: Condition, given: tuple[Value, ...]) -> bool:
    """Whether a condition is met by the answers to its question; of several answers, one that stands so will do."""
    match condition.operator:
        case Operator.EXISTS:
            return bool(given) is (condition.value is True)
        case Operator.UNEQUAL:
            return not any(equal(each, condition.value) for each in given)
        case Operator.EQUAL:
            return any(equal(each, condition.value) for each in given)
        case _:
            return any(ordered(each, condition.operator, condition.value) for each in given)


def equal(one: Value, other: Value) -> bool:
    """Whether two values are the same answer. Values of different kinds are not."""
    if isinstance(one, Coded) and isinstance(other, Coded):
        return one.same_as(other)
    alike = _alike(one, other)
    return alike is not None and bool(alike[0] == alike[1])


def ordered(given: Value, operator: Operator, wanted: Value) -> bool:
    """Whether one value is more or less than another. What has no order is neither: truths, codes, different kinds."""
    alike = _alike(given, wanted)
    if alike is None or isinstance(alike[0], bool):
        return False
    mine, theirs = alike
    less, same = mine < theirs, mine == theirs
    match operator:
        case Operator.LESS:
            return bool(less)
        case Operator.AT_MOST:
            return bool(less or same)
        case Operator.MORE:
            return not (less or same)
        case _:
            return not less


def _alike(one: Value, other: Value) -> tuple[Any, Any] | None:
    """Both as values that Python can compare; ``None`` when they are of different kinds or units."""
    if isinstance(one, Coded) or isinstance(other, Coded):
        return None
    if isinstance(one, Amount) and isinstance(other, Amount) and one.unit and other.unit and one.unit != other.unit:
        return None
    mine, theirs = _plain(one), _plain(other)
    if isinstance(mine, datetime) is not isinstance(theirs, datetime):  # an hour is not asked of a day
        mine, theirs = _day(mine), _day(theirs)
    return (mine, theirs) if type(mine) is type(theirs) else None


def _plain(value: Value) -> Any:
    """Whole numbers, fractions and amounts are numbers, a truth is none. A time without a zone is Danish."""
    if isinstance(value, Amount):
        return value.number
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, datetime) and value.tzinfo is None:
        return value.replace(tzinfo=COPENHAGEN)
    return value.replace(tzinfo=None) if isinstance(value, time) else value


def _day(value: Any) -> Any:
    return value.astimezone(COPENHAGEN).date() if isinstance(value, datetime) else value
