"""What staff choose or write when they open, take and close an inquiry."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from starlette.datastructures import QueryParams

from app.rules.answers import Channel, State
from app.rules.urgency import Urgency
from app.triage.queries import Filters, Tab
from app.web.forms import FAULTS, Bound, Errors, FormModel, clean
from app.web.language import mark

LONGEST_REASON = 300
Choice = TypeVar("Choice", bound=StrEnum)

FAULTS |= {"reason_missing": mark("Skriv kort hvorfor, eller vælg en grund.")}
NO_OUTCOME = mark("Vælg, hvordan det endte.")


class OpenReason(StrEnum):
    """Why somebody opens an inquiry that is not theirs, in one tap."""

    TAKING = "taking"
    CALLED = "called"
    COVERING = "covering"
    LEADING = "leading"


class SkipReason(StrEnum):
    """Why somebody takes a row while others above it wait, in one tap (N13)."""

    KNOWN = "known"
    SPECIALTY = "specialty"
    ASKED_FOR = "asked_for"
    AGREED = "agreed"
    OTHER = "other"


class Outcome(StrEnum):
    """How an inquiry ended."""

    HELPED = "helped"
    ELSEWHERE = "elsewhere"
    CITIZEN_STOPPED = "citizen_stopped"
    OUT_OF_REACH = "out_of_reach"
    MISTAKE = "mistake"


OPEN_REASONS: Mapping[OpenReason, str] = {
    OpenReason.TAKING: mark("Jeg vil se, om jeg kan tage den"),
    OpenReason.CALLED: mark("Borgeren har ringet eller er kommet"),
    OpenReason.COVERING: mark("Jeg dækker for en kollega"),
    OpenReason.LEADING: mark("Jeg følger op som leder"),
}
SKIP_REASONS: Mapping[SkipReason, str] = {
    SkipReason.KNOWN: mark("Jeg har talt med borgeren før"),
    SkipReason.SPECIALTY: mark("Det er mit område eller mit sprog"),
    SkipReason.ASKED_FOR: mark("Borgeren har bedt om mig"),
    SkipReason.AGREED: mark("Det er aftalt med en kollega"),
    SkipReason.OTHER: mark("En anden grund"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.HELPED: mark("Borgeren har fået det, der blev bedt om"),
    Outcome.ELSEWHERE: mark("Borgeren får hjælp et andet sted"),
    Outcome.CITIZEN_STOPPED: mark("Borgeren ønsker ikke mere"),
    Outcome.OUT_OF_REACH: mark("Vi kan ikke få fat i borgeren"),
    Outcome.MISTAKE: mark("Den er oprettet ved en fejl"),
}


def open_reasons(*, leader: bool, free: bool) -> list[tuple[str, str]]:
    """The reasons that may be true for this person and this inquiry."""
    fitting = {OpenReason.TAKING: free, OpenReason.COVERING: not free, OpenReason.LEADING: leader}
    return [(each.value, said) for each, said in OPEN_REASONS.items() if fitting.get(each, True)]


def line(value: str) -> str:
    return clean(value, max_chars=LONGEST_REASON)


def needed(reason: str) -> str:
    if not reason:
        raise PydanticCustomError("reason_missing", "reason")
    return reason


class ReasonForm(FormModel):
    """A reason in own words, or one of the given ones."""

    why: OpenReason | None = None
    reason: Annotated[str, BeforeValidator(line), Field(validate_default=True)] = ""

    @field_validator("reason")
    @classmethod
    def one_of_them(cls, reason: str, so_far: ValidationInfo) -> str:
        return reason if so_far.data.get("why") else needed(reason)

    @property
    def said(self) -> str:
        """The reason as it is kept, in Danish, for whoever reads the timeline."""
        return OPEN_REASONS[self.why] if self.why else self.reason


class NumberForm(FormModel):
    """Why somebody must be called outside the hours they chose: always in own words."""

    reason: Annotated[str, BeforeValidator(line), AfterValidator(needed), Field(validate_default=True)] = ""


class ClaimForm(FormModel):
    skip: SkipReason | None = None

    @property
    def said(self) -> str | None:
        return SKIP_REASONS[self.skip] if self.skip else None


class CloseForm(FormModel):
    outcome: Outcome
    reason: Annotated[str, BeforeValidator(line)] = ""

    @property
    def said(self) -> str:
        """The outcome, and what was added to it."""
        return f"{OUTCOMES[self.outcome]}. {self.reason}" if self.reason else OUTCOMES[self.outcome]


def close_faults(bound: Bound[CloseForm]) -> Errors:
    """A missing outcome is asked for in its own words: here nothing can be skipped."""
    known = bound.errors
    return Errors(known | {"outcome": NO_OUTCOME}) if "outcome" in known else known


def tab_asked(asked: QueryParams) -> Tab:
    """Which part of the queue an address asks for. What is not known is the first."""
    return one_of(Tab, asked.get("del")) or Tab.WAITING


def filters_asked(asked: QueryParams) -> Filters:
    """The filters in an address. What is not known filters nothing."""
    hast = asked.get("hast", "")
    return Filters(
        channel=one_of(Channel, asked.get("kanal")),
        urgency=Urgency(int(hast)) if hast in {str(int(each)) for each in Urgency} else None,
        state=one_of(State, asked.get("tilstand")),
    )


def one_of(choices: type[Choice], value: str | None) -> Choice | None:
    return choices(value) if value in set(choices) else None
