"""The same few people in every test: what they know, and how they do what they always do."""

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pyotp
from fastapi import FastAPI

from app.accounts.actions import add_staff
from app.inquiries.actions import without
from app.inquiries.citizen import FOR_WHOM, Who
from app.inquiries.drafts import Writing, begin
from app.inquiries.forms import STEP_FORMS
from app.portal import Portal
from app.rules.answers import Answers
from app.rules.questions import Step, met
from app.rules.triage import Role
from app.vault.browser import OpenDraft
from app.web.cookies import DRAFT
from app.web.forms import Form, bind
from tests.browser import ORIGIN, Browser
from tests.clock import Clock

PASSWORD = "en lang sætning til prøven"
OWN_WORDS = "Jeg mister måske min lejlighed. Jeg drikker hver aften for at kunne sove."

# What Nadia answers when a test does not say otherwise, by the step's place in the address.
NADIAS_ANSWERS: dict[str, dict[str, Any]] = {
    "sted": {"municipality": "haderslev"},
    "relation": {"relation": "sibling"},
    "sted-for-arbejde": {"workplace": "school"},
    "ord": {"own_words": OWN_WORDS},
    "fylder": {"first": "housing", "second": "alcohol"},
    "om": {"substance": "alcohol"},
    "oensker": {"wish": "treatment"},
    "alder": {"age": "30_plus"},
    "lige-nu": {"danger": "no"},
    "hjemme": {"home": "neither"},
    "kontakt": {"contact_choice": "nickname"},
    "kaldenavn": {"nickname": "Skipper"},
    "navn": {"name": "Nadia Holm"},
    "sikker": {"phone": "20 30 40 50"},
    "kort": {"times": ["morning"], "may_leave_message": "no", "if_another_answers": "first_name_only"},
    "hvor": {"centre": "haderslev"},
}


class Nadia:
    """Nadia writes to us. ``browser`` is hers; ``code`` and ``reference`` are what she was given."""

    def __init__(self, app: FastAPI, portal: Portal):
        self.app = app
        self.portal = portal
        self.browser = Browser(app)
        self.code = ""
        self.reference = ""

    def has_a_draft(self, who: str = "selv", *, language: str = "da", **answers: dict[str, Any] | None) -> "Nadia":
        """As ``writes``, but straight into the drafts, by the same forms: for tests that are not about pages."""
        given = {name.replace("_", "-"): answer for name, answer in answers.items()}
        start = met(Answers(for_whom=FOR_WHOM[Who(who)]), Step.FOR_WHOM)
        writing = Writing("", OpenDraft(UUID(int=0), ""), start, self.portal.catalogue)
        while step := writing.next:
            answer = given[step] if step in given else NADIAS_ANSWERS[step]
            if answer is None:
                writing = writing.with_answers(without(writing.answers, step), step)
                continue
            sent = [
                (key, one) for key, value in answer.items() for one in (value if isinstance(value, list) else [value])
            ]
            form = bind(STEP_FORMS[step], Form(tuple(sent))).value
            assert form is not None, f"{answer} does not answer {step}"
            writing = writing.with_answers(form.applied(writing.answers), step)
        self.browser = Browser(self.app, language=language)
        token = begin(self.portal, writing.answers, now=self.portal.now())
        self.browser.client.cookies.set(DRAFT, token, domain=urlsplit(ORIGIN).netloc)
        self.browser.go("/tjek")
        return self

    def writes(self, who: str = "selv", *, language: str = "da", **answers: dict[str, Any] | None) -> "Nadia":
        """Answer every question (``None`` skips one, keys use _ for -) and stop at the check page."""
        self.browser = Browser(self.app, language=language)
        self.browser.go(f"/begynd/{who}")
        self.browser.press(form=f"/begynd/{who}")
        given = {name.replace("_", "-"): answer for name, answer in answers.items()}
        for _ in range(30):
            step = self.browser.path.rpartition("/")[2]
            if step == "tjek":
                return self
            answer = given[step] if step in given else NADIAS_ANSWERS[step]
            if answer is None:
                self.browser.press(form=f"/skriv/{step}", skip="1")
            else:
                self.browser.press(form=f"/skriv/{step}", **answer)
        raise AssertionError(f"the questions never end: {self.browser.path}")

    def sends(self, who: str = "selv", *, language: str = "da", **answers: dict[str, Any] | None) -> "Nadia":
        """Write and send. Ends on the code page."""
        self.has_a_draft(who, language=language, **answers)
        self.browser.press(form="/tjek")
        assert self.browser.path.endswith("/kode"), self.browser.path
        self.code = next(
            self.browser.page.text_of(each) for each in self.browser.page.root.iter() if each.get("id") == "code"
        ).replace(" ", "")
        return self

    def writes_it_down(self) -> Browser:
        """Tick the box and go on to her own page; where there are times to choose between, she chooses later."""
        self.browser.press(form="/kode", written_down="1")
        if self.browser.path.endswith("/min-side/tider"):
            self.browser.go("/min-side")
        return self.browser

    def comes_back(self, *, language: str = "da") -> Browser:
        """Sign in with the code in a new browser."""
        browser = Browser(self.app, language=language)
        browser.go("/log-ind")
        browser.press(form="/log-ind", code=self.code)
        assert browser.path.endswith("/min-side"), browser.page.text
        self.browser = browser
        return browser


class Colleague(Browser):
    """A signed-in staff member's browser, with who they are."""

    def __init__(self, app: FastAPI, *, name: str, email: str, secret: str, clock: Clock):
        super().__init__(app)
        self.name, self.email, self.secret, self.clock = name, email, secret, clock

    def six_digits(self) -> str:
        """The code on their phone right now."""
        return pyotp.TOTP(self.secret).at(self.clock())

    def signs_in(self) -> "Colleague":
        self.go("/personale/log-ind")
        self.press(form="/personale/log-ind", email=self.email, password=PASSWORD, code=self.six_digits())
        assert not self.path.endswith("/log-ind"), self.page.text
        return self


class Desk:
    """The staff. Each is made and signed in when a test first calls them."""

    def __init__(self, app: FastAPI, portal: Portal, clock: Clock):
        self.app, self.portal, self.clock = app, portal, clock

    @cached_property
    def mette(self) -> Colleague:
        return self.hired("Mette Lund", "haderslev", Role.COUNSELLOR).signs_in()

    @cached_property
    def jens(self) -> Colleague:
        return self.hired("Jens Friis", "haderslev", Role.COUNSELLOR).signs_in()

    @cached_property
    def karin(self) -> Colleague:
        return self.hired("Karin Holm", "haderslev", Role.LEADER).signs_in()

    @cached_property
    def aisha(self) -> Colleague:
        return self.hired("Aisha Rahman", "ishoej", Role.LEADER).signs_in()

    @cached_property
    def soeren(self) -> Colleague:
        return self.hired("Søren Kjær", "haderslev", Role.ADMINISTRATOR).signs_in()

    def hired(self, name: str, centre: str, role: Role) -> Colleague:
        """A new account, not signed in."""
        email = name.split(maxsplit=1)[0].lower().replace("ø", "oe").replace("æ", "ae") + f"@{centre}.test"
        with self.portal.data.writing() as session:
            hired = add_staff(session, self.portal, centre=centre, name=name, email=email, role=role, password=PASSWORD)
            secret = hired[1]
        return Colleague(self.app, name=name, email=email, secret=secret, clock=self.clock)
