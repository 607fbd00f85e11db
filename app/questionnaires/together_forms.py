"""What a counsellor chooses before filling one in with the citizen."""

from typing import Annotated, Literal

from pydantic import Field

from app.rules.filling import Provenance
from app.web.forms import FormModel


class BeginForm(FormModel):
    """Which questionnaire, and where they sit."""

    questionnaire: Annotated[str, Field(max_length=80)]
    how: Literal[Provenance.COUNTER, Provenance.INTERVIEW]
