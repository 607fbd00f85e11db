"""The own page's forms: a wish, how urgent it is, a step up the ladder, a yes to deleting."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from app.rules.answers import (
    Contact,
    ContactChannel,
    ContactTime,
    Danger,
    IfAnotherAnswers,
    Rung,
    SafeContact,
    Wish,
)
from app.web.contact_fields import EmailField, NameField, NicknameField, PhoneField, WordField
from app.web.forms import FormModel


class WishForm(FormModel):
    wish: Literal[Wish.TREATMENT, Wish.ADVICE]


class UrgentForm(FormModel):
    danger: Danger


class RungForm(FormModel):
    """One rung's form."""

    def applied(self, contact: Contact) -> Contact:
        """The contact with this rung on it: by default each field goes where its name says."""
        return replace(contact, **dict(self))


class NicknameForm(RungForm):
    nickname: NicknameField = ""


class NameForm(RungForm):
    name: NameField = ""


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"


class SafeContactForm(RungForm):
    """Telephone, e-mail and the safe-contact card (N4). The card is about telephones, so it goes with the number."""

    phone: PhoneField = None
    email: EmailField = None
    times: tuple[ContactTime, ...] = ()
    may_leave_message: YesNo | None = None
    if_another_answers: IfAnotherAnswers | None = None
    code_word: WordField = None

    @model_validator(mode="after")
    def one_of_them(self) -> "SafeContactForm":
        if not (self.phone or self.email):
            raise PydanticCustomError("no_reach", "reach")
        return self

    def applied(self, contact: Contact) -> Contact:
        if self.phone is None:
            return replace(contact, safe=SafeContact(channel=ContactChannel.EMAIL, email=self.email))
        safe = SafeContact(
            channel=ContactChannel.PHONE,
            phone=self.phone,
            email=self.email,
            times=tuple(dict.fromkeys(self.times)),
            may_leave_message=None if self.may_leave_message is None else self.may_leave_message is YesNo.YES,
            if_another_answers=self.if_another_answers,
            code_word=self.code_word,
        )
        return replace(contact, safe=safe)


RUNG_FORMS: Mapping[Rung, type[RungForm]] = {
    Rung.NICKNAME: NicknameForm,
    Rung.SAFE_CONTACT: SafeContactForm,
    Rung.NAME: NameForm,
}


def without(contact: Contact, rung: Rung) -> Contact:
    """The contact with one rung taken back."""
    match rung:
        case Rung.NICKNAME:
            return replace(contact, nickname=None)
        case Rung.SAFE_CONTACT:
            return replace(contact, safe=SafeContact())
        case Rung.NAME:
            return replace(contact, name=None)
        case _:
            return Contact()
