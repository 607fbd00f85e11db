"""A citizen fills in a questionnaire: every kind of question, two devices, sending, and what follows from it (A2)."""

import re
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.instruments.library import Instrument
from app.models import FormUse, FormVersion
from app.portal import Portal
from app.rules.answers import Answers
from app.rules.flags import Flag
from app.rules.questionnaire import Amount, Coded, Passed
from app.rules.urgency import Urgency
from app.web.cookies import CITIZEN
from tests.browser import Browser
from tests.clock import Clock
from tests.own_page.people import HYPOTHETICAL, PROFESSIONAL, RELATIVE, TOLD, Mette, NadiaWhoWrote, deeds_in, dossier_in
from tests.people import Desk
from tests.questionnaires.every_kind import COUNTED, EVERY_KIND
from tests.questionnaires.filling_in import LIST, Filler, case_in, sets_in
from tests.security.plain import Plain

FORM = EVERY_KIND.form
APPLE, PEAR, BANANA, NONE = (
    Coded("a", "urn:test"),
    Coded("b", "urn:test"),
    Coded("c", "urn:test"),
    Coded("n", "urn:test"),
)


@pytest.fixture
def portal(portal: Portal) -> Portal:
    return replace(portal, library={**portal.library, EVERY_KIND.key: EVERY_KIND, COUNTED.key: COUNTED})


@pytest.fixture
def nadia(app: FastAPI, portal: Portal) -> NadiaWhoWrote:
    return NadiaWhoWrote(app, portal)


@pytest.fixture
def mette(portal: Portal, desk: Desk, clock: Clock) -> Mette:
    return Mette(portal, desk, clock)


def device(nadia: NadiaWhoWrote) -> Plain:
    """One of Nadia's devices, signed in."""
    browser = nadia.comes_back()
    return Plain(nadia.app, {CITIZEN: browser.client.cookies[CITIZEN]})


def filler(nadia: NadiaWhoWrote, told: Answers = TOLD, *, form: Instrument = EVERY_KIND) -> Filler:
    nadia.has_written(told)
    return Filler(device(nadia), nadia.portal, form.form)


def told(filler: Filler) -> dict[str, Any]:
    return dict(filler.set.filling.answers)


def test_nadia_answers_at_home_and_sends(nadia: NadiaWhoWrote) -> None:
    """From her own page to 'thank you', by pressing what stands there."""
    browser = nadia.has_written().comes_back()
    assert "Svar hjemmefra" in browser.page.text
    browser.go(LIST)
    assert "Det tager cirka 20 minutter" in browser.page.text
    browser.press("Begynd Alle slags")
    assert "Lidt om dagen" in browser.page.text
    assert "Tal og tid" in browser.page.text
    browser.go(f"{browser.path}/3")
    assert browser.page.title.startswith("Spørgsmål 1 af")
    assert "Svar, som det var i går." in browser.page.text
    browser.press("Gem, og fortsæt", choice="no")
    browser.press("Gem, og fortsæt", choice="v2")
    assert "Hvorfor en pære?" in browser.page.text, "what a pear brings is asked next"
    browser.press("Jeg siger det, når vi taler sammen")
    browser.press("Gem, og fortsæt", choice=["v1", "v3"])
    browser.press("Gem, og fortsæt", own="Vand")
    assert "Klar" in browser.page.text, "the part is done"
    browser.go(f"{browser.path}/tjek")
    assert "Et æble" in browser.page.text
    assert "Jeg siger det, når vi taler sammen" in browser.page.text
    browser.press("Send mine svar")
    assert "Tak, fordi du svarede" in browser.page.text
    assert "Vand" in browser.page.text
    assert deeds_in(nadia.portal)[-1] == "answers_sent"
    (one,) = sets_in(nadia.portal)
    assert one.sent
    assert one.filling.passed == {"why": Passed.AT_THE_TALK}
    row = dossier_in(nadia.portal).row
    assert row.unread_by_staff


def test_every_kind_of_answer_is_kept_as_it_was_meant(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    typed: dict[str, tuple[dict[str, Any], Any]] = {
        "yes": ({"choice": "yes"}, True),
        "one": ({"choice": "v2"}, PEAR),
        "why": ({"own": " den var\tmoden "}, "den var moden"),
        "many": ({"choice": ["v1", "v3"]}, (APPLE, BANANA)),
        "open": ({"own": "vand"}, "vand"),
        "whole": ({"own": "30"}, 30),
        "part": ({"own": "2,50"}, Decimal("2.5")),
        "weight": ({"own": "3"}, Amount(Decimal(3), "kg")),
        "way": ({"own": "1.5", "unit": "km"}, Amount(Decimal("1.5"), "km")),
        "day": ({"own": "24/11-2026"}, date(2026, 11, 24)),
        "hour": ({"own": "9.05"}, time(9, 5)),
        "moment": ({"own": "2026-11-24"}, date(2026, 11, 24)),
        "line": ({"own": "Ålborg"}, "Ålborg"),
        "words": ({"own": "Godt.\r\nTak."}, "Godt.\nTak."),
        "names": ({"own": ["Anna", "", "Bo"]}, ("Anna", "Bo")),
    }
    for link_id, (fields, _) in typed.items():
        one.answers(link_id, fields)
    kept = told(one)
    for link_id, (_, meant) in typed.items():
        values = meant if isinstance(meant, tuple) and not isinstance(meant, Coded | Amount) else (meant,)
        assert [str(getattr(each, "code", each)) for each in kept[link_id]] == [
            str(getattr(each, "code", each)) for each in values
        ], link_id
    for link_id in typed:
        assert one.plain.get(one.at(link_id)).status_code == 200


WRONG = [
    ("yes", {"choice": "maybe"}, "Vælg et af svarene på listen"),
    ("yes", {"choice": ["yes", "no"]}, "Vælg kun ét svar"),
    ("yes", {}, "Vælg et svar"),
    ("one", {"choice": "v99"}, "Vælg et af svarene på listen"),
    ("one", {"choice": ["v1", "v2"]}, "Vælg kun ét svar"),
    ("many", {"choice": ["v1", "v4"]}, "passer ikke sammen"),
    ("open", {"choice": "v1", "own": "og vand"}, "Vælg kun ét svar"),
    ("whole", {"own": "31"}, "højst 30"),
    ("whole", {"own": "-1"}, "mindst 0"),
    ("whole", {"own": "2,5"}, "helt tal"),
    ("whole", {"own": "tre"}, "Skriv et tal"),
    ("whole", {"own": "9" * 400}, "Skriv et tal"),
    ("whole", {"own": "1e9"}, "Skriv et tal"),
    ("way", {"own": "3", "unit": "mil"}, "målt i"),
    ("day", {"own": "31-02-2026"}, "dag, måned og år"),
    ("hour", {"own": "25.00"}, "klokkeslættet"),
    ("line", {"own": "\0"}, "tegn, vi ikke kan læse"),
    ("line", {"own": "x" * 401}, "plads til 400 tegn"),
    ("line", {"own": ["to", "svar"]}, "Vælg kun ét svar"),
    ("words", {"own": "x" * 4_001}, "plads til 4000 tegn"),
    ("names", {"own": ["navn"] * 21}, "højst 20"),
    ("line", {"pass": "because"}, "Vælg et af svarene på listen"),
]


def test_what_is_wrong_is_said_and_what_was_typed_stays(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    for link_id, fields, said in WRONG:
        answer = one.answers(link_id, fields, expect=422)
        assert said in answer.text, (link_id, fields)
        kept = fields.get("own", "")
        if isinstance(kept, str) and kept.isprintable() and len(kept) < 60:
            assert kept in answer.text, link_id
    assert told(one) == {}


def test_hidden_answers_stay_in_the_draft_and_go_nowhere(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    one.answers("one", (PEAR,))
    one.answers("why", ("den var moden",))
    one.answers("one", (BANANA,))
    assert one.set.filling.answers["why"] == ("den var moden",)
    assert "moden" not in one.plain.get(f"{one.url}/tjek").text
    one.sends()
    assert "moden" not in one.plain.get(f"{one.url}/svar").text
    assert "moden" not in one.plain.get(f"{one.url}/hent").text


def test_an_answer_to_a_question_that_went_away_is_shown_and_kept(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    answer = one.answers("why", {"own": "den var moden"}, expect=409)
    assert "den var moden" in answer.text
    assert "Svaret kom ikke med" in answer.text
    assert told(one)["why"] == ("den var moden",), "asked again, it is there"


def test_an_answer_to_another_version_is_shown_and_not_kept(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    answer = one.answers("line", {"own": "Ålborg", "version": "en anden"}, expect=409)
    assert "Ålborg" in answer.text
    assert "en anden udgave" in answer.text
    assert told(one) == {}


def test_an_answer_after_sending_is_shown_and_changes_nothing(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    one.sends()
    for fields in ({"own": "Odense"}, {"own": "x" * 500}):
        answer = one.answers("line", fields, expect=409)
        assert fields["own"] in answer.text
        assert "Spørgeskemaet er sendt" in answer.text
    one.sends()  # pressed twice
    assert told(one)["line"] == ("Ålborg",)
    assert deeds_in(nadia.portal).count("answers_sent") == 1


def test_what_nobody_asks_has_no_page(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    for place in ("1", "2", "99", "9999", "0", "x", "99999999999999999999"):
        assert one.plain.get(f"{one.url}/{place}").status_code == 404
        assert one.plain.post(f"{one.url}/{place}", {"own": "x"}).status_code == 404
    for key in ("000000", "1", "abcdef"):
        assert one.plain.get(f"{LIST}/{key}").status_code == 404
    assert one.plain.get(one.at("why")).status_code == 303, "not asked now: on to the overview"


def test_two_devices_show_both_answers_and_lose_none(nadia: NadiaWhoWrote) -> None:
    phone = filler(nadia)
    laptop = Filler(device(nadia), nadia.portal, FORM)
    assert laptop.url == phone.url, "begun once"
    stale = phone.fields(FORM.by_id["line"], ("Odense",))
    other = phone.fields(FORM.by_id["words"], ("Godt.",))
    laptop.answers("line", ("Ålborg",))
    assert phone.plain.post(phone.at("words"), other).status_code == 303, "another question is no quarrel"
    both = phone.plain.post(phone.at("line"), stale)
    assert both.status_code == 409
    assert "Odense" in both.text
    assert "Ålborg" in both.text
    assert told(phone)["line"] == ("Ålborg",), "nothing is decided yet"
    assert phone.plain.post(phone.at("line"), {**stale, "keep": "mine"}).status_code == 303
    assert told(phone) == {"line": ("Odense",), "words": ("Godt.",)}


def test_the_same_answer_twice_is_no_quarrel_and_a_forged_revision_shows_both(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    one.answers("line", {"own": "Ålborg", "revision": "0"})
    for revision in ("", "x", "-4", "9" * 30, "½"):
        one.answers("line", {"own": "Odense", "revision": revision}, expect=409)


def test_what_changed_meanwhile_is_seen_before_it_is_sent(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    seen = str(one.set.row.revision)
    one.answers("line", ("Odense",))
    answer = one.sends(revision=seen, may_export="1", expect=409)
    assert "Noget er ændret" in answer.text
    assert "Odense" in answer.text
    assert "checked" in answer.text
    one.sends(may_export="1")
    assert one.set.filling.may_export


def test_nothing_told_is_not_sent(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    assert "ikke svaret på noget" in one.sends(expect=409).text
    one.answers("line", Passed.RATHER_NOT)
    one.sends()


def test_thoughts_of_not_living_are_answered_at_once_and_go_first(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    one.answers("yes", (True,))
    assert "Du er vigtig lige nu" in one.plain.get(one.at("one")).text, "before anything is sent"
    one.answers("one", (BANANA,))
    assert dossier_in(nadia.portal).row.urgency == Urgency.ROUTINE
    answer = one.plain.get(one.sends().headers["location"]).text
    assert "Du er vigtig lige nu" in answer
    assert "70 201 201" in answer.replace("\u00a0", " ")
    found = dossier_in(nadia.portal)
    assert found.row.urgency == Urgency.ACUTE
    assert found.answers.flags == (Flag.SUICIDAL, Flag.WITHDRAWAL)
    assert deeds_in(nadia.portal)[-3:] == ["answers_sent", "flag_raised", "flag_raised"]


def test_staff_read_the_reason_in_the_queue_and_in_the_timeline(nadia: NadiaWhoWrote, desk: Desk) -> None:
    one = filler(nadia)
    one.answers("yes", (True,))
    one.sends()
    queue = desk.mette.go("/personale/koe")
    assert "Har tanker om ikke at ville leve" in queue.text
    desk.mette.go(f"/personale/henvendelse/{case_in(nadia.portal).inquiry_id}")
    desk.mette.press("Åbn", reason="Jeg dækker for en kollega")
    assert "Et svar gav en grund til at skynde sig" in desk.mette.page.text


def test_a_later_no_takes_the_reason_away_and_a_skipped_one_does_not(nadia: NadiaWhoWrote, clock: Clock) -> None:
    one = filler(nadia)
    one.answers("yes", (True,))
    one.sends()
    clock.pass_time(days=1)
    for answer, flags in ((Passed.SKIPPED, (Flag.SUICIDAL,)), ((False,), ())):
        again = Filler(device(nadia), nadia.portal, FORM)
        again.answers("yes", answer)
        again.sends()
        assert dossier_in(nadia.portal).answers.flags == flags
        clock.pass_time(days=1)
    assert dossier_in(nadia.portal).row.urgency == Urgency.ROUTINE


def test_a_number_is_told_kindly_and_grows_into_a_curve(nadia: NadiaWhoWrote, clock: Clock) -> None:
    one = filler(nadia, form=COUNTED)
    for round_, choices in enumerate(((APPLE, PEAR, PEAR), (BANANA, BANANA, PEAR))):
        for link_id, choice in zip(("q1", "q2", "q3"), choices, strict=True):
            one.answers(link_id, (choice,))
        page = one.plain.get(one.sends().headers["location"]).text
        assert f"Dit tal er {(2, 5)[round_]} af 6" in page
        assert not re.search(r"\bLav\b|\bHøj\b", page), "no band is told"
        assert ("<svg viewBox" in page and "<table" in page) is bool(round_)
        clock.pass_time(days=30)
        one = Filler(device(nadia), nadia.portal, COUNTED.form)
    assert "24.\u00a0november" in page
    assert "<polyline" in page


def test_too_few_answers_make_no_number(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia, form=COUNTED)
    one.answers("q1", (APPLE,))
    one.answers("q2", Passed.RATHER_NOT)
    page = one.plain.get(one.sends().headers["location"]).text
    assert "ikke svar nok" in page
    assert "Dit tal" not in page


def test_earlier_answers_are_used_only_by_a_yes(nadia: NadiaWhoWrote, clock: Clock) -> None:
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    one.sends()
    old = one.url
    assert "svar fra sidst" in one.plain.get(f"{old}/igen").text
    assert one.plain.post(f"{old}/igen", {}).status_code == 422
    for reuse, expected in (("no", {}), ("yes", {"line": ("Ålborg",)})):
        again = one.plain.post(f"{old}/igen", {"reuse": reuse})
        one.url = again.headers["location"]
        assert told(one) == expected
        one.plain.post(f"{one.url}/slet")
    assert [each.sent for each in sets_in(nadia.portal)] == [True], "what was sent is never deleted"


def test_what_is_counted_begins_empty(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia, form=COUNTED)
    one.answers("q1", (APPLE,))
    one.sends()
    assert "svar fra sidst" not in one.plain.get(f"{one.url}/igen").text
    one.url = one.plain.post(f"{one.url}/igen", {"reuse": "yes"}).headers["location"]
    assert told(one) == {}


def test_a_yes_to_a_file_can_be_given_and_taken_back(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    one.plain.post(f"{one.url}/fil", {"may_export": "yes"})
    assert not one.set.filling.may_export, "nothing is sent yet"
    one.sends()
    assert not one.set.filling.may_export, "nothing is a yes by itself"
    for typed, may in (("yes", True), ("yes", True), ("perhaps", True), ("no", False)):
        assert one.plain.post(f"{one.url}/fil", {"may_export": typed}).status_code == 303
        assert one.set.filling.may_export is may
    assert deeds_in(nadia.portal)[-2:] == ["export_allowed", "export_ended"]
    file = one.plain.get(f"{one.url}/hent")
    assert 'filename="svar.json"' in file.headers["content-disposition"]
    assert "no-store" in file.headers["cache-control"]
    assert file.json()["resourceType"] == "QuestionnaireResponse"


def test_each_is_asked_what_was_made_for_them(nadia: NadiaWhoWrote) -> None:
    seen = {}
    for who, answers in (
        ("self", TOLD),
        ("relative", RELATIVE),
        ("professional", PROFESSIONAL),
        ("hypo", HYPOTHETICAL),
    ):
        browser = NadiaWhoWrote(nadia.app, nadia.portal).has_written(answers).comes_back()
        seen[who] = browser.go(LIST).text
    assert "20 minutter" in seen["self"]
    assert "20 minutter" not in seen["relative"]
    assert "ingen spørgeskemaer" in seen["hypo"]
    audit = nadia.portal.library["audit"]
    assert audit.needs_text
    assert audit.form.title["da"] not in seen["self"], "whose words are missing is not asked"


def test_what_is_not_asked_of_somebody_cannot_be_begun(nadia: NadiaWhoWrote) -> None:
    nadia.has_written(RELATIVE)
    plain = device(nadia)
    for key in ("forberedelse", "audit", "nothing", "", "x" * 5_000, "\0"):
        assert plain.post(LIST, {"form": key}).status_code == 409
    assert sets_in(nadia.portal) == []


def test_after_the_end_nothing_is_begun_answered_or_sent(nadia: NadiaWhoWrote, mette: Mette) -> None:
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    mette.closes()
    assert one.plain.post(LIST, {"form": COUNTED.key}).status_code == 409
    late = one.answers("line", {"own": "Odense"}, expect=409)
    assert "Odense" in late.text, "what was typed is given back"
    assert one.plain.get(f"{one.url}/tjek").status_code == 200
    one.sends(expect=409)


def test_the_words_are_kept_when_somebody_begins(nadia: NadiaWhoWrote) -> None:
    """The form may be taken out of use: what is begun goes on, word for word."""
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    with nadia.portal.data.reading() as session:
        assert session.get(FormVersion, FORM.version)
        assert not session.scalars(select(FormUse)).all()
    gone = replace(nadia.portal, library={})
    nadia.app.state.portal = gone
    assert one.plain.get(one.at("words")).status_code == 200
    one.answers("words", ("Godt.",))
    one.sends()


def test_somebody_else_reaches_nothing(nadia: NadiaWhoWrote) -> None:
    one = filler(nadia)
    one.answers("line", ("Ålborg",))
    other = device(NadiaWhoWrote(nadia.app, nadia.portal).has_written())
    for path in (one.url, one.at("line"), f"{one.url}/tjek", f"{one.url}/svar", f"{one.url}/hent", f"{one.url}/slet"):
        assert other.get(path).status_code == 404, path
    assert other.post(one.at("line"), {"own": "x"}).status_code == 404
    assert other.post(f"{one.url}/tjek", {"revision": "1"}).status_code == 404


def test_in_english_the_form_and_the_page_speak_english(nadia: NadiaWhoWrote) -> None:
    browser: Browser = nadia.has_written().comes_back(language="en")
    browser.go(LIST)
    browser.press("Begin Every kind")
    browser.go(f"{browser.path.removeprefix('/en')}/3")
    assert "Did you sleep well?" in browser.page.text
    assert "Save and continue" in browser.page.text
