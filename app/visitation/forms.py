"""What is typed about a proposal, a decision, a meeting and a leader's deputy."""

import re
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from app.rules.visitation import Proposal, Ruling, StartFault, StartWhy
from app.web.forms import FAULTS, FormModel, clean
from app.web.language import mark

LONGEST_REASON = 2_000
LONGEST_LINE = 80
DANISH_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 2020, 2099
UNSET: Any = ""

FAULTS |= {
    "a_day": mark("Skriv datoen som 24.11.2026."),
    "no_why": mark("Skriv hvorfor. Borgeren læser det."),
    "no_line": mark("Skriv et navn."),
}
NO_SERVICE = mark("Vælg, hvilken hjælp det gælder.")
NO_SUCH_SERVICE = mark("Den hjælp er ikke på stedets liste. Vælg en anden.")
NO_RECEIVER = mark("Skriv, hvem borgeren skal videre til.")
NO_CHOICE_HERE = mark("Der er ikke frit valg af sted for den hjælp. Slet stedet, eller vælg en anden hjælp.")
STARTS: dict[StartFault, str] = {
    StartFault.MISSING: mark("Skriv, hvilken dag hjælpen begynder."),
    StartFault.PAST: mark("Dagen er gået. Skriv en anden dag, eller vælg »Er allerede begyndt«."),
    StartFault.LATE: mark("Dagen ligger efter fristen. Vælg hvorfor."),
    StartFault.TOO_FAR: mark("Dagen ligger mere end et halvt år væk. Skriv en anden dag."),
}


def day(value: Any) -> date | None:
    """A date as a date field sends it, or as a Dane writes it; nothing where nothing was typed."""
    text = str(value or "").strip()
    if not text:
        return None
    found = DANISH_DATE.fullmatch(text)
    try:
        read = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("a_day", "day") from None
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise PydanticCustomError("a_day", "day")
    return read


def a_day(value: Any) -> date:
    found = day(value)
    if found is None:
        raise PydanticCustomError("a_day", "day")
    return found


def why(value: Any) -> str:
    text = clean(value, max_chars=LONGEST_REASON, multiline=True)
    if not text:
        raise PydanticCustomError("no_why", "empty")
    return text


def line(value: Any) -> str:
    return clean(value, max_chars=LONGEST_LINE)


def a_line(value: Any) -> str:
    text = line(value)
    if not text:
        raise PydanticCustomError("no_line", "empty")
    return text


Why = Annotated[str, BeforeValidator(why), Field(validate_default=True)]
MaybeDay = Annotated[date | None, BeforeValidator(day)]
Day = Annotated[date, BeforeValidator(a_day), Field(validate_default=True)]
Line = Annotated[str, BeforeValidator(line)]
NameLine = Annotated[str, BeforeValidator(a_line), Field(validate_default=True)]


class ProposalForm(FormModel):
    """What the contact person proposes, and to a leader the same as a start."""

    ruling: Ruling
    service: Line = ""
    reason: Why = UNSET
    free_choice: Line = ""
    start_on: MaybeDay = None
    plan_offered: Literal["1", ""] = ""
    version: Annotated[int, Field(ge=0, le=10**6)] = 0

    @property
    def proposal(self) -> Proposal:
        return Proposal(
            ruling=self.ruling,
            service=self.service or None,
            reason=self.reason,
            free_choice=self.free_choice or None,
            start_on=self.start_on,
            plan_offered=bool(self.plan_offered),
        )


class DecisionForm(ProposalForm):
    start_why: StartWhy | Literal[""] = ""
    hand_to: Line = ""


class ParticipantForm(FormModel):
    meeting: Day = UNSET
    name: NameLine = UNSET
    title: Line = ""


class LeavingForm(FormModel):
    meeting: Day = UNSET
    participant: Annotated[int, Field(ge=1, le=2**31 - 1)]


class DeputyForm(FormModel):
    colleague: UUID
    first_day: Day = UNSET
    last_day: Day = UNSET


class EndDeputyForm(FormModel):
    deputy: Annotated[int, Field(ge=1, le=2**31 - 1)]


class GivenForm(FormModel):
    received_on: Day = UNSET
