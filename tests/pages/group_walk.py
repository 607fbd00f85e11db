"""The walk through groups and the waiting list, at the door and at the desk, in the states they can be in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from typing import Any
from uuid import UUID

from app.appointments import opening, waiting
from app.models import OpenException
from app.rules.appointments import ResourceKind
from app.rules.danish_days import danish_day
from app.rules.open_hours import ExceptionKind
from app.rules.services import Mode
from tests.booking.groups import opens_a_group, somebody
from tests.browser import Browser
from tests.pages.desk_walk import DeskWalk


class GroupWalk(DeskWalk):
    """Whoever waits and whoever comes. Each meeting has a counsellor of its own, to be in nobody's way."""

    def parts(self) -> tuple[Any, ...]:
        return (self.groups, self.lines, self.meetings)

    def groups(self) -> None:
        few, full, mine = self.meeting(3, capacity=2), self.meeting(4), self.meeting(5)
        self.meeting(6, service="anonymous_online_group")
        other = somebody(self.portal)
        other.takes(full)
        browser = self.sent(om={"substance": "both"}).browser
        with self.album.when("før"):
            browser.go("/min-side/grupper")
        self.posts(browser, "/min-side/grupper/plads", group=full, expect=409)
        for deed, meeting in (("venteliste", full), ("plads", mine)):
            self.posts(browser, f"/min-side/grupper/{deed}", group=meeting)
        other.leaves(full)
        with self.album.when("et tilbud, en plads"):
            for path in ("/min-side/grupper", "/min-side", "/min-side/det-ved-vi"):
                browser.go(path)
        self.posts(browser, "/min-side/grupper/meld-fra", group=full)
        self.posts(browser, "/min-side/grupper/plads", group=few)
        with self.album.when("ingen"):
            self.sent(alder={"age": "13_17"}).browser.go("/min-side/grupper")

    def lines(self) -> None:
        """Waiting for a talk that nobody gives yet, and the offer when somebody does."""
        browser = self.sent().browser
        with self.album.when("intet tilbud"):
            browser.go("/min-side/tilbud")
        self.posts(browser, "/min-side/venteliste", mode="fax", expect=409)
        with self.album.when("før"):
            browser.go("/min-side/venteliste")
        self.posts(browser, "/min-side/venteliste", mode=Mode.WE_COME)
        with self.a_drive():
            waiting.sweep_all(self.portal, now=self.clock())
            browser.go("/min-side/venteliste")
            browser.go("/min-side/tilbud")
            browser.press(form="/min-side/tilbud", expect=422)
            self.posts(browser, "/min-side/tilbud/nej", offer=browser_value(browser, "offer"))
        self.posts(browser, "/min-side/tilbud", offer="x", expect=409)

    def meetings(self) -> None:
        karin, meeting = self.reads(self.desk.karin), self.meeting(8)
        person, waits = somebody(self.portal), somebody(self.portal)
        with self.album.when("en ny"):
            karin.go("/personale/grupper/ny")
        karin.press(form="/grupper/ny", expect=422, day="x", opens="9", closes="8", capacity="0")
        person.takes(meeting)
        waits.waits(meeting)
        for path in ("", f"/{meeting}", f"/{meeting}/aflys"):
            karin.go(f"/personale/grupper{path}")
        with self.album.when("aflyst"):
            karin.press(form=f"/{meeting}/aflys")

    def meeting(self, days: int, *, capacity: int = 1, service: str = "motivation_group") -> UUID:
        begins = self.clock().replace(hour=15, minute=0) + timedelta(days=days)
        return opens_a_group(
            self.portal,
            self.a_counsellor(),
            capacity=capacity,
            service=service,
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
        )

    def a_counsellor(self) -> int:
        with self.portal.data.writing() as session:
            return opening.add_resource(session, "haderslev", ResourceKind.COUNSELLOR, "Vibe Krag").id

    @contextmanager
    def a_drive(self) -> Iterator[None]:
        """One hour in which somebody drives out, and no trace of it afterwards."""
        day, who = danish_day(self.clock()) + timedelta(days=3), self.a_counsellor()
        with self.portal.data.writing() as session:
            ids = [
                opening.add_exception(
                    session,
                    "haderslev",
                    owner=owner,
                    kind=ExceptionKind.EXTRA,
                    first_day=day,
                    last_day=day,
                    opens=time(9),
                    closes=time(10),
                    modes=frozenset({Mode.WE_COME}),
                ).id
                for owner in (None, who)
            ]
        yield
        with self.portal.data.writing() as session:
            for each in ids:
                opening.remove_exception(session, session.get_one(OpenException, each))

    def posts(self, browser: Browser, path: str, *, expect: int = 200, **fields: object) -> None:
        sent = {name: str(said) for name, said in fields.items()}
        browser.post(path, {"csrf_token": browser.token(), **sent}, expect=expect)


def browser_value(browser: Browser, name: str) -> str:
    """What a hidden field on the screen holds."""
    return next(str(each.get("value")) for each in browser.page.all("input") if each.get("name") == name)
