"""What people type, made safe to keep: free text, telephone numbers and e-mail addresses; and how hard a text reads."""

import re
import unicodedata
from enum import StrEnum

BYTES_PER_CHARACTER = 3  # every living script fits; a text of emoji alone ends a little sooner
_LONGEST_EMAIL = 254


class FaultKind(StrEnum):
    """What is wrong with something typed. The page says what to do about it."""

    TOO_LONG = "too_long"
    FORBIDDEN_CHARACTER = "forbidden_character"
    NOT_A_PHONE_NUMBER = "not_a_phone_number"
    NOT_AN_EMAIL_ADDRESS = "not_an_email_address"


class TextFault(ValueError):
    """Something typed cannot be kept. Carries the kind, never what was typed."""

    def __init__(self, kind: FaultKind) -> None:
        super().__init__(kind)
        self.kind = kind


# Lone surrogates and NUL break the databases' drivers; control characters and noncharacters mean nothing in a text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
# Overrides that make 'gnp.exe' look like 'exe.png'. In free text a template isolates them instead.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LINE_BREAKS = re.compile("[\n\t\u2028\u2029]+")


def clean_text(raw: str, *, max_chars: int, multiline: bool) -> str:
    """The text as it is kept: NFC, ``\\n`` for every line break, no blank edges (security 3.10).

    One line has no breaks and no characters that turn its direction. Raises ``TextFault`` for a text over
    ``max_chars`` code points or ``BYTES_PER_CHARACTER`` times as many bytes, and for what no text may hold.
    """
    if len(raw) > 4 * max_chars + 64:  # before any work: what is composed shrinks, but never so much
        raise TextFault(FaultKind.TOO_LONG)
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if _FORBIDDEN.search(text):
        raise TextFault(FaultKind.FORBIDDEN_CHARACTER)
    text = unicodedata.normalize("NFC", text)
    if not multiline:
        text = _TURNING.sub("", _LINE_BREAKS.sub(" ", text))
    text = text.strip()
    if len(text) > max_chars or len(text.encode()) > BYTES_PER_CHARACTER * max_chars:
        raise TextFault(FaultKind.TOO_LONG)
    return text


_BETWEEN_DIGITS = re.compile(r"[\s.\-()/\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_DANISH = re.compile(r"\+45[2-9]\d{7}", re.ASCII)
_FOREIGN = re.compile(r"\+(?!45)[1-9]\d{6,14}", re.ASCII)


def phone_number(raw: str) -> str:
    """A telephone number as '+4520692833'. Eight digits are Danish; others begin with + or 00 and the country.

    Spaces, dashes, dots and brackets are welcome, and so are the digits of any script. Raises ``TextFault``.
    """
    number = _BETWEEN_DIGITS.sub("", raw[:64])
    number = "".join(str(unicodedata.decimal(each, each)) for each in number)
    if number.startswith("00"):
        number = "+" + number[2:]
    elif not number.startswith("+"):
        number = "+45" + number
    if len(raw) > 64 or not (_DANISH.fullmatch(number) or _FOREIGN.fullmatch(number)):
        raise TextFault(FaultKind.NOT_A_PHONE_NUMBER)
    return number


def phone_shown(number: str) -> str:
    """A kept number as it is read aloud: '20 69 28 33', with spaces that do not break; a foreign one as it is."""
    if not _DANISH.fullmatch(number):
        return number
    return "\u00a0".join(number[at : at + 2] for at in range(3, 11, 2))


_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


def email_address(raw: str) -> str:
    """An e-mail address, at most 254 characters, its domain in lower case and ASCII. Raises ``TextFault``.

    Simple on purpose: whether it works shows only when somebody writes to it.
    """
    if len(raw) > 4 * _LONGEST_EMAIL:
        raise TextFault(FaultKind.NOT_AN_EMAIL_ADDRESS)
    name, _, domain = raw.strip().rpartition("@")
    try:
        address = f"{name}@{domain.lower().encode('idna').decode('ascii')}"
    except UnicodeError:
        raise TextFault(FaultKind.NOT_AN_EMAIL_ADDRESS) from None
    dots = name.startswith(".") or name.endswith(".") or ".." in name
    if dots or len(address) > _LONGEST_EMAIL or not _EMAIL.fullmatch(address):
        raise TextFault(FaultKind.NOT_AN_EMAIL_ADDRESS)
    return address


_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
# A sentence ends at its mark or its line. 'kl. 14' and 'bl.a. stoffer' do not end one.
_SENTENCE_END = re.compile(r"[.!?:](?=\s*[»«\"'(]?[A-ZÆØÅ])|[.!?:]?\s*(?:\n|\Z)")
_LONG = 6


def lix(text: str) -> float:
    """The readability index: words per sentence plus the percentage of words over six letters. 0 for no words.

    Under 30 is easy, 35 is a newspaper (words.md).
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for sentence in _SENTENCE_END.split(text) if _WORD.search(sentence))
    long_words = sum(1 for word in words if len(word) > _LONG)
    return len(words) / sentences + 100 * long_words / len(words)
