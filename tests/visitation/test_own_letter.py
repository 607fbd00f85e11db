"""The citizen's side: the letter is read, the deadline for a complaint begins, and one may apply without a name."""

from datetime import date
from typing import Any

import pytest

from app.portal import Portal
from app.rules.answers import Contact, Substance
from app.rules.clocks import ClockKind
from app.rules.plain_text import lix
from app.rules.visitation import Ruling
from app.timeline import events_of
from tests.people import Desk, Nadia
from tests.triage.arriving import PLAIN, Arrived, arrives
from tests.triage.reading import aloud
from tests.visitation.meeting import PROPOSED, letters, promises, put_forward, sends
from tests.visitation.test_deciding import decides

ISHOEJ = {**PROPOSED, "service": "outpatient_talks", "version": "0"}


def reader(desk: Desk, arrived: Arrived) -> Nadia:
    """Whoever has the code of an inquiry."""
    nadia = Nadia(desk.app, desk.portal)
    nadia.code = arrived.code
    nadia.comes_back()
    return nadia


def at_ishoej(desk: Desk, portal: Portal, **changes: Any) -> Arrived:
    """Somebody who asks Ishøj about drugs, taken and put forward by Aisha, who leads there."""
    arrived = arrives(portal, PLAIN, centre="ishoej", municipality="ishoej", substance=Substance.DRUGS, **changes)
    desk.aisha.go("/personale")
    sends(desk.aisha, f"{arrived.path}/tag", skip="agreed")
    sends(desk.aisha, f"{arrived.path}/visitation", **ISHOEJ)
    sends(desk.aisha, f"{arrived.path}/afgoerelse", **{**ISHOEJ, "version": "1"})
    return arrived


def test_the_letter_is_read_on_the_own_page(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    decides(desk, arrived)
    browser = reader(desk, arrived).browser
    assert "Der er et brev til dig" in aloud(browser.page)
    assert letters(portal, arrived)[0].row.received_on is None, "a page that tells of it is not the letter"
    said = aloud(browser.go("/min-side/afgoerelse"))
    assert "Du kan få hjælpen: Samtaler, kun dig og en rådgiver." in said
    assert "Din kontaktperson er Mette." in said
    assert letters(portal, arrived)[0].row.received_on == date(2026, 11, 24)
    browser.go("/min-side/afgoerelse")
    with portal.data.reading() as session:
        assert [event.what for event in events_of(session, arrived.id)].count("letter_read") == 1
    assert "Du kan altid læse brevet igen" in aloud(browser.go("/min-side"))
    assert "Karin, leder" in aloud(browser.go("/min-side/det-ved-vi")), "who has opened the proposal is told"
    assert "Modtaget den 24. november" in aloud(desk.mette.go(arrived.path))


def test_the_deadline_for_a_complaint_counts_from_the_day_it_was_read(desk: Desk, portal: Portal, clock: Any) -> None:
    arrived = at_ishoej(desk, portal, contact=Contact(name="Nadia Holm"))
    assert not [each for each in promises(portal, arrived) if each.kind is ClockKind.COMPLAINT]
    clock.pass_time(days=3)
    browser = reader(desk, arrived).browser
    said = aloud(browser.go("/min-side/afgoerelse"))
    assert "Senest den 25. december" in said, "28 days from 27 November"
    (complaint,) = [each for each in promises(portal, arrived) if each.kind is ClockKind.COMPLAINT]
    assert complaint.due_on == date(2026, 12, 25)
    clock.pass_time(days=1)
    desk.aisha.signs_in()
    desk.aisha.go(f"{arrived.path}/brev/1")
    sends(desk.aisha, f"{arrived.path}/brev/1/givet", received_on="2026-11-28")
    (complaint,) = [each for each in promises(portal, arrived) if each.kind is ClockKind.COMPLAINT]
    assert complaint.due_on == date(2026, 12, 25), "a deadline that has begun never moves"


def test_a_letter_given_by_hand_is_received_that_day(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    decides(desk, arrived)
    desk.mette.go(f"{arrived.path}/brev/1")
    for wrong in ("2026-11-23", "2026-11-25", "i går"):
        sends(desk.mette, f"{arrived.path}/brev/1/givet", expect=422, received_on=wrong)
    desk.mette.press("Gem dagen", received_on="24.11.2026")
    assert letters(portal, arrived)[0].row.received_on == date(2026, 11, 24)


def test_a_colleague_whose_inquiry_it_is_not_reads_no_letter(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    decides(desk, arrived)
    desk.jens.go(f"{arrived.path}/brev/1", expect=409)
    assert "Samtaler" not in desk.jens.page.text


def test_an_old_letter_says_that_it_is_old(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    decides(desk, arrived)
    sends(desk.mette, f"{arrived.path}/visitation", **PROPOSED)
    decides(desk, arrived, ruling="not_granted")
    browser = reader(desk, arrived).browser
    assert "Vi kan ikke give dig hjælpen" in aloud(browser.go("/min-side/afgoerelse"))
    assert "Det her brev er gammelt" in aloud(browser.go("/min-side/afgoerelse?nr=1"))
    assert "Vi kan ikke give dig hjælpen" in aloud(browser.go("/min-side/afgoerelse?nr=x"))


@pytest.mark.parametrize("ruling", list(Ruling))
def test_every_letter_is_easy_to_read(desk: Desk, portal: Portal, ruling: Ruling) -> None:
    for substance, contact in ((Substance.ALCOHOL, Contact()), (Substance.BOTH, Contact(name="Nadia Holm"))):
        arrived = put_forward(desk, portal, substance=substance, contact=contact)
        decides(desk, arrived, ruling=ruling, hand_to="Tønder Kommune", plan_offered="1", reason="Det passer til dig.")
        found = letters(portal, arrived)[0].letter("da")
        text = "\n".join(line for part in found.parts for line in (part.heading, *part.lines))
        assert lix(text) <= 35, (ruling, substance, lix(text))


def test_applying_without_a_name(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, PLAIN, centre="ishoej", municipality="ishoej", substance=Substance.DRUGS)
    browser = reader(desk, arrived).browser
    assert "Du kan søge om hjælp med stoffer uden at sige dit navn." in aloud(browser.page)
    browser.go("/min-side/uden-navn")
    browser.press(form="/uden-navn", expect=422)
    browser.press(form="/uden-navn", social_help="no", words="Jeg har job og bolig.")
    assert "Du søgte den 24. november" in aloud(browser.page)
    desk.aisha.go("/personale")
    sends(desk.aisha, f"{arrived.path}/tag", skip="agreed")
    assert "Får anden social hjælp: nej." in aloud(desk.aisha.go(arrived.path))
    said = aloud(desk.aisha.go(f"{arrived.path}/visitation"))
    assert "Betingelsen er opfyldt." in said
    assert "Jeg har job og bolig." in said


def test_where_it_cannot_be_had_nobody_is_asked(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal)
    browser = reader(desk, arrived).browser
    assert "Hjælp uden navn" not in aloud(browser.page)
    browser.go("/min-side/uden-navn")
    assert browser.path == "/min-side"
