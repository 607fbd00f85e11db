"""What a staff member types to sign in."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from app.web.forms import Bound, Errors, FormModel, clean
from app.web.language import mark

# One answer to every kind of failure, so that nobody learns which of the three was wrong.
WRONG = mark("Det passer ikke sammen. Tjek e-mail og kodeord, og brug en ny engangskode. Hver kode virker kun én gang.")
EMPTY = {
    "email": mark("Skriv din e-mail."),
    "password": mark("Skriv dit kodeord."),
    "code": mark("Skriv de 6 tal fra din app."),
}


def line(value: str) -> str:
    return clean(value, max_chars=254)


def digits(value: str) -> str:
    """The code without the spaces that apps show in it."""
    return "".join(value.split())


class SignInForm(FormModel):
    email: Annotated[str, BeforeValidator(line), AfterValidator(str.lower)]
    password: Annotated[str, BeforeValidator(line)]
    code: Annotated[str, BeforeValidator(line), AfterValidator(digits)]


def faults(bound: Bound[SignInForm]) -> Errors:
    """What to say beside each field: that it is empty, and never what is wrong with it."""
    return Errors({name: EMPTY[name] for name in EMPTY if name in bound.errors})
