"""What always happens before a meeting: somebody writes, Mette takes it and puts it forward."""

from typing import Any

from app.decisions import Decided, decided
from app.dossier import opened
from app.models import Inquiry
from app.portal import Portal
from app.rules.clocks import Clock
from tests.people import Colleague, Desk
from tests.triage.arriving import Arrived, arrives, row_of

PROPOSED = {
    "ruling": "granted",
    "service": "individual_talks",
    "reason": "Du vil gerne drikke mindre, og samtaler passer til dit arbejde.",
    "start_on": "2026-12-03",
    "version": "0",
}


def sends(browser: Colleague, path: str, *, expect: int = 200, **fields: Any) -> None:
    """Send a form as a page of ours would."""
    browser.post(path, {"csrf_token": browser.token(), **fields}, expect=expect)


def put_forward(desk: Desk, portal: Portal, **changes: Any) -> Arrived:
    """An inquiry that Mette has taken and put on the agenda."""
    arrived = arrives(portal, **changes)
    desk.mette.go("/personale")
    sends(desk.mette, f"{arrived.path}/tag", skip="agreed")
    sends(desk.mette, f"{arrived.path}/visitation", **PROPOSED)
    assert row_of(portal, arrived).state == "visitation"
    return arrived


def letters(portal: Portal, arrived: Arrived) -> list[Decided]:
    case = portal.vault.open_for_staff(arrived.id)
    assert case is not None
    with portal.data.reading() as session:
        return decided(session, case)


def promises(portal: Portal, arrived: Arrived) -> tuple[Clock, ...]:
    case = portal.vault.open_for_staff(arrived.id)
    assert case is not None
    with portal.data.reading() as session:
        return opened(session.get_one(Inquiry, arrived.id), case).promises
