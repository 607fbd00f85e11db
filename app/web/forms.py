"""What a form sent, read once, and bound to a form model: a value, or words beside each field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from app.rules.plain_text import TextFault, clean_text
from app.web.language import mark

MOST_FIELDS = 200
# The one form that brings a file, by its address in Danish, and how much it may bring: a questionnaire, which is read
# at once and never kept as it came.
TAKES_A_FILE = {"/personale/skemaer/hent": 2_200_000}
MOST_BYTES_A_FIELD = 64 * 1024

# What to say for each way a value can be wrong. ``python -m app check translations`` finds them here.
FAULTS = {
    "missing": mark("Vælg et svar, eller spring over."),
    "enum": mark("Vælg et af svarene."),
    "literal_error": mark("Vælg et af svarene."),
    "too_long": mark("Det er for langt. Gør det lidt kortere."),
    "empty": mark("Skriv noget her, eller spring over."),
    "not_text": mark("Der er tegn, vi ikke kan læse. Skriv det igen med almindelige bogstaver."),
    "twice": mark("Vælg kun ét svar."),
    "phone": mark("Skriv telefonnummeret med 8 cifre."),
    "email": mark("Skriv e-mailen som navn@eksempel.dk."),
    "other": mark("Det svar kan vi ikke læse. Prøv igen."),
}


class FormTooBig(Exception):
    """More fields or longer fields than any page of ours sends."""


@dataclass(frozen=True)
class Form:
    """The fields as they were sent. A ``file`` is refused wherever no page of ours asks for one."""

    fields: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    file: bytes | None = field(default=None, repr=False)

    def text(self, name: str) -> str:
        return next((value for key, value in self.fields if key == name), "")

    def texts(self, name: str) -> list[str]:
        return [value for key, value in self.fields if key == name]

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.fields)


class Errors(dict[str, str]):
    """Words beside fields, by field name. A field without fault has none, so a template may just ask."""

    def __missing__(self, name: str) -> str:
        return ""


Model = TypeVar("Model", bound="FormModel")


class FormModel(BaseModel):
    """A form's fields. Fields that a page did not offer are ignored; nothing can be set through them."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True)
class Bound(Generic[Model]):
    """Either a ``value``, or ``errors`` by field name in Danish, with what was typed kept in ``form``."""

    value: Model | None
    errors: Errors
    form: Form


async def read_form(request: Request) -> Form:
    """The request's form. Raises ``FormTooBig`` or a 400 when it is no form at all."""
    if not hasattr(request.state, "form"):
        files = int(request.url.path in TAKES_A_FILE)
        try:
            async with request.form(max_files=files, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES_A_FIELD) as sent:
                fields = tuple((key, value) for key, value in sent.multi_items() if not isinstance(value, UploadFile))
                uploaded = [value for _, value in sent.multi_items() if isinstance(value, UploadFile)]
                file = await uploaded[0].read() if uploaded else None
        except HTTPException as refusal:
            if refusal.status_code == 400:
                raise FormTooBig from None
            raise
        request.state.form = Form(fields, file)
    form: Form = request.state.form
    return form


def bind(model: type[Model], form: Form) -> Bound[Model]:
    """Turn a form into a value of ``model``, or into words beside its fields."""
    values: dict[str, Any] = {}
    errors = Errors()
    for name, about in model.model_fields.items():
        sent = [value for value in form.texts(name) if value != ""]
        if _is_many(about.annotation):
            values[name] = sent
        elif len(sent) > 1:
            errors[name] = FAULTS["twice"]
        elif sent:
            values[name] = sent[0]
    try:
        value = model.model_validate(values)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False, include_context=False, include_input=False):
            name = str(error["loc"][0]) if error["loc"] else ""
            errors.setdefault(name, FAULTS.get(error["type"], FAULTS["other"]))
        value = None
    return Bound(None if errors else value, errors, form)


def _is_many(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) in (tuple, list)


def clean(value: Any, *, max_chars: int, multiline: bool = False) -> str:
    """For validators: safe plain text, or a fault with words of its own."""
    try:
        return clean_text(str(value), max_chars=max_chars, multiline=multiline)
    except TextFault as fault:
        raise PydanticCustomError("too_long" if fault.kind == "too_long" else "not_text", "text") from None


def typed_texts(form: Form, *, names: Mapping[str, str]) -> dict[str, str]:
    """Free text worth giving back to somebody whose session ended, by its label."""
    return {label: form.text(name) for name, label in names.items() if form.text(name).strip()}
