"""Nadia at the door in tests: what she sees on the page of times, and what is stored when she has chosen."""

from datetime import datetime

from sqlalchemy import select

from app.appointments import booking
from app.dossier import Dossier, opened
from app.models import Appointment, Inquiry, TimeRequest
from app.models.stored import load_agreed
from app.portal import Portal
from app.rules.appointments import Agreed
from app.rules.minutes import moment_of
from tests.browser import Browser
from tests.own_page.people import plain

__all__ = ["agreed_about", "asked_for", "booked", "chooses", "dossier_of", "moment", "offered", "plain", "wants"]


def offered(browser: Browser) -> list[str]:
    """The keys of all times on the screen, in order."""
    return [each.get("value", "") for each in browser.page.all("button") if each.get("name") == "time"]


def moment(time_key: str) -> datetime:
    """When a time begins, by its key."""
    return moment_of(int(time_key.partition(".")[0]))


def wants(browser: Browser, key: str, *, expect: int = 200, **fields: str) -> None:
    """Press a time, whether the page shows it or not."""
    browser.go("/min-side/tider")
    sent = {"csrf_token": browser.token(), "time": key, **fields}
    browser.post("/min-side/tider", sent, expect=expect)


def chooses(browser: Browser, key: str, **fields: str) -> None:
    """Press a time and book it."""
    wants(browser, key)
    browser.press(form="/min-side/tid", **fields)


def booked(portal: Portal) -> list[tuple[datetime, str, str]]:
    """Every appointment there is: when, how, and how it stands."""
    with portal.data.reading() as session:
        rows = session.scalars(select(Appointment).order_by(Appointment.starts_at))
        return [(row.starts_at, row.mode, row.state) for row in rows]


def dossier_of(portal: Portal) -> Dossier:
    """The newest inquiry, as staff would open it."""
    with portal.data.reading() as session:
        row = session.scalars(select(Inquiry).order_by(Inquiry.received_at.desc())).first()
    assert row
    case = portal.vault.open_for_staff(row.id)
    assert case
    return opened(row, case)


def agreed_about(portal: Portal) -> Agreed:
    """What was agreed about the only appointment there is."""
    with portal.data.reading() as session:
        row = session.scalars(select(Appointment)).one()
        case = portal.vault.open_for_staff(row.inquiry_id)
        assert case
        return booking.agreed_of(row, case)


def asked_for(portal: Portal) -> list[tuple[TimeRequest, Agreed]]:
    """Everything that was asked for when no time fitted."""
    with portal.data.reading() as session:
        rows = list(session.scalars(select(TimeRequest).order_by(TimeRequest.made_at)))
    found = []
    for row in rows:
        case = portal.vault.open_for_staff(row.inquiry_id)
        assert case
        opened_detail = (
            load_agreed(case.open(row.detail, table="time_requests", column="detail", row_id=row.id))
            if row.detail
            else Agreed()
        )
        found.append((row, opened_detail))
    return found
