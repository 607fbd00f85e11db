"""Staff answer Nadia, and write notes that her code never opens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.correspondence import messages_of, notes_of
from app.models import Message, Note
from app.portal import Portal
from app.timeline import What, events_of
from app.vault.fields import CannotOpen
from tests.clock import Clock
from tests.people import Colleague, Desk, Nadia
from tests.triage.arriving import Arrived, arrives, citizen_writes, row_of

ANSWER = "Kom, som du er. Vi begynder med boligen."


def taken_by(colleague: Colleague, portal: Portal) -> Arrived:
    arrived = arrives(portal)
    colleague.go("/personale")
    colleague.press(form=f"{arrived.id}/tag")
    assert colleague.page.h1 == arrived.reference
    return arrived


def messages(portal: Portal) -> int:
    with portal.data.reading() as session:
        return len(list(session.scalars(select(Message))))


def test_nadia_reads_the_answer_with_her_code(desk: Desk, nadia: Nadia) -> None:
    nadia.sends()
    nadia.writes_it_down()
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    assert "Svar til Skipper" in desk.mette.page.text
    desk.mette.press("Send svar", message=ANSWER)
    assert ANSWER in desk.mette.page.text
    assert ANSWER in nadia.comes_back().page.text
    nadia.browser.press(form="/min-side/besked", message="Tak. Jeg kommer torsdag.")
    assert "Tak. Jeg kommer torsdag." in desk.mette.go(desk.mette.path).text
    assert "Læst" in desk.mette.page.text


def test_an_answer_is_written_down_and_stops_the_waiting(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    assert "ventet" in desk.mette.go("/personale?del=mine").text
    desk.mette.go(arrived.path)
    desk.mette.press("Send svar", message=ANSWER)
    with portal.data.reading() as session:
        assert What.REPLIED in {event.what for event in events_of(session, arrived.id)}
    assert "Svar fra Mette" in desk.mette.page.text
    assert "ventet" not in desk.mette.go("/personale?del=mine").text
    citizen_writes(portal, arrived, "Og hvad så nu?")
    assert "ventet" in desk.mette.go("/personale?del=mine").text


@pytest.mark.parametrize(("text", "said"), [("", "Skriv dit svar"), ("  \n ", "Skriv dit svar"), ("x" * 5001, "langt")])
def test_what_cannot_be_sent_is_kept(desk: Desk, portal: Portal, text: str, said: str) -> None:
    taken_by(desk.mette, portal)
    desk.mette.press("Send svar", message=text, expect=422)
    assert said in desk.mette.page.text
    assert text.strip() in desk.mette.page.html
    assert messages(portal) == 0
    desk.mette.press("Send svar", message=ANSWER)
    assert messages(portal) == 1


def test_the_page_that_needs_mending_opens_nothing(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    desk.mette.press("Send svar", message="", expect=422)
    assert "Skipper" not in desk.mette.page.html
    assert "drikker" not in desk.mette.page.html
    assert arrived.reference in desk.mette.page.text


def test_pressed_twice_is_sent_once(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = taken_by(desk.mette, portal)
    page = desk.mette.page
    for _ in range(2):
        desk.mette.page = page
        desk.mette.press("Send svar", message=ANSWER)
    assert messages(portal) == 1
    clock.pass_time(minutes=5)
    desk.mette.press("Send svar", message=ANSWER)
    assert messages(portal) == 2
    with portal.data.reading() as session:
        assert [event.what for event in events_of(session, arrived.id)].count("replied") == 2


def test_the_same_words_after_the_citizens_are_another_answer(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    desk.mette.press("Send svar", message="Ja.")
    citizen_writes(portal, arrived, "Og må jeg tage min søster med?")
    desk.mette.go(arrived.path)
    desk.mette.press("Send svar", message="Ja.")
    assert messages(portal) == 3


def test_only_the_contact_person_and_the_leader_answer(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    for who, status in ((desk.jens, 409), (desk.karin, 303)):
        who.go("/personale")
        answer = who.client.post(
            f"{arrived.path}/svar", data={"csrf_token": who.token(), "message": ANSWER}, follow_redirects=False
        )
        assert answer.status_code == status
    assert messages(portal) == 1


def test_a_colleagues_refused_answer_is_not_lost(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    desk.jens.go("/personale")
    desk.jens.post(f"{arrived.path}/svar", {"csrf_token": desk.jens.token(), "message": ANSWER}, expect=409)
    assert ANSWER in desk.jens.page.html


def test_an_answer_outlives_a_session_that_ended(desk: Desk, portal: Portal, clock: Clock) -> None:
    taken_by(desk.mette, portal)
    clock.pass_time(minutes=31)
    desk.mette.press("Send svar", message=ANSWER, expect=401)
    assert ANSWER in desk.mette.page.html
    assert messages(portal) == 0


def test_a_note_stays_in_the_house(desk: Desk, nadia: Nadia, portal: Portal) -> None:
    nadia.sends()
    desk.mette.go("/personale")
    desk.mette.press("Tag")
    desk.mette.press("Gem note", note="Tag boligrådgiver Lars med.")
    assert "Tag boligrådgiver Lars med." in desk.mette.page.text
    assert "Lars" not in nadia.comes_back().page.html
    assert "Lars" not in nadia.browser.go("/min-side/det-ved-vi").html


def test_a_citizens_key_does_not_open_a_note(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    desk.mette.press("Gem note", note="Tag boligrådgiver Lars med.")
    theirs = portal.vault.open_with_code(arrived.code)
    assert theirs is not None
    with portal.data.reading() as session:
        assert messages_of(session, theirs) == []
        with pytest.raises(CannotOpen):
            notes_of(session, theirs)
        (note,) = session.scalars(select(Note))
        with pytest.raises(CannotOpen):
            theirs.open(note.body, table="notes", column="body", row_id=note.id)
        assert b"Lars" not in note.body


def test_a_note_is_kept_once_and_mended_when_empty(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    desk.mette.press("Gem note", note="", expect=422)
    assert "Skriv noten" in desk.mette.page.text
    page = desk.mette.page
    for _ in range(2):
        desk.mette.page = page
        desk.mette.press("Gem note", note="Ringer igen torsdag.")
    with portal.data.reading() as session:
        assert len(list(session.scalars(select(Note)))) == 1
        assert [event.what for event in events_of(session, arrived.id)].count("noted") == 1


def test_nothing_is_written_to_a_closed_inquiry(desk: Desk, portal: Portal) -> None:
    arrived = taken_by(desk.mette, portal)
    desk.mette.post(f"{arrived.path}/afslut", {"csrf_token": desk.mette.token(), "outcome": "helped"})
    assert "Send svar" not in desk.mette.page.text
    for deed in ("svar", "note"):
        data = {"csrf_token": desk.mette.token(), "message": ANSWER, "note": ANSWER}
        desk.mette.post(f"{arrived.path}/{deed}", data, expect=409)
    assert messages(portal) == 0


def test_an_answer_marks_the_letter_read_and_moves_no_clock(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = taken_by(desk.mette, portal)
    due_on = row_of(portal, arrived).due_on
    clock.pass_time(hours=2)
    desk.mette.signs_in()
    desk.mette.go(arrived.path)
    desk.mette.press("Send svar", message=ANSWER)
    row = row_of(portal, arrived)
    assert not row.unread_by_staff
    assert row.due_on == due_on
    assert row.received_at <= clock() - timedelta(hours=2)
