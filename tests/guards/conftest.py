"""What the guards share."""

import pytest
from fastapi import FastAPI

from app.portal import Portal
from tests.security.world import World


@pytest.fixture
def world(app: FastAPI, portal: Portal) -> World:
    """One inquiry with everything that can hang on it, and everybody who may come near it."""
    return World(app, portal)


@pytest.fixture(params=["sqlite"])
def store_urls(store_urls: object) -> object:
    """What a guard looks at is decided above the database, so one of them is enough."""
    return store_urls
