"""From a FHIR file to a form: every feature of the subset, and every one outside it is told and never dropped."""

import time as clock
from datetime import date, datetime, time
from decimal import Decimal

import pytest

from app.instruments import import_questionnaire
from app.instruments.report import Fate, Said
from app.rules.questionnaire import Amount, Coded, Condition, ItemKind, Operator, walk
from tests.instruments.files import (
    coding,
    control,
    document,
    expression,
    extension,
    file,
    form_of,
    one,
    question,
    read,
    said,
    translated,
    when,
)

KINDS = {
    "boolean": ItemKind.YES_NO,
    "string": ItemKind.STRING,
    "url": ItemKind.STRING,
    "text": ItemKind.TEXT,
    "integer": ItemKind.INTEGER,
    "decimal": ItemKind.DECIMAL,
    "quantity": ItemKind.QUANTITY,
    "date": ItemKind.DATE,
    "time": ItemKind.TIME,
    "dateTime": ItemKind.DATE_TIME,
    "display": ItemKind.DISPLAY,
    "group": ItemKind.GROUP,
}


@pytest.mark.parametrize(("type_", "kind"), KINDS.items())
def test_every_kind_of_question(type_: str, kind: ItemKind) -> None:
    found = read(question("q", type_), question("another"))
    assert found.form is not None
    assert found.findings == ()
    assert found.form.by_id["q"].kind is kind


@pytest.mark.parametrize(
    ("type_", "more", "kind"),
    [
        ("choice", {}, ItemKind.CHOICE),
        ("open-choice", {}, ItemKind.OPEN_CHOICE),
        ("coding", {}, ItemKind.CHOICE),
        ("coding", {"answerConstraint": "optionsOnly"}, ItemKind.CHOICE),
        ("coding", {"answerConstraint": "optionsOrString"}, ItemKind.OPEN_CHOICE),
    ],
)
def test_both_releases_way_of_writing_a_choice(type_: str, more: dict[str, str], kind: ItemKind) -> None:
    assert one(question(type_=type_, answerOption=[coding("a")], **more)).kind is kind


def test_what_a_form_says_about_itself() -> None:
    more = {"url": "http://example.org/x", "copyright": "Ingen", "_title": translated("Trial")}
    form = form_of(question(), **more)
    assert (form.key, form.title) == ("prove", {"da": "Prøve", "en": "Trial"})
    assert (form.source, form.copyright, form.languages) == ("http://example.org/x", "Ingen", ("da", "en"))
    assert len(form.version) == 64


def test_a_form_without_a_name_has_one_all_the_same() -> None:
    form = form_of(question(), name=None, title="Måling & Æbler", id=7)
    assert form.key == "maaling-aebler"
    assert form_of(question(), name=None, title=None).title == {"da": "skema"}


def test_texts_in_their_languages() -> None:
    item = one(question(text="Hej", _text=translated("Hello")), language="da-DK")
    assert item.text == {"da": "Hej", "en": "Hello"}
    assert one(question(text="Hello", _text=translated("Hej", "da-DK")), language="en").text == {
        "en": "Hello",
        "da": "Hej",
    }


def test_the_version_changes_with_anything_that_is_asked_and_with_nothing_else() -> None:
    first = form_of(question(answerOption=[coding("a", 1.0)], type_="choice"))
    again = form_of(question(answerOption=[coding("a", 1)], type_="choice"), date="2026-01-01", publisher="x")
    assert first.version == again.version
    for other in (
        question(answerOption=[coding("a", 2)], type_="choice"),
        question(answerOption=[coding("b", 1)], type_="choice"),
        question(answerOption=[coding("a", 1)], type_="choice", required=True),
        question(answerOption=[coding("a", 1)], type_="choice", _text=translated("Hello")),
    ):
        assert form_of(other).version != first.version


def test_choices_with_all_that_is_known_of_them() -> None:
    none = coding("none", 0)
    none["extension"].append(extension("questionnaire-optionExclusive", valueBoolean=True))
    weight_inside = {"valueCoding": {"code": "w", "extension": [extension("itemWeight", valueDecimal=2.5)]}}
    words = {"valueString": "Ja", "_valueString": translated("Yes")}
    options = [coding("a", 3), none, weight_inside, words, {"valueInteger": 7}, {"valueDate": "2026-11-24"}]
    found = one(question(type_="choice", answerOption=[*options, {"valueTime": "09:30:00"}])).options
    assert [each.key for each in found] == [f"v{number}" for number in range(1, 8)]
    assert found[0].value == Coded("a", "urn:test", "A")
    assert [each.weight for each in found] == [3, 0, Decimal("2.5"), None, None, None, None]
    assert [each.exclusive for each in found] == [False, True, *[False] * 5]
    assert [each.text["da"] for each in found] == ["A", "NONE", "w", "Ja", "7", "2026-11-24", "09:30:00"]
    assert found[3].text["en"] == "Yes"
    assert [each.value for each in found[3:]] == ["Ja", 7, date(2026, 11, 24), time(9, 30)]


@pytest.mark.parametrize(
    "contained",
    [
        {"expansion": {"contains": [{"system": "s", "code": "a", "display": "A"}, {"system": "s", "code": "b"}]}},
        {"compose": {"include": [{"system": "s", "concept": [{"code": "a", "display": "A"}, {"code": "b"}]}]}},
    ],
)
def test_choices_from_a_list_in_the_file(contained: dict[str, object]) -> None:
    sets = [{"resourceType": "ValueSet", "id": "list", **contained}, {"resourceType": "Patient"}, "x"]
    item = one(question(type_="choice", answerValueSet="#list"), contained=sets)
    assert [each.value for each in item.options] == [Coded("a", "s", "A"), Coded("b", "s")]


def test_limits_of_an_answer() -> None:
    limits = [
        extension("minValue", valueInteger=0),
        extension("maxValue", valueInteger=30),
        extension("minLength", valueInteger=2),
        extension("maxDecimalPlaces", valueInteger=1),
        extension("questionnaire-unit", valueCoding={"code": "kg"}),
        extension("questionnaire-maxOccurs", valueInteger=3),
    ]
    item = one(question(type_="decimal", extension=limits, maxLength=9, repeats=True, required=True, readOnly=True))
    assert (item.least_value, item.most_value, item.min_length, item.max_length) == (0, 30, 2, 9)
    assert (item.decimals, item.units, item.most) == (1, ("kg",), 3)
    assert item.required
    assert item.read_only
    amounts = [
        extension("http://x/sdc-questionnaire-minQuantity", valueQuantity={"value": 1.5, "unit": "kg"}),
        extension("maxValue", valueDate="2026-11-24"),
    ]
    assert one(question(type_="quantity", extension=amounts)).least_value == Decimal("1.5")
    assert one(question(type_="date", extension=amounts[1:])).most_value == date(2026, 11, 24)
    assert one(question(repeats=True)).most is None


def test_a_limit_that_is_none_limits_nothing() -> None:
    item = one(question(type_="string", maxLength=-1, extension=[extension("minLength", valueInteger=-2)]))
    assert (item.max_length, item.min_length) == (None, None)
    assert one(question(type_="string", maxLength=True)).max_length is None


def test_help_stands_with_its_question_and_a_hint_too() -> None:
    hint = {"linkId": "h", "type": "display", "text": "Skriv kort", "extension": [control("help")]}
    other = {"linkId": "i", "type": "display", "text": "Tak", "extension": [control("flyover")]}
    told = {"linkId": "d", "type": "display", "text": "Et afsnit"}
    item = one(
        question(type_="date", item=[hint, told, other], extension=[extension("entryFormat", valueString="åååå")])
    )
    assert item.help == {"da": "Skriv kort Tak åååå"}
    assert [each.link_id for each in item.items] == ["d"]


def test_help_that_is_only_there_at_times_stays_an_item() -> None:
    hint = {
        "linkId": "h",
        "type": "display",
        "text": "Kun nu",
        "extension": [control("help")],
        "enableWhen": [when("q")],
    }
    assert [each.link_id for each in one(question(item=[hint])).items] == ["h"]


def test_a_question_that_says_itself_only_in_its_help_is_not_silent() -> None:
    hint = {"linkId": "h", "type": "display", "text": "Hvad hedder du?", "extension": [control("flyover")]}
    found = read({"linkId": "q", "type": "string", "item": [hint]})
    assert found.form is not None
    assert found.form.items[0].text == {"da": "Hvad hedder du?"}
    assert found.findings == ()


def test_what_is_answered_beforehand() -> None:
    item = one(
        question(
            type_="integer",
            initial=[{"valueInteger": 4}],
            extension=[extension("questionnaire-hidden", valueBoolean=True)],
        )
    )
    assert item.initial == (4,)
    assert item.hidden
    chosen = [coding("a"), coding("b", initialSelected=True)]
    assert one(question(type_="choice", answerOption=chosen)).initial == (Coded("b", "urn:test", "B"),)


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ({"answerBoolean": False}, False),
        ({"answerInteger": 3}, 3),
        ({"answerDecimal": 2.50}, Decimal("2.5")),
        ({"answerString": "x"}, "x"),
        ({"answerDate": "2026-11"}, date(2026, 11, 1)),
        ({"answerDateTime": "2026-11-24T12:00:00+01:00"}, datetime.fromisoformat("2026-11-24T12:00:00+01:00")),
        ({"answerDateTime": "2026"}, date(2026, 1, 1)),
        ({"answerTime": "12:30:00"}, time(12, 30)),
        ({"answerCoding": {"code": "a"}}, Coded("a")),
        ({"answerQuantity": {"value": 1, "unit": "kg"}}, Amount(Decimal(1), "kg")),
    ],
)
@pytest.mark.parametrize("operator", [each for each in Operator if each is not Operator.EXISTS])
def test_every_condition(told: dict[str, object], value: object, operator: Operator) -> None:
    item = form_of(question("q"), question("then", enableWhen=[when("q", operator, **told)])).items[1]
    assert item.conditions == (Condition(question="q", operator=operator, value=value),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("behaviour", "every", "told"), [("all", True, []), ("any", False, []), (None, True, [Said.ALL_OR_ANY])]
)
def test_all_or_any_is_read_and_asked_for(behaviour: str | None, every: bool, told: list[Said]) -> None:
    both = [when("a"), when("b", "exists", answerBoolean=False)]
    found = read(question("a"), question("b"), question("then", enableWhen=both, enableBehavior=behaviour))
    assert found.form is not None
    assert found.form.by_id["then"].all_conditions is every
    assert said(found) == told


OUTSIDE = [
    pytest.param(question(modifierExtension=[{"url": "x"}]), Fate.REFUSED, Said.MODIFIER, id="a modifier"),
    pytest.param(question(type_="attachment"), Fate.REFUSED, Said.UNKNOWN_TYPE, id="an attachment"),
    pytest.param(question(type_="reference"), Fate.REFUSED, Said.UNKNOWN_TYPE, id="a reference"),
    pytest.param(question(type_=None), Fate.REFUSED, Said.UNKNOWN_TYPE, id="no type"),
    pytest.param(question(link_id=""), Fate.REFUSED, Said.NO_LINK_ID, id="no link id"),
    pytest.param(question(link_id="x" * 256), Fate.REFUSED, Said.NO_LINK_ID, id="a link id without end"),
    pytest.param(question(type_="choice"), Fate.REFUSED, Said.NO_OPTIONS, id="no choices"),
    pytest.param(
        question(type_="choice", answerValueSet="http://loinc.org/x"),
        Fate.REFUSED,
        Said.OPTIONS_ELSEWHERE,
        id="a list elsewhere",
    ),
    pytest.param(
        question(type_="choice", answerValueSet="#x"), Fate.REFUSED, Said.OPTIONS_ELSEWHERE, id="a list not there"
    ),
    pytest.param(
        question(extension=[expression("http://x/sdc-questionnaire-enableWhenExpression")]),
        Fate.REFUSED,
        Said.EXPRESSION,
        id="an expression decides",
    ),
    pytest.param(
        question(extension=[expression("cqf-expression", language="text/cql")]), Fate.REFUSED, Said.EXPRESSION, id="CQL"
    ),
    pytest.param(
        question(_text={"extension": [expression("cqf-expression")]}),
        Fate.REFUSED,
        Said.EXPRESSION,
        id="a computed text",
    ),
    pytest.param(
        question(extension=[expression("http://x/sdc-questionnaire-calculatedExpression")]),
        Fate.DEGRADED,
        Said.CALCULATED,
        id="a computed field",
    ),
    pytest.param(
        question(enableWhen=[when("q2", "~")]), Fate.REFUSED, Said.UNKNOWN_CONDITION, id="an unknown operator"
    ),
    pytest.param(
        question(enableWhen=[{"question": "q2", "operator": "="}]),
        Fate.REFUSED,
        Said.UNKNOWN_CONDITION,
        id="without a value",
    ),
    pytest.param(
        question(enableWhen=[when("q2", "exists", answerString="true")]),
        Fate.REFUSED,
        Said.UNKNOWN_CONDITION,
        id="exists needs a truth",
    ),
    pytest.param(question(enableWhen=[when("q9")]), Fate.REFUSED, Said.CONDITION_NOWHERE, id="a condition on nothing"),
    pytest.param(question(enableWhen=[when("q")]), Fate.REFUSED, Said.LOOP, id="a circle of one"),
    pytest.param(question("q2"), Fate.REFUSED, Said.SAME_LINK_ID, id="the same link id twice"),
    pytest.param(
        question(enableWhen=[when("q2", answerReference={})]), Fate.REFUSED, Said.BAD_VALUE, id="a reference as a value"
    ),
    pytest.param(question(initial=[{"valueDate": "yesterday"}]), Fate.REFUSED, Said.BAD_VALUE, id="no date"),
    pytest.param(
        question(initial=[{"valueDecimal": "1e999"}]), Fate.REFUSED, Said.BAD_VALUE, id="a number beyond numbers"
    ),
    pytest.param(
        question(initial=[{"valueTime": "10:00Z"}]), Fate.REFUSED, Said.BAD_VALUE, id="a time of day with a zone"
    ),
    pytest.param(
        question("g", "group", repeats=True), Fate.DEGRADED, Said.REPEATING_GROUP, id="a group again and again"
    ),
    pytest.param(question(extension=[control("slider")]), Fate.DEGRADED, Said.CONTROL, id="a slider"),
    pytest.param(question(extension=[control("gtable")]), Fate.DEGRADED, Said.CONTROL, id="a table"),
    pytest.param(
        question(extension=[extension("regex", valueString="(a+)+$")]), Fate.DEGRADED, Said.CONSTRAINT, id="a pattern"
    ),
    pytest.param(
        question(extension=[extension("questionnaire-minOccurs", valueInteger=2)], repeats=True),
        Fate.DEGRADED,
        Said.CONSTRAINT,
        id="at least two",
    ),
    pytest.param(question(text="<b>Hej</b>"), Fate.DEGRADED, Said.MARKUP, id="markup"),
    pytest.param(
        question(type_="choice", answerOption=[{"valueString": "<i>a</i>"}]),
        Fate.DEGRADED,
        Said.MARKUP,
        id="markup in a choice",
    ),
    pytest.param(question(text=""), Fate.DEGRADED, Said.NO_TEXT, id="no text"),
    pytest.param(
        question(extension=[expression("http://x/sdc-questionnaire-initialExpression")]),
        Fate.IGNORED,
        Said.PREFILL,
        id="prefilling",
    ),
    pytest.param(
        question(extension=[extension("http://x/own-idea")]), Fate.IGNORED, Said.EXTENSION, id="somebody's own"
    ),
    pytest.param(
        question(
            type_="choice", answerOption=[coding("a", 1) | {"extension": [extension("questionnaire-optionPrefix")]}]
        ),
        Fate.IGNORED,
        Said.EXTENSION,
        id="on a choice",
    ),
    pytest.param(
        question(_text={"extension": [extension("rendering-xhtml", valueString="<b>x</b>")]}),
        Fate.IGNORED,
        Said.RENDERING,
        id="XHTML",
    ),
    pytest.param(question(_text={"extension": [extension("new-idea")]}), Fate.IGNORED, Said.EXTENSION, id="on a text"),
]


@pytest.mark.parametrize(("told", "fate", "word"), OUTSIDE)
def test_nothing_outside_the_subset_is_dropped_in_silence(told: dict[str, object], fate: Fate, word: Said) -> None:
    found = read(told, question("q2"))
    assert (fate, word) in [(each.fate, each.said) for each in found.findings]
    assert (found.form is None) is (fate is Fate.REFUSED)


def test_what_stands_on_the_whole_file_is_told_too() -> None:
    found = read(question(), extension=[expression("variable"), extension("cqf-library", valueCanonical="x")])
    assert said(found) == [Said.PREFILL, Said.EXTENSION]
    assert said(read(question(), language="de")) == [Said.NOT_DANISH]


def test_a_question_cannot_rest_on_a_field_that_is_never_calculated() -> None:
    total = question("sum", "integer", extension=[expression("http://x/sdc-questionnaire-calculatedExpression")])
    found = read(total, question("then", enableWhen=[when("sum", ">", answerInteger=8)]))
    assert Said.RESTS_ON_CALCULATED in said(found, Fate.REFUSED)
    alone = form_of(total, question("q"))
    assert alone.by_id["sum"].hidden


def test_of_several_languages_in_a_bundle_the_danish_one_is_taken_and_the_others_are_named() -> None:
    forms = [document(question(), language=each, title=each) for each in ("nb-NO", "da-DK", "en")]
    entries = [{"resource": each} for each in forms]
    found = read(question(), resourceType="Bundle", entry=[*entries, {"resource": {"resourceType": "Patient"}}, 3])
    assert found.form is not None
    assert found.form.title == {"da": "da-DK"}
    assert [each.what for each in found.findings] == ["nb-NO", "en"]


def test_where_and_what_are_named() -> None:
    found = read(question("there", "attachment")).findings[0]
    assert (found.where, found.what) == ("there", "attachment")


def test_a_form_of_400_questions_is_read_in_a_second() -> None:
    options = [coding(f"c{number}", number, _display=translated("x")) for number in range(5)]
    many = [
        question(
            f"q{n}",
            "choice",
            answerOption=options,
            enableWhen=[when(f"q{n - 1}", answerCoding={"code": "c1"})] if n else [],
        )
        for n in range(400)
    ]
    content = file(*many)
    begun = clock.process_time()
    found = import_questionnaire(content)
    assert clock.process_time() - begun <= 1
    assert found.form is not None
    assert len(list(walk(found.form.items))) == 400
    assert len(content) > 100_000
