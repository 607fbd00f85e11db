"""What staff type about a group meeting: what, who, where, when and for how many."""

from datetime import datetime, time
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, field_validator

from app.booking.hours_fields import Clock, Day, fault
from app.rules.appointments import Attendance
from app.rules.danish_days import COPENHAGEN
from app.rules.groups import MOST_PLACES
from app.rules.services import Mode
from app.web.forms import FAULTS, Errors, FormModel
from app.web.language import mark

ResourceId = Annotated[int, Field(ge=1, le=2**31 - 1)]
UNSET: Any = ""  # validated too, so that what is left out is asked for in its own words

FAULTS |= {
    "capacity": mark("Skriv et tal fra 1 til 60."),
}
# What to say beside the field when the rules say no (``rules.groups.meeting_faults``).
RULE_FAULTS = {
    "starts": ("opens", mark("Tiden er gået. Vælg en dag og en tid, der ligger foran os.")),
    "ends": ("closes", mark("Slut skal være efter start og højst otte timer senere.")),
    "capacity": ("capacity", FAULTS["capacity"]),
}


class GroupForm(FormModel):
    """One meeting. Whether the service meets as a group, and whose the counsellor and the room are, is looked up."""

    service: Annotated[str, Field(max_length=60)] = ""
    mode: Mode = Mode.IN_PERSON
    counsellor: ResourceId
    room: ResourceId | None = None
    day: Day = UNSET
    opens: Clock = UNSET
    closes: Clock = UNSET
    capacity: Annotated[int, Field(validate_default=True)] = UNSET

    @field_validator("capacity", mode="before")
    @classmethod
    def some_places(cls, capacity: Any) -> int:
        typed = str(capacity).strip()
        if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= MOST_PLACES):
            raise fault("capacity")
        return int(typed)

    @field_validator("closes")
    @classmethod
    def after_opening(cls, closes: time, so_far: ValidationInfo) -> time:
        if "opens" in so_far.data and closes <= so_far.data["opens"]:
            raise fault("ends_first")
        return closes

    @property
    def starts_at(self) -> datetime:
        return datetime.combine(self.day, self.opens, tzinfo=COPENHAGEN)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.day, self.closes, tzinfo=COPENHAGEN)


class PlaceForm(FormModel):
    """Which place it is about, by the number of its inquiry."""

    reference: Annotated[str, Field(max_length=12)]


class PlaceAttendanceForm(PlaceForm):
    how: Attendance


def in_fields(faults: set[str]) -> Errors:
    return Errors(dict(RULE_FAULTS[each] for each in sorted(faults)))
