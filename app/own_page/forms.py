"""The own page's forms: a wish, how urgent it is, a step up the ladder, a yes to deleting."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from app.rules.answers import Contact, Danger, Rung, SafeContact, Wish
from app.web.contact_fields import NameField, NicknameField, RungForm, SafeContactForm
from app.web.forms import FormModel


class WishForm(FormModel):
    wish: Literal[Wish.TREATMENT, Wish.ADVICE]


class UrgentForm(FormModel):
    danger: Danger


class NicknameForm(RungForm):
    nickname: NicknameField = ""


class NameForm(RungForm):
    name: NameField = ""


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
