"""Nadia has written already; Mette answers her."""

import pytest
from fastapi import FastAPI

from app.portal import Portal
from tests.clock import Clock
from tests.own_page.people import Mette, NadiaWhoWrote
from tests.people import Desk


@pytest.fixture
def nadia(app: FastAPI, portal: Portal) -> NadiaWhoWrote:
    """Nadia, who wrote from Haderslev on Tuesday at 13.40, unless a test says otherwise."""
    return NadiaWhoWrote(app, portal)


@pytest.fixture
def mette(portal: Portal, desk: Desk, clock: Clock) -> Mette:
    return Mette(portal, desk, clock)
