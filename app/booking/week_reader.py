"""One centre's week on its way to a page: what every question about it needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.appointments.calendar import CentreCalendar
from app.catalogue import Centre
from app.web.language import TEXTS

DAYS = 7


@dataclass(frozen=True, kw_only=True)
class Reader:
    """``only`` is one counsellor, or nobody in particular."""

    session: Session
    centre: Centre
    calendar: CentreCalendar
    monday: date
    now: datetime
    only: int | None
    language: str

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=each) for each in range(DAYS)]

    def said(self, text: str) -> str:
        return TEXTS[self.language].gettext(text)

    def name(self, resource: int) -> str:
        return self.calendar.resources[resource].first_name

    def concerns(self, who: int | None) -> bool:
        return self.only is None or who in (None, self.only)
