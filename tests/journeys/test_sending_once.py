"""However often a button is pressed, there is one inquiry (A6) and one message."""

import pytest
from sqlalchemy import func, select

from app.models import Inquiry, Message
from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import PHONE, Visitors


def how_many(served: Served, table: type[Inquiry] | type[Message]) -> int:
    with served.portal.data.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_double_click_sends_one_inquiry(visitors: Visitors, served_twice: Served, scripts: bool) -> None:
    nadia = visitors.at(served_twice, PHONE, scripts=scripts)
    doing.write(nadia)
    before = how_many(served_twice, Inquiry)
    nadia.form("/tjek").locator("button").dblclick()
    nadia.page.wait_for_selector("#code")
    assert how_many(served_twice, Inquiry) == before + 1
    code = doing.code_on(nadia)
    doing.write_down(nadia)
    doing.come_back(visitors.at(served_twice, PHONE, scripts=scripts), code)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_double_click_sends_one_message(visitors: Visitors, served: Served, scripts: bool) -> None:
    nadia = visitors.at(served, PHONE, scripts=scripts)
    doing.write(nadia)
    doing.send(nadia)
    doing.write_down(nadia)
    before = how_many(served, Message)
    nadia.fills("/min-side/besked", message="Kan jeg komme i morgen?")
    nadia.form("/min-side/besked").locator("[type=submit]").dblclick()
    nadia.page.wait_for_selector("text=Kan jeg komme i morgen? >> visible=true")
    nadia.page.wait_for_load_state()
    assert how_many(served, Message) == before + 1
    nadia.page.reload()
    assert nadia.text.count("Kan jeg komme i morgen?") == 1


def test_a_button_that_was_pressed_says_so_and_keeps_its_focus(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.write(nadia)
    said = nadia.page.evaluate(
        """() => {
          const form = document.querySelector('form[action$="/tjek"]'), button = form.querySelector("button");
          button.focus();
          button.click();
          return [button.getAttribute("aria-disabled"), button.disabled, document.activeElement === button];
        }"""
    )
    assert said == ["true", False, True]
    nadia.page.wait_for_selector("#code")
