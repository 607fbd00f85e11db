"""From the agenda to the letter: who decides, once, and what it does to state and promises."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.answer_sets import begin, mark_sent
from app.portal import Portal
from app.rules.answers import AgeBand, Contact, Substance
from app.rules.clocks import ClockKind
from app.rules.filling import Filling, Provenance
from app.rules.questionnaire import Coded
from app.rules.triage import Role
from app.timeline import events_of
from tests.clock import Clock
from tests.people import Desk
from tests.triage.arriving import Arrived, arrives, row_of
from tests.triage.reading import aloud
from tests.visitation.meeting import PROPOSED, letters, promises, put_forward, sends

DECIDED = {**PROPOSED, "version": "1"}


def happened(portal: Portal, arrived: Arrived) -> list[str]:
    with portal.data.reading() as session:
        return [event.what for event in events_of(session, arrived.id)]


def decides(desk: Desk, arrived: Arrived, *, expect: int = 200, **changes: Any) -> None:
    desk.karin.go(f"{arrived.path}/afgoerelse")
    sends(desk.karin, f"{arrived.path}/afgoerelse", expect=expect, **{**DECIDED, **changes})


def test_from_the_agenda_to_the_letter(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    desk.karin.go("/personale/visitation")
    assert "Visitation onsdag den 25. november" in aloud(desk.karin.page)
    assert arrived.reference in aloud(desk.karin.page)
    desk.karin.go(f"{arrived.path}/afgoerelse")
    assert "Jeg drikker hver aften" in aloud(desk.karin.page), "the citizen's own words come first"
    assert "Samtaler, kun dig og en rådgiver" in aloud(desk.karin.page)
    decides(desk, arrived)
    row = row_of(portal, arrived)
    assert row.state == "decided"
    (found,) = letters(portal, arrived)
    assert found.row.number == 1
    assert found.by == "Karin Holm"
    assert found.row.received_on is None
    treatment = next(each for each in promises(portal, arrived) if each.kind is ClockKind.TREATMENT_ALCOHOL)
    assert (treatment.running, treatment.met_on) == (False, date(2026, 12, 3))
    assert happened(portal, arrived)[-1] == "decided"
    assert happened(portal, arrived).count("proposal_opened") == 2
    desk.karin.go(f"{arrived.path}/brev/1")
    said = aloud(desk.karin.page)
    assert "Du begynder torsdag den 3. december." in said
    assert "sundhedsloven § 141" in said
    assert "Lederen ser på det igen" in said
    assert "Ankestyrelsen" not in said, "no standard names it for alcohol"
    assert happened(portal, arrived)[-1] == "letter_opened"


def test_the_citizens_own_goals_stand_beside_the_proposal(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    case = portal.vault.open_for_staff(arrived.id)
    assert case is not None
    form = portal.library["forberedelse"].form
    answers = {"h4": ("Jeg går tur med hunden og sover hele natten.",), "c6": (Coded("safer", "urn:indgangen:svar"),)}
    filling = Filling(key="forberedelse", version=form.version, provenance=Provenance.SELF, answers=answers)
    with portal.data.writing() as session:
        mark_sent(begin(session, case, filling, now=portal.now()).row, now=portal.now())
    for path in ("visitation", "afgoerelse"):
        said = aloud((desk.mette if path == "visitation" else desk.karin).go(f"{arrived.path}/{path}"))
        assert "Jeg går tur med hunden og sover hele natten." in said
        assert "Hvad vil du gerne med alkohol? Drikke på en mere sikker måde" in said


def test_a_counsellor_reads_and_does_not_decide(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    desk.jens.go(f"{arrived.path}/afgoerelse")
    assert "Kun en leder eller lederens stedfortræder afgør." in aloud(desk.jens.page)
    assert not [each for each in desk.jens.page.all("button") if "Afgør" in desk.jens.page.text_of(each)]
    sends(desk.jens, f"{arrived.path}/afgoerelse", expect=409, **DECIDED)
    assert letters(portal, arrived) == []


def test_a_deputy_decides_while_the_leader_is_away(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = put_forward(desk, portal)
    desk.jens.go("/personale/visitation")
    desk.karin.go("/personale/visitation")
    jens = next(value for value, name in colleagues(desk) if name == "Jens Friis")
    days = {"colleague": jens, "first_day": "24.11.2026", "last_day": "25.11.2026"}
    sends(desk.jens, "/personale/visitation/stedfortraeder", expect=409, **days)
    sends(desk.karin, "/personale/visitation/stedfortraeder", **days)
    assert "Jens Friis er stedfortræder fra den 24. november til den 25. november." in aloud(desk.karin.page)
    sends(desk.jens, f"{arrived.path}/afgoerelse", **DECIDED)
    assert letters(portal, arrived)[0].by == "Jens Friis"
    later = put_forward(desk, portal)
    clock.pass_time(days=2)
    desk.jens.signs_in()
    desk.jens.go("/personale/visitation")
    sends(desk.jens, f"{later.path}/afgoerelse", expect=409, **DECIDED)


def colleagues(desk: Desk) -> list[tuple[str, str]]:
    page = desk.karin.page
    return [(each.get("value"), page.text_of(each)) for each in page.all("option")]


@pytest.mark.parametrize(
    ("days", "why", "says"),
    [
        (-2, "", "Dagen er gået"),
        (20, "", "Dagen ligger efter fristen"),
        (400, "no_room", "mere end et halvt år"),
        (None, "", "hvilken dag hjælpen begynder"),
    ],
)
def test_a_start_that_nobody_would_expect_is_asked_about(
    desk: Desk, portal: Portal, days: int | None, why: str, says: str
) -> None:
    arrived = put_forward(desk, portal)
    day = (date(2026, 11, 24) + timedelta(days=days)).isoformat() if days else ""
    decides(desk, arrived, expect=422, start_on=day, start_why=why, reason="Mine egne ord.")
    assert says in aloud(desk.karin.page)
    assert "Mine egne ord." in desk.karin.page.html
    assert letters(portal, arrived) == []


@pytest.mark.parametrize(("why", "kept"), [("citizen_waits", True), ("free_choice", True), ("no_room", False)])
def test_a_late_start_keeps_the_promise_only_when_the_citizen_chose_it(
    desk: Desk, portal: Portal, why: str, kept: bool
) -> None:
    arrived = put_forward(desk, portal)
    decides(desk, arrived, start_on="2026-12-20", start_why=why)
    treatment = next(each for each in promises(portal, arrived) if each.kind is ClockKind.TREATMENT_ALCOHOL)
    assert treatment.running is not kept
    assert (treatment.met_on is not None) is kept


def test_thinking_again_is_a_new_decision(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    decides(desk, arrived)
    decides_again = {**PROPOSED, "ruling": "not_granted", "reason": "Du har sagt nej tak."}
    sends(desk.mette, f"{arrived.path}/visitation", **decides_again)
    decides(desk, arrived, **{**decides_again, "version": "1"})
    newest, oldest = letters(portal, arrived)
    assert (newest.row.number, oldest.row.number) == (2, 1)
    assert oldest.content.decision.ruling == "granted", "the first one is as it was"
    assert newest.content.decision.ruling == "not_granted"


def test_who_decides_second_is_told_who_was_first_and_keeps_their_words(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    other = desk.hired("Lone Leder", "haderslev", Role.LEADER).signs_in()
    other.go(f"{arrived.path}/afgoerelse")
    decides(desk, arrived)
    sends(other, f"{arrived.path}/afgoerelse", expect=409, **{**DECIDED, "reason": "Jeg ville have sagt noget andet."})
    said = aloud(other.page)
    assert f"Karin Holm har afgjort {arrived.reference}" in said
    assert "Hjælpen er bevilget: Samtaler, kun dig og en rådgiver" in said
    assert "Jeg ville have sagt noget andet." in said
    assert len(letters(portal, arrived)) == 1


def test_a_proposal_that_changed_meanwhile_is_read_before_it_is_decided(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    desk.karin.go(f"{arrived.path}/afgoerelse")
    sends(desk.mette, f"{arrived.path}/visitation", **{**PROPOSED, "version": "1", "reason": "Nu med en ny grund."})
    sends(desk.karin, f"{arrived.path}/afgoerelse", expect=409, **{**DECIDED, "reason": "Karins egne ord."})
    said = aloud(desk.karin.page)
    assert "Forslaget er ændret imens" in said
    assert "Nu med en ny grund." in said
    assert "Karins egne ord." in desk.karin.page.html
    assert letters(portal, arrived) == []
    desk.karin.press("Afgør, og send brevet")
    assert letters(portal, arrived)[0].content.decision.reason == "Karins egne ord."


def test_what_a_service_needs_and_what_an_old_page_asks_for(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    decides(desk, arrived, expect=422, service="")
    assert "Vælg, hvilken hjælp det gælder." in aloud(desk.karin.page)
    decides(desk, arrived, expect=422, service="findes_ikke")
    assert "ikke på stedets liste" in aloud(desk.karin.page)
    decides(desk, arrived, expect=422, ruling="hand_over")
    assert "hvem borgeren skal videre til" in aloud(desk.karin.page)
    decides(desk, arrived, expect=422, reason="")
    assert "Borgeren læser det" in aloud(desk.karin.page)
    assert letters(portal, arrived) == []


def test_the_contact_person_puts_forward_and_takes_off(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    desk.jens.go("/personale")
    sends(desk.jens, f"{arrived.path}/visitation", expect=409, **PROPOSED)
    desk.mette.go(arrived.path)
    desk.mette.press("Tag af dagsordenen")
    assert row_of(portal, arrived).state == "clarifying"
    sends(desk.karin, f"{arrived.path}/afgoerelse", expect=409, **DECIDED)


def test_what_is_left_over_waits_for_the_next_meeting(desk: Desk, portal: Portal, clock: Clock) -> None:
    arrived = put_forward(desk, portal)
    clock.pass_time(days=7)
    said = aloud(desk.karin.go("/personale/visitation"))
    assert arrived.reference in said
    assert "1 fra tidligere møder" in said
    assert "Fra mødet den 25. november" in said


def test_closing_takes_it_off_the_agenda(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal)
    sends(desk.mette, f"{arrived.path}/afslut", outcome="citizen_stopped")
    assert arrived.reference not in aloud(desk.karin.go("/personale/visitation"))
    sends(desk.karin, f"{arrived.path}/afgoerelse", expect=409, **DECIDED)


def test_a_doctor_takes_part(desk: Desk, portal: Portal) -> None:
    desk.karin.go("/personale/visitation")
    sends(desk.karin, "/personale/visitation/deltager", meeting="2026-11-25", name="Lise Krogh", title="Læge")
    assert "Lise Krogh Læge" in aloud(desk.karin.page)
    sends(desk.karin, "/personale/visitation/deltager", expect=422, meeting="2026-11-25", name="")
    assert "Skriv et navn." in aloud(desk.karin.page)
    desk.karin.press("Fjern", form="/fjern")
    assert "Lise Krogh" not in aloud(desk.karin.page)


@pytest.mark.parametrize("asked", ["2026-13-45", "x" * 40, "%00", "2026-11-25'--", "0001-01-01"])
def test_a_meeting_that_is_no_date_is_the_coming_one(desk: Desk, asked: str) -> None:
    assert "onsdag den 25. november" in aloud(desk.karin.go(f"/personale/visitation?dag={asked}"))


def test_the_letter_about_drugs_with_a_name_names_the_board_and_four_weeks(desk: Desk, portal: Portal) -> None:
    named = Contact(name="Nadia Holm")
    arrived = put_forward(desk, portal, substance=Substance.DRUGS, contact=named, age=AgeBand.FROM_30)
    decides(desk, arrived)
    text = letter_text(portal, arrived)
    assert "Hej Nadia Holm" in text
    assert "serviceloven §\xa0101." in text
    assert "senest 4 uger" in text
    assert "Ankestyrelsen" in text
    assert "Styrelsen for Patientklager" in text


def test_an_anonymous_letter_carries_no_name(desk: Desk, portal: Portal) -> None:
    arrived = put_forward(desk, portal, substance=Substance.DRUGS)
    decides(desk, arrived)
    text = letter_text(portal, arrived)
    assert "Skipper" not in text
    assert "§\xa0101 a" in text
    assert "Ankestyrelsen" not in text, "a decision after § 101 a goes no further"


def letter_text(portal: Portal, arrived: Arrived) -> str:
    found = letters(portal, arrived)[0].letter("da")
    return " ".join([found.greeting, *(line for part in found.parts for line in part.lines)])


def test_nothing_can_be_decided_where_nobody_asked_for_help(desk: Desk, portal: Portal) -> None:
    arrived = arrives(portal, hypothetical=True, contact=Contact())
    desk.mette.go("/personale")
    sends(desk.mette, f"{arrived.path}/tag", skip="agreed")
    sends(desk.mette, f"{arrived.path}/visitation", expect=409, **PROPOSED)
