"""``watch``: one look at every centre's promise, also without the private keys of the desk."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.appointments import opening
from app.models import OfferAlarm
from app.portal import Portal
from app.rules.danish_days import danish_day
from app.rules.open_hours import ExceptionKind
from app.settings import Settings
from tests.booking.calendar import open_haderslev
from tests.commands.conftest import Terminal


def closes_for_a_month(portal: Portal) -> None:
    """From the machine's own today: a command has no other clock."""
    today = danish_day(datetime.now(UTC))
    with portal.data.writing() as session:
        open_haderslev(session)
        last: date = today + timedelta(days=30)
        opening.add_exception(
            session, "haderslev", owner=None, kind=ExceptionKind.CLOSED, first_day=today, last_day=last
        )


@pytest.mark.parametrize(("role", "folder"), [("staff", "desk"), ("public", "door")])
def test_it_raises_what_runs_short_once(
    role: str,
    folder: str,
    portal: Portal,
    environment: Settings,
    keys_folder: Path,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INDGANG_ROLE", role)
    monkeypatch.setenv("INDGANG_KEYS", str(keys_folder / folder))
    monkeypatch.setenv("INDGANG_DOOR", "https://indgangen.test")
    closes_for_a_month(portal)
    for _ in range(2):
        said = terminal("watch")
        assert (said.status, said.out, said.err) == (0, "9 alarms stand open.\n", "")
    with portal.data.reading() as session:
        assert len(session.scalars(select(OfferAlarm)).all()) == 9


def test_where_there_is_no_calendar_nothing_is_raised(environment: Settings, terminal: Terminal) -> None:
    assert terminal("watch").out == "0 alarms stand open.\n"
