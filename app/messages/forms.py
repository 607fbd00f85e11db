"""The message forms."""

from typing import Annotated

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.web.forms import FAULTS, FormModel, clean
from app.web.language import mark

LONGEST_MESSAGE = 5_000

FAULTS |= {"no_message": mark("Skriv din besked, før du sender den.")}


def letter(value: str) -> str:
    text = clean(value, max_chars=LONGEST_MESSAGE, multiline=True)
    if not text:
        raise PydanticCustomError("no_message", "empty")
    return text


class MessageForm(FormModel):
    message: Annotated[str, BeforeValidator(letter), Field(validate_default=True)] = ""
