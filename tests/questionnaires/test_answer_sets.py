"""Answers to questionnaires in the store: nothing is lost, nothing is in clear, and all goes with the inquiry."""

from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import func, inspect, select

from app import answer_sets
from app.answer_sets import begin, dump_filling, find_set, keep, load_filling, mark_sent, sets_of
from app.forgetting import forget_inquiry
from app.models import AnswerSet
from app.portal import Portal
from app.rules.danish_days import COPENHAGEN
from app.rules.filling import Filling, Provenance
from app.rules.questionnaire import Amount, Coded, Passed
from app.timeline import Actor
from app.vault.cases import OpenCase
from app.vault.fields import LONGEST, CannotOpen
from tests.vault.sending import SECRET, sent

EVERY_KIND = Filling(
    key="prøve",
    version="abc",
    provenance=Provenance.SELF,
    answers={
        "yes": (True,),
        "no": (False,),
        "one": (Coded("1", "urn:x", "En"),),
        "several": (Coded("", "", "Sejlads"), Coded("2"), "noget helt tredje"),
        "words": (SECRET + " æøå \u202e 😀",),
        "whole": (-3,),
        "fraction": (Decimal("0.12345678901234567890123"),),
        "amount": (Amount(Decimal("2.5"), "kg"), Amount(Decimal(3))),
        "day": (date(2026, 2, 28),),
        "hour": (time(23, 59),),
        "moment": (datetime(2026, 2, 28, 12, tzinfo=COPENHAGEN),),
    },
    passed={"skipped": Passed.SKIPPED, "talk": Passed.AT_THE_TALK, "rather": Passed.RATHER_NOT},
    changed={"yes": 1, "talk": 7},
    may_export=True,
)


def kept(portal: Portal, case: OpenCase, filling: Filling = EVERY_KIND) -> AnswerSet:
    with portal.data.writing() as session:
        return begin(session, case, filling, now=portal.now()).row


def count(portal: Portal) -> int:
    with portal.data.reading() as session:
        return session.scalar(select(func.count()).select_from(AnswerSet)) or 0


def test_every_kind_of_value_comes_back_as_it_was() -> None:
    again = load_filling(dump_filling(EVERY_KIND))
    assert again == EVERY_KIND
    assert {link_id: [type(each) for each in values] for link_id, values in again.answers.items()} == {
        link_id: [type(each) for each in values] for link_id, values in EVERY_KIND.answers.items()
    }


def test_a_set_is_stored_changed_and_sent(portal: Portal) -> None:
    case = sent(portal).case
    set_id = kept(portal, case).id
    with portal.data.writing() as session:
        found = find_set(session, case, set_id, to_change=True)
        assert found is not None
        assert found.filling == EVERY_KIND
        assert not found.sent
        keep(case, found.row, found.filling.with_told("yes", Passed.RATHER_NOT, revision=found.row.revision + 1))
        mark_sent(found.row, now=portal.now())
    with portal.data.reading() as session:
        (again,) = sets_of(session, case)
    assert again.sent
    assert again.row.revision == 1
    assert again.row.sent_at
    assert (again.row.begun_at.second, again.row.sent_at.second) == (0, 0)
    assert again.filling.told("yes") is Passed.RATHER_NOT
    assert "yes" not in again.filling.answers


def test_a_long_set_is_kept_whole(portal: Portal) -> None:
    case = sent(portal).case
    long = Filling(
        key="k", version="v", provenance=Provenance.SELF, answers={f"q{n}": ("ø" * 4_000,) for n in range(30)}
    )
    kept(portal, case, long)
    with portal.data.reading() as session:
        (again,) = sets_of(session, case)
    assert len(dump_filling(long)) > 3 * LONGEST
    assert again.filling == long


def test_nothing_of_it_stands_in_clear(portal: Portal) -> None:
    row = kept(portal, sent(portal).case)
    clear = {each.key: getattr(row, each.key) for each in inspect(AnswerSet).columns if each.key != "content"}
    assert not any(word in str(clear) for word in (SECRET, "prøve", "abc", "self", "skipped"))
    assert SECRET.encode() not in row.content
    assert b"abc" not in row.content


def test_what_was_moved_does_not_open(portal: Portal) -> None:
    """To another set of the same inquiry, and a part in another's place."""
    case = sent(portal).case
    one, other = kept(portal, case), kept(portal, case)
    moved = AnswerSet(id=other.id, content=one.content)
    with pytest.raises(CannotOpen):
        answer_sets.opened(moved, case)


def test_another_inquirys_set_is_not_there(portal: Portal) -> None:
    mine, theirs = sent(portal).case, sent(portal).case
    set_id = kept(portal, theirs).id
    with portal.data.reading() as session:
        assert find_set(session, mine, set_id) is None
        assert find_set(session, theirs, uuid4()) is None
        assert sets_of(session, mine) == []


def test_forgetting_takes_every_set_with_it(portal: Portal) -> None:
    mine, theirs = sent(portal).case, sent(portal).case
    first = kept(portal, mine)
    with portal.data.writing() as session:
        begin(session, mine, EVERY_KIND, now=portal.now(), beside_id=first.id)
    kept(portal, theirs)
    with portal.data.writing() as session:
        forget_inquiry(session, portal, mine.inquiry_id, actor=Actor.CITIZEN, now=portal.now())
    assert count(portal) == 1


def test_the_last_word_counts_and_another_device_is_noticed() -> None:
    begun = Filling(key="k", version="v", provenance=Provenance.SELF)
    first = begun.with_told("a", (1,), revision=1)
    assert first.clashes("a", (2,), seen=0)
    assert not first.clashes("a", (1,), seen=0), "the same answer is no quarrel"
    assert not first.clashes("b", (2,), seen=0), "another question is none either"
    assert not first.clashes("a", (2,), seen=1), "whoever saw it may change it"
    passed = first.with_told("a", Passed.SKIPPED, revision=2)
    assert passed.told("a") is Passed.SKIPPED
    assert passed.answers == {}
    assert passed.clashes("a", (1,), seen=1)
    assert not passed.clashes("a", Passed.SKIPPED, seen=1)
    assert passed.with_told("a", None, revision=3).told("a") is None
