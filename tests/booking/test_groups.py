"""A place in a group: had once, given back, and never one too many (booking §3, A15)."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.appointments import booking, groups, waiting
from app.appointments.group_register import write_down_place
from app.appointments.groups import GroupFull
from app.appointments.placing import NotFree
from app.appointments.seats import give_back, held_meeting, place_of, take_seat
from app.dossier import find
from app.forgetting import forget_inquiry
from app.models import GroupPlace, GroupSession, Occupied
from app.portal import Portal
from app.rules.answers import AgeBand, Answers, ForWhom
from app.rules.appointments import Attendance, PlaceState
from app.rules.obstacle import NotAllowed, Obstacle
from app.rules.services import Mode
from app.timeline import Actor, What
from tests.booking.calendar import Open, at, key
from tests.booking.groups import FRIDAY, GROWN, a_counsellor, opens_a_group, seats_taken, somebody, timeline_holds
from tests.clock import Clock


def test_a_meeting_takes_its_counsellors_time_and_its_room(portal: Portal, haderslev: Open) -> None:
    opens_a_group(portal, haderslev.jens, room=haderslev.room_1)
    with pytest.raises(NotFree):  # another room, the same counsellor
        opens_a_group(portal, haderslev.jens, room=haderslev.room_2, starts_at=at(27, 15))
    with pytest.raises(NotFree):  # another counsellor, the same room
        opens_a_group(portal, haderslev.mette, room=haderslev.room_1)
    opens_a_group(portal, haderslev.mette, room=haderslev.room_2)
    nadia = somebody(portal)
    talk = nadia.centre.talk("first_talk")
    assert talk
    with portal.data.writing() as session:
        dossier, time = find(session, nadia.case, to_change=True), key(at(27, 16, 30), Mode.PHONE, haderslev.jens)
        assert dossier
        with pytest.raises(NotFree):  # nor can a talk be had with him then
            booking.hold(session, nadia.centre, dossier.row, talk.talk, time, now=portal.now())


def test_a_place_is_had_once(portal: Portal, haderslev: Open) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    nadia, other = somebody(portal), somebody(portal)
    first, again = nadia.takes(meeting), nadia.takes(meeting)
    assert (first.id, first.state, first.sequence) == (again.id, PlaceState.BOOKED, 0)
    with pytest.raises(GroupFull):
        other.takes(meeting)
    assert seats_taken(portal, meeting) == 1
    assert nadia.told() == [What.PLACE_BOOKED]
    assert other.told() == []


def test_who_comes_back_has_the_same_place(portal: Portal, haderslev: Open) -> None:
    meeting, nadia = opens_a_group(portal, haderslev.jens), somebody(portal)
    first = nadia.takes(meeting)
    nadia.leaves(meeting)
    nadia.leaves(meeting)
    assert (nadia.place(meeting), seats_taken(portal, meeting)) == (PlaceState.CANCELLED, 0)
    again = nadia.takes(meeting)
    assert (again.id, again.uid, again.sequence, again.state) == (first.id, first.uid, 2, PlaceState.BOOKED)
    assert seats_taken(portal, meeting) == 1
    assert nadia.told() == [What.PLACE_BOOKED, What.PLACE_CANCELLED, What.PLACE_BOOKED]


def test_never_one_too_many_whoever_asks(portal: Portal, haderslev: Open) -> None:
    meeting = opens_a_group(portal, haderslev.jens, capacity=2)
    with portal.data.writing() as session:
        row = session.get_one(GroupSession, meeting)
        assert [take_seat(session, row) for _ in range(4)] == [True, True, False, False]
        for _ in range(4):
            give_back(session, row)
        assert row.taken == 0
        row.cancelled = True
        assert not take_seat(session, row)


@pytest.mark.parametrize(
    "told",
    [
        replace(GROWN, for_whom=ForWhom.RELATIVE),  # for the one it is about
        replace(GROWN, age=AgeBand.FROM_13_TO_17),  # too young
        replace(GROWN, age=None),  # not told: it is asked, and cannot be taken until then
    ],
)
def test_only_what_is_open_can_be_had(portal: Portal, haderslev: Open, told: Answers) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    person = somebody(portal, told)
    for tries in (person.takes, person.waits):
        with pytest.raises(NotAllowed) as refused:
            tries(meeting)
        assert refused.value.obstacle is Obstacle.GROUP_NOT_FOR_YOU
    assert seats_taken(portal, meeting) == 0


def test_what_has_begun_is_no_longer_changed(portal: Portal, haderslev: Open, clock: Clock) -> None:
    meeting, nadia, late = opens_a_group(portal, haderslev.jens, capacity=2), somebody(portal), somebody(portal)
    nadia.takes(meeting)
    clock.moment = FRIDAY
    for tries in (late.takes, late.waits, nadia.leaves):
        with pytest.raises(NotAllowed) as refused:
            tries(meeting)
        assert refused.value.obstacle is Obstacle.ALREADY_BEGUN


def test_attendance_is_written_down_and_put_right(portal: Portal, haderslev: Open, clock: Clock) -> None:
    meeting, nadia = opens_a_group(portal, haderslev.jens), somebody(portal)
    nadia.takes(meeting)
    mette = a_counsellor(portal)

    def writes(attendance: Attendance) -> None:
        with portal.data.writing() as session:
            row = session.get_one(GroupSession, meeting)
            place = place_of(session, row, nadia.case.inquiry_id)
            assert place
            write_down_place(session, row, place, attendance, staff_id=mette, now=portal.now())

    with pytest.raises(NotAllowed):
        writes(Attendance.CAME)
    clock.moment = at(27, 17, 45)
    for each in (Attendance.STAYED_AWAY, Attendance.CAME, Attendance.CAME):
        writes(each)
    assert nadia.place(meeting) == PlaceState.ATTENDED
    assert nadia.told() == [What.PLACE_BOOKED, What.STAYED_AWAY, What.CAME]


def test_a_cancelled_meeting_ends_it_for_all(portal: Portal, haderslev: Open) -> None:
    meeting = opens_a_group(portal, haderslev.jens, room=haderslev.room_1)
    nadia, waits = somebody(portal), somebody(portal)
    nadia.takes(meeting)
    waits.waits(meeting)
    mette = a_counsellor(portal)
    for _ in range(2):
        with portal.data.writing() as session:
            row = held_meeting(session, "haderslev", meeting)
            assert row
            groups.cancel_session(session, row, staff_id=mette, now=portal.now())
    assert nadia.told() == [What.PLACE_BOOKED, What.PLACE_CANCELLED]
    assert waits.told() == [What.WAITING_BEGAN, What.WAITING_ENDED]
    assert (nadia.place(meeting), waits.lines(), seats_taken(portal, meeting)) == (PlaceState.CANCELLED, [], 0)
    with portal.data.reading() as session:
        assert session.scalars(select(Occupied)).all() == []
    with pytest.raises(NotAllowed):
        waits.takes(meeting)
    opens_a_group(portal, haderslev.jens, room=haderslev.room_1)
    assert timeline_holds(portal)


def test_forgetting_gives_the_seat_to_who_waits(portal: Portal, haderslev: Open) -> None:
    meeting, nadia, other = opens_a_group(portal, haderslev.jens), somebody(portal), somebody(portal)
    nadia.takes(meeting)
    other.waits(meeting)
    with portal.data.writing() as session:
        forget_inquiry(session, portal, nadia.case.inquiry_id, actor=Actor.CITIZEN, now=portal.now())
    assert other.place(meeting) == PlaceState.OFFERED
    assert seats_taken(portal, meeting) == 1
    assert nadia.told() == [What.PLACE_BOOKED, What.FORGOTTEN]
    with portal.data.reading() as session:
        assert len(session.scalars(select(GroupPlace)).all()) == 1


def test_leaving_everything_frees_place_and_line(portal: Portal, haderslev: Open) -> None:
    friday = opens_a_group(portal, haderslev.jens)
    thursday = opens_a_group(portal, haderslev.jens, starts_at=at(26, 16))
    nadia, other = somebody(portal), somebody(portal)
    nadia.takes(friday)
    other.takes(thursday)
    nadia.waits(thursday)
    with portal.data.writing() as session:
        waiting.leave_everything(session, nadia.case.inquiry_id, portal.now())
    assert (seats_taken(portal, friday), seats_taken(portal, thursday), nadia.lines()) == (0, 1, [])
    other.leaves(thursday)
    assert seats_taken(portal, thursday) == 0


def test_another_centres_meeting_is_not_there(portal: Portal, haderslev: Open) -> None:
    meeting = opens_a_group(portal, haderslev.jens)
    nadia = somebody(portal, replace(GROWN, centre="ishoej", municipality="ishoej"))
    with portal.data.writing() as session:
        dossier, ishoej = find(session, nadia.case, to_change=True), portal.catalogue.centres["ishoej"]
        assert dossier
        with pytest.raises(NotAllowed):
            groups.take_place(session, ishoej, meeting, dossier.row, nadia.case, portal.now())
