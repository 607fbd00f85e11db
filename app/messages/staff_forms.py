"""What staff write: an answer to the citizen, or a note to each other."""

from typing import Annotated, LiteralString

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.web.forms import FAULTS, FormModel, clean
from app.web.language import mark

LONGEST = 5_000

FAULTS |= {
    "no_answer": mark("Skriv dit svar, før du sender det."),
    "no_note": mark("Skriv noten, før du gemmer den."),
}


def an_answer(value: str) -> str:
    return said(value, empty="no_answer")


def a_note(value: str) -> str:
    return said(value, empty="no_note")


def said(value: str, *, empty: LiteralString) -> str:
    text = clean(value, max_chars=LONGEST, multiline=True)
    if not text:
        raise PydanticCustomError(empty, "empty")
    return text


class AnswerForm(FormModel):
    message: Annotated[str, BeforeValidator(an_answer), Field(validate_default=True)] = ""


class NoteForm(FormModel):
    note: Annotated[str, BeforeValidator(a_note), Field(validate_default=True)] = ""
