"""Somebody stands at the counter: registered by a colleague, and given a slip with a code that works."""

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, PHONE, Visitors

WORDS = "Han vil gerne tale med nogen om sin søn."
PRINT_COUNTED = "window.printed = 0; window.print = () => { window.printed += 1 }"


def test_registered_at_the_counter_with_a_slip_that_opens_the_own_page(visitors: Visitors, served: Served) -> None:
    mette = visitors.at(served, DESKTOP)
    mette.context.add_init_script(PRINT_COUNTED)
    doing.sign_in(mette, served.hires("Mette Lund"))
    mette.presses(mette.page.locator('a[href$="/registrer"]').first)
    mette.sends("/registrer", channel="counter", own_words=WORDS, municipality="haderslev", danger="no")
    assert mette.path.startswith("/personale/registrer/")
    assert mette.path.endswith("/kode")
    code = doing.code_on(mette)

    mette.page.locator("[data-print]").click()
    assert mette.page.evaluate("window.printed") == 1
    mette.page.emulate_media(media="print")
    assert mette.page.locator("#slip-code").is_visible()
    for what in ("header", "form", ".hello"):
        assert not mette.page.locator(what).first.is_visible(), f"{what} is printed on the slip"
    mette.page.emulate_media(media="screen")

    mette.sends("/kode")
    assert "/henvendelse/" in mette.path
    assert WORDS in mette.text
    doing.answer(mette, "Tak, fordi du kom. Vi ses på torsdag.")

    nadia = visitors.at(served, PHONE, scripts=False)
    doing.come_back(nadia, code)
    assert "Vi ses på torsdag." in nadia.text


def test_the_slip_is_shown_once_and_a_form_sent_twice_registers_once(visitors: Visitors, served: Served) -> None:
    jens = visitors.at(served, DESKTOP, scripts=False)
    doing.sign_in(jens, served.hires("Jens Friis"))
    jens.goes("/personale/registrer")
    jens.fills("/registrer", channel="phone", own_words=WORDS)
    jens.form("/registrer").locator("button.button-primary").dblclick()
    jens.page.wait_for_selector("#slip-code")
    slip = jens.path
    jens.sends("/kode")
    jens.goes(slip)
    assert jens.path == "/personale/registrer", "the code is not shown again"
    jens.goes("/personale?del=mine")
    assert jens.page.locator("tbody tr").count() == 1
