"""From the weekly meeting to the letter that is read; and back again with the old code. In a real browser."""

from app.rules.triage import Role
from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, PHONE, Visitor, Visitors

WHY = "Du vil drikke mindre og passe dit arbejde imens."


def read(visitor: Visitor) -> str:
    """The page with its hard spaces made soft."""
    return visitor.text.replace("\xa0", " ")


def test_put_forward_decided_read_followed_up_and_back(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.write(nadia, kontakt={"contact_choice": "nickname"})
    code = doing.send(nadia)
    reference = doing.write_down(nadia)

    mette = visitors.at(served, DESKTOP)
    doing.sign_in(mette, served.hires("Mette Lund"))
    doing.take(mette, reference)
    mette.presses(mette.page.get_by_role("link", name="Sæt på visitation"))
    assert "Med egne ord" in mette.text
    mette.sends("/visitation", ruling="granted", service="individual_talks", start_on="2026-12-03")
    assert mette.page.locator("#f-reason[aria-invalid]").count() == 1, "a reason is asked for beside its field"
    mette.sends("/visitation", reason=WHY)
    assert "På dagsordenen til mødet onsdag den 25. november." in read(mette)

    karin = visitors.at(served, DESKTOP, scripts=False)
    doing.sign_in(karin, served.hires("Karin Holm", role=Role.LEADER))
    karin.goes("/personale/visitation")
    karin.page.locator("summary", has_text="Skriv en deltager på").click()
    karin.sends("/visitation/deltager", name="Lise Krogh", title="Læge")
    assert "Lise Krogh" in karin.text
    karin.presses(karin.page.locator("tr", has_text=reference).get_by_role("link", name="Afgør"))
    assert WHY in karin.text
    karin.sends("/afgoerelse", start_on="2027-01-20")
    assert "Dagen ligger efter fristen" in karin.text
    karin.sends("/afgoerelse", start_on="2026-12-03")
    assert reference in karin.page.locator("section", has_text="Afgjort på mødet").inner_text()

    nadia.goes("/min-side")
    assert "Der er et brev til dig" in nadia.text
    nadia.presses(nadia.page.get_by_role("link", name="Læs brevet"))
    assert WHY in nadia.text
    assert nadia.sideways == 0
    nadia.page.emulate_media(media="print")
    assert nadia.page.locator(".letter").is_visible()
    for what in ("[data-print]", ".ig-exit", ".ig-foot"):
        assert not nadia.page.locator(what).first.is_visible(), f"{what} is printed with the letter"
    nadia.page.emulate_media(media="screen")
    nadia.goes("/min-side")
    nadia.presses(nadia.page.get_by_role("button", name="Ja, det må I gerne"))
    assert "ikke for at holde øje med dig" in nadia.text

    mette.page.reload()
    assert "Modtaget den 24. november" in read(mette)
    mette.presses(mette.page.get_by_role("link", name="Afslut"))
    mette.sends("/afslut", outcome="helped")

    again = visitors.at(served, PHONE, scripts=False)
    doing.come_back(again, code)
    again.presses(again.page.get_by_role("link", name="Jeg har brug for hjælp igen"))
    assert "Tal med nogen nu" in again.text
    again.sends("/igen", danger="no", wish="treatment", reuse="yes", person="same", words="Det gik galt i går.")
    assert again.path == "/min-side"
    assert "Det gik galt i går." in again.text
    mette.goes("/personale?del=venter")
    assert "Er tilbage efter et forløb" in mette.page.locator("tr", has_text=reference).inner_text()
