"""Mette reads what Nadia told at home, adds beside it, fills one in with her, and takes a file with her yes (A2)."""

import json
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.models import Event
from app.portal import Portal
from app.rules.filling import Provenance
from app.timeline import What
from tests.clock import Clock
from tests.people import Colleague, Desk
from tests.questionnaires.every_kind import COUNTED
from tests.questionnaires.telling import chosen, sent, sets
from tests.served import served
from tests.triage.arriving import Arrived, arrives

Told = Callable[..., str]


@pytest.fixture
def portal(portal: Portal) -> Portal:
    """With one more questionnaire, which is counted."""
    return replace(portal, library={**portal.library, COUNTED.key: COUNTED})


@pytest.fixture
def app(portal: Portal) -> FastAPI:
    return served(portal)


@pytest.fixture
def nadia(portal: Portal) -> Arrived:
    return arrives(portal)


def events(portal: Portal, inquiry_id: UUID) -> list[str]:
    with portal.data.reading() as session:
        return list(session.scalars(select(Event.what).where(Event.inquiry_id == inquiry_id).order_by(Event.seq)))


def takes(who: Colleague, nadia: Arrived) -> Colleague:
    who.go("/personale")
    who.post(f"{nadia.path}/tag", {"csrf_token": who.token(), "skip": "agreed"})
    return who


def test_what_was_told_stands_on_the_inquiry_the_important_first(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    answers = chosen(portal, "forberedelse", a7=1, a8=0, c7=4, c8=3, g3=3, c6=2)
    sent(portal, nadia.id, "forberedelse", {**answers, "h4": ("En dag uden uro",)})
    text = takes(desk.mette, nadia).go(nadia.path).text
    assert "Udfyldt selv, hjemme" in text
    assert "Tanker om ikke at ville leve" in text
    assert "En dag uden uro" in text
    assert text.index("Tanker om ikke") < text.index("En dag uden uro") < text.index("Krop og helbred")
    assert "Rigtig meget" in text


def test_a_number_stands_with_what_it_may_mean_and_what_is_missing(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    form = COUNTED.form
    every = {each.link_id: 0 for each in form.by_id.values() if each.options}
    sent(portal, nadia.id, COUNTED.key, chosen(portal, COUNTED.key, **every))
    mette = takes(desk.mette, nadia)
    assert "0 af " in mette.go(nadia.path).text
    sent(portal, nadia.id, COUNTED.key, {})
    assert "svar mangler" in mette.go(nadia.path).text


def test_every_reading_is_written_down_and_nadia_sees_it(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    key = sent(portal, nadia.id, "ung", {})
    mette = takes(desk.mette, nadia)
    mette.go(f"{nadia.path}/svar/{key}")
    assert events(portal, nadia.id)[-1] == What.ANSWERS_OPENED


def test_what_is_not_sent_is_hers_alone(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    key = sent(portal, nadia.id, "forberedelse", {"h4": ("Kun til mig selv",)}, is_sent=False)
    mette = takes(desk.mette, nadia)
    assert "Kun til mig selv" not in mette.go(nadia.path).text
    mette.go(f"{nadia.path}/svar/{key}", expect=404)
    mette.go(f"{nadia.path}/skema/{key}", expect=404)


def test_who_has_no_reason_reads_nothing(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    key = sent(portal, nadia.id, "ung", {})
    desk.mette.go(f"{nadia.path}/svar/{key}")
    assert desk.mette.path == nadia.path  # which asks for one
    desk.aisha.go(f"{nadia.path}/svar/{key}", expect=404)
    desk.aisha.go(f"{nadia.path}/svar/000000", expect=404)
    assert What.ANSWERS_OPENED not in events(portal, nadia.id)


def test_what_is_added_stands_beside_and_changes_nothing(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    key = sent(portal, nadia.id, "forberedelse", {"h4": ("Ro i hovedet",)})
    mette = takes(desk.mette, nadia)
    mette.go(f"{nadia.path}/svar/{key}")
    link = next(each for each in mette.page.all("a") if "god dag" in mette.page.text_of(each))
    mette.go(str(link.get("href")))
    assert "Ro i hovedet" in mette.page.text
    assert mette.page.all("textarea")[0].text in (None, "", "\n")
    mette.press("Skriv til", own="Hun nævner også sin søster.")
    assert "Hun nævner også sin søster." in mette.page.text
    assert "Ro i hovedet" in mette.page.text
    hers, beside = sorted(sets(portal, nadia.id), key=lambda each: each.row.beside_id is not None)
    assert hers.filling.answers == {"h4": ("Ro i hovedet",)}
    assert beside.row.staff_id is not None
    assert What.ANSWERS_ADDED in events(portal, nadia.id)
    mette.go(str(link.get("href")))
    mette.press("Skriv til", own="Og sin bror.")
    assert len(sets(portal, nadia.id)) == 2


def test_one_is_filled_in_together(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    mette = takes(desk.mette, nadia)
    mette.go(nadia.path)
    mette.press(form="/skema", questionnaire=COUNTED.key, how="counter")
    assert events(portal, nadia.id)[-1] == What.ANSWERS_OPENED
    mette.go(str(next(each for each in mette.page.all("a") if "Ret" in mette.page.text_of(each)).get("href")))
    for each in COUNTED.form.by_id.values():
        if each.options:
            mette.press("Gem, og fortsæt", choice=each.options[0].key)
    mette.press("Færdig")
    assert "Udfyldt sammen med Mette" in mette.page.text
    (one,) = sets(portal, nadia.id)
    assert one.sent
    assert one.filling.provenance is Provenance.COUNTER
    assert set(one.filling.answers) == {each.link_id for each in COUNTED.form.by_id.values() if each.options}


def test_a_colleague_does_not_write_in_anothers_and_nobody_after_it_is_finished(
    portal: Portal, desk: Desk, nadia: Arrived
) -> None:
    mette = takes(desk.mette, nadia)
    mette.go(nadia.path)
    mette.press(form="/skema", questionnaire=COUNTED.key, how="interview")
    at = mette.path
    desk.karin.go(f"{nadia.path}", expect=200)
    desk.karin.post(f"{nadia.path}/aabn", {"csrf_token": desk.karin.token(), "reason": "Ledertilsyn"})
    desk.karin.go(at, expect=404)
    mette.go(at)
    token = mette.token()
    mette.press("Færdig")
    mette.post(f"{at}/2", {"csrf_token": token, "choice": "x"}, expect=404)
    mette.post(f"{at}/faerdig", {"csrf_token": token})


def test_two_tellings_are_held_beside_each_other(portal: Portal, desk: Desk, nadia: Arrived, clock: Clock) -> None:
    earlier = sent(portal, nadia.id, "forberedelse", {**chosen(portal, "forberedelse", a7=4), "h4": ("Fred",)})
    clock.pass_time(days=3)
    later = sent(portal, nadia.id, "forberedelse", {**chosen(portal, "forberedelse", a7=1), "h4": ("Fred",)})
    mette = takes(desk.mette, nadia)
    page = mette.go(f"{nadia.path}/svar/{later}/sammenlign/{earlier}")
    assert "Rigtig meget" in page.text
    assert "Lidt" in page.text
    assert "Fred" not in page.text
    mette.go(f"{nadia.path}/svar/{later}/sammenlign/{later}", expect=404)


def test_a_file_needs_nadias_yes(portal: Portal, desk: Desk, nadia: Arrived) -> None:
    no = sent(portal, nadia.id, "ung", {})
    yes = sent(portal, nadia.id, "forberedelse", {"h4": ("Fred",)}, may_export=True)
    mette = takes(desk.mette, nadia)
    mette.go(f"{nadia.path}/svar/{no}/fil")
    assert mette.path == f"{nadia.path}/svar/{no}"
    assert "ikke sagt ja" in mette.page.text
    assert What.ANSWERS_EXPORTED not in events(portal, nadia.id)
    mette.go(f"{nadia.path}/svar/{yes}/fil")
    told = json.loads(mette.response.text)
    assert told["resourceType"] == "QuestionnaireResponse"
    assert "Fred" in mette.response.text
    assert events(portal, nadia.id)[-1] == What.ANSWERS_EXPORTED


@pytest.mark.parametrize(
    "typed",
    [
        {"choice": "nobody's"},
        {"choice": ["v1", "v2"]},
        {"choice": "\0"},
        {"choice": "x" * 9_000},
        {},
        {"pass": "never"},
    ],
)
def test_an_answer_that_is_none_is_said_beside_its_field(
    portal: Portal, desk: Desk, nadia: Arrived, typed: dict[str, object]
) -> None:
    mette = takes(desk.mette, nadia)
    mette.go(nadia.path)
    mette.press(form="/skema", questionnaire=COUNTED.key, how="counter")
    at = str(next(each for each in mette.page.all("a") if "Ret" in mette.page.text_of(each)).get("href"))
    mette.go(at)
    mette.post(at, {"csrf_token": mette.token(), **typed}, expect=422)
    (one,) = sets(portal, nadia.id)
    assert not one.filling.answers
