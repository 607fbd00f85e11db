"""What a line in the search field can be."""

import pytest

from app.rules.searching import Kind, mentions, readings

LINES = [
    ("26-4711", [(Kind.REFERENCE, "26-4711")]),
    (" 26 – 4711 ", [(Kind.REFERENCE, "26-4711")]),
    ("4711", [(Kind.REFERENCE, "4711")]),
    ("20692833", [(Kind.PHONE, "+4520692833"), (Kind.REFERENCE, "20692833")]),
    ("26-123456", [(Kind.REFERENCE, "26-123456"), (Kind.PHONE, "+4526123456")]),
    ("+45 20 69 28 33", [(Kind.PHONE, "+4520692833")]),
    ("0046 8 123 456 78", [(Kind.PHONE, "+46812345678")]),
    ("Nadia@Example.DK", [(Kind.EMAIL, "Nadia@example.dk")]),
    ("nadia@", [(Kind.TEXT, "nadia@")]),
    ("7KQM-4TXD-29WH-PR6C", [(Kind.CODE, "7KQM-4TXD-29WH-PR6C")]),
    ("7kqm 4txd 29wh pr6c", [(Kind.CODE, "7kqm 4txd 29wh pr6c")]),
    ("7KQM4TXD29WHPR6C", [(Kind.CODE, "7KQM4TXD29WHPR6C")]),
    ("behandlingskrise", [(Kind.TEXT, "behandlingskrise")]),
    ("bange  for\u00a0far", [(Kind.TEXT, "bange for far")]),
    ("123", [(Kind.TEXT, "123")]),
    ("x", []),
    ("  ", []),
    ("", []),
    ("%_%", [(Kind.TEXT, "%_%")]),
]


@pytest.mark.parametrize(("typed", "expected"), LINES)
def test_a_line_is_read_in_the_likeliest_way_first(typed: str, expected: list[tuple[Kind, str]]) -> None:
    assert [(each.kind, each.value) for each in readings(typed)] == expected


@pytest.mark.parametrize(
    ("told", "sought", "expected"),
    [
        ("Jeg drikker hver aften", "AFTEN", True),
        ("Jeg drikker hver aften", "aften drikker", True),
        ("Jeg drikker hver aften", "morgen", False),
        ("Jeg drikker hver aften", "aften morgen", False),
        ("ÆBLE", "æble", True),
        ("100 % sikker", "%", True),
        ("", "noget", False),
    ],
)
def test_a_text_mentions_every_word_or_none(told: str, sought: str, expected: bool) -> None:
    assert mentions(told, sought) is expected
