"""The walk through visitation and follow-up: the meeting, a proposal, a decision and its letter, and coming back."""

from typing import Any

from sqlalchemy import select

from app.models import FollowUp
from tests.browser import Browser
from tests.clock import TUESDAY
from tests.pages.desk_walk import DeskWalk
from tests.people import Nadia

PROPOSED = {
    "ruling": "granted",
    "service": "individual_talks",
    "reason": "Du vil drikke mindre, og samtaler passer til dit arbejde.",
    "start_on": "2026-12-03",
}


class VisitationWalk(DeskWalk):
    """One person from the agenda to the end and back; and one who applies without a name."""

    def parts(self) -> tuple[Any, ...]:
        return (self.meeting, self.decision, self.apart_from_the_usual, self.applying, self.following_up)

    def posts(self, browser: Browser, path: str, *, expect: int = 200, **fields: Any) -> None:
        browser.post(path, {"csrf_token": browser.token(), **fields}, expect=expect)

    def put_forward(self, **answers: Any) -> tuple[Nadia, str]:
        nadia = self.sent(**answers)
        at = self.address_of(self.mette, nadia.reference)
        self.take(self.mette, at)
        self.mette.go(f"{at}/visitation")
        self.posts(self.mette, f"{at}/visitation", version="0", **PROPOSED)
        return nadia, at

    def meeting(self) -> None:
        karin = self.reads(self.desk.karin)
        with self.album.when("intet at se"):
            self.reads(self.desk.aisha).go("/personale/visitation")
        karin.go("/personale/visitation")
        self.posts(karin, "/personale/visitation/deltager", expect=422, meeting="2026-11-25", name="")
        self.posts(karin, "/personale/visitation/deltager", meeting="2026-11-25", name="Lise Krogh", title="Læge")
        self.posts(karin, "/personale/visitation/stedfortraeder", expect=422, first_day="x")
        colleague = next(each.get("value") for each in karin.page.all("option") if each.get("value"))
        days = {"first_day": "2026-11-24", "last_day": "2026-11-26"}
        self.posts(karin, "/personale/visitation/stedfortraeder", colleague=colleague, **days)

    def decision(self) -> None:
        """Put forward, read, decided with a slip on the way, decided twice, read by the citizen."""
        rich = {"fylder": {"first": "housing", "second": "money", "third": "alcohol"}}
        nadia, at = self.put_forward(**rich)
        mette, karin = self.mette, self.reads(self.desk.karin)
        self.posts(mette, f"{at}/visitation", expect=422, version="1", ruling="granted")
        self.posts(mette, f"{at}/visitation", expect=409, version="0", **PROPOSED)
        with self.album.when("på dagsordenen"):
            karin.go("/personale/visitation")
            mette.go(at)
        with self.album.when("rådgiver"):
            self.reads(self.desk.jens).go(f"{at}/afgoerelse")
        karin.go(f"{at}/afgoerelse")
        self.posts(karin, f"{at}/afgoerelse", expect=422, **{**PROPOSED, "version": "1", "start_on": "2026-12-30"})
        with self.album.when("ændret imens"):
            self.posts(karin, f"{at}/afgoerelse", expect=409, **{**PROPOSED, "version": "7"})
        self.posts(karin, f"{at}/afgoerelse", plan_offered="1", **{**PROPOSED, "version": "1"})
        with self.album.when("afgjort af en anden"):
            self.posts(karin, f"{at}/afgoerelse", expect=409, **{**PROPOSED, "version": "1"})
        with self.album.when("afgjort"):
            karin.go("/personale/visitation")
            mette.go(at)
        mette.go(f"{at}/brev/1")
        self.posts(mette, f"{at}/brev/1/givet", expect=422, received_on="x")
        with self.album.when("et brev"):
            nadia.browser.go("/min-side")
        nadia.browser.go("/min-side/afgoerelse")
        with self.album.when("modtaget"):
            mette.go(f"{at}/brev/1")
            nadia.browser.go("/min-side")
            nadia.browser.go("/min-side/det-ved-vi")

    def apart_from_the_usual(self) -> None:
        """Every other ruling, as the citizen reads it; and a second letter."""
        for ruling in ("not_granted", "hand_over", "more_knowledge", "nothing_more"):
            nadia, at = self.put_forward(om={"substance": "both"}, kontakt={"contact_choice": "name"})
            karin = self.reads(self.desk.karin)
            karin.go(f"{at}/afgoerelse")
            sent = {**PROPOSED, "version": "1", "ruling": ruling, "hand_to": "Tønder Kommune"}
            self.posts(karin, f"{at}/afgoerelse", **sent)
            with self.album.when(ruling):
                nadia.browser.go("/min-side/afgoerelse")
        self.posts(self.mette, f"{at}/visitation", version="0", **PROPOSED)
        with self.album.when("to breve"):
            nadia.browser.go("/min-side/afgoerelse")
        with self.album.when("et gammelt brev"):
            nadia.browser.go("/min-side/afgoerelse?nr=1")

    def applying(self) -> None:
        browser = self.sent(sted={"municipality": "ishoej"}, om={"substance": "drugs"}).browser
        with self.album.when("kan søge uden navn"):
            browser.go("/min-side")
        browser.go("/min-side/uden-navn")
        self.posts(browser, "/min-side/uden-navn", expect=422)
        self.posts(browser, "/min-side/uden-navn", social_help="no", words="Jeg har job og bolig.")
        with self.album.when("har søgt uden navn"):
            browser.go("/min-side")

    def following_up(self) -> None:
        nadia, at = self.put_forward()
        karin, mette = self.reads(self.desk.karin), self.mette
        karin.go(f"{at}/afgoerelse")
        self.posts(karin, f"{at}/afgoerelse", **{**PROPOSED, "version": "1"})
        nadia.browser.go("/min-side")
        self.posts(nadia.browser, "/min-side/opfoelgning", follow_up="yes")
        with self.album.when("opfølgning aftalt"):
            nadia.browser.go("/min-side")
            mette.go(at)
        self.posts(mette, f"{at}/opfoelgning", follow_up="no")
        with self.album.when("opfølgning sagt nej til"):
            nadia.browser.go("/min-side")
        self.posts(mette, f"{at}/opfoelgning", follow_up="yes")
        with self.portal.data.writing() as session:
            for row in session.scalars(select(FollowUp).where(FollowUp.state == "planned")):
                row.due_on = TUESDAY.date()
        for part in ("nu", "kommer"):
            with self.album.when(part):
                mette.go(f"/personale/opfoelgning?del={part}")
        mette.go("/personale/opfoelgning")
        mette.press("Ikke truffet" if self.language == "da" else "Not reached")
        with self.album.when("klaret"):
            mette.go("/personale/opfoelgning?del=klaret")
        self.coming_back(nadia, at)

    def coming_back(self, nadia: Nadia, at: str) -> None:
        self.posts(self.mette, f"{at}/afslut", outcome="helped")
        with self.album.when("afsluttet med opfølgning"):
            nadia.browser.go("/min-side")
            nadia.browser.go("/min-side/haster")
        nadia.browser.go("/min-side/igen")
        self.posts(nadia.browser, "/min-side/igen", expect=422)
        back = {"danger": "no", "wish": "treatment", "reuse": "yes", "person": "same"}
        self.posts(nadia.browser, "/min-side/igen", **back)
        with self.album.when("er tilbage"):
            nadia.browser.go("/min-side")
            self.take(self.mette, at)
            self.mette.go(at)
