"""Pages that are the same for everybody are made once a minute, and hold nothing of anybody."""

import pytest
from fastapi import FastAPI

from app.inquiries import drafts
from app.portal import Portal
from app.web import cookies
from tests.clock import Clock
from tests.security.plain import Plain
from tests.security.world import ANSWERS

SHARED = ("/", "/trygt", "/privatliv", "/rettigheder", "/was", "/haderslev", "/begynd/selv", "/log-ind")
BEGIN = "/begynd/selv"


@pytest.fixture
def kept(app: FastAPI) -> FastAPI:
    """As in production: a demonstration keeps no pages, because its templates may change."""
    app.state.pages.kept.on = True
    return app


def nobody(app: FastAPI) -> Plain:
    """A browser that has never been here."""
    browser = Plain(app)
    browser.client.cookies.clear()
    return browser


def of_memory(app: FastAPI) -> int:
    return len(app.state.pages.kept.pages)


@pytest.mark.parametrize("path", [prefix + path for prefix in ("", "/en") for path in SHARED])
def test_the_second_visitor_gets_what_the_first_one_got(kept: FastAPI, path: str) -> None:
    first, second = nobody(kept).get(path.rstrip("/")), nobody(kept).get(path.rstrip("/"))
    assert of_memory(kept) == 1
    assert first.status_code == second.status_code == 200
    assert without_token(first.text) == without_token(second.text)
    for name in set(first.headers) | set(second.headers):
        if name != "set-cookie":
            assert first.headers[name] == second.headers[name], name


def test_every_browser_gets_a_form_of_its_own(kept: FastAPI) -> None:
    first, second, third = nobody(kept), nobody(kept), nobody(kept)
    pages = [each.get(BEGIN).text for each in (first, second, third)]
    assert len(set(pages)) == 3
    assert len({each.client.cookies[cookies.FORM] for each in (first, second, third)}) == 3
    for each, page in zip((first, second, third), pages, strict=True):
        assert each.token() in page
        assert each.post(BEGIN).status_code == 303
    assert first.client.post(BEGIN, data={"csrf_token": third.token()}).status_code == 403


def test_a_browser_that_has_a_form_keeps_its_cookie(kept: FastAPI) -> None:
    nobody(kept).get(BEGIN)
    again = Plain(kept)
    answer = again.get(BEGIN)
    assert again.token() in answer.text
    assert "set-cookie" not in answer.headers


def test_whoever_has_a_draft_is_told_and_nobody_else(kept: FastAPI, portal: Portal) -> None:
    writer = Plain(kept, {cookies.DRAFT: drafts.begin(portal, ANSWERS, now=portal.now())})
    assert "Skriv videre" in writer.get("/").text
    assert of_memory(kept) == 0
    assert "Skriv videre" not in nobody(kept).get("/").text
    assert of_memory(kept) == 1
    assert "Skriv videre" in writer.get("/").text


def test_what_is_open_now_is_at_most_a_minute_old(kept: FastAPI, clock: Clock) -> None:
    before = nobody(kept).get("/").text
    clock.pass_time(minutes=1)
    after = nobody(kept).get("/").text
    assert before != after
    assert of_memory(kept) == 1


def test_addresses_that_others_think_up_are_not_kept(kept: FastAPI) -> None:
    for number in range(3):
        assert nobody(kept).get(f"/?x={number}").status_code == 200
        assert nobody(kept).get(f"/begynd/selv?centre=haderslev&x={number}").status_code == 200
    assert of_memory(kept) == 0
    assert nobody(kept).get("/begynd/selv?centre=haderslev").status_code == 200
    assert of_memory(kept) == 1


def test_a_demonstration_keeps_none(app: FastAPI) -> None:
    assert nobody(app).get("/").status_code == 200
    assert of_memory(app) == 0


def without_token(html: str) -> str:
    before, token, after = html.partition('name="csrf_token" value="')
    return before + after.partition('"')[2] if token else html
