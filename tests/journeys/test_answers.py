"""Karin puts a questionnaire from a file into use; Nadia answers it at home; Mette reads, adds, and compares."""

from pathlib import Path

from app.rules.triage import Role
from tests.instruments.files import file, question
from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, PHONE, Visitor, Visitors

ONE = "Hvordan sov du i nat?"
TWO = "Hvad gjorde dagen god?"
FILE = file(
    question("q1", "choice", text=ONE, answerOption=[{"valueString": "Godt"}, {"valueString": "Skidt"}]),
    question("q2", "text", text=TWO),
    title="Om i nat",
    name="om_i_nat",
)


def puts_into_use(karin: Visitor, path: Path) -> None:
    karin.goes("/personale/skemaer")
    karin.page.set_input_files("#f-file", path)
    karin.presses('button:has-text("Læs filen"), a:has-text("Læs filen")')
    karin.presses(karin.page.get_by_role("link", name="Se spørgsmålene", exact=True))
    assert ONE in karin.text
    karin.presses(karin.page.locator("form[action$='/brug'] button"))
    assert karin.path == "/personale/skemaer"


def answers(nadia: Visitor, good: str, night: str) -> None:
    """From the list of questionnaires to the answers that were sent."""
    nadia.page.get_by_label(night, exact=True).check()
    nadia.presses('button:has-text("Gem, og fortsæt"), a:has-text("Gem, og fortsæt")')
    nadia.page.locator("textarea[name=own]").fill(good)
    nadia.presses('button:has-text("Gem, og fortsæt"), a:has-text("Gem, og fortsæt")')
    nadia.presses(nadia.page.locator("form[action$='/tjek'] button").first)
    assert good in nadia.text


def test_from_a_file_to_what_has_changed(visitors: Visitors, served: Served, tmp_path: Path) -> None:
    path = tmp_path / "skema.json"
    path.write_bytes(FILE)
    karin = visitors.at(served, DESKTOP, scripts=False)
    doing.sign_in(karin, served.hires("Karin Holm", role=Role.LEADER))
    puts_into_use(karin, path)

    nadia = visitors.at(served, PHONE, scripts=False)
    doing.begin(nadia)
    doing.write(nadia)
    doing.send(nadia)
    doing.write_down(nadia)
    reference = doing.reference_on(nadia)
    nadia.goes("/min-side/skemaer")
    nadia.presses(nadia.page.locator("form:has(input[value=om_i_nat]) button"))
    nadia.presses(nadia.page.locator("a.button-primary").first)
    answers(nadia, "En tur ved vandet", "Skidt")

    mette = visitors.at(served, DESKTOP, scripts=False)
    doing.sign_in(mette, served.hires("Mette Lund"))
    doing.take(mette, reference)
    assert "Udfyldt selv, hjemme" in mette.text
    mette.presses(mette.page.get_by_role("link", name="Læs alle svar"))
    assert "En tur ved vandet" in mette.text
    mette.presses(mette.page.get_by_role("link", name=f"Skriv til {TWO}"))
    mette.page.locator("textarea[name=own]").fill("Hun gik med sin søster.")
    mette.presses(mette.page.locator("form[action*='/tilfoej/'] button").first)
    assert "Hun gik med sin søster." in mette.text
    assert "En tur ved vandet" in mette.text
    told_at = mette.path

    nadia.goes(nadia.path)
    assert "Hun gik med sin søster." in nadia.text, "what is added is no secret"
    nadia.presses('button:has-text("Svar igen"), a:has-text("Svar igen")')
    nadia.page.locator("input[name=reuse][value=no]").check()
    nadia.presses(nadia.page.locator("form[action$='/igen'] button").first)
    nadia.presses(nadia.page.locator("a.button-primary").first)
    answers(nadia, "En tur ved vandet", "Godt")

    mette.goes(told_at)
    mette.presses(mette.page.get_by_role("link", name="Hold op mod svarene"))
    assert "Skidt" in mette.text
    assert "Godt" in mette.text
    assert "En tur ved vandet" not in mette.text, "what is the same is left out"
