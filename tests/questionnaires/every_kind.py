"""Two forms for tests: one with a question of every kind, and a short one that is counted."""

from decimal import Decimal
from typing import Any

from app.rules.flags import Flag
from app.rules.scoring import Band, FlagRule, Score
from tests.instruments.files import Json, coding, extension, form_of, question, translated, when
from tests.questionnaires.filling_in import instrument


def asked(link_id: str, type_: str, danish: str, english: str, **more: Any) -> Json:
    return question(link_id, type_, text=danish, _text=translated(english), **more)


def choice(code: str, danish: str, english: str, weight: float | None = None, *more: Json) -> Json:
    told = coding(code, weight)
    told["valueCoding"] |= {"display": danish, "_display": translated(english)}
    return {**told, "extension": [*told.get("extension", []), *more]}


FRUIT = [
    choice("a", "Et æble", "An apple", 0),
    choice("b", "En pære", "A pear", 1),
    choice("c", "En banan", "A banana", 2),
]
NONE = choice("n", "Ingen af dem", "None of them", None, extension("questionnaire-optionExclusive", valueBoolean=True))
KG = extension("questionnaire-unit", valueCoding={"display": "kg"})
UNITS = [extension("questionnaire-unitOption", valueCoding={"display": each}) for each in ("km", "m")]
A_PEAR = when("one", answerCoding={"system": "urn:test", "code": "b"})
BETWEEN = [extension("minValue", valueInteger=0), extension("maxValue", valueInteger=30)]

EVERY_KIND = instrument(
    form_of(
        asked(
            "g1",
            "group",
            "Lidt om dagen",
            "A little about the day",
            item=[
                asked("d", "display", "Svar, som det var i går.", "Answer as it was yesterday."),
                asked("yes", "boolean", "Sov du godt?", "Did you sleep well?"),
                asked("one", "choice", "Hvad spiste du?", "What did you eat?", answerOption=FRUIT),
                asked("why", "string", "Hvorfor en pære?", "Why a pear?", maxLength=20, enableWhen=[A_PEAR]),
                asked(
                    "many",
                    "choice",
                    "Hvad kan du lide?",
                    "What do you like?",
                    repeats=True,
                    answerOption=[*FRUIT, NONE],
                ),
                asked("open", "open-choice", "Hvad drak du?", "What did you drink?", answerOption=FRUIT),
            ],
        ),
        asked(
            "g2",
            "group",
            "Tal og tid",
            "Numbers and time",
            item=[
                asked("whole", "integer", "Hvor mange dage?", "How many days?", extension=BETWEEN),
                asked("part", "decimal", "Hvor mange timer?", "How many hours?"),
                asked("weight", "quantity", "Hvad vejer tasken?", "What does the bag weigh?", extension=[KG]),
                asked("way", "quantity", "Hvor langt er der?", "How far is it?", extension=UNITS),
                asked("day", "date", "Hvilken dag?", "Which day?"),
                asked("hour", "time", "Hvad var klokken?", "What time was it?"),
                asked("moment", "dateTime", "Hvornår var det?", "When was it?"),
            ],
        ),
        asked(
            "g3",
            "group",
            "Med dine egne ord",
            "In your own words",
            item=[
                asked("line", "string", "Hvad hedder din by?", "What is your town called?"),
                asked("words", "text", "Hvordan gik dagen?", "How was the day?"),
                asked("names", "string", "Hvem var med?", "Who was there?", repeats=True),
            ],
        ),
        name="alle_slags",
        title="Alle slags",
        _title=translated("Every kind"),
        language="da",
    ),
    flags=(FlagRule(flag=Flag.SUICIDAL, item="yes"), FlagRule(flag=Flag.WITHDRAWAL, item="one", at_least=Decimal(2))),
)
COUNTED = instrument(
    form_of(
        *(
            asked(f"q{number}", "choice", f"Spørgsmål {number}", f"Question {number}", answerOption=FRUIT)
            for number in (1, 2, 3)
        ),
        name="talt",
        title="Talt",
        _title=translated("Counted"),
        language="da",
    ),
    scores=(
        Score(
            key="total",
            name={"da": "Trivsel", "en": "Well-being"},
            items=("q1", "q2", "q3"),
            most=Decimal(6),
            bands=(
                Band(least=Decimal(0), most=Decimal(3), text={"da": "Lav", "en": "Low"}),
                Band(least=Decimal(4), most=Decimal(6), text={"da": "Høj", "en": "High"}),
            ),
            higher_is_better=True,
        ),
    ),
)
