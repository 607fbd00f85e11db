"""The promise of a week is watched: what runs short is said early, once, and with what helps (booking §4, B1)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from threading import Event

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.appointments import alarms, first_offers, opening, soon, watch
from app.appointments.week_strip import DayState, week_strip
from app.booking.watcher import Watcher
from app.catalogue import Centre
from app.models import FirstOffer, OfferAlarm, OpenException, OpenRule, Resource, Staff
from app.portal import Portal
from app.rules.answers import ForWhom
from app.rules.appointments import ResourceKind
from app.rules.open_hours import ExceptionKind
from app.rules.promise_watch import DAYS_AHEAD, Cause, Level, Remedy
from app.rules.services import Mode
from tests.booking.calendar import Open, at, key, somebody_writes
from tests.booking.test_taking_a_time import books
from tests.clock import Clock
from tests.people import Desk

IN_PERSON = (ForWhom.SELF, Mode.IN_PERSON)


@pytest.fixture
def centre(portal: Portal) -> Centre:
    return portal.catalogue.centres["haderslev"]


@pytest.fixture
def looks(portal: Portal, centre: Centre) -> Callable[[], dict[tuple[ForWhom, Mode], watch.Watched]]:
    """Look again now. Returns what was found, by who and how."""

    def look() -> dict[tuple[ForWhom, Mode], watch.Watched]:
        with portal.data.writing() as session:
            found = watch.look_again(session, centre, now=portal.now())
        return {(each.audience, each.mode): each for each in found}

    return look


Looks = Callable[[], dict[tuple[ForWhom, Mode], watch.Watched]]


def standing(portal: Portal) -> dict[tuple[ForWhom, Mode], OfferAlarm]:
    with portal.data.reading() as session:
        return {alarms.kind_of(each): each for each in alarms.open_alarms(session, "haderslev")}


def closes(portal: Portal, first: date, last: date, *, owner: int | None = None) -> int:
    with portal.data.writing() as session:
        return opening.add_exception(
            session, "haderslev", owner=owner, kind=ExceptionKind.CLOSED, first_day=first, last_day=last
        ).id


def opens_again(portal: Portal, exception: int) -> None:
    with portal.data.writing() as session:
        opening.remove_exception(session, session.get_one(OpenException, exception))


def test_an_ordinary_autumn_is_green(portal: Portal, haderslev: Open, looks: Looks) -> None:
    found = looks()
    assert {who for who, _ in found} == set(ForWhom)
    assert all(len(each.days) == DAYS_AHEAD for each in found.values())
    assert [each.day for each in found[IN_PERSON].days][:2] == [date(2026, 11, 24), date(2026, 11, 25)]
    assert all(day.level is Level.GREEN for day in found[IN_PERSON].days[:20])


def test_a_centre_without_a_calendar_is_not_watched(portal: Portal, looks: Looks) -> None:
    assert looks() == {}
    assert standing(portal) == {}


def test_nothing_within_a_week_is_red(portal: Portal, haderslev: Open, looks: Looks) -> None:
    closes(portal, date(2026, 11, 25), date(2026, 12, 4))
    assert [each.level for each in looks()[IN_PERSON].days[:2]] == [Level.GREEN, Level.RED]  # Jens has the afternoon
    alarm = standing(portal)[IN_PERSON]
    assert (alarm.level, alarm.cause, alarm.first_day) == (Level.RED, Cause.CLOSED_DAYS, date(2026, 11, 25))
    assert alarm.remedy == Remedy.ANOTHER_CENTRE  # nobody is there, and the open door is closed as well


def test_little_is_amber_when_more_have_come(portal: Portal, haderslev: Open, looks: Looks, clock: Clock) -> None:
    """Four weeks with more talks by video than the two of them have room for now that Jens is away."""
    clock.moment = at(2, 8)
    for day in (3, 4, 5, 6):
        for hour in (9, 10, 11, 12, 13, 14):
            books(portal, somebody_writes(portal), key(at(day, hour), Mode.ONLINE, haderslev.mette))
        for hour in (10, 11, 12, 13, 14, 15, 16, 17):
            books(portal, somebody_writes(portal), key(at(day, hour), Mode.ONLINE, haderslev.jens))
    clock.moment = at(9, 8)
    closes(portal, date(2026, 11, 9), date(2026, 11, 30), owner=haderslev.jens)
    closes(portal, date(2026, 11, 10), date(2026, 11, 12), owner=haderslev.mette)
    found = looks()[ForWhom.SELF, Mode.ONLINE]
    assert found.days[0].level is Level.AMBER
    assert found.shortage
    assert found.shortage.cause is Cause.ABSENCE
    assert found.shortage.remedy is Remedy.PHONE
    assert looks()[ForWhom.SELF, Mode.PHONE].days[0].level is Level.GREEN


def test_nothing_open_is_said_as_such(portal: Portal, haderslev: Open, looks: Looks) -> None:
    with portal.data.writing() as session:
        car = session.get_one(Resource, haderslev.car)
        rules = session.scalars(select(OpenRule).where(OpenRule.resource_id == haderslev.mette))
        for rule in rules:
            rule.modes = "in_person phone online"
        opening.end_resource(session, car, date(2026, 11, 1))
    shortage = looks()[ForWhom.SELF, Mode.WE_COME].shortage
    assert shortage
    assert (shortage.level, shortage.cause, shortage.remedy) == (Level.RED, Cause.NOTHING_OPEN, Remedy.PHONE)


def test_easter_week_shows_six_weeks_early(portal: Portal, haderslev: Open, looks: Looks, clock: Clock) -> None:
    """Palm Sunday is 21 March 2027. The whole week is closed, and Easter Monday is the 29th."""
    clock.moment = at(8, 9, month=2, year=2027)
    closes(portal, date(2027, 3, 22), date(2027, 3, 24))
    days = {each.day: each for each in looks()[IN_PERSON].days}
    assert days[date(2027, 3, 15)].level is Level.GREEN
    assert days[date(2027, 3, 20)].level is Level.RED  # a Saturday: the next talk is on Tuesday the 30th
    alarm = standing(portal)[IN_PERSON]
    assert (alarm.level, alarm.cause, alarm.first_day) == (Level.RED, Cause.CLOSED_DAYS, date(2027, 3, 20))


def test_christmas_shows_in_november(portal: Portal, haderslev: Open, looks: Looks) -> None:
    closes(portal, date(2026, 12, 21), date(2026, 12, 30))
    days = {each.day: each.level for each in looks()[IN_PERSON].days}
    assert days[date(2026, 12, 17)] is Level.GREEN
    assert days[date(2026, 12, 19)] is Level.RED


def test_an_alarm_is_raised_once_and_closed_when_it_is_over(
    portal: Portal, haderslev: Open, looks: Looks, clock: Clock
) -> None:
    closed = closes(portal, date(2026, 11, 25), date(2026, 12, 4))
    looks()
    first = standing(portal)[IN_PERSON]
    clock.pass_time(minutes=15)
    looks()
    again = standing(portal)[IN_PERSON]
    assert (again.id, again.opened_at) == (first.id, first.opened_at)
    opens_again(portal, closed)
    looks()
    assert standing(portal) == {}
    with portal.data.reading() as session:
        assert session.get_one(OfferAlarm, first.id).closed_at == portal.now()
    closes(portal, date(2026, 11, 25), date(2026, 12, 4))
    looks()
    assert standing(portal)[IN_PERSON].id != first.id


def test_one_that_gets_worse_counts_as_not_seen(
    portal: Portal, haderslev: Open, desk: Desk, looks: Looks, clock: Clock
) -> None:
    assert desk.karin
    closed = closes(portal, date(2026, 11, 25), date(2026, 11, 29))
    looks()
    alarm = standing(portal)[IN_PERSON]
    assert alarm.level == Level.AMBER
    with portal.data.writing() as session:
        karin = session.scalars(select(Staff.id).where(Staff.name == "Karin Holm")).one()
        alarms.acknowledge(session, "haderslev", [alarm.id], staff_id=karin)
    looks()
    assert standing(portal)[IN_PERSON].seen_by == karin
    opens_again(portal, closed)
    closes(portal, date(2026, 11, 24), date(2026, 12, 3))
    looks()
    worse = standing(portal)[IN_PERSON]
    assert (worse.id, worse.level, worse.seen_by) == (alarm.id, Level.RED, None)


def test_every_inquiry_remembers_what_it_was_offered(portal: Portal, haderslev: Open, centre: Centre) -> None:
    nadia = somebody_writes(portal)
    closes(portal, date(2026, 11, 24), date(2026, 12, 11))
    somebody_writes(portal, for_whom=ForWhom.RELATIVE)
    with portal.data.reading() as session:
        offers = {each.inquiry_id: each for each in session.scalars(select(FirstOffer))}
        assert first_offers.kept(session, "haderslev", now=portal.now()) == (1, 2)
        assert first_offers.kept(session, "haderslev", now=portal.now()).percent == 50
    assert len(offers) == 2
    mine = offers.pop(nadia.inquiry_id)
    assert (mine.offered_at, mine.met, mine.chose_later) == (at(24, 15), True, False)
    assert [(each.offered_at, each.met) for each in offers.values()] == [(None, False)]


def test_without_a_calendar_nothing_is_remembered(portal: Portal) -> None:
    somebody_writes(portal)
    with portal.data.reading() as session:
        assert session.scalars(select(FirstOffer)).all() == []


def test_who_chooses_to_wait_is_told_apart(portal: Portal, haderslev: Open) -> None:
    nadia = somebody_writes(portal)

    def chose_later() -> bool:
        with portal.data.reading() as session:
            return session.get_one(FirstOffer, nadia.inquiry_id).chose_later

    books(portal, nadia, key(at(27, 10), Mode.PHONE, haderslev.mette))
    assert chose_later()
    books(portal, nadia, key(at(24, 15), Mode.PHONE, haderslev.jens))
    assert not chose_later()


def test_a_fault_in_the_figures_loses_no_inquiry(
    portal: Portal, haderslev: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def falls(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Nadia")

    monkeypatch.setattr(first_offers, "earliest", falls)
    assert somebody_writes(portal)
    assert "first offer not known: ZeroDivisionError" in caplog.text
    assert "Nadia" not in caplog.text


def test_the_line_above_the_week(portal: Portal, haderslev: Open, centre: Centre) -> None:
    somebody_writes(portal)
    books(portal, somebody_writes(portal), key(at(25, 9), Mode.PHONE, haderslev.mette))
    closes(portal, date(2026, 11, 26), date(2026, 11, 26))
    with portal.data.reading() as session:
        strip = week_strip(session, centre, now=portal.now())
    assert strip
    states = {each.first: each.state for each in strip.days}
    assert strip.waiting == 1
    assert states[date(2026, 11, 25)] is DayState.ENOUGH
    assert states[date(2026, 11, 26)] is DayState.CLOSED
    weekend = next(each for each in strip.days if each.first != each.last)
    assert (weekend.first, weekend.last, weekend.state) == (date(2026, 11, 28), date(2026, 11, 29), DayState.CLOSED)
    assert len(strip.days) == 7
    assert strip.days[0].room == 3  # Jens at 15, 16 and 17


def test_the_desk_sees_it_and_takes_care_of_it(portal: Portal, haderslev: Open, desk: Desk, looks: Looks) -> None:
    page = desk.mette.go("/personale/loefte")
    assert "Der er tider nok de næste seks uger" in page.text
    closes(portal, date(2026, 11, 25), date(2026, 12, 4))
    looks()
    page = desk.mette.go("/personale/loefte")
    assert "Borgere: Hos os, I telefonen, På nettet" in page.text
    assert page.text.count("får ingen tid inden for en uge") == 2  # said once for all it is true of; the car is worse
    assert "Den, der skriver onsdag den 25. november, får ingen tid inden for en uge." in page.text
    assert "Der er lukkede dage i den uge." in page.text
    assert "Der er ingen tal endnu" in page.text
    page = desk.mette.press(form="/personale/loefte/set", alarm=[str(each.id) for each in standing(portal).values()])
    assert {each.seen_by for each in standing(portal).values()} != {None}
    assert "Mette Lund har set det og tager sig af det." in page.text
    page = desk.mette.go("/personale/kalender")
    assert "Løftet om 7 dage" in page.text
    assert "I dag 24. nov." in page.text
    assert "Weekend 28.–29." in page.text


def test_another_centres_alarm_is_not_there(portal: Portal, haderslev: Open, desk: Desk, looks: Looks) -> None:
    closes(portal, date(2026, 11, 25), date(2026, 12, 4))
    looks()
    alarm = standing(portal)[IN_PERSON].id
    desk.aisha.go("/personale/kalender/abonnement")
    token = desk.aisha.token()
    desk.aisha.post("/personale/loefte/set", {"csrf_token": token, "alarm": str(alarm)})
    for wrong in ("", "x", "-1", "9" * 30):
        desk.aisha.post("/personale/loefte/set", {"csrf_token": token, "alarm": wrong})
    assert standing(portal)[IN_PERSON].seen_by is None


def test_the_watch_looks_by_itself_and_soon_after_a_change(
    portal: Portal, haderslev: Open, caplog: pytest.LogCaptureFixture
) -> None:
    watcher = Watcher(portal, every=60.0, rest=0.0)
    watcher.start()
    try:
        closes(portal, date(2026, 11, 25), date(2026, 12, 4))
        until(lambda: IN_PERSON in standing(portal))
    finally:
        watcher.stop()
    assert not watcher._thread.is_alive()
    assert caplog.messages == [] or all("DEMO" in each for each in caplog.messages)


def test_the_watch_survives_a_fault(
    portal: Portal, haderslev: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    met = Event()

    def falls(*_: object, **__: object) -> int:
        met.set()
        raise ZeroDivisionError("Nadia")

    monkeypatch.setattr(watch, "look_everywhere", falls)
    watcher = Watcher(portal)
    watcher.look()
    assert met.is_set()
    assert "watch ZeroDivisionError" in caplog.text
    assert "Nadia" not in caplog.text


def test_only_what_was_stored_wakes_the_watch(portal: Portal, haderslev: Open) -> None:
    wake = Event()
    soon.listen(wake)
    try:
        with pytest.raises(IntegrityError), portal.data.writing() as session:
            adds_what_cannot_be(session)
        assert not wake.is_set()
        books(portal, somebody_writes(portal), key(at(25, 9), Mode.PHONE, haderslev.mette))
        assert wake.is_set()
    finally:
        soon.stop_listening(wake)


def adds_what_cannot_be(session: Session) -> None:
    saturday = {"weekday": 5, "opens": time(8), "closes": time(9), "valid_from": date(2026, 1, 1)}
    opening.add_rule(session, "haderslev", owner=None, **saturday)  # type: ignore[arg-type]
    opening.add_resource(session, None, ResourceKind.ROOM, "Et rum uden center")  # type: ignore[arg-type]


def until(true: Callable[[], bool], *, seconds: float = 20.0) -> None:
    latest = datetime.now().astimezone() + timedelta(seconds=seconds)
    while not true():
        assert datetime.now().astimezone() < latest
        Event().wait(0.05)
