"""``forget``: time takes what it should, nothing else, and may be stopped anywhere."""

import threading
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from app.chain import first_broken_link
from app.commands import keeping
from app.commands.keeping import keep, sweep_orphan_keys
from app.correspondence import write_from_staff
from app.intake import receive
from app.models import CaseKey, Draft, Event, Forgotten, Inquiry, ShownCode, StaffSession
from app.portal import Portal
from app.settings import Settings
from app.vault import browser
from app.vault.cases import new_case, wrap
from app.vault.tokens import new_token
from tests.clock import Clock
from tests.commands.conftest import Terminal
from tests.vault.sending import SECRET, answers, hired, sent, words_by_code


def kept(portal: Portal) -> dict[str, int]:
    return {name: number for name, number in vars(keep(portal, now=portal.now())).items() if number}


def row_of(portal: Portal, inquiry_id: UUID) -> Inquiry | None:
    with portal.data.reading() as session:
        return session.get(Inquiry, inquiry_id)


def change(portal: Portal, inquiry_id: UUID, **values: object) -> None:
    with portal.data.writing() as session:
        session.execute(update(Inquiry).where(Inquiry.id == inquiry_id).values(**values))


def test_it_leaves_the_living_alone(portal: Portal, clock: Clock) -> None:
    one = sent(portal)
    with portal.vault.keystore.writing() as session:
        browser.begin_draft(session, "kladde", now=clock())
        browser.begin_session(session, one.case, now=clock())
    clock.pass_time(minutes=5)
    assert kept(portal) == {}
    clock.pass_time(days=6)
    assert kept(portal) == {"swept": 2}  # the shown code and the session; the draft has a day left
    assert words_by_code(portal, one.code) == SECRET


def test_drafts_and_sessions_have_their_day(portal: Portal, clock: Clock) -> None:
    staff = hired("haderslev")
    with portal.vault.keystore.writing() as session:
        browser.begin_draft(session, "kladde", now=clock())
    with portal.data.writing() as session:
        session.add(staff)
        session.flush()
        for seen in (timedelta(), timedelta(minutes=31), timedelta(hours=9)):
            began = clock() - seen
            session.add(StaffSession(token_hash=uuid4().bytes * 2, staff_id=staff.id, began_at=began, seen_at=began))
    assert kept(portal) == {"swept": 2}
    clock.pass_time(days=7)
    assert kept(portal) == {"swept": 2}
    assert count(portal, Draft) == 0


def count(portal: Portal, table: type) -> int:
    store = portal.data if "inquiries" in table.metadata.tables else portal.vault.keystore  # type: ignore[attr-defined]
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_closed_inquiries_are_forgotten_on_their_day(portal: Portal, clock: Clock) -> None:
    due, not_yet, still_open = (sent(portal) for _ in range(3))
    today = date(2026, 11, 24)
    change(portal, due.inquiry_id, state="closed", closed_on=today, forget_on=today)
    change(portal, not_yet.inquiry_id, state="closed", closed_on=today, forget_on=today + timedelta(days=1))
    change(portal, still_open.inquiry_id, forget_on=today)
    assert kept(portal) == {"forgotten": 1}
    assert words_by_code(portal, due.code) is None
    assert words_by_code(portal, not_yet.code) == words_by_code(portal, still_open.code) == SECRET
    assert kept(portal) == {}
    clock.pass_time(days=1)
    assert kept(portal)["forgotten"] == 1
    with portal.data.reading() as session:
        assert first_broken_link(session) is None


def test_an_inquiry_nobody_returns_to_is_closed_and_not_forgotten(portal: Portal, clock: Clock) -> None:
    """Six months of silence on both sides; whoever comes back within the next three still finds it."""
    silent, answered = sent(portal), sent(portal)
    clock.pass_time(days=100)
    staff = hired("haderslev")
    with portal.data.writing() as session:
        session.add(staff)
        session.flush()
        row = session.get_one(Inquiry, answered.inquiry_id)
        write_from_staff(session, row, answered.case, "Er du der?", staff_id=staff.id, now=clock())
    clock.pass_time(days=80)
    assert "closed" not in kept(portal)
    clock.pass_time(days=1)
    assert kept(portal)["closed"] == 1
    closed, open_ = row_of(portal, silent.inquiry_id), row_of(portal, answered.inquiry_id)
    assert closed is not None
    assert open_ is not None
    assert (closed.state, closed.closed_on, closed.forget_on) == ("closed", date(2027, 5, 24), date(2027, 8, 24))
    assert open_.state == "received"
    assert words_by_code(portal, silent.code) == SECRET
    with portal.data.reading() as session:
        last = session.scalars(select(Event).order_by(Event.seq.desc()).limit(1)).one()
    assert (last.what, last.actor, last.staff_id) == ("closed", "system", None)


def test_a_centre_that_left_the_catalogue_closes_nothing(portal: Portal, clock: Clock) -> None:
    one = sent(portal)
    change(portal, one.inquiry_id, centre="nedlagt")
    clock.pass_time(days=400)
    assert "closed" not in kept(portal)


def orphan(portal: Portal) -> UUID:
    """A key whose inquiry was never stored."""
    inquiry_id, minted = uuid4(), portal.vault.mint()
    row = wrap(portal.vault.keys, new_case(inquiry_id), centre="haderslev", code=minted.stretched, code_kid=1)
    with portal.vault.keystore.writing() as session:
        session.add(row)
    return inquiry_id


def test_keys_without_an_inquiry_go(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "AT_ONCE", 2)
    living = [sent(portal) for _ in range(3)]
    for _ in range(5):
        orphan(portal)
    assert kept(portal)["orphans"] == 5
    assert count(portal, CaseKey) == 3
    assert all(words_by_code(portal, each.code) == SECRET for each in living)
    assert "orphans" not in kept(portal)


def test_a_key_is_left_while_its_code_may_be_shown(portal: Portal, clock: Clock) -> None:
    """Whoever was cut off while sending may press again within those minutes."""
    case, token, minted = new_case(uuid4()), new_token(), portal.vault.mint()
    portal.vault.lock_up(case, centre="ishoej", minted=minted, token=token, now=clock())
    assert kept(portal) == {}
    clock.pass_time(minutes=10)
    assert kept(portal) == {"swept": 1}
    assert kept(portal) == {"orphans": 1}


def test_a_key_that_is_just_being_used_is_left(portal: Portal) -> None:
    """The key is committed and its inquiry is not, for the blink of an eye: sweeping in between would lose it."""
    stored, may_commit, swept = threading.Event(), threading.Event(), []
    minted, inquiry_id = portal.vault.mint(), uuid4()

    def intake() -> None:
        with portal.data.writing() as session:
            receive(
                session, portal, answers(), inquiry_id=inquiry_id, minted=minted, token=new_token(), now=portal.now()
            )
            with portal.vault.keystore.writing() as keys:
                keys.execute(update(ShownCode).values(inquiry_id=uuid4()))  # not even the shown code protects it
            stored.set()
            may_commit.wait(2)

    threads = [
        threading.Thread(target=intake),
        threading.Thread(target=lambda: swept.append(sweep_orphan_keys(portal))),
    ]
    threads[0].start()
    assert stored.wait(5)
    threads[1].start()
    threads[1].join(0.5)
    assert not swept  # it waits for the intake
    may_commit.set()
    for thread in threads:
        thread.join(10)
    assert swept == [0]
    assert words_by_code(portal, minted.code) == SECRET


STEPS = ("sweep_browsers", "sweep_staff_sessions", "close_abandoned", "forget_due", "finish_forgetting")


@pytest.mark.parametrize("step", STEPS)
def test_it_may_be_stopped_anywhere_and_run_again(portal: Portal, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    gone, today = sent(portal), date(2026, 11, 24)
    change(portal, gone.inquiry_id, state="closed", closed_on=today, forget_on=today)
    half = sent(portal)
    portal.vault.forget(half.inquiry_id, now=portal.now())  # its rows are still there
    stays = sent(portal)

    def cut(*arguments: object, **options: object) -> None:
        raise InterruptedError

    with monkeypatch.context() as patched:
        patched.setattr(keeping, step, cut)
        with pytest.raises(InterruptedError):
            keep(portal, now=portal.now())
    keep(portal, now=portal.now())
    assert count(portal, Inquiry) == count(portal, CaseKey) == 1
    assert count(portal, Forgotten) == 2
    assert words_by_code(portal, stays.code) == SECRET
    assert kept(portal) == {}


def test_the_command_says_what_it_did(
    terminal: Terminal, environment: Settings, portal: Portal, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = sent(portal)
    change(portal, one.inquiry_id, state="closed", closed_on=date(2020, 1, 1), forget_on=date(2020, 4, 1))
    said = terminal("forget")
    assert said.status == 0
    assert said.out.startswith("1 forgotten, 0 forgotten again, 0 closed after long silence")
    assert str(one.inquiry_id) not in said.out + said.err
