"""A time is had once: held, booked, moved and called off, and checked again whatever a form says (booking §3)."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.appointments import booking, opening
from app.appointments.free_times import FreeTime, TimeWish, free_times, nearest
from app.appointments.placing import NotFree
from app.catalogue import Centre
from app.dossier import find
from app.models import Appointment, Occupied
from app.portal import Portal
from app.rules.appointments import Agreed, AppointmentState
from app.rules.obstacle import NotAllowed
from app.rules.open_hours import ExceptionKind
from app.rules.services import Mode
from app.rules.talks import Talk
from app.vault.cases import OpenCase
from tests.booking.calendar import Open, at, key, somebody_writes
from tests.clock import Clock

TOMORROW_AT_NINE = at(25, 9)


@pytest.fixture
def centre(portal: Portal) -> Centre:
    return portal.catalogue.centres["haderslev"]


@pytest.fixture
def talk(centre: Centre) -> Talk:
    found = centre.talk("first_talk")
    assert found
    return found.talk


def books(portal: Portal, case: OpenCase, time_key: str, agreed: Agreed = Agreed()) -> Appointment:  # noqa: B008
    """As the pages do it: held on one, confirmed on the next."""
    centre = portal.catalogue.centres["haderslev"]
    found = centre.talk("first_talk")
    assert found
    with portal.data.writing() as session:
        dossier = find(session, case, to_change=True)
        assert dossier
        held = booking.hold(session, centre, dossier.row, found.talk, time_key, now=portal.now())
        return booking.confirm(session, centre, dossier.row, case, held, agreed, now=portal.now())


def offered(
    session: Session, centre: Centre, talk: Talk, portal: Portal, wish: TimeWish | None = None
) -> list[FreeTime]:
    return free_times(session, centre, talk, now=portal.now(), wish=wish or TimeWish())


def test_times_are_those_of_the_next_seven_days(portal: Portal, haderslev: Open, centre: Centre, talk: Talk) -> None:
    with portal.data.reading() as session:
        times = offered(session, centre, talk, portal)
    assert times[0].starts_at == at(24, 15)  # Jens, an hour's notice from 13.40, every half hour
    assert all(portal.now() < each.starts_at < portal.now() + timedelta(days=7) for each in times)
    assert {each.day.weekday() for each in times} == {0, 1, 2, 3, 4}
    assert {each.mode for each in times} == {Mode.IN_PERSON, Mode.PHONE, Mode.ONLINE, Mode.WE_COME}


def test_a_time_is_booked_once(portal: Portal, haderslev: Open, centre: Centre, talk: Talk) -> None:
    nadia, other = somebody_writes(portal), somebody_writes(portal)
    booked = books(portal, nadia, key(TOMORROW_AT_NINE, Mode.WE_COME, haderslev.mette))
    assert (booked.state, booked.starts_at, booked.extra_id) == (
        AppointmentState.BOOKED,
        TOMORROW_AT_NINE,
        haderslev.car,
    )
    with pytest.raises(NotFree) as refused:
        books(portal, other, key(TOMORROW_AT_NINE, Mode.WE_COME, haderslev.mette))
    with portal.data.reading() as session:
        three = nearest(offered(session, centre, talk, portal), refused.value.starts_at or portal.now())
    assert len({each.starts_at for each in three}) == 3
    assert TOMORROW_AT_NINE not in [each.starts_at for each in three]


def test_a_colleague_takes_it_when_nobody_was_wished_for(portal: Portal, haderslev: Open) -> None:
    books(portal, somebody_writes(portal), key(at(25, 11), Mode.PHONE, haderslev.mette))
    second = books(portal, somebody_writes(portal), key(at(25, 11), Mode.PHONE, haderslev.mette))
    assert second.counsellor_id == haderslev.jens


def test_the_quarter_after_a_talk_is_kept_free(portal: Portal, haderslev: Open) -> None:
    books(portal, somebody_writes(portal), key(TOMORROW_AT_NINE, Mode.ONLINE, haderslev.mette))
    with pytest.raises(NotFree):  # 9.00–9.45 and a quarter: 9.30 is too early, and Jens is not there yet
        books(portal, somebody_writes(portal), key(at(25, 9, 30), Mode.ONLINE, haderslev.mette))
    assert books(portal, somebody_writes(portal), key(at(25, 10), Mode.ONLINE, haderslev.mette))


def test_two_rooms_are_two_talks(portal: Portal, haderslev: Open) -> None:
    rooms = {
        books(portal, somebody_writes(portal), key(at(25, 11), Mode.IN_PERSON, who)).extra_id
        for who in (haderslev.mette, haderslev.jens)
    }
    assert rooms == {haderslev.room_1, haderslev.room_2}


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "x.phone.1",
        "99999999999999.phone.1",
        "29500000.fax.1",
        "29500000.phone.",
        "29500000.phone.-1",
        "29500000.phone.999999999",
    ],
)
def test_a_forged_time_is_not_free(portal: Portal, haderslev: Open, wrong: str) -> None:
    with pytest.raises(NotFree):
        books(portal, somebody_writes(portal), wrong)


def test_what_the_rules_forbid_cannot_be_posted(portal: Portal, haderslev: Open) -> None:
    forbidden = (
        key(at(24, 13), Mode.PHONE, haderslev.mette),  # past
        key(at(24, 14), Mode.PHONE, haderslev.mette),  # within the notice
        key(at(25, 7), Mode.PHONE, haderslev.mette),  # closed
        key(at(25, 9, 10), Mode.PHONE, haderslev.mette),  # no beginning
        key(at(28, 10), Mode.PHONE, haderslev.mette),  # Saturday
        key(at(25, 14, 30), Mode.PHONE, haderslev.mette).replace(f".{haderslev.mette}", f".{haderslev.room_1}"),
        key(at(25, 16), Mode.WE_COME, haderslev.jens),  # he does not drive
        key(at(25, 12, year=2027), Mode.PHONE, haderslev.mette),  # beyond the horizon
    )
    for each in forbidden:
        with pytest.raises(NotFree):
            books(portal, somebody_writes(portal), each)
    with portal.data.reading() as session:
        assert session.scalars(select(Appointment)).all() == []
        assert session.scalars(select(Occupied)).all() == []


def test_moving_into_a_taken_time_keeps_the_old_one(
    portal: Portal, haderslev: Open, centre: Centre, talk: Talk
) -> None:
    mine = books(portal, somebody_writes(portal), key(at(25, 9), Mode.WE_COME, haderslev.mette))
    books(portal, somebody_writes(portal), key(at(25, 11), Mode.WE_COME, haderslev.mette))
    with portal.data.writing() as session:
        row = session.get_one(Appointment, mine.id)
        with pytest.raises(NotFree):
            booking.move(session, centre, row, talk, key(at(25, 11), Mode.WE_COME, haderslev.mette), now=portal.now())
    with portal.data.writing() as session:
        row = session.get_one(Appointment, mine.id)
        assert (row.starts_at, row.sequence) == (at(25, 9), 0)
        assert session.query(Occupied).where(Occupied.appointment_id == mine.id).count() == 2 * 12
        # Half an hour later overlaps with itself only.
        booking.move(session, centre, row, talk, key(at(25, 9, 30), Mode.WE_COME, haderslev.mette), now=portal.now())
        assert (row.starts_at, row.sequence) == (at(25, 9, 30), 1)


def test_choosing_again_moves_what_one_has(portal: Portal, haderslev: Open) -> None:
    nadia = somebody_writes(portal)
    first = books(portal, nadia, key(at(25, 9), Mode.PHONE, haderslev.mette), Agreed(note="Ring to gange"))
    second = books(portal, nadia, key(at(26, 11), Mode.PHONE, haderslev.jens))
    assert (second.id, second.uid, second.sequence) == (first.id, first.uid, 1)
    with portal.data.reading() as session:
        assert len(session.scalars(select(Appointment)).all()) == 1
        assert {each.resource_id for each in session.scalars(select(Occupied))} == {haderslev.jens}


def test_a_hold_blocks_and_then_lets_go(
    portal: Portal, haderslev: Open, centre: Centre, talk: Talk, clock: Clock
) -> None:
    nadia, other = somebody_writes(portal), somebody_writes(portal)
    wanted = key(TOMORROW_AT_NINE, Mode.WE_COME, haderslev.mette)
    with portal.data.writing() as session:
        row = find(session, nadia, to_change=True)
        assert row
        booking.hold(session, centre, row.row, talk, wanted, now=portal.now())
    with pytest.raises(NotFree):
        books(portal, other, wanted)
    clock.pass_time(minutes=10)
    with portal.data.reading() as session:
        assert wanted in [each.key for each in offered(session, centre, talk, portal)]
    assert books(portal, other, wanted)
    with portal.data.writing() as session:
        row = find(session, nadia, to_change=True)
        held = booking.held_by(session, nadia.inquiry_id)
        assert row
        assert held
        with pytest.raises(NotFree):
            booking.confirm(session, centre, row.row, nadia, held, Agreed(), now=portal.now())


def test_a_late_confirmation_is_taken_when_nobody_was_quicker(
    portal: Portal, haderslev: Open, centre: Centre, talk: Talk, clock: Clock
) -> None:
    nadia = somebody_writes(portal)
    with portal.data.writing() as session:
        row = find(session, nadia, to_change=True)
        assert row
        booking.hold(session, centre, row.row, talk, key(at(25, 9), Mode.PHONE, haderslev.mette), now=portal.now())
    clock.pass_time(minutes=30)
    with portal.data.writing() as session:
        row, held = find(session, nadia, to_change=True), booking.held_by(session, nadia.inquiry_id)
        assert row
        assert held
        assert booking.confirm(session, centre, row.row, nadia, held, Agreed(), now=portal.now()).state == "booked"


def test_a_day_that_closes_while_somebody_reads_is_closed(
    portal: Portal, haderslev: Open, centre: Centre, talk: Talk
) -> None:
    nadia = somebody_writes(portal)
    with portal.data.writing() as session:
        row = find(session, nadia, to_change=True)
        assert row
        held = booking.hold(
            session, centre, row.row, talk, key(at(25, 9), Mode.PHONE, haderslev.mette), now=portal.now()
        )
        day = at(25, 9).date()
        opening.add_exception(session, "haderslev", owner=None, kind=ExceptionKind.CLOSED, first_day=day, last_day=day)
        with pytest.raises(NotFree):
            booking.confirm(session, centre, row.row, nadia, held, Agreed(), now=portal.now())


def test_called_off_is_free_at_once_and_final(portal: Portal, haderslev: Open, centre: Centre) -> None:
    wanted = key(TOMORROW_AT_NINE, Mode.WE_COME, haderslev.mette)
    mine = books(portal, somebody_writes(portal), wanted)
    with portal.data.writing() as session:
        booking.cancel(session, session.get_one(Appointment, mine.id), now=portal.now())
    with portal.data.writing() as session:
        row = session.get_one(Appointment, mine.id)
        booking.cancel(session, row, now=portal.now())  # pressed twice
        talk = centre.talk("first_talk")
        assert talk
        with pytest.raises(NotAllowed):
            booking.move(session, centre, row, talk.talk, wanted, now=portal.now())
    assert books(portal, somebody_writes(portal), wanted)


def test_who_leaves_and_days_that_close_are_listed(portal: Portal, haderslev: Open, centre: Centre) -> None:
    with_mette = books(portal, somebody_writes(portal), key(at(26, 9), Mode.PHONE, haderslev.mette))
    with_jens = books(portal, somebody_writes(portal), key(at(27, 16), Mode.PHONE, haderslev.jens))
    with portal.data.writing() as session:
        assert opening.out_of_rules(session, centre, now=portal.now()) == []
        friday = at(27, 9).date()
        opening.add_exception(
            session, "haderslev", owner=None, kind=ExceptionKind.CLOSED, first_day=friday, last_day=friday
        )
        assert [each.id for each in opening.out_of_rules(session, centre, now=portal.now())] == [with_jens.id]
        from app.models import Resource

        opening.end_resource(session, session.get_one(Resource, haderslev.mette), at(25, 9).date())
        listed = [each.id for each in opening.out_of_rules(session, centre, now=portal.now())]
        assert listed == [with_mette.id, with_jens.id]


def test_a_wish_for_somebody_is_kept(portal: Portal, haderslev: Open, centre: Centre, talk: Talk) -> None:
    with portal.data.reading() as session:
        women = offered(session, centre, talk, portal, TimeWish(gender="woman"))
        german = offered(session, centre, talk, portal, TimeWish(language="de"))
        interpreter = offered(session, centre, talk, portal, TimeWish(interpreter=True))
    assert {each.counsellor.id for each in women} == {haderslev.mette}
    assert {each.counsellor.id for each in german} == {haderslev.jens}
    assert min(each.starts_at for each in interpreter) >= portal.now() + timedelta(days=2)
