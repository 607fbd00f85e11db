"""A questionnaire at home in a real browser, without scripts and with them, on one device and then another (A2)."""

import pytest

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import PHONE, Visitor, Visitors


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_begun_on_a_phone_and_sent_from_another(visitors: Visitors, served: Served, scripts: bool) -> None:
    nadia = visitors.at(served, PHONE, scripts=scripts)
    doing.write(nadia)
    code = doing.send(nadia)
    assert "Du kan svare på spørgsmål hjemmefra" in nadia.text
    doing.write_down(nadia)
    nadia.presses(nadia.page.get_by_role("link", name="Se spørgeskemaerne"))
    nadia.presses(nadia.page.get_by_role("button", name="Begynd").first)
    overview = nadia.path
    assert "Vælg selv, hvor du begynder" in nadia.text
    assert nadia.sideways <= 0

    nadia.presses(nadia.page.get_by_role("link", name="Tanker og humør"))
    chooses(nadia, 0)
    passes(nadia, "Spring over")
    assert "Har du haft tanker om ikke at ville leve mere?" in nadia.text
    nadia.presses(nadia.page.get_by_role("button", name="Gem, og fortsæt"))
    assert "Vælg et svar" in nadia.text, "nothing was chosen"
    assert nadia.sideways <= 0
    nadia.presses(nadia.page.get_by_role("link", name="Tilbage"))
    passes(nadia, "Jeg siger det, når vi taler sammen")

    other = visitors.at(served, PHONE, scripts=not scripts)
    doing.come_back(other, code)
    assert "Du er i gang med et spørgeskema" in other.text
    other.goes(overview)
    other.presses(other.page.get_by_role("link", name="Tanker og humør"))
    assert "Har du haft tanker" in other.text, "the other device goes on where the first stopped"
    chooses(other, -1)
    assert "Du er vigtig lige nu" in other.text, "help comes before anything is sent"

    chooses(nadia, 0)  # the first device still shows the same question
    assert "Du har svaret to gange" in nadia.text
    nadia.presses(nadia.page.get_by_role("button", name="Behold det, jeg svarede nu"))

    other.goes(f"{overview}/tjek")
    assert other.sideways <= 0
    other.presses(other.form("/tjek").locator("button"))
    assert "Tak, fordi du svarede" in other.text
    passes(nadia, "Spring over")
    assert "Svaret kom ikke med" in nadia.text, "it was sent meanwhile"


def chooses(visitor: Visitor, which: int) -> None:
    """One of the choices on the screen, by its label as people press it."""
    visitor.page.locator(".choices label").nth(which).click()
    visitor.presses(visitor.page.get_by_role("button", name="Gem, og fortsæt"))


def passes(visitor: Visitor, how: str) -> None:
    visitor.presses(visitor.page.get_by_role("button", name=how))
