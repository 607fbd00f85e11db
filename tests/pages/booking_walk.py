"""The walk through times and places: at the door and at the desk, with Haderslev's calendar open."""

from typing import Any

from sqlalchemy import select

from app.models import Appointment, OpenRule
from app.rules.services import Mode
from tests.booking.calendar import Open, at, key, open_haderslev
from tests.browser import Browser
from tests.pages.desk_walk import DeskWalk
from tests.people import Colleague


class BookingWalk(DeskWalk):
    """Comes after the other walks: until here nobody could be offered a time."""

    opened: Open | None = None

    def parts(self) -> tuple[Any, ...]:
        return (
            self.nothing_free,
            self.choosing_a_time,
            self.having_a_time,
            self.no_time_fits,
            self.times_at_the_desk,
            self.hours_at_the_desk,
            self.promise_at_the_desk,
        )

    def calendar(self) -> Open:
        if BookingWalk.opened is None:
            with self.portal.data.writing() as session:
                BookingWalk.opened = open_haderslev(session)
        return BookingWalk.opened

    def nothing_free(self) -> None:
        with self.album.when("ingen tider"):
            browser = self.sent(sted={"municipality": "ishoej"}).browser
            browser.go("/min-side/tider")
            browser.go("/min-side/ingen-tid-passer")

    def choosing_a_time(self) -> None:
        who = self.calendar()
        browser = self.sent().browser
        browser.go("/min-side/tider")
        for state, asked in (
            ("telefon", "?maade=phone"),
            ("aften", "?hvornaar=aften"),
            ("et ønske", f"?raadgiver={who.mette}"),
        ):
            with self.album.when(state):
                browser.go(f"/min-side/tider{asked}")
        browser.go("/min-side/tider")
        with self.album.when("lige taget"):
            self.presses(browser, "/min-side/tider", time=key(at(24, 9), Mode.PHONE, who.mette), expect=409)
        for mode, counsellor in ((Mode.PHONE, who.mette), (Mode.WE_COME, who.mette), (Mode.IN_PERSON, who.jens)):
            with self.album.when(mode):
                self.presses(browser, "/min-side/tider", time=key(at(26, 11), mode, counsellor))
        with self.album.when("for lang"):
            browser.press(form="/min-side/tid", note="x" * 5_001, expect=422)
        browser.press(form="/min-side/tid", note="Jeg tager min søster med.")
        with self.album.when("har en tid"):
            browser.go("/min-side/tider")
            browser.go("/min-side/det-ved-vi")

    def having_a_time(self) -> None:
        browser = self.with_a_time()
        with self.album.when("en aftale"):
            browser.go("/min-side")
        browser.go("/min-side/tid/afbud")
        with self.album.when("meldt afbud"):
            browser.press(form="/min-side/tid/afbud")
            browser.go("/min-side/tid")

    def no_time_fits(self) -> None:
        browser = self.sent(kontakt={"contact_choice": "safe_contact"}).browser
        browser.go("/min-side/ingen-tid-passer")
        self.presses(browser, "/min-side/ingen-tid-passer", expect=422)
        self.presses(browser, "/min-side/ingen-tid-passer", why="evening", note="Kun efter kl. 17.")
        browser.go("/min-side/ring-mig-op")
        self.presses(browser, "/min-side/ring-mig-op", expect=422)
        self.presses(browser, "/min-side/ring-mig-op", day="2026-11-25", part="morning")
        with self.album.when("to ønsker"):
            browser.go("/min-side")
            browser.go("/min-side/det-ved-vi")
        self.presses(browser, "/min-side/kommer")

    def times_at_the_desk(self) -> None:
        self.with_a_time(alder={"age": "18_29"})
        karin = self.reads(self.desk.karin)
        for path in ("/personale/kalender", "/personale/kalender?uge=2026-52", "/personale/aftaler"):
            karin.go(path)
        with self.portal.data.reading() as session:
            found = session.scalars(select(Appointment).order_by(Appointment.starts_at.desc()).limit(1)).one()
        karin.go(f"/personale/aftale/{found.id}")
        karin.go(f"/personale/aftale/{found.id}/flyt")
        with self.album.when("lige taget"):
            self.presses(karin, f"/personale/aftale/{found.id}/flyt", time="x", expect=409)
        karin.go(f"/personale/henvendelse/{found.inquiry_id}")
        self.presses(karin, f"/personale/henvendelse/{found.inquiry_id}/aabn", reason="Vi skal finde en ny tid.")
        with self.album.when("en aftale"):
            karin.go(f"/personale/henvendelse/{found.inquiry_id}")
        karin.go(f"/personale/henvendelse/{found.inquiry_id}/tider")
        with self.album.when("lige taget"):
            self.presses(karin, f"/personale/henvendelse/{found.inquiry_id}/tider", time="x", expect=409)

    def hours_at_the_desk(self) -> None:
        karin = self.reads(self.desk.karin)
        for path in ("/personale/tider", "/personale/tider/ny", "/personale/tider/anderledes", "/personale/tider/hvem"):
            karin.go(path)
            if path != "/personale/tider":
                self.presses(karin, path, expect=422)
        with self.portal.data.reading() as session:
            rule = session.scalars(select(OpenRule.id).limit(1)).one()
        karin.go(f"/personale/tider/fast/{rule}/stop")
        karin.go(f"/personale/tider/hvem/{self.calendar().room_1}/stop")
        with self.album.when("tom"):
            self.reads(self.desk.aisha).go("/personale/tider")
            self.reads(self.desk.aisha).go("/personale/kalender")
            self.reads(self.desk.aisha).go("/personale/aftaler")

    def promise_at_the_desk(self) -> None:
        karin = self.reads(self.desk.karin)
        karin.go("/personale/loefte")
        karin.go("/personale/kalender/abonnement")
        with self.album.when("lavet"):
            karin.press(form="/personale/kalender/abonnement")

    def with_a_time(self, **answers: Any) -> Browser:
        """Somebody with a time on Thursday morning."""
        who = self.calendar()
        browser = self.sent(**answers).browser
        browser.go("/min-side/tider")
        times = (each.get("value") for each in browser.page.all("button") if each.get("name") == "time")
        self.presses(browser, "/min-side/tider", time=next(one for one in times if one and f".{who.jens}" in one))
        browser.press(form="/min-side/tid")
        return browser

    def presses(self, browser: Browser | Colleague, path: str, *, expect: int = 200, **fields: str) -> None:
        browser.post(path, {"csrf_token": browser.token(), **fields}, expect=expect)
