"""The walk through questionnaires at the door: every kind of question, and every state a set of answers can be in."""

from typing import Any

from app.instruments.library import Instrument
from app.portal import Portal
from tests.browser import Browser
from tests.clock import TUESDAY
from tests.pages.walk import Walk
from tests.questionnaires.every_kind import COUNTED, EVERY_KIND

LIST = "/min-side/skemaer"
# What somebody answers on the way, by the question's place; the rest is passed over.
ANSWERS: dict[str, dict[str, Any]] = {
    "3": {"choice": "yes"},
    "4": {"choice": "v2"},
    "6": {"choice": ["v1", "v3"]},
    "7": {"own": "vand"},
    "9": {"own": "3"},
    "12": {"own": "3", "unit": "km"},
    "18": {"own": "Det gik godt."},
    "19": {"own": ["Anna", "Bo"]},
}


def with_forms(portal: Portal) -> dict[str, Instrument]:
    """What comes with the portal, and two that show what those do not."""
    return {**portal.library, EVERY_KIND.key: EVERY_KIND, COUNTED.key: COUNTED}


class FormsWalk(Walk):
    """Somebody at home with a questionnaire, on one device and on two."""

    def parts(self) -> tuple[Any, ...]:
        return (self.fills_in, self.counts, self.relatives)

    def begins(self, browser: Browser, key: str) -> str:
        browser.go(LIST)
        browser.post(LIST, {"csrf_token": browser.token(), "form": key})
        return browser.path.removeprefix("/en")

    def fills_in(self) -> None:
        browser = self.sent().browser
        browser.go(LIST)
        url = self.begins(browser, EVERY_KIND.key)
        browser.go(f"{url}/tjek")
        with self.album.when("ingenting svaret"):
            browser.press(form="/tjek", expect=409)
        self.answers(browser, url)
        with self.album.when("svaret"):
            for path in (url, f"{url}/4?then=check", f"{url}/tjek", f"{url}/slet", LIST, "/min-side"):
                browser.go(path)
        self.two_devices(browser, url)
        browser.go(f"{url}/tjek")
        browser.press(form="/tjek", may_export="1")
        with self.album.when("sendt"):
            browser.press(form="/fil")
            for path in (LIST, "/min-side", "/min-side/det-ved-vi", f"{url}/igen"):
                browser.go(path)
        browser.press(form="/igen", expect=422)

    def answers(self, browser: Browser, url: str) -> None:
        """Each question empty, wrong, and answered or passed over."""
        for place in map(str, range(1, len(EVERY_KIND.form.by_id) + 1)):
            if EVERY_KIND.form.by_id[list(EVERY_KIND.form.by_id)[int(place) - 1]].kind.asks is False:
                continue
            browser.go(f"{url}/{place}")
            if browser.path.endswith(f"/{place}"):
                browser.press(form=f"/{place}", own="\0" if "own" in browser.page.html else None, expect=422)
                browser.press(form=f"/{place}", **ANSWERS.get(place, {"pass": "at_the_talk"}))

    def two_devices(self, browser: Browser, url: str) -> None:
        """The same question twice, a question that went away, another version, and an answer after sending."""
        browser.go(f"{url}/4")
        old = {"csrf_token": browser.token(), "version": EVERY_KIND.form.version, "revision": "0"}
        browser.post(f"{url}/4", {**old, "choice": "v3"}, expect=409)
        browser.press("Keep what I" if self.language == "en" else "Behold det, jeg")
        with self.album.when("stilles ikke mere"):
            browser.post(f"{url}/5", {**old, "revision": "99", "own": "Den var sød"}, expect=409)
        with self.album.when("en anden udgave"):
            browser.post(f"{url}/4", {**old, "version": "x", "choice": "v1"}, expect=409)

    def counts(self) -> None:
        """The same counted form three times: without enough answers, and with a curve."""
        nadia = self.sent()
        browser, url = nadia.browser, ""
        for answers in (("v1", "v2", "v3"), ("v3", "v3", "v2"), ("v1",)):
            url = self.begins(browser, COUNTED.key)
            for place, choice in enumerate(answers, start=1):
                browser.go(f"{url}/{place}")
                browser.press(form=f"/{place}", choice=choice)
            browser.go(f"{url}/tjek")
            with self.album.when(f"talt {len(answers)} {answers[0]}"):
                browser.press(form="/tjek")
            self.clock.pass_time(days=14)
            browser = nadia.comes_back(language=self.language)
        with self.album.when("talt"):
            browser.go(f"{url}/igen")
        self.clock.moment = TUESDAY

    def relatives(self) -> None:
        with self.album.when("arbejde"):
            self.sent("arbejde").browser.go(LIST)
        with self.album.when("pårørende"):
            browser = self.sent("paaroerende").browser
            browser.go(LIST)
            self.begins(browser, "taet_paa")
