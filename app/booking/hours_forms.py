"""What staff type about hours: weekly ones, days that differ, and who or what can be booked."""

from datetime import date, time
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator

from app.booking.hours_fields import Clock, Day, MaybeClock, MaybeDay, ShortName, fault
from app.rules.appointments import ResourceKind
from app.rules.keeping_hours import LONGEST_DAYS, ends_first
from app.rules.open_hours import ExceptionKind, RuleKind
from app.rules.services import Mode
from app.web.forms import FormModel

SPOKEN = ("da", "en", "de", "ar", "fa", "pl", "so", "tr", "uk", "ur")
Weekday = Annotated[int, Field(ge=0, le=6)]
Owner = Annotated[int, Field(ge=1, le=10**9)]
UNSET: Any = ""  # validated too, so that what is left out is asked for in its own words


class RuleForm(FormModel):
    """The same hours every week. ``owner`` empty is the whole centre."""

    owner: Owner | None = None
    kind: RuleKind = RuleKind.BOOKABLE
    weekdays: tuple[Weekday, ...] = ()
    opens: Clock = UNSET
    closes: Clock = UNSET
    valid_from: Day = UNSET
    valid_to: MaybeDay = None
    modes: tuple[Mode, ...] = ()
    first_talks_only: Literal["1", ""] = ""
    name: ShortName = ""

    @field_validator("weekdays")
    @classmethod
    def some_day(cls, weekdays: tuple[int, ...]) -> tuple[int, ...]:
        if not weekdays:
            raise fault("no_weekday")
        return tuple(sorted(set(weekdays)))

    @field_validator("closes")
    @classmethod
    def after_opening(cls, closes: time, so_far: ValidationInfo) -> time:
        if "opens" in so_far.data and ends_first(so_far.data["opens"], closes):
            raise fault("ends_first")
        return closes

    @field_validator("valid_to")
    @classmethod
    def after_the_first(cls, last: date | None, so_far: ValidationInfo) -> date | None:
        first = so_far.data.get("valid_from")
        if last and first and last < first:
            raise fault("days_turned")
        return last

    @field_validator("modes")
    @classmethod
    def some_mode(cls, modes: tuple[Mode, ...], so_far: ValidationInfo) -> tuple[Mode, ...]:
        if so_far.data.get("kind") is RuleKind.BOOKABLE and not modes:
            raise fault("no_mode")
        return modes or tuple(Mode)


class DaysForm(FormModel):
    """Some days on which it is otherwise. Without hours it is the whole day; more hours are never a whole day."""

    owner: Owner | None = None
    kind: ExceptionKind = ExceptionKind.CLOSED
    rule: Literal[RuleKind.BOOKABLE, RuleKind.DROP_IN] = RuleKind.BOOKABLE
    first_day: Day = UNSET
    last_day: Annotated[MaybeDay, Field(validate_default=True)] = None
    opens: MaybeClock = None
    closes: Annotated[MaybeClock, Field(validate_default=True)] = None
    modes: tuple[Mode, ...] = ()
    reason: Literal["holiday", "course", "meeting", "absence", "other"] = "other"

    @field_validator("last_day")
    @classmethod
    def not_before(cls, last: date | None, so_far: ValidationInfo) -> date | None:
        first = so_far.data.get("first_day")
        if first is None or last is None:
            return last or first
        if last < first:
            raise fault("days_turned")
        if (last - first).days > LONGEST_DAYS:
            raise fault("days_too_many")
        return last

    @field_validator("closes")
    @classmethod
    def both_or_none(cls, closes: time | None, so_far: ValidationInfo) -> time | None:
        if "opens" not in so_far.data:
            return closes  # what was typed for it is told about already
        opens = so_far.data["opens"]
        if (opens is None) != (closes is None):
            raise fault("both_times")
        if opens is None and so_far.data.get("kind") is not ExceptionKind.CLOSED:
            raise fault("hours_needed")
        if opens is not None and closes is not None and ends_first(opens, closes):
            raise fault("ends_first")
        return closes


class WhoForm(FormModel):
    """A room, a line, a car; or a colleague from the list of staff."""

    kind: ResourceKind = ResourceKind.ROOM
    name: ShortName = ""
    colleague: Annotated[UUID | None, Field(validate_default=True)] = None
    gender: Literal["", "woman", "man"] = ""
    languages: tuple[Literal["da", "en", "de", "ar", "fa", "pl", "so", "tr", "uk", "ur"], ...] = ()

    @field_validator("name")
    @classmethod
    def named(cls, name: str, so_far: ValidationInfo) -> str:
        if so_far.data.get("kind") is not ResourceKind.COUNSELLOR and not name:
            raise fault("name_needed")
        return name

    @field_validator("colleague")
    @classmethod
    def chosen(cls, colleague: UUID | None, so_far: ValidationInfo) -> UUID | None:
        if so_far.data.get("kind") is ResourceKind.COUNSELLOR and colleague is None:
            raise fault("pick_one")
        return colleague


class LastDayForm(FormModel):
    """The last day of something. Empty: it goes on."""

    last_day: MaybeDay = None


class EndRuleForm(FormModel):
    """Which of the week's days end, and their last day."""

    rules: tuple[Owner, ...] = ()
    last_day: Day = UNSET

    @field_validator("rules")
    @classmethod
    def some_day(cls, rules: tuple[int, ...]) -> tuple[int, ...]:
        if not rules:
            raise fault("no_weekday")
        return rules
