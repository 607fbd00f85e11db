"""The questions' forms: each turns what one page sent into the answers with that answer in them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from app.rules.answers import (
    AgeBand,
    Answers,
    Danger,
    ForWhom,
    Home,
    Relation,
    Rung,
    Substance,
    Topic,
    Wish,
    Workplace,
)
from app.rules.questions import Step
from app.web.contact_fields import LONGEST_STORY, LONGEST_WORD, CardFields, ReachFields, said
from app.web.forms import FAULTS, FormModel, clean
from app.web.language import mark

FAULTS |= {
    "topic_twice": mark("Vælg hver ting én gang."),
    "home_both": mark("Du har valgt både »ingen af delene« og noget andet. Vælg det, der passer."),
    "home_missing": mark("Sæt et kryds, eller spring over."),
    "reach_missing": mark("Skriv et telefonnummer eller en e-mail, eller spring over."),
    "nickname_missing": mark("Skriv et kaldenavn, eller spring over."),
    "name_missing": mark("Skriv dit navn, eller spring over."),
}


def key(value: str) -> str:
    """A place's key. Whether there is such a place, the catalogue knows."""
    return clean(value, max_chars=LONGEST_WORD)


class StepForm(FormModel):
    """One question's form."""

    def applied(self, answers: Answers) -> Answers:
        """The answers with this one in them: by default each field goes where its name says."""
        return replace(answers, **dict(self))


class ForWhomForm(StepForm):
    for_whom: ForWhom


class PlaceForm(StepForm):
    municipality: Annotated[str, AfterValidator(key)]

    def applied(self, answers: Answers) -> Answers:
        """Another place may lead to another centre, so that question is asked anew."""
        if self.municipality == answers.municipality:
            return answers
        met = tuple(step for step in answers.answered if step != Step.CENTRE)
        return replace(answers, municipality=self.municipality, centre=None, answered=met)


class CentreForm(StepForm):
    centre: Annotated[str, AfterValidator(key)]


class RelationForm(StepForm):
    relation: Relation


class WorkplaceForm(StepForm):
    workplace: Workplace


class OwnWordsForm(StepForm):
    own_words: Annotated[
        str, BeforeValidator(said("empty", longest=LONGEST_STORY, multiline=True)), Field(validate_default=True)
    ] = ""


class TopicsForm(StepForm):
    first: Topic | None = None
    second: Topic | None = None
    third: Topic | None = None

    @model_validator(mode="after")
    def each_once(self) -> "TopicsForm":
        if not self.chosen:
            raise PydanticCustomError("missing", "topic")
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
    def something_and_not_both(self) -> "HomeForm":
        if not (self.home or self.hypothetical):
            raise PydanticCustomError("home_missing", "home")
        if Home.NEITHER in self.home and len(self.home) > 1:
            raise PydanticCustomError("home_both", "home")
        return self


class ContactForm(StepForm):
    contact_choice: Rung


class NicknameForm(StepForm):
    nickname: Annotated[str, BeforeValidator(said("nickname_missing")), Field(validate_default=True)] = ""

    def applied(self, answers: Answers) -> Answers:
        return replace(answers, contact=replace(answers.contact, nickname=self.nickname))


class NameForm(StepForm):
    name: Annotated[str, BeforeValidator(said("name_missing")), Field(validate_default=True)] = ""

    def applied(self, answers: Answers) -> Answers:
        return replace(answers, contact=replace(answers.contact, name=self.name))


class SafeForm(ReachFields, StepForm):
    nowhere: ClassVar[str] = "reach_missing"

    def applied(self, answers: Answers) -> Answers:
        contact = answers.contact
        return replace(answers, contact=replace(contact, safe=self.reached(contact.safe)))


class CardForm(CardFields, StepForm):
    def applied(self, answers: Answers) -> Answers:
        contact = answers.contact
        return replace(answers, contact=replace(contact, safe=self.agreed(contact.safe)))


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
