"""Mette looks for somebody who stands at the counter, and finds only what Haderslev has."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import select, text

from app import contact_index, dossier
from app.contact_index import catch_up
from app.models import ContactMark, Event, MarkedTo
from app.portal import Portal
from app.rules.answers import Contact, ContactChannel, SafeContact, State
from app.timeline import What
from app.triage import found
from app.vault.marks import ContactMarks
from tests.clock import TUESDAY, Clock
from tests.people import Colleague, Desk
from tests.review import Page
from tests.triage.arriving import Arrived, arrives, row_of
from tests.triage.test_queue import references

NUMBER = SafeContact(channel=ContactChannel.PHONE, phone="+4520692833", email="nadia@example.dk")
REACHABLE = Contact(nickname="Skipper", safe=NUMBER)


def seeks(colleague: Colleague, sought: str, *, expect: int = 200) -> Page:
    colleague.go("/personale/soeg")
    return colleague.press(form="/soeg", sought=sought, expect=expect)


def marks(portal: Portal) -> int:
    with portal.vault.keystore.reading() as session:
        return len(session.scalars(select(ContactMark.mark)).all())


def changes_contact(portal: Portal, arrived: Arrived, contact: Contact) -> None:
    case = portal.vault.open_with_code(arrived.code)
    assert case is not None
    with portal.data.writing() as session:
        known = dossier.find(session, case, to_change=True)
        assert known is not None
        dossier.change_contact(session, portal, known, contact, now=portal.now())


def test_the_queue_has_a_field_that_searches(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    desk.mette.go("/personale")
    page = desk.mette.press(form="/soeg", sought=arrived.reference)
    assert references(page) == [arrived.reference]
    assert "Vi fandt 1 henvendelse." in page.text


@pytest.mark.parametrize("written", ["20692833", "20 69 28 33", "+45 20 69 28 33", "NADIA@example.dk"])
def test_a_number_or_an_address_finds_whoever_gave_it(desk: Desk, portal: Portal, written: str) -> None:
    arrived = arrives(portal, contact=REACHABLE)
    arrives(portal)
    assert references(seeks(desk.mette, written)) == [arrived.reference]


def test_the_code_finds_its_inquiry_and_is_not_shown_again(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    page = seeks(desk.mette, arrived.code.lower())
    assert references(page) == [arrived.reference]
    assert arrived.code.lower() not in page.text.lower()
    assert "Hvorfor åbner du" in desk.mette.go(arrived.path).text  # found is not opened


def test_the_end_of_a_reference_is_enough(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    assert references(seeks(desk.mette, arrived.reference[3:])) == [arrived.reference]


def test_words_are_found_in_what_the_citizen_wrote_and_is_called(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, own_words="Jeg er bange for at gå på arbejde.")
    other = arrives(portal, own_words="Noget andet.", contact=Contact(name="Nadia Holm"))
    assert references(seeks(desk.mette, "ARBEJDE bange")) == [arrived.reference]
    assert references(seeks(desk.mette, "nadia")) == [other.reference]
    page = seeks(desk.mette, "svømmehal")
    assert references(page) == []
    assert "Vi fandt ikke noget." in page.text


def test_only_the_newest_are_read_and_the_page_says_so(
    desk: Desk, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = arrives(portal, own_words="Den gamle.", at=TUESDAY.replace(day=1))
    for _ in range(2):
        arrives(portal)
    monkeypatch.setattr(found, "MOST_READ", 2)
    page = seeks(desk.mette, "gamle")
    assert references(page) == []
    assert "Vi så kun i de 2 nyeste åbne." in page.text
    monkeypatch.setattr(found, "MOST_READ", 3)
    assert references(seeks(desk.mette, "gamle")) == [old.reference]


def test_sqlite_finds_the_newest_without_sorting_all(portal: Portal) -> None:
    if not portal.data.sqlite:
        pytest.skip("about SQLite's planner")
    asked = (
        "SELECT * FROM inquiries WHERE centre = 'x' AND inquiries.state != 'closed' ORDER BY received_at DESC, id DESC"
    )
    with portal.data.reading() as session:
        plan = " ".join(str(row) for row in session.execute(text(f"EXPLAIN QUERY PLAN {asked} LIMIT 301")))
    assert "ix_inquiries_newest_open" in plan
    assert "TEMP B-TREE" not in plan


def test_another_centres_inquiry_is_not_there_by_any_way(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, municipality="ishoej", centre="ishoej", contact=REACHABLE, own_words="Sejlbåd")
    for sought in (arrived.reference, arrived.reference[3:], arrived.code, "20692833", "nadia@example.dk", "sejlbåd"):
        page = seeks(desk.mette, sought)
        assert references(page) == []
        assert "Vi fandt ikke noget." in page.text
        assert references(seeks(desk.aisha, sought)) == [arrived.reference]


def test_a_number_that_is_taken_back_finds_nobody_at_once(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, contact=REACHABLE)
    assert references(seeks(desk.mette, "20692833")) == [arrived.reference]
    assert marks(portal) == 2
    changes_contact(portal, arrived, Contact(nickname="Skipper"))
    assert marks(portal) == 0  # before anybody searches again
    assert references(seeks(desk.mette, "20692833")) == []


def test_a_number_that_is_changed_is_found_by_the_new_one(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, contact=REACHABLE)
    seeks(desk.mette, "20692833")
    changes_contact(portal, arrived, replace(REACHABLE, safe=replace(NUMBER, phone="+4530303030")))
    assert references(seeks(desk.mette, "30 30 30 30")) == [arrived.reference]
    assert references(seeks(desk.mette, "20692833")) == []


def test_what_is_forgotten_leaves_no_mark(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, contact=REACHABLE)
    seeks(desk.mette, "20692833")
    portal.vault.forget(arrived.id, now=portal.now())
    assert marks(portal) == 0
    with portal.vault.keystore.writing() as session:
        session.execute(text("DELETE FROM marked_to"))
    catch_up(portal, "haderslev")  # the row is still there: it gets no mark without a key
    assert marks(portal) == 0


def test_marks_are_made_in_rounds_and_the_page_says_when_they_are_behind(
    desk: Desk, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contact_index, "AT_ONCE", 1)
    arrives(portal), arrives(portal)
    arrived = arrives(portal, contact=REACHABLE)
    assert "Søg igen om lidt" in seeks(desk.mette, "20692833").text
    assert references(seeks(desk.mette, "20692833")) == [arrived.reference]


def test_the_marks_of_two_centres_have_nothing_in_common(portal: Portal) -> None:
    arrives(portal, contact=REACHABLE)
    arrives(portal, municipality="ishoej", centre="ishoej", contact=REACHABLE)
    contact_index.catch_up_everywhere(portal)
    assert marks(portal) == 4
    with portal.vault.keystore.reading() as session:
        assert len(set(session.scalars(select(ContactMark.mark)))) == 4
        assert set(session.scalars(select(MarkedTo.name))) >= {"haderslev-1", "ishoej-1"}


def test_marks_outlive_a_change_of_the_centres_key(portal: Portal) -> None:
    """While both keys are there the old marks are found; the desk makes new ones from the beginning of the timeline."""
    arrived, keys, new = arrives(portal, contact=REACHABLE), portal.vault.keys, X25519PrivateKey.generate()
    catch_up(portal, "haderslev")
    place = ("haderslev", keys.newest_centre_kid("haderslev") + 1)
    private, public = keys.centre_private | {place: new}, keys.centre_public | {place: new.public_key()}
    both = ContactMarks(portal.vault.keystore, replace(keys, centre_private=private, centre_public=public))
    assert both.read_to("haderslev") == 0
    assert both.find("haderslev", "+4520692833") == [arrived.id]
    both.keep("haderslev", {arrived.id: ["+4520692833"]}, read_to=7)
    alone = ContactMarks(
        portal.vault.keystore, replace(keys, centre_private={place: new}, centre_public={place: new.public_key()})
    )
    assert alone.find("haderslev", "+4520692833") == [arrived.id]
    assert portal.vault.marks.find("haderslev", "+4520692833") == []


def test_every_search_is_written_down_by_its_kind_and_not_by_its_words(desk: Desk, portal: Portal) -> None:
    arrives(portal, contact=REACHABLE)
    for sought in ("20692833", "nadia@example.dk", "Skipper", "26-4711"):
        seeks(desk.mette, sought)
    with portal.data.reading() as session:
        told = [
            each for each in session.scalars(select(Event.what).order_by(Event.seq)) if each.startswith(What.SEARCHED)
        ]
    assert told == ["searched:phone,reference", "searched:email", "searched:text", "searched:reference"]


@pytest.mark.parametrize("sought", ["", "x", "  ", "a\x00b", "x" * 300])
def test_too_little_too_much_and_what_no_text_holds_is_said(desk: Desk, portal: Portal, sought: str) -> None:
    seeks(desk.mette, sought, expect=422)
    assert 'aria-invalid="true"' in desk.mette.response.text


@pytest.mark.parametrize("sought", ["%%%", "___", "' OR 1=1 --", "{{ 7*7 }}", "<script>alert(1)</script>", "*" * 50])
def test_a_hostile_word_is_a_word(desk: Desk, portal: Portal, sought: str) -> None:
    arrives(portal)
    page = seeks(desk.mette, sought)
    assert references(page) == []


def test_closed_ones_are_found_by_number_and_not_by_words(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = arrives(portal, contact=REACHABLE)
    with portal.data.writing() as session:
        row = session.get_one(type(row_of(portal, arrived)), arrived.id)
        row.state, row.closed_on = State.CLOSED, TUESDAY.date()
    assert references(seeks(desk.mette, "20692833")) == [arrived.reference]
    assert references(seeks(desk.mette, "Skipper")) == []
