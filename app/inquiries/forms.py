"""The questions' forms: each turns what one page sent into the answers with that answer in them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.rules.answers import (
    AgeBand,
    Answers,
    ContactChannel,
    ContactTime,
    Danger,
    ForWhom,
    Home,
    IfAnotherAnswers,
    Relation,
    Rung,
    SafeContact,
    Substance,
    Topic,
    Wish,
    Workplace,
)
from app.rules.plain_text import TextFault, email_address, phone_number
from app.rules.questions import Step
from app.web.forms import FAULTS, FormModel, clean
from app.web.language import mark

LONGEST_STORY = 5_000
LONGEST_NAME = 80
LONGEST_WORD = 40

FAULTS |= {
    "topic_twice": mark("Vælg hver ting én gang."),
    "home_both": mark("Du har valgt både »ingen af delene« og noget andet. Vælg det, der passer."),
    "reach_missing": mark("Skriv et telefonnummer eller en e-mail, eller spring over."),
}


def story(value: str) -> str:
    return clean(value, max_chars=LONGEST_STORY, multiline=True)


def short(value: str) -> str:
    return clean(value, max_chars=LONGEST_NAME)


def word(value: str) -> str:
    return clean(value, max_chars=LONGEST_WORD)


def danish_phone(value: str) -> str:
    try:
        return phone_number(clean(value, max_chars=LONGEST_NAME))
    except TextFault:
        raise PydanticCustomError("phone", "phone") from None


def safe_email(value: str) -> str:
    try:
        return email_address(clean(value, max_chars=254))
    except TextFault:
        raise PydanticCustomError("email", "email") from None


class StepForm(FormModel):
    """One question's form."""

    def applied(self, answers: Answers) -> Answers:
        """The answers with this one in them: by default each field goes where its name says."""
        return replace(answers, **dict(self))


class ForWhomForm(StepForm):
    for_whom: ForWhom


class PlaceForm(StepForm):
    municipality: Annotated[str, AfterValidator(word)]

    def applied(self, answers: Answers) -> Answers:
        """Another place may lead to another centre, so that question is asked anew."""
        if self.municipality == answers.municipality:
            return answers
        met = tuple(step for step in answers.answered if step != Step.CENTRE)
        return replace(answers, municipality=self.municipality, centre=None, answered=met)


class CentreForm(StepForm):
    centre: Annotated[str, AfterValidator(word)]


class RelationForm(StepForm):
    relation: Relation


class WorkplaceForm(StepForm):
    workplace: Workplace


class OwnWordsForm(StepForm):
    own_words: Annotated[str, BeforeValidator(story)]


class TopicsForm(StepForm):
    first: Topic | None = None
    second: Topic | None = None
    third: Topic | None = None

    @model_validator(mode="after")
    def each_once(self) -> "TopicsForm":
        if len(set(self.chosen)) < len(self.chosen):
            raise PydanticCustomError("topic_twice", "topic")
        return self

    @property
    def chosen(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in (self.first, self.second, self.third) if topic)

    def applied(self, answers: Answers) -> Answers:
        return replace(answers, topics=self.chosen)


class SubstanceForm(StepForm):
    substance: Substance


class WishForm(StepForm):
    wish: Wish


class AgeForm(StepForm):
    age: AgeBand


class DangerForm(StepForm):
    danger: Danger


class HomeForm(StepForm):
    home: tuple[Home, ...] = ()
    hypothetical: bool = False

    @model_validator(mode="after")
    def not_both(self) -> "HomeForm":
        if Home.NEITHER in self.home and len(self.home) > 1:
            raise PydanticCustomError("home_both", "home")
        return self


class ContactForm(StepForm):
    contact_choice: Rung


class NicknameForm(StepForm):
    nickname: Annotated[str, BeforeValidator(short), Field(min_length=1)]

    def applied(self, answers: Answers) -> Answers:
        return replace(answers, contact=replace(answers.contact, nickname=self.nickname))


class NameForm(StepForm):
    name: Annotated[str, BeforeValidator(short), Field(min_length=1)]

    def applied(self, answers: Answers) -> Answers:
        return replace(answers, contact=replace(answers.contact, name=self.name))


class SafeForm(StepForm):
    phone: Annotated[str, BeforeValidator(danish_phone)] | None = None
    email: Annotated[str, BeforeValidator(safe_email)] | None = None

    @model_validator(mode="after")
    def one_of_them(self) -> "SafeForm":
        if not (self.phone or self.email):
            raise PydanticCustomError("reach_missing", "reach")
        return self

    def applied(self, answers: Answers) -> Answers:
        channel = ContactChannel.PHONE if self.phone else ContactChannel.EMAIL
        safe = replace(answers.contact.safe, channel=channel, phone=self.phone, email=self.email)
        if self.phone is None:  # the card is about telephones
            safe = SafeContact(channel=channel, email=self.email)
        return replace(answers, contact=replace(answers.contact, safe=safe))


class CardForm(StepForm):
    times: tuple[ContactTime, ...] = ()
    may_leave_message: Literal["yes", "no"] | None = None
    if_another_answers: IfAnotherAnswers | None = None
    code_word: Annotated[str, BeforeValidator(word)] | None = None

    def applied(self, answers: Answers) -> Answers:
        safe = replace(
            answers.contact.safe,
            times=tuple(dict.fromkeys(self.times)),
            may_leave_message=None if self.may_leave_message is None else self.may_leave_message == "yes",
            if_another_answers=self.if_another_answers,
            code_word=self.code_word,
        )
        return replace(answers, contact=replace(answers.contact, safe=safe))


STEP_FORMS: Mapping[Step, type[StepForm]] = {
    Step.FOR_WHOM: ForWhomForm,
    Step.PLACE: PlaceForm,
    Step.CENTRE: CentreForm,
    Step.RELATION: RelationForm,
    Step.WORKPLACE: WorkplaceForm,
    Step.OWN_WORDS: OwnWordsForm,
    Step.TOPICS: TopicsForm,
    Step.SUBSTANCE: SubstanceForm,
    Step.WISH: WishForm,
    Step.AGE: AgeForm,
    Step.DANGER: DangerForm,
    Step.HOME: HomeForm,
    Step.CONTACT: ContactForm,
    Step.NICKNAME: NicknameForm,
    Step.NAME: NameForm,
    Step.SAFE: SafeForm,
    Step.CARD: CardForm,
}
