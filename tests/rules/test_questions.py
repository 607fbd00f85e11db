"""Which questions a person meets, in which order, and what becomes of answers no longer asked for (A9, B12, N7)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.rules.answers import Answers, Contact, ForWhom, Relation, Rung, SafeContact, Topic, Wish, Workplace
from app.rules.questions import (
    BEFORE_CONTACT,
    NEVER_SKIPPED,
    Step,
    contact_chosen,
    met,
    next_step,
    step_before,
    steps,
    tidied,
)

PHONE = SafeContact(phone="+4520692833")
EMAIL = SafeContact(email="nadia@example.org")
ALL_TOLD = Contact(nickname="N", name="Nadia", safe=PHONE)


@pytest.mark.parametrize(
    ("for_whom", "asked"),
    [
        pytest.param(ForWhom.SELF, ["ord", "fylder", "om", "oensker", "alder", "lige-nu", "hjemme"], id="A9 oneself"),
        pytest.param(
            ForWhom.RELATIVE, ["relation", "ord", "om", "oensker", "alder", "lige-nu", "hjemme"], id="B3 a relative"
        ),
        pytest.param(
            ForWhom.PROFESSIONAL,
            ["sted-for-arbejde", "ord", "om", "alder", "lige-nu", "hjemme"],
            id="B12 a professional is asked nothing that names the citizen",
        ),
    ],
)
def test_what_each_is_asked(for_whom: ForWhom, asked: list[str]) -> None:
    found = steps(Answers(for_whom=for_whom), place_decides=True)
    assert [step.value for step in found] == ["hvem", "sted", *asked, "kontakt"]


def test_where_it_is_read_is_asked_only_when_the_place_does_not_say() -> None:
    assert steps(Answers(), place_decides=False)[:3] == (Step.FOR_WHOM, Step.PLACE, Step.CENTRE)
    assert Step.CENTRE not in steps(Answers(), place_decides=True)


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        pytest.param({}, [Step.CONTACT], id="N2 nothing chosen yet"),
        pytest.param({"contact_choice": Rung.CODE_ONLY}, [Step.CONTACT], id="N2 the code only"),
        pytest.param({"contact_choice": Rung.NICKNAME}, [Step.CONTACT, Step.NICKNAME], id="N2 a nickname"),
        pytest.param({"contact_choice": Rung.SAFE_CONTACT}, [Step.CONTACT, Step.SAFE], id="N4 how to reach"),
        pytest.param(
            {"contact_choice": Rung.SAFE_CONTACT, "contact": Contact(safe=PHONE)},
            [Step.CONTACT, Step.SAFE, Step.CARD],
            id="N4 a telephone has a card",
        ),
        pytest.param(
            {"contact_choice": Rung.SAFE_CONTACT, "contact": Contact(safe=EMAIL)},
            [Step.CONTACT, Step.SAFE],
            id="N4 an e-mail has none",
        ),
        pytest.param(
            {"contact_choice": Rung.NAME}, [Step.CONTACT, Step.NAME, Step.SAFE], id="N2 a name, and how to reach"
        ),
        pytest.param(
            {"contact_choice": Rung.NAME, "contact": ALL_TOLD},
            [Step.CONTACT, Step.NAME, Step.SAFE, Step.CARD],
            id="N2 a name and a telephone",
        ),
        pytest.param(
            {"contact_choice": Rung.NAME, "hypothetical": True},
            [],
            id="N7 who asks without a name is not asked for one",
        ),
    ],
)
def test_how_somebody_may_be_reached(changes: dict[str, Any], asked: list[Step]) -> None:
    found = steps(Answers(**changes), place_decides=True)
    assert list(found[2 + len(BEFORE_CONTACT[ForWhom.SELF]) :]) == asked


def test_the_next_question_is_the_first_not_met() -> None:
    answers = Answers(answered=(Step.FOR_WHOM, Step.PLACE, Step.TOPICS))
    assert next_step(answers, place_decides=True) is Step.OWN_WORDS
    assert next_step(answers, place_decides=False) is Step.CENTRE
    everything = replace(answers, answered=steps(answers, place_decides=True))
    assert next_step(everything, place_decides=True) is None


def test_back_leads_to_the_question_before() -> None:
    answers = Answers()
    assert step_before(Step.FOR_WHOM, answers, place_decides=True) is None
    assert step_before(Step.PLACE, answers, place_decides=True) is Step.FOR_WHOM
    assert step_before(Step.TOPICS, answers, place_decides=True) is Step.OWN_WORDS
    assert step_before(Step.OWN_WORDS, answers, place_decides=False) is Step.CENTRE
    assert step_before(Step.RELATION, answers, place_decides=True) is None  # never asked of oneself


def test_a_question_is_met_once_and_in_the_order_it_was_met() -> None:
    answers = met(met(Answers(), Step.AGE), Step.PLACE)
    assert answers.answered == (Step.AGE, Step.PLACE)
    assert met(answers, Step.AGE) is answers


def test_two_questions_are_never_skipped() -> None:
    assert frozenset({Step.FOR_WHOM, Step.CENTRE}) == NEVER_SKIPPED


def test_answers_that_are_no_longer_asked_for_are_dropped() -> None:
    told = Answers(topics=(Topic.MONEY,), wish=Wish.ADVICE, relation=Relation.CHILD, workplace=Workplace.SCHOOL)
    own = tidied(replace(told, for_whom=ForWhom.SELF))
    assert (own.topics, own.wish, own.relation, own.workplace) == ((Topic.MONEY,), Wish.ADVICE, None, None)
    relatives = tidied(replace(told, for_whom=ForWhom.RELATIVE))
    assert (relatives.topics, relatives.wish, relatives.relation, relatives.workplace) == (
        (),
        Wish.ADVICE,
        Relation.CHILD,
        None,
    )
    work = tidied(replace(told, for_whom=ForWhom.PROFESSIONAL))
    assert (work.topics, work.wish, work.relation, work.workplace) == ((), None, None, Workplace.SCHOOL)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        pytest.param({"contact_choice": None}, Contact(), id="N2 nothing chosen: nothing kept"),
        pytest.param({"contact_choice": Rung.CODE_ONLY}, Contact(), id="N2 the code only"),
        pytest.param({"contact_choice": Rung.NICKNAME}, Contact(nickname="N"), id="N2 the nickname and no more"),
        pytest.param({"contact_choice": Rung.SAFE_CONTACT}, Contact(safe=PHONE), id="N4 the telephone and no more"),
        pytest.param(
            {"contact_choice": Rung.NAME}, Contact(name="Nadia", safe=PHONE), id="N2 the name and how to reach"
        ),
        pytest.param({"contact_choice": Rung.NAME, "hypothetical": True}, Contact(), id="N7 nothing at all"),
    ],
)
def test_only_the_chosen_rung_is_kept(changes: dict[str, Any], kept: Contact) -> None:
    answers = Answers(contact=ALL_TOLD, **changes)
    assert contact_chosen(answers) == kept
    assert tidied(answers).contact == kept


@given(
    for_whom=some.sampled_from(ForWhom),
    choice=some.none() | some.sampled_from(Rung),
    hypothetical=some.booleans(),
    place_decides=some.booleans(),
)
def test_going_on_and_going_back_are_the_same_way(
    for_whom: ForWhom, choice: Rung | None, hypothetical: bool, place_decides: bool
) -> None:
    answers = Answers(for_whom=for_whom, contact_choice=choice, contact=ALL_TOLD, hypothetical=hypothetical)
    order = steps(answers, place_decides=place_decides)
    assert len(set(order)) == len(order)
    for step in order:
        assert next_step(answers, place_decides=place_decides) is step
        answers = met(answers, step)
    assert [step_before(step, answers, place_decides=place_decides) for step in order] == [None, *order[:-1]]
    assert set(BEFORE_CONTACT[for_whom]) <= set(order)
