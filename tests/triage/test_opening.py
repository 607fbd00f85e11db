"""Opening an inquiry: your own at once, anybody else's with a reason, another centre's never."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.chain import first_broken_link
from app.models import Event
from app.portal import Portal
from app.rules.answers import (
    AgeBand,
    Contact,
    ContactChannel,
    ContactTime,
    Danger,
    ForWhom,
    Home,
    IfAnotherAnswers,
    Relation,
    SafeContact,
    Topic,
)
from app.timeline import What, events_of, reason_of
from app.triage.safe_contact import card, next_call
from tests.clock import TUESDAY, Clock
from tests.people import OWN_WORDS, Colleague, Desk, Nadia
from tests.triage.arriving import Arrived, arrives, row_of
from tests.triage.reading import aloud

AFTERNOONS = SafeContact(
    channel=ContactChannel.PHONE,
    phone="+4520304050",
    times=(ContactTime.AFTERNOON,),
    may_leave_message=False,
    if_another_answers=IfAnotherAnswers.FIRST_NAME_ONLY,
    code_word="tulipan",
)


def happened(portal: Portal, arrived: Arrived) -> list[str]:
    with portal.data.reading() as session:
        return [event.what for event in events_of(session, arrived.id)]


def opens(colleague: Colleague, arrived: Arrived, why: str = "Jeg vil se, om jeg kan tage den") -> Colleague:
    colleague.go(arrived.path)
    if colleague.page.h1 != arrived.reference:
        colleague.press(why)
    assert colleague.page.h1 == arrived.reference
    return colleague


def test_nadias_own_words_come_first(desk: Desk, nadia: Nadia) -> None:
    nadia.sends()
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    text = aloud(desk.mette.page)
    assert f"»{OWN_WORDS}«" in text
    assert text.index("Med egne ord") < text.index("Svar i korte træk") < text.index("Beskeder")
    assert "1 Bolig 2 Alkohol" in text
    assert "Anonym, kalder sig Skipper" in text
    assert "Åbn rådgivning" not in text
    for fact in ("Bor i Haderslev", "Handler om Alkohol", "Ønsker Behandling", "Fare lige nu Nej", "30 år eller mere"):
        assert fact in text, fact
    assert "Åben rådgivning, dag 0 af 7 Senest den 1. december" in text
    assert "Behandling, alkohol, dag 0 af 14 Senest den 8. december Sundhedsloven § 141" in text
    assert "Kontaktperson Mette Lund" in text


def test_one_that_is_not_yours_asks_why_and_shows_nothing_before(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.mette.go(arrived.path)
    assert desk.mette.page.h1 == f"Hvorfor åbner du {arrived.reference}?"
    assert "drikker" not in desk.mette.page.html
    assert "Skipper" not in desk.mette.page.html
    assert happened(portal, arrived) == ["received"]
    desk.mette.press("Jeg vil se, om jeg kan tage den")
    assert "drikker hver aften" in aloud(desk.mette.page)
    assert happened(portal, arrived) == ["received", "opened_with_reason", "opened"]


def test_the_reason_is_sealed_and_stands_in_the_timeline(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.mette.go(arrived.path)
    desk.mette.press("Åbn", reason="Lægen ringede om noget andet", form="/aabn")
    assert "Åbnet af Mette (sket) Lægen ringede om noget andet" in aloud(desk.mette.page)
    case = portal.vault.open_for_staff(arrived.id)
    assert case is not None
    with portal.data.reading() as session:
        (event,) = session.scalars(select(Event).where(Event.what == What.OPENED_WITH_REASON))
        assert b"ringede" not in (event.detail or b"")
        assert reason_of(event, case) == "Lægen ringede om noget andet"


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_an_empty_reason_opens_nothing(desk: Desk, portal: Portal, reason: str) -> None:
    arrived = arrives(portal)
    desk.mette.go(arrived.path)
    desk.mette.post(f"{arrived.path}/aabn", {"csrf_token": desk.mette.token(), "reason": reason}, expect=422)
    assert "Skriv kort hvorfor" in aloud(desk.mette.page)
    assert happened(portal, arrived) == ["received"]


def test_a_long_or_strange_reason_is_kept_on_the_page(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.mette.go(arrived.path)
    for reason in ("x" * 301, "nul \x00 her"):
        desk.mette.post(f"{arrived.path}/aabn", {"csrf_token": desk.mette.token(), "reason": reason}, expect=422)
    assert happened(portal, arrived) == ["received"]


def test_the_reason_opens_for_a_quarter_of_an_hour_and_for_one_person(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = arrives(portal)
    opens(desk.mette, arrived)
    clock.pass_time(minutes=14)
    assert desk.mette.go(arrived.path).h1 == arrived.reference
    desk.jens.go(arrived.path)
    assert desk.jens.page.h1.startswith("Hvorfor")
    clock.pass_time(minutes=2)
    assert desk.mette.go(arrived.path).h1.startswith("Hvorfor")


def test_a_colleagues_inquiry_names_the_colleague(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    desk.jens.go(arrived.path)
    assert "Mette Lund er kontaktperson." in desk.jens.page.text
    assert "Jeg følger op som leder" not in desk.jens.page.text
    assert "Jeg vil se, om jeg kan tage den" not in desk.jens.page.text
    desk.karin.go(arrived.path)
    assert "Jeg følger op som leder" in aloud(desk.karin.page)


def test_every_opening_is_written_down(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    desk.mette.go(arrived.path)
    opens(desk.karin, arrived, "Jeg følger op som leder")
    assert happened(portal, arrived).count("opened") == 3
    assert "Hvem har åbnet den?" in aloud(desk.karin.page)
    with portal.data.reading() as session:
        assert first_broken_link(session) is None


def test_another_centres_and_an_unknown_inquiry_answer_alike(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    forgotten = arrives(portal, centre="ishoej")
    portal.vault.forget(forgotten.id, now=portal.now())
    aisha = desk.aisha
    bodies = set()
    for inquiry_id in (str(arrived.id), str(uuid4()), "ikke-et-id"):
        for path in ("", "/tag", "/afslut"):
            aisha.go(f"/personale/henvendelse/{inquiry_id}{path}", expect=404)
            bodies.add(re.sub(r'value="[^"]*"', "", aisha.page.html))
        for deed in ("aabn", "tag", "laeg-tilbage", "afklaring", "afslut", "svar", "note", "nummer"):
            data = {"csrf_token": aisha.token(), "why": "called", "message": "hej", "note": "hej", "outcome": "helped"}
            aisha.post(f"/personale/henvendelse/{inquiry_id}/{deed}", data, expect=404)
    assert len(bodies) == 1
    assert happened(portal, arrived) == ["received"]


def test_an_administrator_opens_nothing(desk: Desk, portal: Portal) -> None:
    arrived, soeren = arrives(portal), desk.soeren
    before = happened(portal, arrived)
    for inquiry_id in (arrived.id, uuid4()):
        soeren.go(f"/personale/henvendelse/{inquiry_id}", expect=409)
        assert "Din rolle åbner ikke henvendelser." in soeren.page.text
        for deed in ("aabn", "tag", "laeg-tilbage", "afklaring", "afslut", "svar", "note", "nummer"):
            data = {"csrf_token": soeren.token(), "why": "called", "message": "hej", "note": "hej"}
            soeren.post(f"/personale/henvendelse/{inquiry_id}/{deed}", data, expect=409)
    soeren.go("/personale/registrer", expect=409)
    assert "/personale/din-rolle" in [each.get("href") for each in soeren.page.all("a")]
    assert "Til køen" not in soeren.page.text, "it would only lead back to the page about the role"
    soeren.go(f"/personale/registrer/{arrived.id}/kode", expect=409)
    assert happened(portal, arrived) == before


def test_what_was_typed_survives_a_session_that_ended(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = arrives(portal)
    desk.mette.go(arrived.path)
    clock.pass_time(minutes=31)
    desk.mette.press("Åbn", reason="Lægen ringede om noget andet", form="/aabn", expect=401)
    assert desk.mette.page.h1 == "Du er logget ud"
    assert "Lægen ringede om noget andet" in desk.mette.page.html
    assert happened(portal, arrived) == ["received"]


def test_a_relatives_page_has_their_facts(desk: Desk, portal: Portal) -> None:
    arrived = arrives(
        portal, for_whom=ForWhom.RELATIVE, relation=Relation.SIBLING, wish=None, contact=Contact(), own_words=None
    )
    text = aloud(opens(desk.mette, arrived).page)
    assert "Den anden er Min søster eller bror" in text
    assert "Spørger fra" not in text
    assert "Her er ikke skrevet noget." in text
    assert "Ikke oplyst" in text
    assert "Har borgeren ikke givet" in text


def test_everything_told_is_on_the_page(desk: Desk, portal: Portal) -> None:
    arrived = arrives(
        portal,
        topics=(Topic.MONEY, Topic.MIND, Topic.BODY),
        danger=Danger.UNSURE,
        home=(Home.PREGNANT, Home.CHILDREN),
        age=AgeBand.FROM_18_TO_29,
        contact=Contact(name="Nadia Holm", safe=AFTERNOONS),
    )
    text = aloud(opens(desk.mette, arrived).page)
    for told in ("Penge", "Tanker og humør", "Tænder og krop", "Jeg er ikke sikker", "En er gravid", "18 til 29 år"):
        assert told in text, told
    assert "Nadia Holm" in text


def test_a_number_is_shown_in_its_hours(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, contact=Contact(safe=AFTERNOONS))
    text = aloud(opens(desk.mette, arrived).page)
    assert "Nu må du Ringe på 20 30 40 50" in text
    assert "Ring kun Eftermiddag, 12 til 16." in text
    assert "Svarer en anden Sig kun jeres fornavn" in text
    assert "Telefonsvarer Læg ikke besked" in text
    assert "»tulipan«" in text


def test_outside_its_hours_the_number_asks_for_a_reason(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = arrives(portal, contact=Contact(safe=AFTERNOONS), danger=Danger.YES)
    clock.pass_time(hours=4)  # 17.40
    opens(desk.mette, arrived)
    assert "20304050" not in re.sub(r"\s", "", desk.mette.page.html.replace("&nbsp;", ""))
    assert "Næste gang i morgen kl. 12." in aloud(desk.mette.page)
    desk.mette.press("Vis nummeret", reason="", expect=422)
    desk.mette.press("Vis nummeret", reason="Svarede ja til fare nu")
    assert "20 30 40 50" in aloud(desk.mette.page)
    assert "Mette så nummeret uden for aftalt tid" in aloud(desk.mette.page)
    assert "number_shown" in happened(portal, arrived)
    clock.pass_time(minutes=16)
    opens(desk.mette, arrived)
    assert "20 30 40 50" not in aloud(desk.mette.page)


MORNING, AFTERNOON, EVENING = ContactTime.MORNING, ContactTime.AFTERNOON, ContactTime.EVENING


@pytest.mark.parametrize(
    ("times", "danish_hour", "again"),
    [
        ((AFTERNOON,), 7, "24 12"),
        ((AFTERNOON,), 17, "25 12"),
        ((MORNING, EVENING), 13, "24 16"),
        ((MORNING,), 23, "25 8"),
        ((), 21, "25 8"),
        ((), 5, "24 8"),
    ],
)
def test_when_a_call_is_safe_again(times: tuple[ContactTime, ...], danish_hour: int, again: str) -> None:
    now = datetime(2026, 11, 24, danish_hour - 1, 20, tzinfo=UTC)
    assert f"{next_call(times, now):%d %-H}" == again


def test_an_email_alone_has_no_hours() -> None:
    safe = SafeContact(channel=ContactChannel.EMAIL, email="nadia@example.dk")
    found = card(safe, number_shown=False, now=TUESDAY + timedelta(hours=9), language="da")
    assert found.now_you_may == ("Skrive her på siden", "Skrive en neutral e-mail")
    assert (found.email, found.times, found.hidden) == ("nadia@example.dk", "", False)


def test_an_unread_letter_stays_unread_when_somebody_else_opens_it(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    assert not row_of(portal, arrived).unread_by_staff
    desk.mette.press("Læg tilbage")
    other = arrives(portal)
    opens(desk.jens, other)
    assert row_of(portal, other).unread_by_staff
