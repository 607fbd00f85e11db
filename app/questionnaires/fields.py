"""How one question is asked: its choices or its lines, what an answer must look like, and what stands in it already."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from app.rules.comparing import equal
from app.rules.danish_days import danish_moment
from app.rules.filling import Told
from app.rules.questionnaire import Amount, Item, ItemKind, Passed, Value
from app.rules.typed_answers import MOST_ENTRIES, NO, YES, Typed, longest, takes_choices
from app.web.answer_words import number_in_words, say, short_year, value_in_words
from app.web.language import TEXTS, mark

NUMBERS = (ItemKind.INTEGER, ItemKind.DECIMAL, ItemKind.QUANTITY)
HOW = {
    ItemKind.DATE: mark("Skriv dag, måned og år, for eksempel 24-11-2026."),
    ItemKind.TIME: mark("Skriv klokkeslættet, for eksempel 14.30."),
    ItemKind.DATE_TIME: mark("Skriv dag, måned og år og gerne klokkeslættet, for eksempel 24-11-2026 14.30."),
}


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """How one question is asked. ``lines`` are the fields for words or numbers of one's own, each with its unit."""

    options: list[tuple[str, str]]
    chosen: list[str]
    several: bool
    lines: list[tuple[str, str]]
    long: bool
    numeric: bool
    may_add: bool
    units: tuple[str, ...]
    hint: str
    maxlength: int
    own_label: str


def field_view(item: Item, typed: Typed, language: str) -> FieldView:
    _ = TEXTS[language].gettext
    options = [(each.key, say(each.text, language)) for each in item.options]
    if item.kind is ItemKind.YES_NO:
        options = [(YES, _(mark("Ja"))), (NO, _(mark("Nej")))]
    own = not options or item.kind is ItemKind.OPEN_CHOICE
    repeats = item.most is None or item.most > 1
    most = MOST_ENTRIES if item.most is None else min(item.most, MOST_ENTRIES)
    written = [(text, typed.unit[at] if at < len(typed.unit) else "") for at, text in enumerate(typed.own) if text]
    empty = max(1, 2 - len(written)) if repeats and not options else 1 - bool(written)
    return FieldView(
        options=options,
        chosen=list(typed.choice),
        several=repeats,
        lines=[*written, *[("", "")] * empty][: max(most, len(written))] if own else [],
        long=item.kind is ItemKind.TEXT,
        numeric=item.kind in NUMBERS,
        may_add=own and repeats and not options and len(written) + empty < most,
        units=item.units,
        hint=hint(item, language),
        maxlength=longest(item) if item.kind in (ItemKind.TEXT, ItemKind.STRING, ItemKind.OPEN_CHOICE) else 40,
        own_label=say(item.open_label, language) or _(mark("Noget andet, med dine egne ord")),
    )


def hint(item: Item, language: str) -> str:
    """The form's own help, and what an answer must look like."""
    _ = TEXTS[language].gettext
    said = [say(item.help, language)]
    if takes_choices(item) and item.most != 1:
        said.append(
            _(mark("Vælg gerne flere."))
            if item.most is None
            else _(mark("Vælg op til %(count)s.")) % {"count": item.most}
        )
    if item.kind in HOW and not item.options:
        said.append(_(HOW[item.kind]))
    said.append(limits(item, language))
    if len(item.units) == 1:
        said.append(_(mark("Målt i %(unit)s.")) % {"unit": item.units[0]})
    return " ".join(each for each in said if each)


def limits(item: Item, language: str) -> str:
    _ = TEXTS[language].gettext
    least, most = (limit_in_words(each, language) for each in (item.least_value, item.most_value))
    if least and most:
        return _(mark("Fra %(least)s til %(most)s.")) % {"least": least, "most": most}
    if least:
        return _(mark("Mindst %(least)s.")) % {"least": least}
    return _(mark("Højst %(most)s.")) % {"most": most} if most else ""


def limit_in_words(limit: Decimal | date | None, language: str) -> str:
    if limit is None:
        return ""
    return number_in_words(limit, language) if isinstance(limit, Decimal) else short_year(limit, language)


def typed_of(item: Item, told: Told, language: str) -> Typed:
    """An answer as it would be typed, to stand in its field again."""
    if not told or isinstance(told, Passed):
        return Typed()
    choice, own, unit = [], [], []
    for value in told:
        option = next((each for each in item.options if equal(each.value, value)), None)
        if option:
            choice.append(option.key)
        elif isinstance(value, bool):
            choice.append(YES if value else NO)
        else:
            own.append(as_typed(item, value, language))
            unit.append(value.unit if isinstance(value, Amount) else "")
    return Typed(choice, own, unit)


def as_typed(item: Item, value: Value, language: str) -> str:
    match value:
        case Amount():
            return number_in_words(value.number, language)
        case datetime():
            return f"{danish_moment(value):%d-%m-%Y %H.%M}"
        case date():
            return f"{value:%d-%m-%Y}"
        case time():
            return f"{value:%H.%M}"
        case _:
            return value_in_words(item, value, language)
