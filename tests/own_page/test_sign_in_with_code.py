"""Nadia comes back with her code, in a new browser, and types it as people do."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete

from app.models import CitizenSession, Inquiry
from app.portal import Portal
from app.vault.codes import ALPHABET, Busy, CodeStretcher, StretchedCode
from app.web.cookies import CITIZEN
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import NadiaWhoWrote, deeds_in, plain

UNKNOWN = "0000-0000-0000-0000"
KIND = "Koden åbner ikke noget"


@pytest.fixture
def tries(nadia: NadiaWhoWrote, new_browser: Callable[..., Browser]) -> Callable[..., Browser]:
    """Type a code in a browser of one's own."""
    nadia.has_written()

    def with_code(typed: str, *, expect: int = 200) -> Browser:
        browser = new_browser()
        browser.go("/log-ind")
        browser.press(form="/log-ind", code=typed, expect=expect)
        return browser

    return with_code


@pytest.fixture
def stretched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every code that costs work."""
    seen: list[str] = []
    stretch = CodeStretcher.stretch

    def counted(self: CodeStretcher, code: str) -> StretchedCode:
        seen.append(code)
        return stretch(self, code)

    monkeypatch.setattr(CodeStretcher, "stretch", counted)
    return seen


def with_a_slip(code: str) -> str:
    """The same code with its last symbol wrong."""
    return code[:-1] + ALPHABET[(ALPHABET.index(code[-1]) + 1) % len(ALPHABET)]


def test_the_code_opens_her_page(nadia: NadiaWhoWrote, portal: Portal) -> None:
    nadia.has_written()
    browser = nadia.comes_back()
    assert "Hej Skipper" in browser.page.h1
    assert deeds_in(portal)[-1] == "citizen_signed_in"


def test_it_may_be_typed_in_many_ways(tries: Callable[..., Browser], nadia: NadiaWhoWrote) -> None:
    code = nadia.code
    ways = (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        f"  {code}\n",
        code.replace("-", "\u2013"),
        code.replace("0", "o").replace("1", "l"),
    )
    for way in ways:
        assert tries(way).path == "/min-side", way


def test_a_slip_of_the_finger_costs_no_work_and_no_try(
    nadia: NadiaWhoWrote, tries: Callable[..., Browser], stretched: list[str]
) -> None:
    slip = with_a_slip(nadia.code)
    for _ in range(12):
        browser = tries(slip, expect=422)
    assert "Der er en tastefejl i koden" in browser.page.text
    assert stretched == []
    assert tries(nadia.code).path == "/min-side"


def test_what_was_typed_stays_in_the_field(tries: Callable[..., Browser]) -> None:
    page = tries("7kqm 4txd", expect=422).page
    assert next(field for field in page.all("input") if field.get("name") == "code").get("value") == "7kqm 4txd"


def test_nothing_typed_is_asked_for(tries: Callable[..., Browser]) -> None:
    assert "Skriv din kode i feltet" in tries("  ", expect=422).page.text


def test_unknown_changed_forgotten_and_lost_codes_get_the_same_answer(
    nadia: NadiaWhoWrote,
    portal: Portal,
    tries: Callable[..., Browser],
    stretched: list[str],
) -> None:
    changed = nadia.code
    browser = nadia.comes_back()
    browser.go("/min-side/ny-kode")
    browser.press("Giv mig en ny kode")
    forgotten = "".join(browser.page.text_of(each) for each in browser.page.root.iter() if each.get("id") == "code")
    browser.press("Gå til min side", written_down="1")
    browser.go("/min-side/slet")
    browser.press("Slet alt nu", sure="1")
    stretched.clear()
    answers = []
    for code in (UNKNOWN, changed, forgotten):
        page = tries(code, expect=422).page
        field = next(each for each in page.all("input") if each.get("name") == "code")
        assert field.get("value") == code
        answers.append(page.text)
    assert KIND in answers[0]
    assert len(set(answers)) == 1
    assert len(stretched) == 3, "each costs exactly one try of work, so that time tells nothing"


def test_keys_without_an_inquiry_answer_as_an_unknown_code(
    nadia: NadiaWhoWrote, portal: Portal, tries: Callable[..., Browser]
) -> None:
    with portal.data.writing() as session:
        session.execute(delete(Inquiry))
    assert KIND in tries(nadia.code, expect=422).page.text


def test_guessing_stops_after_ten_tries_and_begins_again_a_minute_later(
    tries: Callable[..., Browser], stretched: list[str], clock: Clock
) -> None:
    for _ in range(10):
        tries(UNKNOWN, expect=422)
    assert "Vent et minut" in tries(UNKNOWN, expect=429).page.text
    assert len(stretched) == 10


def test_right_codes_spend_nothing(nadia: NadiaWhoWrote, tries: Callable[..., Browser]) -> None:
    for _ in range(12):
        assert tries(nadia.code).path == "/min-side"


def test_too_many_at_once_is_a_page_that_says_wait(
    tries: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(self: CodeStretcher, code: str) -> None:
        raise Busy

    monkeypatch.setattr(CodeStretcher, "stretch", busy)
    browser = tries(UNKNOWN, expect=503)
    assert "Der er travlt lige nu" in browser.page.h1
    assert browser.response.headers["retry-after"]


def test_session_rotates_and_the_old_one_is_dead(nadia: NadiaWhoWrote, portal: Portal, door: Browser) -> None:
    nadia.has_written()
    browser = nadia.comes_back()
    first = browser.client.cookies[CITIZEN]
    browser.go("/log-ind")
    browser.press(form="/log-ind", code=nadia.code)
    assert browser.client.cookies[CITIZEN] != first
    door.client.cookies.set(CITIZEN, first, domain="indgangen.test")
    door.go("/min-side")
    assert door.path == "/log-ind"


def test_token_not_in_db(nadia: NadiaWhoWrote, portal: Portal) -> None:
    nadia.has_written()
    token = nadia.comes_back().client.cookies[CITIZEN]
    with portal.vault.keystore.reading() as session:
        row = session.query(CitizenSession).one()
    assert token.encode() not in row.token_hash + row.sealed_key


def test_the_cookie_is_for_this_host_this_visit_and_no_script(
    nadia: NadiaWhoWrote, new_browser: Callable[..., Browser]
) -> None:
    nadia.has_written()
    browser = new_browser()
    browser.go("/log-ind")
    sent = {"csrf_token": browser.token(), "code": nadia.code}
    answer = browser.client.post("/log-ind", data=sent, follow_redirects=False)
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith(CITIZEN)).lower()
    assert answer.status_code == 303
    assert all(word in cookie for word in ("secure", "httponly", "samesite=strict", "path=/"))
    assert "max-age" not in cookie
    assert "expires" not in cookie


@pytest.mark.parametrize(("step", "steps"), [(16, 1), (14, 5)])
def test_the_visit_ends_after_a_quarter_of_quiet_and_after_an_hour(
    nadia: NadiaWhoWrote, clock: Clock, step: int, steps: int
) -> None:
    nadia.has_written()
    browser = nadia.comes_back()
    for _ in range(steps):
        clock.pass_time(minutes=step)
        browser.go("/min-side")
    assert browser.path == "/log-ind"


def test_last_use_shown(nadia: NadiaWhoWrote, clock: Clock) -> None:
    nadia.has_written()
    assert "Den er ikke brugt før" in nadia.comes_back().page.text
    clock.pass_time(hours=20)  # somebody else, next morning at 9.40
    nadia.comes_back()
    clock.pass_time(hours=3)
    page = nadia.comes_back().page
    assert "Den blev sidst brugt i dag mellem kl. 9 og 10" in plain(page.text)
    page = nadia.browser.go("/min-side")
    assert "mellem kl. 9 og 10" in plain(page.text), "one's own visit is never 'the last use'"
