"""A queue that lies open: what comes and what colleagues do shows by itself, and nobody stays signed in by it."""

import time
from collections.abc import Callable

from playwright.sync_api import Route

from app.rules.answers import Danger
from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, Visitors
from tests.triage.arriving import arrives

PROMISED_SECONDS = 2.0  # issue 6


def test_a_new_inquiry_and_a_colleagues_look_appear_by_themselves(visitors: Visitors, served: Served) -> None:
    arrives(served.portal, danger=Danger.YES)  # somebody stands before the one below, as in a real queue
    mette = visitors.at(served, DESKTOP)
    doing.sign_in(mette, served.hires("Mette Lund"))
    with mette.page.expect_response(lambda answer: answer.url.endswith("/nyt") or "/nyt?" in answer.url) as stream:
        mette.goes("/personale/koe")
    assert stream.value.headers["content-type"].startswith("text/event-stream")
    waiting = int(mette.page.locator("#queue-tabs [aria-current] .n").inner_text())

    arrived, began = arrives(served.portal), time.perf_counter()
    row = mette.page.get_by_role("row").filter(has_text=arrived.reference)
    row.wait_for(timeout=10_000)
    assert time.perf_counter() - began < PROMISED_SECONDS
    assert mette.page.locator("#queue-tabs [aria-current] .n").inner_text() == str(waiting + 1)

    mette.page.get_by_role("button", name=f"Tag {arrived.reference}").focus()
    jens = visitors.at(served, DESKTOP, scripts=False)
    doing.sign_in(jens, served.hires("Jens Friis"))
    jens.goes(arrived.path)
    jens.presses(jens.page.get_by_role("button", name="Jeg vil se, om jeg kan tage den"))
    row.get_by_text("Jens kigger på den nu").wait_for(timeout=5_000)
    assert "Tag" in mette.page.evaluate("document.activeElement.textContent"), "the keyboard stays where it was"

    jens.goes("/personale/koe")
    doing.take(jens, arrived.reference)
    row.wait_for(state="detached", timeout=5_000)
    assert mette.page.locator("#queue-tabs [aria-current] .n").inner_text() == str(waiting)
    jens.goes("/personale/koe")
    assert jens.page.locator("[data-hx-get]").count() == 1, "the same page, which stays as it is"


def answering(status: int, body: str) -> Callable[[Route], None]:
    """What stands between the page and the server, and says something else."""
    return lambda route: route.fulfill(status=status, content_type="text/html; charset=utf-8", body=body)


def test_a_refusal_leaves_the_rows_where_they_are(visitors: Visitors, served: Served) -> None:
    arrived = arrives(served.portal)
    mette = visitors.at(served, DESKTOP)
    doing.sign_in(mette, served.hires("Mette Lund"))
    mette.goes("/personale/koe")
    row = mette.page.get_by_role("row").filter(has_text=arrived.reference)
    row.wait_for(timeout=5_000)
    mette.page.route("**/personale?del=*", answering(429, "<h1>Der er for mange lige nu</h1>"))
    with mette.page.expect_response("**/personale?del=*"):
        arrives(served.portal)
    mette.page.wait_for_timeout(300)
    assert row.is_visible(), "an open queue must not go blank"


def test_an_open_queue_goes_to_the_sign_in_when_its_time_is_out(visitors: Visitors, served: Served) -> None:
    mette = visitors.at(served, DESKTOP)
    doing.sign_in(mette, served.hires("Mette Lund"))
    mette.goes("/personale/koe")
    mette.context.clear_cookies()
    arrives(served.portal)
    mette.page.wait_for_url("**/personale/log-ind", timeout=5_000)
