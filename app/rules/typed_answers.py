"""What was typed or ticked, as answers to one question; or what is wrong with it, so that it can be put right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from app.rules.danish_days import COPENHAGEN
from app.rules.plain_text import TextFault, clean_text
from app.rules.questionnaire import Amount, Item, ItemKind, Value

LONGEST_LINE, LONGEST_TEXT = 400, 4_000
MOST_ENTRIES = 20  # answers of one's own to one question
YES, NO = "yes", "no"
NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,10})?")
DAY_FIRST = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
HOUR = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")


class Wrong(StrEnum):
    """What is wrong with an answer. Some have a limit beside them."""

    NOTHING_CHOSEN = "nothing_chosen"
    NOTHING_WRITTEN = "nothing_written"
    NOT_AN_OPTION = "not_an_option"
    ONE_ONLY = "one_only"
    AT_MOST = "at_most"
    NOTHING_BESIDE = "nothing_beside"  # 'none of these', and something as well
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    NOT_TEXT = "not_text"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    TOO_EXACT = "too_exact"
    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    NOT_A_UNIT = "not_a_unit"
    NOT_A_DAY = "not_a_day"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NOT_AN_HOUR = "not_an_hour"


class WrongAnswer(ValueError):
    """Carries what is wrong and the limit, never what was typed."""

    def __init__(self, wrong: Wrong, limit: Decimal | date | int | None = None):
        super().__init__(wrong)
        self.wrong, self.limit = wrong, limit


@dataclass(frozen=True)
class Typed:
    """The fields of a question's page as they were sent: what was chosen, what was written, and in which unit."""

    choice: Sequence[str] = ()
    own: Sequence[str] = ()
    unit: Sequence[str] = ()


def takes_choices(item: Item) -> bool:
    return bool(item.options) or item.kind is ItemKind.YES_NO


def read_answers(item: Item, typed: Typed) -> tuple[Value, ...]:
    """At least one answer. Raises ``WrongAnswer``."""
    chosen = chosen_in(item, list(dict.fromkeys(each for each in typed.choice if each)))
    own: list[Value] = []
    if item.kind is not ItemKind.YES_NO and (not item.options or item.kind is ItemKind.OPEN_CHOICE):
        units = [*typed.unit, *([""] * len(typed.own))]
        own = [read_value(item, each, unit) for each, unit in zip(typed.own, units, strict=False) if each.strip()]
    found = (*chosen, *own)
    if not found:
        raise WrongAnswer(Wrong.NOTHING_CHOSEN if takes_choices(item) else Wrong.NOTHING_WRITTEN)
    if len(own) > MOST_ENTRIES:
        raise WrongAnswer(Wrong.AT_MOST, MOST_ENTRIES)
    if item.most is not None and len(found) > item.most:
        raise WrongAnswer(Wrong.ONE_ONLY) if item.most == 1 else WrongAnswer(Wrong.AT_MOST, item.most)
    if len(found) > 1 and any(each.exclusive and each.value in chosen for each in item.options):
        raise WrongAnswer(Wrong.NOTHING_BESIDE)
    return found


def chosen_in(item: Item, keys: list[str]) -> tuple[Value, ...]:
    if item.kind is ItemKind.YES_NO:
        if any(each not in (YES, NO) for each in keys):
            raise WrongAnswer(Wrong.NOT_AN_OPTION)
        return tuple(each == YES for each in keys)
    options = [item.option(each) for each in keys]
    if not all(options):
        raise WrongAnswer(Wrong.NOT_AN_OPTION)
    return tuple(each.value for each in options if each)


def read_value(item: Item, typed: str, unit: str = "") -> Value:
    """One answer in words, a number or a day, within the item's limits. Raises ``WrongAnswer``."""
    match item.kind:
        case ItemKind.INTEGER:
            return int(number_in(item, typed))
        case ItemKind.DECIMAL:
            return number_in(item, typed)
        case ItemKind.QUANTITY:
            return Amount(number_in(item, typed), unit_in(item, unit))
        case ItemKind.DATE:
            return within(item, day_in(typed))
        case ItemKind.TIME:
            return hour_in(typed)
        case ItemKind.DATE_TIME:
            return moment_in(item, typed)
        case _:
            return text_in(item, typed)


def text_in(item: Item, typed: str) -> str:
    most = longest(item)
    try:
        text = clean_text(typed, max_chars=most, multiline=item.kind is ItemKind.TEXT)
    except TextFault as fault:
        too_long = fault.kind == "too_long"
        raise WrongAnswer(Wrong.TOO_LONG if too_long else Wrong.NOT_TEXT, most if too_long else None) from None
    if not text:
        raise WrongAnswer(Wrong.NOTHING_WRITTEN)
    if item.min_length is not None and len(text) < item.min_length:
        raise WrongAnswer(Wrong.TOO_SHORT, item.min_length)
    return text


def longest(item: Item) -> int:
    """How much may be written: what the form allows, and never more than a page bears."""
    most = LONGEST_TEXT if item.kind is ItemKind.TEXT else LONGEST_LINE
    return min(item.max_length or most, most)


def number_in(item: Item, typed: str) -> Decimal:
    """A number with a comma or a point. A whole one is kept as one."""
    told = "".join(typed.split())
    if not NUMBER.fullmatch(told) or not told.isascii():
        raise WrongAnswer(Wrong.NOT_A_NUMBER)
    found = Decimal(told.replace(",", "."))
    whole = found == found.to_integral_value()
    if item.kind is ItemKind.INTEGER and not whole:
        raise WrongAnswer(Wrong.NOT_WHOLE)
    found = Decimal(int(found)) if whole else found.normalize()
    places = -int(found.as_tuple().exponent)
    if item.decimals is not None and places > item.decimals:
        raise WrongAnswer(Wrong.TOO_EXACT, item.decimals) if item.decimals else WrongAnswer(Wrong.NOT_WHOLE)
    if isinstance(item.least_value, Decimal) and found < item.least_value:
        raise WrongAnswer(Wrong.TOO_LITTLE, item.least_value)
    if isinstance(item.most_value, Decimal) and found > item.most_value:
        raise WrongAnswer(Wrong.TOO_MUCH, item.most_value)
    return found


def unit_in(item: Item, unit: str) -> str:
    if len(item.units) <= 1:
        return item.units[0] if item.units else ""
    if unit not in item.units:
        raise WrongAnswer(Wrong.NOT_A_UNIT)
    return unit


def day_in(typed: str) -> date:
    """'24-11-2026', '24.11.2026' or '2026-11-24'."""
    told = typed.strip()
    day_first, year_first = DAY_FIRST.fullmatch(told), YEAR_FIRST.fullmatch(told)
    if not told.isascii() or not (day_first or year_first):
        raise WrongAnswer(Wrong.NOT_A_DAY)
    numbers = [int(each) for each in (day_first or year_first).groups()]  # type: ignore[union-attr]
    year, month, day = numbers if year_first else reversed(numbers)
    try:
        return date(year, month, day)
    except ValueError:
        raise WrongAnswer(Wrong.NOT_A_DAY) from None


def within(item: Item, day: date) -> date:
    if isinstance(item.least_value, date) and day < item.least_value:
        raise WrongAnswer(Wrong.TOO_EARLY, item.least_value)
    if isinstance(item.most_value, date) and day > item.most_value:
        raise WrongAnswer(Wrong.TOO_LATE, item.most_value)
    return day


def hour_in(typed: str) -> time:
    """'14', '14.30' or '14:30'."""
    found = HOUR.fullmatch(typed.strip())
    if not found or not typed.isascii() or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise WrongAnswer(Wrong.NOT_AN_HOUR)
    return time(int(found[1]), int(found[2] or 0))


def moment_in(item: Item, typed: str) -> date | datetime:
    """A day, and an hour on the Danish clock if one was given."""
    day, _, hour = (part.strip() for part in typed.strip().rpartition(" "))
    if not (DAY_FIRST.fullmatch(day) or YEAR_FIRST.fullmatch(day)):
        return within(item, day_in(typed))
    return datetime.combine(within(item, day_in(day)), hour_in(hour), tzinfo=COPENHAGEN)
