"""One walk through everything at the door: every page, every question, every refusal."""

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

from app.portal import Portal
from app.vault.codes import Busy
from app.vault.sweeping import sweep
from app.web.limits import Limits
from tests.browser import Browser
from tests.clock import TUESDAY, Clock
from tests.pages.album import Album
from tests.people import Nadia

SUNDAY_NIGHT = datetime(2026, 11, 29, 22, 5, tzinfo=UTC)
FRONT_PAGES = ("/", "/haderslev", "/ishoej", "/koebenhavn")
OTHER_PUBLIC_PAGES = ("/trygt", "/privatliv", "/rettigheder", "/was", "/dele")
TEXT = "Kom forbi i morgen klokken ti. Så finder vi ud af det sammen."
# What is wrong with an answer, by the step's place in the address.
WRONG_ANSWERS: dict[str, dict[str, Any]] = {
    "hvem": {"for_whom": "x"},
    "ord": {"own_words": "x" * 5001},
    "fylder": {"first": "housing", "second": "housing"},
    "om": {"substance": "x"},
    "oensker": {"wish": "x"},
    "alder": {"age": "x"},
    "lige-nu": {"danger": "x"},
    "hjemme": {"home": ["neither", "children"]},
    "kontakt": {"contact_choice": "x"},
    "navn": {"name": ""},
    "sikker": {"phone": "12", "email": "x"},
    "kort": {"times": ["x"], "if_another_answers": "x", "may_leave_message": "x"},
}
UP_THE_LADDER: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
    ("nickname", {"nickname": ""}, {"nickname": "Skipper"}),
    ("safe_contact", {"phone": "12"}, {"phone": "20 30 40 50", "times": ["morning"], "may_leave_message": "no"}),
    ("name", {"name": ""}, {"name": "Nadia Holm"}),
)


class Walk:
    """Somebody who goes through the portal in one language."""

    def __init__(self, seen: Any, portal: Portal, clock: Clock, album: Album, language: str):
        self.seen, self.portal, self.clock, self.album, self.language = seen, portal, clock, album, language

    def walk(self) -> None:
        """Every part, each as if somebody else did it."""
        for part in self.parts():
            self.seen.app.state.limits = Limits()
            part()

    def browser(self) -> Browser:
        return Browser(self.seen, language=self.language)

    def writes(self, who: str = "selv", **answers: Any) -> Browser:
        """An inquiry before it is sent, with the check page on the screen."""
        return Nadia(self.seen, self.portal).writes(who, language=self.language, **answers).browser

    def sent(self, who: str = "selv", **answers: Any) -> Nadia:
        """An inquiry of Nadia's, with her own page on the screen."""
        nadia = Nadia(self.seen, self.portal).sends(who, language=self.language, **answers)
        nadia.writes_it_down()
        words = (word.strip(".,") for word in nadia.browser.page.text.split())
        nadia.reference = next(word for word in words if word[:3] == "26-")
        return nadia

    def a_code(self) -> str:
        """A well-formed code that belongs to nobody."""
        return str(self.portal.vault.mint().code)

    def parts(self) -> tuple[Any, ...]:
        return (
            self.public_pages,
            self.doors_and_offers,
            self.questions,
            self.questions_with_mistakes,
            self.safety_pages,
            self.code_pages,
            self.own_pages,
            self.own_pages_of_others,
            self.refusals,
            self.busy_and_broken,
        )

    def public_pages(self) -> None:
        for path in (*FRONT_PAGES, *OTHER_PUBLIC_PAGES):
            self.browser().go(path)
        with self.album.when("højre mod venstre"):
            self.browser().go("/dele?retning=rtl")
        self.clock.moment = SUNDAY_NIGHT
        with self.album.when("søndag nat"):
            for path in FRONT_PAGES:
                self.browser().go(path)
        self.clock.moment = TUESDAY

    def doors_and_offers(self) -> None:
        """Each door that a centre opens beside its front page, and what each centre offers."""
        for centre in self.portal.catalogue.centres.values():
            for door in centre.doors:
                self.browser().go(f"/{door.slug}")
            self.browser().go(f"/{centre.key}/hjaelp")
        with self.album.when("ung dør"):
            self.browser().go("/begynd/selv?door=unge-haderslev")
        with self.album.when("kladde"):
            self.writes().go("/haderslev/hjaelp")
            self.writes(alder={"age": "13_17"}).go("/koebenhavn/hjaelp")

    def safety_pages(self) -> None:
        for who in ("selv", "paaroerende", "arbejde"):
            self.browser().go(f"/begynd/{who}")
        with self.album.when("fra et center"):
            self.browser().go("/begynd/selv?centre=ishoej")
        with self.album.when("kladde"):
            self.writes().go("/begynd/selv")
            self.writes().go("/")

    def questions(self) -> None:
        """Every question of all three ways in, and what changes with the answers."""
        self.writes(kontakt={"contact_choice": "name"})
        self.writes()
        with self.album.when("pårørende"):
            self.writes("paaroerende")
        with self.album.when("arbejde"):
            self.writes("arbejde")
        with self.album.when("fare, under 18, et andet sted"):
            self.writes(
                sted={"municipality": "elsewhere"},
                alder={"age": "13_17"},
                lige_nu={"danger": "yes"},
                hjemme={"home": ["pregnant", "children"]},
            )
        with self.album.when("uden at sige hvem"):
            self.writes(hjemme={"hypothetical": "true"})
        with self.album.when("ingenting"):
            skipped = ("sted", "ord", "fylder", "om", "oensker", "alder", "lige_nu", "hjemme", "kontakt")
            self.writes(**dict.fromkeys(skipped))

    def questions_with_mistakes(self) -> None:
        """Each question as it was answered, and with something to put right."""
        browser = self.writes(kontakt={"contact_choice": "name"})
        for step, answer in WRONG_ANSWERS.items():
            self.mistake(browser, step, answer)
        self.mistake(self.writes(), "kaldenavn", {"nickname": ""})
        self.mistake(self.writes(sted=None), "hvor", {"centre": "x"})
        browser = self.browser()
        browser.go("/begynd/selv")
        browser.press(form="/begynd/selv")
        self.mistake(browser, "sted", {})

    def mistake(self, browser: Browser, step: str, answer: dict[str, Any]) -> None:
        with self.album.when("besvaret"):
            browser.go(f"/skriv/{step}")
        browser.press(form=f"/skriv/{step}", expect=422, **answer)

    def code_pages(self) -> None:
        nadia = Nadia(self.seen, self.portal).sends(language=self.language)
        nadia.browser.press(form="/kode", expect=422)
        self.sent_and_not_finished(nadia)
        browser = self.browser()
        browser.go("/log-ind")
        for state, typed in (("tom", ""), ("tastefejl", nadia.code[:-1]), ("åbner ikke", self.a_code())):
            with self.album.when(state):
                browser.press(form="/log-ind", code=typed, expect=422)

    def sent_and_not_finished(self, nadia: Nadia) -> None:
        """What there is to see while a code waits, and when nobody came for it."""
        browser, token = nadia.browser, nadia.browser.token()
        with self.album.when("koden venter"):
            browser.go("/")
            browser.go("/kode/slet")
            browser.post("/skriv/ord", {"csrf_token": token, "own_words": TEXT}, expect=409)
        self.clock.pass_time(minutes=11)
        with self.album.when("for sent"):
            browser.go("/kode")
        with self.portal.vault.keystore.writing() as session:
            sweep(session, now=self.clock.moment)
        with self.album.when("ingen kode"):
            browser.go("/kode")
        self.clock.moment = TUESDAY

    def own_pages(self) -> None:
        browser = self.sent().browser
        browser.press(form="/min-side/besked", message="", expect=422)
        for path in (
            "/min-side/det-ved-vi",
            "/min-side/om-dig",
            "/min-side/hjaelp",
            "/min-side/ny-kode",
            "/min-side/haster",
        ):
            browser.go(path)
        browser.press(form="/min-side/haster", expect=422)
        self.climb(browser)
        browser.go("/min-side/ny-kode")
        with self.album.when("den nye kode"):
            browser.press(form="/min-side/ny-kode")
        browser.press(form="/skrevet", expect=422)
        browser.press(form="/skrevet", written_down="1")
        browser.go("/min-side/slet")
        browser.press(form="/min-side/slet", expect=422)
        browser.press(form="/min-side/slet", sure="1")
        self.sent().browser.press(form="/log-ud")

    def climb(self, browser: Browser) -> None:
        """Up the ladder, rung by rung, and each of them stumbled over once."""
        for rung, wrong, right in UP_THE_LADDER:
            browser.go("/min-side/om-dig")
            for answer, expected in ((wrong, 422), (right, 200)):
                with self.album.when(rung):
                    sent = {"csrf_token": browser.token(), "rung": rung, **answer}
                    browser.post("/min-side/om-dig", sent, expect=expected)
        with self.album.when("alt sagt"):
            browser.go("/min-side")
            browser.go("/min-side/om-dig")
            browser.go("/min-side/det-ved-vi")

    def own_pages_of_others(self) -> None:
        for state, who, answers in (
            ("pårørende", "paaroerende", {}),
            ("arbejde", "arbejde", {}),
            ("fare", "selv", {"lige_nu": {"danger": "yes"}}),
            ("uden at sige hvem", "selv", {"hjemme": {"hypothetical": "true"}}),
            ("ingenting", "selv", {"ord": None, "oensker": None, "kontakt": None}),
        ):
            with self.album.when(state):
                browser = self.sent(who, **answers).browser  # type: ignore[arg-type]
                browser.go("/min-side/om-dig")
                browser.go("/min-side/haster")
                browser.go("/min-side/hjaelp")

    def refusals(self) -> None:
        """What a refused request is told."""
        with self.album.when("findes ikke"):
            self.browser().go("/findes-ikke", expect=404)
        with self.album.when("kan siden ikke"):
            self.browser().post("/trygt", {"csrf_token": "x"}, expect=405)
        with self.album.when("for gammel"):
            self.writes().post("/skriv/ord", {"csrf_token": "x", "own_words": TEXT}, expect=403)
        browser = self.browser()
        browser.go("/log-ind")
        token = browser.token()
        with self.album.when("kladden er væk"):
            browser.post("/skriv/ord", {"csrf_token": token, "own_words": TEXT}, expect=401)
        with self.album.when("siden er lukket"):
            browser.post("/min-side/besked", {"csrf_token": token, "message": TEXT}, expect=401)
        with self.album.when("for meget"):
            browser.post("/log-ind", {"csrf_token": token, "code": "x" * 300_000}, expect=413)
        with self.album.when("for mange forsøg"):
            for _ in range(10):
                browser.post("/log-ind", {"csrf_token": token, "code": self.a_code()}, expect=422)
            browser.post("/log-ind", {"csrf_token": token, "code": self.a_code()}, expect=429)

    def busy_and_broken(self) -> None:
        with self.album.when("travlt"), patch.object(type(self.portal.vault), "mint", side_effect=Busy):
            self.writes().press(form="/tjek", expect=503)
