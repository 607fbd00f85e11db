"""Haderslev's calendar is open."""

import pytest

from app.portal import Portal
from tests.booking.calendar import Open, open_haderslev


@pytest.fixture
def haderslev(portal: Portal) -> Open:
    """Who and what can be booked at Haderslev, with weekly hours."""
    with portal.data.writing() as session:
        return open_haderslev(session)
