"""The fields in which a person says who they are and how they may be reached. Each gives a value or a kind word."""

from collections.abc import Callable
from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.rules.plain_text import TextFault, email_address, phone_number
from app.web.forms import FAULTS, clean
from app.web.language import mark

LONGEST_NAME = 80
LONGEST_WORD = 40
LONGEST_EMAIL = 254

FAULTS |= {
    "no_nickname": mark("Skriv et kaldenavn, eller lad være."),
    "no_name": mark("Skriv dit navn, eller lad være."),
    "no_reach": mark("Skriv et telefonnummer eller en e-mail."),
}


def said(fault: str) -> Callable[[str], str]:
    """One line that must hold something."""

    def one_line(value: str) -> str:
        text = clean(value, max_chars=LONGEST_NAME)
        if not text:
            raise PydanticCustomError(fault, "empty")
        return text

    return one_line


def danish_phone(value: str) -> str | None:
    text = clean(value, max_chars=LONGEST_NAME)
    try:
        return phone_number(text) if text else None
    except TextFault:
        raise PydanticCustomError("phone", "phone") from None


def safe_email(value: str) -> str | None:
    text = clean(value, max_chars=LONGEST_EMAIL)
    try:
        return email_address(text) if text else None
    except TextFault:
        raise PydanticCustomError("email", "email") from None


def agreed_word(value: str) -> str | None:
    return clean(value, max_chars=LONGEST_WORD) or None


NicknameField = Annotated[str, BeforeValidator(said("no_nickname")), Field(validate_default=True)]
NameField = Annotated[str, BeforeValidator(said("no_name")), Field(validate_default=True)]
PhoneField = Annotated[str | None, BeforeValidator(danish_phone)]
EmailField = Annotated[str | None, BeforeValidator(safe_email)]
WordField = Annotated[str | None, BeforeValidator(agreed_word)]
