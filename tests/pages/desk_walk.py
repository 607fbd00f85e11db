"""The walk through the desk: signing in, the queue, inquiries of every kind, the counter, and refusals."""

from typing import Any

from tests.pages.walk import TEXT, Walk
from tests.people import Colleague, Desk

NOWHERE = "/personale/henvendelse/00000000-0000-0000-0000-000000000000"
TABS = ("venter", "mine", "nye-svar", "frist", "alle", "afsluttede")


class DeskWalk(Walk):
    """The staff's half of the walk. The staff stay the same in every language."""

    def __init__(self, *args: Any, desk: Desk):
        super().__init__(*args)
        self.desk = desk

    def parts(self) -> tuple[Any, ...]:
        return (
            self.sign_in,
            self.empty_queue,
            self.one_inquiry,
            self.one_that_was_taken,
            self.other_inquiries,
            self.at_the_counter,
            self.queue,
            self.searching,
            self.desk_refusals,
        )

    def reads(self, colleague: Colleague) -> Colleague:
        """The same colleague, reading in this walk's language."""
        colleague.prefix = "" if self.language == "da" else f"/{self.language}"
        return colleague

    @property
    def mette(self) -> Colleague:
        return self.reads(self.desk.mette)

    def sign_in(self) -> None:
        browser = self.browser()
        browser.go("/personale/log-ind")
        browser.press(form="/personale/log-ind", expect=422)
        with self.album.when("forkert"):
            wrong = {"email": "x@haderslev.test", "password": "x" * 15, "code": "123456"}
            browser.press(form="/personale/log-ind", expect=422, **wrong)
        for state, colleague in (
            ("administrator", self.desk.soeren),
            ("rådgiver", self.desk.mette),
            ("leder", self.desk.karin),
        ):
            with self.album.when(state):
                self.reads(colleague).go("/personale/din-rolle")

    def empty_queue(self) -> None:
        aisha = self.reads(self.desk.aisha)
        for tab in TABS:
            with self.album.when(f"tom {tab}"):
                aisha.go(f"/personale?del={tab}")

    def queue(self) -> None:
        self.sent(lige_nu={"danger": "yes"})
        self.sent(alder={"age": "13_17"}, lige_nu={"danger": "unsure"})
        self.sent()
        mette = self.mette
        mette.go("/personale")
        for tab in TABS:
            with self.album.when(tab):
                mette.go(f"/personale?del={tab}")
        with self.album.when("filter"):
            mette.go("/personale?del=alle&kanal=web&hast=3&tilstand=received")
        with self.album.when("filter uden træf"):
            mette.go("/personale?del=alle&kanal=outreach&hast=1&tilstand=decided")

    def one_inquiry(self) -> None:
        """Opened with a reason, taken, answered, noted on, clarified, closed; and stumbled over on the way."""
        evening = {"times": ["evening"], "may_leave_message": "no", "if_another_answers": "hang_up", "code_word": "sol"}
        nadia = self.sent(kontakt={"contact_choice": "safe_contact"}, kort=evening)
        mette = self.mette
        at = self.address_of(mette, nadia.reference)
        mette.go(at)
        mette.post(f"{at}/aabn", {"csrf_token": mette.token(), "reason": ""}, expect=422)
        mette.post(f"{at}/aabn", {"csrf_token": mette.token(), "reason": "Hun har ringet."})
        with self.album.when("åbnet, ikke taget"):
            mette.go(at)
        mette.post(f"{at}/nummer", {"csrf_token": mette.token(), "reason": ""}, expect=422)
        mette.go(f"{at}/tag")
        self.take(mette, at)
        mette.post(f"{at}/svar", {"csrf_token": mette.token(), "message": ""}, expect=422)
        mette.post(f"{at}/svar", {"csrf_token": mette.token(), "message": TEXT})
        mette.post(f"{at}/note", {"csrf_token": mette.token(), "note": ""}, expect=422)
        mette.post(f"{at}/note", {"csrf_token": mette.token(), "note": "Ring helst om aftenen."})
        mette.post(f"{at}/afklaring", {"csrf_token": mette.token()})
        with self.album.when("taget og besvaret"):
            nadia.browser.go("/min-side")
            nadia.browser.press(form="/min-side/besked", message="Tak. Jeg kommer.")
            nadia.browser.go("/min-side/det-ved-vi")
            mette.go("/personale?del=nye-svar")
            mette.go(at)
            mette.post(f"{at}/nummer", {"csrf_token": mette.token(), "reason": "Hun bad om det."})
        self.hands_on(mette, at)
        self.close(mette, at, nadia)

    def close(self, mette: Colleague, at: str, nadia: Any) -> None:
        mette.go(f"{at}/afslut")
        mette.press(form="/afslut", expect=422)
        with self.album.when("afsluttet"):
            mette.press(form="/afslut", outcome="helped")
            for path in ("/min-side", "/min-side/om-dig", "/min-side/haster", "/min-side/det-ved-vi"):
                nadia.browser.go(path)

    def one_that_was_taken(self) -> None:
        nadia = self.sent()
        mette, jens = self.mette, self.reads(self.desk.jens)
        at = self.address_of(mette, nadia.reference)
        jens.go("/personale")
        token = jens.token()
        self.take(mette, at)
        with self.album.when("taget lige før"):
            jens.post(f"{at}/tag", {"csrf_token": token, "skip": "agreed"}, expect=409)
            jens.go(at)
            jens.post(f"{at}/svar", {"csrf_token": token, "message": TEXT}, expect=409)

    def other_inquiries(self) -> None:
        """Inquiries that say little, or something else."""
        for state, who, answers in (
            ("pårørende", "paaroerende", {}),
            ("arbejde", "arbejde", {}),
            ("uden at sige hvem", "selv", {"hjemme": {"hypothetical": "true"}}),
            ("fare og gravid", "selv", {"lige_nu": {"danger": "yes"}, "hjemme": {"home": ["pregnant"]}}),
            ("med navn", "selv", {"kontakt": {"contact_choice": "name"}}),
            ("ingenting", "selv", {"ord": None, "fylder": None, "om": None, "kontakt": None}),
        ):
            nadia = self.sent(who, **answers)  # type: ignore[arg-type]
            at = self.address_of(self.mette, nadia.reference)
            self.take(self.mette, at)
            with self.album.when(state):
                self.mette.go(at)

    def at_the_counter(self) -> None:
        mette = self.mette
        mette.go("/personale/registrer")
        mette.press(form="/registrer", expect=422, phone="12", age="x", municipality="nowhere")
        right = {"channel": "counter", "phone": "", "age": "", "municipality": "", "own_words": TEXT}
        mette.press(form="/registrer", **right)
        mette.press(form="/kode")

    def hands_on(self, mette: Colleague, inquiry: str) -> None:
        mette.go(f"{inquiry}/giv-videre")
        with self.album.when("ingen valgt"):
            mette.press(form="/giv-videre", expect=422)

    def searching(self) -> None:
        mette = self.mette
        mette.go("/personale/soeg")
        for state, sought, expect in (
            ("for lidt", "x", 422),
            ("fundet", "Skipper", 200),
            ("ikke fundet", "ingen hedder det her", 200),
            ("forkert kode", "7KQM-4TXD-29WH-PR6C", 200),
            ("ukendt nummer", "20 69 28 99", 200),
        ):
            with self.album.when(state):
                mette.press(form="/soeg", sought=sought, expect=expect)

    def desk_refusals(self) -> None:
        with self.album.when("findes ikke"):
            self.mette.go("/personale/findes-ikke", expect=404)
        browser = self.browser()
        browser.go("/personale/log-ind")
        with self.album.when("logget ud"):
            browser.post(f"{NOWHERE}/svar", {"csrf_token": browser.token(), "message": TEXT}, expect=401)

    def address_of(self, colleague: Colleague, reference: str) -> str:
        """Where a colleague finds an inquiry, without the language's prefix."""
        colleague.go("/personale?del=alle")
        link = next(each for each in colleague.page.all("a") if colleague.page.text_of(each) == reference)
        return str(link.get("href")).removeprefix(colleague.prefix)

    def take(self, colleague: Colleague, at: str) -> None:
        colleague.go("/personale?del=alle")
        colleague.post(f"{at}/tag", {"csrf_token": colleague.token(), "skip": "agreed"})
