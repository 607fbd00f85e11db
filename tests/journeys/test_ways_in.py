"""Every way in: a relative, a professional, in English, and with something to put right."""

from tests.journeys import doing
from tests.journeys.served import Served
from tests.journeys.visitors import DESKTOP, PHONE, Visitors


def test_a_relative_has_their_own_questions_and_their_own_page(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.begin(nadia, "paaroerende")
    doing.go_on(nadia, until="relation")
    assert "den anden" in nadia.h1
    doing.go_on(nadia, kontakt={"contact_choice": "code_only"})
    code = doing.send(nadia)
    doing.write_down(nadia)
    returned = visitors.at(served, PHONE)
    doing.come_back(returned, code)
    assert "Sagsnummer" in returned.text


def test_a_professional_is_never_asked_for_a_name(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, DESKTOP, scripts=False)
    doing.begin(nadia, "arbejde")
    asked = []
    while not nadia.path.endswith("/tjek"):
        step = nadia.path.rpartition("/")[2]
        asked.append(step)
        doing.go_on(nadia, until="tjek" if step == "kontakt" else step, kontakt={"contact_choice": "code_only"})
        if not nadia.path.endswith("/tjek"):
            fields = nadia.page.locator("main input:not([type=hidden]), main textarea")
            names = {fields.nth(at).get_attribute("name") for at in range(fields.count())}
            assert not names & {"name", "nickname", "phone", "email", "birth"}, step
            nadia.sends(f"/skriv/{step}", **(doing.NADIAS_ANSWERS[step] if step != "kontakt" else {}))
    assert not {"navn", "kaldenavn"} & set(asked)
    doing.send(nadia)


def test_the_whole_way_in_english(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    nadia.goes("/")
    nadia.presses(nadia.page.locator('a[lang="en"]'))
    assert nadia.page.locator("html").get_attribute("lang") == "en"
    doing.write(nadia, prefix="/en")
    code = doing.send(nadia)
    assert nadia.path == "/en/kode"
    nadia.sends("/kode", written_down="1")
    assert nadia.path == "/en/min-side"
    assert nadia.page.locator("html").get_attribute("lang") == "en"
    returned = visitors.at(served, PHONE, scripts=False)
    doing.come_back(returned, code, prefix="/en")
    assert returned.page.locator("html").get_attribute("lang") == "en"


def test_another_language_in_the_middle_keeps_what_was_answered(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.begin(nadia)
    doing.go_on(nadia, until="om")
    nadia.presses(nadia.page.locator('a[lang="en"]'))
    assert nadia.path == "/en/skriv/om"
    nadia.goes("/en/skriv/sted")
    assert nadia.page.locator("[name=municipality]:checked").get_attribute("value") == "haderslev"


def test_a_mistake_is_said_beside_its_field_and_what_was_typed_stays(visitors: Visitors, served: Served) -> None:
    for scripts in (True, False):
        nadia = visitors.at(served, PHONE, scripts=scripts)
        doing.write(nadia, kontakt={"contact_choice": "safe_contact"})
        nadia.goes("/skriv/sikker")
        nadia.sends("/skriv/sikker", phone="12 34", email="")
        assert nadia.page.title().startswith("Fejl:")
        assert nadia.page.locator("[name=phone]").input_value() == "12 34"
        assert nadia.page.locator("[name=phone]").get_attribute("aria-invalid") == "true"
        assert nadia.sideways <= 0


def test_a_mistyped_code_is_kept_and_put_right(visitors: Visitors, served: Served) -> None:
    nadia = visitors.at(served, PHONE)
    doing.write(nadia)
    code = doing.send(nadia)
    returned = visitors.at(served, PHONE)
    returned.goes("/log-ind")
    returned.sends("/log-ind", code=code[:-1])
    assert returned.path == "/log-ind"
    assert returned.page.locator("[name=code]").input_value() == code[:-1]
    returned.sends("/log-ind", code=code)
    assert returned.path == "/min-side"
