"""What a route may ask for: the portal, the time, a session of each store, a form, and who is asking."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException

from app.models import Staff
from app.portal import Portal
from app.rules.obstacle import NotAllowed, Obstacle
from app.rules.triage import Role
from app.vault import browser
from app.vault.cases import OpenCase
from app.web.cookies import CITIZEN
from app.web.forms import Form, read_form
from app.web.limits import Limits

Found = TypeVar("Found")


class NoVisit(Exception):
    """Nobody has shown a code in this browser, or it is too long ago."""


class NoStaff(Exception):
    """Nobody is signed in at the desk in this browser, or it is too long ago."""


class NoDraft(Exception):
    """Nothing is being written in this browser, or it was thrown away."""


class AlreadySent(Exception):
    """What is being written in this browser was sent: the answer that said so was lost, or is in another tab."""


@dataclass(frozen=True)
class Visit:
    """A citizen with an open inquiry. ``token`` is the cookie's."""

    case: OpenCase
    token: str = field(repr=False)

    @property
    def inquiry_id(self) -> UUID:
        return self.case.inquiry_id


# These only look at what is there. They are async because the framework would send each to a thread of its own,
# which costs more than the rest of many a page.
async def portal(request: Request) -> Portal:
    found: Portal = request.app.state.portal
    return found


async def limits(request: Request) -> Limits:
    found: Limits = request.app.state.limits
    return found


async def network(request: Request) -> str:
    """Where a request comes from, for the limits and for nothing else. Never stored, never logged."""
    return request.client.host if request.client else "nowhere"


ThisPortal = Annotated[Portal, Depends(portal)]
TheLimits = Annotated[Limits, Depends(limits)]
Network = Annotated[str, Depends(network)]


async def now(portal: ThisPortal) -> datetime:
    return portal.now()


def reading(portal: ThisPortal) -> Iterator[Session]:
    with portal.data.reading() as session:
        yield session


def writing(portal: ThisPortal) -> Iterator[Session]:
    with portal.data.writing() as session:
        yield session


Now = Annotated[datetime, Depends(now)]
TypedForm = Annotated[Form, Depends(read_form)]
# scope="function": commit before the answer leaves. FastAPI's default commits after it,
# and then a page could thank somebody for an inquiry that was never stored.
Reading = Annotated[Session, Depends(reading, scope="function")]
Writing = Annotated[Session, Depends(writing, scope="function")]


def visit(request: Request, portal: ThisPortal, now: Now) -> Visit:
    """The inquiry behind the browser's cookie, and no other. Raises ``NoVisit``."""
    token = request.cookies.get(CITIZEN)
    keystore = portal.vault.keystore
    if not token:
        raise NoVisit
    with keystore.reading() as session:
        found = browser.open_session(session, token, now=now)
    if found is None:
        raise NoVisit
    case, worth_writing = found
    if worth_writing:
        with keystore.writing() as session:
            browser.touch_session(session, token, now=now)
    return Visit(case, token)


OwnVisit = Annotated[Visit, Depends(visit)]


async def colleague(request: Request) -> Staff:
    """Who is signed in at the desk. The sign-in stands before every router of the desk, and has put them here."""
    found: Staff = request.state.staff
    return found


Colleague = Annotated[Staff, Depends(colleague)]


async def opener(staff: Colleague) -> Staff:
    """A colleague whose role opens inquiries. Asked before anything is looked up, so that the answer tells nothing."""
    if staff.role == Role.ADMINISTRATOR:
        raise NotAllowed(Obstacle.ROLE_OPENS_NOTHING)
    return staff


Opener = Annotated[Staff, Depends(opener)]


def by_itself(request: Request) -> bool:
    """Whether an open page asks, and no person. It keeps nobody signed in."""
    return "x-by-itself" in request.headers or "text/event-stream" in request.headers.get("accept", "")


def there(found: Found | None) -> Found:
    """What was asked for. Raises a 404: what a person cannot reach and what is not there look alike."""
    if found is None:
        raise HTTPException(404)
    return found
