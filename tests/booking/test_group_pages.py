"""Groups and the waiting list as people meet them: at the door without scripts, and at the desk by number."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from icalendar import Calendar
from sqlalchemy import select

from app.appointments import opening
from app.models import GroupPlace, GroupSession, Inquiry, Resource, Staff
from app.portal import Portal
from app.rules.open_hours import ExceptionKind
from app.rules.services import Mode
from tests.booking.calendar import Open, at, key
from tests.booking.groups import FRIDAY, opens_a_group, seats_taken, somebody
from tests.browser import Browser
from tests.clock import Clock
from tests.people import Desk, Nadia


@pytest.fixture
def skipper(nadia: Nadia) -> Browser:
    """Nadia on her own page."""
    nadia.sends()
    return nadia.writes_it_down()


@pytest.fixture
def another(app: object, portal: Portal) -> Callable[[], Browser]:
    """Somebody else who has written."""

    def comes() -> Browser:
        return Nadia(app, portal).sends(kaldenavn={"nickname": "Vinter"}).writes_it_down()  # type: ignore[arg-type]

    return comes


def test_a_place_is_taken_and_given_up(portal: Portal, haderslev: Open, skipper: Browser) -> None:
    meeting = opens_a_group(portal, haderslev.jens, capacity=3)
    assert "Vil du være med i en gruppe?" in skipper.go("/min-side").text
    page = skipper.go("/min-side/grupper")
    assert "Motivationsgruppen" in page.text
    assert "Fredag den 27. november kl. 16.00 til 17.30" in page.text
    assert "Der er plads" in page.text
    page = skipper.press("Tag en plads")
    assert "Du har en plads" in page.text
    assert seats_taken(portal, meeting) == 1
    assert "Fredag den 27. november kl. 16.00 til 17.30. Hos os, med Jens." in skipper.go("/min-side").text
    skipper.go("/min-side/grupper")
    assert "Få pladser tilbage" not in skipper.page.text
    skipper.press("Meld fra")
    assert seats_taken(portal, meeting) == 0


def test_a_place_goes_into_ones_own_calendar(portal: Portal, haderslev: Open, skipper: Browser) -> None:
    opens_a_group(portal, haderslev.jens, capacity=3)
    skipper.go("/min-side/grupper/aftale.ics", expect=404)
    skipper.go("/min-side/grupper")
    skipper.press("Tag en plads")
    skipper.go("/min-side/grupper/aftale.ics")
    event = Calendar.from_ical(skipper.response.content).events[0]
    assert (event["SUMMARY"], event.start) == ("Aftale", FRIDAY)
    assert "gruppe" not in skipper.response.text.lower()
    assert "Motivationsgruppen, fredag den 27. november" in skipper.go("/min-side/det-ved-vi").text
    assert "Har plads" in skipper.page.text


def test_pressed_twice_it_is_one_place(portal: Portal, haderslev: Open, skipper: Browser) -> None:
    meeting = opens_a_group(portal, haderslev.jens, capacity=3)
    skipper.go("/min-side/grupper")
    sent = {"csrf_token": skipper.token(), "group": str(meeting)}
    for _ in range(2):
        skipper.post("/min-side/grupper/plads", sent)
    assert seats_taken(portal, meeting) == 1
    for _ in range(2):
        skipper.post("/min-side/grupper/meld-fra", sent)
    assert seats_taken(portal, meeting) == 0


def test_a_group_place_from_the_waiting_list(
    portal: Portal, haderslev: Open, skipper: Browser, another: Callable[[], Browser], clock: Clock
) -> None:
    meeting, vinter = opens_a_group(portal, haderslev.jens), another()
    skipper.go("/min-side/grupper")
    assert "Få pladser tilbage" in skipper.page.text
    vinter.go("/min-side/grupper")
    skipper.press("Tag en plads")
    page = vinter.press("Tag en plads", expect=409)  # an older page: somebody was quicker
    assert "Den plads er lige væk" in page.text
    page = vinter.press("Skriv mig på ventelisten")
    assert "Du står på ventelisten" in page.text
    assert "Du venter på" in vinter.go("/min-side").text
    assert "Der er en plads til dig" not in vinter.page.text
    skipper.press("Meld fra")
    assert "Alle pladser er taget" in skipper.go("/min-side/grupper").text
    page = vinter.go("/min-side")
    assert "Der er en plads til dig" in page.text
    assert "indtil onsdag den 25. november kl. 13.40" in page.text
    vinter.press("Ja tak, tag pladsen")
    assert "Du har en plads" in vinter.page.text
    assert seats_taken(portal, meeting) == 1


def test_no_thank_you_leaves_the_place_to_others(
    portal: Portal, haderslev: Open, skipper: Browser, another: Callable[[], Browser], clock: Clock
) -> None:
    meeting, vinter = opens_a_group(portal, haderslev.jens), another()
    skipper.go("/min-side/grupper")
    skipper.press("Tag en plads")
    vinter.go("/min-side/grupper")
    vinter.press("Skriv mig på ventelisten")
    skipper.press("Meld fra")
    vinter.go("/min-side")
    vinter.press("Nej tak")
    assert "Få pladser tilbage" in vinter.page.text
    vinter.press("Tag en plads")
    skipper.go("/min-side/grupper")
    skipper.press("Skriv mig på ventelisten")
    skipper.press("Stå ikke på listen længere")
    assert "Skriv mig på ventelisten" in skipper.page.text
    assert seats_taken(portal, meeting) == 1


def test_what_we_must_know_first_is_shown_and_cannot_be_had(portal: Portal, haderslev: Open, nadia: Nadia) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    young = nadia.sends(alder=None).writes_it_down()
    page = young.go("/min-side/grupper")
    assert "Vi skal vide lidt mere" in page.text
    assert "Hvor gammel er du?" in page.text
    assert "Tag en plads" not in page.text
    sent = {"csrf_token": young.token(), "group": str(meeting)}
    for deed in ("plads", "venteliste"):
        assert "Gruppen er for andre" in young.post(f"/min-side/grupper/{deed}", sent, expect=409).text
    assert seats_taken(portal, meeting) == 0


def test_what_is_for_others_is_not_listed(portal: Portal, haderslev: Open, nadia: Nadia) -> None:
    opens_a_group(portal, haderslev.jens)
    relative = nadia.sends("paaroerende").writes_it_down()
    assert "gruppe" not in relative.go("/min-side").text.lower()
    assert "Der er ingen grupper at vælge lige nu" in relative.go("/min-side/grupper").text


@pytest.mark.parametrize("group", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_forged_meeting_is_answered_kindly(portal: Portal, haderslev: Open, skipper: Browser, group: str) -> None:
    opens_a_group(portal, haderslev.jens)
    skipper.go("/min-side/grupper")
    sent = {"csrf_token": skipper.token(), "group": group, "line": "1", "offer": group}
    for deed in ("grupper/plads", "grupper/meld-fra", "grupper/venteliste"):
        assert "gælder ikke mere" in skipper.post(f"/min-side/{deed}", sent, expect=409).text
    assert "ikke holdt en tid" in skipper.post("/min-side/tilbud", sent, expect=409).text
    skipper.post("/min-side/tilbud/nej", sent)
    skipper.post("/min-side/venteliste/forlad", sent)
    skipper.post("/min-side/venteliste", {**sent, "mode": "fax"}, expect=409)


def test_nobody_leaves_a_line_for_somebody_else(
    portal: Portal, haderslev: Open, skipper: Browser, another: Callable[[], Browser]
) -> None:
    meeting, vinter = opens_a_group(portal, haderslev.jens), another()
    somebody(portal).takes(meeting)
    vinter.go("/min-side/grupper")
    vinter.press("Skriv mig på ventelisten")
    line = next(each.get("value") for each in vinter.page.all("input") if each.get("name") == "line")
    skipper.go("/min-side/grupper")
    skipper.post("/min-side/venteliste/forlad", {"csrf_token": skipper.token(), "line": line})
    assert "Du står på ventelisten" in vinter.go("/min-side/grupper").text


def no_more_driving(portal: Portal, mette: int) -> None:
    """Mette drives on Friday from nine to a quarter to ten, and not else."""
    with portal.data.writing() as session:
        for day in (at(25, 9), at(26, 9), at(30, 9), at(1, 9, month=12)):
            opening.add_exception(
                session, "haderslev", owner=mette, kind=ExceptionKind.CLOSED, first_day=day.date(), last_day=day.date()
            )
        opening.add_exception(
            session,
            "haderslev",
            owner=mette,
            kind=ExceptionKind.REPLACE,
            first_day=at(27, 9).date(),
            last_day=at(27, 9).date(),
            opens=at(27, 9).time(),
            closes=at(27, 9, 45).time(),
        )


def takes_the_car(browser: Browser, mette: int) -> None:
    browser.go("/min-side/tider")
    time = key(at(27, 9), Mode.WE_COME, mette)
    browser.post("/min-side/tider", {"csrf_token": browser.token(), "time": time})
    browser.press(form="/min-side/tid", where="Parken")


def test_a_time_from_the_waiting_list(
    portal: Portal, haderslev: Open, skipper: Browser, another: Callable[[], Browser], clock: Clock
) -> None:
    no_more_driving(portal, haderslev.mette)
    vinter = another()
    assert "Der er ledige tider" in vinter.go("/min-side/venteliste").text
    takes_the_car(skipper, haderslev.mette)
    vinter.go("/min-side/venteliste")
    page = vinter.press("Skriv mig på ventelisten", form="/min-side/venteliste")
    assert "Du står på ventelisten" in page.text
    skipper.go("/min-side/tid/afbud")
    skipper.press("Ja, meld afbud")
    assert "Der er en tid til dig" in vinter.go("/min-side").text
    page = vinter.go("/min-side/tilbud")
    assert "Fredag den 27. november" in page.text
    page = vinter.press(form="/min-side/tilbud", expect=422)
    assert "Skriv, hvor vi skal komme hen." in page.text
    vinter.press(form="/min-side/tilbud", where="Parken ved havnen")
    assert vinter.path == "/min-side"
    assert "Din næste aftale" in vinter.page.text
    assert "Der er ikke holdt en tid til dig nu" in vinter.go("/min-side/tilbud").text


def test_an_offer_that_is_gone_leads_on(
    portal: Portal, haderslev: Open, skipper: Browser, another: Callable[[], Browser]
) -> None:
    no_more_driving(portal, haderslev.mette)
    vinter = another()
    takes_the_car(skipper, haderslev.mette)
    vinter.go("/min-side/venteliste")
    vinter.press("Skriv mig på ventelisten", form="/min-side/venteliste")
    skipper.go("/min-side/tid/afbud")
    skipper.press("Ja, meld afbud")
    vinter.go("/min-side/tilbud")
    offer = next(each.get("value") for each in vinter.page.all("input") if each.get("name") == "offer")
    sent = {"csrf_token": vinter.token(), "offer": offer, "where": "Parken"}
    skipper.go("/min-side")  # somebody else's offer is not there
    skipper.post("/min-side/tilbud", {**sent, "csrf_token": skipper.token()}, expect=409)
    vinter.press("Nej tak")
    page = vinter.post("/min-side/tilbud", sent, expect=409)
    assert "Det kan du i stedet" in page.text
    assert "Se tiderne" in page.text


# At the desk


@pytest.fixture
def jens_there(portal: Portal, haderslev: Open, desk: Desk) -> Desk:
    """Jens's calendar is his own account's."""
    assert desk.jens
    with portal.data.writing() as session:
        account = session.scalars(select(Staff).where(Staff.name == "Jens Friis")).one()
        session.get_one(Resource, haderslev.jens).staff_id = account.id
    return desk


def new_meeting(portal: Portal) -> GroupSession:
    with portal.data.reading() as session:
        return session.scalars(select(GroupSession).order_by(GroupSession.starts_at.desc())).first()  # type: ignore[return-value]


A_MEETING = {"service": "motivation_group", "day": "27.11.2026", "opens": "16", "closes": "17.30", "capacity": "8"}


def test_jens_opens_his_own_meeting(portal: Portal, haderslev: Open, jens_there: Desk) -> None:
    jens = jens_there.jens
    jens.go("/personale/grupper")
    assert "Der er ingen møder i kalenderen." in jens.page.text
    jens.go("/personale/grupper/ny")
    jens.press(form="/grupper/ny", **A_MEETING, room=str(haderslev.room_1))
    assert "Fredag den 27. november kl. 16.00 til 17.30" in jens.page.text
    assert "0 af 8 pladser" in jens.page.text
    meeting = new_meeting(portal)
    assert (meeting.starts_at, meeting.counsellor_id, meeting.extra_id) == (FRIDAY, haderslev.jens, haderslev.room_1)
    jens.go("/personale/grupper/ny")
    page = jens.press(form="/grupper/ny", expect=422, **A_MEETING)
    assert "optaget på det tidspunkt" in page.text
    assert "16" in [each.get("value") for each in page.all("input")]  # what was typed is kept


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": "27.11.2025"}, "Tiden er gået"),
        ({"day": "i morgen"}, "Skriv datoen som"),
        ({"closes": "15"}, "Slut skal være efter start"),
        ({"opens": "8", "closes": "16.30"}, "højst otte timer"),
        ({"opens": "16.03"}, "hele 5 minutter"),
        ({"capacity": "0"}, "Skriv et tal fra 1 til 60."),
        ({"capacity": "9999999999999"}, "Skriv et tal fra 1 til 60."),
        ({"service": "open_counselling"}, "Vælg en fra listen."),
        ({"counsellor": "99999"}, "Vælg en fra listen."),
        ({"room": "99999"}, "Vælg en fra listen."),
        ({"mode": "fax"}, "Vælg et af svarene."),
    ],
)
def test_what_cannot_be_a_meeting_is_said(
    portal: Portal, haderslev: Open, jens_there: Desk, wrong: dict[str, str], said: str
) -> None:
    karin = jens_there.karin
    karin.go("/personale/grupper/ny")
    asked = {**A_MEETING, "counsellor": str(haderslev.jens), **wrong}
    assert said in karin.press(form="/grupper/ny", expect=422, **asked).text


def test_only_a_leader_opens_somebody_elses(portal: Portal, haderslev: Open, jens_there: Desk) -> None:
    jens = jens_there.jens
    jens.go("/personale/grupper/ny")
    page = jens.press(form="/grupper/ny", expect=409, **A_MEETING, counsellor=str(haderslev.mette))
    assert "kun en leder" in page.text
    karin = jens_there.karin
    karin.go("/personale/grupper/ny")
    karin.press(form="/grupper/ny", **A_MEETING, counsellor=str(haderslev.mette))


def test_a_meetings_places_stand_by_number(
    portal: Portal, haderslev: Open, jens_there: Desk, skipper: Browser, another: Callable[[], Browser], clock: Clock
) -> None:
    meeting, vinter, mette = opens_a_group(portal, haderslev.jens), another(), jens_there.mette
    skipper.go("/min-side/grupper")
    skipper.press("Tag en plads")
    vinter.go("/min-side/grupper")
    vinter.press("Skriv mig på ventelisten")
    page = mette.go(f"/personale/grupper/{meeting}")
    assert "1 af 1 pladser er taget" in page.text
    assert "Venter på en plads" in page.text
    for name in ("Skipper", "Vinter"):
        assert name not in page.text
    page = mette.press("Tag ud")
    assert "Tilbudt" in page.text
    assert "Der er en plads til dig" in vinter.go("/min-side").text
    vinter.press("Ja tak, tag pladsen")
    clock.moment = at(27, 16, 5)
    mette.signs_in()
    mette.go(f"/personale/grupper/{meeting}")
    mette.press("Kom ikke")
    page = mette.press("Kom")
    assert "Kom" in page.text
    with portal.data.reading() as session:
        assert "attended" in session.scalars(select(GroupPlace.state)).all()


def test_cancelling_is_asked_first_and_told(
    portal: Portal, haderslev: Open, jens_there: Desk, skipper: Browser
) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    skipper.go("/min-side/grupper")
    skipper.press("Tag en plads")
    mette, jens = jens_there.mette, jens_there.jens
    assert "Aflys mødet" not in mette.go(f"/personale/grupper/{meeting}").text
    mette.post(f"/personale/grupper/{meeting}/aflys", {"csrf_token": mette.token()}, expect=409)
    jens.go(f"/personale/grupper/{meeting}/aflys")
    assert "1 borger mister sin plads" in jens.page.text
    jens.press("Aflys for alle")
    assert "Mødet er aflyst" in jens.page.text
    assert "er aflyst. Det beklager vi." in skipper.go("/min-side").text
    assert "Der er ingen grupper at vælge lige nu" in skipper.go("/min-side/grupper").text


def test_other_centres_and_administrators_see_nothing(portal: Portal, haderslev: Open, desk: Desk) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    aisha, soeren = desk.aisha, desk.soeren
    assert "Motivationsgruppen" not in aisha.go("/personale/grupper").text
    for address in (f"/personale/grupper/{meeting}", f"/personale/grupper/{meeting}/aflys"):
        aisha.go(address, expect=404)
    aisha.go("/personale/grupper")
    sent = {"csrf_token": aisha.token(), "reference": reference(portal), "how": "came"}
    for deed in ("aflys", "tag-ud", "fremmoede"):
        aisha.post(f"/personale/grupper/{meeting}/{deed}", sent, expect=404)
    soeren.go("/personale/grupper", expect=409)


def reference(portal: Portal) -> str:
    person = somebody(portal)
    with portal.data.reading() as session:
        return session.get_one(Inquiry, person.case.inquiry_id).reference


def test_closing_an_inquiry_leaves_the_groups(portal: Portal, haderslev: Open, desk: Desk, nadia: Nadia) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    browser = nadia.sends().writes_it_down()
    browser.go("/min-side/grupper")
    browser.press("Tag en plads")
    karin = desk.karin
    karin.go("/personale?del=alle")
    address = next(each.get("href") for each in karin.page.all("a") if "/henvendelse/" in each.get("href", ""))
    karin.post(f"{address}/tag", {"csrf_token": karin.token(), "skip": "agreed"})
    karin.go(f"{address}/afslut")
    outcome = next(each.get("value") for each in karin.page.all("input") if each.get("name") == "outcome")
    karin.press("Afslut", form="/afslut", outcome=outcome)
    assert seats_taken(portal, meeting) == 0


def test_a_meeting_that_never_was_is_not_there(desk: Desk) -> None:
    desk.mette.go(f"/personale/grupper/{uuid4()}", expect=404)
