"""Back and forward, reload, closing and coming again: what a person typed stays, and nobody else finds it."""

from playwright.sync_api import Page

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, PHONE, Visitor, Visitors
from tests.people import NADIAS_ANSWERS, OWN_WORDS


def test_the_whole_questionnaire_takes_at_most_one_place_in_the_history(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    nadia.goes("/")
    before = nadia.page.evaluate("history.length")
    doing.write(nadia)
    nadia.page.evaluate("window.stillTheSame = true")
    doing.send(nadia)
    doing.write_down(nadia)
    assert nadia.page.evaluate("history.length") - before <= 1
    assert nadia.page.evaluate("window.stillTheSame"), "the steps are swapped in, not loaded anew"
    assert nadia.page.title().startswith("Min side"), "the title follows"


def test_the_way_back_between_steps_keeps_every_answer(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.write(nadia)
    seen = []
    while nadia.page.locator(".back-link").count():
        nadia.presses(".back-link")
        seen.append(nadia.path.rpartition("/")[2])
    assert seen == [*reversed([step for step in NADIAS_ANSWERS if step in seen]), "hvem"]
    assert nadia.page.locator("[name=for_whom]:checked").get_attribute("value") == "self"


def test_a_reload_on_every_step_keeps_what_was_answered(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.write(nadia)
    for step in ("sted", "ord", "fylder", "om", "oensker", "alder", "lige-nu", "hjemme", "kontakt", "kaldenavn"):
        nadia.goes(f"/skriv/{step}")
        nadia.page.reload()
        assert nadia.path == f"/skriv/{step}"
        for name, value in NADIAS_ANSWERS[step].items():
            field = nadia.page.locator(f'[name="{name}"]')
            kept = field.input_value() if field.count() == 1 else value_checked(nadia.page, name)
            assert kept == value, step
    nadia.goes("/tjek")
    nadia.page.reload()
    assert OWN_WORDS in nadia.text


def value_checked(page: Page, name: str) -> str | None:
    return page.locator(f'[name="{name}"]:checked').get_attribute("value")


def test_a_reload_of_the_code_page_shows_the_same_code(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, DESKTOP)
    doing.write(nadia)
    code = doing.send(nadia)
    nadia.page.reload()
    assert doing.code_on(nadia) == code


def test_a_draft_survives_closing_the_page_and_dies_with_the_browser(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.begin(nadia)
    doing.go_on(nadia, until="om")
    nadia.page.close()
    nadia.page = nadia.context.new_page()
    nadia.goes("/begynd/selv")
    nadia.presses(nadia.page.locator('a[href$="/skriv"]'))
    assert nadia.path == "/skriv/om", "on to the first question that is not answered"
    assert all(cookie["expires"] == -1 for cookie in nadia.context.cookies()), "without a tick nothing outlives it"


def test_a_draft_that_its_owner_kept_survives_closing_the_browser(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    nadia.goes("/begynd/selv")
    nadia.sends("/begynd/selv", keep="yes")
    doing.go_on(nadia, until="om")
    outlives = [cookie for cookie in nadia.context.cookies() if cookie["expires"] != -1]
    assert [cookie["name"] for cookie in outlives] == ["__Host-d"]

    tomorrow = visitors.at(served, PHONE)
    tomorrow.context.add_cookies(outlives)  # type: ignore[arg-type]
    tomorrow.goes("/begynd/selv")
    tomorrow.presses(tomorrow.page.locator('a[href$="/skriv"]'))
    assert tomorrow.path == "/skriv/om"


def test_back_after_closing_the_own_page_shows_nothing(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, DESKTOP)
    doing.write(nadia)
    doing.send(nadia)
    doing.write_down(nadia)
    nadia.goes("/min-side/det-ved-vi")
    assert OWN_WORDS in nadia.text
    nadia.presses(nadia.page.locator('form[action$="/log-ud"] button:visible'))
    assert nadia.cookies() == []
    for _ in range(3):
        nadia.goes_back()
        assert_nothing_is_seen(nadia)


def test_back_after_signing_out_of_the_desk_shows_nothing(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served)
    doing.write(nadia)
    doing.send(nadia)
    reference = doing.write_down(nadia)
    mette = visitors.at(served)
    doing.sign_in(mette, served.hires("Mette Lund"))
    doing.take(mette, reference)
    assert OWN_WORDS in mette.text
    mette.presses(mette.form("/log-ud").locator("button"))
    assert mette.path == "/personale/log-ind"
    for _ in range(3):
        mette.goes_back()
        assert_nothing_is_seen(mette)
        assert reference not in mette.page.content()


def assert_nothing_is_seen(visitor: Visitor) -> None:
    assert OWN_WORDS not in visitor.page.content()
    assert visitor.path in ("/log-ind", "/personale/log-ind", "/", "blank"), visitor.page.url


def test_what_the_browser_kept_alive_is_hidden_before_it_is_asked_for_anew(visitors: Visitors, served: Served) -> None:
    """A page that comes back from the browser's memory is never seen as it was (security 3.6)."""
    nadia = visitors.at(served)
    doing.begin(nadia)
    hidden = nadia.page.evaluate(
        """() => {
          window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
          return getComputedStyle(document.body).display;
        }"""
    )
    assert hidden == "none"
    nadia.page.wait_for_function("() => getComputedStyle(document.body).display !== 'none'")
    assert nadia.path == "/skriv/sted"
