"""Guessing a code leads nowhere: what it costs, how often it may be tried, and what it would take (2.2, row 14)."""

import threading

from fastapi import FastAPI
from starlette.testclient import TestClient

from app.vault.codes import ALPHABET, RANDOM_SYMBOLS, grouped, new_code
from app.web.limits import WRONG_CODES, WRONG_CODES_ALL
from tests.browser import ORIGIN, Loop
from tests.security.on_sqlite import store_urls  # noqa: F401
from tests.security.plain import OWN_PAGE, Plain
from tests.security.world import World

LIVE_CODES = 20_000  # far more inquiries than the centres have open at once
QUEUE = 10  # codes that may be under way when the last try is spent
A_YEAR_IN_MINUTES = 60 * 24 * 365


def from_network(app: FastAPI, address: str) -> Plain:
    """A browser behind another address."""
    browser = Plain(app)
    browser.client = TestClient(
        app, ORIGIN, follow_redirects=False, headers=OWN_PAGE, client=(address, 50_000), cookies=browser.client.cookies
    )
    browser.client.portal = Loop.running
    return browser


def test_guess_budget(app: FastAPI, reached_argon: list[str]) -> None:
    """Of many wrong codes from one place only a handful cost anything; the rest are told to wait."""
    guesser = from_network(app, "203.0.113.7")
    answers = [guesser.post("/log-ind", {"code": new_code()}).status_code for _ in range(40)]
    assert len(reached_argon) == WRONG_CODES.amount
    assert answers == [422] * WRONG_CODES.amount + [429] * (40 - WRONG_CODES.amount)


def test_guess_budget_of_a_whole_botnet(app: FastAPI, reached_argon: list[str]) -> None:
    """And from many places at once no more than all may have together."""
    crowd = [from_network(app, f"203.0.{third}.{fourth}") for third in range(8) for fourth in range(20)]
    statuses = [browser.post("/log-ind", {"code": new_code()}).status_code for browser in crowd]
    assert len(reached_argon) == WRONG_CODES_ALL.amount < len(crowd)
    assert statuses[-1] == 429


def test_guess_budget_holds_when_all_guess_at_the_same_moment(app: FastAPI, reached_slow_argon: list[str]) -> None:
    guesser = from_network(app, "203.0.113.8")
    token = guesser.token()
    tries = [threading.Thread(target=lambda: guess_at_once(app, token)) for _ in range(30)]
    for each in tries:
        each.start()
    for each in tries:
        each.join()
    assert len(reached_slow_argon) <= WRONG_CODES.amount + QUEUE


def guess_at_once(app: FastAPI, token: str) -> None:
    browser = from_network(app, "203.0.113.8")
    browser.client.post("/log-ind", data={"code": new_code(), "csrf_token": token})


def test_a_network_of_ipv6_is_one_household(app: FastAPI, reached_argon: list[str]) -> None:
    for host in range(30):
        from_network(app, f"2001:db8:0:1::{host:x}").post("/log-ind", {"code": new_code()})
    assert len(reached_argon) == WRONG_CODES.amount


def test_mistyped_codes_cost_nothing(app: FastAPI, world: World, reached_argon: list[str]) -> None:
    """The check symbol catches every slip before any work, and a slip uses up no try."""
    code, stranger = world.written.code, world.stranger()
    before = len(reached_argon)
    slips = [code[:at] + ALPHABET[(ALPHABET.index(code[at]) + 1) % 31] + code[at + 1 :] for at in range(16)]
    swaps = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(15) if code[at] != code[at + 1]]
    for wrong in (*slips, *swaps, code[:-1], code + "0", "", "æøå" * 6, "0" * 10_000, "\u200b".join(code)):
        assert stranger.post("/log-ind", {"code": wrong}).status_code == 422
    assert len(reached_argon) == before
    assert stranger.post("/log-ind", {"code": grouped(code).lower()}).headers["location"] == "/min-side"


def test_a_right_code_uses_up_no_try(world: World) -> None:
    """Thirty people behind one library's address must not starve each other."""
    for _ in range(WRONG_CODES.amount * 3):
        assert world.stranger().post("/log-ind", {"code": world.written.code}).status_code == 303


def test_the_chance_to_guess_a_code_in_a_year() -> None:
    """Computed from the limits that are in force: at most one in a thousand million."""
    assert WRONG_CODES_ALL.get_expiry() == 60
    tries = (WRONG_CODES_ALL.amount + QUEUE) * A_YEAR_IN_MINUTES
    assert tries * LIVE_CODES / len(ALPHABET) ** RANDOM_SYMBOLS <= 1e-9
