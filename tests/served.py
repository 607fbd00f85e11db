"""One application for all tests of a process: working out what its routes need is most of what making one costs.

A test gets it as new: with its own portal, its own limits, and nothing that another test left behind.
"""

from fastapi import FastAPI

from app.main import create_app
from app.portal import Portal
from app.settings import Settings
from app.web.limits import Limits
from app.web.same_for_all import KeptPages

MADE: dict[tuple[object, ...], FastAPI] = {}


def served(portal: Portal) -> FastAPI:
    """The application for this portal. Two portals with the same settings take turns: the last one asked for has it."""
    made = MADE.get(built_in(portal.settings)) or MADE.setdefault(built_in(portal.settings), create_app(portal))
    made.state.portal = portal
    made.state.limits = Limits()
    made.state.pages.portal = portal
    made.state.pages.kept = KeptPages(portal, on=not portal.settings.demo)
    return made


def built_in(settings: Settings) -> tuple[object, ...]:
    """What of the settings an application is made of, rather than asks for when it needs it."""
    return (settings.role, settings.mode, settings.origins, settings.exit_url)
