"""The waiting list: first come first served, an offer holds its place alone, and what is not answered moves on."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.appointments import booking, offers, opening, waiting
from app.appointments.groups import GroupFull
from app.appointments.offers import OfferGone
from app.appointments.placing import NotFree
from app.dossier import find
from app.forgetting import forget_inquiry
from app.models import Appointment, GroupPlace
from app.portal import Portal
from app.rules.answers import ForWhom
from app.rules.appointments import Agreed, AppointmentState, PlaceState, WaitingState
from app.rules.obstacle import NotAllowed
from app.rules.open_hours import ExceptionKind
from app.rules.services import Mode
from app.timeline import Actor, What
from tests.booking.calendar import Open, at, key
from tests.booking.groups import GROWN, Person, opens_a_group, seats_taken, somebody, timeline_holds
from tests.clock import Clock

CAR_AT_NINE = at(27, 9)


def held_until(portal: Portal, meeting: UUID, person: Person) -> datetime | None:
    with portal.data.reading() as session:
        query = select(GroupPlace.held_until).where(
            GroupPlace.session_id == meeting, GroupPlace.inquiry_id == person.case.inquiry_id
        )
        return session.scalar(query)


def books(person: Person, time: str) -> Appointment:
    with person.portal.data.writing() as session:
        dossier, talk = find(session, person.case, to_change=True), person.centre.talk("first_talk")
        assert dossier
        assert talk
        held = booking.hold(session, person.centre, dossier.row, talk.talk, time, now=person.now)
        return booking.confirm(session, person.centre, dossier.row, person.case, held, Agreed(), now=person.now)


def cancels(person: Person, appointment: Appointment) -> None:
    with person.portal.data.writing() as session:
        booking.cancel(session, session.get_one(Appointment, appointment.id), now=person.now)


def offer_of(person: Person) -> Appointment | None:
    with person.portal.data.reading() as session:
        return booking.held_by(session, person.case.inquiry_id, offered=True)


def answers(person: Person, offer_id: UUID, *, yes: bool) -> Appointment | None:
    with person.portal.data.writing() as session:
        dossier = find(session, person.case, to_change=True)
        assert dossier
        if yes:
            return offers.accept_time(session, person.centre, dossier.row, person.case, offer_id, Agreed(), person.now)
        offers.decline_time(session, dossier.row.id, offer_id, person.now)
        return None


def no_more_driving(portal: Portal, haderslev: Open) -> None:
    """Mette drives on Friday at nine only, and it is hers alone to give."""
    with portal.data.writing() as session:
        for day in (25, 26, 30, 31):
            date = at(day if day < 31 else 1, 9, month=11 if day < 31 else 12).date()
            opening.add_exception(
                session,
                "haderslev",
                owner=haderslev.mette,
                kind=ExceptionKind.CLOSED,
                first_day=date,
                last_day=date,
            )
        opening.add_exception(
            session,
            "haderslev",
            owner=haderslev.mette,
            kind=ExceptionKind.REPLACE,
            first_day=CAR_AT_NINE.date(),
            last_day=CAR_AT_NINE.date(),
            opens=CAR_AT_NINE.time(),
            closes=at(27, 9, 45).time(),
        )


def test_a_freed_seat_is_held_for_the_first_in_line(portal: Portal, haderslev: Open, clock: Clock) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    nadia, first, second, late = (somebody(portal) for _ in range(4))
    nadia.takes(meeting)
    for each in (first, second, first):
        each.waits(meeting)
    assert first.lines() == [WaitingState.WAITING]
    nadia.leaves(meeting)
    assert (first.place(meeting), second.place(meeting)) == (PlaceState.OFFERED, "")
    assert held_until(portal, meeting, first) == portal.now() + timedelta(hours=24)
    assert seats_taken(portal, meeting) == 1
    for each in (late, second, nadia):  # a pending offer blocks: nobody slips past
        with pytest.raises(GroupFull):
            each.takes(meeting)
    assert first.takes(meeting).state == PlaceState.BOOKED
    assert first.takes(meeting).sequence == 0
    assert first.told() == [What.WAITING_BEGAN, What.TIME_OFFERED, What.PLACE_BOOKED]
    assert (first.lines(), second.lines()) == ([], [WaitingState.WAITING])
    assert timeline_holds(portal)


def test_a_no_goes_on_to_the_next_and_then_to_all(portal: Portal, haderslev: Open) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    nadia, first, second = somebody(portal), somebody(portal), somebody(portal)
    nadia.takes(meeting)
    first.waits(meeting)
    second.waits(meeting)
    nadia.leaves(meeting)
    first.leaves(meeting)
    assert (first.place(meeting), second.place(meeting)) == (PlaceState.CANCELLED, PlaceState.OFFERED)
    assert first.told() == [What.WAITING_BEGAN, What.TIME_OFFERED, What.OFFER_DECLINED]
    second.leaves_the_line()
    assert (second.place(meeting), seats_taken(portal, meeting)) == (PlaceState.CANCELLED, 0)
    assert nadia.takes(meeting).state == PlaceState.BOOKED


def test_an_offer_that_ran_out_goes_on(portal: Portal, haderslev: Open, clock: Clock) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    nadia, first, second = somebody(portal), somebody(portal), somebody(portal)
    nadia.takes(meeting)
    first.waits(meeting)
    second.waits(meeting)
    nadia.leaves(meeting)
    clock.pass_time(hours=24)
    assert waiting.sweep_all(portal, now=portal.now()) == 2
    assert waiting.sweep_all(portal, now=portal.now()) == 0
    assert (first.place(meeting), first.lines()) == (PlaceState.CANCELLED, [])
    assert first.told()[-1] == What.OFFER_DECLINED
    # Wednesday 13.40: it begins in 50 hours. The next day it begins in 26, and there are two hours to answer in.
    assert held_until(portal, meeting, second) == portal.now() + timedelta(hours=24)
    clock.pass_time(hours=24)
    first.waits(meeting)  # asking anew moves on what ran out, also without a watcher
    assert (second.place(meeting), first.place(meeting)) == (PlaceState.CANCELLED, PlaceState.OFFERED)
    assert held_until(portal, meeting, first) == portal.now() + timedelta(hours=2)
    with pytest.raises(GroupFull):
        second.takes(meeting)
    clock.pass_time(hours=2)
    assert second.takes(meeting).state == PlaceState.BOOKED
    assert timeline_holds(portal)


def test_so_late_that_nobody_can_be_asked_it_is_anybodys(portal: Portal, haderslev: Open, clock: Clock) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    nadia, waits, other = somebody(portal), somebody(portal), somebody(portal)
    nadia.takes(meeting)
    waits.waits(meeting)
    clock.moment = at(27, 14, 30)
    nadia.leaves(meeting)
    assert waits.place(meeting) == ""
    assert other.takes(meeting).state == PlaceState.BOOKED


def test_forgetting_who_was_offered_a_seat_moves_it_on(portal: Portal, haderslev: Open) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    nadia, first, second = somebody(portal), somebody(portal), somebody(portal)
    nadia.takes(meeting)
    first.waits(meeting)
    second.waits(meeting)
    nadia.leaves(meeting)
    with portal.data.writing() as session:
        forget_inquiry(session, portal, first.case.inquiry_id, actor=Actor.CITIZEN, now=portal.now())
    assert second.place(meeting) == PlaceState.OFFERED
    assert seats_taken(portal, meeting) == 1


def test_a_time_called_off_is_held_for_the_first_who_waits(portal: Portal, haderslev: Open, clock: Clock) -> None:
    no_more_driving(portal, haderslev)
    nadia, first, second, other = (somebody(portal) for _ in range(4))
    booked = books(nadia, key(CAR_AT_NINE, Mode.WE_COME, haderslev.mette))
    for each in (first, second, first):
        each.waits_for_talk(Mode.WE_COME)
    nadia.waits_for_talk(Mode.WE_COME)  # who gives a time up is not offered it again
    assert offer_of(first) is None
    cancels(nadia, booked)
    offer = offer_of(first)
    assert offer
    assert (offer.starts_at, offer.held_until) == (CAR_AT_NINE, portal.now() + timedelta(hours=24))
    for each in (other, second):
        with pytest.raises(NotFree):
            books(each, key(CAR_AT_NINE, Mode.WE_COME, haderslev.mette))
    with pytest.raises(OfferGone):  # somebody else's offer is not there
        answers(second, offer.id, yes=True)
    mine = answers(first, offer.id, yes=True)
    again = answers(first, offer.id, yes=True)
    assert mine
    assert again
    assert (mine.id, mine.state, mine.offered, again.id) == (offer.id, AppointmentState.BOOKED, False, offer.id)
    assert first.told() == [What.WAITING_BEGAN, What.TIME_OFFERED, What.TIME_BOOKED]
    assert first.lines() == []
    assert timeline_holds(portal)


def test_a_no_to_a_time_goes_on_and_then_it_is_free(portal: Portal, haderslev: Open, clock: Clock) -> None:
    no_more_driving(portal, haderslev)
    nadia, first, second, other = (somebody(portal) for _ in range(4))
    booked = books(nadia, key(CAR_AT_NINE, Mode.WE_COME, haderslev.mette))
    first.waits_for_talk(Mode.WE_COME)
    second.waits_for_talk(Mode.WE_COME)
    cancels(nadia, booked)
    offer = offer_of(first)
    assert offer
    answers(first, offer.id, yes=False)
    with pytest.raises(OfferGone):
        answers(first, offer.id, yes=True)
    assert first.told()[-1] == What.OFFER_DECLINED
    offer = offer_of(second)
    assert offer
    clock.pass_time(hours=24)
    with pytest.raises(OfferGone):  # too late, though nobody has looked yet
        answers(second, offer.id, yes=True)
    assert waiting.sweep_all(portal, now=portal.now()) == 1
    assert offer_of(second) is None
    assert books(other, key(CAR_AT_NINE, Mode.WE_COME, haderslev.mette)).state == AppointmentState.BOOKED


def test_a_time_moved_away_from_is_held_for_who_waits(portal: Portal, haderslev: Open) -> None:
    no_more_driving(portal, haderslev)
    nadia, first = somebody(portal), somebody(portal)
    books(nadia, key(CAR_AT_NINE, Mode.WE_COME, haderslev.mette))
    first.waits_for_talk(Mode.WE_COME)
    books(nadia, key(at(27, 11), Mode.PHONE, haderslev.jens))  # has one: it is moved
    offer = offer_of(first)
    assert offer
    assert offer.starts_at == CAR_AT_NINE


def test_new_hours_are_for_those_who_wait(portal: Portal, haderslev: Open) -> None:
    no_more_driving(portal, haderslev)
    nadia, first = somebody(portal), somebody(portal)
    books(nadia, key(CAR_AT_NINE, Mode.WE_COME, haderslev.mette))
    first.waits_for_talk(Mode.WE_COME)
    day = at(28, 10)
    with portal.data.writing() as session:
        for owner in (None, haderslev.mette):
            opening.add_exception(
                session,
                "haderslev",
                owner=owner,
                kind=ExceptionKind.EXTRA,
                first_day=day.date(),
                last_day=day.date(),
                opens=day.time(),
                closes=at(28, 11).time(),
            )
    waiting.sweep_all(portal, now=portal.now())
    offer = offer_of(first)
    assert offer
    assert offer.starts_at == day


def test_a_day_that_closed_is_offered_to_nobody(portal: Portal, haderslev: Open) -> None:
    no_more_driving(portal, haderslev)
    nadia, first, second = somebody(portal), somebody(portal), somebody(portal)
    booked = books(nadia, key(CAR_AT_NINE, Mode.WE_COME, haderslev.mette))
    first.waits_for_talk(Mode.WE_COME)
    cancels(nadia, booked)
    offer = offer_of(first)
    assert offer
    with portal.data.writing() as session:
        opening.add_exception(
            session,
            "haderslev",
            owner=None,
            kind=ExceptionKind.CLOSED,
            first_day=CAR_AT_NINE.date(),
            last_day=CAR_AT_NINE.date(),
        )
    second.waits_for_talk(Mode.WE_COME)
    with pytest.raises(OfferGone):
        answers(first, offer.id, yes=True)


def test_two_who_give_to_each_other_do_not_wait_in_a_ring(portal: Portal, haderslev: Open) -> None:
    """Each leaves the meeting that the other waits for, at the same moment, and both are offered what they wanted."""
    first = opens_a_group(portal, haderslev.jens)
    second = opens_a_group(portal, haderslev.jens, starts_at=at(26, 16))
    nadia, vinter = somebody(portal), somebody(portal)
    nadia.takes(first)
    vinter.takes(second)
    nadia.waits(second)
    vinter.waits(first)
    for here, there in ((first, second), (second, first)) * 4:
        with ThreadPoolExecutor(2) as both:
            left = [both.submit(nadia.leaves, here), both.submit(vinter.leaves, there)]
            assert [each.exception() for each in left] == [None, None]
        assert (nadia.place(there), vinter.place(here)) == (PlaceState.OFFERED, PlaceState.OFFERED)
        nadia.takes(there)
        vinter.takes(here)
        nadia.waits(here)
        vinter.waits(there)
    assert (seats_taken(portal, first), seats_taken(portal, second)) == (1, 1)
    assert timeline_holds(portal)


def test_a_way_that_is_not_given_cannot_be_waited_for(portal: Portal, haderslev: Open) -> None:
    worker = somebody(portal, replace(GROWN, for_whom=ForWhom.PROFESSIONAL))
    with pytest.raises(NotAllowed):
        worker.waits_for_talk(Mode.WE_COME)
