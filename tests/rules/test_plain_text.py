"""What people type: kept as they meant it, or refused with a reason (security 3.10); and how hard a text reads."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.rules.plain_text import FaultKind, TextFault, clean_text, email_address, lix, phone_number, phone_shown


@pytest.mark.parametrize(
    ("raw", "multiline", "kept"),
    [
        pytest.param("Hej", True, "Hej", id="a word"),
        pytest.param("  Hej \n", True, "Hej", id="blank edges"),
        pytest.param("", True, "", id="nothing"),
        pytest.param(" \r\n\t ", True, "", id="nothing but blanks"),
        pytest.param("en\r\nto\rtre\nfire", True, "en\nto\ntre\nfire", id="one kind of line break"),
        pytest.param("en\r\nto", False, "en to", id="a pasted break in one line"),
        pytest.param("en\n\n\tto", False, "en to", id="several breaks in one line"),
        pytest.param("en\u2028to", False, "en to", id="a line separator"),
        pytest.param("a\tb", True, "a\tb", id="a tab is kept"),
        pytest.param("sm\u0061\u030a", True, "små", id="letters are put together"),
        pytest.param("👍🏽 👩‍👧", False, "👍🏽 👩‍👧", id="emoji are kept"),
        pytest.param("\u202eSkipper\u202c", False, "Skipper", id="a turned name is straightened"),
        pytest.param("\u2066a\u2069", False, "a", id="isolates go too"),
        pytest.param("\u202eabc", True, "\u202eabc", id="free text keeps its direction for the template to isolate"),
        pytest.param("سلام", False, "سلام", id="Arabic"),
        pytest.param("a\u200fb", False, "a\u200fb", id="a right-to-left mark is part of writing"),
        pytest.param("\ufffd", True, "\ufffd", id="what was broken on the way stays visible"),
    ],
)
def test_a_text_is_kept(raw: str, multiline: bool, kept: str) -> None:
    assert clean_text(raw, max_chars=100, multiline=multiline) == kept


@pytest.mark.parametrize("multiline", [True, False])
@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("a\x00b", id="NUL"),
        pytest.param("a\x07b", id="a bell"),
        pytest.param("a\x0bb", id="a vertical tab"),
        pytest.param("a\x1bb", id="an escape"),
        pytest.param("a\x7fb", id="delete"),
        pytest.param("a\x80b", id="the first C1"),
        pytest.param("a\x85b", id="NEL"),
        pytest.param("a\x9fb", id="the last C1"),
        pytest.param("a\ud800b", id="a lone high surrogate"),
        pytest.param("a\udfffb", id="a lone low surrogate"),
        pytest.param("a\ufdd0b", id="a noncharacter"),
        pytest.param("a\uffffb", id="U+FFFF"),
        pytest.param("a\U0010fffeb", id="the last plane's"),
    ],
)
def test_a_text_is_refused(raw: str, multiline: bool) -> None:
    with pytest.raises(TextFault) as raised:
        clean_text(raw, max_chars=100, multiline=multiline)
    assert raised.value.kind is FaultKind.FORBIDDEN_CHARACTER
    assert "a" not in raised.value.args


@pytest.mark.parametrize(
    ("raw", "fits"),
    [
        pytest.param("x" * 10, True, id="just long enough"),
        pytest.param("x" * 11, False, id="one too many"),
        pytest.param("x" * 10 + "\n \n", True, id="blank edges do not count"),
        pytest.param("a\u030a" * 10, True, id="letters in two parts count once"),
        pytest.param("漢" * 10, True, id="three bytes each"),
        pytest.param("😀" * 7, True, id="seven of four bytes"),
        pytest.param("😀" * 8, False, id="eight of four bytes"),
        pytest.param("x" * 10 + "\n" * 94, True, id="edges up to a bound"),
        pytest.param("x" * 10 + "\n" * 95, False, id="edges without end are refused before any work"),
        pytest.param("x" * 10_000_000, False, id="ten megabytes"),
        pytest.param("a" + "\u0301" * 200, False, id="a tower of accents"),
    ],
)
def test_a_text_has_a_longest_length(raw: str, fits: bool) -> None:
    if fits:
        assert clean_text(raw, max_chars=10, multiline=True)
    else:
        with pytest.raises(TextFault) as raised:
            clean_text(raw, max_chars=10, multiline=True)
        assert raised.value.kind is FaultKind.TOO_LONG


@settings(deadline=None)
@given(raw=some.text(max_size=60), multiline=some.booleans())
def test_what_is_kept_can_be_kept_again_and_written_anywhere(raw: str, multiline: bool) -> None:
    try:
        kept = clean_text(raw, max_chars=50, multiline=multiline)
    except TextFault:
        return
    assert clean_text(kept, max_chars=50, multiline=multiline) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert len(kept) <= 50
    assert len(kept.encode("utf-8")) <= 150
    assert "\r" not in kept
    assert "\x00" not in kept
    assert multiline or "\n" not in kept


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        pytest.param("20692833", "+4520692833", id="eight digits"),
        pytest.param("20 69 28 33", "+4520692833", id="with spaces"),
        pytest.param("2069-2833", "+4520692833", id="with a dash"),
        pytest.param("20.69.28.33", "+4520692833", id="with dots"),
        pytest.param("+45 20 69 28 33", "+4520692833", id="with the country"),
        pytest.param("0045 20692833", "+4520692833", id="with 00"),
        pytest.param("(+45) 20692833", "+4520692833", id="with brackets"),
        pytest.param("\u00a020\u00a069 28\u201133 ", "+4520692833", id="hard spaces and dashes"),
        pytest.param("\u202a+45 20692833\u202c", "+4520692833", id="pasted from a phone book"),
        pytest.param("٢٠٦٩٢٨٣٣", "+4520692833", id="Arabic digits"),
        pytest.param("20692833" + " " * 56, "+4520692833", id="and many spaces"),
        pytest.param("99999999", "+4599999999", id="the last Danish number"),
        pytest.param("+46 70 123 45 67", "+46701234567", id="Swedish"),
        pytest.param("0049 30 901820", "+4930901820", id="German"),
        pytest.param("+299 32 11 00", "+299321100", id="Greenlandic, seven digits or more"),
    ],
)
def test_a_telephone_number_is_understood(raw: str, number: str) -> None:
    assert phone_number(raw) == number


@pytest.mark.parametrize(
    "raw",
    ["", "  ", "112", "2069283", "206928333", "10692833", "00000000", "+45 10692833", "+45 2069283", "+0123456789",
     "ring til mig", "20692833 lokal 4", "+", "++4520692833", "²0692833", "1" * 100, "+46" + "1" * 20,
     "20\x0069\n28a33", "20692833" + " " * 57],
)  # fmt: skip
def test_what_is_no_telephone_number(raw: str) -> None:
    with pytest.raises(TextFault) as raised:
        phone_number(raw)
    assert raised.value.kind is FaultKind.NOT_A_PHONE_NUMBER


def test_a_danish_number_is_shown_in_pairs_that_do_not_break() -> None:
    assert phone_shown("+4520692833") == "20\u00a069\u00a028\u00a033"
    assert phone_shown("+46701234567") == "+46701234567"


LONG_DOMAIN = ".".join(["b" * 62, "c" * 62, "d" * 60, "dk"])  # 189 characters


@pytest.mark.parametrize(
    ("raw", "address"),
    [
        pytest.param("nadia@example.dk", "nadia@example.dk", id="plain"),
        pytest.param(" Nadia.B+kort@Mail.Example.DK ", "Nadia.B+kort@mail.example.dk", id="case and edges"),
        pytest.param("n@blåbær.dk", "n@xn--blbr-roah.dk", id="Danish letters in the domain"),
        pytest.param("o'neil@example.co.uk", "o'neil@example.co.uk", id="an apostrophe"),
        pytest.param("a" * 64 + "@example.dk", "a" * 64 + "@example.dk", id="the longest name"),
        pytest.param(f"{'a' * 64}@{LONG_DOMAIN}", f"{'a' * 64}@{LONG_DOMAIN}", id="254 characters"),
    ],
)
def test_an_email_address_is_understood(raw: str, address: str) -> None:
    assert email_address(raw) == address


@pytest.mark.parametrize(
    "raw",
    ["", "nadia", "@example.dk", "nadia@", "nadia@example", "nadia@@example.dk", "na dia@example.dk", ".n@example.dk",
     "n.@example.dk", "n..b@example.dk", "nadia@example..dk", "nadia@-example.dk", "nadia@example-.dk",
     "n@example.dk\nBcc: x@y.dk",
     "n\r\n@example.dk", "n@exa\x00mple.dk", "a" * 65 + "@example.dk", "n@" + "a" * 64 + ".dk",
     "a@" + ".".join(["b" * 60] * 5) + ".dk", "a" * 64 + "@e" + LONG_DOMAIN,
     "n" * 5000, "<n@example.dk>", "n@[127.0.0.1]", "æ@example.dk"],
)  # fmt: skip
def test_what_is_no_email_address(raw: str) -> None:
    with pytest.raises(TextFault, match=r"^not_an_email_address$") as raised:
        email_address(raw)
    assert raised.value.kind is FaultKind.NOT_AN_EMAIL_ADDRESS


def test_an_email_address_may_stand_among_many_spaces_but_not_among_any_number() -> None:
    assert email_address("nadia@example.dk".rjust(4 * 254)) == "nadia@example.dk"
    with pytest.raises(TextFault):
        email_address("nadia@example.dk".rjust(4 * 254 + 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0.0, id="nothing"),
        pytest.param("... !", 0.0, id="no words"),
        pytest.param("Du kan ringe nu.", 4.0, id="four short words in a sentence"),
        pytest.param("Du kan ringe nu", 4.0, id="without a full stop"),
        pytest.param("Ring nu. Skriv senere.", 2.0, id="two sentences"),
        pytest.param("Ring nu\nSkriv senere", 2.0, id="two lines are two sentences"),
        pytest.param("Ring nu.\n\nSkriv senere.", 2.0, id="an empty line is none"),
        pytest.param("Vi mødes tirsdag.", 3 + 100 / 3, id="seven letters are long"),
        pytest.param("Vi mødes i morgen.", 4.0, id="six letters are not"),
        pytest.param("Kom kl. 14 i dag.", 4.0, id="kl. ends no sentence"),
        pytest.param("Hvem læser det? Karin.", 2.0, id="a question ends one"),
        pytest.param("Kom, som du er: Alt er godt.", 3.5, id="a colon before a capital"),
        pytest.param("Skriv til os. »Hej.«", 2.0, id="a quotation begins one"),
    ],
)
def test_the_readability_index(text: str, expected: float) -> None:
    assert lix(text) == pytest.approx(expected)


@settings(deadline=None)
@given(text=some.text(max_size=200))
def test_any_text_has_an_index(text: str) -> None:
    assert lix(text) >= 0
