"""An appointment's page made ready: clear facts only, for nothing sealed is opened to show when somebody meets."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.appointments.calendar import read_calendar
from app.appointments.opening import still_fits
from app.appointments.placing import NotFree
from app.booking.desk_rows import Reached, names_of
from app.booking.finding import Asked, counsellors, three_nearest, times_found
from app.booking.moving import why_out
from app.booking.week import monday_of, week_key
from app.catalogue import Centre
from app.rules.appointments import AppointmentState, Attendance, obstacle_to_change, obstacle_to_write_down
from app.rules.danish_days import danish_day
from app.rules.services import Mode
from app.web.calendar_words import hours_said, short_mode
from app.web.words import words

BECOMES = {AppointmentState.ATTENDED: Attendance.CAME, AppointmentState.NO_SHOW: Attendance.STAYED_AWAY}


def appointment_page(
    session: Session, centre: Centre, found: Reached, *, now: datetime, language: str
) -> dict[str, Any]:
    """Everything the page shows, and what may be done now."""
    row, state = found.row, AppointmentState(found.row.state)
    day, names = danish_day(row.starts_at), names_of(session, centre.key)
    standing: dict[str, Any] = {"state": state, "starts_at": row.starts_at, "now": now}
    may_change = obstacle_to_change(**standing) is None
    calendar = read_calendar(session, centre, first=day, days=1)
    out = may_change and not still_fits(calendar, row)
    talk = centre.talk(row.talk)
    return {
        "row": row,
        "reference": found.inquiry.reference,
        "day": day,
        "hours": hours_said(row.starts_at, row.ends_at, language),
        "talk": talk.name_in(language) if talk else "",
        "mode": short_mode(Mode(row.mode), language),
        "counsellor": names[row.counsellor_id].name,
        "room": names[row.extra_id].name if row.extra_id else "",
        "state": words(state, language),
        "over": row.ends_at <= now,
        "may_change": may_change,
        "may_move": may_change and talk is not None,
        "why_out": why_out(calendar, row, language) if out else "",
        "attendance": [each for each in Attendance if BECOMES.get(state) is not each]
        if obstacle_to_write_down(**standing) is None
        else [],
        "week": week_key(monday_of(day)),
    }


def times_page(
    session: Session, centre: Centre, asked: Asked, *, now: datetime, language: str, taken: NotFree | None = None
) -> dict[str, Any]:
    """The free times of a week, with the choices that narrow them down, and the nearest when one was gone."""
    found = times_found(session, centre, asked, now=now)
    return {
        "centre": centre,
        "asked": asked,
        "found": found,
        "modes": asked.talk.talk.modes,
        "mode_words": {mode: short_mode(mode, language) for mode in Mode},
        "counsellors": counsellors(session, centre, now=now),
        "week": week_key(asked.monday),
        "number": asked.monday.isocalendar().week,
        "before": week_key(found.before) if found.before else "",
        "after": week_key(found.after) if found.after else "",
        "taken": taken is not None,
        "nearest": three_nearest(session, centre, asked, taken.starts_at, now=now) if taken else [],
    }


def move_page(
    session: Session,
    centre: Centre,
    found: Reached,
    asked: Asked,
    *,
    now: datetime,
    language: str,
    taken: NotFree | None = None,
) -> dict[str, Any]:
    row = found.row
    standing: dict[str, Any] = {"state": AppointmentState(row.state), "starts_at": row.starts_at, "now": now}
    return {
        **times_page(session, centre, asked, now=now, language=language, taken=taken),
        "row": row,
        "reference": found.inquiry.reference,
        "may_change": obstacle_to_change(**standing) is None,
    }
