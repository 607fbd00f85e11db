"""What a leader says of a questionnaire: whose words a file holds, and for whom it is."""

from typing import Annotated

from pydantic import Field

from app.rules.answers import AgeBand, ForWhom
from app.web.forms import FormModel
from app.web.language import mark

FOR_WHOM = {
    ForWhom.SELF: mark("Borgere, om sig selv"),
    ForWhom.RELATIVE: mark("Pårørende"),
    ForWhom.PROFESSIONAL: mark("Fagpersoner"),
}
NO_FILE = mark("Vælg en fil.")
REFUSED = mark("Filen kan ikke bruges")
NOBODY = mark("Vælg mindst én gruppe.")


class UseForm(FormModel):
    """For whom. No age is every age."""

    for_whom: tuple[ForWhom, ...] = Field(min_length=1)
    age: tuple[AgeBand, ...] = ()


class EndForm(FormModel):
    key: Annotated[str, Field(max_length=80)]
