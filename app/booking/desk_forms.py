"""What staff type about an appointment: what was agreed, and how it went."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from app.rules.appointments import Agreed, Attendance
from app.web.forms import FormModel, clean

LONGEST = 300


def line(value: str) -> str:
    return clean(value, max_chars=LONGEST)


Line = Annotated[str, BeforeValidator(line), Field(validate_default=True)]


class BookForm(FormModel):
    """A time, and what was agreed about it. The time itself is read and checked by ``app.appointments``."""

    time: str = ""
    where: Line = ""
    note: Line = ""

    @property
    def agreed(self) -> Agreed:
        return Agreed(where=self.where or None, note=self.note or None)


class AttendanceForm(FormModel):
    how: Attendance
