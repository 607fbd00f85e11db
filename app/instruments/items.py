"""A file's items, read one by one: type, texts, limits, choices, and when each is asked."""

from dataclasses import replace
from typing import Any

from app.instruments import extensions as ext
from app.instruments.options import ValueSets, chosen_at_first, options_of
from app.instruments.report import Report, Said
from app.instruments.texts import dicts, extensions, has_markup, language_of, plain, texts_of
from app.instruments.values import value_in
from app.rules.questionnaire import Condition, Item, ItemKind, Operator

KINDS = {
    "group": ItemKind.GROUP,
    "display": ItemKind.DISPLAY,
    "boolean": ItemKind.YES_NO,
    "choice": ItemKind.CHOICE,
    "coding": ItemKind.CHOICE,  # R5
    "open-choice": ItemKind.OPEN_CHOICE,
    "string": ItemKind.STRING,
    "url": ItemKind.STRING,
    "text": ItemKind.TEXT,
    "integer": ItemKind.INTEGER,
    "decimal": ItemKind.DECIMAL,
    "quantity": ItemKind.QUANTITY,
    "date": ItemKind.DATE,
    "time": ItemKind.TIME,
    "dateTime": ItemKind.DATE_TIME,
}
LONGEST_LINK_ID = 255
FREE = ("optionsOrString", "optionsOrType")
About = dict[str, dict[str, Any]]


class Reader:
    """Reads one file's items, and tells the report what it could not take."""

    def __init__(self, document: dict[str, Any], report: Report):
        self.language = language_of(document)
        self.report = report
        self.sets = ValueSets(document)

    def items(self, told: Any) -> tuple[Item, ...]:
        found = [self.item(each) for each in dicts(told)]
        return tuple(each for each in found if each)

    def item(self, told: dict[str, Any]) -> Item | None:
        link_id, kind = told.get("linkId"), KINDS.get(str(told.get("type")))
        if not isinstance(link_id, str) or not link_id.strip() or len(link_id) > LONGEST_LINK_ID:
            self.report.refuse(Said.NO_LINK_ID, what=plain(told.get("text"))[:60])
            return None
        if kind is None:
            self.report.refuse(Said.UNKNOWN_TYPE, link_id, told.get("type"))
            return None
        if kind is ItemKind.CHOICE and told.get("answerConstraint") in FREE:
            kind = ItemKind.OPEN_CHOICE
        try:
            return self._read(told, link_id, kind)
        except (ValueError, TypeError, AttributeError, KeyError):
            self.report.refuse(Said.BAD_VALUE, link_id)
            return None

    def _read(self, told: dict[str, Any], link_id: str, kind: ItemKind) -> Item:
        about = ext.by_name(told)
        self._say_what_is_lost(told, about, link_id)
        inner, helping = self._inner(told)
        text = texts_of(told, "text", self.language)
        if not text and kind.asks:
            text, helping = helping, {}
        for language, words in self._format(about).items():
            helping[language] = f"{helping.get(language, '')} {words}".strip()
        item = Item(
            link_id=link_id,
            kind=kind,
            text=text,
            prefix=plain(told.get("prefix")),
            help=helping,
            required=told.get("required") is True,
            most=self._most(told, about, link_id, kind),
            read_only=told.get("readOnly") is True,
            hidden=ext.is_true(about.get("questionnaire-hidden")) or bool(ext.COMPUTED & about.keys()),
            max_length=ext.count(told.get("maxLength")),
            min_length=ext.count_in(about.get("minLength")),
            decimals=ext.count_in(about.get("maxDecimalPlaces")),
            units=ext.units_in(extensions(told)),
            open_label=self._said(ext.text_in(about.get("sdc-questionnaire-openLabel"))),
            conditions=self._conditions(told, link_id),
            all_conditions=told.get("enableBehavior") != "any",
            items=inner,
        )
        return self._with_values(item, told, about)

    def _said(self, text: str) -> dict[str, str]:
        return {self.language: text} if text else {}

    def _format(self, about: About) -> dict[str, str]:
        """How to write the answer, as the file says it; words such as 'MM/DD' help a person."""
        return self._said(ext.text_in(about.get("entryFormat")))

    def _with_values(self, item: Item, told: dict[str, Any], about: About) -> Item:
        options = options_of(told, item, self.sets, self.language, self.report)
        least, most = ext.limit(about, "minValue", "minQuantity"), ext.limit(about, "maxValue", "maxQuantity")
        initial = [value_in(each, "value") for each in dicts(told.get("initial"))]
        found = tuple(each for each in initial if each is not None) or chosen_at_first(told, options)
        return replace(item, options=options, least_value=least, most_value=most, initial=found)

    def _inner(self, told: dict[str, Any]) -> tuple[tuple[Item, ...], dict[str, str]]:
        """The items inside, and the words of those that only help with this one."""
        inside = dicts(told.get("item"))
        helps = [each for each in inside if each.get("type") == "display" and ext.is_help(each)]
        words: dict[str, str] = {}
        for each in helps:
            for language, text in texts_of(each, "text", self.language).items():
                words[language] = f"{words.get(language, '')} {text}".strip()
        return self.items([each for each in inside if each not in helps]), words

    def _most(self, told: dict[str, Any], about: About, link_id: str, kind: ItemKind) -> int | None:
        if told.get("repeats") is not True:
            return 1
        if kind is ItemKind.GROUP:
            self.report.degrade(Said.REPEATING_GROUP, link_id)
            return 1
        return ext.count_in(about.get("questionnaire-maxOccurs")) or None

    def _conditions(self, told: dict[str, Any], link_id: str) -> tuple[Condition, ...]:
        found = []
        conditions = dicts(told.get("enableWhen"))
        for each in conditions:
            value, operator, question = value_in(each, "answer"), each.get("operator"), each.get("question")
            known = value is not None and operator in tuple(Operator) and isinstance(question, str)
            if not known or (operator == Operator.EXISTS and not isinstance(value, bool)):
                self.report.refuse(Said.UNKNOWN_CONDITION, link_id, operator)
                continue
            assert value is not None
            found.append(Condition(question=str(question), operator=Operator(str(operator)), value=value))
        if len(found) > 1 and told.get("enableBehavior") not in ("all", "any"):
            self.report.degrade(Said.ALL_OR_ANY, link_id)
        return tuple(found)

    def _say_what_is_lost(self, told: dict[str, Any], about: About, link_id: str) -> None:
        say_what_is_lost(self.report, about, link_id)
        for name, extension in ext.by_name(told.get("_text")).items():
            if name in ext.RUN:
                self.report.refuse(Said.EXPRESSION, link_id, name)
            elif name not in ext.OF_A_TEXT:
                self.report.ignore(Said.EXTENSION, link_id, name)
            elif name.startswith("rendering-") and extension:
                self.report.ignore(Said.RENDERING, link_id, name)
        if has_markup(told.get("text")):
            self.report.degrade(Said.MARKUP, link_id)
        if (ext.count_in(about.get("questionnaire-minOccurs")) or 0) > 1:
            self.report.degrade(Said.CONSTRAINT, link_id, "questionnaire-minOccurs")


def say_what_is_lost(report: Report, about: About, link_id: str) -> None:
    """Every extension that is not taken as it stands, on an item or on the whole form."""
    for name, extension in about.items():
        if name in ext.RUN:
            report.refuse(Said.EXPRESSION, link_id, name)
        elif name in ext.COMPUTED:
            report.degrade(Said.CALCULATED, link_id, name)
        elif name in ext.CONSTRAINING:
            report.degrade(Said.CONSTRAINT, link_id, name)
        elif name in ext.PREFILLING:
            report.ignore(Said.PREFILL, link_id, name)
        elif name == "questionnaire-itemControl":
            for control in ext.controls(extension) - ext.HELPING - ext.PLAIN_CONTROLS:
                report.degrade(Said.CONTROL, link_id, control)
        elif name not in ext.UNDERSTOOD and name not in ext.MAKES_NO_DIFFERENCE:
            report.ignore(Said.EXTENSION, link_id, name)
