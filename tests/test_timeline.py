"""The timeline (security 3.13): one chain, and whoever changes, deletes, inserts or moves a row is found out."""

import os
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import timeline
from app.chain import Head, first_broken_link, head_of
from app.models import Event
from app.portal import Portal
from app.timeline import BEGINNING, Actor, What, event_hash
from app.vault.cases import new_case
from app.vault.fields import CannotOpen

NUMBER = 8


@pytest.fixture
def inquiry_id() -> UUID:
    return uuid4()


@pytest.fixture
def chain(portal: Portal, inquiry_id: UUID) -> Portal:
    """Eight events in three transactions."""
    for _ in range(2):
        with portal.data.writing() as session:
            for _ in range(NUMBER // 2):
                timeline.record(session, What.OPENED, now=portal.now(), inquiry_id=inquiry_id, staff_id=uuid4())
    return portal


def broken(portal: Portal) -> int | None:
    with portal.data.reading() as session:
        return first_broken_link(session)


def by_force(portal: Portal, *statements: str) -> None:
    """As somebody would who owns the database: the guard is switched off first."""
    with portal.data.writing() as session:
        if portal.data.sqlite:
            session.execute(text("DROP TRIGGER events_stay_update"))
            session.execute(text("DROP TRIGGER events_stay_delete"))
        else:
            session.execute(text("ALTER TABLE events DISABLE TRIGGER events_stay"))
        for statement in statements:
            session.execute(text(statement))
        if not portal.data.sqlite:
            session.execute(text("ALTER TABLE events ENABLE TRIGGER events_stay"))


def test_an_untouched_chain_holds(chain: Portal) -> None:
    assert broken(chain) is None


def test_events_cut_off_the_end_are_missed_by_who_has_kept_it(chain: Portal) -> None:
    with chain.data.reading() as session:
        head = head_of(session)
        assert head
        assert first_broken_link(session, head=head) is None
    by_force(chain, "DELETE FROM events WHERE seq = 8")
    with chain.data.reading() as session:
        assert first_broken_link(session) is None, "the chain itself cannot know"
        assert first_broken_link(session, head=head) == 8


def test_a_chain_made_anew_is_not_the_one_that_was_kept(chain: Portal) -> None:
    with chain.data.reading() as session:
        assert first_broken_link(session, head=Head(NUMBER, b"\1" * 32)) == NUMBER


def test_a_long_chain_is_read_in_seconds(portal: Portal) -> None:
    """A hundred thousand in under five seconds; a tenth of them here, unless INDGANG_EVENTS says otherwise."""
    number, previous, rows = int(os.environ.get("INDGANG_EVENTS", "10000")), BEGINNING, []
    who, now = uuid4(), portal.now()
    for seq in range(1, number + 1):
        row = {"seq": seq, "inquiry_id": who, "happened_at": now, "actor": "staff", "staff_id": who, "what": "opened"}
        event = Event(**row, detail=None, previous=previous)
        previous = event_hash(event)
        rows.append({**row, "previous": event.previous, "hash": previous})
    with portal.data.writing() as session:
        session.execute(insert(Event), rows)
    began = time.process_time()
    assert broken(portal) is None
    took = time.process_time() - began
    print(f"{number} events read and checked in {took:.2f} s of processor time")  # noqa: T201
    assert took < 5 * number / 100_000


def test_an_empty_chain_holds(portal: Portal) -> None:
    assert broken(portal) is None


CHANGES = {
    "inquiry_id": "UPDATE events SET inquiry_id = NULL WHERE seq = 5",
    "happened_at": "UPDATE events SET happened_at = '2020-01-01 00:00:00+00' WHERE seq = 5",
    "actor": "UPDATE events SET actor = 'citizen' WHERE seq = 5",
    "staff_id": "UPDATE events SET staff_id = NULL WHERE seq = 5",
    "what": "UPDATE events SET what = 'closed' WHERE seq = 5",
    "detail": "UPDATE events SET detail = previous WHERE seq = 5",
    "previous": "UPDATE events SET previous = hash WHERE seq = 5",
    "hash": "UPDATE events SET hash = previous WHERE seq = 5",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_found_at_its_row(chain: Portal, column: str) -> None:
    statement = CHANGES[column]
    if chain.data.sqlite:
        statement = statement.replace("+00", "")
    by_force(chain, statement)
    assert broken(chain) == 5


TAMPERINGS = {
    "deleted": ("DELETE FROM events WHERE seq = 4", 4),
    "deleted and closed up": (
        "DELETE FROM events WHERE seq = 4; UPDATE events SET seq = seq - 1 WHERE seq = 5;"
        "UPDATE events SET seq = seq - 1 WHERE seq = 6",
        4,
    ),
    "the first deleted": ("DELETE FROM events WHERE seq = 1", 1),
    "reordered": (
        "UPDATE events SET seq = 100 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 6;"
        "UPDATE events SET seq = 6 WHERE seq = 100",
        3,
    ),
    "renumbered": ("UPDATE events SET seq = 9 WHERE seq = 8", 8),
    "inserted at the end": (
        "INSERT INTO events (seq, happened_at, actor, what, previous, hash)"
        " SELECT 9, happened_at, actor, 'claimed', hash, previous FROM events WHERE seq = 8",
        9,
    ),
    "a copy at the end": (
        "INSERT INTO events (seq, inquiry_id, happened_at, actor, staff_id, what, previous, hash)"
        " SELECT 9, inquiry_id, happened_at, actor, staff_id, what, previous, hash FROM events WHERE seq = 8",
        9,
    ),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_deletion_insertion_and_reordering_are_found(chain: Portal, tampering: str) -> None:
    statements, where = TAMPERINGS[tampering]
    by_force(chain, *statements.split(";"))
    assert broken(chain) == where


def test_a_cut_tail_is_found_only_against_a_head_kept_elsewhere(chain: Portal) -> None:
    """Known and said: the chain alone cannot show that its end is missing (security 3.13)."""
    with chain.data.reading() as session:
        head = session.execute(text("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1")).one()
    by_force(chain, "DELETE FROM events WHERE seq > 6")
    assert broken(chain) is None
    with chain.data.reading() as session:
        assert session.execute(text("SELECT 1 FROM events WHERE seq = :seq"), {"seq": head.seq}).first() is None


@pytest.mark.parametrize(
    "statement", ["UPDATE events SET what = 'closed'", "DELETE FROM events", "DELETE FROM events WHERE seq = 3"]
)
def test_the_database_refuses_to_change_what_happened(chain: Portal, statement: str) -> None:
    with pytest.raises(DBAPIError), chain.data.writing() as session:
        session.execute(text(statement))
    assert broken(chain) is None
    with chain.data.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM events")) == NUMBER


def test_a_moment_elsewhere_is_the_same_moment(portal: Portal) -> None:
    """Whatever zone a clock speaks, what is stored and what was summed must be the same."""
    copenhagen = datetime(2026, 11, 24, 13, 40, 30, 123456, tzinfo=timezone(timedelta(hours=1)))
    with portal.data.writing() as session:
        event = timeline.record(session, What.SIGNED_IN, now=copenhagen.astimezone(UTC))
        assert event.happened_at == copenhagen.replace(microsecond=0)
    assert broken(portal) is None


def test_a_deed_that_is_taken_back_leaves_no_event(chain: Portal) -> None:
    def fail(session: Session) -> None:
        timeline.record(session, What.CLOSED, now=chain.now())
        raise InterruptedError

    with pytest.raises(InterruptedError), chain.data.writing() as session:
        fail(session)
    with chain.data.writing() as session:
        assert timeline.record(session, What.CLAIMED, now=chain.now()).seq == NUMBER + 1
    assert broken(chain) is None


def test_many_at_once_make_one_chain(portal: Portal) -> None:
    def record_some() -> None:
        for _ in range(5):
            with portal.data.writing() as session:
                timeline.record(session, What.OPENED, now=portal.now(), actor=Actor.STAFF, staff_id=uuid4())

    in_threads(record_some, number=6)
    with portal.data.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM events")) == 30
    assert broken(portal) is None


def in_threads(deed: Callable[[], None], *, number: int) -> None:
    threads = [threading.Thread(target=deed) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_reason_is_read_with_the_inquirys_key_and_dies_with_it(portal: Portal) -> None:
    case, other = new_case(uuid4()), new_case(uuid4())
    with portal.data.writing() as session:
        event = timeline.record(
            session, What.OPENED_WITH_REASON, now=portal.now(), inquiry_id=case.inquiry_id, reason="vagt", case=case
        )
        silent = timeline.record(session, What.OPENED, now=portal.now(), inquiry_id=case.inquiry_id)
    assert timeline.reason_of(event, case) == "vagt"
    assert timeline.reason_of(silent, case) is None
    assert event.detail is not None
    assert b"vagt" not in event.detail
    with pytest.raises(CannotOpen):
        timeline.reason_of(event, other)


def test_one_inquirys_events_are_its_own(chain: Portal, inquiry_id: UUID) -> None:
    with chain.data.writing() as session:
        timeline.record(session, What.QUEUE_SEEN, now=chain.now(), staff_id=uuid4())
    with chain.data.reading() as session:
        assert [event.seq for event in timeline.events_of(session, inquiry_id)] == list(range(1, NUMBER + 1))
