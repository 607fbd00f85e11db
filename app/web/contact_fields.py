"""The fields in which a person says who they are and how they may be reached. Each gives a value or a kind word."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.rules.answers import Contact, ContactChannel, ContactTime, IfAnotherAnswers, SafeContact
from app.rules.plain_text import TextFault, email_address, phone_number
from app.web.forms import FAULTS, FormModel, clean
from app.web.language import mark

LONGEST_NAME = 80
LONGEST_WORD = 40
LONGEST_EMAIL = 254
LONGEST_STORY = 5_000

FAULTS |= {
    "no_nickname": mark("Skriv et kaldenavn, eller lad være."),
    "no_name": mark("Skriv dit navn, eller lad være."),
    "no_reach": mark("Skriv et telefonnummer eller en e-mail."),
}


def said(fault: str, *, longest: int = LONGEST_NAME, multiline: bool = False) -> Callable[[str], str]:
    """A text that must hold something. Blanks alone hold nothing."""

    def something(value: str) -> str:
        text = clean(value, max_chars=longest, multiline=multiline)
        if not text:
            raise PydanticCustomError(fault, "empty")
        return text

    return something


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


class RungForm(FormModel):
    """One rung's form."""

    def applied(self, contact: Contact) -> Contact:
        """The contact with this rung on it: by default each field goes where its name says."""
        return replace(contact, **dict(self))


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class ReachFields(FormModel):
    """A telephone number, an e-mail address, or both."""

    nowhere: ClassVar[str] = "no_reach"  # the fault when there is neither

    phone: PhoneField = None
    email: EmailField = None

    @model_validator(mode="after")
    def one_of_them(self) -> Self:
        if not (self.phone or self.email):
            raise PydanticCustomError(self.nowhere, "reach")
        return self

    def reached(self, safe: SafeContact) -> SafeContact:
        """The card with these on it. Most of a card is about telephones, so it goes with the number."""
        if self.phone is None:
            return SafeContact(channel=ContactChannel.EMAIL, email=self.email)
        return replace(safe, channel=ContactChannel.PHONE, phone=self.phone, email=self.email)


class CardFields(FormModel):
    """How one may call (N4)."""

    times: tuple[ContactTime, ...] = ()
    may_leave_message: YesNo | None = None
    if_another_answers: IfAnotherAnswers | None = None
    code_word: WordField = None

    def agreed(self, safe: SafeContact) -> SafeContact:
        """The card with what was agreed about calling, and nothing of what was agreed before."""
        return replace(
            safe,
            times=tuple(dict.fromkeys(self.times)),
            may_leave_message=None if self.may_leave_message is None else self.may_leave_message is YesNo.YES,
            if_another_answers=self.if_another_answers,
            code_word=self.code_word,
        )


class SafeContactForm(CardFields, ReachFields, RungForm):
    """Telephone, e-mail and the safe-contact card, on one page."""

    def applied(self, contact: Contact) -> Contact:
        return replace(contact, safe=self.reached(self.agreed(SafeContact())))
