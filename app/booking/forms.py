"""The door's forms: what is agreed about a time, why none fits, and when to be called."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.rules.answers import Contact, ContactChannel, ContactTime, IfAnotherAnswers, SafeContact
from app.rules.appointments import Agreed, NoneFits
from app.rules.danish_days import part_of_day
from app.rules.services import Mode
from app.web.contact_fields import WordField, YesNo, danish_phone
from app.web.forms import FAULTS, Bound, Errors, Form, FormModel, bind, clean
from app.web.language import mark

LONGEST_NOTE = 1000
LONGEST_PLACE = 200
FAULTS |= {
    "no_place": mark("Skriv, hvor vi skal komme hen."),
    "no_phone": mark("Skriv det nummer, vi skal ringe til."),
    "not_agreed": mark("Sæt et kryds, eller vælg en anden tid."),
}


def own_words(value: str) -> str | None:
    return clean(value, max_chars=LONGEST_NOTE, multiline=True) or None


def a_place(value: str) -> str:
    text = clean(value, max_chars=LONGEST_PLACE, multiline=True)
    if not text:
        raise PydanticCustomError("no_place", "empty")
    return text


def a_phone(value: str) -> str:
    found = danish_phone(value)
    if found is None:
        raise PydanticCustomError("no_phone", "empty")
    return found


def ticked(value: str) -> str:
    if value != "1":
        raise PydanticCustomError("not_agreed", "empty")
    return value


NoteField = Annotated[str | None, BeforeValidator(own_words)]
PlaceField = Annotated[str, BeforeValidator(a_place), Field(validate_default=True)]
NumberField = Annotated[str, BeforeValidator(a_phone), Field(validate_default=True)]
TickField = Annotated[str, BeforeValidator(ticked), Field(validate_default=True)]


class TimeForm(FormModel):
    """What somebody adds to a time. Each way to meet asks for what it needs and no more."""

    note: NoteField = None

    def contact(self, contact: Contact, part: ContactTime | None) -> Contact:
        """How the citizen may be reached once this is agreed. ``part`` is when they are called."""
        del part
        return contact

    def agreed(self, before: Agreed) -> Agreed:
        return replace(before, note=self.note)


class AtHomeForm(TimeForm):
    where: PlaceField = ""

    def agreed(self, before: Agreed) -> Agreed:
        return replace(before, note=self.note, where=self.where)


class NumberForm(TimeForm):
    """A number that was not told before. It may be called in this part of the day only, until its owner says more."""

    phone: NumberField = ""
    may_leave_message: YesNo | None = None
    if_another_answers: IfAnotherAnswers | None = None
    code_word: WordField = None

    def contact(self, contact: Contact, part: ContactTime | None) -> Contact:
        safe = SafeContact(
            channel=ContactChannel.PHONE,
            phone=self.phone,
            email=contact.safe.email,
            times=(part,) if part else (),
            may_leave_message=None if self.may_leave_message is None else self.may_leave_message is YesNo.YES,
            if_another_answers=self.if_another_answers,
            code_word=self.code_word,
        )
        return replace(contact, safe=safe)


class OtherHoursForm(TimeForm):
    """The time lies outside the hours on the safe-contact card, so its owner says yes to it (N4)."""

    may_call: TickField = ""

    def contact(self, contact: Contact, part: ContactTime | None) -> Contact:
        if part is None:
            return contact
        times = tuple(each for each in ContactTime if each in (*contact.safe.times, part))
        return replace(contact, safe=replace(contact.safe, times=times))


class NoneFitsForm(FormModel):
    why: NoneFits
    note: NoteField = None


class CallForm(FormModel):
    """When to be called. The number stands on the card already."""

    day: date
    part: ContactTime
    note: NoteField = None


class FirstCallForm(NumberForm):
    day: date
    part: ContactTime


def time_form(mode: Mode, contact: Contact, starts_at: datetime) -> type[TimeForm]:
    """The form for a time given in one way."""
    if mode is Mode.WE_COME:
        return AtHomeForm
    if mode is not Mode.PHONE:
        return TimeForm
    if not contact.safe.phone:
        return NumberForm
    return TimeForm if may_be_called(contact.safe, starts_at) else OtherHoursForm


def may_be_called(safe: SafeContact, moment: datetime) -> bool:
    """Whether a call lies within the hours on the card. Who chose no hours may be called in all of them."""
    return not safe.times or part_of_day(moment) in safe.times


def bind_choices(model: type[Any], form: Form) -> Bound[Any]:
    """As ``bind``, for questions that cannot be skipped."""
    bound = bind(model, form)
    errors = Errors({name: _unskipped(fault) for name, fault in bound.errors.items()})
    return Bound(bound.value, errors, bound.form)


def _unskipped(fault: str) -> str:
    return FAULTS["enum"] if fault in (FAULTS["missing"], FAULTS["other"]) else fault
