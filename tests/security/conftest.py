"""What the security tests share."""

import pytest
from fastapi import FastAPI

from app.portal import Portal
from tests.security.argon import reached_argon, reached_slow_argon
from tests.security.world import World

__all__ = ["reached_argon", "reached_slow_argon"]


@pytest.fixture
def world(app: FastAPI, portal: Portal) -> World:
    """One inquiry with everything that can hang on it, and everybody who may come near it."""
    return World(app, portal)
