"""Karin, who leads Haderslev, reads a questionnaire from a file, looks at it, and decides who is asked (A2)."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from app.instruments.importing import MOST_BYTES, import_questionnaire
from app.models import Event, FormUse, FormVersion
from app.portal import Portal
from app.questionnaires_in_use import offered
from app.rules.answers import AgeBand, ForWhom
from app.timeline import What
from tests.instruments.files import coding, file, question
from tests.instruments.test_public_files import FILES
from tests.people import Colleague, Desk

LIST = "/personale/skemaer"
GOOD = file(question(text="Hvordan sov du?"), question("c", "choice", text="Hvor tit?", answerOption=[coding("a")]))


def uploads(who: Colleague, content: bytes, *, words_for: str = "", expect: int = 200) -> None:
    who.go(LIST)
    sent = {"csrf_token": who.token(), "words_for": words_for}
    who.post(f"{LIST}/hent", sent, files={"file": ("skema.json", content, "application/json")}, expect=expect)


def version_shown(who: Colleague) -> str:
    link = next(each for each in who.page.all("a") if "Se spørgsmålene" in who.page.text_of(each))
    return str(link.get("href", "")).rsplit("/", 1)[1]


def asked_keys(portal: Portal, centre: str = "haderslev", whom: ForWhom = ForWhom.SELF) -> list[str]:
    with portal.data.reading() as session:
        return [each.key for each in offered(session, portal, centre, whom, AgeBand.FROM_30)]


def told(portal: Portal) -> list[str]:
    with portal.data.reading() as session:
        return list(session.scalars(select(Event.what).where(Event.what.like("form_%")).order_by(Event.seq)))


def test_from_a_file_to_citizens_who_are_asked(portal: Portal, desk: Desk) -> None:
    uploads(desk.karin, GOOD)
    assert desk.karin.page.h1 == "Filen er læst"
    desk.karin.go(f"{LIST}/{version_shown(desk.karin)}")
    assert "Hvordan sov du?" in desk.karin.page.text
    assert "Ikke i brug" in desk.karin.page.text
    assert len(asked_keys(portal)) == 1
    desk.karin.press("Tag i brug", for_whom=["relative"], age=["30_plus"])
    assert desk.karin.path == LIST
    assert len(asked_keys(portal)) == 1
    assert len(asked_keys(portal, whom=ForWhom.RELATIVE)) == 2
    assert len(asked_keys(portal, "ishoej", ForWhom.RELATIVE)) == 1
    assert told(portal) == [What.FORM_IMPORTED, What.FORM_USED]


def test_pressed_twice_it_is_chosen_once(portal: Portal, desk: Desk) -> None:
    uploads(desk.karin, GOOD)
    version = version_shown(desk.karin)
    for _ in range(2):
        desk.karin.go(f"{LIST}/{version}")
        desk.karin.post(f"{LIST}/{version}/brug", {"csrf_token": desk.karin.token(), "for_whom": "self"})
    with portal.data.reading() as session:
        assert session.scalar(select(func.count()).select_from(FormUse)) == 1
    uploads(desk.karin, GOOD)
    with portal.data.reading() as session:
        assert session.scalar(select(func.count()).select_from(FormVersion)) == 1


def test_nobody_chosen_is_said_beside_the_boxes(desk: Desk) -> None:
    uploads(desk.karin, GOOD)
    version = version_shown(desk.karin)
    desk.karin.go(f"{LIST}/{version}")
    sent = {"csrf_token": desk.karin.token(), "age": ["30_plus"]}
    page = desk.karin.post(f"{LIST}/{version}/brug", sent, expect=422)
    assert "Vælg mindst én gruppe." in page.text


def test_one_of_ours_is_taken_out_and_put_back(portal: Portal, desk: Desk) -> None:
    desk.karin.go(LIST)
    desk.karin.post(f"{LIST}/slut", {"csrf_token": desk.karin.token(), "key": "forberedelse"})
    desk.karin.post(f"{LIST}/slut", {"csrf_token": desk.karin.token(), "key": "forberedelse"})
    assert asked_keys(portal) == []
    assert told(portal) == [What.FORM_ENDED]
    desk.karin.go(f"{LIST}/{portal.library['forberedelse'].form.version}")
    desk.karin.press("Tag i brug")
    assert asked_keys(portal) == ["forberedelse"]


def test_the_official_text_gives_words_and_our_counting(portal: Portal, desk: Desk) -> None:
    from app.instruments.export import as_fhir

    ours = portal.library["who5"]
    assert asked_keys(portal) == ["forberedelse"]
    desk.karin.go(f"{LIST}/{ours.form.version}")
    assert "Ordene mangler" in desk.karin.page.text
    uploads(desk.karin, json.dumps(as_fhir(ours.form)).encode(), words_for="who5")
    desk.karin.go(f"{LIST}/{version_shown(desk.karin)}")
    desk.karin.press("Tag i brug")
    with portal.data.reading() as session:
        found = offered(session, portal, "haderslev", ForWhom.SELF, AgeBand.FROM_30)
    who5 = next(each for each in found if each.key == "who5")
    assert not who5.needs_text
    assert who5.scores == ours.scores


def test_an_official_text_that_does_not_fit_is_refused(desk: Desk) -> None:
    uploads(desk.karin, GOOD, words_for="who5", expect=422)
    assert "Filen har et andet antal spørgsmål" in desk.karin.page.text


def test_a_file_that_is_called_as_one_of_ours_takes_nobodys_place(portal: Portal, desk: Desk) -> None:
    uploads(desk.karin, file(question(text="Falsk"), name="forberedelse"))
    desk.karin.go(f"{LIST}/{version_shown(desk.karin)}")
    desk.karin.press("Tag i brug")
    assert sorted(asked_keys(portal)) == ["egen_forberedelse", "forberedelse"]


def nested(levels: int) -> dict[str, Any]:
    inner = question("q0", text="Inderst")
    for level in range(1, levels):
        inner = {"linkId": f"g{level}", "type": "group", "text": "G", "item": [inner]}
    return inner


HOSTILE = {
    "not json": b"{",
    "not a questionnaire": b'{"resourceType": "Patient"}',
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
    "twenty levels": file(nested(20)),
    "a loop": file(
        question("a", enableWhen=[{"question": "b", "operator": "exists", "answerBoolean": True}]),
        question("b", enableWhen=[{"question": "a", "operator": "exists", "answerBoolean": True}]),
    ),
    "the same number twice": file(question("a"), question("a")),
    "ten thousand options": file(question("a", "choice", answerOption=[coding(str(n)) for n in range(10_000)])),
    "a modifier": file({**question("a"), "modifierExtension": [{"url": "urn:x", "valueBoolean": True}]}),
    "half a character": file(question(text="\ud800")),
    "too big": b'{"a":"' + b"x" * MOST_BYTES + b'"}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_file_that_cannot_be_used_gets_a_report_and_leaves_nothing(
    portal: Portal, desk: Desk, content: bytes
) -> None:
    uploads(desk.karin, content, expect=422)
    assert desk.karin.page.h1 == "Filen kan ikke bruges"
    with portal.data.reading() as session:
        assert session.scalar(select(func.count()).select_from(FormVersion)) == 0


def test_five_megabytes_are_turned_away(desk: Desk) -> None:
    uploads(desk.karin, b"x" * 5_000_000, expect=413)
    assert "for meget" in desk.karin.page.text


def test_a_script_in_a_text_is_words_and_nothing_else(desk: Desk) -> None:
    uploads(desk.karin, file(question(text="<script>alert(1)</script><b>Hej</b> <img src=x onerror=alert(1)>")))
    assert "formatering" in desk.karin.page.text
    desk.karin.go(f"{LIST}/{version_shown(desk.karin)}")
    assert "<script>alert" not in desk.karin.page.html
    assert "onerror" not in desk.karin.page.html


def test_without_a_file_the_page_says_so(desk: Desk) -> None:
    desk.karin.go(LIST)
    desk.karin.post(f"{LIST}/hent", {"csrf_token": desk.karin.token()}, expect=422)
    assert "Vælg en fil." in desk.karin.page.text


def test_a_counsellor_sees_and_does_not_choose(portal: Portal, desk: Desk) -> None:
    page = desk.mette.go(LIST)
    assert "En leder vælger" in page.text
    assert "Læs filen" not in page.text
    token, version = desk.mette.token(), portal.library["ung"].form.version
    desk.mette.post(f"{LIST}/slut", {"csrf_token": token, "key": "ung"}, expect=409)
    desk.mette.post(f"{LIST}/{version}/brug", {"csrf_token": token, "for_whom": "self"}, expect=409)
    desk.mette.post(
        f"{LIST}/hent", {"csrf_token": token}, files={"file": ("a.json", GOOD, "application/json")}, expect=409
    )
    assert told(portal) == []


def test_what_is_not_there_is_not_found(desk: Desk) -> None:
    desk.karin.go(LIST)
    token = desk.karin.token()
    desk.karin.go(f"{LIST}/{'0' * 64}", expect=404)
    desk.karin.post(f"{LIST}/{'0' * 64}/brug", {"csrf_token": token, "for_whom": "self"}, expect=404)
    desk.karin.post(f"{LIST}/slut", {"csrf_token": token, "key": "ingen"})


@pytest.mark.skipif(not FILES, reason="the folder of public questionnaires is not here")
def test_every_public_file_is_read_or_refused_with_a_reason(desk: Desk) -> None:
    karin, read = desk.karin, 0
    karin.go(LIST)
    for path in FILES:
        content = path.read_bytes()
        good = import_questionnaire(content).form is not None
        sent = {"file": (path.name, content, "application/json")}
        karin.post(f"{LIST}/hent", {"csrf_token": karin.token()}, files=sent, expect=200 if good else 422)
        if good:
            read += 1
            version = version_shown(karin)
            karin.go(f"{LIST}/{version}")
        else:
            assert "Afvist" in karin.page.text, path.name
        karin.go(LIST)
    assert 0 < read < len(FILES)
