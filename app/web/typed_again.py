"""What somebody typed, fit to be put back into a page: the few characters that no HTML may hold are left out."""

import unicodedata

from app.web.forms import Form

_KEPT = frozenset("\n\r\t")
_CONTROL_OR_SURROGATE = frozenset({"Cc", "Cs"})


def typed_again(text: str) -> str:
    """The same text without control characters, surrogates and noncharacters. Never for storing."""
    return "".join(each for each in text if each in _KEPT or _fit(each))


def form_again(form: Form) -> Form:
    """The same form, fit to fill in its fields again."""
    return Form(tuple((name, typed_again(value)) for name, value in form.fields))


def _fit(character: str) -> bool:
    point = ord(character)
    noncharacter = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return not noncharacter and unicodedata.category(character) not in _CONTROL_OR_SURROGATE
