"""What staff write down when somebody comes, calls or is met in the street: few fields, none of them a must but two."""

import hmac
from dataclasses import replace
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator, field_validator
from pydantic_core import PydanticCustomError

from app.catalogue import Catalogue
from app.catalogue.loading import ELSEWHERE
from app.models import Staff
from app.rules.answers import (
    AgeBand,
    Answers,
    Channel,
    Contact,
    ContactChannel,
    Danger,
    ForWhom,
    Home,
    Rung,
    SafeContact,
    Substance,
    Wish,
)
from app.rules.questions import tidied
from app.vault.tokens import token_bytes
from app.web.contact_fields import LONGEST_NAME, LONGEST_STORY, PhoneField
from app.web.forms import FormModel, clean
from app.web.language import mark

IN_PERSON = (Channel.COUNTER, Channel.PHONE, Channel.OUTREACH)
NO_CHANNEL = mark("Vælg, hvordan borgeren kom til os.")
NO_SUBMISSION = mark("Siden var blevet for gammel. Tjek felterne, og tryk igen.")
NO_SUCH_PLACE = mark("Vælg en af kommunerne, eller »Et andet sted«.")


def story(value: str) -> str:
    return clean(value, max_chars=LONGEST_STORY, multiline=True)


def name(value: str) -> str:
    return clean(value, max_chars=LONGEST_NAME)


class RegisterForm(FormModel):
    """``submission`` is drawn when the page is made, so that a page sent twice registers once."""

    submission: UUID
    channel: Channel
    for_whom: ForWhom = ForWhom.SELF
    municipality: Annotated[str, BeforeValidator(name)] | None = None
    own_words: Annotated[str, BeforeValidator(story)] | None = None
    substance: Substance | None = None
    wish: Wish | None = None
    age: AgeBand | None = None
    danger: Danger | None = None
    home: tuple[Home, ...] = ()
    nickname: Annotated[str, BeforeValidator(name)] | None = None
    phone: PhoneField = None

    @field_validator("channel")
    @classmethod
    def in_person(cls, channel: Channel) -> Channel:
        if channel not in IN_PERSON:  # what comes from the web, comes from the web
            raise PydanticCustomError("enum", "channel")
        return channel

    @field_validator("home")
    @classmethod
    def once_each(cls, home: tuple[Home, ...]) -> tuple[Home, ...]:
        return tuple(dict.fromkeys(home))

    def answers(self, staff: Staff) -> Answers:
        """The same answers as a citizen's own, for the registrar's own centre."""
        safe = SafeContact(channel=ContactChannel.PHONE, phone=self.phone) if self.phone else SafeContact()
        told = Answers(
            for_whom=self.for_whom,
            municipality=self.municipality,
            centre=staff.centre,
            own_words=self.own_words or None,
            substance=self.substance,
            wish=self.wish,
            age=self.age,
            danger=self.danger,
            home=self.home,
            contact_choice=Rung.SAFE_CONTACT if self.phone else Rung.NICKNAME if self.nickname else Rung.CODE_ONLY,
        )
        # A nickname and a number may both have been given here; at the door they are two rungs.
        return replace(tidied(told), contact=Contact(nickname=self.nickname or None, safe=safe))


def known_place(catalogue: Catalogue, municipality: str) -> bool:
    return municipality == "" or municipality in (*catalogue.municipalities, ELSEWHERE)


def inquiry_id(form_key: bytes, token: str, submission: UUID) -> UUID:
    """The id an inquiry will have. Only this session, with this page, can come to it: nobody can name another's."""
    drawn = hmac.digest(form_key, b"indgang/register/1" + token_bytes(token) + submission.bytes, "sha256")
    return UUID(bytes=drawn[:16], version=4)
